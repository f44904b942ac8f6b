"""Whatever step brings a due day that lies after the campaign: who takes it is asked whether he knows, and the book says it (F9)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from bihuan.campaigns.operations import amend_campaign
from bihuan.campaigns.queries import last_day
from bihuan.foundation.audit.models import Record
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.queries import reach
from bihuan.problems.queries.telling import history
from bihuan.problems.vocabulary import State
from tests.factories.town import LEADER, NOW, OFFICE, OFFICIAL, TODAY, Town, town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.BIHUAN_DEMO = True


def at(place: Town, row: Problem, step: str) -> str:
    return reverse("problems:step", args=[place.campaign.code, row.number, step])


def asked_first(client: Client, address: str, told: dict[str, Any], end: Any) -> None:
    """Refused until it is ticked; then done."""
    form = client.get(address).content.decode()
    assert "晚于专项结束" in form and 'name="beyond"' in form
    refused = client.post(address, told)
    assert refused.status_code == 422, refused.status_code
    assert f"晚于专项结束的 {end.isoformat()}" in refused.content.decode()
    assert client.post(address, told | {"beyond": "on"}).status_code == 302


def undated(place: Town) -> Problem:
    """An analysed item without a day: one that is over in the world outside the test is only prolonged."""
    row = place.to("analysed", place.find())
    Problem.objects.filter(pk=row.pk).update(due_on=None, planned_due_on=None)
    row.refresh_from_db()
    return row


def last_told(place: Town, row: Problem) -> str:
    end = last_day(place.campaign)
    assert end and Record.objects.filter(kind="problem", row=row.pk).latest("position").changes["beyond"] == end.isoformat()
    return history(reach(place.actor(OFFICE), place.campaign.pk), row)[-1].said()


def test_measures_until_a_day_after_the_end_are_asked_about() -> None:
    place = town()
    row, end = undated(place), last_day(place.campaign)
    assert end
    told = {"measures": "实行窗口轮值", "doer": place.people[OFFICIAL].pk, "due_on": (end + timedelta(5)).isoformat()}
    asked_first(place.client(OFFICIAL), at(place, row, "plan"), told, end)
    row.refresh_from_db()
    assert row.state == State.RECTIFYING and row.due_on == end + timedelta(5)
    assert f"，晚于专项结束的 {end.month}月{end.day}日" in last_told(place, row)


def test_a_day_that_was_known_already_or_lies_before_the_end_is_not_asked_about_again() -> None:
    place = town()
    row, end = place.to("rectifying", place.find()), last_day(place.campaign)
    assert end and row.due_on
    do.extend(problem=row, to_on=end + timedelta(5), reason="设备年底才到货", beyond=True, actor=place.actor(OFFICE), now=NOW)
    told = {"measures": "实行窗口轮值\n公开电话", "doer": place.people[OFFICIAL].pk, "due_on": row.due_on.isoformat()}
    client = place.client(OFFICIAL)
    assert client.post(at(place, row, "plan"), told).status_code == 302
    other = undated(place)
    assert client.post(at(place, other, "plan"), told | {"due_on": end.isoformat()}).status_code == 302
    assert "beyond" not in Record.objects.filter(kind="problem", row=other.pk).latest("position").changes


def test_whoever_approves_measures_until_such_a_day_is_asked_too() -> None:
    place = town(approve_measures=True)
    row, end = undated(place), last_day(place.campaign)
    assert end
    Problem.objects.filter(pk=row.pk).update(leader=place.people[LEADER])
    told = {"measures": "实行窗口轮值", "doer": place.people[OFFICIAL].pk, "leader": place.people[LEADER].pk}
    asked_first(place.client(OFFICIAL), at(place, row, "propose_measures"), told | {"due_on": (end + timedelta(5)).isoformat()}, end)
    asked_first(place.client(LEADER), at(place, row, "approve_measures"), {"seen": ""}, end)
    row.refresh_from_db()
    assert row.state == State.RECTIFYING and "完成时限晚于专项结束的" in last_told(place, row)


def test_a_pause_that_moves_the_day_behind_the_end_is_asked_about_when_it_begins_and_when_it_ends() -> None:
    place = town()
    row, end, client = place.to("rectifying", place.find()), last_day(place.campaign), place.client(OFFICE)
    today = localdate()
    assert end
    Problem.objects.filter(pk=row.pk).update(due_on=max(end, today) - timedelta(1))
    told = {"until": (today + timedelta(30)).isoformat(), "reason": "等上级批复"}
    asked_first(client, at(place, row, "suspend"), told, end)
    assert "完成时限晚于专项结束的" in last_told(place, row)
    row.suspensions.update(from_on=today - timedelta(20))
    asked_first(client, at(place, row, "resume"), {"seen": ""}, end)
    row.refresh_from_db()
    assert row.due_on == max(end, today) + timedelta(19) and "，晚于专项结束的" in last_told(place, row)


def test_where_nobody_can_be_asked_it_is_done_and_told() -> None:
    place = town()
    row, end = place.to("rectifying", place.find()), last_day(place.campaign)
    assert end
    Problem.objects.filter(pk=row.pk).update(due_on=end)
    row.refresh_from_db()
    do.suspend(problem=row, until=TODAY + timedelta(30), reason="等上级批复", actor=place.actor(OFFICE), now=NOW)
    do.resume(problem=row, actor=place.actor(OFFICE), now=NOW + timedelta(10))
    assert row.due_on == end + timedelta(10) and "，晚于专项结束的" in last_told(place, row)


def test_what_is_sent_back_out_of_its_publicity_says_that_the_added_days_lie_after_the_end() -> None:
    place = town()
    office: dict[str, Any] = {"actor": place.actor(OFFICE)}
    amend_campaign(campaign=place.campaign, settings={"publicity_step": True, "publicity_days": 5}, now=NOW, **office)
    row, end = place.to("verified", place.find()), last_day(place.campaign)
    assert end
    Problem.objects.filter(pk=row.pk).update(due_on=end - timedelta(1))
    row.refresh_from_db()
    row.campaign.refresh_from_db()
    do.publicise(problem=row, now=NOW, **office)
    do.send_back(problem=row, reason="群众反映窗口仍无人", now=NOW + timedelta(4), **office)
    assert row.due_on == end + timedelta(3) and "，晚于专项结束的" in last_told(place, row)
