"""The lives of plans and visits; draws and checklists have none."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _
from bihuan.inspections.vocabulary import ChecklistAction, DrawingAction, InspectionDuty, PlanState, VisitNeed, VisitState
from bihuan.inspections.vocabulary import PlanAction as P
from bihuan.inspections.vocabulary import VisitAction as V

_OFFICE = frozenset({D.OFFICE, D.MACHINE})
_WORKS = _OFFICE | {D.SUPERVISOR}
_DECIDES = frozenset({D.OFFICE, D.GROUP_HEAD})
_SHARES = frozenset({InspectionDuty.PROPOSER, InspectionDuty.INSPECTOR})

INSPECTION_PLAN = Workflow(
    "inspection_plan", _("督查方案"), PlanState,
    (
        Step(P.DRAFT, ANY, PlanState.DRAFTED, _WORKS, creates=True),
        Step(P.APPROVE, (PlanState.DRAFTED,), PlanState.APPROVED, _DECIDES, needs=(VisitNeed.OTHERS_APPROVE,)),
        Step(P.WITHDRAW, (PlanState.DRAFTED, PlanState.APPROVED), PlanState.WITHDRAWN, _DECIDES | {InspectionDuty.PROPOSER}, reason=True),
        Step(P.END, (PlanState.APPROVED,), PlanState.ENDED, _DECIDES | {InspectionDuty.PROPOSER}),
    ),
)  # fmt: skip
PLAN_DRAW = Workflow(
    "plan_draw", _("督查抽取"), None,
    (
        Step(DrawingAction.DRAW, ANY, CREATE, _WORKS, creates=True),
        Step(DrawingAction.REVEAL, ANY, SAME, _WORKS),
        Step(DrawingAction.ABANDON, ANY, SAME, _WORKS, reason=True),
    ), state_field="",
)  # fmt: skip
VISIT = Workflow(
    "visit", _("检查"), VisitState,
    (
        Step(V.PROPOSE, ANY, VisitState.PROPOSED, _WORKS, creates=True),
        Step(V.APPROVE, (VisitState.PROPOSED,), VisitState.APPROVED, _DECIDES,
             needs=(VisitNeed.OTHERS_APPROVE, VisitNeed.PLAN, VisitNeed.PAIR, VisitNeed.NOBODY_KEPT_AWAY)),
        Step(V.CANCEL, (VisitState.PROPOSED, VisitState.APPROVED), VisitState.CANCELLED, _DECIDES | _SHARES, reason=True),
        Step(V.REPORT, (VisitState.APPROVED,), VisitState.REPORTED, _SHARES | {D.OFFICE}),
    ),
)  # fmt: skip
CHECKLIST = Workflow(
    "checklist", _("检查单"), None,
    (
        Step(ChecklistAction.MAKE, ANY, CREATE, _WORKS, creates=True),
        Step(ChecklistAction.RETIRE, ANY, SAME, _WORKS),
    ), state_field="",
)  # fmt: skip
