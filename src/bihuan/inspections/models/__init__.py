"""Rows of this room."""

from bihuan.inspections.models.observations import Heard, Observation, Photo
from bihuan.inspections.models.papers import AnalysisNote, Conclusion, Considered, CorrectionNotice, Hearing, HearingTask, Remark
from bihuan.inspections.models.visits import Checklist, ChecklistLine, InspectionPlan, PlanDraw, Visit

__all__ = [
    "AnalysisNote", "Checklist", "ChecklistLine", "Conclusion", "Considered", "CorrectionNotice", "Heard", "Hearing", "HearingTask", "InspectionPlan",
    "Observation", "Photo", "PlanDraw", "Remark", "Visit",
]  # fmt: skip
