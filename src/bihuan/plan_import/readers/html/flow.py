"""A page's elements as lines: blocks break lines, tables become rows, numbered lists get the numbers a browser shows."""

from dataclasses import dataclass, field

from lxml import etree

from bihuan.plan_import.readers.numerals import written
from bihuan.plan_import.readers.text import table_lines

_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "o:p", "q")
    + ("ruby", "rb", "s", "samp", "small", "span", "st1", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LONG_CELL = 400
_DOTTED = 3
"""Lists inside so many others have no customary sign of their own."""


@dataclass(slots=True)
class Flow:
    """Collects lines while the elements pass by; no recursion, so depth does not matter."""

    found: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    counts: dict[etree._Element, int] = field(default_factory=dict)

    def lines(self, root: etree._Element) -> list[str]:
        """All lines below this element."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                self._enter(element)
                if element.tag == "table" and is_data(element):
                    self._table(element)
                    walk.skip_subtree()
                else:
                    self._say(element.text)
            else:
                self._leave(element)
                if element is not root:
                    self._say(element.tail)
        self._break()
        return self.found

    def _enter(self, element: etree._Element) -> None:
        if element.tag not in _INLINE:
            self._break()
        if element.tag == "li":
            self.current = [self._item_number(element)]

    def _leave(self, element: etree._Element) -> None:
        if element.tag not in _INLINE:
            self._break()

    def _say(self, text: str | None) -> None:
        if text:
            self.current.append(text)

    def _break(self) -> None:
        if not self.current:
            return
        line = " ".join("".join(self.current).split())
        if line:
            self.found.append(line)
        self.current = []

    def _item_number(self, item: etree._Element) -> str:
        """The number a browser writes before a list item; empty in unnumbered lists."""
        around = item.getparent()
        if around is None or around.tag != "ol":
            return ""
        start = around.get("start") or "1"
        first = int(start) if start.isdigit() and len(start) < 7 else 1
        self.counts[around] = self.counts.get(around, first - 1) + 1
        form = _TYPES.get(around.get("type") or "1", "decimal")
        return self._beneath(around) if form == "decimal" else written(self.counts[around], form) + "."

    def _beneath(self, around: etree._Element) -> str:
        """A browser tells lists inside a numbered list by their indent alone; without it 1. （1） ① and, deeper, 1.1.1.1 tell them apart."""
        outer = [self.counts.get(one, 1) for one in around.iterancestors("ol")]
        number = self.counts[around]
        if len(outer) >= _DOTTED:
            return ".".join(map(str, [*reversed(outer), number])) + " "
        return (f"{number}.", f"（{number}）", written(number, "decimalEnclosedCircle"))[len(outer)]

    def _table(self, table: etree._Element) -> None:
        below: dict[int, int] = {}
        self.found.extend(table_lines([_cells(row, below) for row in table.iter("tr")]))


def is_data(table: etree._Element) -> bool:
    """A table of data: at least two columns and two rows, none inside another, no cell as long as a page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
    longest = max((len("".join(cell.itertext())) for row in rows for cell in row), default=0)
    return len(rows) >= 2 and max(len(row) for row in rows) >= 2 and longest <= _LONG_CELL


def _cells(row: etree._Element, below: dict[int, int]) -> list[str]:
    """Cells in their columns; `below` counts, by column, how many rows a cell from above still fills."""
    told: list[str] = []
    for cell in row.iterchildren("td", "th"):
        _skip_filled(told, below)
        for extra in range(_span(cell, "colspan")):
            below[len(told)] = _span(cell, "rowspan") - 1
            told.append("" if extra else "\n".join(Flow().lines(cell)))
    _skip_filled(told, below)
    return told


def _skip_filled(told: list[str], below: dict[int, int]) -> None:
    while below.get(len(told), 0) > 0:
        below[len(told)] -= 1
        told.append("")


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name) or "1"
    return max(1, min(int(value), 64)) if value.isdigit() and len(value) < 5 else 1
