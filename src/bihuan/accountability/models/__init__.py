"""Rows of this room."""

from bihuan.accountability.models.appeals import Appeal
from bihuan.accountability.models.bodies import DecisionBody, Seat
from bihuan.accountability.models.handling import Handling
from bihuan.accountability.models.parts import Fact, FollowUp, Statement

__all__ = ["Appeal", "DecisionBody", "Fact", "FollowUp", "Handling", "Seat", "Statement"]
