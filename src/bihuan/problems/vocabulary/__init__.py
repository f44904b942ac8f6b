"""Words of the ledger."""

from bihuan.problems.vocabulary.acts import EditKind, HistoryKind, LedgerAction, LikenessAction, LookBackAction, SheetAction, Strata
from bihuan.problems.vocabulary.entries import (
    JOINT_CHECK,
    PRIVATE_SOURCES,
    QUICK_SOURCES,
    Alike,
    CauseKind,
    OwnerLevel,
    ProblemList,
    SharedPart,
    Source,
    Weight,
)
from bihuan.problems.vocabulary.people import ProblemDuty, Waiting, Work
from bihuan.problems.vocabulary.reminders import ReminderAction, ReminderLevel
from bihuan.problems.vocabulary.states import APART, DONE, OPEN, OUT, STILL, TICKING, UNCOUNTED, Lamp, Path, State
from bihuan.problems.vocabulary.steps import Action, Held, Need, Ruling, VoidKind

__all__ = [
    "APART", "Action", "Alike", "CauseKind", "DONE", "EditKind", "Held", "HistoryKind", "JOINT_CHECK", "Lamp", "LedgerAction",
    "LikenessAction", "LookBackAction", "Need", "OPEN", "OUT", "OwnerLevel", "PRIVATE_SOURCES", "Path", "ProblemDuty", "ProblemList",
    "QUICK_SOURCES", "ReminderAction",
    "ReminderLevel", "Ruling", "STILL", "SharedPart", "SheetAction", "Source", "State", "Strata", "TICKING", "UNCOUNTED", "VoidKind",
    "Waiting", "Weight", "Work",
]  # fmt: skip
