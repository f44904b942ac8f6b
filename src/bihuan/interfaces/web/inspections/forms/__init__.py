"""Forms of supervision: they check the shape of what was typed; what may be done is the operations' business."""

from bihuan.interfaces.web.inspections.forms.beginning import (
    DrawForm,
    FindingForm,
    HearingForm,
    NoteForm,
    NoticeForm,
    PlanForm,
    PointsForm,
    RecusalForm,
    SheetForm,
    VisitForm,
)
from bihuan.interfaces.web.inspections.forms.fields import a_choice, a_day, a_text, asking, long_text, ticks, words

__all__ = [
    "DrawForm", "FindingForm", "HearingForm", "NoteForm", "NoticeForm", "PlanForm", "PointsForm", "RecusalForm", "SheetForm", "VisitForm", "a_choice",
    "a_day", "a_text", "asking", "long_text", "ticks", "words",
]  # fmt: skip
