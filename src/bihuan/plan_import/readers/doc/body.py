"""Word 97–2003: the body's characters as paragraphs and table rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bihuan.plan_import.readers.doc.numbering import Numbering
from bihuan.plan_import.readers.doc.pieces import Piece, WordFile
from bihuan.plan_import.readers.doc.properties import Map, Paragraph, Run
from bihuan.plan_import.readers.text import table_lines

_CELL, _LINE, _PAGE, _PARAGRAPH = "\x07", "\x0b", "\x0c", "\r"
_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_SIGNS = {"\t": " ", "\x1e": "-", "\xa0": " ", _LINE: "\n"}
_WINDOWS = {code: bytes([code]).decode("cp1252", errors="ignore") for code in range(0x80, 0xA0)}
_BLOCK = 4096


@dataclass(slots=True)
class Body:
    """Walks the characters once."""

    file: WordFile
    paragraphs: Map
    runs: Map
    numbering: Numbering
    tracked: bool = False
    words: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    table: list[list[str]] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Paragraphs and table rows in order."""
        for sign, position in _characters(self.file):
            if sign in (_PARAGRAPH, _CELL, _PAGE):
                yield from self._end(sign, position)
            elif not self._field(sign) and not self._dropped(position):
                self.words.append(_SIGNS.get(sign, sign if sign >= " " else ""))
        yield from self._end(_PARAGRAPH, -1)
        yield from self._table_done()

    def _field(self, sign: str) -> bool:
        """Instructions of fields (between begin and result) are no text."""
        if sign == _FIELD:
            self.fields.append(True)
        elif sign == _RESULT and self.fields:
            self.fields[-1] = False
        elif sign == _FIELD_END and self.fields:
            self.fields.pop()
        return any(self.fields)

    def _dropped(self, position: int) -> bool:
        run = self.runs.at(position)
        if not isinstance(run, Run):
            return False
        self.tracked = self.tracked or run.deleted or run.inserted
        return run.deleted or run.hidden

    def _end(self, sign: str, position: int) -> Iterator[str]:
        """A paragraph, cell or row ends here."""
        found = self.paragraphs.at(position)
        paragraph = found if isinstance(found, Paragraph) else Paragraph()
        if sign == _PARAGRAPH and self._dropped(position):
            return
        text = "".join(self.words).strip()
        self.words = []
        line = self.numbering.number(paragraph) + text if text else ""
        if sign == _CELL:
            self._cell_end(line, paragraph.row_end)
        elif paragraph.in_table and sign == _PARAGRAPH:
            self.cell.append(line)
        else:
            yield from self._table_done()
            yield line

    def _cell_end(self, line: str, row_end: bool) -> None:
        if row_end:
            self.table.append(self.row)
            self.row = []
        else:
            self.row.append("\n".join([*self.cell, line]))
        self.cell = []

    def _table_done(self) -> Iterator[str]:
        rows, self.table = self.table + ([self.row] if self.row else []), []
        self.row = []
        if max((len(row) for row in rows), default=0) == 1:
            yield from (line for row in rows for cell in row for line in cell.split("\n"))
        elif rows:
            yield from table_lines(rows)


def _characters(file: WordFile) -> Iterator[tuple[str, int]]:
    """(character, its byte in the file) of the body."""
    for piece in file.pieces:
        end = min(piece.end, file.body)
        for start in range(piece.start, end, _BLOCK):
            at = piece.at + (start - piece.start) * piece.width
            raw = file.main[at : at + (min(start + _BLOCK, end) - start) * piece.width]
            for index, sign in enumerate(_decoded(raw, piece)):
                yield sign, at + index * piece.width


def _decoded(raw: bytes, piece: Piece) -> str:
    if piece.width == 1:
        return "".join(_WINDOWS.get(code) or chr(code) for code in raw)
    # Surrogates stay single so that every character has two bytes; they are joined at the end.
    return "".join(chr(raw[at] | raw[at + 1] << 8) for at in range(0, len(raw) - 1, 2))
