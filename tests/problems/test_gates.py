"""Stage gates (查摆结束后方可整改): rectification waits until the search is declared over, by its conditions or by a decision with its reason."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns.operations import add_task, amend_campaign, close_campaign, end_duty, extend_stage
from bihuan.campaigns.queries import current_stage, gate_open
from bihuan.campaigns.rules.stages import GateCounts, open_conditions
from bihuan.campaigns.vocabulary import GateCondition
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.problems import operations as do
from bihuan.problems.models import CarryOver
from bihuan.problems.operations.gating import Onward
from bihuan.problems.queries import unmet_of_stage
from bihuan.problems.queries.passing_on import left_by_stage, left_open
from bihuan.problems.vocabulary import Source, State
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    LIAISON,
    NOW,
    OFFICE,
    OFFICIAL,
    OTHER_LIAISON,
    OTHER_OFFICIAL,
    TODAY,
    WATER,
    Town,
    days_later,
    town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    made = town()
    amend_campaign(campaign=made.campaign, settings={"stage_gates": True}, actor=made.actor(OFFICE), now=NOW)
    return made


def analysed(place: Town) -> Any:
    return place.to("analysed", place.find())


def plan(place: Town, row: Any, now: Any = NOW) -> None:
    do.plan(problem=row, measures=["轮值"], actor=place.actor(OFFICIAL), now=now)


@pytest.mark.mechanism("M26")
def test_without_gates_rectification_starts_while_self_checks_are_open() -> None:
    """Rectification of an item can start while other self-checks are still open; no stage gate blocks it in this campaign type."""
    place = town()
    place.find(Source.SELF_CHECK)
    row = analysed(place)
    plan(place, row)
    assert row.state == State.RECTIFYING and current_stage(place.campaign, TODAY).name == "查摆问题"  # type: ignore[union-attr]


def test_with_gates_measures_wait_and_what_is_corrected_at_once_does_not(place: Town) -> None:
    row, quick = analysed(place), place.find(Source.SELF_CHECK)
    with pytest.raises(NeedsUnmet, match="查摆结束后方可整改"):
        plan(place, row)
    do.correct(problem=quick, how="已卸载", actor=place.actor(OFFICIAL), now=NOW)
    assert quick.state == State.CORRECTED
    page = place.client(OFFICIAL).get(f"/c/QS-2026/ledger/{row.number}/").content.decode()
    assert "还没有宣布查摆阶段结束" in page
    stage = place.campaign.stages.get(order=1)
    do.declare_stage_over(stage=stage, reason="领导小组会议决定提前转段", actor=place.actor(OFFICE), now=NOW)
    row.refresh_from_db()
    plan(place, row)
    assert row.state == State.RECTIFYING


def test_a_stage_is_over_by_its_conditions_or_by_a_decision_with_its_reason(place: Town) -> None:
    stage, office = place.campaign.stages.get(order=1), place.actor(OFFICE)
    add_task(campaign=place.campaign, stage=stage, title="汇总自查清单", unit=None, due_on=TODAY, actor=office, now=NOW)
    place.find()
    told = dict(unmet_of_stage(stage, TODAY))
    assert told == {GateCondition.RUNNING: 29, GateCondition.SILENT: 3, GateCondition.UNSORTED: 1, GateCondition.TASKS: 1}
    with pytest.raises(BadInput, match="3 名整治对象还没有自查记录"):
        do.declare_stage_over(stage=stage, actor=office, now=NOW)
    for who in (LIAISON, GROUP, OFFICIAL):
        with pytest.raises(NotAllowed):
            do.declare_stage_over(stage=stage, reason="差不多了", actor=place.actor(who), now=NOW)
    do.declare_stage_over(stage=stage, reason="三人外派，任务并入下阶段", actor=office, now=days_later(29))
    assert (stage.finished_reason, Record.objects.get(action="finish_stage").changes["unmet"]["silent"]) == ("三人外派，任务并入下阶段", 3)
    with pytest.raises(BadInput, match="已经宣布结束"):
        do.declare_stage_over(stage=stage, reason="再一次", actor=office, now=NOW)
    with pytest.raises(BadInput, match="已经宣布结束"):
        extend_stage(stage=stage, to_on=date(2026, 4, 20), decision="会议", reason="再延", actor=office, now=NOW)


def test_with_everything_there_no_reason_is_asked(place: Town) -> None:
    stage, item = place.campaign.stages.get(order=1), place.campaign.catalogue.categories.first().manifestations.first()  # type: ignore[union-attr]
    for name in (OFFICIAL, COLLEAGUE):
        place.find(Source.SELF_CHECK, person=name, manifestation=item)
    place.find(Source.SELF_CHECK, person=OTHER_OFFICIAL, unit="县林业局", manifestation=item, due_on=date(2026, 5, 1))
    for row in stage.problems.exclude(due_on=date(2026, 5, 1)):
        do.extend(problem=row, to_on=date(2026, 5, 1), reason="会议同意", actor=place.actor(OFFICE), now=NOW)
    assert unmet_of_stage(stage, date(2026, 3, 31)) == ()
    do.declare_stage_over(stage=stage, actor=place.actor(OFFICE), now=days_later(29))
    assert stage.finished_at and not stage.finished_reason


def test_the_next_stage_is_not_current_before_the_one_ahead_is_over(place: Town) -> None:
    first, second, third = place.campaign.stages.all()
    campaign = place.campaign.__class__.objects.get(pk=place.campaign.pk)
    assert current_stage(campaign, date(2026, 5, 10)) == first and not gate_open(campaign)
    do.declare_stage_over(stage=first, reason="会议决定", actor=place.actor(OFFICE), now=days_later(40))
    campaign = campaign.__class__.objects.get(pk=campaign.pk)
    assert current_stage(campaign, date(2026, 5, 10)) == second and gate_open(campaign)
    assert current_stage(campaign, date(2026, 4, 2)) == first, "on an earlier day it was not over yet"
    assert third.order == 3


def test_the_page_shows_what_is_open_and_takes_the_decision(place: Town) -> None:
    office, at = place.client(OFFICE), "/c/QS-2026/stages/1/finish/"
    place.find()
    page = office.get(at).content.decode()
    assert "还没有自查记录" in page and "由谁决定" in page
    assert office.post(at, {"reason": " "}).status_code == 422
    assert office.post(at, {"reason": "领导小组第3次会议决定"}).status_code == 302
    plan_page = place.client(OFFICIAL).get("/c/QS-2026/plan/").content.decode()
    assert "领导小组第3次会议决定" in plan_page and "可以整改" in plan_page
    assert place.client(LIAISON).get(at).status_code in (403, 404)


def test_conditions_are_those_with_a_number() -> None:
    assert open_conditions(GateCounts(0, 0, 0, 0, 0, 0)) == ()
    assert open_conditions(GateCounts(1, -3, 0, 2, 0, 5)) == (
        (GateCondition.BEFORE, 1),
        (GateCondition.UNSORTED, 2),
        (GateCondition.TASKS, 5),
    )


@pytest.mark.mechanism("M98")
def test_a_stage_ends_only_with_open_items_in_named_hands(place: Town) -> None:
    """Closing a stage asks as closing the campaign does: what is open goes on with a named body, person and day."""
    first, office = place.campaign.stages.get(order=1), {"actor": place.actor(OFFICE), "now": NOW}
    held, loose = place.find(due_on=date(2026, 5, 1)), place.find(person=None)
    other = place.find(unit=FOREST, person=None)
    assert list(left_by_stage(first).order_by("number")) == [loose, other], "a person and a day stand on the first one"
    assert dict(unmet_of_stage(first, TODAY))[GateCondition.LEFT] == 2
    with pytest.raises(NotNow, match="还有 2 件没有销号的问题没有明确由谁"):
        do.declare_stage_over(stage=first, reason="会议决定", **office)
    first.refresh_from_db()
    assert first.finished_at is None and not CarryOver.objects.exists(), "all or nothing"
    onward = Onward(date(2026, 4, 30))
    with pytest.raises(BadInput, match="一起写明"):
        do.declare_stage_over(stage=first, reason="会议决定", onward=replace(onward, body="县水利局"), **office)
    do.declare_stage_over(stage=first, reason="会议决定", onward=onward, **office)
    told = {one.problem_id: (one.body, one.person.name, one.due_on, one.reason, one.stage_id) for one in CarryOver.objects.all()}
    day, why = date(2026, 4, 30), "会议决定"
    assert told == {loose.pk: (WATER, LIAISON, day, why, first.pk), other.pk: (FOREST, OTHER_LIAISON, day, why, first.pk)}
    assert left_open(place.campaign).count() == 3 and held.pk not in told, "the end of the campaign asks about each again"
    second = place.campaign.stages.get(order=2)
    assert set(left_by_stage(second)) == {loose, other}, "the next stage asks again about what is still open and loose"
    do.declare_stage_over(stage=second, reason="会议决定", onward=replace(onward, body="督导组", person=place.people[GROUP]), **office)
    assert set(CarryOver.objects.filter(stage=second).values_list("body", flat=True)) == {"督导组"}
    with pytest.raises(NotNow, match="还有 3 件问题没有销号"):
        close_campaign(campaign=place.campaign, reason="到期", **office)


def test_a_unit_in_which_nobody_is_named_takes_nothing_on(place: Town) -> None:
    place.find(person=None)
    for grant in place.campaign.grants.filter(unit=place.units[WATER], duty__in=("liaison", "unit_head"), ended_at=None):
        end_duty(grant=grant, reason="调离", actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(BadInput, match=f"接不了：{WATER}"):
        do.declare_stage_over(
            stage=place.campaign.stages.get(order=1), reason="会议", onward=Onward(TODAY), actor=place.actor(OFFICE), now=NOW
        )


def test_the_page_of_a_stage_end_names_who_goes_on(place: Town) -> None:
    office, at, row = place.client(OFFICE), "/c/QS-2026/stages/1/finish/", place.find(person=None)
    page = office.get(at).content.decode()
    opens = "/c/QS-2026/left/?stage=1"
    assert "1 件没有销号的问题还没有明确" in page and opens in page and "没有销号的接着办到哪天" in page
    assert f"{row.number:04d}" in office.get(opens).content.decode()
    assert office.post(at, {"reason": "会议决定"}).status_code == 422, "a day is asked"
    assert office.post(at, {"reason": "会议决定", "due_on": "2036-04-30"}).status_code == 302
    assert CarryOver.objects.get().body == WATER
    assert "转入下一阶段" in office.get(f"/c/QS-2026/ledger/{row.number}/around/").content.decode()
    assert "都明确了" in office.get(opens).content.decode()


def test_a_stage_without_dates_is_not_told_that_its_day_has_come(place: Town) -> None:
    stage = place.campaign.stages.earliest("order")
    address = reverse("campaigns:finish_stage", args=[place.campaign.code, stage.order])
    type(stage).objects.filter(pk=stage.pk).update(start_on=None, end_on=None, planned_start_on=None, planned_end_on=None)
    page = place.client(OFFICE).get(address).content.decode()
    assert "没有定结束日期" in page and "已到结束的日子" not in page
    type(stage).objects.filter(pk=stage.pk).update(end_on=TODAY)
    assert "已到结束的日子" in place.client(OFFICE).get(address).content.decode()
