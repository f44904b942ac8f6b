"""The shapes of single values as programs send them: bounded, so that no value reaches the database that it cannot hold."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

from bihuan.foundation.kernel.moments import Written

LARGEST = 2_147_483_647
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
PRINTED = "^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]*$"


def _day(value: date) -> date:
    if not FIRST_DAY <= value <= LAST_DAY:
        raise ValueError("day")
    return value


Number = Annotated[int, Field(ge=1, le=LARGEST)]
Day = Annotated[date, AfterValidator(_day), Field(description="日期，写成 2026-03-01；2000 年到 2100 年")]
_MOMENT = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{6})?)?)?$"
"""A past day or moment: 2026-03-01, 2026-03-01T14:30, with seconds."""


def _moment(value: str) -> str:
    if value and (written := Written.read(value)) is not None:
        _day(written.day)
        if written.day > localdate():
            raise ValueError("ahead")  # what is so now is no answer to a program that asks for then
    elif value:
        raise ValueError("moment")
    return value


Moment = Annotated[str, AfterValidator(_moment), Field(pattern=f"^$|{_MOMENT}")]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{1,30}$", description="专项代码")]
Line = Annotated[str, Field(max_length=200, pattern=PRINTED)]
Text = Annotated[str, Field(max_length=2000, pattern=PRINTED)]


class Asked(Schema):
    """What a program sends. A field that is not in the list is refused, so that a slip of the pen is not lost in silence."""

    model_config = ConfigDict(extra="forbid")


class Paging(Schema):
    """How one reads on in a list."""

    limit: int = Field(50, ge=1, le=200, description="一页几条，最多 200")
    cursor: str = Field("", max_length=400, pattern=r"^[A-Za-z0-9_:.=-]*$", description="上一页给出的 next；第一页不填")


class Named(Schema):
    """A row by its number and name."""

    id: int
    name: str


def named(row: Any) -> Named | None:
    """A unit, person or category, or nothing."""
    return Named(id=row.pk, name=row.name) if row is not None else None


ANY_FILE = "application/octet-stream"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def a_file(*kinds: str) -> dict[str, Any]:
    """What the document says of an answer that is a file."""
    return {"responses": {200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}}}}


def binary(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be kept."""
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"})
