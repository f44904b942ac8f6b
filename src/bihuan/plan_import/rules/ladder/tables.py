"""Ladders set as a table: a column of cases and one of measures, in rows or, after a converter, cell under cell."""

import re
from collections.abc import Iterator

NAME = r"[\u3400-\u9fff]{0,6}"
CASES = rf"{NAME}(?:情形|情节|行为|违规情况)(?:描述)?"
MEASURES = rf"{NAME}(?:处理|处置|问责|追责|惩戒|惩处|处罚){NAME}"
HEADER = re.compile(rf"^ *(?:\| *)?(?:(?:序号|编号)[ |\n]+)?{CASES}(?P<between> *\n *| *\| *| +){MEASURES}(?: *\|)? *$", re.MULTILINE)
NUMBERED = re.compile(r"^(?:[\d一二三四五六七八九十]{1,2}[、.．]?[ |\n]+)?")
SECTION = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第.{1,3}[条章节]|附件|注[：:])")
LONGEST = 120
Row = tuple[int, int, int, int]
"""Where the case begins and ends, and the measures."""


def find_rows(text: str) -> Iterator[list[Row]]:
    """The rows of each such table."""
    until = 0
    for header in HEADER.finditer(text):
        if header.start() < until:
            continue
        stacked = "\n" in header["between"]
        rows = list(_stacked(text, header.end() + 1) if stacked else _ruled(text, header.end() + 1))
        if len(rows) >= 2:
            until = rows[-1][3]
            yield rows


def _ruled(text: str, at: int) -> Iterator[Row]:
    """Case and measures beside each other, parted by a blank or a bar."""
    for start, end in _lines(text, at):
        cells = [(start + cell.start(), start + cell.end()) for cell in re.finditer(r"[^ |]+", text[start:end])]
        cells = cells[1:] if len(cells) > 2 and text[slice(*cells[0])].isdecimal() else cells
        if len(cells) < 2:
            return
        yield (*cells[0], cells[1][0], cells[-1][1])


def _stacked(text: str, at: int) -> Iterator[Row]:
    """A line with the case, a line with the measures."""
    lines = [line for line in _lines(text, at) if not text[slice(*line)].isdecimal()]
    for case, measures in zip(lines[::2], lines[1::2], strict=False):
        yield (*case, *measures)


def _lines(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The lines of the table's body: it ends at an empty line, a sentence, the next heading or the head of the next table."""
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].strip()
        if not line or len(line) > LONGEST or SECTION.match(line) or line.endswith("。") or HEADER.match(text, at):
            return
        yield at, end
        at = end + 1
