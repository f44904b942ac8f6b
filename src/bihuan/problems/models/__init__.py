"""What the ledger keeps: problems, their parts, how they stand to each other, past and present."""

from bihuan.problems.models.hidden_forms import HiddenForm
from bihuan.problems.models.likeness import Imprint, ImprintMark, Likeness, SetApart
from bihuan.problems.models.looking_back import LookBackDraw, LookBackEvidence, LookBackItem
from bihuan.problems.models.parts import Evidence, Extension, Measure, Objection, Progress, Suspension
from bihuan.problems.models.passing_on import CarryOver, JointMeasure, LocalForm, Share
from bihuan.problems.models.problem import Batch, Problem, Sharing
from bihuan.problems.models.relations import Dispute, Division, Merger, Numbering, Void
from bihuan.problems.models.reminders import Reminder
from bihuan.problems.models.sheets import Edit, SheetLayout, TakeOver
from bihuan.problems.models.versions import OwnValue, ProblemReplaced, ProblemVersion

__all__ = [
    "Batch", "CarryOver", "Dispute", "Division", "Edit", "Evidence", "Extension", "HiddenForm", "Imprint", "ImprintMark", "JointMeasure", "Likeness",
    "LocalForm", "LookBackDraw", "LookBackEvidence",
    "LookBackItem", "Measure", "Merger", "Numbering", "Objection", "OwnValue", "Problem", "ProblemReplaced", "ProblemVersion", "Progress",
    "Reminder", "SetApart", "Share", "Sharing", "SheetLayout", "Suspension", "TakeOver", "Void",
]  # fmt: skip
