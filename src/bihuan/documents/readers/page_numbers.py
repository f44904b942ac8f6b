"""Page numbers in a docx that the office program counts itself: whatever stands in the file in their place is not what is printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COUNTS = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)(?:\s+\\\*\s*\w+)*\s*", re.I)
"""With a picture of the number (`\\#`) a field may print anything: then it is read."""
_NOT = {"0", "false", "off"}


@dataclass(slots=True)
class _Field:
    """A field that is open: what it asks for, and the words of its result so far."""

    locked: bool
    asks: str = ""
    has_result: bool = False
    words: list[Any] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        return not self.locked and _COUNTS.fullmatch(self.asks) is not None


def counted(part: Any) -> Iterator[Any]:
    """The words of a part that stand for page numbers: 第 3 页 of 共 5 页, as for — 3 —."""
    for one in part.iter(f"{W}fldSimple"):
        if _Field(_is_locked(one), one.get(f"{W}instr", "")).counts:
            yield from one.iter(f"{W}t")
    open_ones: list[_Field] = []
    for one in part.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if one.tag == f"{W}fldChar":
            yield from _step(open_ones, one)
        elif open_ones and one.tag == f"{W}instrText":
            open_ones[-1].asks += one.text or ""
        elif open_ones and open_ones[-1].has_result:
            open_ones[-1].words.append(one)


def _step(open_ones: list[_Field], mark: Any) -> list[Any]:
    """A field begins, comes to its result, or ends: then its words, where they are a page number."""
    match mark.get(f"{W}fldCharType"):
        case "begin":
            open_ones.append(_Field(_is_locked(mark)))
        case "separate" if open_ones:
            open_ones[-1].has_result = True
        case "end" if open_ones:
            done = open_ones.pop()
            return done.words if done.counts else []
    return []


def _is_locked(one: Any) -> bool:
    return one.get(f"{W}fldLock", "0") not in _NOT
