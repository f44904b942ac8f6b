"""What may be done with the rows of this room, by whom, from which state."""

from bihuan.inspections.workflow.observations import HEARD, OBSERVATION
from bihuan.inspections.workflow.papers import ANALYSIS_NOTE, CONCLUSION, CORRECTION_NOTICE, HEARING, REMARK
from bihuan.inspections.workflow.visits import CHECKLIST, INSPECTION_PLAN, PLAN_DRAW, VISIT

__all__ = [
    "ANALYSIS_NOTE", "CHECKLIST", "CONCLUSION", "CORRECTION_NOTICE", "HEARD", "HEARING", "INSPECTION_PLAN", "OBSERVATION", "PLAN_DRAW", "REMARK",
    "VISIT",
]  # fmt: skip
