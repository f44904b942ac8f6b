"""What of 查摆问题 lies on the to-do page: the cards of its parts, each in `desks/<part>.py`. A part without its file is not there yet."""

from importlib import import_module
from importlib.util import find_spec

from bihuan.interfaces.web.shell.desk import Cards

PARTS = ("self_checks", "asked", "instructions", "joint_check", "talks", "back_checks", "screening")
_NAMES = [f"bihuan.interfaces.web.finding.desks.{part}" for part in PARTS]
CARDS: Cards = {name: card for one in _NAMES if find_spec(one) for name, card in import_module(one).CARDS.items()}
