"""How our ledger sheets look: the same head, widths and drop-downs in the template and in every export."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from bihuan.problems.rules.sheet import Column
from bihuan.problems.vocabulary import CauseKind, Source, State, Weight

LISTS = "可选值"
"""The sheet that holds the words of the drop-downs: a list typed into a cell rule may not be longer than 255 characters."""
ABOUT = "说明"
"""The sheet that says what an export is."""
EXPORTED = "导出编号"
"""The line of it that says which ledger numbers it held, as 1-20,25."""
WIDTHS: Mapping[Column, int] = {
    Column.NUMBER: 7, Column.UNIT: 20, Column.PERSON: 12, Column.SOURCE: 11, Column.TEXT: 46, Column.CATEGORY: 16, Column.MANIFESTATION: 30,
    Column.CAUSE: 34, Column.MEASURES: 34, Column.LEADER: 12, Column.DUE: 13, Column.PROGRESS: 34, Column.STATE: 11, Column.EXTERNAL: 16,
    Column.CAUSE_KIND: 12, Column.WEIGHT: 14, Column.FOUND: 13, Column.OWN: 20, Column.CLOSED: 13,
}  # fmt: skip
LONG = (Column.TEXT, Column.MANIFESTATION, Column.CAUSE, Column.MEASURES, Column.PROGRESS)
DAYS = (Column.DUE, Column.FOUND, Column.CLOSED)
WORDS: Mapping[Column, Sequence[str]] = {
    Column.SOURCE: [word.label for word in Source], Column.STATE: [word.label for word in State],
    Column.CAUSE_KIND: [word.label for word in CauseKind], Column.WEIGHT: [word.label for word in Weight],
}  # fmt: skip


class Look:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        font = {"font_name": "宋体", "font_size": 10.5, "valign": "top"}
        self.title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
        head = {"bold": True, "bg_color": "#F3E9E7", "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        self.head = book.add_format(font | head)
        self.text = book.add_format(font | {"num_format": "@"})
        self.long = book.add_format(font | {"num_format": "@", "text_wrap": True})
        self.day = book.add_format(font | {"num_format": "yyyy-mm-dd", "align": "left"})
        self.number = book.add_format(font | {"num_format": "0", "align": "left"})
        self.plain = book.add_format(font | {"align": "left"})
        self.amount = book.add_format(font | {"num_format": "#,##0.00"})
        self.veil = book.add_format(font | {"align": "center", "font_color": "#8A8A8A", "locked": True})
        self.note = book.add_format(font | {"text_wrap": True})
        self.bold = book.add_format(font | {"bold": True})

    def of_kind(self, kind: str) -> Any:
        """The format of a column of another kind: text, day, number or amount."""
        return {"day": self.day, "number": self.plain, "amount": self.amount}.get(kind, self.long)

    def of(self, column: Column) -> Any:
        """The format of a column's cells."""
        if column in DAYS:
            return self.day
        return self.number if column is Column.NUMBER else self.long if column in LONG else self.text


def head(book: Any, sheet: Any, columns: Sequence[Column], look: Look) -> None:
    """The frozen head with its widths; the column that finds a row again is hidden."""
    sheet.set_row(0, 24)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, WIDTHS[column], look.of(column), {"hidden": column is Column.OWN})
        sheet.write_string(0, place, column.label, look.head)
    sheet.freeze_panes(1, 3 if columns[:3] == [Column.NUMBER, Column.UNIT, Column.PERSON] else 0)


def choices_of(columns: Sequence[Column], lists: Mapping[Column, Sequence[str]]) -> list[tuple[int, str, Sequence[str]]]:
    """Which columns have a list to choose from: place, head, words."""
    words = {**WORDS, **lists}
    return [(place, column.label, words[column]) for place, column in enumerate(columns) if words.get(column)]


def drop_downs(book: Any, sheet: Any, last_row: int, choices: Sequence[tuple[int, str, Sequence[str]]]) -> None:
    """A list to choose from in each column that has one; anything else is warned about, not refused: the import tells it better."""
    if not choices or last_row < 1:
        return
    from xlsxwriter.utility import xl_col_to_name  # whoever comes here has loaded it; the start of the server need not

    page = book.add_worksheet(LISTS)
    page.hide()
    # row by row: a book that is streamed forgets a row as soon as a later one is written
    for row, line in enumerate(zip_longest(*([label, *words] for _place, label, words in choices))):
        for at, word in enumerate(line):
            if word is not None:
                page.write_string(row, at, word)
    for at, (place, _label, words) in enumerate(choices):
        letter = xl_col_to_name(at)
        rule = {"validate": "list", "source": f"='{LISTS}'!${letter}$2:${letter}${len(words) + 1}", "error_type": "warning"}
        sheet.data_validation(1, place, last_row, place, rule)
