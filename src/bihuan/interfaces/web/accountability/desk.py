"""Cards of 处理与申诉 on the page of to-dos: each part brings its own in `desks/<part>.py`. A part without its file is not there yet."""

from importlib import import_module
from importlib.util import find_spec

from bihuan.interfaces.web.shell.desk import Cards

PARTS = ("rights", "own", "office", "marks", "party", "exemplars", "late")
_NAMES = [f"bihuan.interfaces.web.accountability.desks.{part}" for part in PARTS]
CARDS: Cards = {name: card for one in _NAMES if find_spec(one) for name, card in import_module(one).CARDS.items()}
