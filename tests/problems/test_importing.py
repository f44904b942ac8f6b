"""A ledger sheet taken over: counts, all or nothing, the same sheet again, who may, what the book says; and out again."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed
from bihuan.interfaces.cli.main import main
from bihuan.problems.models import Measure, Problem, ProblemVersion, Progress
from bihuan.problems.operations import ImportResult, Wanted, export_ledger, import_ledger
from bihuan.problems.queries import Today, narrowed, reach
from bihuan.problems.queries.sheet import cells_of, names_of
from bihuan.problems.rules.filters import Filters
from bihuan.problems.rules.sheet import Column
from bihuan.problems.sheets import ledger_template, read_ledger
from bihuan.problems.vocabulary import Source
from tests.factories import town as factory
from tests.factories.town import HEAD, LIAISON, OFFICE, OFFICIAL, Town
from tests.problems.sheets import grid, row, workbook

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def town(db: None) -> Town:
    return factory.town()


def take(town: Town, rows: list[list[Any]], actor: Actor | None = None, **more: Any) -> ImportResult:
    sheet = read_ledger(workbook(rows, **more), "台账.xlsx")
    return import_ledger(campaign=town.campaign, rows=sheet.rows, actor=actor or town.actor(OFFICE), now=town.now)


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    assert not result.errors, result.errors
    return result.new, result.changed, result.same, len(result.gone)


def export(town: Town, by: str = OFFICE, **filters: Any) -> bytes:
    wanted = Wanted(replace(Filters(sort="number"), **filters), Today(town.now.date(), town.now.date()))
    return export_ledger(campaign=town.campaign, wanted=wanted, reason="核对", actor=town.actor(by), now=town.now)


FULL = row(
    no="WB-1", 类别="推诿扯皮", 具体表现="遇事往外推", 原因剖析="排班制度没有写明", 整改措施="窗口轮值\n公开时间", 责任领导="夕照",
    完成时限="2026年4月1日", 整改进展="已排班", 状态="整改中",
)  # fmt: skip


def test_a_sheet_becomes_problems_with_history_and_search(town: Town) -> None:
    result = take(town, [FULL, row("第二件", no="WB-2", person="", 来源="自查")], title="青石县问题台账")
    assert counts(result) == (2, 0, 0, 0) and result.guessed == 1
    first, second = Problem.objects.order_by("number")
    assert (first.state, first.person.name, first.doer.name, first.leader.name) == ("rectifying", "曲院", "曲院", "夕照")
    assert (first.cause_kind, str(first.due_on), first.manifestation.number) == ("institutional", "2026-04-01", "1")
    assert [one.text for one in first.measures.all()] == ["窗口轮值", "公开时间"] and Progress.objects.get().text == "已排班"
    assert (second.state, second.owner_level, second.path, second.person) == ("recorded", "unit", "quick", None)
    assert [r.action for r in Record.objects.filter(kind="problem", row=first.pk).order_by("position")] == ["record", "analyse", "plan"]
    assert ProblemVersion.objects.filter(row=first, valid_to=None).get().state == "rectifying"
    mine = reach(town.actor(OFFICE), town.campaign.pk)
    for words in ("曲院", "排班制度", "WB-1"):
        found = narrowed(mine, town.campaign.pk, Filters(q=words), Today(town.now.date(), town.now.date()))
        assert first in found, words
    assert verify().fault is None


def test_the_same_sheet_again_writes_nothing(town: Town) -> None:
    sheet = [FULL, row("没有编号的一件"), row("第三件", no="WB-3")]
    take(town, sheet)
    before = (Record.objects.count(), ProblemVersion.objects.count(), list(Problem.objects.order_by("pk").values()))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert counts(take(town, sheet)) == (0, 0, 3, 0)
    assert not [
        q["sql"]
        for q in asked
        if q["sql"].startswith(("UPDATE", "DELETE")) or (q["sql"].startswith("INSERT") and "problems_problem" in q["sql"])
    ]
    assert (Record.objects.count(), ProblemVersion.objects.count(), list(Problem.objects.order_by("pk").values())) == before


def test_only_what_differs_is_changed_one_record_a_row(town: Town) -> None:
    take(town, [FULL, row("第二件", no="WB-2"), row("第三件", no="WB-3")])
    changed = [*FULL]
    changed[8], changed[11] = "窗口轮值\n张榜公开", "已张榜"
    before = Record.objects.count()
    result = take(town, [changed, row("第二件，写清楚了", no="WB-2", 程度=""), row("第四件", no="WB-4")])
    assert counts(result) == (1, 2, 0, 1) and result.gone == ("WB-3",)
    assert [r.action for r in Record.objects.order_by("position")[before:]] == ["record", "amend", "amend"]
    told = Record.objects.filter(action="amend").order_by("position").first()
    assert told.changes.keys() == {"measures_text", "progress_text"} and set(told.changes.values()) == {"＊"}
    first = Problem.objects.get(external_number="WB-1")
    assert [one.text for one in first.measures.all()] == ["窗口轮值", "张榜公开"] and first.progress.count() == 2
    assert Problem.objects.filter(external_number="WB-3").exists(), "nothing is deleted"
    mine = reach(town.actor(OFFICE), town.campaign.pk)
    assert narrowed(mine, town.campaign.pk, Filters(q="张榜"), Today(town.now.date(), town.now.date())).get() == first


def test_one_wrong_cell_and_nothing_is_taken(town: Town) -> None:
    result = take(town, [row("一件", no="A"), row("又一件", person="曲园", no="B"), row("第三件", 来源="自察", 完成时限="尽快")])
    assert [(e.row, e.column, e.nearest) for e in result.errors] == [(3, "责任人", "曲院"), (4, "来源", "自查"), (4, "完成时限", "")]
    assert not Problem.objects.exists()


def test_a_liaison_imports_for_his_unit_only(town: Town) -> None:
    take(town, [row("林业局的一件", unit="县林业局", person="断桥", no="L-1")])
    liaison = town.actor(LIAISON)
    assert counts(take(town, [row("本单位的一件", no="W-1")], liaison)) == (1, 0, 0, 0), "another unit's numbers are not told as gone"
    result = take(town, [row("别家的", unit="县林业局", person="断桥"), row("占号", no="L-1")], liaison)
    assert [(e.row, e.column) for e in result.errors] == [(2, "单位"), (3, "外部编号")]
    with pytest.raises(NotAllowed):
        take(town, [row()], town.actor(OFFICIAL))
    assert Record.objects.filter(kind="problem").last().actor_name == LIAISON


def test_a_heads_own_item_goes_to_the_leader_in_charge(town: Town) -> None:
    take(town, [row("关于局长的一件", person=HEAD)])
    assert Problem.objects.get().of_unit_head


def test_a_sheet_of_the_liaison_does_not_take_an_item_from_his_head(town: Town) -> None:
    take(town, [row("关于局长的一件", person=HEAD, no="H-1")])
    refused = take(town, [row("关于局长的一件", no="H-1")], town.actor(LIAISON))
    assert [(one.column, "只能由专班更改" in one.message) for one in refused.errors] == [("责任人", True)], "told at the check, at its cell"
    assert Problem.objects.get().person == town.people[HEAD]
    take(town, [row("关于局长的一件", no="H-1")])
    assert not Problem.objects.get().of_unit_head


def test_what_goes_out_comes_back_as_all_the_same(town: Town) -> None:
    take(
        town,
        [
            FULL,
            row("=1+1 开头的一件", no="-7"),
            row("@某人\n第二行", person=""),
            row("自查的一件", 来源="自查"),
            row("自查的一件", 来源="互查"),
        ],
    )
    town.to("closed", town.find(text="走完全程的一件"))
    for by in (OFFICE, LIAISON):
        data = export(town, by)
        sheet = read_ledger(data, "台账.xlsx")
        again = import_ledger(campaign=town.campaign, rows=sheet.rows, actor=town.actor(by), now=town.now)
        assert counts(again) == (0, 0, 6, 0), by
        assert not again.kept and not sheet.unknown


def test_an_edited_export_comes_back_as_exactly_the_edited_cells(town: Town) -> None:
    take(town, [row("第一件"), row("第二件"), row("第三件")])
    rows = list(read_ledger(export(town), "台账.xlsx").rows)
    rows[1] = replace(rows[1], cells={**rows[1].cells, Column.TEXT: "第二件，改过了"})
    assert counts(import_ledger(campaign=town.campaign, rows=rows, actor=town.actor(OFFICE), now=town.now)) == (0, 1, 2, 0)
    assert list(Problem.objects.order_by("number").values_list("text", flat=True)) == ["第一件", "第二件，改过了", "第三件"]


def test_an_export_shows_what_its_reader_sees(town: Town) -> None:
    town.find(Source.SELF_CHECK, text="内心想法一二三")
    town.find(text="=HYPERLINK 开头", due_on=town.now.date())
    town.find(unit=factory.FOREST, person=factory.OTHER_OFFICIAL, text="林业局的一件")
    office, liaison = grid(export(town)), grid(export(town, LIAISON))
    assert [one["问题"] for one in office] == ["内心想法一二三", "'=HYPERLINK 开头", "林业局的一件"]
    assert [one["问题"] for one in liaison] == ["＊", "'=HYPERLINK 开头"]
    assert str(office[1]["完成时限"]) == "2026-03-02" and not isinstance(office[1]["完成时限"], str), "a date is a date"
    told = Record.objects.filter(action="export_ledger").order_by("position")
    assert [(r.actor_name, r.reason, r.changes["rows"]) for r in told] == [(OFFICE, "核对", 3), (LIAISON, "核对", 2)]
    with pytest.raises(BadInput):
        wanted = Wanted(Filters(), Today(town.now.date(), town.now.date()))
        export_ledger(campaign=town.campaign, wanted=wanted, reason=" ", actor=town.actor(OFFICE), now=town.now)


def test_headers_in_any_order_with_titles_and_unknown_columns(town: Town) -> None:
    head = ("备注", "存在问题", "来 源", "责任单位", "责任人 ＊", "外部编号")
    data = workbook([("看看", "一件", "批示", "县水利局", "曲院", 12.0)], head, "第一批", "青石县台账")
    sheet = read_ledger(data, "台账.xlsx")
    assert sheet.unknown == ("备注",)
    result = import_ledger(campaign=town.campaign, rows=sheet.rows, actor=town.machine, now=town.now)
    assert counts(result) == (1, 0, 0, 0) and Problem.objects.get().external_number == "12"


def test_the_template_is_read_back_empty_and_can_be_filled(town: Town) -> None:
    assert read_ledger(ledger_template(["县水利局"], ["推诿扯皮"]), "模板.xlsx").rows == ()


def test_the_command_prints_counts_and_errors(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook([row(no="WB-1"), row("又一件", no="WB-2")]))
    assert main(["ledger", "import", "QS-2026", str(path), "--check"]) == 0 and not Problem.objects.exists()
    capsys.readouterr()
    assert main(["ledger", "import", "QS-2026", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {key: told[key] for key in ("new", "changed", "same", "gone", "errors")} == {
        "new": 2,
        "changed": 0,
        "same": 0,
        "gone": 0,
        "errors": [],
    }
    out = tmp_path / "出.xlsx"
    assert main(["ledger", "export", "QS-2026", "-o", str(out), "--filter", "state=recorded&q=又一件"]) == 0
    assert [one["外部编号"] for one in grid(out.read_bytes())] == ["WB-2"]
    path.write_bytes(workbook([row(person="曲园")]))
    capsys.readouterr()
    assert main(["ledger", "import", "QS-2026", str(path), "--json"]) == 1
    errors = json.loads(capsys.readouterr().out)["errors"]
    accepted = errors[0].pop("accepted")
    assert errors == [
        {"sheet": "问题台账", "row": 2, "column": "责任人", "value": "曲园", "message": "名册里没有这个人。", "nearest": "曲院"}
    ]
    assert "曲院" in accepted and "断桥" not in accepted
    path.write_bytes(b"not a sheet")
    assert main(["ledger", "import", "QS-2026", str(path)]) == 2
    assert main(["template", "ledger", "-o", str(tmp_path / "模板.xlsx"), "QS-2026"]) == 0
    assert Measure.objects.count() == 0


def test_the_day_of_closing_is_the_one_where_the_house_stands(town: Town) -> None:
    town.to("closed", town.find(), now=town.now.replace(hour=1))
    mine = reach(town.actor(OFFICE), town.campaign.pk)
    for zone, day in (("Asia/Shanghai", "2026-03-02"), ("UTC", "2026-03-01")):
        with timezone.override(zone):
            [cells] = cells_of(Problem.objects.all(), mine, names_of(town.campaign, mine))
        assert cells[Column.CLOSED] == day
