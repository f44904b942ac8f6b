"""Numbers in running text: every group of Arabic digits with its decimals and its sign, wherever it comes from.

Thousands separators and full-width digits are read as plain ones, so that they are no change. Chinese numerals are words.
"""

import re
import unicodedata
from dataclasses import dataclass

_NUMBER = re.compile(r"(?:(?<![0-9A-Za-z])[-−])?\d+(?:,\d{3}(?!\d))*(?:\.\d+)?")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_SCALED_BEFORE = re.compile(r"(?:负|[百千万]分之|[A-Za-z〇零一二三四五六七八九十百千万亿两]+)$")
_SCALED_AFTER = re.compile(r"(?:个?百分点|[十百千万亿兆]+|[%‰‱]|[A-Za-z]+)")
"""What makes another quantity of a number that it touches: 12 and 12万, 5 and 5%, 12 and 负12, 12 and 12O."""
NEAR = 6
"""Characters of words on either side by which a number is known again."""
LONG = 24
"""Characters of words that are read before a number: the name of its row."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands in a text from `start` to `end`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A number met in a file: its text and the words before and after it, without digits and spaces; `shown` is its surroundings as read,
    `scale` what touches it and makes another quantity of it."""

    text: str
    before: str
    after: str
    shown: tuple[str, str]
    scale: tuple[str, str] = ("", "")


def readable(text: str) -> str:
    """Text with full-width signs made plain and invisible ones dropped."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def numerals(text: str) -> list[Numeral]:
    """The numbers of a text that is already `readable`, in order."""
    return [Numeral(_plain(found.group()), found.start(), found.end()) for found in _NUMBER.finditer(text)]


def many_numbers(text: str) -> int:
    """How many numbers a text has, counted without looking at the words around them."""
    return sum(1 for _found in _NUMBER.finditer(text))


def _plain(number: str) -> str:
    return number.replace(",", "").replace("−", "-")


def scale(before: str, after: str) -> tuple[str, str]:
    """What touches a number between these texts and makes another quantity of it, on either side."""
    left, right = _SCALED_BEFORE.search(before), _SCALED_AFTER.match(after)
    return left[0] if left else "", right[0] if right else ""


def words(text: str) -> str:
    """Only the words: no numbers, no spaces."""
    return _SPACE.sub("", _NUMBER.sub("", readable(text)))


def words_before(text: str) -> str:
    """The last words of a text back to the number before them, at most six characters."""
    return words(_NUMBER.split(readable(text))[-1])[-NEAR:]


def words_after(text: str) -> str:
    """The first words of a text up to the next number, at most six characters."""
    return words(_NUMBER.split(readable(text))[0])[:NEAR]


def numbers_in(text: str) -> list[Found]:
    """All numbers of a text with the words around them."""
    plain = readable(text)
    found = numerals(plain)
    reach = 80  # enough raw characters to hold the words wanted
    return [
        Found(
            one.text, words(plain[max(0, one.start - reach) : one.start])[-LONG:], words(plain[one.end : one.end + reach])[: 2 * NEAR],
            (_inline(plain[max(0, one.start - 12) : one.start]), _inline(plain[one.end : one.end + 12])),
            scale(plain[max(0, one.start - 12) : one.start], plain[one.end : one.end + 12]),
        )
        for one in found
    ]  # fmt: skip


def _inline(text: str) -> str:
    return " ".join(text.split())
