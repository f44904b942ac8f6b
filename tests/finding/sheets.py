"""Sheets of other bodies, made for tests."""

import io
from collections.abc import Sequence

from openpyxl import Workbook


def feedback(rows: Sequence[Sequence[str]], head: Sequence[str] = ("单位", "问题", "事项", "责任人", "编号", "发现日期")) -> bytes:
    """A workbook with these rows under the head."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
