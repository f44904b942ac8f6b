"""What a workbook's XML tells beside its values: how far it reaches, what is hidden, formulas that were never computed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from operator import itemgetter

from bihuan.foundation.files.rules.archives import Package

# Read as readers read: with or without a prefix, in either kind of quotes, small letters too. No pattern goes back over what it has read, nor
# past the next tag: a stranger's file of nothing but blanks or open tags would be read for hours.
_CELL = rb"c\s[^<>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']"
_ROW = rb"row\s[^<>]*?\br\s*=\s*[\"'](\d{1,7})[\"']"
_PLAIN = re.compile(b"<" + _CELL), re.compile(b"<" + _ROW)
"""Half the time of those that look for a prefix at every tag."""
_PREFIXED = re.compile(rb"<(?:\w+:)?" + _CELL), re.compile(rb"<(?:\w+:)?" + _ROW)
_TAGS = re.compile(rb"<(?:\w+:)?(?:(c)|row)(?=[\s/>])([^<]*+)")
_OPEN = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
_UNPLACED = re.compile(rb"(?:\s++(?!r\s*=)[\w:.]++\s*+=\s*+(?:\"[^\"&]*+\"|'[^'&]*+'))*+\s*+/?>")
"""A cell or row without a place of its own: it comes behind the one before."""
_HIDDEN_ROW = re.compile(rb'<row (?=[^<>]*?\bhidden="(?:1|true)")[^<>]*?\br="(\d{1,7})"')
_COLUMNS = re.compile(rb"<col [^<>]*+>")
_ATTRIBUTE = re.compile(rb'(\w+)="(\d+|true)"')
_ASKED = rb"<c ([^<>]*+)>\s*+(?:<f[^<>]*+>(?:[^<]*+</f>)?+)"
_FORMULA = re.compile(_ASKED + rb"\s*+(<v\s*+/>|<v>\s*+</v>)?+\s*+</c>")
_ERROR = re.compile(_ASKED + rb"?+\s*+<v>(#[^<]{1,15})</v>")
_IS_ERROR = re.compile(rb'\bt="e"')
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_SHEET = re.compile(r'<(?:\w+:)?sheet ((?:[^<>"]++|"[^<"]*+")*+)')
_TARGET = re.compile(r"<Relationship [^<>]*+>")
_PIECE = 1_000_000
_PAIR = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Peeked:
    """Of one sheet, places counted from 0: hidden rows and columns, cells whose formula has no result in the file, and
    those whose result is an error (#REF!), which readers of values bring as nothing."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    unvalued: frozenset[tuple[int, int]] = frozenset()
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)


def reach_of(raw: bytes) -> tuple[int, int]:
    """The last row and the last column that a sheet's XML names or may reach, counted from 1. Raises ValueError for places in no known writing."""
    rows, columns, open_tags = set[bytes](), set[bytes](), 0
    cell, row = _PREFIXED if b":c" in raw or b":row" in raw else _PLAIN
    for piece in _pieces(raw):  # a million cells name few columns; held all at once they take more room than the sheet itself
        cells, lines = cell.findall(piece), row.findall(piece)
        rows.update(map(itemgetter(1), cells), lines)
        columns.update(map(itemgetter(0), cells))
        open_tags += _opened(piece) - len(cells) - len(lines)
    last, widest = max(map(int, rows), default=0), max((_column(letters.upper()) for letters in columns), default=0)
    further = _unplaced(raw) if open_tags else (0, 0)
    return last + further[0], widest + further[1]


def _opened(piece: bytes) -> int:
    """How many cells and rows begin here."""
    if b":c" in piece or b":row" in piece:
        return len(_OPEN.findall(piece))
    return sum(piece.count(b"<" + tag + bytes([end])) for tag in (b"c", b"row") for end in b" \t\r\n/>")


def _unplaced(raw: bytes) -> tuple[int, int]:
    """How many rows, and how many cells in one row, do not say where they are. Raises ValueError where one says it so that it is not understood."""
    rows = widest = inside = 0
    for found in _TAGS.finditer(raw):
        is_cell, unplaced = found[1] is not None, _UNPLACED.match(found[2]) is not None
        if not unplaced and not (_PREFIXED[0] if is_cell else _PREFIXED[1]).match(found[0]):
            raise ValueError(found[0][:80])
        rows, inside = (rows, inside + unplaced) if is_cell else (rows + unplaced, 0)
        widest = max(widest, inside)
    return rows, widest


def _pieces(raw: bytes) -> Iterator[bytes]:
    """The XML in pieces that end with a tag."""
    start = 0
    while start < len(raw):
        end = raw.find(b">", start + _PIECE) + 1 or len(raw)
        yield raw[start:end]
        start = end


def peeked(raw: bytes) -> Peeked:
    """What is hidden in a sheet's XML, and which of its formulas bring no result or an error."""
    hidden = b' hidden="' in raw
    rows = frozenset(int(row) - 1 for row in _HIDDEN_ROW.findall(raw)) if hidden else frozenset()
    columns = _hidden_columns(raw) if hidden else frozenset()
    unvalued = frozenset(_unvalued(raw)) if b"<f" in raw else frozenset()
    return Peeked(rows, columns, unvalued, dict(_broken(raw)) if b' t="e"' in raw else {})


def _hidden_columns(raw: bytes) -> frozenset[int]:
    found: set[int] = set()
    for one in _COLUMNS.findall(raw[: raw.find(b"<sheetData")]):
        told = dict(_ATTRIBUTE.findall(one))
        if told.get(b"hidden") in (b"1", b"true"):
            found.update(range(int(told.get(b"min", 1)) - 1, min(int(told.get(b"max", 1)), 500)))
    return frozenset(found)


def _unvalued(raw: bytes) -> list[tuple[int, int]]:
    """A formula whose result is an empty text says so by its type; one that was never computed says nothing."""
    found = []
    for attributes, value in _FORMULA.findall(raw):
        place = _PLACE.search(attributes)
        if place and not (value and b't="str"' in attributes):
            found.append((int(place[2]) - 1, _column(place[1]) - 1))
    return found


def _broken(raw: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for attributes, value in _ERROR.findall(raw):
        if _IS_ERROR.search(attributes) and (place := _PLACE.search(attributes)):
            yield (int(place[2]) - 1, _column(place[1]) - 1), value.decode(errors="replace")


def parts_of(package: Package) -> dict[str, str]:
    """The name of each sheet → its part in the package; empty where the workbook does not say."""
    book = (package.read("xl/workbook.xml") or b"").decode("utf-8", errors="replace")
    rels = (package.read("xl/_rels/workbook.xml.rels") or b"").decode("utf-8", errors="replace")
    targets = {told.get("Id", ""): told.get("Target", "") for told in (dict(_PAIR.findall(one)) for one in _TARGET.findall(rels))}
    sheets = (dict(_PAIR.findall(one)) for one in _SHEET.findall(book))
    named = ((unescape(one["name"]), targets.get(one["id"], "")) for one in sheets if "name" in one and one.get("id"))
    return {name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in named if target}


def counts_from_1904(package: Package) -> bool:
    """Does the workbook count its days from 1904, as old Macintosh programs did?"""
    return re.search(rb'date1904="(?:1|true)"', package.read("xl/workbook.xml") or b"") is not None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
