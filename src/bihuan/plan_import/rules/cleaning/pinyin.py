"""Pinyin inserts: 關(guān) becomes 關. Told from real brackets by the syllable being a reading of the character (A36)."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿɡêếềṅ\u0300\u0301\u0304\u030c\u0308"
INSERT = re.compile(rf"(?<=[\u3400-\u9fff])[（(] ?([{LETTERS}]{{1,8}}) ?[）)]")
TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}


def edits(text: str) -> Iterator[Edit]:
    for found in INSERT.finditer(text):
        if _is_insert(text[found.start() - 1], found[1]):
            yield Edit(found.start(), found.end(), "", RepairKind.PINYIN)


def _is_insert(han: str, inside: str) -> bool:
    syllable, toned = _toneless(inside)
    return syllable in _readings(han) or (toned and syllable in _syllables())


def _toneless(syllable: str) -> tuple[str, bool]:
    apart = unicodedata.normalize("NFD", syllable.replace("ɡ", "g"))
    plain = "".join(letter for letter in apart if letter not in TONES)
    return unicodedata.normalize("NFC", plain), len(plain) != len(apart)


@lru_cache(maxsize=1)
def _dictionary() -> dict[int, str]:
    from pypinyin.constants import PINYIN_DICT  # a fifth of a short command's time to load: only for texts with such brackets

    return PINYIN_DICT


@lru_cache(maxsize=4096)
def _readings(han: str) -> frozenset[str]:
    return frozenset(_toneless(reading)[0] for reading in _dictionary().get(ord(han), "").split(",") if reading)


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    common = (readings for code, readings in _dictionary().items() if 0x4E00 <= code < 0x9FFF)
    return frozenset(_toneless(reading)[0] for readings in common for reading in readings.split(","))
