"""The check of a ledger sheet, without a database: every cell, every error, every difference."""

import time
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.foundation.files.rules.guarding import guarded, unguarded
from bihuan.problems.rules import bigrams
from bihuan.problems.rules.sheet import (
    Column,
    Facts,
    Known,
    KnownCategory,
    KnownManifestation,
    KnownPerson,
    KnownRow,
    KnownUnit,
    Names,
    RawRow,
    check_ledger,
    printed,
)
from bihuan.problems.rules.sheet.dates import day_in, due_day_in
from bihuan.problems.rules.sheet.namesakes import marked
from bihuan.problems.rules.sheet.own_values import Wrong, read_value
from bihuan.problems.rules.sheet.values import kind_by_words
from bihuan.problems.vocabulary import Action, CauseKind, Source, State

C = Column
KNOWN = Known(
    code="QS-2026",
    units=(KnownUnit(1, "县水利局", "青石县"), KnownUnit(2, "县林业局", "青石县"), KnownUnit(3, "办公室", "县水利局"), KnownUnit(4, "办公室", "县林业局")),
    people=(
        KnownPerson(11, "曲院", 1, ("科长",)), KnownPerson(12, "风荷", 1, ("科员", "13800000012")), KnownPerson(13, "风荷", 1, ("副科长",)),
        KnownPerson(14, "断桥", 2, ("科长",)), KnownPerson(15, "夕照", None, ("副县长",)),
    ),
    categories=(
        KnownCategory(21, "推诿扯皮", (KnownManifestation(31, "遇事往外推", "1"), KnownManifestation(32, "久拖不办", "2"))),
        KnownCategory(22, "其他", (KnownManifestation(33, "其他违反纪律的情形", "3", True),)),
    ),
    amendable=frozenset({"recorded", "analysed", "rectifying"}), classifiable=frozenset({"recorded", "analysed", "rectifying", "asked"}),
)  # fmt: skip
NAMES = Names(KNOWN)


def raw(number: int = 2, **cells: str) -> RawRow:
    usual = {"unit": "县水利局", "person": "曲院", "source": "督查反馈", "text": "窗口群众等候两小时无人受理"}
    return RawRow(number, {Column(key): value for key, value in (usual | cells).items() if value is not None})


def standing(state: State = State.RECORDED, pk: int = 100, **more: object) -> KnownRow:
    facts = Facts(pk, pk, "", state.value, 1, 11, "supervision", 31, 21, "窗口群众等候两小时无人受理", "", "", "", "", date(2026, 4, 1), date(2026, 3, 2),
                  "general", False, None, "曲院", None)._replace(**more)  # fmt: skip
    return KnownRow(pk, pk, facts.external_number, state, facts.unit_id, facts.person_id, facts.leader_id, facts.category_id, facts.manifestation_id,
                    printed(facts, NAMES))  # fmt: skip


def check(*rows: RawRow, known: Known = KNOWN, **more: object):
    return check_ledger(rows, replace(known, **more), NAMES)


@pytest.mark.parametrize(
    ("cells", "column", "says", "nearest"),
    [
        ({"unit": ""}, "单位", "必须填写", ""),
        ({"unit": "县水里局"}, "单位", "没有这个单位", "县水利局"),
        ({"unit": "办公室"}, "单位", "上级单位/单位", "县水利局/办公室"),
        ({"person": "曲园"}, "责任人", "没有这个人", "曲院"),
        ({"person": "断桥"}, "责任人", "不在本行单位", "断桥（县林业局）"),
        ({"person": "风荷"}, "责任人", "不止一个人", "风荷（科员）"),
        ({"source": "自察"}, "来源", "来源只能填", "自查"),
        ({"source": ""}, "来源", "必须填写", ""),
        ({"text": " "}, "问题", "必须填写", ""),
        ({"text": "长" * 2001}, "问题", "最多 2000 字，这里有 2001 字", ""),
        ({"category": "推委扯皮"}, "类别", "没有这个类别", "推诿扯皮"),
        ({"manifestation": "遇事向外推"}, "具体表现", "没有这一条", "遇事往外推"),
        ({"category": "其他", "manifestation": "久拖不办"}, "具体表现", "不属于所填的类别", ""),
        ({"manifestation": "3", "text": "其它"}, "问题", "须另写具体情形", ""),
        ({"due": "3月底"}, "完成时限", "2026年3月1日", ""),
        ({"due": "2026-02-30"}, "完成时限", "日期认不出来", ""),
        ({"state": "已销好"}, "状态", "没有这种状态", "已销号"),
        ({"state": "已销号"}, "状态", "导入后再按环节办理", ""),
        ({"state": "已剖析"}, "状态", "先写明原因", "已建账"),
        ({"state": "整改中", "cause": "制度不全", "person": "", "measures": "立规"}, "状态", "先确定整改责任人", "已剖析"),
        ({"leader": "夕昭"}, "责任领导", "没有这个人", "夕照"),
        ({"text": "＊"}, "问题", "请写明内容", ""),
    ],
)
def test_each_fault_is_told_at_its_cell(cells: dict[str, str], column: str, says: str, nearest: str) -> None:
    found = check(raw(**cells))
    assert [(one.row, one.column) for one in found.errors] == [(2, column)], found.errors
    assert says in found.errors[0].message and found.errors[0].nearest == nearest
    assert not found.new and not found.changed


def test_a_row_is_read_in_every_spelling() -> None:
    line = check(
        raw(unit="县 水利局", person="风荷（13800000012）", source="明查暗访", manifestation="2", due="2026年3月1日", leader="夕照", state="整改中",
            cause="制度不全", measures="一条\n二条", found="2026/3/1")
    ).new[0]  # fmt: skip
    assert (line.unit_pk, line.person.pk, line.source, line.category_pk, line.manifestation_pk) == (1, 12, Source.UNANNOUNCED, 21, 32)
    assert (line.due_on, line.found_on, line.leader_pk, line.state) == (date(2026, 3, 1), date(2026, 3, 1), 15, State.RECTIFYING)
    assert line.cause_kind == CauseKind.INSTITUTIONAL


def test_rows_are_known_by_number_and_else_by_what_they_say() -> None:
    known = (standing(pk=100), standing(pk=101, external_number="A-1", text="另一件"), standing(pk=102))
    found = check(
        raw(2),
        raw(3, external="A-1", text="另一件"),
        raw(4, external="A-2"),
        raw(5),
        raw(6),
        rows=known,
        imported=frozenset({"A-1", "A-9"}),
    )
    assert (len(found.new), len(found.changed), found.same, found.gone) == (1, 0, 4, ("A-9",))
    errors = check(raw(2, external="A-1"), raw(3, external="A-1"), raw(4, external="X"), taken=frozenset({"X"})).errors
    assert [(one.row, one.column) for one in errors] == [(3, "外部编号"), (4, "外部编号")]
    assert check(raw(own="QS-2026-0999")).errors[0].column == "台账编号"


def test_the_same_new_row_twice_is_recorded_once() -> None:
    found = check(raw(2), raw(3, unit="县水利局 "), raw(4, text="窗口群众等候两小时无人受理。"))
    assert (len(found.new), found.same) == (2, 1)


def test_exactly_what_differs_is_changed() -> None:
    by_own = {"own": "QS-2026-0100"}
    found = check(raw(text="改写了的问题", person="风荷（副科长）", due="2026/4/2", category="其他", **by_own), rows=(standing(),))
    change = found.changed[0]
    assert change.action is Action.AMEND and dict(change.values) == {
        "text": "改写了的问题", "person_id": 13, "due_on": date(2026, 4, 2), "planned_due_on": date(2026, 4, 2), "category_id": 22, "manifestation_id": None,
    }  # fmt: skip
    same = check(
        raw(person="曲院（科长）", due="2026年4月1日", category="", manifestation="1", state="已销号", **by_own), rows=(standing(),)
    )
    assert (same.same, same.changed, same.errors) == (1, (), ())


@pytest.mark.parametrize("told", ["4月1日", "４月１日前", "2026年4月1日之前", "2026.4.1"])
def test_a_day_in_any_spelling_is_no_difference(told: str) -> None:
    spans = {"due": (date(2026, 1, 1), date(2026, 12, 31)), "found": (date(2025, 7, 1), date(2026, 6, 30))}
    known = replace(KNOWN, rows=(standing(external_number="W-1"),), spans=spans)
    checked = check_ledger([raw(external="W-1", due=told, found="3月2日")], known, Names(known))
    assert (checked.errors, checked.changed, checked.kept, checked.same) == ((), (), (), 1)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("12月31日前", date(2026, 12, 31)), ("2026年12月底", date(2026, 12, 31)), ("2月底前", date(2026, 2, 28)), ("１１月末", date(2026, 11, 30)),
        ("年底前", date(2026, 12, 31)), ("2027年底", date(2027, 12, 31)), ("2027-01-15之前", date(2027, 1, 15)), ("本年底", date(2026, 12, 31)),
        ("尽快", None), ("12月", None), ("13月底", None), ("底", None), ("长期坚持", None), ("立行立改", None),
    ],
)  # fmt: skip
def test_something_is_due_by_the_end_of_a_month_or_year(told: str, meant: date | None) -> None:
    assert due_day_in(told, (date(2026, 1, 20), date(2027, 1, 19))) == meant


@pytest.mark.parametrize(("told", "meant"), [("水利局", "县水利局"), ("青石县林业局", "县林业局"), ("县 水利局", None), ("业局", None)])
def test_a_unit_may_be_told_without_its_place_and_this_is_said(told: str, meant: str | None) -> None:
    names = Names(KNOWN)
    checked = check_ledger([raw(unit=told, person="")], KNOWN, names)
    assert checked.shortened == (((told, meant),) if meant else ())
    assert bool(checked.errors) == (told == "业局")


@pytest.mark.parametrize(
    ("told", "meant"),
    [("住建局", "县住房和城乡建设局"), ("县交通局", "县交通运输局"), ("人社局", None), ("建设局", None), ("交通", None), ("白石镇", None)],
)
def test_a_body_may_be_called_by_the_letters_of_its_name(told: str, meant: str | None) -> None:
    more = ("县住房和城乡建设局", "县交通运输局", "县人力资源和社会保障局", "县人民政府社会工作局", "白云石桥镇")
    known = replace(KNOWN, units=(*KNOWN.units, *(KnownUnit(20 + at, name, "") for at, name in enumerate(more))))
    checked = check_ledger([raw(unit=told, person="")], known, Names(known))
    assert checked.shortened == (((told, meant),) if meant else ()) and bool(checked.errors) == (meant is None)


def test_a_short_name_of_two_units_or_of_one_that_is_not_mine_is_none() -> None:
    twice = replace(KNOWN, units=(*KNOWN.units, KnownUnit(5, "市水利局", "")))
    others = replace(KNOWN, units=tuple(replace(one, open=one.pk != 1) for one in KNOWN.units))
    for known in (twice, others):
        told = check_ledger([raw(unit="水利局", person="")], known, Names(known))
        assert [one.column for one in told.errors] == ["单位"] and not told.shortened


def test_a_sheet_of_another_series_misses_nothing() -> None:
    known = replace(KNOWN, imported=frozenset({"LC-001", "LC-002", "DB-001", "7", "8"}))
    assert check(raw(external="XF-001", text="另一件事情"), known=known).gone == ()
    assert check(raw(external="LC-002", text="另一件事情"), known=known).gone == ("LC-001",)
    assert check(raw(external="7", text="另一件事情"), known=known).gone == ("8",)


def test_what_may_no_longer_be_changed_is_kept_and_told() -> None:
    by_own = {"own": "QS-2026-0100"}
    closed = check(raw(text="改写", **by_own), rows=(standing(State.CLOSED),))
    assert (closed.same, closed.changed, closed.kept[0].column) == (1, (), "问题") and "保持台账原样" in closed.kept[0].message
    clock = check(raw(due="2026-05-01", source="自查", **by_own), rows=(standing(State.RECTIFYING),))
    assert [one.column for one in clock.kept] == ["来源", "完成时限"] or {one.column for one in clock.kept} == {"来源", "完成时限"}
    asked = check(raw(category="其他", manifestation="3", text="改写了的问题", **by_own), rows=(standing(State.ASKED),))
    assert asked.changed[0].action is Action.CLASSIFY and set(asked.changed[0].values) == {"category_id", "manifestation_id"}
    other = check(raw(unit="县林业局", person="", **by_own), rows=(standing(),))
    assert [one.column for one in other.errors] == ["单位"]


def test_days_texts_and_causes() -> None:
    for text in ("2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "2026 年 3 月 1 日", "20260301", "2026-03-01 00:00"):
        assert day_in(text) == date(2026, 3, 1), text
    for text in ("3月底", "2026年3月", "4608", "2026-13-01", "长期坚持", ""):
        assert day_in(text) is None, text
    assert kind_by_words("值班制度没有写明") is CauseKind.INSTITUTIONAL and kind_by_words("认识不到位") is CauseKind.PERSONAL
    assert kind_by_words("监督不够") is CauseKind.MANAGERIAL


@given(st.text(alphabet=st.sampled_from("'=+-@\t\ra1，县"), max_size=8))
def test_no_cell_of_an_export_is_a_formula_and_it_comes_back_equal(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple("=+-@\t\r"))


_TEXTS = st.one_of(st.text(max_size=12), st.sampled_from(["县水利局", "曲院", "自查", "整改中", "2026-03-01", "A-1", "＊", "QS-2026-0100"]))
_CELLS = st.sampled_from([*Column]), _TEXTS


@given(st.lists(st.dictionaries(*_CELLS, max_size=12), max_size=6))
def test_any_table_gives_a_result_or_errors(tables: list[dict[Column, str]]) -> None:
    found = check(*(RawRow(n, cells) for n, cells in enumerate(tables, 2)), rows=(standing(),), imported=frozenset({"A-1"}))
    assert found.errors or len(found.new) + len(found.changed) + found.same == len(tables)
    for error in found.errors + found.kept:
        assert error.message and error.to_json().keys() - {"accepted"} == {"sheet", "row", "column", "value", "message", "nearest"}


@given(st.text(max_size=40))
def test_words_are_those_of_the_normal_text(text: str) -> None:
    by_definition = bigrams._RUN.findall(unicodedata.normalize("NFKC", text).lower())
    assert bigrams._RUN.findall(bigrams.normal(text)) == by_definition
    pairs = [[run] if run[0].isascii() else [*map("".join, zip(run, run[1:], strict=False)), run[-1]] for run in by_definition]
    assert bigrams.words_of(text) == [word for words in pairs for word in words]


def test_the_name_that_sounds_the_same_is_nearest() -> None:
    known = replace(KNOWN, people=(*KNOWN.people, KnownPerson(16, "周亮", 1), KnownPerson(17, "周浩", 1)))
    found = check_ledger([raw(person="周皓")], known, Names(known))
    assert [(one.column, one.nearest) for one in found.errors] == [("责任人", "周浩")]


def test_a_year_that_no_calendar_has_is_no_day() -> None:
    assert due_day_in("0000年底") is None and due_day_in("0000年12月底前") is None


@pytest.mark.parametrize("cell", ("（" * 32_000, "甲（乙" * 10_000, "," * 32_000 + "5", "1" * 32_000 + "（"))
def test_a_cell_full_of_nonsense_is_read_as_quickly_as_any(cell: str) -> None:
    begun = time.process_time()
    amount = OwnColumn(number=1, name="涉及金额", kind=ColumnKind.AMOUNT, unit="万元")
    assert isinstance(read_value(amount, cell), Wrong) and marked(cell)[0]
    assert time.process_time() - begun < 1


def test_an_amount_in_another_unit_is_told_so() -> None:
    amount = OwnColumn(number=1, name="涉及金额", kind=ColumnKind.AMOUNT, unit="万元")
    assert read_value(amount, "1,200.5 万元") == "1200.50" and "不写别的单位" in str(read_value(amount, "3.5台"))


def test_a_name_that_fills_its_cell_is_told_as_quickly_as_any() -> None:
    people = tuple(KnownPerson(100 + n, f"苏堤{n}", 1) for n in range(40))
    names, begun = Names(replace(KNOWN, people=people)), time.process_time()
    for letter in "水林山":
        assert names.person(letter * 32_000, 1) == ("名册里没有这个人。", "")
    assert time.process_time() - begun < 2


def test_a_row_with_a_wrong_number_tells_its_other_wrong_cells_too() -> None:
    """Whoever mends the sheet sees all of it at once, not one round for the number and another for the rest (F6)."""
    rows = [raw(2, external="甲1"), raw(3, external="甲1", person="无此人", source="自察"), raw(4, own="QS-2026-0900", person="无此人")]
    told = [(one.row, one.column) for one in check_ledger(rows, KNOWN, NAMES).errors]
    assert told == [(3, "责任人"), (3, "来源"), (3, "外部编号"), (4, "台账编号")], "of a row that is not found nothing else is said"
    here = replace(KNOWN, rows=(standing(external_number="甲2"),))
    rows = [raw(2, external="甲2", due="没有这一天", cause="#REF!"), raw(3, external="甲2", person="无此人")]
    told = [(one.row, one.column) for one in check_ledger(rows, here, NAMES).errors]
    assert told == [(2, "原因剖析"), (2, "完成时限"), (3, "外部编号")], "which of two rows of one number is meant nobody knows"


def test_a_day_without_its_year_is_asked_for_its_year() -> None:
    known = replace(KNOWN, today=date(2026, 11, 20), spans={"due": (date(2026, 6, 1), date(2026, 12, 31))})
    for text, meant in (("3月5日", "2027-03-05"), ("三月底", ""), ("2月29日", "2028-02-29"), ("3月底前", "2027-03-31")):
        (fault,) = check_ledger([raw(2, due=text)], known, Names(known)).errors
        assert (("没有写年份" in fault.message), fault.nearest) == (bool(meant), meant), text
    (fault,) = check_ledger([raw(2, found="12月5日")], replace(known, spans={}), Names(known)).errors
    assert fault.nearest == "2025-12-05", "what was found lies behind us"
    (fault,) = check_ledger([raw(2, due="立行立改")], known, Names(known)).errors
    assert "认不出来" in fault.message and not fault.nearest


def test_a_state_that_its_row_does_not_bear_is_told_with_the_one_that_it_does() -> None:
    (fault,) = check_ledger([raw(2, state="正在整改")], KNOWN, NAMES).errors
    assert fault.nearest == "已建账" and "也可以先写“已建账”，导入后再补" in fault.message
    (fault,) = check_ledger([raw(2, state="整改中", cause="管理不严")], KNOWN, NAMES).errors
    assert fault.nearest == "已剖析"


@pytest.mark.parametrize(
    ("text", "meant"), [("1989-12-31", None), ("1990-01-01", date(1990, 1, 1)), ("2100-12-31", date(2100, 12, 31)), ("2101-01-01", None)]
)
def test_days_of_other_centuries_are_slips(text: str, meant: date | None) -> None:
    assert day_in(text) == meant
