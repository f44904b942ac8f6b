"""An export: rows streamed into a workbook, dates as dates, texts that look like formulas guarded, veiled cells as a locked ＊.

Each row carries its ledger number and a stamp of its cells in hidden columns, so that what comes back is compared with what went out."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from bihuan.foundation.files.rules.guarding import guarded
from bihuan.problems.rules.sheet import Column
from bihuan.problems.rules.sheet.headers import STAMP_HEADER
from bihuan.problems.rules.sheet.shape import SHEET, VEIL
from bihuan.problems.rules.sheet.stamp import Stamper
from bihuan.problems.sheets.look import ABOUT, DAYS, EXPORTED, Look, choices_of, drop_downs, head
from bihuan.problems.sheets.streaming import Pen, Row, Words, poured, styles_of


@dataclass(frozen=True, slots=True)
class Extra:
    """A column beside ours: a campaign's own. Its cells stand in the rows under `key`; `kind` is text, day, number or amount."""

    key: str
    label: str
    kind: str = "text"
    width: int = 16
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What an export has besides its rows: columns, words for drop-downs, and what it is (campaign, conditions, who, when)."""

    columns: Sequence[Column]
    lists: Mapping[Column, Sequence[str]] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    extras: Sequence[Extra] = ()


def write_ledger(rows: Iterable[Mapping[Any, str]], frame: Frame) -> bytes:
    """The workbook; what each row carries besides its columns is the ledger number and the stamp."""
    numbers: list[int] = []
    book = _Book(frame, numbers)
    return poured(book.made, book.rows(rows), book.words)


class _Book:
    """The frame of one export, and the pens that write its rows."""

    def __init__(self, frame: Frame, numbers: list[int]) -> None:
        self.frame, self.numbers = frame, numbers
        self.columns = [column for column in frame.columns if column is not Column.OWN]
        self.width = len(self.columns) + len(frame.extras) + 2
        styles = styles_of(self.made(2), 2)
        letters = [_letters(place) for place in range(self.width)]
        kinds = (
            [_kind(column) for column in self.columns]
            + ["number" if one.kind == "amount" else one.kind for one in frame.extras]
            + ["text", "text"]
        )
        pens = [Pen(letter, style, styles[-1], kind) for letter, style, kind in zip(letters, styles[:-1], kinds, strict=True)]
        self.words = Words(pens, VEIL)

    def rows(self, rows: Iterable[Mapping[Any, str]]) -> Iterator[Row]:
        """The rows as their texts, with number and stamp at the end."""
        extras = [one.key for one in self.frame.extras]
        stamp, ours = Stamper(self.columns, extras).stamp, itemgetter(*self.columns, Column.OWN)
        for cells in rows:
            self.numbers.append(int(cells[Column.NUMBER]))
            texts = ours(cells)
            yield (*texts[:-1], *(cells.get(key, "") for key in extras), texts[-1], stamp(cells))

    def made(self, last: int) -> bytes:
        """The frame with rules down to the row `last` (from 1); its second row shows the format of each column."""
        import xlsxwriter  # a tenth of a second: not when the server starts

        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        look, sheet = Look(book), book.add_worksheet(SHEET)
        head(book, sheet, self.columns, look)
        self._more_heads(sheet, look)
        kinds = [look.of_kind(one.kind) for one in self.frame.extras]
        for place, form in enumerate([*(look.of(column) for column in self.columns), *kinds, look.text, look.text, look.veil]):
            sheet.write_blank(1, place, None, form)
        sheet.autofilter(0, 0, max(last - 1, 1), self.width - 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        drop_downs(book, sheet, last - 1, self._choices())
        _tell(book, look, {**self.frame.about, "行数": str(last - 1), EXPORTED: spans(self.numbers)})
        book.close()
        return stream.getvalue()

    def _more_heads(self, sheet: Any, look: Look) -> None:
        place = len(self.columns)
        for one in self.frame.extras:
            sheet.set_column(place, place, one.width, look.of_kind(one.kind))
            sheet.write_string(0, place, one.label, look.head)
            place += 1
        sheet.set_column(place, place + 1, 20, look.text, {"hidden": True})
        sheet.write_string(0, place, Column.OWN.label, look.head)
        sheet.write_string(0, place + 1, STAMP_HEADER, look.head)

    def _choices(self) -> list[tuple[int, str, Sequence[str]]]:
        told = choices_of(self.columns, self.frame.lists)
        return told + [(place, one.label, one.words) for place, one in enumerate(self.frame.extras, len(self.columns)) if one.words]


def _kind(column: Column) -> str:
    return "day" if column in DAYS else "number" if column is Column.NUMBER else "text"


def _letters(place: int) -> str:
    found, rest = "", place + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        found = chr(65 + last) + found
    return found


def spans(numbers: Sequence[int]) -> list[str]:
    """Numbers as 1-20,25: in pieces that fit into a cell."""
    found: list[str] = []
    begun, before = 0, -1
    for number in [*sorted(numbers), 0]:
        if number != before + 1:
            if before > 0:
                found.append(f"{begun}-{before}" if begun != before else f"{before}")
            begun = number
        before = number
    lines, line = [], ""
    for one in found:
        if len(line) + len(one) > 30_000:
            lines.append(line)
            line = ""
        line += f",{one}" if line else one
    return [*lines, line] if line else lines or ["0"]


def _tell(book: Any, look: Look, about: Mapping[str, Any]) -> None:
    page = book.add_worksheet(ABOUT)
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 70)
    lines = [(word, text) for word, texts in about.items() for text in (texts if isinstance(texts, list) else [texts])]
    for row, (word, text) in enumerate(lines):
        page.write_string(row, 0, word, look.bold)
        page.write_string(row, 1, guarded(text), look.note)
