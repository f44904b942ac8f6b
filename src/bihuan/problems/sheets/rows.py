"""From a grid whose head is known to rows under our columns; what is no problem is passed over and told."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bihuan.foundation.files.rules.grids import Grid, text_of
from bihuan.foundation.files.rules.guarding import unguarded
from bihuan.problems.rules.sheet import Column, RawRow
from bihuan.problems.rules.sheet.headers import STAMP
from bihuan.problems.rules.sheet.heading import Heading
from bihuan.problems.rules.sheet.layout import Layout, Passed, Why
from bihuan.problems.rules.sheet.passing import Passing
from bihuan.problems.rules.sheet.values import is_broken, visible

_LISTED = 400
"""So many rows passed over are told one by one."""
_JOINED = (Column.CAUSE, Column.MEASURES, Column.PROGRESS)
_DAYS = (Column.DUE, Column.FOUND, Column.CLOSED)
_DAYS_TO_1904 = 1462
_MONEY = re.compile(r"[（(](?:单位[:：])?(亿元|百万元|万元|千元|百元|元)[）)]")
_PLAIN_SUM = re.compile(r"[+-]?\d[\d,.]*")
_FEW_UNITS = 5
"""One row in so many without a unit, and at least two: then a unit is meant for the rows below it too."""


@dataclass
class Taken:
    """The rows of a sheet, and what was done to understand them."""

    rows: list[RawRow] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    hidden: int = 0
    downward: int = 0


class Reader:
    """Reads the rows of one sheet. `own` are the labels of a campaign's own columns by their keys."""

    def __init__(self, grid: Grid, heading: Heading, layout: Layout, own: Mapping[str, str] | None = None) -> None:
        self.grid, self.heading, self.layout = grid, heading, layout
        self.places = {Column(word): place for place, (word, _how) in heading.columns.items() if word in Column._value2member_map_}
        self.more = {word: place for place, (word, _how) in heading.columns.items() if word and word not in Column._value2member_map_}
        self.stamp = self.more.pop(STAMP, -1)
        number, unit, text = (self.places.get(one, -1) for one in (Column.NUMBER, Column.UNIT, Column.TEXT))
        self._money = _money(grid, heading, self.more, own or {})
        self.passing = Passing(heading.titles, number, unit, text)
        self._titles = {part for title in heading.titles for part in title.split("/")}
        _show_errors(grid)
        self._wide = {row for (row, left), (last, right) in grid.merged if right > left and row == last}
        self._joins = _fill_down(grid, heading.last, text)
        if grid.from_1904:
            self._count_from_1900()
        self._unread = _unread(grid, {place: column for column, place in (*self.places.items(), *self.more.items())})

    def _count_from_1900(self) -> None:
        """Day numbers of a workbook that counts from 1904 as all others have them."""
        for place in (self.places[column] for column in _DAYS if column in self.places):
            for cells in self.grid.cells[self.heading.last + 1 :]:
                if place < len(cells) and isinstance(cells[place], float):
                    cells[place] += _DAYS_TO_1904

    def take(self) -> Taken:
        """Every row below the head, read or passed over."""
        told, hidden, last_of = Taken(), self.grid.peeked.rows, dict[int, int]()
        for at in range(self.heading.last + 1, len(self.grid.cells)):
            cells = self.grid.cells[at]
            row = self._row(at, cells)
            why = self._why(at, cells, row)
            if why is None and at in hidden:
                told.hidden += 1
                why = None if self.layout.hidden else Why.HIDDEN
            base = last_of.get(self._joins.get(at, -1))
            if why is None and base is not None and _same_owner(told.rows[base], row):
                told.rows[base] = _joined(told.rows[base], row)
                why = Why.JOINED
            if why is None:
                last_of[at] = len(told.rows)
                told.rows.append(row)
            elif why is Why.BLANK or len(told.passed) < _LISTED:
                told.passed.append(Passed(at + 1, why, _glimpse(cells) if why is not Why.BLANK else ""))
        _units_from_above(told, self.layout.downward)
        return told

    def _row(self, at: int, cells: Sequence[Any]) -> RawRow:
        width = len(cells)
        texts = {
            column: (value if (value := cells[place]).__class__ is str else text_of(value)).strip()
            for column, place in self.places.items()
            if place < width
        }
        whole = "".join(texts.values())
        if "'" in whole or not whole.isprintable():
            texts = {column: unguarded(visible(text)) for column, text in texts.items()}
        if self.stamp < 0 and not self.more and at not in self._unread:
            return RawRow(at + 1, texts, self.grid.name)
        more = {key: unguarded(visible(text_of(cells[place]))) for key, place in self.more.items() if place < width}
        for key in self._money:
            more[key] = _with_unit(more.get(key, ""), self._money[key])
        stamp = text_of(cells[self.stamp]) if 0 <= self.stamp < width else ""
        return RawRow(at + 1, texts, self.grid.name, stamp, self._unread.get(at, frozenset()), more)

    def _why(self, at: int, cells: Sequence[Any], row: RawRow) -> Why | None:
        """Most rows are problems: what says so at a glance is asked first."""
        unit, text, first = row.cells.get(Column.UNIT, ""), row.cells.get(Column.TEXT, ""), at == self.heading.last + 1
        if unit and text and unit != text and not first and "计" not in unit and text not in self._titles and at not in self._wide:
            number = row.cells.get(Column.NUMBER, "")
            if not number or number[-1] != "例":
                return None
        texts = ["" if (text := text_of(cell).strip()) and is_broken(text) else text for cell in cells]
        why = self.passing.why(texts, at in self._wide, first)  # a row of nothing but formulas without an answer is a blank one
        return None if row.unread and why is not Why.SUBTOTAL else why  # a sum may be a formula, whatever it counts


def _show_errors(grid: Grid) -> None:
    """What went wrong in a formula stands in its cell as an office program shows it: an empty one would be taken for nothing said."""
    for (row, place), text in grid.peeked.broken.items():
        if row < len(grid.cells) and place < len(grid.cells[row]):
            grid.cells[row][place] = text


def _fill_down(grid: Grid, last_of_head: int, text: int) -> dict[int, int]:
    """A cell merged over several rows stands for all of them. Returns the rows below the first of a merged problem text → that first row."""
    joins: dict[int, int] = {}
    for (first, left), (last, _right) in grid.merged:
        if first <= last_of_head or first >= len(grid.cells) or left >= len(grid.cells[first]):
            continue
        for row in range(first + 1, min(last + 1, len(grid.cells))):
            if left < len(grid.cells[row]):
                grid.cells[row][left] = grid.cells[first][left]
            if left == text:
                joins[row] = first
    return joins


def _money(grid: Grid, heading: Heading, more: Mapping[str, int], own: Mapping[str, str]) -> dict[str, str]:
    """Own columns of money whose head in this sheet names another unit of it than the column has (涉及金额（元）for 涉及金额（万元）)."""
    found = {}
    for key, place in more.items():
        head = "".join(text_of(row[place]) for row in grid.cells[heading.top : heading.last + 1] if place < len(row))
        kept, told = _MONEY.search(own.get(key, "")), _MONEY.search("".join(head.split()))
        if kept and told and kept[1] != told[1]:
            found[key] = told[1]
    return found


def _with_unit(text: str, unit: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return plain + unit if _PLAIN_SUM.fullmatch(plain) else text


def _unread(grid: Grid, columns: Mapping[int, str]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for row, place in grid.peeked.unvalued:
        if place in columns:
            found.setdefault(row, set()).add(columns[place])
    return {row: frozenset(those) for row, those in found.items()}


def _same_owner(base: RawRow, row: RawRow) -> bool:
    return all(row.cells.get(one, "") in ("", base.cells.get(one, "")) for one in (Column.UNIT, Column.PERSON, Column.SOURCE))


def _joined(base: RawRow, row: RawRow) -> RawRow:
    """One problem over several rows: measures and progress that stand one in a row come together."""
    cells = dict(base.cells)
    for column in _JOINED:
        text = row.cells.get(column, "")
        if text and text not in cells.get(column, "").split("\n"):
            cells[column] = f"{cells.get(column, '')}\n{text}".strip()
    return replace(base, cells=cells)


def _units_from_above(told: Taken, wanted: bool | None) -> None:
    """A unit written once for the rows below it, as sheets have it whose merged cells were lost."""
    empty = [at for at, row in enumerate(told.rows) if at and not row.cells.get(Column.UNIT) and row.cells.get(Column.TEXT)]
    usual = len(empty) >= 2 and len(empty) * _FEW_UNITS >= len(told.rows) and bool(told.rows[0].cells.get(Column.UNIT))
    if not empty or not (usual if wanted is None else wanted):
        return
    for at in empty:
        above = told.rows[at - 1].cells.get(Column.UNIT, "")
        told.rows[at] = replace(told.rows[at], cells={**told.rows[at].cells, Column.UNIT: above})
        told.downward += bool(above)


def _glimpse(cells: Sequence[Any]) -> str:
    texts = dict.fromkeys(text for cell in cells if (text := " ".join(text_of(cell).split())))
    return " ".join(texts)[:60]
