"""The lives of notices and conclusions; hearings, notes and remarks have none."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _
from bihuan.inspections.vocabulary import ConclusionAction as C
from bihuan.inspections.vocabulary import ConclusionState, HearingAction, InspectionDuty, NoteAction, NoticeState
from bihuan.inspections.vocabulary import NoticeAction as N

_OFFICE = frozenset({D.OFFICE, D.MACHINE})
_WORKS = _OFFICE | {D.SUPERVISOR}
_UNIT = frozenset({D.LIAISON, D.UNIT_HEAD})
_REVIEWS = frozenset({InspectionDuty.REVIEWER})

CORRECTION_NOTICE = Workflow(
    "correction_notice", _("纠偏通知"), NoticeState,
    (
        Step(N.SEND, ANY, NoticeState.SENT, _WORKS, creates=True),
        Step(N.REPLY, (NoticeState.SENT, NoticeState.REFUSED), NoticeState.REPLIED, _UNIT),
        Step(N.ACCEPT, (NoticeState.REPLIED,), NoticeState.ACCEPTED, _WORKS),
        Step(N.REFUSE, (NoticeState.REPLIED,), NoticeState.REFUSED, _WORKS, reason=True),
    ),
)  # fmt: skip
HEARING = Workflow(
    "hearing", _("听取汇报和研判"), None,
    (
        Step(HearingAction.HOLD, ANY, CREATE, _WORKS, creates=True),
        Step(HearingAction.SET_TASK, ANY, SAME, _WORKS),
        Step(HearingAction.DECIDE, ANY, SAME, _WORKS),
    ), state_field="",
)  # fmt: skip
CONCLUSION = Workflow(
    "conclusion", _("督查结论"), ConclusionState,
    (
        Step(C.GIVE, ANY, ConclusionState.GIVEN, _OFFICE | {InspectionDuty.INSPECTOR}, creates=True),
        Step(C.ASK, (ConclusionState.GIVEN,), ConclusionState.UNDER_REVIEW, _UNIT, reason=True),
        Step(C.ASSIGN, (ConclusionState.UNDER_REVIEW,), SAME, frozenset({D.OFFICE, D.GROUP_HEAD})),
        Step(C.UPHOLD, (ConclusionState.UNDER_REVIEW,), ConclusionState.UPHELD, _REVIEWS, reason=True),
        Step(C.CHANGE, (ConclusionState.UNDER_REVIEW,), ConclusionState.CHANGED, _REVIEWS, reason=True),
        Step(C.REVOKE, (ConclusionState.UNDER_REVIEW,), ConclusionState.REVOKED, _REVIEWS, reason=True),
    ),
)  # fmt: skip
ANALYSIS_NOTE = Workflow(
    "analysis_note", _("分析研判"), None, (Step(NoteAction.WRITE, ANY, CREATE, _WORKS, creates=True),), state_field=""
)  # fmt: skip
REMARK = Workflow(
    "remark", _("对进度的意见"), None, (Step(NoteAction.REMARK, ANY, CREATE, _WORKS, creates=True),), state_field=""
)  # fmt: skip
