"""Words of supervision at work."""

from bihuan.inspections.vocabulary.observations import (
    Focus,
    Force,
    HeardFrom,
    HeardState,
    ObservationAction,
    ObservationState,
    SupervisionKind,
)
from bihuan.inspections.vocabulary.papers import (
    ConclusionAction,
    ConclusionState,
    HearingAction,
    HearingDecision,
    HearingKind,
    NoteAction,
    NoticeAction,
    NoticeState,
)
from bihuan.inspections.vocabulary.visits import (
    ChecklistAction,
    Column,
    DrawingAction,
    InspectionDuty,
    PlaceKind,
    PlanAction,
    PlanKind,
    PlanState,
    VisitAction,
    VisitKind,
    VisitNeed,
    VisitState,
)

__all__ = [
    "ChecklistAction", "Column", "ConclusionAction", "ConclusionState", "HearingDecision", "DrawingAction", "Focus", "Force", "HeardFrom",
    "HeardState", "HearingAction", "HearingKind", "InspectionDuty", "NoteAction", "NoticeAction", "NoticeState", "ObservationAction",
    "ObservationState", "PlaceKind", "PlanAction", "PlanKind", "PlanState", "SupervisionKind", "VisitAction", "VisitKind", "VisitNeed",
    "VisitState",
]  # fmt: skip
