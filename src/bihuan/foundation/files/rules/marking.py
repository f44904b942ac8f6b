"""The user's own workbook back with the wrong cells marked, so that nobody has to look for row numbers (F6)."""

import io
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bihuan.foundation.files.rules.cells import CellError, listed
from bihuan.foundation.files.rules.rewriting import opened_to_write
from bihuan.foundation.files.rules.workbooks import HEADER_WITHIN
from bihuan.foundation.kernel import _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LIST_SHEET = "要改的地方"
"""The sheet that lists every error; whoever reads sheets of problems passes it over."""
_HEADS = (_("工作表"), _("行"), _("栏目"), _("填的内容"), _("要怎么改"), _("最接近的"), _("可以填"))
_WIDTHS = (16, 8, 14, 30, 60, 18, 60)
_AUTHOR = "Bihuan"
_MOST_TOLD = 12
Places = Mapping[str, Mapping[str, int]]


def marked_workbook(data: bytes, errors: Iterable[CellError], places: Places = MappingProxyType({})) -> bytes:
    """The xlsx with a light red cell and a note for each error, and a sheet that lists them all; everything else stays.

    `places`: of each sheet the numbers of its columns, from 1, by the names that errors call them; else columns are found by their heads.
    Raises a subclass of UnreadableFile for a workbook that cannot be written again."""
    from openpyxl.styles import PatternFill

    fill = PatternFill("solid", start_color="FFF4CCCC", end_color="FFF4CCCC")
    told = list(errors)
    book = opened_to_write(data)
    heads = {name: dict(places.get(name) or _headers(book[name])) for name in {one.sheet for one in told} & set(book.sheetnames)}
    for error in told:
        if error.sheet in heads and error.row:
            sheet = book[error.sheet]
            cell = _whole(sheet, error.row, heads[error.sheet].get(error.column, 1))
            cell.fill = fill
            _note(cell, error)
            sheet.row_dimensions[error.row].hidden = False
    _list(book, told)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _whole(sheet: "Worksheet", row: int, column: int) -> Any:
    """The cell, or the one that stands for all of a merged area."""
    cell = sheet.cell(row, column)
    if type(cell).__name__ == "MergedCell":
        area = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
        cell = sheet.cell(area.min_row, area.min_col)
    return cell


def _note(cell: Any, error: CellError) -> None:
    """What is wrong, what is nearest, what would do; several errors of a cell stand one below the other."""
    from openpyxl.comments import Comment

    lines = [error.message + (f"（{error.nearest}？）" if error.nearest else "")]
    if error.accepted and error.accepted[0] not in error.message:
        few = listed(error.accepted[:_MOST_TOLD])
        lines.append(f"可以填：{few}{' 等' if len(error.accepted) > _MOST_TOLD else ''}")
    before = [cell.comment.text] if cell.comment and cell.comment.text else []
    cell.comment = Comment("\n".join([*before, *lines]), _AUTHOR, height=110, width=300)


def _list(book: Any, errors: Sequence[CellError]) -> None:
    from openpyxl.styles import Alignment, Font

    if LIST_SHEET in book.sheetnames:
        del book[LIST_SHEET]
    page = book.create_sheet(LIST_SHEET)
    page.append(_HEADS)
    for error in errors:
        page.append([_quiet(error.sheet), error.row or None, *map(_quiet, (error.column, error.value, error.message, error.nearest)),
                     _quiet(listed(error.accepted))])  # fmt: skip
    for place, width in enumerate(_WIDTHS, 1):
        letter = page.cell(1, place).column_letter
        page.column_dimensions[letter].width = width
        page.cell(1, place).font = Font(bold=True)
    for row in page.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"


def _quiet(text: str) -> str:
    """A text that is no formula, without what XML forbids."""
    plain = "".join(one for one in text[:2000] if one >= " " or one in "\n\t")
    return f"'{plain}" if plain[:1] in ("=", "+", "-", "@", "\t") else plain


def _headers(sheet: "Worksheet") -> dict[str, int]:
    """Header → column number; blanks and stars in headers do not count."""
    found: dict[str, int] = {}
    for row in sheet.iter_rows(min_row=1, max_row=HEADER_WITHIN):
        for cell in row:
            if isinstance(cell.value, str):
                found.setdefault("".join(cell.value.split()).rstrip("*＊"), cell.column or 1)
    return found
