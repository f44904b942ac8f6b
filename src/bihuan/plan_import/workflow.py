"""A plan under review becomes a campaign once."""

from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _
from bihuan.plan_import.vocabulary import DraftAction as A
from bihuan.plan_import.vocabulary import DraftDuty as D
from bihuan.plan_import.vocabulary import DraftState as S

_READERS = frozenset({D.FOUNDER, D.MACHINE})

DRAFT = Workflow(
    "draft", _("方案草稿"), S,
    (
        Step(A.READ, ANY, S.REVIEWING, _READERS, creates=True),
        Step(A.EDIT, (S.REVIEWING,), SAME, _READERS),
        Step(A.ANSWER, (S.REVIEWING,), SAME, _READERS),
        Step(A.START, (S.REVIEWING,), S.STARTED, _READERS),
        Step(A.SET_ASIDE, (S.REVIEWING,), S.SET_ASIDE, _READERS),
    ),
)  # fmt: skip
