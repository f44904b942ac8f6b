"""Back-checks: from the event to the problem to the responsibility, each step with evidence, ended by a person's conclusion."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from bihuan.campaigns.operations.preparing import switch_mechanisms
from bihuan.finding.models import BackCheck, Link, Node
from bihuan.finding.operations import (
    add_node,
    conclude_back_check,
    export_back_checks,
    judge_link,
    open_back_check,
    print_back_check,
    trace_link,
    yield_from_back_check,
)
from bihuan.finding.operations.back_checks import Piece
from bihuan.finding.queries.back_checks import back_checks_of, bodies_of, drawn, entries_of, find_back_check, links_of, nodes_of
from bihuan.finding.rules.graph import Piece as Drawable
from bihuan.finding.rules.graph import Step, drawing
from bihuan.finding.vocabulary.back_checks import BackCheckState, Body, NodeKind, Verdict
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NeedsUnmet, NotAllowed, NotNow
from bihuan.problems.models import Problem
from bihuan.problems.queries import SOURCES_OF_LIST
from bihuan.problems.vocabulary import ProblemList, Source
from tests.factories import town as factory
from tests.factories.town import FOREST, GROUP, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town

EVENT = "群众三次跑腿没有办成取水许可"
THREE = tuple(Body)


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def opened(place: Town, by: str = OFFICE, **more: Any) -> BackCheck:
    piece = more.pop("piece", Piece(NodeKind.EVENT, EVENT, Body.SUPERVISION_SECTION, place.units[WATER], happened_on=TODAY))
    wanted = {"title": "取水许可久办不结", "bodies": THREE}
    return open_back_check(campaign=place.campaign, piece=piece, **{**wanted, **more}, actor=place.actor(by), now=NOW)


def traced(place: Town) -> tuple[BackCheck, Node, Node, Node]:
    """Event → problem → responsibility, both steps judged."""
    row, office = opened(place), {"actor": place.actor(OFFICE), "now": NOW}
    [event] = nodes_of(row)
    problem = add_node(
        row, piece=Piece(NodeKind.PROBLEM, "窗口与业务科室推诿，没有一次性告知", Body.STYLE_OFFICE, place.units[WATER]), **office
    )
    whose = add_node(row, piece=Piece(NodeKind.RESPONSIBILITY, "分管负责人没有落实首问负责", Body.TASK_FORCE, place.units[WATER],
                                      place.people[OFFICIAL]), **office)  # fmt: skip
    for one, other in ((event, problem), (problem, whose)):
        link = trace_link(row, one=one, other=other, step="调阅收件登记，询问窗口人员", body=Body.SUPERVISION_SECTION, **office)
        judge_link(link, verdict=Verdict.PROVED, finding="属实", evidence="收件登记第12页", **office)
    return row, event, problem, whose


@pytest.mark.mechanism("M109")
def test_from_the_event_to_the_problem_to_the_responsibility(place: Town) -> None:
    row, office = opened(place), {"actor": place.actor(OFFICE), "now": NOW}
    [event] = nodes_of(row)
    problem = add_node(row, piece=Piece(NodeKind.PROBLEM, "没有一次性告知", Body.STYLE_OFFICE, place.units[WATER]), **office)
    with pytest.raises(NeedsUnmet, match="还没有追查到责任"):
        conclude_back_check(row, conclusion="推诿", **office)
    whose = add_node(row, piece=Piece(NodeKind.RESPONSIBILITY, "没有落实首问负责", Body.TASK_FORCE, place.units[WATER]), **office)
    with pytest.raises(BadInput, match="怎么查的"):
        trace_link(row, one=event, other=problem, step=" ", body=Body.TASK_FORCE, **office)
    with pytest.raises(BadInput, match="不能倒着连"):
        trace_link(row, one=whose, other=problem, step="x", body=Body.TASK_FORCE, **office)
    first = trace_link(row, one=event, other=problem, step="调阅收件登记", body=Body.SUPERVISION_SECTION, **office)
    second = trace_link(row, one=problem, other=whose, step="询问窗口人员", body=Body.TASK_FORCE, **office)
    with pytest.raises(NeedsUnmet, match="没认定"):
        conclude_back_check(row, conclusion="推诿", **office)
    with pytest.raises(BadInput, match="证据"):
        judge_link(first, verdict=Verdict.PROVED, finding="属实", evidence=" ", **office)
    for link in (first, second):
        judge_link(link, verdict=Verdict.PROVED, finding="属实", evidence="收件登记第12页", **office)
    conclude_back_check(row, conclusion="县水利局对一次性告知落实不力负管理责任", **office)
    assert (row.state, [one.step for one in links_of(row)]) == (BackCheckState.CONCLUDED, ["调阅收件登记", "询问窗口人员"])
    with pytest.raises(NotNow):
        add_node(row, piece=Piece(NodeKind.EVENT, "再来", Body.TASK_FORCE), **office)
    with pytest.raises(BadInput, match="用途"):
        print_back_check(row, reason=" ", **office)
    assert print_back_check(row, reason="存档", **office)[:2] == b"PK"
    taken = Record.objects.get(kind="back_check", action="export_back_checks")
    assert (taken.row, taken.reason, taken.actor) == (row.pk, "存档", place.actor(OFFICE).user_id)


@pytest.mark.mechanism("M78")
def test_each_entry_of_the_list_leads_to_its_event_and_its_conclusion(place: Town) -> None:
    row, _event, node, whose = traced(place)
    with pytest.raises(BadInput, match="只有写明单位的"):
        yield_from_back_check(whose, actor=place.actor(OFFICE), now=NOW)
    problem = yield_from_back_check(node, actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotNow, match="已在台账"):
        yield_from_back_check(node, actor=place.actor(OFFICE), now=NOW)
    conclude_back_check(row, conclusion="管理责任在县水利局", actor=place.actor(OFFICE), now=NOW)
    found = Problem.objects.get(pk=problem.pk)
    assert found.source == Source.BACK_CHECK and found.source in SOURCES_OF_LIST[ProblemList.BACK_CHECK]
    assert find_back_check(place.actor(OFFICE), place.campaign, int(found.origin_reference)) == row and found.origin_kind == "back_check"
    [entry] = entries_of(place.actor(OFFICE), place.campaign)
    assert (entry.event, entry.node.back_check.conclusion) == (EVENT, "管理责任在县水利局")
    book = load_workbook(
        io.BytesIO(export_back_checks(campaign=place.campaign, form="xlsx", reason="存档", actor=place.actor(OFFICE), now=NOW))
    )
    told = [cell.value for cell in next(book["问题倒查清单"].iter_rows(min_row=2))]
    assert told[3] == EVENT and told[6] == "管理责任在县水利局"
    assert export_back_checks(campaign=place.campaign, form="docx", reason="上报", actor=place.actor(OFFICE), now=NOW)[:2] == b"PK"


def test_it_may_begin_at_a_problem_of_the_ledger_and_not_at_a_responsibility(place: Town) -> None:
    problem = place.find()
    row = opened(place, piece=Piece(NodeKind.PROBLEM, "", Body.TASK_FORCE, problem=problem))
    assert (row.start, row.unit, nodes_of(row)[0].text) == ("problem", problem.unit, problem.text)
    with pytest.raises(BadInput, match="不从责任查起"):
        opened(place, piece=Piece(NodeKind.RESPONSIBILITY, "某人", Body.TASK_FORCE, place.units[WATER]))
    with pytest.raises(BadInput, match="参加的机构"):
        opened(place, bodies=())


def test_three_bodies_pool_their_forces_and_each_piece_names_its_own(place: Town) -> None:
    row, *_pieces = traced(place)
    assert bodies_of(row) == ["工作专班", "“两办”督查室", "作风效能办"]
    assert [one.body for one in nodes_of(row)] == [Body.SUPERVISION_SECTION, Body.STYLE_OFFICE, Body.TASK_FORCE]
    alone = opened(place, bodies=(Body.TASK_FORCE,), piece=Piece(NodeKind.EVENT, "另一件事", Body.TASK_FORCE))
    with pytest.raises(BadInput, match="没有参加"):
        add_node(alone, piece=Piece(NodeKind.EVENT, "x", Body.STYLE_OFFICE), actor=place.actor(OFFICE), now=NOW)


def test_nobody_judges_or_concludes_what_is_about_himself(place: Town) -> None:
    row, office = opened(place), {"actor": place.actor(OFFICE), "now": NOW}
    whose = add_node(
        row, piece=Piece(NodeKind.RESPONSIBILITY, "专班没有及时转办", Body.TASK_FORCE, place.units[WATER], place.people[OFFICE]), **office
    )
    link = trace_link(row, one=nodes_of(row)[0], other=whose, step="核对转办记录", body=Body.TASK_FORCE, **office)
    with pytest.raises(NeedsUnmet, match="涉及本人"):
        judge_link(link, verdict=Verdict.NOT_PROVED, finding="没有", evidence="我说的", **office)
    assert Link.objects.get().verdict == Verdict.OPEN
    with pytest.raises(Missing):
        find_back_check(place.actor(OFFICE), place.campaign, row.pk)


def test_who_sees_it(place: Town) -> None:
    row, *_pieces = traced(place)
    seen = {name for name in place.people if back_checks_of(place.actor(name), place.campaign).filter(pk=row.pk).exists()}
    assert seen == {OFFICE, "闻莺", LEADER, GROUP, "晚钟"}
    assert HEAD not in seen and LIAISON not in seen
    with pytest.raises(NotAllowed):
        opened(place, by=LIAISON)
    elsewhere = opened(place, by=GROUP, piece=Piece(NodeKind.EVENT, "林业一件事", Body.TASK_FORCE, place.units[FOREST]))
    assert elsewhere.number == 2


def test_left_out_none_begins(place: Town) -> None:
    switch_mechanisms(campaign=place.campaign, switches={"back_checks": False}, actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotNow, match="倒查"):
        opened(place)


def test_the_drawing_goes_from_left_to_right(place: Town) -> None:
    row, event, problem, whose = traced(place)
    told = drawn(nodes_of(row), links_of(row))
    places = {one.key: one.x for one in told.boxes}
    assert places[event.pk] < places[problem.pk] < places[whose.pk] <= told.width
    assert [one.number for one in told.arrows] == [1, 2] and all(one.path.startswith("M") for one in told.arrows)
    assert max(box.y + box.height for box in told.boxes) <= told.height


def test_long_texts_are_cut_in_the_drawing_and_boxes_never_overlap() -> None:
    pieces = [Drawable(n, NodeKind.PROBLEM, "很长的问题描述" * (n + 1) * 3, "县水利局") for n in range(5)]
    told = drawing(pieces, [Step(0, 1, 1, Verdict.OPEN)])
    edges = sorted((one.y, one.y + one.height) for one in told.boxes)
    assert all(one[1] < other[0] for one, other in zip(edges, edges[1:], strict=False))
    assert all(len(one.lines) <= 4 for one in told.boxes) and told.boxes[4].lines[-1].text.endswith("…")


def test_whoever_opened_one_follows_it_no_longer_than_his_duty(place: Town) -> None:
    row = opened(place, GROUP, piece=Piece(NodeKind.EVENT, EVENT, Body.SUPERVISION_SECTION))
    assert row in back_checks_of(place.actor(GROUP), place.campaign)
    place.campaign.grants.filter(person=place.people[GROUP]).update(ended_at=NOW)
    assert not back_checks_of(place.actor(GROUP), place.campaign)


def test_what_somebody_wrote_of_himself_is_not_copied_into_a_back_check(place: Town) -> None:
    """The leading group reads back-checks and no self-check: a piece names the entry, its words stay on the ledger, and list 4 leaves it out."""
    private = place.find(Source.SELF_CHECK, text="午休后迟到半小时")
    row = opened(place, piece=Piece(NodeKind.PROBLEM, "", Body.TASK_FORCE, problem=private))
    [node] = nodes_of(row)
    assert node.text == f"台账第 {private.number:04d} 号" and node.problem == private
    assert [one.node for one in entries_of(place.actor(OFFICE), place.campaign)] == [node]
    assert find_back_check(place.actor(LEADER), place.campaign, row.pk) and not entries_of(place.actor(LEADER), place.campaign)
    open_one = place.find(Source.SUPERVISION, text="窗口空岗")
    assert (
        add_node(row, piece=Piece(NodeKind.PROBLEM, "", Body.TASK_FORCE, problem=open_one), actor=place.actor(OFFICE), now=NOW).text
        == "窗口空岗"
    )
