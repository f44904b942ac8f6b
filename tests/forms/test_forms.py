"""A superior's own form: taken in, tied by suggestion and by hand, filled for any day in its own formatting, differences told."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from bihuan.campaigns.operations import set_column
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.documents.rules.bindings import digest, plain_json
from bihuan.forms import operations as do
from bihuan.forms import queries
from bihuan.forms.models import Filling, Form
from bihuan.forms.queries.values import Values
from bihuan.forms.rules.suggesting import suggest
from bihuan.forms.rules.ties import CellTie, Region, Ties
from bihuan.forms.sheets import look_at, lost_in, marked
from bihuan.forms.sheets.filling import fill
from bihuan.forms.sheets.formulas import moved
from bihuan.forms.sheets.growing import grow
from bihuan.foundation.audit.models import Record
from bihuan.foundation.files.queries import read
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, Refused
from bihuan.problems import operations as ledger
from tests.factories.town import FOREST, LIAISON, NOW, OFFICE, TODAY, WATER, Town, days_later, town
from tests.forms.blanks import blank

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    made = town()
    set_column(campaign=made.campaign, column=OwnColumn(name="金额", kind=ColumnKind.AMOUNT), actor=made.actor(OFFICE), now=NOW)
    return made


def added(place: Town) -> Form:
    units = tuple(place.units[name].name for name in (WATER, FOREST))
    return do.add_form(campaign=place.campaign, name="月报", data=blank(units), file_name="月报.xlsx", actor=place.actor(OFFICE), now=NOW)


def suggested(place: Town, form: Form) -> Ties:
    """Everything that the words of the first sheet suggest."""
    ties, view = Ties(), look_at(read(queries.edition_of(form).blank))[0]
    for one in suggest(view.name, view.texts, queries.names_of_codes(place.campaign), queries.keys_of(place.campaign, TODAY), ties):
        ties = ties.with_cell(one.tie)
    return ties


def tied(place: Town, form: Form) -> Ties:
    ties = suggested(place, form).with_cell(CellTie("汇总表", "D2", "day")).with_cell(CellTie("汇总表", "B2", "office"))
    region = Region("明细", 2, 3, (("A", "line"), ("B", "unit"), ("C", "text"), ("D", "own1")), "open=1")
    ties = ties.with_region(region)
    do.tie_form(form=form, ties=ties, actor=place.actor(OFFICE), now=NOW)
    return ties


def test_the_words_around_a_cell_suggest_its_figure_and_unit(place: Town) -> None:
    ties = suggested(place, added(place))
    water, forest = (str(place.units[name].pk) for name in (WATER, FOREST))
    told = {one.cell: (one.code, one.by, one.key) for one in ties.cells}
    assert told == {
        "B4": ("O01", "unit", water), "C4": ("O02", "unit", water), "B5": ("O01", "unit", forest), "C5": ("O02", "unit", forest),
        "C6": ("O02", "", ""), "B2": ("office", "", ""), "D2": ("day", "", ""),
    }  # fmt: skip


def test_the_share_of_what_is_closed_is_a_figure_and_follows_the_format_of_its_cell(place: Town) -> None:
    rows = [place.find(unit=WATER) for _n in range(3)]
    place.to("closed", rows[0])
    book = Workbook()
    sheet = book.active
    sheet.title = "表"
    for line in (
        ("单位", "发现问题", "销号率（%）", "整改完成率"),
        (place.units[WATER].name, None, None, None),
        ("合计", None, None, None),
    ):
        sheet.append(line)
    sheet["D3"].number_format = "0.0%"
    stream = BytesIO()
    book.save(stream)
    form = do.add_form(
        campaign=place.campaign, name="率表", data=stream.getvalue(), file_name="率表.xlsx", actor=place.actor(OFFICE), now=NOW
    )
    ties = suggested(place, form)
    assert {one.cell: (one.code, one.by) for one in ties.cells} == {
        "B2": ("O01", "unit"), "C2": ("O07", "unit"), "D2": ("O07", "unit"), "B3": ("O01", ""), "C3": ("O07", ""), "D3": ("O07", ""),
    }  # fmt: skip
    do.tie_form(form=form, ties=ties, actor=place.actor(OFFICE), now=NOW)
    filling = do.fill_form(form=form, day=TODAY, actor=place.actor(OFFICE), now=NOW)
    told = load_workbook(BytesIO(read(filling.file)))["表"]
    assert (told["B3"].value, told["C2"].value, told["C3"].value, told["D3"].value) == (3, 33.3, 33.3, 0.333)


def test_unit_and_day_beside_their_words_are_suggested() -> None:
    grid = [
        ["填报单位：", "", "统计截止日期：", "", "专项名称：", ""], ["单位", "截止日期", "", "", "", ""],
        ["填报单位（盖章）:", "县专班", "截止时间：", "见附件", "", ""],
    ]  # fmt: skip
    told = {one.tie.cell: one.tie.code for one in suggest("表", grid, {}, {}, Ties())}
    assert told == {"B1": "office", "D1": "day", "F1": "title"}


def test_a_label_over_merged_cells_is_filled_behind_its_words() -> None:
    grid = [
        ["填报单位：", "填报单位：", "截止日期：", "截止日期：", "截止日期："], ["填报单位：", "填报单位：", "县专班", "", ""],
        ["专项名称：", "专项名称：", "", "", "截至日期:"],
    ]  # fmt: skip
    assert {one.tie.cell: one.tie.code for one in suggest("表", grid, {}, {}, Ties())} == {
        "A1": "office", "C1": "day", "C3": "title", "E3": "day"
    }  # fmt: skip
    book = Workbook()
    book["Sheet"].merge_cells("A1:B1")
    book["Sheet"]["A1"], book["Sheet"]["A2"] = "填报单位：   ", "甲局"
    out = BytesIO()
    book.save(out)
    told = load_workbook(BytesIO(fill(out.getvalue(), {("Sheet", "A1"): "县专班", ("Sheet", "A2"): "县专班"}, ()).data))["Sheet"]
    assert (told["A1"].value, told["A2"].value) == ("填报单位：县专班", "县专班")


def test_other_words_for_channels_name_them() -> None:
    names, keys = (
        {"O01": "发现问题"},
        {("source", "supervision"): "督查反馈", ("source", "inspection_tour"): "巡察反馈", ("source", "critique"): "互查"},
    )
    grid = [["项目", "发现问题数"], ["其中：督查", ""], ["巡视巡察", ""], ["互相批评", ""], ["全县", ""]]
    assert [one.tie.key for one in suggest("表", grid, names, keys, Ties())] == ["supervision", "inspection_tour", "critique", ""]


def test_a_head_over_the_head_narrows_its_columns_and_what_is_narrowed_twice_is_not_guessed() -> None:
    names, keys = {"O01": "发现问题", "O02": "已销号"}, {("unit", "3"): "县水务局", ("source", "self_check"): "自查"}
    grid = (
        ("附件 专项整治情况统计表",) * 4,
        ("单位", "总体情况", "自查", "自查"),
        ("单位", "累计发现问题数（件）", "发现问题数", "已销号"),
        ("县水务局", "", "", ""),
        ("合计", "", "", ""),
    )
    told = {one.tie.cell: (one.tie.code, one.tie.by, one.tie.key) for one in suggest("表", grid, names, keys, Ties())}
    assert told == {
        "B4": ("O01", "unit", "3"), "B5": ("O01", "", ""), "C5": ("O01", "source", "self_check"), "D5": ("O02", "source", "self_check"),
    }  # fmt: skip


def test_comments_are_not_called_lost_and_pictures_are() -> None:
    def packed(*names: str) -> bytes:
        stream = BytesIO()
        with ZipFile(stream, "w") as package:
            for name in names:
                package.writestr(name, b"")
        return stream.getvalue()

    assert lost_in(packed("xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml")) == []
    assert lost_in(packed("xl/drawings/drawing1.xml", "xl/media/image1.png", "xl/charts/chart1.xml")) == ["图片或图形", "图表"]


def test_a_form_is_filled_in_its_own_formatting_and_every_number_is_kept(place: Town) -> None:
    office, form = place.actor(OFFICE), added(place)
    tied(place, form)
    rows = [place.find(text=f"第{n}件") for n in range(4)]
    for row in rows:
        ledger.fill(problem=row, values={1: "1.5"}, actor=office, now=NOW)
    filling = do.fill_form(form=form, day=TODAY, actor=office, now=NOW)
    book = load_workbook(BytesIO(read(filling.file)))
    first, second = book["汇总表"], book["明细"]
    assert (first["B4"].value, first["C4"].value, first["B6"].value) == (4, 0, "=SUM(B4:B5)")
    assert first["D2"].value == "2026年3月2日" and first["B2"].value == place.campaign.root.name
    assert first.merged_cells.ranges and first["B4"].border.left.style == "thin" and first.column_dimensions["A"].width == 28
    assert first.page_setup.orientation == "landscape" and first.print_area and first["A1"].font.size == 18
    assert [second[f"A{n}"].value for n in range(2, 6)] == [1, 2, 3, 4] and second["C5"].value == "第3件" and second["D5"].value == 1.5
    assert (
        second["D6"].value == "=SUM(D2:D5)"
        and second["A6"].value == "合计"
        and "A6:C6" in {one.coord for one in second.merged_cells.ranges}
    )
    assert second["B5"].border.left.style == "thin" and second.row_dimensions[5].height == 31
    kept = {one["cell"]: one for one in filling.numbers}
    assert kept["B4"]["value"] == 4 and kept["B4"]["definition"] and "unit=" in kept["B4"]["rows"] and len(filling.digest) == 64
    told = Record.objects.filter(kind="superior_form", action="fill_form").latest("position")
    assert told.changes["digest"] == filling.digest and filling.rows == 4 and not filling.gaps


def test_a_past_day_is_filled_as_it_stood_and_differences_are_marked(place: Town) -> None:
    office, form = place.actor(OFFICE), added(place)
    tied(place, form)
    place.find()
    first = do.fill_form(form=form, day=TODAY, actor=office, now=NOW)
    place.find(now=days_later(3))
    second = do.fill_form(form=form, day=TODAY + timedelta(days=5), actor=office, now=days_later(5))
    again = do.fill_form(form=form, day=TODAY, actor=office, now=days_later(6))
    assert [one["value"] for one in again.numbers] == [one["value"] for one in first.numbers]
    assert queries.differences(second, queries.before(second)) == {("汇总表", "B4"): (1, 2)}
    book = load_workbook(BytesIO(marked(read(second.file), {("汇总表", "B4"): "上次 1，这次 2"})))
    assert book["汇总表"]["B4"].comment.text == "上次 1，这次 2" and book["汇总表"]["B4"].value == 2


def test_cells_of_one_unit_walk_its_problems_once(place: Town) -> None:
    unit, values = str(place.units[WATER].pk), Values(place.campaign, TODAY, TODAY)
    place.find()

    def of(code: str) -> object:
        told = values.figure(CellTie("汇总表", "B4", code, "unit", unit))
        return told and told.value

    with CaptureQueriesContext(connection) as first:
        assert of("O01") == 1
    with CaptureQueriesContext(connection) as others:
        assert [of(code) for code in ("O02", "O03")] == [0, 0]
    counting = ["problems_problem" in one["sql"] for one in others]
    assert len(first) and not any(counting), others.captured_queries


def test_cells_that_cannot_be_filled_are_told_with_their_place(place: Town) -> None:
    office, form = place.actor(OFFICE), added(place)
    unit = str(place.units[WATER].pk)
    ties = Ties((
        CellTie("汇总表", "B6", "O01"), CellTie("汇总表", "C4", "N01", "unit", unit), CellTie("汇总表", "C5", "own9.sum"), CellTie("没有", "A1", "O01"),
        CellTie("汇总表", "C6", "N22"),
    ))  # fmt: skip
    do.tie_form(form=form, ties=ties, actor=office, now=NOW)
    gaps = {(one["sheet"], one["cell"]): one["why"] for one in do.fill_form(form=form, day=TODAY, actor=office, now=NOW).gaps}
    assert set(gaps) == {("汇总表", "B6"), ("汇总表", "C4"), ("汇总表", "C5"), ("没有", "A1"), ("汇总表", "C6")}
    assert "公式" in gaps["汇总表", "B6"] and "不能按这一项细分" in gaps["汇总表", "C4"] and "没有工作表" in gaps["没有", "A1"]


def test_an_edition_that_was_filled_is_never_changed(place: Town) -> None:
    office, form = place.actor(OFFICE), added(place)
    ties = tied(place, form)
    assert queries.edition_of(form).number == 1
    filling = do.fill_form(form=form, day=TODAY, actor=office, now=NOW)
    edition = do.tie_form(form=form, ties=ties.without_cell("汇总表", "B4"), actor=office, now=NOW)
    assert edition.number == 2 and len(Filling.objects.get(pk=filling.pk).edition.ties["cells"]) == len(ties.cells)
    assert Ties.read(edition.ties) == ties.without_cell("汇总表", "B4")


def test_what_cannot_be_is_refused_with_a_sentence(place: Town) -> None:
    office, form = place.actor(OFFICE), added(place)
    with pytest.raises(BadInput, match="已经有叫"):
        added(place)
    with pytest.raises(Refused):
        do.add_form(campaign=place.campaign, name="别的", data=b"x" * 100, file_name="表.xlsx", actor=office, now=NOW)
    with pytest.raises(BadInput, match="还没有对应任何格"):
        do.fill_form(form=form, day=TODAY, actor=office, now=NOW)
    with pytest.raises(BadInput, match="不能晚于今天"):
        do.fill_form(form=form, day=TODAY + timedelta(days=9999), actor=office, now=NOW)
    with pytest.raises(BadInput, match="早于专项开始"):
        do.fill_form(form=form, day=TODAY.replace(year=1), actor=office, now=NOW)
    with pytest.raises(BadInput, match="不是格的位置"):
        Ties().with_cell(CellTie("汇总表", "4B", "O01"))
    with pytest.raises(BadInput, match="在明细行"):
        Ties().with_region(Region("明细", 2, 5, (("A", "line"),))).with_cell(CellTie("明细", "B3", "O01"))
    with pytest.raises(BadInput, match="没有这些栏目"):
        do.tie_form(form=form, ties=Ties().with_region(Region("明细", 2, 3, (("A", "nothing"),))), actor=office, now=NOW)
    with pytest.raises(NotAllowed):
        do.tie_form(form=form, ties=Ties(), actor=place.actor(LIAISON), now=NOW)
    with pytest.raises(Missing):
        queries.find_form(place.actor(LIAISON), place.campaign, "月报")


def test_formulas_follow_the_rows_that_are_put_in() -> None:
    assert moved("=SUM(D2:D3)+D9*'明细'!E4", "明细", True, 3, 2) == "=SUM(D2:D5)+D11*'明细'!E6"
    assert moved("=明细!D4+D4", "明细", False, 3, 2) == "=明细!D6+D4"
    assert moved("=SUM($B$1:B3,A:A)", "明细", True, 3, 2) == "=SUM($B$1:B5,A:A)"


def test_a_formula_of_the_last_row_sums_its_own_row_and_is_filled_down() -> None:
    for formula, after in (("=SUM(D3:G3)", "=SUM(D3:G3)"), ("=SUM(D$2:D3)", "=SUM(D$2:D3)"), ("=D3/SUM(D$2:D$3)", "=D3/SUM(D$2:D$5)")):
        assert moved(formula, "明细", True, 3, 2, inside=True) == after
    sheet = Workbook().active
    for line in ((1, 2, "=SUM(A1:B1)", "=SUM(C$1:C1)"), (3, 4, "=SUM(A2:B2)", "=SUM(C$1:C2)"), (None, None, "=SUM(C1:C2)", None)):
        sheet.append(line)
    sheet.print_area = "A1:B3,C1:D3"
    grow(sheet, 2, 2)
    assert [[sheet.cell(row, column).value for column in (3, 4)] for row in range(1, 6)] == [
        ["=SUM(A1:B1)", "=SUM(C$1:C1)"], ["=SUM(A2:B2)", "=SUM(C$1:C2)"], ["=SUM(A3:B3)", "=SUM(C$1:C3)"], ["=SUM(A4:B4)", "=SUM(C$1:C4)"],
        ["=SUM(C1:C4)", None],
    ]  # fmt: skip
    assert sheet.print_area.replace("'Sheet'!", "").replace("$", "") == "A1:B5,C1:D5"


@pytest.mark.parametrize("odd", [
    {"cells": [{"sheet": "汇总表", "cell": "B4", "code": "O01", "by": ["unit"]}]},
    {"cells": [{"sheet": "汇总表", "cell": "XFE4", "code": "O01"}]},
    {"cells": [{"sheet": "汇总表", "cell": "B4", "code": "O01"}],
     "regions": [{"sheet": "汇总表", "first": "2", "last": "9", "columns": [["A", "line"]]}]},
    {"regions": [{"sheet": "明细", "first": 2, "last": 3, "columns": [["ZZZ", "line"]]}]},
])  # fmt: skip
def test_ties_that_no_sheet_has_are_refused_in_words(odd: Any) -> None:
    with pytest.raises(BadInput):
        Ties.read(odd)


def test_no_row_belongs_to_two_lists(place: Town) -> None:
    form, columns = added(place), (("A", "line"),)
    ties = Ties(regions=(Region("明细", 2, 9, columns), Region("明细", 9, 12, columns)))
    with pytest.raises(BadInput, match="第 9 行"):
        do.tie_form(form=form, ties=ties, actor=place.actor(OFFICE), now=NOW)


def test_a_form_out_of_use_is_not_filled_until_it_is_back(place: Town) -> None:
    office, form = place.actor(OFFICE), added(place)
    tied(place, form)
    do.retire_form(form=form, actor=office, now=NOW)
    with pytest.raises(BadInput, match="停用"):
        do.fill_form(form=form, day=TODAY, actor=office, now=NOW)
    do.retire_form(form=form, actor=office, now=NOW, back=True)
    assert do.fill_form(form=form, day=TODAY, actor=office, now=NOW).pk


def test_texts_that_look_like_formulas_stay_texts(place: Town) -> None:
    office, form = place.actor(OFFICE), added(place)
    ties = Ties().with_region(Region("明细", 2, 3, (("C", "text"),)))
    do.tie_form(form=form, ties=ties, actor=office, now=NOW)
    place.find(text="=HYPERLINK(1)")
    sheet = load_workbook(BytesIO(read(do.fill_form(form=form, day=TODAY, actor=office, now=NOW).file)))["明细"]
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=HYPERLINK(1)", "s")


@pytest.mark.parametrize(("by", "key"), [("unit", "甲"), ("unit", ""), ("source", "12"), ("stage", "²"), ("category", None)])
def test_a_figure_is_narrowed_to_something_that_there_is(by: str, key: Any) -> None:
    with pytest.raises(BadInput):
        Ties.read({"cells": [{"sheet": "汇总表", "cell": "B4", "code": "O01", "by": by, "key": key}]})


def test_the_digest_of_a_filling_is_that_of_its_numbers_and_differences_are_told_whole(place: Town) -> None:
    form = added(place)
    tied(place, form)
    first = do.fill_form(form=form, day=TODAY, actor=place.actor(OFFICE), now=NOW)
    assert first.digest == digest(plain_json({"numbers": Filling.objects.get().numbers}))
    second = do.fill_form(form=form, day=TODAY, actor=place.actor(OFFICE), now=NOW)
    second.numbers = [{**one, "value": 1234567.89} for one in second.numbers]
    assert {told.rpartition("，")[2] for told in queries.notes_of(second, first).values()} == {"+1234567.89"}
