"""Saying that a list holds nothing, and taking it back (M81)."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.finding.vocabulary.coverage import NoneAction as A
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_ANSWER = frozenset({D.LIAISON, D.UNIT_HEAD, D.OFFICE, D.MACHINE})  # for which list: rules.answering

NONE_CONFIRMED = Workflow(
    "none_confirmed", _("没有问题的确认"), None,
    (
        Step(A.CONFIRM, ANY, CREATE, _ANSWER, creates=True),
        Step(A.WITHDRAW, ANY, SAME, _ANSWER, reason=True),
    ), state_field="",
)  # fmt: skip
