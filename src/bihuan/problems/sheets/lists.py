"""The lists as Excel, in the customary columns."""

import io
from collections.abc import Iterable, Mapping, Sequence

from bihuan.foundation.files.rules.guarding import guarded
from bihuan.problems.queries.lists import Listing
from bihuan.problems.queries.six import SixLists
from bihuan.problems.rules.lists import WIDTHS
from bihuan.problems.rules.sheet.shape import VEIL
from bihuan.problems.sheets.look import ABOUT, Look
from bihuan.problems.vocabulary import State
from bihuan.problems.vocabulary.lists import ListColumn

_WIDE = 9
"""Signs to one unit of relative width."""
_MOST_NAME = 31


def list_sheet(found: Listing, title: str, about: Mapping[str, str]) -> bytes:
    """The list on one sheet below its title, and a page that says what it is."""
    head = [(column.label, WIDTHS[column]) for column in found.columns]
    rows = ([line.cells[column] for column in found.columns] for line in found.lines)
    return _written([(found.chosen.kind.label, title, head, rows)], about)


def six_sheet(found: SixLists, title: str, about: Mapping[str, str]) -> bytes:
    """A sheet for each of the six lists, empty ones too."""
    head = [(ListColumn.NUMBER.label, 1.1), (ListColumn.TEXT.label, 6.0), ("来路", 3.0), ("发现日期", 1.9), (ListColumn.STATE.label, 1.5)]
    sheets = []
    for one in found.lists:
        rows = [
            [f"{item.problem.number:04d}", VEIL if item.text is None else item.text, item.problem.origin_label,
             item.problem.found_on.isoformat(), State(item.problem.state).label]
            for item in one.items
        ]  # fmt: skip
        rows = rows or ([["", f"确认没有（截至 {one.none_on}）"]] if one.none_on else [])
        sheets.append((one.kind.label, f"{title}　{one.kind.label}", head, rows))
    return _written(sheets, about)


Sheet = tuple[str, str, Sequence[tuple[str, float]], Iterable[Sequence[str]]]


def _written(sheets: Sequence[Sheet], about: Mapping[str, str]) -> bytes:
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    look = Look(book)
    for name, title, head, rows in sheets:
        sheet = book.add_worksheet(name[:_MOST_NAME])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for place, (_label, width) in enumerate(head):
            sheet.set_column(place, place, round(width * _WIDE), look.long)
        sheet.merge_range(0, 0, 0, len(head) - 1, guarded(title), look.title)
        for place, (label, _width) in enumerate(head):
            sheet.write_string(1, place, label, look.head)
        sheet.freeze_panes(2, 0)
        sheet.repeat_rows(1)
        for number, cells in enumerate(rows, 2):
            for place, text in enumerate(cells):
                sheet.write_string(number, place, guarded(text), look.long)
    page = book.add_worksheet(ABOUT)
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 70)
    for row, (word, text) in enumerate(about.items()):
        page.write_string(row, 0, word, look.bold)
        page.write_string(row, 1, guarded(text), look.note)
    book.close()
    return stream.getvalue()
