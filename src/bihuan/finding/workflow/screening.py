"""The life of a unit's screening (M73)."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.finding.vocabulary.screening import ScreeningAction as A
from bihuan.finding.vocabulary.screening import ScreeningState as S
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _

_UNIT = frozenset({D.LIAISON, D.UNIT_HEAD})

SCREENING = Workflow(
    "screening", _("单位排查"), S,
    (
        Step(A.ASK, ANY, S.ASKED, frozenset({D.OFFICE, D.SUPERVISOR, D.MACHINE}), creates=True),
        Step(A.BEGIN, ANY, S.ASKED, _UNIT, creates=True),
        Step(A.FIND, (S.ASKED,), SAME, _UNIT),
        Step(A.END, (S.ASKED,), S.FOUND, _UNIT),
        Step(A.END_NONE, (S.ASKED,), S.NONE_FOUND, _UNIT),
    ),
)  # fmt: skip
