"""Tables as workbooks that offices open: a head that stays in sight, a line a row. Texts are guarded here, once: none is taken for a formula."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bihuan.foundation.files.rules.guarding import guarded

_HEAD = {"bold": True, "bg_color": "#F3E9E7", "border": 1, "align": "center", "font_name": "宋体"}
LINED: Mapping[str, Any] = {"font_name": "宋体", "text_wrap": True, "valign": "top", "border": 1}
"""How a list is read: wrapped, with lines."""
TYPED: Mapping[str, Any] = {"num_format": "@", "font_name": "宋体", "text_wrap": True, "valign": "top"}
"""How a sheet is filled in: what is typed stays a text, `0057` as well as `2026-03`."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, the words and widths (in signs) of its head, its rows of texts and numbers. `open_ended`: whatever is typed
    below the rows looks and counts like them. `fixed`: columns that stay in sight."""

    name: str
    head: Sequence[tuple[str, float]]
    rows: Iterable[Sequence[str | int]] = ()
    look: Mapping[str, Any] = field(default_factory=lambda: LINED)
    open_ended: bool = False
    fixed: int = 0


def workbook(*tables: Table) -> bytes:
    """The tables as xlsx, a sheet each."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for one in tables:
        _write(book, one)
    book.close()
    return stream.getvalue()


def _write(book: Any, table: Table) -> None:
    head, text, sheet = book.add_format(_HEAD), book.add_format(dict(table.look)), book.add_worksheet(table.name)
    for place, (word, width) in enumerate(table.head):
        sheet.set_column(place, place, width, text if table.open_ended else None)
        sheet.write_string(0, place, word, head)
    for at, row in enumerate(table.rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(at, place, value, text)
            else:
                sheet.write_string(at, place, guarded(value), text)
    sheet.freeze_panes(1, table.fixed)
