"""The joint check: what other bodies found is taken once, summed by unit, matter and instance, and traced to its closing."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from bihuan.campaigns.operations.preparing import switch_mechanisms
from bihuan.finding.models import JointFinding, RedBlackEntry, SourceReport
from bihuan.finding.operations import (
    enter_red_black,
    export_joint_check,
    group_matter,
    keep_red_black_list,
    publish_red_black,
    register_report,
    take_sheet,
    turn_black_entry,
    withdraw_red_black_entry,
)
from bihuan.finding.operations.feedback import Decided, ReportFacts
from bihuan.finding.operations.red_black import ListFacts
from bihuan.finding.queries.feedback import combined, findings_of, joint_figures, problems_under, reports_of, with_finds
from bihuan.finding.queries.feedback_sheets import look_at_sheet
from bihuan.finding.queries.red_black import entries_of, lists_of
from bihuan.finding.sheets.feedback import read_feedback
from bihuan.finding.vocabulary.feedback import Double, Fate, Level, Quarter, ReportKind, Side
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Conflict, NotAllowed, NotNow
from bihuan.problems.models import Merger, Problem
from bihuan.problems.operations import Why, part, void
from bihuan.problems.queries import reach
from bihuan.problems.vocabulary import Source, State, VoidKind
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, FOREST, GROUP, HEAD, LIAISON, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town, days_later
from tests.finding.sheets import feedback

ROWS = (
    (WATER, "办事大厅午间无人值守，群众等候两小时", "窗口服务", OFFICIAL, "1", "2026-03-01"),
    (WATER, "河道采砂许可超期四十天未办结", "审批拖延", "", "2", ""),
    (FOREST, "林木采伐证办理一次性告知不到位", "窗口服务", "", "3", "2026.3.1"),
)


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def facts(kind: ReportKind = ReportKind.SUPERVISION, **more: Any) -> ReportFacts:
    wanted = {"kind": kind, "issuer": "两办督查室", "title": "一季度督查情况反馈", "dated_on": TODAY, "reference": "督查〔2026〕7号"}
    return ReportFacts(**{**wanted, **more})


def registered(place: Town, kind: ReportKind = ReportKind.SUPERVISION, **more: Any) -> SourceReport:
    return register_report(campaign=place.campaign, facts=facts(kind, **more), actor=place.actor(OFFICE), now=NOW)


def taken(place: Town, report: SourceReport, rows: Any = ROWS, decided: Any = None) -> Any:
    return take_sheet(report, data=feedback(rows), name="反馈.xlsx", decided=decided or {}, actor=place.actor(OFFICE), now=NOW)


@pytest.mark.mechanism("M62")
def test_a_finding_carries_the_source_and_the_reference_of_the_supervision_report(place: Town) -> None:
    with pytest.raises(BadInput, match="文号"):
        registered(place, reference="")
    with pytest.raises(NotAllowed):
        register_report(campaign=place.campaign, facts=facts(), actor=place.actor(LIAISON), now=NOW)
    report = registered(place)
    with pytest.raises(Conflict, match="已经登记"):
        registered(place)
    [first, *_rest] = taken(place, report).problems
    row = Problem.objects.get(pk=first.pk)
    assert (row.source, row.origin_kind, row.origin_reference) == (Source.SUPERVISION, "feedback", str(report.pk))
    assert "督查〔2026〕7号" in row.origin_label and row.person == place.people[OFFICIAL] and row.found_on.day == 1
    assert Record.objects.filter(kind="source_report", action="register_report").exists()


@pytest.mark.mechanism("M60")
def test_sources_are_imported_once_and_summed_by_unit_matter_and_instance(place: Town) -> None:
    report = registered(place)
    assert (taken(place, report).twice, Problem.objects.count()) == (0, 3)
    again = taken(place, report, [*ROWS, (WATER, " 办事大厅午间无人值守，群众等候两小时 ", "窗口服务", "", "9", ""),
                                  (FOREST, "巡护台账补记", "台账不实", "", "4", "")])  # fmt: skip
    assert (len(again.problems), again.twice) == (1, 4), "the number, or the same words for the same unit"
    place.find(Source.SELF_CHECK, person=COLLEAGUE, text="自查不算联查")
    figures = joint_figures(reach(place.actor(OFFICE), place.campaign.pk), place.campaign)
    assert (figures.instances, figures.matters, figures.units, figures.persons) == (4, 3, 2, 1)
    units = combined(reach(place.actor(OFFICE), place.campaign.pk), place.campaign)
    told = {one.name: {name: len(matter.problems) for name, matter in one.matters.items()} for one in units}
    assert told == {WATER: {"窗口服务": 1, "审批拖延": 1}, FOREST: {"窗口服务": 1, "台账不实": 1}}
    mine = joint_figures(reach(place.actor(LIAISON), place.campaign.pk), place.campaign)
    assert (mine.instances, mine.units) == (2, 1), "a liaison counts his own unit's"


def test_every_wrong_cell_is_told_and_nothing_is_taken(place: Town) -> None:
    report = registered(place)
    wrong = [
        ("县水力局", "窗口脱岗", "纪律", "", "1", ""),
        (WATER, "", "纪律", "没有的人", "2", "2099-01-01"),
        (WATER, "台账不全", "", "", "3", "某日"),
    ]
    with pytest.raises(BadInput) as refused:
        taken(place, report, wrong)
    told = {(one.row, one.column): one.nearest for one in refused.value.errors}
    assert told == {(2, "单位"): WATER, (3, "责任人"): "", (3, "发现日期"): "", (3, "问题"): "", (4, "发现日期"): "", (4, "事项"): ""}
    assert not Problem.objects.exists() and not JointFinding.objects.exists()


def test_what_is_nearly_there_is_offered_and_somebody_decides(place: Town) -> None:
    """Found by an inspection what a liaison reported before: one entry with two sources, and apart again as each was."""
    place.find(Source.OPINION, person=None, text="办事大厅中午没有人值守，群众等候了两小时")
    report, mine = registered(place), reach(place.actor(OFFICE), place.campaign.pk)
    rows = [(WATER, "办事大厅中午没有人值守，群众等候两小时", "窗口服务", "", "1", ""), *ROWS[1:]]
    look = look_at_sheet(mine, report, read_feedback(feedback(rows), "反馈.xlsx"), TODAY)
    [near] = look.near[2]
    assert (near.number, near.source) == (1, "意见建议") and near.degree >= 75 and set(look.near) == {2}
    with pytest.raises(BadInput, match="第 2 行"):
        taken(place, report, rows)
    with pytest.raises(BadInput, match="不在相近"):
        taken(place, report, rows, {2: Decided(Fate.MERGE, 99)})
    assert not JointFinding.objects.exists()
    result = taken(place, report, rows, {2: Decided(Fate.MERGE, 1)})
    assert (result.merged, Merger.objects.filter(parted_at=None).count()) == (1, 1)
    [member] = Problem.objects.filter(state=State.MERGED)
    assert member.source == Source.SUPERVISION and Problem.objects.get(number=1).merged == 1
    part(member=member, reason="不是同一天", actor=place.actor(OFFICE), now=NOW)
    assert Problem.objects.get(pk=member.pk).state == State.RECORDED


def test_a_row_can_be_left(place: Town) -> None:
    place.find(Source.OPINION, person=None, text=ROWS[0][1])
    result = taken(place, registered(place), ROWS, {2: Decided(Fate.LEAVE)})
    assert (len(result.problems), result.left) == (2, 1)


def test_the_same_row_twice_in_a_sheet_is_one(place: Town) -> None:
    look = look_at_sheet(
        reach(place.actor(OFFICE), place.campaign.pk), registered(place), read_feedback(feedback([ROWS[1], ROWS[1]]), "x.xlsx")
    )
    assert look.doubles == {3: Double.NUMBER}
    rows = [ROWS[1], (*ROWS[1][:4], "", "")]
    report = SourceReport.objects.get()
    look = look_at_sheet(reach(place.actor(OFFICE), place.campaign.pk), report, read_feedback(feedback(rows), "x.xlsx"))
    assert look.doubles == {3: Double.SHEET}


@pytest.mark.mechanism("M64")
@pytest.mark.mechanism("M198")
def test_problems_of_an_inspection_report_are_traced_to_their_closing_and_told_apart(place: Town) -> None:
    report = registered(
        place, ReportKind.INSPECTION_TOUR, issuer="县委巡察组", reference="巡察反馈〔2025〕3号", title="对县水利局党组的巡察反馈"
    )
    problems = taken(place, report).problems
    place.find(Source.SUPERVISION, text="督查另见", person=None)
    assert {one.source for one in Problem.objects.filter(pk__in=[one.pk for one in problems])} == {Source.INSPECTION_TOUR}
    place.to("closed", Problem.objects.get(pk=problems[0].pk))
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    states = {one.finding.number: one.finding.problem.state for one in findings_of(mine, report)}
    assert states == {"1": State.CLOSED, "2": State.RECORDED, "3": State.RECORDED}
    [line] = with_finds(mine, place.campaign, list(reports_of(mine, place.campaign, "inspection_tour")))
    assert (line.found, line.closed) == (3, 1)
    assert joint_figures(mine, place.campaign).by_source == {"inspection_tour": 3, "supervision": 1}
    assert reports_of(reach(place.actor(LIAISON), place.campaign.pk), place.campaign).count() == 0, "units read their items on the ledger"
    assert reports_of(reach(place.actor(GROUP), place.campaign.pk), place.campaign).count() == 1


@pytest.mark.mechanism("M65")
def test_a_naming_by_a_superior_level_becomes_a_finding(place: Town) -> None:
    named = {"issuer": "省委督查组", "title": "全省推进会点名", "reference": ""}
    with pytest.raises(BadInput, match="层级"):
        registered(place, ReportKind.NAMING, **named)
    report = registered(place, ReportKind.NAMING, level=Level.PROVINCE, matter="推进会上作表态发言的事项没有落实", **named)
    assert (report.level, report.dated_on) == (Level.PROVINCE, TODAY)
    [row] = taken(place, report, [(WATER, "表态发言的河湖整治未按期开工", "", "", "", "")]).problems
    assert row.source == Source.NAMED_ABOVE and row.origin_kind == "naming" and row.origin_label.startswith("省上级点名")
    assert JointFinding.objects.get().matter == report.matter


@pytest.mark.mechanism("M63")
def test_a_quarterly_list_with_criteria_and_decision_and_its_black_side_becomes_a_finding(place: Town) -> None:
    office = {"actor": place.actor(OFFICE), "now": NOW}
    told = ListFacts(2026, Quarter.FIRST, "县委督查室", "办结率、群众评价", "县委常委会第5次会议研究", TODAY)
    with pytest.raises(NotNow, match="没有启用"):
        keep_red_black_list(campaign=place.campaign, facts=told, **office)
    switch_mechanisms(campaign=place.campaign, switches={"red_black_list": True}, **office)
    with pytest.raises(BadInput, match="评定标准"):
        keep_red_black_list(campaign=place.campaign, facts=ListFacts(2026, Quarter.FIRST, "县委督查室", " ", "研究", TODAY), **office)
    row = keep_red_black_list(campaign=place.campaign, facts=told, **office)
    with pytest.raises(Conflict):
        keep_red_black_list(campaign=place.campaign, facts=told, **office)
    red = enter_red_black(row, side=Side.RED, unit=place.units[FOREST], grounds="办结率第一", **office)
    black = enter_red_black(row, side=Side.BLACK, unit=place.units[WATER], grounds="三件督办事项均超期", **office)
    with pytest.raises(NotNow, match="发布以后"):
        turn_black_entry(black, matter="督办超期", **office)
    assert not lists_of(reach(place.actor(LIAISON), place.campaign.pk), place.campaign).exists(), "not before it is published"
    publish_red_black(row, on=TODAY, **office)
    with pytest.raises(BadInput, match="只有黑榜"):
        turn_black_entry(red, matter="督办超期", **office)
    problem = turn_black_entry(black, matter="督办超期", **office)
    assert (problem.unit, problem.person, problem.source, problem.text) == (
        place.units[WATER],
        None,
        Source.RED_BLACK,
        "三件督办事项均超期",
    )
    assert (problem.origin_kind, problem.origin_reference) == ("red_black", str(row.pk))
    with pytest.raises(NotNow, match="已经转为"):
        turn_black_entry(RedBlackEntry.objects.get(pk=black.pk), matter="督办超期", **office)
    assert joint_figures(reach(place.actor(OFFICE), place.campaign.pk), place.campaign).matters == 1


@pytest.mark.mechanism("M63")
def test_a_unit_entered_wrongly_is_withdrawn_before_and_after_the_list_is_published(place: Town) -> None:
    office = {"actor": place.actor(OFFICE), "now": NOW}
    switch_mechanisms(campaign=place.campaign, switches={"red_black_list": True}, **office)
    told = ListFacts(2026, Quarter.FIRST, "县委督查室", "办结率", "县委常委会第5次会议研究", TODAY)
    row = keep_red_black_list(campaign=place.campaign, facts=told, **office)
    wrong = enter_red_black(row, side=Side.BLACK, unit=place.units[FOREST], grounds="三件超期", **office)
    with pytest.raises(BadInput, match="理由"):
        withdraw_red_black_entry(wrong, reason=" ", **office)
    with pytest.raises(NotAllowed):
        withdraw_red_black_entry(wrong, reason="登记错了单位", actor=place.actor(GROUP), now=NOW)
    withdraw_red_black_entry(wrong, reason="登记错了单位", **office)
    with pytest.raises(NotNow, match="已经撤回"):
        withdraw_red_black_entry(wrong, reason="登记错了单位", **office)
    red = enter_red_black(row, side=Side.RED, unit=place.units[FOREST], grounds="办结率第一", **office)
    black = enter_red_black(row, side=Side.BLACK, unit=place.units[WATER], grounds="三件超期", **office)
    publish_red_black(row, on=TODAY, **office)
    withdraw_red_black_entry(red, reason="数据核错", **office)
    mine, theirs = (reach(place.actor(name), place.campaign.pk) for name in (OFFICE, LIAISON))
    assert {one.pk for one in entries_of(mine, row)} == {wrong.pk, red.pk, black.pk}
    assert {one.pk for one in entries_of(theirs, row)} == {red.pk, black.pk}, (
        "what nobody saw is told to nobody; what was seen stays, as withdrawn"
    )
    with pytest.raises(NotNow, match="已经撤回"):
        turn_black_entry(wrong, matter="督办超期", **office)
    problem = turn_black_entry(black, matter="督办超期", **office)
    with pytest.raises(NotNow, match="0001"):
        withdraw_red_black_entry(black, reason="不是这个单位", **office)
    void(problem=problem, why=Why(VoidKind.ERROR, "不是这个单位"), **office)
    withdraw_red_black_entry(black, reason="不是这个单位", **office)
    assert Record.objects.filter(action="withdraw_red_black_entry").latest("pk").reason == "不是这个单位"


def test_entries_that_came_otherwise_are_gathered_under_a_matter(place: Town) -> None:
    """An instruction and a row typed onto the ledger are instances of the joint check, too (A01)."""
    rows = [place.find(Source.INSTRUCTION, text=f"批示事项{n}", person=None) for n in range(3)]
    own = place.find(Source.SELF_CHECK, person=COLLEAGUE, text="自查")
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    assert joint_figures(mine, place.campaign).ungrouped == 3
    found = problems_under(mine, place.campaign, numbers=[row.number for row in (*rows, own)])
    assert found == rows, "what is no finding of the joint check is not among them"
    with pytest.raises(BadInput, match="不是组织联查"):
        group_matter(campaign=place.campaign, problems=[own], matter="批示落实", actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotAllowed):
        group_matter(campaign=place.campaign, problems=rows, matter="批示落实", actor=place.actor(LIAISON), now=NOW)
    assert group_matter(campaign=place.campaign, problems=rows, matter="批示落实", actor=place.actor(OFFICE), now=NOW) == 3
    assert group_matter(campaign=place.campaign, problems=rows[:1], matter="另一事项", actor=place.actor(OFFICE), now=NOW) == 1
    figures = joint_figures(mine, place.campaign)
    assert (figures.ungrouped, figures.matters) == (0, 2)
    assert problems_under(mine, place.campaign, matters=["批示落实"]) == rows[1:]


def test_the_combined_list_leaves_with_its_purpose(place: Town) -> None:
    taken(place, registered(place), [*ROWS, (WATER, "+1 级违规", "公式", "", "9", "")])
    with pytest.raises(BadInput, match="用途"):
        export_joint_check(campaign=place.campaign, form="xlsx", reason=" ", actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotAllowed):
        export_joint_check(campaign=place.campaign, form="xlsx", reason="存档", actor=place.actor(LIAISON), now=NOW)
    book = load_workbook(
        io.BytesIO(export_joint_check(campaign=place.campaign, form="xlsx", reason="存档", actor=place.actor(OFFICE), now=NOW))
    )
    gathered, each = book["汇总"], book["明细"]
    assert [cell.value for cell in gathered[gathered.max_row]] == ["合计", "3 项，2 个单位", 4]
    assert each.max_row == 5 and "'+1 级违规" in [row[3].value for row in each.iter_rows()]
    docx = export_joint_check(campaign=place.campaign, form="docx", reason="上报", actor=place.actor(OFFICE), now=NOW)
    assert docx[:2] == b"PK"
    assert Record.objects.filter(action="export_joint_check").count() == 2


def test_left_out_nothing_begins(place: Town) -> None:
    switch_mechanisms(campaign=place.campaign, switches={"joint_check": False}, actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotNow, match="组织联查"):
        registered(place)


def test_looking_at_a_sheet_asks_no_more_for_more_rows(place: Town, django_assert_num_queries: Any) -> None:
    report, mine = registered(place), reach(place.actor(OFFICE), place.campaign.pk)
    rows = read_feedback(
        feedback([(WATER, f"第{n}件：{'甲乙丙丁'[n % 4]}路段护栏损坏未修", "设施", "", str(n), "") for n in range(60)]), "反馈.xlsx"
    )
    place.find(Source.OPINION, person=None, text="第3件：丁路段护栏损坏未修", now=days_later(0))
    with django_assert_num_queries(6):
        look_at_sheet(mine, report, rows, TODAY + timedelta(1))


def test_a_list_that_is_to_be_published_is_read_from_that_day_on(place: Town) -> None:
    """Kept beforehand with its day, it stays with those who work it until then."""
    switch_mechanisms(campaign=place.campaign, switches={"red_black_list": True}, actor=place.actor(OFFICE), now=NOW)
    told = ListFacts(2026, Quarter.FIRST, "县委督查室", "办结率", "研究", TODAY, date(2030, 1, 1))
    row = keep_red_black_list(campaign=place.campaign, facts=told, actor=place.actor(OFFICE), now=NOW)

    def seen(name: str) -> bool:
        return lists_of(reach(place.actor(name), place.campaign.pk), place.campaign).filter(pk=row.pk).exists()

    assert seen(OFFICE) and not seen(HEAD) and not seen(OFFICIAL)
    type(row).objects.filter(pk=row.pk).update(published_on=TODAY)
    assert seen(HEAD) and seen(OFFICIAL)


def test_a_sheet_is_looked_at_inside_the_write_that_takes_it(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two who take the same sheet at the same moment: the second waits, and finds every row there already."""
    from bihuan.finding.operations import feedback as taking
    from bihuan.foundation.audit import changing

    report, data, inside = registered(place), feedback([(WATER, "值班电话无人接听", "值班", "", "", "")]), list[bool]()
    looked = taking.look_at_sheet
    monkeypatch.setattr(taking, "look_at_sheet", lambda *given: inside.append(changing._pending.get() is not None) or looked(*given))
    office = {"actor": place.actor(OFFICE), "now": NOW}
    taken = [take_sheet(report, data=data, name="表.xlsx", decided={}, **office) for _at in range(2)]
    assert inside == [True, True] and [(len(one.problems), one.twice) for one in taken] == [(1, 0), (0, 1)]
