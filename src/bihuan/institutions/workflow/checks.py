"""A check order, and the answer of each unit that was asked (M96)."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _
from bihuan.institutions.vocabulary.checks import AnswerState as S
from bihuan.institutions.vocabulary.checks import CheckAction as A

_OFFICE = frozenset({D.OFFICE, D.MACHINE})
_UNIT = frozenset({D.LIAISON, D.UNIT_HEAD})

CHECK_ORDER = Workflow(
    "check_order", _("举一反三"), None,
    (Step(A.ORDER, ANY, CREATE, _OFFICE, creates=True), Step(A.WITHDRAW, ANY, SAME, _OFFICE, reason=True)), state_field="",
)  # fmt: skip
CHECK_ANSWER = Workflow(
    "check_answer", _("举一反三的答复"), S,
    (
        Step(A.ASK, ANY, S.ASKED, _OFFICE, creates=True),
        Step(A.ANSWER_NONE, (S.ASKED,), S.NONE_FOUND, _UNIT),
        Step(A.ANSWER_FOUND, (S.ASKED, S.NONE_FOUND, S.FOUND), S.FOUND, _UNIT),
        Step(A.RETURN, (S.NONE_FOUND,), S.ASKED, _OFFICE, reason=True),
    ),
)  # fmt: skip
