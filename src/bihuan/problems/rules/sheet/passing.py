"""Rows of a sheet that are no problems: sums, titles between the rows, heads repeated on each printed page, notes at its end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.problems.rules.sheet.layout import Why

_SUM = re.compile(r"(?:(?:本页|本单位|全县|全部|以上|.{0,12}?)(?:小计|合计|总计|累计|共计))[:：]?(?:[（(]?\d*[)）]?[件条个项]?)?")
_NOTE = re.compile(
    r"(?:备?注|说明|填表说明|填报说明|填表人|填报人|填报单位|制表人?|审核人?|审签|联系人|联系电话|单位负责人|主要负责人签字|签字|填报日期|填报时间)[:：]"
)
_SECTION = re.compile(r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十\d]+[章节部类批]).{0,60}")
_EXAMPLE = re.compile(r"(?:填写)?(?:示|样|范|举)?例")
_ORDINAL = re.compile(r"[（(]?(?:\d{1,2}|[甲乙丙丁])[)）]?")


@dataclass(frozen=True, slots=True)
class Passing:
    """Judges rows under one head. `titles` stand above the places; `number`, `unit`, `text` are the places of these columns, -1 for none."""

    titles: Sequence[str]
    number: int
    unit: int
    text: int

    def why(self, cells: Sequence[str], merged: bool, first: bool) -> Why | None:
        """Why this row is passed over, None for a row to be read. `merged`: a cell of it is merged over several columns; `first`: it
        stands right under the head."""
        unit, text = self._at(cells, self.unit), self._at(cells, self.text)
        if text and unit and text != unit and not merged and "计" not in unit and not _EXAMPLE.fullmatch(self._at(cells, self.number)):
            return Why.HEADER if self._repeats(cells) else Why.INDEX if first and _is_index(cells) else None
        filled = [cell for cell in cells if cell]
        if not filled or len(filled) == 1 and self._at(cells, self.number) == filled[0] and filled[0].isdigit():
            return Why.BLANK
        return self._special(cells, filled, text, merged, first)

    def _special(self, cells: Sequence[str], filled: Sequence[str], text: str, merged: bool, first: bool) -> Why | None:
        start = "".join(filled[0].split())
        lone = len(set(filled)) == 1
        if any(_SUM.fullmatch("".join(cell.split())) for cell in filled[:3]) and (not text or text in filled[:3] or _is_number(text)):
            return Why.SUBTOTAL
        if first and _is_index(cells):
            return Why.INDEX
        if self._repeats(cells):
            return Why.HEADER
        if _EXAMPLE.fullmatch(self._at(cells, self.number)):
            return Why.EXAMPLE
        if _NOTE.match(start) and (lone or not text or merged):
            return Why.NOTE
        if lone and (merged or _SECTION.fullmatch(start) and self._at(cells, self.text) != filled[0]):
            return Why.SECTION
        return None

    def _repeats(self, cells: Sequence[str]) -> bool:
        same = sum(1 for cell, title in zip(cells, self.titles, strict=False) if cell and "".join(cell.split()) in title.split("/"))
        return same >= 2 and same * 2 >= sum(1 for cell in cells if cell)

    @staticmethod
    def _at(cells: Sequence[str], place: int) -> str:
        return cells[place] if 0 <= place < len(cells) else ""


def _is_index(cells: Sequence[str]) -> bool:
    """1 2 3 … or 甲 乙 1 2 …: the numbers of the columns under a head."""
    filled = [cell for cell in cells if cell]
    return len(filled) >= 3 and all(_ORDINAL.fullmatch(cell) for cell in filled)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\d,.]+[件条个项]?", text) is not None
