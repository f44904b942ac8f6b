"""Whoever reopens a closed problem says until when: its old day lies behind it (M97)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from bihuan.campaigns.queries import last_day
from bihuan.foundation.audit import chain
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.operations.looking_back import Wanted
from bihuan.problems.queries import reach
from bihuan.problems.queries.still import due_again
from bihuan.problems.queries.telling import history
from bihuan.problems.vocabulary import Held, Source, State
from tests.factories.town import GROUP, GROUP_2, HEAD, NOW, OFFICE, OFFICE_2, OFFICIAL, TODAY, Town, days_later, town

pytestmark = pytest.mark.django_db
OLD = TODAY + timedelta(20)


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    return town()


def closed(place: Town, due_on: date | None = OLD) -> Problem:
    row = place.to("closed", place.find())
    Problem.objects.filter(pk=row.pk).update(due_on=due_on, planned_due_on=due_on)
    row.refresh_from_db()
    return row


def reopen(place: Town, row: Problem, days: int = 40, **more: Any) -> Problem:
    return do.reopen(problem=row, reason="现场反弹", actor=place.actor(OFFICE), now=days_later(days), **more)


def test_a_new_day_is_asked_for_where_the_old_one_has_passed_or_there_is_none(place: Town) -> None:
    row, none = closed(place), closed(place, None)
    with pytest.raises(BadInput, match="已过，请定新的完成时限"):
        reopen(place, row)
    with pytest.raises(BadInput, match="请定新的完成时限"):
        reopen(place, none)
    with pytest.raises(BadInput, match="不能早于今天"):
        reopen(place, row, due_on=TODAY + timedelta(39))
    row.refresh_from_db()
    assert row.state == State.CLOSED and row.reopened == 0
    reopen(place, row, due_on=TODAY + timedelta(40))  # today is not past
    reopen(place, none, due_on=TODAY + timedelta(60))
    assert (row.state, row.due_on, row.planned_due_on) == (State.RECTIFYING, TODAY + timedelta(40), OLD)
    assert (none.due_on, none.planned_due_on) == (TODAY + timedelta(60), TODAY + timedelta(60))
    told = history(reach(place.actor(OFFICE), place.campaign.pk), row)[-1].said()
    old, new = OLD, TODAY + timedelta(40)
    assert f"把完成时限从 {old.month}月{old.day}日 改为 {new.month}月{new.day}日" in told and "现场反弹" in told


def test_a_day_that_is_still_to_come_stays_unless_another_is_given(place: Town) -> None:
    stays, moves = closed(place), closed(place)
    assert reopen(place, stays, 10).due_on == OLD
    assert reopen(place, moves, 10, due_on=OLD + timedelta(3)).due_on == OLD + timedelta(3)
    assert "due_on" not in Record.objects.filter(kind="problem", row=stays.pk).latest("position").changes


def test_the_same_span_as_before_is_offered_counted_from_today(place: Town) -> None:
    later = TODAY + timedelta(50)
    assert due_again(closed(place), later) == later + timedelta(20)
    assert due_again(closed(place), TODAY + timedelta(5)) == OLD, "it is still to come"
    days = place.campaign.file["settings"].get("default_days", 30) if "settings" in place.campaign.file else 30
    assert due_again(closed(place, None), later) == later + timedelta(days)


def test_a_day_after_the_end_of_the_campaign_is_asked_about(place: Town) -> None:
    row, end = closed(place), last_day(place.campaign)
    assert end
    with pytest.raises(BadInput, match="晚于专项结束"):
        reopen(place, row, due_on=end + timedelta(1), beyond=False)
    reopen(place, row, due_on=end + timedelta(1), beyond=True)
    assert Record.objects.filter(kind="problem", row=row.pk).latest("position").changes["beyond"] == end.isoformat()


def test_the_page_offers_a_day_and_refuses_one_that_is_past(place: Town) -> None:
    row, today, client = closed(place), localdate(), place.client(OFFICE)
    address = reverse("problems:step", args=[place.campaign.code, row.number, "reopen"])
    form = client.get(address).content.decode()
    assert f'name="due_on" value="{due_again(row, today).isoformat()}"' in form and f"原定 {OLD.isoformat()}" in form
    told = {"reason": "现场反弹", "due_on": (today - timedelta(1)).isoformat(), "beyond": "on"}
    refused = client.post(address, told)
    assert refused.status_code == 422 and "不能早于今天" in refused.content.decode()
    assert client.post(address, told | {"due_on": ""}).status_code == 422
    assert client.post(address, told | {"due_on": (today + timedelta(9)).isoformat()}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.due_on) == (State.RECTIFYING, today + timedelta(9))


def test_what_came_back_when_it_was_looked_at_gets_its_day_there(place: Town) -> None:
    row, today = closed(place), localdate()
    made = do.draw_look_back(campaign=place.campaign, wanted=Wanted(share=100), reason="满一个月", actor=place.actor(OFFICE_2), now=NOW)
    item, told = made.items.get(), {"result": Held.CAME_BACK, "text": "又排起了长队", "actor": place.actor(GROUP_2), "now": days_later(40)}
    with pytest.raises(BadInput, match="请定新的完成时限"):
        do.record_look_back(item=item, **told)
    assert not item.evidence.count() and not made.items.get().result
    client, address = place.client(GROUP_2), reverse("problems:record_look_back", args=[place.campaign.code, row.number])
    form = client.get(address).content.decode()
    assert f'name="due_on" value="{due_again(row, today).isoformat()}"' in form
    typed = {"result": "came_back", "text": "又排起了长队", "due_on": "", "beyond": "on"}
    refused = client.post(address, typed)
    assert refused.status_code == 422 and "请定新的完成时限" in refused.content.decode()
    assert client.post(address, typed | {"due_on": (today + timedelta(9)).isoformat()}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.due_on) == (State.RECTIFYING, today + timedelta(9)) and made.items.get().result == Held.CAME_BACK


def test_what_held_keeps_its_day_whatever_stands_in_the_form(place: Town) -> None:
    row = closed(place)
    made = do.draw_look_back(campaign=place.campaign, wanted=Wanted(share=100), reason="满一个月", actor=place.actor(OFFICE_2), now=NOW)
    address = reverse("problems:record_look_back", args=[place.campaign.code, row.number])
    typed = {"result": "holds", "text": "两次去看都不用排队", "due_on": "2031-01-01"}
    assert place.client(GROUP_2).post(address, typed).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.due_on) == (State.LOOKED_BACK, OLD) and made.items.get().result == Held.HOLDS


def test_a_batch_that_goes_back_has_its_span_again_where_the_day_has_passed(place: Town) -> None:
    rows = [place.find(source=Source.SELF_CHECK) for _time in range(3)]
    days = [OLD, TODAY + timedelta(90), OLD]
    for row, day in zip(rows, days, strict=True):
        Problem.objects.filter(pk=row.pk).update(due_on=day, planned_due_on=day)
        row.refresh_from_db()
        do.correct(problem=row, how="已改", actor=place.actor(OFFICIAL), now=NOW)
    do.confirm_corrections(problems=rows, actor=place.actor(HEAD), now=NOW)
    Problem.objects.update(sampled=True)
    Problem.objects.filter(pk=rows[2].pk).update(due_on=None, planned_due_on=None)  # as one that was closed before days were asked for
    rows[0].refresh_from_db()
    assert do.fail_sample(problem=rows[0], reason="现场没有改", actor=place.actor(GROUP), now=days_later(40)) == []
    passed, ahead, none = Problem.objects.order_by("pk")
    assert passed.found_on and none.found_on
    assert passed.due_on == TODAY + timedelta(40) + (OLD - passed.found_on), "not overdue at once"
    assert (passed.planned_due_on, ahead.due_on) == (OLD, TODAY + timedelta(90)), "what was planned stays, and a day to come"
    assert none.due_on and none.due_on > TODAY + timedelta(40)
    told = Record.objects.filter(kind="problem", row=ahead.pk).latest("position")
    assert "due_on" not in told.changes and "due_on" in Record.objects.filter(kind="problem", row=passed.pk).latest("position").changes
    assert list(chain.faults()) == []
