"""Return visits: planned by visitors of both bodies, recorded, assessed, ended by the clock. They weigh nothing, and whoever does not want them
says so without any consequence (M164–M170, P11).

No step asks for a reason of the book: what is said in a visit stands on the row, veiled, and what is sealed is in no other place."""

from bihuan.accountability.vocabulary.visits import VisitAction as A
from bihuan.accountability.vocabulary.visits import VisitDuty as D
from bihuan.accountability.vocabulary.visits import VisitNeed as N
from bihuan.accountability.vocabulary.visits import VisitState as S
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _

_VISITOR, _SUBJECT, _PLANNER, _MACHINE = (frozenset({one}) for one in (D.VISITOR, D.SUBJECT, D.PLANNER, D.MACHINE))

VISITS = Workflow(
    "return_visit", _("回访教育"), S,
    (
        Step(A.PLAN, ANY, S.OPEN, _PLANNER, creates=True),
        Step(A.REPLAN, (S.OPEN,), SAME, _VISITOR),
        Step(A.NAME, (S.OPEN,), SAME, _VISITOR),
        Step(A.LEAVE, (S.OPEN,), SAME, _VISITOR),
        Step(A.SEAL, (S.OPEN,), SAME, _VISITOR | _SUBJECT),
        Step(A.DROP, (S.OPEN, S.DECLINED, S.CLOSED), SAME, _VISITOR | _SUBJECT),
        Step(A.OPEN_NOTES, (S.OPEN,), SAME, _VISITOR),
        Step(A.RECORD, (S.OPEN,), SAME, _VISITOR),
        Step(A.RAISE, (S.OPEN,), SAME, _VISITOR),
        Step(A.ANSWER, (S.OPEN, S.DECLINED), SAME, _VISITOR),
        Step(A.DECLINE, (S.OPEN,), S.DECLINED, _SUBJECT),
        Step(A.RESUME, (S.DECLINED,), S.OPEN, _SUBJECT),
        Step(A.CLOSE, (S.OPEN,), S.CLOSED, _VISITOR, (N.RECORDED, N.ANSWERED)),
        Step(A.END, (S.OPEN, S.DECLINED, S.CLOSED), S.ENDED, _MACHINE, (N.YEAR_OVER,)),
    ),
)  # fmt: skip
