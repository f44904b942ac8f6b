"""A workbook opened to be written again in its own formatting. It passed the gate; here it is asked what writing it again would cost."""

import io
import re
import zipfile
import zlib
from typing import Any

from bihuan.foundation.files.rules.archives import open_package
from bihuan.foundation.files.rules.grids import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, SheetTooLarge
from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.vocabulary import FileKind

MOST_MERGED = 200_000
"""Merged cells, and cells under one link, are spread out one by one by the library that writes; a title over the whole width of a sheet is a few dozen."""
_UTF8 = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?!\?xml[^>]*\sencoding\s*=\s*[\"'](?!utf-?8[\"']))", re.IGNORECASE)
"""Written as it is looked at here: in another encoding the library would read what was not seen."""
_MERGED = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s")
_AREA = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^<>]*?\bref\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})(?::([A-Za-z]{1,3})(\d{1,7}))?[\"']"
)
_ODD = (ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError, OverflowError, EOFError, NotImplementedError,
        zipfile.BadZipFile, zlib.error)  # fmt: skip
"""What the library says of files that are none; broken XML is a SyntaxError."""


def opened_to_write(data: bytes, most: int = MOST_CELLS) -> Any:
    """An openpyxl workbook. Raises a subclass of UnreadableFile: damaged, merged or used over more than `most` cells of a sheet."""
    from openpyxl import load_workbook  # a slow library to load, wanted only here

    _refuse_huge_areas(data)
    try:
        book = load_workbook(io.BytesIO(data))
    except _ODD as odd:
        raise DamagedFile(kind=FileKind.XLSX.label) from odd
    for sheet in book.worksheets:
        if sheet.max_row * sheet.max_column > most:
            raise SheetTooLarge(rows=sheet.max_row, most=MOST_ROWS, most_columns=MOST_COLUMNS)
    return book


def _refuse_huge_areas(data: bytes) -> None:
    package = open_package(data, FileKind.XLSX.label)
    for part in package.names():
        if not part.lower().startswith("xl/") or not part.lower().endswith(".xml") or not (raw := package.read(part)):
            continue
        areas = _AREA.findall(raw)
        if not _UTF8.match(raw) or len(areas) < len(_MERGED.findall(raw)):
            raise DamagedFile(kind=FileKind.XLSX.label)
        if sum(map(_cells_of, areas)) > MOST_MERGED:
            raise SheetTooLarge(rows=max(int(area[3] or area[1]) for area in areas), most=MOST_ROWS, most_columns=MOST_COLUMNS)


def _cells_of(area: tuple[bytes, bytes, bytes, bytes]) -> int:
    left, top, right, bottom = area
    wide, high = abs(_column(right or left) - _column(left)) + 1, abs(int(bottom or top) - int(top)) + 1
    return wide * high


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
