"""Publicity before closing, where the campaign asks for it: verified → published → closed, objections, the clock."""

from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.campaigns.operations import amend_campaign
from bihuan.foundation.calendar.models import SpecialDay
from bihuan.foundation.calendar.operations import clear_day, set_day
from bihuan.foundation.calendar.queries import calendar, special_day
from bihuan.foundation.kernel import Actor, BadInput, Conflict, NeedsUnmet, NotAllowed, NotNow
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.queries import Today, due_from, narrowed, reach
from bihuan.problems.queries.telling import history
from bihuan.problems.rules import lamp
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import Action, Lamp, State, VoidKind
from bihuan.reports.queries import figures
from tests.factories.town import GROUP, LIAISON, NOW, OFFICE, OFFICE_2, OFFICIAL, TODAY, Town, days_later, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    made = town()
    amend_campaign(campaign=made.campaign, settings={"publicity_step": True, "publicity_days": 5}, actor=made.actor(OFFICE), now=NOW)
    return made


def published(place: Town) -> Problem:
    row = place.to("verified", place.find())
    return do.publicise(problem=row, actor=place.actor(OFFICE), now=NOW)


def test_a_verified_item_is_published_for_the_working_days_of_the_settings_and_then_closed(place: Town) -> None:
    row = place.to("verified", place.find())
    with pytest.raises(NeedsUnmet, match="公示"):
        do.close(problem=row, actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotAllowed):
        do.publicise(problem=row, actor=place.actor(GROUP), now=NOW)
    do.publicise(problem=row, actor=place.actor(OFFICE), now=NOW)
    assert (row.state, row.published_on, row.publicity_ends_on) == (State.PUBLICISED, date(2026, 3, 2), date(2026, 3, 9)), (
        "five working days"
    )
    with pytest.raises(NeedsUnmet, match="期满"):
        do.close(problem=row, actor=place.actor(OFFICE), now=days_later(7))
    done, no = do.act_on_many(problems=[row], action=Action.CLOSE, actor=place.actor(OFFICE), now=days_later(7))
    assert not done and "期满" in no[0][1], "in bulk no sooner than one by one"
    do.close(problem=row, actor=place.actor(OFFICE), now=days_later(8))
    assert row.state == State.CLOSED


def test_an_objection_is_answered_before_closing_or_sends_the_item_back(place: Town) -> None:
    row, other = published(place), published(place)
    do.object_to(problem=row, text="窗口仍然没有人", actor=place.actor(LIAISON), now=days_later(1))
    with pytest.raises(NeedsUnmet, match="异议"):
        do.close(problem=row, actor=place.actor(OFFICE), now=days_later(20))
    with pytest.raises(NeedsUnmet, match="没有等答复"):
        do.answer_objection(problem=other, answer="不成立", actor=place.actor(OFFICE), now=days_later(1))
    do.answer_objection(problem=row, answer="当天停电，已说明", actor=place.actor(OFFICE_2), now=days_later(2))
    assert (row.open_objections, row.objections.get().upheld) == (0, False)
    do.close(problem=row, actor=place.actor(OFFICE), now=days_later(20))
    do.object_to(problem=other, text="照片是旧的", actor=place.actor(GROUP), now=days_later(1))
    due_on = other.due_on
    do.send_back(problem=other, reason="异议成立，照片是旧的", actor=place.actor(OFFICE), now=days_later(4))
    told = other.objections.get()
    assert (other.state, other.published_on, other.open_objections, told.upheld) == (State.RECTIFYING, None, 0, True)
    assert due_on and other.due_on == due_on + timedelta(4), "the clock stood still while it was published"


def test_the_clock_stands_still_and_lamps_counts_and_desk_agree(place: Town) -> None:
    row = published(place)
    late = Today(TODAY + timedelta(90), TODAY + timedelta(93))
    assert lamp(row.state, row.due_on, late.day, late.near_until) is Lamp.STILL
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    assert list(narrowed(mine, place.campaign.pk, Filters(lamp=("still",)), late)) == [row]
    assert not narrowed(mine, place.campaign.pk, Filters(lamp=("overdue",)), late).exists()
    assert figures(place.campaign, late.day, late.day)["O03"].value == 0
    titles = {day: {one.title for one in due_from(place.actor(OFFICE), place.campaign, day)} for day in (TODAY, late.day)}
    assert "公示期满，销号" in titles[late.day] and "公示期满，销号" not in titles[TODAY]
    page = place.client(OFFICE).get(f"/c/QS-2026/ledger/{row.number}/").content.decode()
    assert "2026-03-02—03-09" in page and "登记异议" in page


def test_a_campaign_that_does_not_ask_for_it_publishes_nothing() -> None:
    place = town()
    row = place.to("verified", place.find())
    with pytest.raises(NeedsUnmet, match="不要求公示"):
        do.publicise(problem=row, actor=place.actor(OFFICE), now=NOW)
    do.close(problem=row, actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotNow):
        do.object_to(problem=row, text="迟了", actor=place.actor(OFFICE), now=NOW)


def test_steps_are_taken_through_pages(place: Town) -> None:
    row = place.to("verified", place.find())
    office, at = place.client(OFFICE), f"/c/QS-2026/ledger/{row.number}/"
    assert "公示" in office.get(at).content.decode()
    steps = (("publicise", {"seen": ""}), ("object", {"reason": "还没改"}), ("answer_objection", {"reason": "已核对"}))
    for action, told in steps:
        assert office.get(f"{at}{action}/").status_code == 200, action
        assert office.post(f"{at}{action}/", told).status_code in (200, 302), action
    row.refresh_from_db()
    assert (row.state, row.open_objections, row.objections.count()) == (State.PUBLICISED, 0, 1)
    assert OFFICIAL not in row.objections.get().text


def test_an_objection_is_answered_once_and_an_answer_never_lands_on_another_one(place: Town) -> None:
    row, office = published(place), place.actor(OFFICE_2)
    for text in ("窗口仍然没有人", "材料还要跑两趟"):
        do.object_to(problem=row, text=text, actor=place.actor(LIAISON), now=days_later(1))
    first, again = row.objections.get(text="窗口仍然没有人"), row.objections.get(text="窗口仍然没有人")
    seen = row.revision
    do.answer_objection(problem=row, objection=first, answer="当天停电", actor=office, now=days_later(2), seen=seen)
    with pytest.raises(BadInput, match="没有等答复"):  # read before a colleague answered it
        do.answer_objection(problem=row, objection=again, answer="停电一天", actor=office, now=days_later(2))
    with pytest.raises(Conflict):
        do.answer_objection(problem=row, answer="当天停电", actor=office, now=days_later(2), seen=seen)
    row.refresh_from_db()
    assert row.open_objections == 1 and row.objections.get(text="材料还要跑两趟").answered_at is None
    address = f"/c/QS-2026/ledger/{row.number}/answer-objection/"
    assert place.client(OFFICE_2).post(address, {"reason": "当天停电", "seen": seen}).status_code == 409
    assert row.objections.get(text="材料还要跑两趟").answered_at is None


def test_a_changed_calendar_moves_what_is_being_published_and_says_which(place: Town) -> None:
    row, over = published(place), published(place)
    Problem.objects.filter(pk=over.pk).update(published_on=date(2026, 2, 2), publicity_ends_on=date(2026, 2, 27))  # ran out before
    keeper = Actor(None, "系统管理员", administrator="system")
    told = set_day(day=date(2026, 3, 5), works=False, name="县庆", source="县政府通知", actor=keeper, now=days_later(1))
    assert [(one.place, one.key, one.old, one.new) for one in told.moved] == [
        (place.campaign.title, row.number, date(2026, 3, 9), date(2026, 3, 10))
    ]
    row.refresh_from_db(), over.refresh_from_db()
    assert (row.publicity_ends_on, over.publicity_ends_on) == (date(2026, 3, 10), date(2026, 2, 27))
    sentence = history(reach(place.actor(OFFICE), place.campaign.pk), row)[-1].said()
    assert "把公示截止从 3月9日 改为 3月10日" in sentence and "2026-03-05 放假 县庆" in sentence and "系统管理员" in sentence
    assert not set_day(day=date(2026, 3, 5), works=False, name="县庆", source="县政府通知", actor=keeper, now=days_later(1)).moved
    special = special_day(date(2026, 3, 5))
    assert special is not None
    back = clear_day(special, actor=keeper, now=days_later(2)).moved
    assert [(one.old, one.new) for one in back] == [(date(2026, 3, 10), date(2026, 3, 9))]


def test_a_void_taken_back_counts_from_its_return(place: Town) -> None:
    row = published(place)
    do.void(problem=row, why=do.Why(VoidKind.ERROR, "登记错了"), actor=place.actor(OFFICE), now=days_later(1))
    do.restore(problem=row, reason="没有登记错", actor=place.actor(OFFICE), now=days_later(2))
    assert row.publicity_ends_on == date(2026, 3, 11)
    machine = place.machine
    assert not set_day(day=date(2026, 3, 3), works=False, name="县庆", source="", actor=machine, now=days_later(2)).moved
    assert [
        one.new for one in set_day(day=date(2026, 3, 6), works=False, name="县庆", source="", actor=machine, now=days_later(2)).moved
    ] == [date(2026, 3, 12)]


def test_nothing_ends_before_today_by_a_changed_calendar(place: Town) -> None:
    row = published(place)
    set_day(day=date(2026, 3, 3), works=False, name="县庆", source="", actor=place.machine, now=NOW)
    row.refresh_from_db()
    assert row.publicity_ends_on == date(2026, 3, 10)
    special = special_day(date(2026, 3, 3))
    assert special is not None
    assert not clear_day(special, actor=place.machine, now=days_later(8)).moved, "people were told that they have until today"


def test_a_clock_begins_by_the_calendar_as_it_stands_whatever_a_process_remembers(place: Town) -> None:
    row, other, back = place.to("verified", place.find()), place.to("verified", place.find()), published(place)
    do.void(problem=back, why=do.Why(VoidKind.ERROR, "登记错了"), actor=place.actor(OFFICE), now=NOW)
    assert calendar().is_working(date(2026, 3, 5))
    SpecialDay.objects.create(day=date(2026, 3, 5), works=False, name="县庆")  # by another process
    office: dict[str, Any] = {"actor": place.actor(OFFICE), "now": NOW}
    do.publicise(problem=row, **office)
    do.act_on_many(problems=[other], action=Action.PUBLICISE, **office)
    do.restore(problem=back, reason="没有登记错", **office)
    assert set(Problem.objects.values_list("publicity_ends_on", flat=True)) == {date(2026, 3, 10)}
