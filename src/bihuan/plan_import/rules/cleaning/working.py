"""The text while it is being cleaned: every edit keeps the way back to the original."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from bihuan.plan_import.vocabulary import RepairKind


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace [start, end) by `new`; `kind` None means too small to be told (a trailing blank)."""

    start: int
    end: int
    new: str
    kind: RepairKind | None = None


@dataclass(slots=True)
class Done:
    """An edit as it was made, placed by its offset in the original."""

    kind: RepairKind
    as_read: str
    repaired: str
    origin: int


@dataclass
class Working:
    """`origin[i]` is the offset in the original of character i of `text`."""

    text: str
    origin: list[int] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> "Working":
        return cls(text, list(range(len(text))))

    def apply(self, edits: Iterable[Edit]) -> None:
        """Apply edits that lie in order and do not overlap."""
        pieces: list[str] = []
        origin: list[int] = []
        at = 0
        for edit in edits:
            if edit.start < at:
                continue
            pieces += (self.text[at : edit.start], edit.new)
            origin += self.origin[at : edit.start]
            origin += self._origin_of(edit)
            self._note(edit)
            at = edit.end
        if not pieces:
            return
        self.text = "".join([*pieces, self.text[at:]])
        self.origin = origin + self.origin[at:]

    def _origin_of(self, edit: Edit) -> list[int]:
        last = max(edit.start, edit.end - 1)
        return [self._place(min(edit.start + i, last)) for i in range(len(edit.new))]

    def _place(self, at: int) -> int:
        if at < len(self.origin):
            return self.origin[at]
        return self.origin[-1] + 1 if self.origin else 0

    def _note(self, edit: Edit) -> None:
        if edit.kind is not None:
            self.done.append(Done(edit.kind, self.text[edit.start : edit.end], edit.new, self._place(edit.start)))

    def place_of(self, origin: int) -> int:
        """Offset in the text as it stands now of an offset in the original."""
        return bisect_left(self.origin, origin)
