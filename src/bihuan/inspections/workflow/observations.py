"""The life of what was seen: the unit is heard before it becomes anything (P19)."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _
from bihuan.inspections.vocabulary import HeardState, InspectionDuty
from bihuan.inspections.vocabulary import ObservationAction as A
from bihuan.inspections.vocabulary import ObservationState as S

_OFFICE = frozenset({D.OFFICE, D.MACHINE})
_SEES = _OFFICE | {D.SUPERVISOR, InspectionDuty.INSPECTOR}
_OPEN = (S.NOTED, S.SENT, S.ANSWERED)

OBSERVATION = Workflow(
    "observation", _("检查发现"), S,
    (
        Step(A.NOTE, ANY, S.NOTED, _SEES, creates=True),
        Step(A.ADD_PHOTO, (S.NOTED,), SAME, _SEES),
        Step(A.SEND, (S.NOTED,), S.SENT, _SEES),
        Step(A.ANSWER, (S.SENT,), S.ANSWERED, frozenset({D.LIAISON, D.UNIT_HEAD})),
        Step(A.RECORD, (S.SENT, S.ANSWERED), S.RECORDED, _SEES),
        Step(A.SEND_BACK, (S.SENT, S.ANSWERED), S.RETURNED, _SEES, reason=True),
        Step(A.DROP, _OPEN, S.DROPPED, _SEES, reason=True),
        Step(A.JOIN, _OPEN, S.SAME, _SEES),
    ),
)  # fmt: skip
HEARD = Workflow(
    "heard", _("听到的意见"), HeardState,
    (
        Step(A.HEAR, ANY, HeardState.WAITING, _SEES, creates=True),
        Step(A.PASS_ON, (HeardState.WAITING,), HeardState.PASSED, _SEES),
    ),
)  # fmt: skip
