"""A draw is committed, then drawn; or given up with a reason. None is ever taken back or made anew under its number."""

from bihuan.foundation.draws.vocabulary import DrawAction as A
from bihuan.foundation.draws.vocabulary import DrawDuty as D
from bihuan.foundation.draws.vocabulary import DrawState as S
from bihuan.foundation.kernel import ANY, Step, Workflow, _

_WHO = frozenset({D.SIGNED_IN, D.MACHINE})

DRAW = Workflow(
    "draw", _("抽取"), S,
    (
        Step(A.COMMIT, ANY, S.COMMITTED, _WHO, creates=True),
        Step(A.REVEAL, (S.COMMITTED,), S.DRAWN, _WHO),
        Step(A.ABANDON, (S.COMMITTED,), S.ABANDONED, _WHO, reason=True),
    ),
)  # fmt: skip
