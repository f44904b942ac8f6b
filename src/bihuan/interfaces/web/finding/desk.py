"""What of 查摆问题 lies on the to-do page: the cards of its parts (`desks/<part>.py`)."""

from bihuan.interfaces.web.finding.desks import instructions, self_checks
from bihuan.interfaces.web.shell.desk import Cards

CARDS: Cards = {**self_checks.CARDS, **instructions.CARDS}
