"""Blanks at line ends, blank lines, blanks inside Chinese words."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.cleaning.working import Edit

HAN = "\u3400-\u9fff"
AROUND = re.compile(r"(?:(?<! ) +)?\n[ \n]*")
RUN = re.compile(r"  +")
SPACED = re.compile(rf"(?<=[{HAN}，。、；：“”（）《》]) (?=[{HAN}，。、；：“”（）《》])")
PAIR = re.compile(rf"[{HAN}](?=[{HAN}])")
BEFORE_MARK = re.compile(r"(?<=\S) +(?=[，。、；：！？）》”])|(?<=[（《“]) +(?=\S)")
IN_DATE = re.compile(
    r"(?<=\d) +(?=[年月日号][^ ]?)|(?<=[年月]) +(?=\d)|(?<=[年月日]) +(?=[上中下]旬|[底初末前]|之前|以前|[—–－～~-]|至|到)|(?<=\d[年月日]) +(?=[上中下]旬)"
)
LETTER_BY_LETTER = re.compile(rf"(?<![{HAN}])(?<![{HAN}] )(?![一二三四五六七八九十] )[{HAN}](?: [{HAN}]){{3,}}(?![{HAN}])")
"""治 理 重 点: a heading or a name set wide; the cells of a table are longer than a character."""
FEWEST = 5  # different characters, the blank among them
FIGURES = re.compile(r"(?<=[年月至到从自起于在、，（(—–－～~])(?: ?\d(?: \d)+)(?= ?[年月日])")
WITHIN = re.compile(r"(?<=\S) (?=\S)")
TORN = re.compile(rf"[{HAN}，、“”（）()] (?=[{HAN}，、“”（）()])")
LONG, NARROWEST, WIDEST = 200, 18, 46  # characters of a line that may hold several of a page, and of the page's lines
LETTER_SPACED = 0.3  # share of blank-separated neighbours from which a text counts as spaced out by a machine


def edits(text: str) -> Iterator[Edit]:
    found: list[Edit] = [*_outside(text), *_inside(text)]
    yield from sorted(found, key=lambda edit: (edit.start, len(edit.new), edit.end))


def _outside(text: str) -> Iterator[Edit]:
    """Line breaks keep one newline; the text starts and ends without blanks."""
    head = len(text) - len(text.lstrip(" \n"))
    tail = len(text.rstrip(" \n"))
    if head:
        yield Edit(0, head, "")
    for blank in AROUND.finditer(text, head, max(head, tail)):
        if blank[0] != "\n":
            yield Edit(blank.start(), blank.end(), "\n")
    if tail < len(text) and tail >= head and head < len(text):
        yield Edit(tail, len(text), "")


def _margins(text: str) -> Iterator[Edit]:
    """Blanks at equal distances in a long line: there the lines of the page ended."""
    at = 0
    for line in text.split("\n"):
        blanks = [blank.start() for blank in WITHIN.finditer(line)] if len(line) >= LONG else []
        widths = [b - a for a, b in zip(blanks, blanks[1:], strict=False)]
        usual = sorted(widths)[len(widths) // 2] if len(widths) >= 4 else 0
        if NARROWEST <= usual <= WIDEST and sum(abs(width - usual) <= 3 for width in widths) >= 0.6 * len(widths):
            for blank in blanks:
                if TORN.match(line, blank - 1):
                    yield Edit(at + blank, at + blank + 1, "")
        at += len(line) + 1


def _inside(text: str) -> Iterator[Edit]:
    spaced = len(SPACED.findall(text))
    joined = len(PAIR.findall(text))
    if spaced > LETTER_SPACED * (spaced + joined):
        for blank in SPACED.finditer(text):
            yield Edit(blank.start(), blank.end(), "")
        return
    yield from _margins(text)
    for blank in RUN.finditer(text):
        yield Edit(blank.start(), blank.end(), " ")
    for pattern in (LETTER_BY_LETTER, FIGURES):
        for wide in pattern.finditer(text):
            if pattern is LETTER_BY_LETTER and len(set(wide[0])) < FEWEST:
                continue  # 无 无 无 是: cells of a table
            yield from (Edit(wide.start() + at, wide.start() + at + 1, "") for at, letter in enumerate(wide[0]) if letter == " ")
    for blank in IN_DATE.finditer(text):
        yield Edit(blank.start(), blank.end(), "")
    for blank in BEFORE_MARK.finditer(text):
        if len(blank[0]) == 1:
            yield Edit(blank.start(), blank.end(), "")
