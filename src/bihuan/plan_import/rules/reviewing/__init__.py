"""What a person may correct in a plan that was read, in what words, and what stands there afterwards. Pages and programs ask the same rules.

Not here: the questions that are answered instead (`campaign.asking`), and who may do it (policy)."""

from bihuan.plan_import.rules.reviewing.changing import Reviewed, added, corrected, fact_at, removed, undone
from bihuan.plan_import.rules.reviewing.parts import ADDED, LISTS, PARTS, PLACE, RARE, brief, empty, list_of, words_of
from bihuan.plan_import.rules.reviewing.values import LONGEST, NAMING, Kind, WrongPart, choices_of, kind_of

__all__ = [
    "ADDED", "LISTS", "LONGEST", "NAMING", "PARTS", "PLACE", "RARE", "Kind", "Reviewed", "WrongPart", "added", "brief", "choices_of", "corrected",
    "empty", "fact_at", "kind_of", "list_of", "removed", "undone", "words_of",
]  # fmt: skip
