"""Rows written straight into a workbook's XML: a hundred thousand in seconds and a few megabytes.

XlsxWriter makes the frame (formats, head, rules, pages beside); its sheet is cut open where the rows belong, and they are poured in between.
Words that come again and again are kept once for the whole book, long texts stand in their cells."""

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.foundation.files.rules.guarding import guarded

_SHEET = "xl/worksheets/sheet1.xml"
_STRINGS = "xl/sharedStrings.xml"
_TYPES, _RELS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_STYLE = re.compile(r' s="(\d+)"')
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_AT_ONCE = 500
_COUNTED_FROM = date(1899, 12, 30).toordinal()
LONGEST_SHARED = 24
"""Texts up to so many characters are kept once for the whole book."""
_MOST_SHARED = 20_000
LONGEST_CELL = 32_000
"""Characters of one cell: an office program takes 32,767."""
_STARTS = "=+-@\t\r'"


@dataclass(frozen=True, slots=True)
class Pen:
    """How the cells of one column are written: its letters, the numbers of its format and of the veil's, and `kind`: text, day or number."""

    letters: str
    style: int
    veil: int
    kind: str

    def ends(self, style: int) -> tuple[str, str, str]:
        """What stands behind the number of the row: before a word of the book, a text of its own, a value."""
        return f'" s="{style}" t="s"><v>', f'" s="{style}" t="inlineStr"><is><t', f'" s="{style}"><v>'


Row = Sequence[str]
"""The texts of a row, one for each pen, "" for an empty cell."""


def escaped(text: str) -> str:
    """A text as XML holds it; what no office program may hold is left out."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return _LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text


class Words:
    """The texts that stand in the book once, and the cells that point to them."""

    def __init__(self, pens: Sequence[Pen], veil: str) -> None:
        self.places: dict[str, int] = {}
        self._days: dict[str, int] = {}
        self._veil = veil
        self._pens = [(f'<c r="{pen.letters}', pen.kind, *pen.ends(pen.style), pen.ends(pen.veil)[0]) for pen in pens]

    def row(self, number: int, row: Row) -> str:
        """One row as XML."""
        told, places = [f'<row r="{number}">'], self.places
        for (start, kind, shared, inline, value, veiled), text in zip(self._pens, row, strict=True):
            if not text:
                continue
            if text == self._veil:
                told.append(f"{start}{number}{veiled}{self._word(text)}</v></c>")
            elif kind == "day":
                told.append(f"{start}{number}{value}{self._days.get(text) or self._day(text)}</v></c>")
            elif kind == "number":
                told.append(f"{start}{number}{value}{text}</v></c>")
            else:
                text = guarded(text) if text[0] in _STARTS else text
                at = places.get(text)
                if at is None and len(text) <= LONGEST_SHARED and len(places) < _MOST_SHARED:
                    at = self._word(text)
                if at is not None:
                    told.append(f"{start}{number}{shared}{at}</v></c>")
                else:
                    told.append(f"{start}{number}{inline}{_space(text)}>{escaped(text[:LONGEST_CELL])}</t></is></c>")
        told.append("</row>")
        return "".join(told)

    def _word(self, text: str) -> int:
        return self.places.setdefault(text, len(self.places))

    def _day(self, text: str) -> int:
        self._days[text] = date.fromisoformat(text).toordinal() - _COUNTED_FROM
        return self._days[text]

    def part(self) -> Iterator[bytes]:
        """The part of the package that holds the words."""
        yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{_MAIN}" uniqueCount="{len(self.places)}">'.encode()
        texts = list(self.places)
        for at in range(0, len(texts), 5000):
            lot = "".join(f"<si><t{_space(text)}>{escaped(text)}</t></si>" for text in texts[at : at + 5000])
            yield _plain(lot)
        yield b"</sst>"


def _space(text: str) -> str:
    return ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""


def styles_of(frame: bytes, row: int) -> list[int]:
    """The numbers of the formats that stand in a row of the frame's first sheet, from left to right; `row` counts from 1."""
    with zipfile.ZipFile(io.BytesIO(frame)) as package:
        sheet = package.read(_SHEET).decode()
    found = re.search(rf'<row r="{row}"[^>]*>(.*?)</row>', sheet)
    return [int(style) for style in _STYLE.findall(found[1])] if found else []


def poured(frame: Callable[[int], bytes], rows: Iterable[Row], words: Words, first: int = 2) -> bytes:
    """The workbook of `frame(last row)` with these rows from row `first` on; what stood there in the frame gives way to them.

    The frame is asked for twice: before, for what stands above the rows, and after, when it is known how many there are."""
    above, _below = _cut(frame(first), first)
    last = first - 1
    with tempfile.TemporaryFile() as out:  # on the disk: the whole would stand in memory twice
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=2) as package:
            with package.open(_SHEET, "w", force_zip64=True) as sheet:
                sheet.write(above)
                lot: list[str] = []
                for last, row in enumerate(rows, first):
                    lot.append(words.row(last, row))
                    if len(lot) == _AT_ONCE:
                        sheet.write(_plain("".join(lot)))
                        lot.clear()
                sheet.write(_plain("".join(lot)))
                whole = frame(last)
                sheet.write(_cut(whole, first)[1])
            _copy_rest(whole, package, words)
        out.seek(0)
        return out.read()


def _plain(text: str) -> bytes:
    return (_FORBIDDEN.sub("", text) if _FORBIDDEN.search(text) else text).encode()


def _cut(frame: bytes, first: int) -> tuple[bytes, bytes]:
    """The frame's sheet before the row `first` and after its rows."""
    with zipfile.ZipFile(io.BytesIO(frame)) as package:
        sheet = package.read(_SHEET)
    end = sheet.index(b"</sheetData>")
    start = sheet.find(f'<row r="{first}"'.encode())
    return sheet[: start if 0 <= start < end else end], sheet[end:]


def _copy_rest(frame: bytes, package: zipfile.ZipFile, words: Words) -> None:
    """Every other part of the frame, with the words told to its lists of parts."""
    with zipfile.ZipFile(io.BytesIO(frame)) as made:
        for name in made.namelist():
            data = made.read(name)
            if name == _TYPES:
                data = data.replace(b"</Types>", f'<Override PartName="/{_STRINGS}" ContentType="{_STRINGS_TYPE}"/></Types>'.encode())
            if name == _RELS:
                told = f'<Relationship Id="rIdWords" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
                data = data.replace(b"</Relationships>", told.encode())
            if name != _SHEET:
                package.writestr(name, data)
    with package.open(_STRINGS, "w") as part:
        for piece in words.part():
            part.write(piece)
