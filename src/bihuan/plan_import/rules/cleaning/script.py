"""Traditional script becomes simplified, only where the text as a whole is traditional. The tables are read only then: they take half a second."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

if TYPE_CHECKING:
    import opencc

SHARE = 0.02  # of the Han characters that must change before a text counts as traditional
LEAST = 6
# The letters that a traditional text of some hundred characters cannot do without.
TELLTALE = set(
    "為與於對會說説時國過開關個們來實現發點學經進動機後種體應無義業務長門問題間電車見觀區縣鎮鄉處辦實際責單據書記黨幹領導員組織領導幾頭達遠邊運還這連選"
    "專項頓檢驗舉報監罰紀違規條聯繫絡訊話號圍標準確認識論議計劃討談請調評證護讓變貫徹強風產華營環衛衞傳統級線結給續維總網縮農資質費貴買賣貿貪財貨賬賠輛轉輕較辯運適遲鄰釋針鐵"
)
LEFT_OUT = str.maketrans("衞鎭", "卫镇")  # written so in Hong Kong; the tables know them not


def edits(text: str) -> Iterator[Edit]:
    if sum(letter in TELLTALE for letter in text) < LEAST:
        return
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
def _converter() -> "opencc.OpenCC":
    import opencc

    return opencc.OpenCC("t2s")
