"""What the cells and rows of a form are tied to, as it is stored with an edition."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from bihuan.forms.vocabulary import Dimension, Fixed
from bihuan.foundation.kernel import BadInput, _
from bihuan.problems.vocabulary import Source

LETTERS = re.compile(r"[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D]")
"""Columns that a sheet has: one behind them makes a file that office programs call damaged."""
CELL = re.compile(rf"({LETTERS.pattern})([1-9]\d{{0,5}})")
MOST_CELLS, MOST_REGIONS = 2000, 20


@dataclass(frozen=True, slots=True)
class CellTie:
    """One cell: a figure by its code, narrowed by a dimension (`by`, `key`) where asked, or one of `Fixed`."""

    sheet: str
    cell: str
    code: str
    by: str = ""
    key: str = ""

    @property
    def is_fixed(self) -> bool:
        """Does it tell something else than a figure?"""
        return self.code in Fixed._value2member_map_

    @property
    def place(self) -> tuple[str, str]:
        return self.sheet, self.cell

    @property
    def row(self) -> int:
        """Its row number."""
        return int(CELL.fullmatch(self.cell)[2])  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class Region:
    """Rows that repeat: from `first` to `last`, one for each problem of the list that `filters` (an address query) choose; `columns` ties
    letters to columns of the ledger by their keys."""

    sheet: str
    first: int
    last: int
    columns: tuple[tuple[str, str], ...]
    filters: str = ""

    @property
    def place(self) -> tuple[str, int]:
        return self.sheet, self.first


@dataclass(frozen=True, slots=True)
class Ties:
    """Everything a form is tied to."""

    cells: tuple[CellTie, ...] = ()
    regions: tuple[Region, ...] = ()

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        """From what is stored, or what a program sends. Raises BadInput for what cannot stand."""
        try:
            cells = tuple(CellTie(**one) for one in plain.get("cells", ()))
            regions = tuple(
                Region(**{**one, "columns": tuple((str(letter), str(key)) for letter, key in one["columns"])})
                for one in plain.get("regions", ())
            )
        except (TypeError, KeyError, ValueError) as odd:
            raise BadInput(_("对应关系看不懂，请从页面或用导出的文件改。")) from odd
        return cls(cells, regions).checked()

    def plain(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "cells": [asdict(one) for one in self.cells],
            "regions": [{**asdict(one), "columns": [list(pair) for pair in one.columns]} for one in self.regions],
        }

    def checked(self) -> Self:
        """The same, when it can stand."""
        if len(self.cells) > MOST_CELLS or len(self.regions) > MOST_REGIONS:
            raise BadInput(_("一张报表最多对应 %(cells)d 个格、%(regions)d 段明细。"), cells=MOST_CELLS, regions=MOST_REGIONS)
        for region in self.regions:
            _check_region(region)
        for one in self.cells:
            self._check_cell(one)
        return self

    def apart(self) -> Self:
        """The same, where no row belongs to two lists."""
        for at, one in enumerate(self.regions):
            for other in self.regions[:at]:
                if other.sheet == one.sheet and other.first <= one.last and one.first <= other.last:
                    sentence = _("“%(sheet)s”的两段明细都占了第 %(row)d 行，请错开。")
                    raise BadInput(sentence, sheet=one.sheet, row=max(one.first, other.first))
        return self

    def _check_cell(self, one: CellTie) -> None:
        if not isinstance(one.cell, str) or not CELL.fullmatch(one.cell):
            raise BadInput(_("“%(cell)s”不是格的位置，请写成 C5 的样子。"), cell=str(one.cell)[:20])
        if not isinstance(one.by, str) or one.by and one.by not in Dimension._value2member_map_:
            raise BadInput(_("指标可以按单位、阶段、类别、来源分，没有“%(by)s”。"), by=str(one.by)[:20])
        _check_key(one)
        for region in self.regions:
            if region.sheet == one.sheet and region.first <= one.row <= region.last:
                sentence = _("%(cell)s 在明细行 %(first)d—%(last)d 里，不能再对应指标。")
                raise BadInput(sentence, cell=one.cell, first=region.first, last=region.last)

    def with_cell(self, tie: CellTie) -> Self:
        """With this cell tied so, whatever it was tied to."""
        return replace(self, cells=tuple(one for one in self.cells if one.place != tie.place) + (tie,)).checked()

    def without_cell(self, sheet: str, cell: str) -> Self:
        """With this cell free."""
        return replace(self, cells=tuple(one for one in self.cells if one.place != (sheet, cell)))

    def with_region(self, region: Region) -> Self:
        """With these rows, in the place of those that overlap them."""
        others = (one for one in self.regions if one.sheet != region.sheet or one.last < region.first or one.first > region.last)
        return replace(self, regions=(*others, region)).checked()

    def without_region(self, sheet: str, first: int) -> Self:
        """Without the rows that begin there."""
        return replace(self, regions=tuple(one for one in self.regions if one.place != (sheet, first)))


def _check_key(one: CellTie) -> None:
    """What a figure is narrowed to: the number of a unit, stage or category, or the word of a source."""
    plain = all(isinstance(part, str) for part in (one.sheet, one.code, one.by, one.key))
    number = plain and one.key.isascii() and one.key.isdigit() and len(one.key) < 16
    fits = one.key in Source._value2member_map_ if one.by == Dimension.SOURCE else number if one.by else True
    if not plain or not fits:
        raise BadInput(
            _("%(cell)s 按“%(by)s”分，却没有写明是哪一个（%(key)s）。"), cell=one.cell, by=str(one.by)[:20], key=str(one.key)[:20]
        )


def _check_region(one: Region) -> None:
    if not (isinstance(one.first, int) and isinstance(one.last, int) and 1 <= one.first <= one.last <= 100_000):
        raise BadInput(_("明细行要写从第几行到第几行，例如 6 到 20。"))
    if not isinstance(one.filters, str) or not isinstance(one.sheet, str):
        raise BadInput(_("对应关系看不懂，请从页面或用导出的文件改。"))
    if not one.columns:
        raise BadInput(_("请至少把一列对应到台账的栏目。"))
    for letter, _key in one.columns:
        if not LETTERS.fullmatch(letter):
            raise BadInput(_("“%(letter)s”不是列的字母。"), letter=letter[:10])
