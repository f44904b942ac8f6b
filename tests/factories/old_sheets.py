"""A workbook of before 2007 (BIFF8) from nothing: texts, error cells and formulas whose value is an error."""

import struct

from tests.plan_import.readers.made import ole

ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}


def old_workbook(rows: list[list[str]], name: str = "Sheet1") -> bytes:
    """`#N/A` and the like stand as errors, `=#N/A` as formulas with that result, everything else as text."""
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6)) + b"".join(
        _cell(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts) if text
    )
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 6))
    told = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    at = len(start) + 4 + 6 + len(told) + 4
    book = start + _record(0x85, struct.pack("<IH", at, 0) + told) + _record(0x0A)
    return ole({"Workbook": (book + sheet + _record(0x0A)).ljust(4096, b"\0")})


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _cell(row: int, column: int, text: str) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if text in ERRORS:
        return _record(0x205, place + bytes([ERRORS[text], 1]))
    if text[1:] in ERRORS:
        value = bytes([2, 0, ERRORS[text[1:]], 0, 0, 0]) + b"\xff\xff"
        return _record(0x06, place + value + bytes(8) + struct.pack("<H", 2) + bytes([0x1C, ERRORS[text[1:]]]))
    return _record(0x204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))
