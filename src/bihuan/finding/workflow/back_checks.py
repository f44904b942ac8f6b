"""The life of a back-check: traced step by step, each step judged with its evidence, ended by a person's conclusion (M109)."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.finding.vocabulary.back_checks import BackCheckAction as A
from bihuan.finding.vocabulary.back_checks import BackCheckNeed as N
from bihuan.finding.vocabulary.back_checks import BackCheckState as S
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _

_WHO = frozenset({D.OFFICE, D.SUPERVISOR, D.MACHINE})

BACK_CHECK = Workflow(
    "back_check", _("倒查"), S,
    (
        Step(A.OPEN, ANY, S.OPEN, _WHO, creates=True),
        Step(A.ADD_NODE, (S.OPEN,), SAME, _WHO),
        Step(A.TRACE, (S.OPEN,), SAME, _WHO),
        Step(A.JUDGE, (S.OPEN,), SAME, _WHO, needs=(N.OTHERS_JUDGE,)),
        Step(A.YIELD, (S.OPEN, S.CONCLUDED), SAME, _WHO),
        Step(A.CONCLUDE, (S.OPEN,), S.CONCLUDED, _WHO, needs=(N.RESPONSIBILITY, N.JUDGED, N.OTHERS_JUDGE)),
    ),
)  # fmt: skip
