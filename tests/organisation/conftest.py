"""Who acts in these tests, and sheets made on the spot."""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
import xlsxwriter

from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.kernel import Actor

HEAD = ("单位", "上级单位", "姓名", "职务", "职级", "是否整治对象", "手机")


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def machine(db: None) -> Actor:
    return system_actor()


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """workbook(rows, head=…, sheet=…, above=…) → an xlsx; `above` are title rows over the header."""

    def make(rows: Sequence[Sequence[object]], head: Sequence[str] = HEAD, sheet: str = "干部名册", above: int = 0) -> bytes:
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        page = book.add_worksheet(sheet)
        page.write_row(above, 0, head)
        for number, row in enumerate(rows, above + 1):
            page.write_row(number, 0, row)
        book.close()
        return stream.getvalue()

    return make
