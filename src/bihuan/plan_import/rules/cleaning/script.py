"""Traditional script becomes simplified, only where the text as a whole is traditional."""

from collections.abc import Iterator
from functools import lru_cache

import opencc

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

SHARE = 0.02  # of the Han characters that must change before a text counts as traditional
LEAST = 6
LEFT_OUT = str.maketrans("衞鎭", "卫镇")  # written so in Hong Kong; the tables know them not


def edits(text: str) -> Iterator[Edit]:
    simplified = _simplified(text)
    changed = sum(a != b for a, b in zip(text, simplified, strict=True))
    han = sum("\u4e00" <= letter <= "\u9fff" for letter in text)
    if changed < LEAST or changed < SHARE * han:
        return
    first = next(i for i, (a, b) in enumerate(zip(text, simplified, strict=True)) if a != b)
    yield Edit(first, len(text), simplified[first:], RepairKind.SCRIPT)


def _simplified(text: str) -> str:
    """The same text in simplified script, character for character."""
    whole = _converter().convert(text).translate(LEFT_OUT)
    if len(whole) == len(text):
        return whole
    return "".join(_one(letter) for letter in text)


@lru_cache(maxsize=8192)
def _one(letter: str) -> str:
    new = _converter().convert(letter)
    return new if len(new) == 1 else letter


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
