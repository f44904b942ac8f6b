"""An export that was edited elsewhere comes back (F5): exactly its edits, against what the ledger did meanwhile; in every program's writing."""

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bihuan.foundation.audit.models import Record
from bihuan.problems.models import Problem
from bihuan.problems.operations import ImportResult, Wanted, amend, export_ledger, import_ledger
from bihuan.problems.queries import Today
from bihuan.problems.rules.filters import Filters
from bihuan.problems.rules.sheet import Column
from bihuan.problems.rules.sheet.stamp import Stamper, stamp_in
from bihuan.problems.rules.sheet.terms import Choices, Terms
from bihuan.problems.sheets import read_ledger
from bihuan.problems.vocabulary import State
from tests.factories import town as factory
from tests.factories.town import HEAD, LIAISON, OFFICE, Town
from tests.problems.sheets import row, workbook

C = Column
CALC = Path("/usr/lib/libreoffice/program/libsclo.so")


@pytest.fixture
def town(db: None) -> Town:
    place = factory.town()
    rows = [row(f"第{n}件事没有人管", no=f"W-{n}", 类别="推诿扯皮", 责任领导="夕照", 完成时限="2099-04-01") for n in range(1, 7)]
    import_ledger(campaign=place.campaign, rows=read_ledger(workbook(rows), "a.xlsx").rows, actor=place.actor(OFFICE), now=place.now)
    return place


def export(town: Town, by: str = OFFICE, columns: Any = None, **filters: Any) -> bytes:
    wanted = Wanted(replace(Filters(sort="number"), **filters), Today(town.now.date(), town.now.date()), columns or list(Column))
    return export_ledger(campaign=town.campaign, wanted=wanted, reason="核对", actor=town.actor(by), now=town.now)


def take(town: Town, data: bytes, choices: Choices | None = None, by: str = OFFICE) -> ImportResult:
    sheet = read_ledger(data, "台账.xlsx")
    terms = Terms(choices=choices or Choices(), exported=sheet.exported)
    return import_ledger(campaign=town.campaign, rows=sheet.rows, actor=town.actor(by), now=town.now, terms=terms)


def edited(data: bytes, change: Callable[[Any, dict[str, int]], None]) -> bytes:
    """The workbook rewritten by openpyxl after a change to its sheet."""
    book = load_workbook(io.BytesIO(data))
    page = book["问题台账"]
    change(page, {cell.value: cell.column for cell in page[1]})
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_number(number: int) -> Problem:
    return Problem.objects.get(number=number)


def test_an_export_has_a_frozen_head_filters_choices_and_a_hidden_identity(town: Town) -> None:
    page = load_workbook(io.BytesIO(export(town)))["问题台账"]
    heads = [cell.value for cell in page[1]]
    assert page.freeze_panes == "D2" and page.auto_filter.ref and len(page.data_validations.dataValidation) >= 6
    hidden = {head for one in page.column_dimensions.values() if one.hidden for head in heads[one.min - 1 : one.max]}
    assert hidden == {"台账编号", "导出校验"}


def test_exactly_the_edited_cells_change_and_are_told_old_and_new(town: Town) -> None:
    def change(page: Any, at: dict[str, int]) -> None:
        page.cell(3, at["问题"]).value = "第2件，写清楚了"
        page.cell(4, at["完成时限"]).value = "2099.4.9"

    data = edited(export(town), change)
    before = Record.objects.count()
    found = take(town, data)
    assert (found.new, found.changed, found.same, found.gone, found.errors) == (0, 2, 4, (), ())
    assert [(one.number, one.column.label, one.old, one.new) for one in found.edits] == [
        (2, "问题", "第2件事没有人管", "第2件，写清楚了"), (3, "完成时限", "2099-04-01", "2099-04-09"),
    ]  # fmt: skip
    assert (by_number(2).text, str(by_number(3).due_on)) == ("第2件，写清楚了", "2099-04-09") and Record.objects.count() == before + 2
    assert take(town, export(town)).same == 6


def test_what_the_ledger_did_meanwhile_stays_and_a_conflict_is_chosen(town: Town) -> None:
    data = export(town)
    for number, text in ((2, "专班改过的二"), (3, "专班改过的三")):
        amend(problem=by_number(number), values={"text": text}, actor=town.actor(OFFICE), now=town.now)

    def change(page: Any, at: dict[str, int]) -> None:
        page.cell(3, at["问题"]).value = "联络员改过的二"
        page.cell(3, at["完成时限"]).value = "2099-04-09"

    data = edited(data, change)
    found = take(town, data)
    assert [(one.number, one.old, one.new) for one in found.conflicts] == [(2, "专班改过的二", "联络员改过的二")]
    assert (found.moved, by_number(2).text, by_number(3).text, str(by_number(2).due_on)) == (
        1,
        "专班改过的二",
        "专班改过的三",
        "2099-04-09",
    )
    assert take(town, data, Choices(taken=frozenset({"2.text"}))).changed == 1 and by_number(2).text == "联络员改过的二"
    amend(problem=by_number(2), values={"text": "又改了"}, actor=town.actor(OFFICE), now=town.now)
    assert take(town, data, Choices(all_mine=True)).changed == 1 and by_number(2).text == "联络员改过的二"


def test_an_edit_can_be_left_and_an_emptied_cell_is_emptied_only_when_chosen(town: Town) -> None:
    def change(page: Any, at: dict[str, int]) -> None:
        page.cell(2, at["责任领导"]).value = None
        page.cell(3, at["问题"]).value = "不要这个改动"

    data = edited(export(town), change)
    found = take(town, data, Choices(left=frozenset({"2.text"})))
    assert found.changed == 0 and [(one.number, one.clears, one.written) for one in found.edits] == [(1, True, False), (2, False, False)]
    assert by_number(1).leader and take(town, data, Choices(frozenset(), frozenset({"1.leader"}), frozenset({"2.text"}))).changed == 1
    assert by_number(1).leader is None and by_number(2).text == "第2件事没有人管"


def test_sorted_filtered_widened_narrowed_and_shortened_sheets_do_no_harm(town: Town) -> None:
    def change(page: Any, at: dict[str, int]) -> None:
        rows = [[cell.value for cell in one] for one in page.iter_rows(min_row=2)]
        rows = list(reversed(rows))[1:]  # sorted another way, one row taken out
        rows[0][at["问题"] - 1] = "排到最前的一件改了"
        page.delete_rows(2, 20)
        for one in rows:
            page.append(one)
        page.insert_cols(2)
        page.cell(1, 2).value = "备注"
        page.cell(2, 2).value = "领导看过"
        page.delete_cols(page.max_column - 3)
        page.row_dimensions[3].hidden = True

    sheet = edited(export(town), change)
    found = take(town, sheet)
    assert (found.new, found.changed, found.same, found.errors) == (0, 1, 4, ()) and found.gone == ("QS-2026-0006",)
    assert by_number(5).text == "排到最前的一件改了" and Problem.objects.count() == 6


def test_a_filtered_export_tells_as_gone_only_what_it_held(town: Town) -> None:
    found = take(town, export(town, q="5"))
    assert (found.same, found.gone) == (1, ())


def test_a_row_that_was_copied_is_an_error_and_one_without_number_is_new(town: Town) -> None:
    def twice(page: Any, at: dict[str, int]) -> None:
        page.append([cell.value for cell in page[2]])

    assert {one.column for one in take(town, edited(export(town), twice)).errors} == {"台账编号", "外部编号"}

    def new(page: Any, at: dict[str, int]) -> None:
        page.append([cell.value for cell in page[2]])
        for word in ("台账编号", "外部编号"):
            page.cell(page.max_row, at[word]).value = None
        page.cell(page.max_row, at["问题"]).value = "新加的一件"

    assert take(town, edited(export(town), new)).new == 1


def test_an_export_of_a_liaison_comes_back_veiled_and_nothing_is_lost(town: Town) -> None:
    town.find("self_check", text="内心想法一二三")  # type: ignore[arg-type]
    data = export(town, LIAISON)
    found = take(town, data, by=LIAISON)
    assert (found.changed, found.same, found.edits) == (0, 7, ()) and take(town, data).same == 7


@pytest.mark.skipif(not CALC.exists() or not shutil.which("soffice"), reason="no spreadsheet program on this machine")
def test_saved_by_another_office_program_nothing_changes_but_the_edits(town: Town, tmp_path: Path) -> None:
    def change(page: Any, at: dict[str, int]) -> None:
        page.cell(3, at["问题"]).value = "另一个程序里改的"

    for name, data, expected in (("same", export(town), 0), ("edited", edited(export(town), change), 1)):
        (tmp_path / f"{name}.xlsx").write_bytes(data)
        out = tmp_path / "out"
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
                   "--outdir", str(out), str(tmp_path / f"{name}.xlsx")]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        found = take(town, (out / f"{name}.xlsx").read_bytes())
        assert (found.new, found.changed, found.errors, found.gone, len(found.edits)) == (0, expected, (), (), expected)


_TEXT = st.text(alphabet="县水利局问题ab12=+-@ \n", max_size=12)


@given(st.lists(_TEXT, min_size=3, max_size=3), st.integers(0, 2), _TEXT)
@settings(max_examples=150, deadline=None)
def test_a_stamp_tells_exactly_which_cells_were_edited(texts: list[str], at: int, new: str) -> None:
    columns = [C.TEXT, C.CAUSE, C.MEASURES]
    cells = {**dict.fromkeys(Column, ""), **{c: t.strip() for c, t in zip(columns, texts, strict=True)}, C.OWN: "QS-2026-0001"}
    stamp = stamp_in(Stamper(columns).stamp(cells), "QS-2026-0001")
    assert stamp is not None and all(stamp.was(one, cells[one]) for one in columns) and not stamp.exported(C.DUE)
    assert stamp.was(columns[at], new) == (new.strip() == cells[columns[at]])
    assert stamp_in(Stamper(columns).stamp(cells), "QS-2026-0002") is None and stamp_in(new, "QS-2026-0001") is None


def test_an_emptied_cell_that_may_not_be_empty_stays_and_that_is_told(town: Town) -> None:
    """Else whoever emptied it takes it for empty from then on."""

    def change(page: Any, at: dict[str, int]) -> None:
        for head in ("问题", "完成时限", "程度", "外部编号"):
            page.cell(2, at[head]).value = None

    found = take(town, edited(export(town), change))
    assert found.changed == 0 and not found.errors and not found.conflicts
    assert [(one.row, one.column) for one in found.kept] == [(2, "问题"), (2, "完成时限"), (2, "外部编号"), (2, "程度")]
    assert all("不能清空" in one.message for one in found.kept)
    dropped = edited(export(town), lambda page, at: page.delete_cols(at["完成时限"]))
    assert not take(town, dropped).kept, "a column that is not there says nothing"


def test_a_cell_emptied_here_and_changed_there_is_a_conflict_and_one_too_late_to_empty_is_told(town: Town) -> None:
    def change(page: Any, at: dict[str, int]) -> None:
        for line in (2, 3):
            page.cell(line, at["责任领导"]).value = None

    data = edited(export(town), change)
    amend(problem=by_number(1), values={"leader": town.people[HEAD]}, actor=town.actor(OFFICE), now=town.now)
    Problem.objects.filter(number=2).update(state=State.CONFIRMED)
    found = take(town, data)
    assert [(one.number, one.old, one.conflict, one.clears) for one in found.conflicts] == [(1, HEAD, True, True)] and found.changed == 0
    assert [(one.row, one.column) for one in found.kept] == [(3, "责任领导")], "who is not told takes it for empty"
    assert not take(town, data, Choices(all_mine=True)).changed, "nothing is emptied that nobody chose to empty"
    assert take(town, data, Choices(taken=frozenset({"1.leader"}))).changed == 1 and by_number(1).leader is None
