"""What people do with problems, from the record to the look-back, on the engine at hand."""

from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.campaigns.models import Grant
from bihuan.campaigns.operations import close_campaign, end_duty, grant_duty
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit import chain
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding
from bihuan.problems.operations.passing_on import Taking, carry_over
from bihuan.problems.queries.story import story
from bihuan.problems.queries.todo import due_from
from bihuan.problems.vocabulary import Action, CauseKind, OwnerLevel, Path, Source, State, Weight
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    GROUP_2,
    HEAD,
    IN_CHARGE,
    LEADER,
    LIAISON,
    NOW,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    OTHER_HEAD,
    TODAY,
    WATER,
    Town,
    days_later,
    town,
)
from tests.problems.asking import quick, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Town:
    return town()


# --- recording ---


def test_a_finding_gets_number_stage_way_and_day(place: Town) -> None:
    first, second = place.find(), quick(place)
    assert (first.number, second.number) == (1, 2)
    assert (first.path, first.due_on, first.stage.name) == (Path.FULL, TODAY + timedelta(30), "查摆问题")  # type: ignore[union-attr]
    assert (second.path, second.due_on, second.doer_id) == (Path.QUICK, TODAY + timedelta(15), place.people[OFFICIAL].pk)


@pytest.mark.mechanism("M45")
def test_a_finding_belongs_to_a_person_a_leading_body_a_unit_or_a_trade(place: Town, settings: Any) -> None:
    """Each finding is owned by a system, a leading group or a person, and can be listed by that level."""
    from bihuan.problems.queries import Today, narrowed, reach
    from bihuan.problems.rules.filters import Filters

    trade = place.find(person=None, owner_level=OwnerLevel.TRADE, owner_name="供水行业")
    body = place.find(person=None, owner_level=OwnerLevel.LEADING_BODY, owner_name="水利局党组")
    person, unit = place.find(), place.find(person=None)
    mine, today = reach(place.actor(OFFICE), place.campaign.pk), Today(TODAY, TODAY)
    settings.BIHUAN_DEMO = True  # no second factor
    client = place.client(OFFICE)
    for row, level in ((trade, "trade"), (body, "leading_body"), (person, "person"), (unit, "unit")):
        assert list(narrowed(mine, place.campaign.pk, Filters(level=(level,)), today)) == [row]
        assert [one.problem.number for one in client.get(f"/c/QS-2026/ledger/?level={level}").context["rows"]] == [row.number]


@pytest.mark.mechanism("M38")
def test_the_catch_all_item_wants_a_description(place: Town) -> None:
    """The twenty items of 001 are shipped with their numbers; a finding under item 20 requires a free-text description."""
    from bihuan.campaigns.rules.catalogues import ready_catalogue

    items = [one for category in ready_catalogue("six-cures").catalogue.categories for one in category.manifestations]
    assert [one.number for one in items] == [str(n) for n in range(1, 21)]
    assert [one.number for one in items if one.needs_text] == ["20"]
    other = place.campaign.catalogue.categories.get(name="其他").manifestations.get()
    with pytest.raises(NeedsUnmet, match="具体情形"):
        place.find(manifestation=other, text="其他")
    row = place.find(manifestation=other, text="工作日中午饮酒后回到窗口办公")
    assert row.category == other.category


@pytest.mark.parametrize(
    ("who", "unit", "allowed"),
    [(OFFICE, WATER, True), (HEAD, WATER, True), (LIAISON, WATER, True), (GROUP, WATER, True), (HEAD, FOREST, False), (LIAISON, FOREST, False),
     (LEADER, WATER, False), (IN_CHARGE, WATER, False), (COLLEAGUE, WATER, False)],
)  # fmt: skip
def test_who_may_record(place: Town, who: str, unit: str, allowed: bool) -> None:
    count = Problem.objects.count()
    if allowed:
        place.find(unit=unit, person=None, by=who)
    else:
        with pytest.raises(NotAllowed):
            place.find(unit=unit, person=None, by=who)
    assert Problem.objects.count() == count + allowed


def test_an_official_records_about_himself_and_nobody_else(place: Town) -> None:
    assert quick(place).recorded_by_id == place.actor(OFFICIAL).user_id
    with pytest.raises(NotAllowed):
        place.find(Source.SELF_CHECK, person=COLLEAGUE, by=OFFICIAL)


def test_a_campaign_that_is_over_takes_no_findings_but_work_goes_on(place: Town) -> None:
    row = place.to("asked", place.find())
    taking = Taking("县水利局", place.people[HEAD], TODAY, "汛后完成")
    carry_over(problems=[row], taking=taking, actor=place.actor(OFFICE), now=NOW)
    close_campaign(campaign=place.campaign, actor=place.actor(OFFICE), now=NOW, reason="专项结束")
    place.campaign.refresh_from_db()
    with pytest.raises(NeedsUnmet, match="已经结束"):
        place.find()
    do.confirm(problem=Problem.objects.get(pk=row.pk), actor=place.actor(HEAD), now=NOW)


def test_numbers_are_neither_doubled_nor_skipped(place: Town) -> None:
    with pytest.raises(NotAllowed):
        place.find(unit=FOREST, by=LIAISON, person=None)
    told = [Finding(unit=place.units[WATER], source=Source.TALK, text=f"谈话发现的第{n}个问题") for n in range(5)]
    do.record_many(campaign=place.campaign, findings=told, actor=place.actor(OFFICE), now=NOW)
    assert sorted(Problem.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert place.find().number == 6


# --- the full life ---


@pytest.mark.mechanism("M92")
def test_no_measures_before_a_cause(place: Town) -> None:
    """An item cannot move to measures until a cause is written and marked personal, managerial or institutional."""
    row, doer = place.find(), place.actor(OFFICIAL)
    assert "现在是“已建账”" in refused(NotNow, do.plan, problem=row, measures=["改"], actor=doer)
    assert {one.value for one in CauseKind} == {"personal", "managerial", "institutional"}
    for kind in ("", None):
        refused(BadInput, do.analyse, problem=row, cause="制度没有规定谁值班", kind=kind, actor=doer)
    refused(BadInput, do.analyse, problem=row, cause=" ", kind=CauseKind.INSTITUTIONAL, actor=doer)
    do.analyse(problem=row, cause="制度没有规定谁值班", kind=CauseKind.INSTITUTIONAL, actor=doer, now=NOW)
    do.plan(problem=row, measures=["修订值班办法"], actor=doer, now=NOW)
    assert (row.state, row.cause_kind) == (State.RECTIFYING, "institutional")


@pytest.mark.mechanism("M97")
def test_an_item_is_closed_with_proof_by_different_people_and_can_be_reopened(place: Town) -> None:
    """Closed only with proof and by someone other than the person responsible; it can be reopened with a reason."""
    row = place.to("rectifying", place.find())
    assert "佐证" in refused(NeedsUnmet, do.ask, problem=row, actor=place.actor(OFFICIAL))
    do.attach_evidence(problem=row, data=b"\xff\xd8\xff\xe0" + bytes(64), name="现场.jpg", actor=place.actor(OFFICIAL), now=NOW)
    do.ask(problem=row, actor=place.actor(OFFICIAL), now=NOW)
    refused(NotAllowed, do.confirm, problem=row, actor=place.actor(OFFICIAL))
    do.confirm(problem=row, actor=place.actor(HEAD), now=NOW)
    do.verify(problem=row, actor=place.actor(GROUP), now=NOW)
    for who in (OFFICIAL, HEAD, GROUP):
        refused(NotAllowed, do.close, problem=row, actor=place.actor(who))
    do.close(problem=row, actor=place.actor(OFFICE), now=days_later(9))
    hands = {row.asked_by_id, row.confirmed_by_id, row.verified_by_id, row.closed_by_id}
    assert row.state == State.CLOSED and len(hands) == 4
    refused(NeedsUnmet, do.look_back, problem=row, actor=place.actor(OFFICE))
    do.look_back(problem=row, actor=place.actor(GROUP_2), now=days_later(40))
    assert "理由" in refused(BadInput, do.reopen, problem=row, reason=" ", actor=place.actor(GROUP))
    do.reopen(problem=row, reason="回访发现反弹", actor=place.actor(GROUP), now=days_later(41), due_on=days_later(60).date())
    assert (row.state, row.reopened, row.closed_at) == (State.RECTIFYING, 1, None)
    told = [(one.action.value, one.reason) for one in story(row)]
    assert [action for action, _reason in told] == [
        "record", "analyse", "plan", "add_evidence", "ask", "confirm", "verify", "close", "look_back", "reopen",
    ]  # fmt: skip
    assert told[-1][1] == "回访发现反弹"
    assert list(chain.faults()) == []


@pytest.mark.mechanism("M26")
def test_rectification_starts_while_other_self_checks_are_open(place: Town) -> None:
    """Rectification of an item can start while other self-checks are still open; no stage gate blocks it."""
    waiting, row = quick(place), place.find()
    place.to("closed", row, now=days_later(1))
    assert Problem.objects.get(pk=waiting.pk).state == State.RECORDED and row.state == State.CLOSED
    assert row.stage and row.stage.order == 1, "still in the stage of finding"


def test_one_person_with_several_duties_acts_once(place: Town) -> None:
    for duty, unit in ((Duty.SUPERVISOR, WATER), (Duty.OFFICE, None)):
        for who in (OFFICIAL, HEAD, GROUP):
            grant_duty(
                campaign=place.campaign, person=place.people[who], duty=duty, unit=place.units[unit] if unit else None, actor=place.machine, now=NOW
            )  # fmt: skip
    row = place.to("asked", place.find())
    refused(NotAllowed, do.confirm, problem=row, actor=place.actor(OFFICIAL))
    do.confirm(problem=row, actor=place.actor(HEAD), now=NOW)
    for who in (OFFICIAL, HEAD):
        assert "换人" in refused(NeedsUnmet, do.verify, problem=row, actor=place.actor(who))
    do.verify(problem=row, actor=place.actor(GROUP), now=NOW)
    for who in (OFFICIAL, HEAD, GROUP):
        assert "换人" in refused(NeedsUnmet, do.close, problem=row, actor=place.actor(who))
    do.close(problem=row, actor=place.actor(OFFICE_2), now=NOW)


@pytest.mark.parametrize("as_", ["owner", "doer"])
def test_what_concerns_a_unit_head_goes_to_the_leader_in_charge(place: Town, as_: str) -> None:
    row = place.find(person=HEAD) if as_ == "owner" else place.find(person=None, doer=place.people[HEAD])
    assert row.of_unit_head
    place.to("asked", row)
    refused(NotAllowed, do.confirm, problem=row, actor=place.actor(HEAD))
    do.confirm(problem=row, actor=place.actor(IN_CHARGE), now=NOW)
    assert row.state == State.CONFIRMED


def test_a_new_owner_puts_right_what_the_old_one_was_to_put_right(place: Town) -> None:
    row, official, colleague = place.find(person=None), place.people[OFFICIAL], place.people[COLLEAGUE]
    do.amend(problem=row, values={"person": official}, actor=place.actor(OFFICE), now=NOW)
    assert row.doer == official
    do.amend(problem=row, values={"person": colleague, "doer": official}, actor=place.actor(OFFICE), now=NOW)
    assert (row.person, row.doer) == (colleague, official)  # said otherwise
    do.amend(problem=row, values={"person": official}, actor=place.actor(OFFICE), now=NOW)
    do.amend(problem=row, values={"person": colleague}, actor=place.actor(OFFICE), now=NOW)
    row.refresh_from_db()
    assert (row.person, row.doer) == (colleague, colleague)


def test_an_item_becomes_the_heads_own_when_he_is_to_put_it_right(place: Town) -> None:
    row = place.to("analysed", place.find())
    do.plan(problem=row, measures=["主要负责人带班"], doer=place.people[HEAD], actor=place.actor(OFFICE), now=NOW)
    assert row.of_unit_head
    do.amend(problem=row, values={"doer": place.people[OFFICIAL]}, actor=place.actor(OFFICE), now=NOW)
    assert not row.of_unit_head


def test_a_finding_about_the_head_is_put_on_somebody_else_by_the_office_alone(place: Town) -> None:
    row = place.find(person=HEAD)
    for who, no in ((LIAISON, NotAllowed), (HEAD, NeedsUnmet)):
        assert "专班" in refused(no, do.amend, problem=row, values={"person": place.people[OFFICIAL]}, actor=place.actor(who))
        row.refresh_from_db()
        assert row.of_unit_head and row.person == place.people[HEAD]
    other = place.people[OFFICIAL]
    do.amend(problem=row, values={"person": other, "doer": other}, actor=place.actor(OFFICE), now=NOW)
    assert not row.of_unit_head


def test_items_follow_whoever_becomes_head_or_is_it_no_more(place: Town) -> None:
    row, other = place.to("asked", place.find(person=OFFICIAL)), place.find(person=HEAD)
    grant = grant_duty(
        campaign=place.campaign, person=place.people[OFFICIAL], duty=Duty.UNIT_HEAD, unit=place.units[WATER], actor=place.machine, now=NOW
    )
    row.refresh_from_db()
    assert row.of_unit_head
    refused(NotAllowed, do.confirm, problem=row, actor=place.actor(OFFICIAL))
    end_duty(grant=Grant.objects.get(person=place.people[HEAD], duty=Duty.UNIT_HEAD), actor=place.machine, now=NOW, reason="调离")
    other.refresh_from_db()
    assert not other.of_unit_head
    do.confirm(problem=row, actor=place.actor(IN_CHARGE), now=NOW)
    end_duty(grant=grant, actor=place.machine, now=NOW, reason="调离")
    row.refresh_from_db()
    assert not row.of_unit_head
    assert Record.objects.filter(action="follow_head").count() == 3


def test_a_duty_that_was_taken_back_counts_no_more(place: Town) -> None:
    row = place.to("asked", place.find())
    end_duty(grant=Grant.objects.get(person=place.people[HEAD]), actor=place.machine, now=NOW, reason="调离")
    refused(NotAllowed, do.confirm, problem=row, actor=place.actor(HEAD))


def test_measures_are_approved_where_the_campaign_says_so() -> None:
    place = town(approve_measures=True)
    row, doer, leader = place.to("analysed", place.find()), place.actor(OFFICIAL), place.people[IN_CHARGE]
    assert "批准" in refused(NeedsUnmet, do.plan, problem=row, measures=["改"], actor=doer)
    refused(NeedsUnmet, do.approve_measures, problem=_led(place, row), actor=place.actor(IN_CHARGE))
    do.propose_measures(problem=row, measures=["实行轮值"], leader=leader, actor=doer, now=NOW)
    assert row.state == State.ANALYSED
    refused(NotAllowed, do.approve_measures, problem=row, actor=place.actor(HEAD))
    do.approve_measures(problem=row, actor=place.actor(IN_CHARGE), now=NOW)
    assert row.state == State.RECTIFYING and row.measures_approved_by_id == place.actor(IN_CHARGE).user_id


def test_kinds_of_work_with_something_overdue_stand_first(place: Town) -> None:
    late, liaison = place.to("rectifying", place.find()), place.actor(LIAISON)
    place.find(text="又一件：窗口没有人答复")
    usual = [one.action for one in due_from(liaison, place.campaign, NOW.date())]
    Problem.objects.filter(pk=late.pk).update(due_on=NOW.date() - timedelta(days=1))
    told = due_from(liaison, place.campaign, NOW.date())
    assert told[0].late and not any(one.late for one in told[1:]) and told[0].action != usual[0]
    assert sorted(one.action for one in told) == sorted(usual)


def test_measures_that_a_leader_does_not_approve_go_back_and_wait_for_one_at_a_time() -> None:
    place = town(approve_measures=True)
    row, doer, leader = place.to("analysed", place.find()), place.actor(OFFICIAL), place.actor(IN_CHARGE)
    titles = lambda who: {one.action for one in due_from(who, place.campaign, NOW.date())}  # noqa: E731
    assert Action.PLAN in titles(doer) and Action.APPROVE_MEASURES not in titles(leader)
    refused(NeedsUnmet, do.return_measures, problem=_led(place, row), reason="太空", actor=leader)
    do.propose_measures(problem=row, measures=["加强学习"], leader=place.people[IN_CHARGE], actor=doer, now=NOW)
    assert Action.PLAN not in titles(doer) and Action.APPROVE_MEASURES in titles(leader), "it waits for one at a time"
    refused(BadInput, do.return_measures, problem=row, reason=" ", actor=leader)
    refused(NotAllowed, do.return_measures, problem=row, reason="太空", actor=place.actor(HEAD))
    do.return_measures(problem=row, reason="写明办成什么", actor=leader, now=NOW)
    assert (row.state, row.measures_text, row.returned) == (State.ANALYSED, "加强学习", 1), "what was written stays"
    assert Action.PLAN in titles(doer) and Action.APPROVE_MEASURES not in titles(leader)
    do.propose_measures(problem=row, measures=["实行轮值"], actor=doer, now=NOW)
    do.approve_measures(problem=row, actor=leader, now=NOW)
    assert row.state == State.RECTIFYING and not row.proposed
    assert list(chain.faults()) == []


def _led(place: Town, row: Problem) -> Problem:
    return do.amend(problem=row, values={"leader": place.people[IN_CHARGE]}, actor=place.actor(OFFICE), now=NOW)


def test_nobody_rewrites_what_others_found_about_him(place: Town) -> None:
    row = place.find(doer=place.people[OFFICIAL])
    for values in ({"text": "没有什么问题"}, {"weight": Weight.GENERAL}, {"person": place.people[COLLEAGUE]}, {"due_on": date(2027, 1, 1)}):
        assert "本人" in refused(NeedsUnmet, do.amend, problem=row, values=values, actor=place.actor(OFFICIAL))
    about_head = place.find(person=HEAD)
    refused(NeedsUnmet, do.amend, problem=about_head, values={"text": "没有什么问题"}, actor=place.actor(HEAD))
    refused(NeedsUnmet, do.classify, problem=about_head, category=None, manifestation=None, actor=place.actor(HEAD))
    own = quick(place)
    do.amend(problem=own, values={"text": "上班时间两次浏览购物网页"}, actor=place.actor(OFFICIAL), now=NOW)


def test_the_way_follows_the_weight_until_work_begins(place: Town) -> None:
    row = place.find(Source.OPINION)
    assert row.path == Path.QUICK
    do.amend(problem=row, values={"weight": Weight.SERIOUS}, actor=place.actor(OFFICE), now=NOW)
    assert row.path == Path.FULL
    refused(NeedsUnmet, do.correct, problem=row, how="改了", actor=place.actor(LIAISON))
    do.amend(problem=row, values={"weight": Weight.GENERAL}, actor=place.actor(OFFICE), now=NOW)
    do.correct(problem=row, how="已当场改正", actor=place.actor(LIAISON), now=NOW)
    assert row.state == State.CORRECTED


@pytest.mark.parametrize("stale", [False, True])
def test_a_running_day_moves_only_by_an_extension(place: Town, stale: bool) -> None:
    row = place.to("analysed", place.find())
    old = Problem.objects.get(pk=row.pk)
    due_on = row.due_on
    place_now = do.plan(problem=row, measures=["改"], actor=place.actor(OFFICIAL), now=NOW)
    row = old if stale else place_now
    later = TODAY + timedelta(90)
    for step, values in ((do.amend, {"values": {"due_on": later}}), (do.plan, {"measures": ["改"], "due_on": later})):
        assert "延期" in refused(BadInput, step, problem=row, actor=place.actor(OFFICE), **values)
    refused(BadInput, do.extend, problem=row, to_on=due_on, reason="材料未到", actor=place.actor(OFFICE))
    refused(NotAllowed, do.extend, problem=row, to_on=later, reason="材料未到", actor=place.actor(HEAD))
    do.extend(problem=row, to_on=later, reason="材料未到", actor=place.actor(OFFICE), now=NOW)
    moved = row.extensions.get()
    assert (row.due_on, row.planned_due_on, row.extended) == (later, due_on, 1)
    assert (moved.from_on, moved.to_on, moved.reason, moved.approved_by_id) == (due_on, later, "材料未到", place.actor(OFFICE).user_id)


def test_a_stopped_clock_gives_its_days_back(place: Town) -> None:
    row = place.to("rectifying", place.find())
    due_on = row.due_on
    do.suspend(problem=row, until=days_later(60).date(), reason="等上级批复", actor=place.actor(OFFICE), now=days_later(5))
    refused(NotNow, do.report_progress, problem=row, text="做了一半", actor=place.actor(OFFICIAL))
    do.resume(problem=row, actor=place.actor(OFFICE), now=days_later(12))
    assert due_on and row.due_on == due_on + timedelta(7)
    assert row.suspensions.get().to_on == days_later(12).date()


@pytest.mark.parametrize(
    ("state", "who"), [("asked", HEAD), ("asked", OFFICE), ("confirmed", GROUP), ("verified", OFFICE), ("verified", GROUP)]
)
def test_what_is_not_good_enough_goes_back_for_a_new_round(place: Town, state: str, who: str) -> None:
    row = place.to(state, place.find())
    refused(BadInput, do.send_back, problem=row, reason="", actor=place.actor(who))
    do.send_back(problem=row, reason="照片看不清", actor=place.actor(who), now=NOW)
    assert (row.state, row.returned, row.asked_by_id, row.confirmed_by_id, row.verified_by_id) == (State.RECTIFYING, 1, None, None, None)
    do.ask(problem=row, no_evidence_reason="督导组已到现场看过", actor=place.actor(OFFICIAL), now=NOW)
    for step, by in ((do.confirm, HEAD), (do.verify, GROUP), (do.close, OFFICE)):
        step(problem=row, actor=place.actor(by), now=NOW)
    assert row.state == State.CLOSED


# --- many at once ---


def test_bulk_steps_tell_each_refused_row(place: Town) -> None:
    asked, early, other = place.to("asked", place.find()), place.find(), place.to("asked", place.find(unit=FOREST, person="断桥"))
    done, no = do.act_on_many(problems=[asked, early, other], action=Action.CONFIRM, actor=place.actor(HEAD), now=NOW)
    assert [one.pk for one in done] == [asked.pk]
    assert sorted(one.pk for one, _why in no) == sorted([early.pk, other.pk]) and all(why.endswith("。") for _one, why in no)
    assert done[0].confirmed_by_id == place.actor(HEAD).user_id
    done, _no = do.act_on_many(problems=[other], action=Action.CONFIRM, actor=place.actor(OTHER_HEAD), now=NOW)
    assert len(done) == 1
    for action in (Action.REOPEN, Action.RECORD, Action.PLAN):
        with pytest.raises(BadInput, match="逐件"):
            do.act_on_many(problems=[asked], action=action, actor=place.actor(OFFICE), now=NOW)


def test_progress_is_appended_and_found(place: Town) -> None:
    from bihuan.problems.queries.ledger import searched

    row = place.to("rectifying", place.find())
    refused(BadInput, do.report_progress, problem=row, text=" ", actor=place.actor(OFFICIAL))
    for text in ("已开窗口两个", "第57号文件已清理"):
        do.report_progress(problem=row, text=text, actor=place.actor(OFFICIAL), now=NOW)
    assert [one.text for one in row.progress.all()] == ["已开窗口两个", "第57号文件已清理"]
    assert list(searched(Problem.objects.all(), "第57号")) == [row]
    assert list(searched(Problem.objects.all(), "曲院")) == [row]
    assert not searched(Problem.objects.all(), "已开窗口").exists(), "the list shows and finds the latest progress"
