"""Where a mark belongs: each finds the open sequence that it continues, or opens one below its parent."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from bihuan.plan_import.rules.outline.marks import Mark
from bihuan.plan_import.rules.outline.nodes import Damage
from bihuan.plan_import.rules.outline.order import Order, alike
from bihuan.plan_import.rules.outline.titles import TITLE_WORD

BRACKETS = ("cn_paren", "num_paren", "num_half")


@dataclass(slots=True)
class Open:
    """A sequence of siblings that is still open; `last` is the number of its last member."""

    style: str
    last: int


@dataclass
class Tree:
    """The stack of open sequences, outermost first, and the marks placed so far with their level."""

    text: str
    order: Order
    stack: list[Open] = field(default_factory=list)
    placed: list[tuple[Mark, int]] = field(default_factory=list)
    damages: list[Damage] = field(default_factory=list)
    closed: dict[str, int] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=lambda: defaultdict(str))

    def add(self, mark: Mark) -> None:
        at = self._level(mark)
        for gone in self.stack[at + 1 :]:
            self.closed[gone.style] = gone.last
        del self.stack[at + 1 :]
        self.stack[at].last = mark.n or self.stack[at].last + 1
        self.placed.append((mark, at + 1))

    def continues(self, mark: Mark, *, innermost: bool = False, exact: bool = False) -> bool:
        """Is the mark the next member of an open sequence of its style (or, unless `exact`, of one that looks alike)?"""
        if innermost:
            return bool(self.stack) and self.stack[-1].style == mark.style and self.stack[-1].last == mark.n - 1
        return self._exact(mark) is not None or (not exact and self._alike(mark) is not None)

    def _level(self, mark: Mark) -> int:
        if mark.n == 0:
            return self._lost(mark)
        exact = self._exact(mark)
        if exact is not None:
            return exact
        same = [i for i, entry in enumerate(self.stack) if entry.style == mark.style]
        if mark.n == 1:
            return self._restart(mark, same)
        if not same and self.closed.get(mark.style) == mark.n - 1:
            return self._push(mark)
        if same and self._skips_one(mark, same[-1]):
            return self._broken(mark, same[-1])
        near = self._alike(mark)
        if near is not None and self._may_change_hand(mark, seen=bool(same) or mark.style in self.closed):
            return near
        return self._broken(mark, same[-1]) if same else self._orphan(mark)

    def _lost(self, mark: Mark) -> int:
        """A heading without number goes on in the sequence that it was found in."""
        same = [i for i, entry in enumerate(self.stack) if entry.style == mark.style]
        return same[-1] if same else self._push(replace(mark, n=1))

    def _exact(self, mark: Mark) -> int | None:
        found = (i for i, entry in enumerate(self.stack) if entry.style == mark.style and entry.last == mark.n - 1)
        return max(found, default=None)

    def _alike(self, mark: Mark) -> int | None:
        found = (i for i, entry in enumerate(self.stack) if alike(entry.style, mark.style) and entry.last == mark.n - 1 and mark.n > 1)
        return max(found, default=None)

    def _skips_one(self, mark: Mark, at: int) -> bool:
        """七、奖惩措施 behind 五、 though 6. stands between them: a section's words, and one number of its own row left out."""
        return (
            at == 0
            and mark.style == "cn_dot"
            and mark.n == self.stack[at].last + 2
            and bool(TITLE_WORD.search(self.text, mark.end, mark.end + 12))
        )

    def _may_change_hand(self, mark: Mark, *, seen: bool) -> bool:
        """A style that has its own place in this text goes on in another's sequence only with brackets alike or the words of a title."""
        return not seen or mark.style in BRACKETS or bool(TITLE_WORD.search(self.text, mark.end, mark.end + 12))

    def _restart(self, mark: Mark, same: list[int]) -> int:
        """A number 1: a new list beside the old one, or a list one level further down."""
        if not same:
            return self._push(mark)
        at = same[-1]
        if self.stack[at].last == 1 and at == len(self.stack) - 1:
            self._damage("duplicate", mark, self.stack[at].last + 1)
        return at

    def _broken(self, mark: Mark, at: int) -> int:
        """A member of an open sequence whose number is repeated, skipped or out of order."""
        last = self.stack[at].last
        self._damage("duplicate" if mark.n <= last else "missing", mark, last + 1)
        return at

    def _orphan(self, mark: Mark) -> int:
        """A sequence that starts above 1: it goes on from under the last parent, or its first members are lost."""
        if mark.n != self.closed.get(mark.style, 0) + 1:
            self._damage("missing", mark, self.closed.get(mark.style, 0) + 1)
        return self._push(mark)

    def _push(self, mark: Mark) -> int:
        depth = len(self.stack)
        while depth and self.order.above(mark.style, self.stack[depth - 1].style):
            depth -= 1
        for gone in self.stack[depth:]:
            self.closed[gone.style] = gone.last
        del self.stack[depth:]
        self.stack.append(Open(mark.style, mark.n))
        return depth

    def _damage(self, kind: str, mark: Mark, expected: int) -> None:
        self.damages.append(Damage(kind, mark.number, str(expected), mark.start, mark.end))
