"""Rows of this room."""

from bihuan.finding.models.pledges import Pledge
from bihuan.finding.models.self_checks import SelfCheck, SelfCheckItem, SelfCheckRound

__all__ = ["Pledge", "SelfCheck", "SelfCheckItem", "SelfCheckRound"]
