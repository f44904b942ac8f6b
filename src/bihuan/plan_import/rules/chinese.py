"""Chinese numerals, brackets and sentences: what every reader of facts needs to know of the script."""

import re
from collections.abc import Iterator

DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2,
    "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
NUMERAL = "零〇一二两三四五六七八九十百"
OPEN, CLOSE = "（(《“‘〈【「『[〔", "）)》”’〉】」』]〕"
SENTENCE = re.compile(r"[^。！？；;\n]+[。！？；;]?")


def to_int(text: str) -> int | None:
    """十二 or 12 as a number; None where it is neither."""
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for letter in text:
        if letter in DIGITS:
            digit = digit * 10 + DIGITS[letter] if digit and letter in "零〇○一二三四五六七八九" and not total else DIGITS[letter]
        elif letter in UNITS:
            total += (digit or 1) * UNITS[letter]
            digit = 0
        else:
            return None
    return total + digit if text else None


def first_outside(text: str, wanted: str, limit: int | None = None) -> int:
    """Offset of the first character of `wanted` that stands in no bracket or quotation mark, else -1. Brackets left open count as absent."""
    end = len(text) if limit is None else min(limit, len(text))
    depth = 0
    fallback = -1
    for i in range(end):
        letter = text[i]
        if letter in OPEN:
            depth += 1
        elif letter in CLOSE:
            depth = max(0, depth - 1)
        elif letter in wanted:
            if not depth:
                return i
            fallback = i if fallback < 0 else fallback
    return -1 if depth == 0 else _unclosed(text[:end], wanted, fallback)


def _unclosed(text: str, wanted: str, fallback: int) -> int:
    """A bracket that never closes hides nothing behind it."""
    opened = max(text.rfind(mark) for mark in OPEN)
    return fallback if opened < 0 or fallback > opened else -1


def split_outside(text: str, marks: str) -> Iterator[tuple[int, int]]:
    """The pieces between `marks` that stand in no bracket or quotation mark, as offsets without blanks around them."""
    depth = start = 0
    for i, letter in enumerate(text):
        if letter in OPEN:
            depth += 1
        elif letter in CLOSE:
            depth = max(0, depth - 1)
        elif letter in marks and not depth:
            yield from _trimmed(text, start, i)
            start = i + 1
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in " \n":
        start += 1
    while end > start and text[end - 1] in " \n":
        end -= 1
    if start < end:
        yield start, end


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of text[start:end], without blanks around them."""
    for found in SENTENCE.finditer(text, start, end):
        for first, last in _trimmed(text, found.start(), found.end()):
            if text[first:last].strip("。！？；;"):
                yield first, last
