"""A ledger sheet as rows of text under our columns, however it is laid out. Nothing is computed, nothing is run."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bihuan.foundation.files.rules.grids import TABLES, Grid, Workbook, open_workbook, text_of
from bihuan.foundation.files.rules.marking import LIST_SHEET
from bihuan.foundation.files.rules.workbooks import NoSuchSheet
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.problems.rules.sheet import Column, RawRow
from bihuan.problems.rules.sheet.headers import HEADERS, NEEDED
from bihuan.problems.rules.sheet.heading import Heading, heading_of, words_of
from bihuan.problems.rules.sheet.layout import NOTHING, How, Layout, Memory, SheetMap, Title
from bihuan.problems.rules.sheet.shape import SHEET
from bihuan.problems.sheets.look import ABOUT, EXPORTED, LISTS
from bihuan.problems.sheets.rows import Reader, Taken

CALLED = {column.label: names for column, names in HEADERS.items()}
"""Our word for a column → the words it may be found by."""
_OURS = (LISTS, ABOUT, LIST_SHEET, "填写说明")
"""Sheets of our own books that hold no problems."""
_UNIT_TOLD = re.compile(
    r"(?:填报|报送|上报|责任|整改)?(?:单位|部门)(?:名称)?(?:[（(](?:盖章|公章)[)）])?[:：]([\u4e00-\u9fff（）()·]{2,30})"
)
_COUNT, _MOST_EXPORTED = re.compile(r"[0-9]{1,9}"), 2_000_000
_UNIT_NAME = re.compile(r".+(?:局|委|办|镇|乡|街道|中心|院|所|公司|学校|中学|小学|处|科|站|队|部|会|室|村|社区|法院|厅|署|馆)")


@dataclass(frozen=True)
class LedgerSheet:
    """The rows of all sheets that were taken, each sheet as it was understood, the names of other sheets that look like a ledger, and the
    ledger numbers that an export of ours held."""

    rows: tuple[RawRow, ...]
    maps: tuple[SheetMap, ...]
    names: tuple[str, ...]
    kind: FileKind
    exported: frozenset[int] | None = None

    @property
    def unknown(self) -> tuple[str, ...]:
        """Heads that nobody knows: they are told and left alone."""
        return tuple(dict.fromkeys(text for one in self.maps for text in one.unknown))

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns without which nothing can be taken."""
        return tuple(dict.fromkeys(label for one in self.maps for label in one.missing))

    @property
    def name(self) -> str:
        """The first sheet."""
        return self.maps[0].sheet if self.maps else ""


def read_ledger(data: bytes, name: str, memory: Memory = NOTHING) -> LedgerSheet:
    """The rows of sheet 问题台账, else of every sheet that has its columns. Raises a subclass of UnreadableFile."""
    sheet = look_at_ledger(data, name, memory)
    if sheet.missing:
        raise _no_such(sheet.names)
    return sheet


def look_at_ledger(data: bytes, name: str, memory: Memory = NOTHING) -> LedgerSheet:
    """The same, but a sheet that lacks a needed column is told in `missing`, so that somebody can say which column it is."""
    book, names = open_workbook(data, name, TABLES), words_of(memory.own)
    found: list[tuple[Grid, Heading]] = []
    for grid in book.grids(SHEET):
        if grid.name in _OURS or memory.sheets and grid.name not in memory.sheets:
            continue
        heading = heading_of(grid, names, memory.layouts)
        if heading is not None:
            found.append((grid, heading))
            if grid.name.strip() == SHEET and not memory.sheets and not _lacks(grid, heading):
                break  # our own sheet: the others beside it are somebody's notes
    if not found:
        raise _no_such(book.names)
    whole = [one for one in found if not _lacks(*one)]
    shown = [one for one in whole if one[0].shown] or whole
    taken = [_taken(grid, heading, memory.own) for grid, heading in shown or found[:1]]
    others = tuple(grid.name for grid, heading in found)
    rows = tuple(row for _map, some in taken for row in some)
    return LedgerSheet(rows, tuple(one for one, _rows in taken), others, book.kind, _exported(book))


def _no_such(names: Iterable[str]) -> NoSuchSheet:
    return NoSuchSheet(columns="、".join(HEADERS[column][0] for column in NEEDED), found="、".join(list(names)[:10]))


def _lacks(grid: Grid, heading: Heading) -> list[str]:
    """Needed columns that the head does not have and nothing else tells."""
    missing = [column for column in NEEDED if column.value not in heading.meant]
    if Column.UNIT in missing and Column.TEXT.value in heading.meant and len(heading.meant) >= 3 and _unit_beside(grid, heading)[0]:
        missing.remove(Column.UNIT)
    return [column.label for column in missing]


def _unit_beside(grid: Grid, heading: Heading) -> tuple[str, str]:
    """A unit that stands above the head or is the name of the sheet, and where it was found."""
    for row in grid.cells[: heading.top]:
        for cell in row:
            if told := _UNIT_TOLD.search("".join(text_of(cell).split())):
                return told[1], "title"
    name = "".join(grid.name.split())
    return (name, "sheet") if _UNIT_NAME.fullmatch(name) else ("", "")


def _taken(grid: Grid, heading: Heading, own: Mapping[str, str]) -> tuple[SheetMap, tuple[RawRow, ...]]:
    layout, missing = heading.layout or Layout(), _lacks(grid, heading)
    told = Taken() if missing else Reader(grid, heading, layout, own).take()
    first = told.rows[0].number - 1 if told.rows else heading.last + 1
    samples, meaning = grid.cells[first : first + 3], _meaning(heading)
    titles = tuple(_title(place, text, heading, samples) for place, text in enumerate(heading.titles) if text or place in meaning)
    about = SheetMap(grid.name, heading.shape, heading.top + 1, heading.last - heading.top + 1, titles, missing=tuple(missing), layout=layout,
                     remembered=heading.layout is not None)  # fmt: skip
    if missing:
        return about, ()
    unit, unit_from = ("", "") if Column.UNIT.value in heading.meant else _unit_beside(grid, heading)
    rows = tuple(replace(row, cells={**row.cells, Column.UNIT: unit}) for row in told.rows) if unit else tuple(told.rows)
    about = replace(about, passed=tuple(told.passed), rows=len(rows), hidden_rows=told.hidden, downward=told.downward, unit_from=unit_from)
    return about, rows


def _meaning(heading: Heading) -> set[int]:
    return {place for place, (word, _how) in heading.columns.items() if word}


def _title(place: int, text: str, heading: Heading, samples: Sequence[Sequence[object]]) -> Title:
    word, how = heading.columns.get(place, ("", How.NONE))
    sample = next((told for row in samples if place < len(row) and (told := " ".join(text_of(row[place]).split()))), "")
    return Title(place, text, word, how, sample[:40])


def _exported(book: Workbook) -> frozenset[int] | None:
    """The ledger numbers that an export of ours says it holds; None where it says nothing."""
    if ABOUT not in book.names:
        return None
    told = ["".join(map(text_of, row[1:])) for row in book.grid(ABOUT).cells if row and text_of(row[0]).strip() == EXPORTED]
    numbers: set[int] = set()
    told_of = 0
    for span in ",".join(told).split(","):
        first, _dash, last = span.strip().lstrip("'").partition("-")
        if _COUNT.fullmatch(first) and _COUNT.fullmatch(last or first):
            told_of += max(0, int(last or first) - int(first) + 1)
            if told_of > _MOST_EXPORTED:  # more than a sheet has rows: nothing that we wrote
                return None
            numbers.update(range(int(first), int(last or first) + 1))
    return frozenset(numbers) if told else None
