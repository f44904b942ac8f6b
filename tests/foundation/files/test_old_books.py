"""Error cells of old workbooks (xls, et) are seen as in new ones: read as nothing they would be taken for nothing said."""

import contextlib
import io
import random
import time

import pytest
from openpyxl import Workbook

from bihuan.foundation.files.rules.grids import open_workbook
from bihuan.foundation.files.rules.old_books import peeked_of
from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.rules.workbooks import BrokenCells, read_sheet
from bihuan.organisation.sheets import read_roster
from tests.factories.old_sheets import ERRORS, old_workbook
from tests.plan_import.readers.made import ole

HEAD = ["单位", "姓名", "职务"]


@pytest.mark.parametrize("name", ["台账.xls", "台账.et"])
def test_errors_typed_and_errors_of_formulas_are_found_at_their_places(name: str) -> None:
    data = old_workbook([HEAD, ["县水利局", "=#N/A"], [*ERRORS], ["", "", "", "=#REF!"]], "问题台账")
    (grid,) = open_workbook(data, name).grids()
    assert grid.name == "问题台账" and grid.cells[1][0] == "县水利局" and grid.cells[1][1] == ""
    assert grid.peeked.broken == {(1, 1): "#N/A", (3, 3): "#REF!"} | {(2, at): word for at, word in enumerate(ERRORS)}


def test_a_book_without_errors_and_one_of_nonsense_tell_none() -> None:
    assert peeked_of(old_workbook([HEAD, ["县水利局", "柳浪", "没有 #N/A"]])) == {}
    cut = old_workbook([HEAD, ["#N/A"]])
    at = cut.index(b"\x85\x00")
    assert peeked_of(cut[: at + 4] + b"\xff\xff\xff\x7f" + cut[at + 8 :]) == {}, "its sheet begins beyond the end"


@pytest.mark.parametrize("seed", range(40))
def test_a_book_that_was_cut_or_spoilt_is_told_or_refused_and_never_breaks(seed: int) -> None:
    chance, data = random.Random(seed), bytearray(old_workbook([HEAD, ["#N/A", "=#REF!"]]))
    for _again in range(30):
        data[chance.randrange(len(data))] = chance.randrange(256)
    for spoilt in (bytes(data), bytes(data[: chance.randrange(512, len(data))])):
        with contextlib.suppress(DamagedFile):
            peeked_of(spoilt)


def test_many_sheets_that_begin_within_each_other_are_read_once() -> None:
    whole = old_workbook([HEAD, *([*ERRORS] for _row in range(4000))])
    at = whole.index(b"\x85\x00")
    many = b"".join(whole[at : at + 4] + (100_000 + 14 * n).to_bytes(4, "little") + whole[at + 8 : at + 24] for n in range(3000))
    stream = ole({"Workbook": whole[512:532] + many + whole[532:]})
    begun = time.process_time()
    peeked_of(stream)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("shown", ["#N/A", "=#REF!"])
def test_a_roster_with_a_broken_cell_is_refused_and_the_cell_is_named(shown: str) -> None:
    data = old_workbook([HEAD, ["县水利局", "柳浪", shown], [shown, shown]], "干部名册")  # the last row says nothing else
    with pytest.raises(BrokenCells, match=rf"1 格.*职务 C2 {shown.lstrip('=')}。"):
        read_roster(data, "名册.xls")


def test_a_new_book_is_refused_for_it_too_and_many_cells_are_told_shortly() -> None:
    book = Workbook()
    book.active.append([*HEAD, *("旁" for _column in range(24)), "手机"])  # type: ignore[union-attr]
    for _row in range(7):
        book.active.append(["县水利局", "=A1", *("" for _column in range(25)), "=B9"])  # type: ignore[union-attr]
    book.save(stream := io.BytesIO())
    with pytest.raises(BrokenCells, match=r"14 格.*姓名 B2、手机 AB2、姓名 B3、手机 AB3、姓名 B4…"):
        read_roster(stream.getvalue(), "名册.xlsx")
    told = {"unit": ("单位",), "name": ("姓名",)}
    assert read_sheet(old_workbook([["#N/A"], HEAD, ["县水利局", "柳浪", "#N/A"]]), "a.xls", told, ("unit",)).rows, "beside what is read"
