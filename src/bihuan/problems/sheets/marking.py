"""The sheet back with its wrong cells marked: the user's own workbook, a colour and a comment at each."""

import io
from collections.abc import Sequence

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.files.rules.workbooks import HEADER_WITHIN
from bihuan.problems.rules.sheet import Column
from bihuan.problems.sheets.reading import HEADERS

_FILL = PatternFill("solid", fgColor="FFF2C9C2")
MOST = 5000
"""Comments in one workbook; more than that nobody reads, and office programs become slow."""


def marked(data: bytes, errors: Sequence[CellError]) -> bytes:
    """The xlsx with every error at its cell. Formulas stay formulas: they are not computed here either."""
    book = load_workbook(io.BytesIO(data))
    places = {sheet.title: _places(sheet) for sheet in book.worksheets}
    for error in errors[:MOST]:
        sheet = book[error.sheet] if error.sheet in places else book.worksheets[0]
        place = places[sheet.title].get(error.column, 1)
        cell = sheet.cell(row=max(error.row, 1), column=place)
        if not hasattr(cell, "fill") or cell.__class__.__name__ == "MergedCell":
            continue
        cell.fill = _FILL
        hint = f"最接近的是“{error.nearest}”。" if error.nearest else ""
        before = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(f"{before}{error.message}{hint}", "闭环", width=280, height=90)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _places(sheet: Worksheet) -> dict[str, int]:
    """Column label → place, from the header that the reader found."""
    known = {name: Column(column).label for column, names in HEADERS.items() for name in names}
    best: dict[str, int] = {}
    for row in sheet.iter_rows(min_row=1, max_row=HEADER_WITHIN):
        found = {
            known[word]: cell.column for cell in row if cell.value and (word := "".join(str(cell.value).split()).rstrip("*＊:：")) in known
        }
        best = found if len(found) > len(best) else best
    return best
