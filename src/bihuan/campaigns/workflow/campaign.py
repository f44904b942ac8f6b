"""The life of a campaign, of its tasks, and who may set up its parts."""

from bihuan.campaigns.vocabulary import CampaignAction as A
from bihuan.campaigns.vocabulary import CampaignState as S
from bihuan.campaigns.vocabulary import Duty as D
from bihuan.campaigns.vocabulary import TaskAction as T
from bihuan.campaigns.vocabulary import TaskNeed, TaskState, ViewDuty
from bihuan.campaigns.vocabulary.organising import OrganisingAction as O
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_OFFICE = frozenset({D.OFFICE, D.MACHINE})
_FOUNDERS = frozenset({D.FOUNDER, D.MACHINE})
_HEADS = frozenset({D.GROUP_HEAD})  # each co-head signs alone and under his own name (M03)

CAMPAIGN = Workflow(
    "campaign", _("专项"), S,
    (
        Step(A.PREPARE, ANY, S.PREPARED, _FOUNDERS, creates=True),
        Step(A.AMEND, (S.PREPARED, S.RUNNING), SAME, _OFFICE | _FOUNDERS),
        Step(A.SWITCH, (S.PREPARED, S.RUNNING), SAME, _OFFICE | _FOUNDERS),
        Step(A.SET_COLUMN, (S.PREPARED, S.RUNNING), SAME, _OFFICE | _FOUNDERS),
        Step(A.RETIRE_COLUMN, (S.PREPARED, S.RUNNING), SAME, _OFFICE | _FOUNDERS),
        Step(A.FILL_GAP, (S.PREPARED, S.RUNNING), SAME, _OFFICE | _FOUNDERS),
        Step(A.SET_WORDS, (S.PREPARED, S.RUNNING), SAME, _OFFICE | _FOUNDERS),
        Step(O.CHOOSE_PATTERN, (S.PREPARED, S.RUNNING), SAME, _OFFICE | _FOUNDERS),
        Step(A.FREEZE_ROSTER, (S.PREPARED, S.RUNNING), SAME, _OFFICE | _FOUNDERS),
        Step(A.SETTLE_THRESHOLD, (S.PREPARED, S.RUNNING), SAME, _OFFICE, reason=True),
        Step(A.START, (S.PREPARED,), S.RUNNING, _OFFICE | _FOUNDERS | _HEADS),
        Step(A.CLOSE, (S.RUNNING,), S.CLOSED, _OFFICE | _HEADS, reason=True),
        Step(A.STRETCH, ANY, SAME, _OFFICE | _HEADS, reason=True),
    ),
)  # fmt: skip


def _part(name: str, label: str, *steps: Step) -> Workflow:
    return Workflow(name, label, None, steps, state_field="")


STAGE = _part(
    "stage", _("阶段"),
    Step(A.ADD_STAGE, ANY, CREATE, _OFFICE | _FOUNDERS, creates=True),
    Step(A.DATE_STAGE, ANY, SAME, _OFFICE | _FOUNDERS),
    Step(A.EXTEND_STAGE, ANY, SAME, _OFFICE | _HEADS, reason=True),
    Step(A.SHIFT_STAGE, ANY, SAME, _OFFICE | _HEADS, reason=True),
    Step(A.FINISH_STAGE, ANY, SAME, _OFFICE | _HEADS),
)  # fmt: skip
GROUP = _part(
    "group", _("工作机构"),
    Step(A.SET_UP_GROUP, ANY, CREATE, _OFFICE | _FOUNDERS, creates=True),
    Step(A.SEAT_MEMBER, ANY, SAME, _OFFICE | _FOUNDERS),
    Step(A.UNSEAT_MEMBER, ANY, SAME, _OFFICE | _FOUNDERS, reason=True),
    Step(A.CHARGE_GROUP, ANY, SAME, _OFFICE | _FOUNDERS),
    Step(A.DISSOLVE_GROUP, ANY, SAME, _OFFICE | _FOUNDERS, reason=True),
)  # fmt: skip
ROSTER = _part(
    "roster_entry", _("名册"),
    Step(A.ENTER_ROSTER, ANY, CREATE, _OFFICE | _FOUNDERS, creates=True),
    Step(A.LEAVE_ROSTER, ANY, SAME, _OFFICE, reason=True),
)  # fmt: skip
COVERED_UNIT = _part("covered_unit", _("整治单位"), Step(A.COVER_UNIT, ANY, CREATE, _OFFICE | _FOUNDERS, creates=True))
GRANT = _part(
    "grant", _("职责"),
    Step(A.GRANT_DUTY, ANY, CREATE, _OFFICE | _FOUNDERS, creates=True),
    Step(A.END_DUTY, ANY, SAME, _OFFICE | _FOUNDERS, reason=True),
)  # fmt: skip
DELEGATION = _part(
    "delegation", _("委托"),
    Step(A.DELEGATE, ANY, CREATE, frozenset({D.HOLDER}) | _OFFICE, creates=True),
    Step(A.END_DELEGATION, ANY, SAME, frozenset({D.HOLDER, D.DEPUTY}) | _OFFICE),
)  # fmt: skip
HANDOVER = _part("handover", _("工作移交"), Step(A.HAND_OVER, ANY, CREATE, _OFFICE, creates=True, reason=True))
SAVED_VIEW = _part(
    "saved_view", _("视图"),
    Step(A.SAVE_VIEW, ANY, CREATE, frozenset(D) | {ViewDuty.KEEPER}, creates=True),
    Step(A.CHANGE_VIEW, ANY, SAME, frozenset({ViewDuty.KEEPER})),
    Step(A.DROP_VIEW, ANY, SAME, frozenset({ViewDuty.KEEPER})),
)  # fmt: skip
COMMENDATION = _part(
    "commendation", _("表扬"),
    Step(A.COMMEND, ANY, CREATE, _OFFICE | _HEADS, creates=True),
    Step(A.WITHDRAW_COMMENDATION, ANY, SAME, _OFFICE | _HEADS, reason=True),
)  # fmt: skip
TASK = Workflow(
    "task", _("任务"), TaskState,
    (
        Step(A.ADD_TASK, ANY, TaskState.OPEN, _OFFICE | _FOUNDERS | {D.SUPERVISOR}, creates=True),
        Step(A.FINISH_TASK, (TaskState.OPEN,), TaskState.DONE, frozenset({D.OFFICE, D.LIAISON, D.UNIT_HEAD, D.SUPERVISOR, D.MACHINE}),
             needs=(TaskNeed.PROOF,)),
        Step(T.PASS_ON, (TaskState.OPEN,), SAME, _OFFICE | {D.LIAISON, D.UNIT_HEAD}),
        Step(T.HAND_DOWN, ANY, TaskState.OPEN, _OFFICE | {D.LIAISON, D.UNIT_HEAD}, creates=True),
    ),
)  # fmt: skip
