"""Reading sheets of an Excel workbook as text, after the gate has looked at the bytes. No formulas are computed, nothing is run."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bihuan.foundation.files.rules.grids import SHEETS, Grid, SheetTooLarge, open_workbook, text_of
from bihuan.foundation.files.rules.refusals import UnreadableFile
from bihuan.foundation.kernel import _

__all__ = ["BrokenCells", "HEADER_WITHIN", "NoSuchSheet", "SHEETS", "Sheet", "SheetRow", "SheetTooLarge", "read_sheet"]
HEADER_WITHIN = 15
"""Rows among which the header is looked for: titles and notes may stand above it."""


_TOLD = 5
"""So many cells are named in one sentence."""


class NoSuchSheet(UnreadableFile):
    """No sheet has the columns that are needed; facts: columns, found."""

    code = "no_such_sheet"
    default = _("没有找到需要的表头（%(columns)s）。请用模板填写，或检查表头文字；文件里有这些工作表：%(found)s。")


class BrokenCells(UnreadableFile):
    """Formulas without a value, or with an error for one, would be read as nothing; facts: places, count."""

    code = "broken_cells"
    default = _("表里有 %(count)d 格的公式没有结果或出错：%(places)s。请改正公式，或改成数值再导入。")


@dataclass(frozen=True)
class SheetRow:
    """A row that is not blank: its number as the office program shows it, and the text under each known header; the keys are those of `headers`."""

    number: int
    cells: Mapping[Any, str]


@dataclass(frozen=True)
class Sheet:
    """A sheet whose header was found: its name, the headers that are not known, and its rows."""

    name: str
    unknown: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(data: bytes, name: str, headers: Mapping[Any, Collection[str]], needed: Collection[str], sheet: str = "") -> Sheet:
    """The sheet named `sheet`, else the first with a fitting header.

    `headers` maps a column to the words it may be called by; `needed` columns must be there. Columns may stand in any order.
    Raises a subclass of UnreadableFile: wrong kind, password, macros, bomb, damaged, too large, no such sheet, broken
    cells.
    """
    book = open_workbook(data, name)
    for one in book.grids(sheet):
        found = _read(one, headers, needed)
        if found is not None:
            return found
    raise NoSuchSheet(columns="、".join(next(iter(headers[column])) for column in needed), found="、".join(book.names[:10]))


def _read(sheet: Grid, headers: Mapping[str, Collection[str]], needed: Collection[str]) -> Sheet | None:
    grid = sheet.cells
    places, top = _header(grid, headers, needed)
    if places is None:
        return None
    _refuse_broken(sheet, {place: next(iter(headers[column])) for column, place in places.items()}, top)
    _fill_merged(sheet, grid, top)
    unknown = tuple(text for n, cell in enumerate(grid[top]) if (text := _squeeze(text_of(cell))) and n not in places.values())
    rows = []
    for number, cells in enumerate(grid[top + 1 :], top + 2):
        texts = {
            column: (value if (value := cells[place]).__class__ is str else text_of(value)).strip()
            for column, place in places.items()
            if place < len(cells)
        }
        if any(texts.values()):
            rows.append(SheetRow(number, texts))
    return Sheet(sheet.name, unknown, tuple(rows))


def _refuse_broken(sheet: Grid, heads: Mapping[int, str], top: int) -> None:
    told = dict.fromkeys(sheet.peeked.unvalued, "") | dict(sheet.peeked.broken)
    cells = sorted((row, place, text) for (row, place), text in told.items() if row > top and place in heads and _says(sheet, row, heads))
    if cells:
        places = [f"{heads[place]} {_letters(place)}{row + 1} {text}".rstrip() for row, place, text in cells]
        raise BrokenCells(count=len(cells), places="、".join(places[:_TOLD]) + ("…" if len(cells) > _TOLD else ""))


def _says(sheet: Grid, row: int, heads: Mapping[int, str]) -> bool:
    """Is there anything else in this row? Formulas are drawn down further than there is anything to find."""
    cells = sheet.cells[row] if row < len(sheet.cells) else []
    return any(text_of(cells[place]).strip() for place in heads if place < len(cells))


def _letters(place: int) -> str:
    """The column as the office program shows it: A, Z, AA."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _squeeze(text: str) -> str:
    return re.sub(r"[\s*＊:：（(].*$", "", "".join(text.split())) if text.strip() else ""


def _header(
    grid: Sequence[Sequence[object]], headers: Mapping[str, Collection[str]], needed: Collection[str]
) -> tuple[dict[str, int] | None, int]:
    """Column → place, and the row of the header; the first of several equal headers counts."""
    for top, row in enumerate(grid[:HEADER_WITHIN]):
        words = [_squeeze(text_of(cell)) for cell in row]
        places = {column: place for column, names in headers.items() if (place := _place(words, names)) is not None}
        if set(needed) <= places.keys():
            return places, top
    return None, 0


def _place(words: Sequence[str], names: Collection[str]) -> int | None:
    return next((words.index(name) for name in names if name in words), None)


def _fill_merged(sheet: Grid, grid: list[list[Any]], top: int) -> None:
    """A merged cell stands for all the rows and columns it covers."""
    for (first, left), (last, right) in sheet.merged:
        if first <= top or first >= len(grid) or left >= len(grid[first]):
            continue
        value = grid[first][left]
        for row in grid[first : last + 1]:
            row[left : right + 1] = [value] * len(row[left : right + 1])
