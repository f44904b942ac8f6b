"""What the words of a form suggest: an empty cell between a head that names a figure and a line that names a unit, stage, category or source."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bihuan.forms.rules.ties import CellTie, Ties
from bihuan.forms.vocabulary import Fixed

_ENOUGH = 82
_ASIDE = re.compile(r"[（(][^）)]*[）)]|[\s（）()：:、，,。*＊]|其中")
_COUNTED = re.compile(r"(?:件|个|条|人|家|项|名|次|万元|元)?数?量?$")
_HEADS = 4
"""Lines of a head that are looked at: “自查” over “发现问题数” narrows the column below it."""
_TOTAL = ("合计", "总计", "小计", "总", "总体", "总体情况", "全部", "全省", "全市", "全县", "全区", "本市", "本县", "本区")
"""Heads of lines of totals, as `_plain` leaves them (总数 → 总)."""
# What superiors call our figures besides our own words.
ALSO = {
    "O01": ("发现问题数", "累计发现问题", "累计查摆问题", "累计发现", "问题总数", "查摆问题", "问题数", "登记问题"),
    "O02": ("整改完成", "累计销号", "累计整改", "已整改", "销号数", "完成整改", "办结"),
    "O03": ("逾期未整改", "超期未销号", "逾期", "超期问题"), "O04": ("反弹回潮", "重新整改"), "N01": ("单位数", "覆盖单位"),
    "O07": ("整改率", "完成率", "办结率", "整改完成率", "累计销号率", "问题整改率", "问题销号率"),
    "N12": ("自查发现", "自查自纠"), "N14": ("互查发现",), "N20": ("联查发现", "督查发现"),
}  # fmt: skip
_SOURCES = {
    "source:self_check": ("自查自纠", "自查发现"), "source:critique": ("互相批评", "互查发现"), "source:opinion": ("征求意见", "意见征求"),
    "source:instruction": ("领导批示",), "source:supervision": ("督查", "督导", "督查督导", "督导检查", "督查发现"),
    "source:inspection_tour": ("巡察", "巡视巡察", "巡察发现"), "source:talk": ("谈心谈话",), "source:social_review": ("满意度测评",),
    "source:unannounced": ("暗访", "暗访发现"), "source:back_check": ("问题倒查",),
}  # fmt: skip
"""What superiors call the channels besides our own words."""
_BESIDE = {
    "填报单位": Fixed.OFFICE, "报送单位": Fixed.OFFICE, "上报单位": Fixed.OFFICE, "填表单位": Fixed.OFFICE,
    "截至日期": Fixed.DAY, "截止日期": Fixed.DAY, "截至时间": Fixed.DAY, "截止时间": Fixed.DAY, "数据截至": Fixed.DAY, "统计截至": Fixed.DAY,
    "专项名称": Fixed.TITLE, "专项行动名称": Fixed.TITLE, "专项": Fixed.TITLE,
}  # fmt: skip
"""Words with a colon, and what stands in the cell beside them."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tie that the words around a cell suggest, and how near they come (percent)."""

    tie: CellTie
    words: str
    near: float


def suggest(
    sheet: str, grid: Sequence[Sequence[str]], names: Mapping[str, str], keys: Mapping[tuple[str, str], str], ties: Ties
) -> list[Suggestion]:
    """Suggestions for the empty cells of a sheet. `names`: code → name of each figure; `keys`: (dimension, key) → name."""
    taken = {one.cell for one in ties.cells if one.sheet == sheet}
    rows = {row for one in ties.regions if one.sheet == sheet for row in range(one.first, one.last + 1)}
    figures, lines = _Known(names, ALSO), _Known({f"{by}:{key}": name for (by, key), name in keys.items()}, _SOURCES)
    found = []
    for r, row in enumerate(grid, 1):
        for c, text in enumerate(row, 1):
            cell = f"{letters(c)}{r}"
            if not text and r not in rows and cell not in taken and (one := _of(grid, r - 1, c - 1, figures, lines)):
                code, by_key, words, near = one
                by, _colon, key = by_key.partition(":")
                found.append(Suggestion(CellTie(sheet, cell, code, by, key), words, near))
            elif r not in rows and cell not in taken and (fixed := _inside(row, c - 1)):
                found.append(Suggestion(CellTie(sheet, cell, fixed.value), text, 100))
    return found


def _inside(row: Sequence[str], c: int) -> Fixed | None:
    """What a label asks for that has no cell beside it: it goes over several merged ones, up to the next label or the end of the sheet."""
    if c and row[c - 1] == row[c]:
        return None  # the same merged cell, once
    after = next((text for text in row[c + 1 :] if text != row[c]), None)
    return _fixed(row[c]) if after is None or after.endswith(("：", ":")) else None


def _of(grid: Sequence[Sequence[str]], r: int, c: int, figures: "_Known", lines: "_Known") -> tuple[str, str, str, float] | None:
    """Code, dimension and key, the words, nearness: by the head above and the line to the left, or by the words just beside."""
    above = [grid[y][c] for y in range(r - 1, -1, -1) if c < len(grid[y]) and _is_word(grid[y][c])]
    left = next((grid[r][x] for x in range(c - 1, -1, -1) if _is_word(grid[r][x])), "")
    if above and left and (head := figures.named(above[0])):
        line, wider = lines.named(left), next(filter(None, map(lines.named, above[1:_HEADS])), None)
        if line and wider:
            return None  # one unit's share of one source: a cell is narrowed by one thing
        if line or _plain(left) in _TOTAL:
            by = line or wider or ("", 100)
            return head[0], by[0], f"{above[0]} × {left}", min(head[1], by[1])
    beside = grid[r][c - 1] if c else ""
    if fixed := _fixed(beside):
        return fixed.value, "", beside, 100
    if beside and (one := figures.named(beside)):
        return one[0], "", beside, one[1]
    return None


def _fixed(label: str) -> Fixed | None:
    """What a label with a colon asks for besides figures."""
    if not label.endswith(("：", ":")):
        return None
    words = _ASIDE.sub("", label)
    return _BESIDE.get(words.removeprefix("数据").removeprefix("统计")) or _BESIDE.get(words)


def _is_word(text: str) -> bool:
    """Neither empty, nor a formula, nor a number."""
    return bool(text) and text[0] != "=" and not text.replace(".", "").isdigit()


class _Known:
    """Names of things, found by similar words."""

    def __init__(self, names: Mapping[str, str], also: Mapping[str, Sequence[str]] | None = None) -> None:
        told = [(name, code) for code, name in names.items()]
        told += [(word, code) for code, words in (also or {}).items() if code in names for word in words]
        self._words = [(_plain(word), code) for word, code in told if _plain(word)]
        self._memory: dict[str, tuple[str, float] | None] = {}

    def named(self, text: str) -> tuple[str, float] | None:
        """The code that a text names best, and how near it comes; None: nothing near enough."""
        if text not in self._memory:
            wanted = _plain(text)
            scored = [(fuzz.ratio(wanted, word), code) for word, code in self._words] if 1 < len(wanted) <= 30 else []
            best = max(scored, default=(0.0, ""))
            self._memory[text] = (best[1], best[0]) if best[0] >= _ENOUGH else None
        return self._memory[text]


def _plain(text: str) -> str:
    return _COUNTED.sub("", _ASIDE.sub("", text))


def letters(place: int) -> str:
    """1 → A, 27 → AA."""
    found = ""
    while place:
        place, last = divmod(place - 1, 26)
        found = chr(65 + last) + found
    return found
