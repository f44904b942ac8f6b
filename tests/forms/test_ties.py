"""What the cells and rows of a form are tied to: regions that overlap take each other's place, all others stay."""

import pytest

from bihuan.forms.rules.ties import CellTie, Region, Ties
from bihuan.foundation.kernel import BadInput

ROWS = Region("明细", 6, 10, (("A", "line"),))


def region(first: int, last: int, sheet: str = "明细") -> Region:
    return Region(sheet, first, last, (("B", "text"),))


@pytest.mark.parametrize("other", [region(1, 5), region(11, 20), region(6, 10, "汇总"), region(1, 20, "汇总")])
def test_regions_side_by_side_both_stay(other: Region) -> None:
    assert Ties(regions=(ROWS,)).with_region(other).regions == (ROWS, other)
    assert Ties(regions=(ROWS, other)).apart().regions == (ROWS, other)


@pytest.mark.parametrize("other", [region(1, 6), region(10, 20), region(7, 9), region(1, 20), region(6, 10)])
def test_a_region_takes_the_place_of_one_that_shares_a_row(other: Region) -> None:
    assert Ties(regions=(ROWS,)).with_region(other).regions == (other,)
    with pytest.raises(BadInput):
        Ties(regions=(ROWS, other)).apart()


@pytest.mark.parametrize(("cell", "good"), [("C5", True), ("C6", False), ("C10", False), ("C11", True)])
def test_a_cell_inside_a_region_is_tied_to_nothing_else(cell: str, good: bool) -> None:
    ties = Ties(regions=(ROWS,))
    if good:
        assert ties.with_cell(CellTie("明细", cell, "O01")).cells
    else:
        with pytest.raises(BadInput):
            ties.with_cell(CellTie("明细", cell, "O01"))
    assert ties.with_cell(CellTie("汇总", cell, "O01")).cells


def test_a_cell_is_tied_once_and_freed_by_its_place() -> None:
    ties = Ties().with_cell(CellTie("汇总", "C5", "O01")).with_cell(CellTie("汇总", "C6", "O01")).with_cell(CellTie("汇总", "C5", "O02"))
    assert [(one.cell, one.code) for one in ties.cells] == [("C6", "O01"), ("C5", "O02")]
    assert [one.cell for one in ties.without_cell("汇总", "C6").cells] == ["C5"]
    assert len(ties.without_cell("明细", "C6").cells) == 2


def test_rows_are_freed_by_where_they_begin() -> None:
    ties = Ties(regions=(ROWS, region(11, 20)))
    assert ties.without_region("明细", 6).regions == (region(11, 20),)
    assert ties.without_region("明细", 7).regions == ties.without_region("汇总", 6).regions == ties.regions


@pytest.mark.parametrize(
    ("first", "last", "letter", "good"),
    [(1, 1, "A", True), (0, 1, "A", False), (5, 4, "A", False), (1, 100_000, "XFD", True), (1, 100_001, "A", False), (1, 2, "XFE", False),
     (1, 2, "a", False), (1, 2, "", False)],
)  # fmt: skip
def test_a_region_has_rows_and_letters_that_a_sheet_has(first: int, last: int, letter: str, good: bool) -> None:
    one = Region("明细", first, last, ((letter, "line"),))
    if good:
        assert Ties().with_region(one).regions == (one,)
    else:
        with pytest.raises(BadInput):
            Ties().with_region(one)


@pytest.mark.parametrize(
    ("by", "key", "good"),
    [("", "", True), ("unit", "12", True), ("unit", "", False), ("unit", "x", False), ("unit", "1" * 15, True), ("unit", "1" * 16, False),
     ("source", "self_check", True), ("source", "12", False), ("nothing", "12", False)],
)  # fmt: skip
def test_a_figure_is_narrowed_by_what_there_is(by: str, key: str, good: bool) -> None:
    tie = CellTie("汇总", "C5", "O01", by, key)
    if good:
        assert Ties().with_cell(tie).cells == (tie,)
    else:
        with pytest.raises(BadInput):
            Ties().with_cell(tie)


def test_ties_come_back_as_they_were_stored_up_to_what_a_form_may_hold() -> None:
    cells = tuple(CellTie("汇总", f"A{n}", "O01") for n in range(1, 2001))
    regions = tuple(region(n, n) for n in range(1, 21))
    assert Ties.read(Ties(cells, regions).plain()) == Ties(cells, regions)
    for more in (Ties((*cells, CellTie("汇总", "B1", "O01"))), Ties((), (*regions, region(30, 30)))):
        with pytest.raises(BadInput):
            more.checked()
