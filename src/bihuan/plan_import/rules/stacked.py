"""Tables of which a converter left each cell on a line of its own: the names of the columns one under another, then the cells row by row.

Rows have no marks, and page numbers may have gone with the numbers of rows; a row is what fits the columns: a date where dates stand, units where units stand.
"""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.tables import DATE, UNIT_KINDS, UNITS, Cell, Table, kind_of_column, kinds_of_columns

Line = tuple[int, int, str]
FEWEST, MOST = 3, 10  # columns
DEEPEST = 8  # lines of one cell
IN_A_LINE = re.compile(r"[（(]?([^｜|（）()]{2,8}(?:[｜|][^｜|（）()]{2,8}){2,9})[）)]?")
WIDE = ("item", "measure")
NOBODY = re.compile("[—–－-]{1,2}|/|无")  # a cell in which no unit stands


def find_stacked(text: str) -> list[Table]:
    lines: list[Line] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, at + len(line), line.strip()))
        at += len(line) + 1
    return list(_tables(lines))


def _tables(lines: list[Line]) -> Iterator[Table]:
    i = 0
    while i < len(lines):
        columns, body = _header(lines, i)
        rows, end = _rows(lines, body, columns) if columns else ([], i + 1)
        if len(rows) >= 2:
            yield Table(lines[i][0], lines[end - 1][1] + 1, rows)
            i = end
        else:
            i += 1


def _header(lines: list[Line], i: int) -> tuple[list[str], int]:
    """The kinds of the columns without that of numbers, and where the rows begin; [] where no header stands."""
    one = IN_A_LINE.fullmatch(lines[i][2])
    names = re.split("[｜|]", one[1]) if one else []
    end = i + 1
    if not one:
        end = i
        while end < len(lines) and end - i < MOST and len(lines[end][2]) <= 8 and kind_of_column(lines[end][2]):
            end += 1
        names = [line for _start, _end, line in lines[i:end]]
    kinds = kinds_of_columns(names)
    known = [kind for kind in kinds if kind and kind != "number"]
    sure = len(names) >= FEWEST and all(kinds) and any(kind == "deadline" or kind in UNIT_KINDS for kind in known)
    return (known, end) if sure and len(known) >= 2 else ([], i)


def _rows(lines: list[Line], at: int, columns: list[str]) -> tuple[list[list[Cell]], int]:
    rows: list[list[Cell]] = []
    remarked = len(columns) > 2 and columns[-1] == "other"
    columns = columns[:-1] if remarked else columns
    while True:
        start = at + (remarked and bool(rows) and _remark(lines, at, columns))
        start += start < len(lines) and lines[start][2].isdecimal()
        row = _row(lines, start, columns)
        if row is None:
            return rows, at
        cells, at = row
        rows.append(cells)


def _remark(lines: list[Line], at: int, columns: list[str]) -> bool:
    """Does a remark stand here, behind a row, and the next row right behind it? Most rows have none."""
    behind = at + 1 + (at + 1 < len(lines) and lines[at + 1][2].isdecimal())
    return _row(lines, at, columns, deepest=1) is None and _row(lines, behind, columns, deepest=1) is not None


def _row(lines: list[Line], at: int, columns: list[str], *, deepest: int = DEEPEST) -> tuple[list[Cell], int] | None:
    """The next row: one line a cell, except that the cell of problems or measures may take several."""
    wide = next((i for i, kind in enumerate(columns) if kind in WIDE), None)
    deepest = deepest if wide is not None and wide < len(columns) - 1 else 1
    for depth in range(1, deepest + 1):
        heights = [depth if i == wide else 1 for i in range(len(columns))]
        if at + sum(heights) > len(lines):
            return None
        cells, begin = [], at
        for kind, height in zip(columns, heights, strict=True):
            cells.append((kind, lines[begin : begin + height]))
            begin += height
        if all(_fits(kind, held) for kind, held in cells):
            return [Cell(kind, held[0][0], held[-1][1]) for kind, held in cells], begin
    return None


def _fits(kind: str, held: list[Line]) -> bool:
    words = held[0][2]
    if kind == "deadline":
        return len(words) <= 30 and bool(DATE.search(words))
    if kind in UNIT_KINDS:
        return len(words) <= 80 and bool(UNITS.search(words) or NOBODY.fullmatch(words)) and not set("，。；：") & set(words)
    return bool(words) and not words.isdecimal() and (kind in WIDE or len(words) <= 40)
