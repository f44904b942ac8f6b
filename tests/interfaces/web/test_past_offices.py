"""Bodies, duties, deputies and tasks as of a past moment: what the page showed then, whatever was changed since."""

import importlib
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from bihuan.campaigns import operations as do
from bihuan.campaigns import queries
from bihuan.campaigns.models import Campaign, Group, GroupVersion
from bihuan.campaigns.operations import Handing
from bihuan.campaigns.queries.past import dissolved_then, groups_then, units_without_group_then
from bihuan.campaigns.vocabulary import Duty, GroupKind, GroupPost
from bihuan.foundation.audit.moments import start_of
from bihuan.problems.operations import hand_over
from bihuan.problems.queries import open_work
from tests.factories.town import COLLEAGUE, FOREST, GROUP, GROUP_2, HEAD, LEADER, OFFICE, TODAY, WATER, Town, days_later, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    return town()


def told(groups: list[Group]) -> list[Any]:
    return [
        (one.name, [(str(seat.person or seat.as_written), seat.post) for seat in one.members.all()], [str(each.unit) for each in one.charges.all()])
        for one in groups
    ]  # fmt: skip


def page(place: Town, name: str, day: int | None = None, who: str = OFFICE) -> str:
    client = Client()
    client.force_login(place.people[who].user)
    at = {"at": (TODAY + timedelta(day)).isoformat()} if day is not None else {}
    answer = client.get(f"/c/{place.campaign.code}/{name}/", at)
    assert answer.status_code == 200
    return answer.content.decode()


def lived(place: Town) -> dict[int, list[Any]]:
    """A supervision group that changes day by day; what the page's question told each evening."""
    office, seen = place.actor(OFFICE), dict[int, list[Any]]()
    water, forest = place.units[WATER], place.units[FOREST]

    def by(day: int) -> dict[str, Any]:
        return {"actor": office, "now": days_later(day)}

    def evening(day: int) -> None:
        seen[day] = told(queries.groups_of(place.campaign))

    group = do.set_up_group(campaign=place.campaign, kind=GroupKind.SUPERVISION, name="第一督导组", units=[water], **by(1))
    evening(1)
    seat = do.seat_person(group=group, person=place.people[GROUP], post=GroupPost.HEAD, **by(2))
    evening(2)
    do.seat_person(group=queries.find_group(place.campaign, group.pk), person=place.people[GROUP_2], post=GroupPost.MEMBER, **by(3))
    evening(3)
    do.charge_group(group=queries.find_group(place.campaign, group.pk), units=[forest], **by(4))
    evening(4)
    do.unseat_person(group=queries.find_group(place.campaign, group.pk), seat=seat, reason="调离", **by(5))
    evening(5)
    do.dissolve_group(group=queries.find_group(place.campaign, group.pk), reason="并组", **by(6))
    evening(6)
    return seen


def test_the_bodies_of_any_evening_are_told_as_they_were_told_then(place: Town) -> None:
    seen = lived(place)
    assert seen[3] != seen[4] != seen[5] and seen[6] == []
    for day, was in seen.items():
        until = start_of(TODAY + timedelta(day + 1))
        assert told(groups_then(place.campaign, until)) == was, day
    assert groups_then(place.campaign, start_of(TODAY)) == []
    late = start_of(TODAY + timedelta(7))
    assert [one.name for one in dissolved_then(place.campaign, late)] == ["第一督导组"] and not dissolved_then(
        place.campaign, start_of(TODAY)
    )
    loose = units_without_group_then(
        place.campaign, TODAY + timedelta(3), start_of(TODAY + timedelta(4)), groups_then(place.campaign, start_of(TODAY + timedelta(4)))
    )
    assert [one.name for one in loose] == [FOREST]


def test_the_page_of_a_past_evening_shows_them_and_nothing_to_be_done(place: Town) -> None:
    lived(place)
    now = page(place, "groups")
    assert "还没有设立" in now and "已撤销 1 个机构" in now and "设立机构" in now
    then = page(place, "groups", 3)
    assert "截至 2026-03-05 的样子" in then and GROUP in then and GROUP_2 in then and "1 个单位没有督导组" in then
    assert "设立机构" not in then and "成员与分工" not in then and "已撤销" not in then
    assert GROUP not in page(place, "groups", 5)


def test_bodies_that_a_plan_names_and_those_of_before_have_a_past_too(place: Town) -> None:
    lived(place)
    group = do.set_up_group(
        campaign=place.campaign, kind=GroupKind.LEADING, name="领导小组", actor=place.actor(OFFICE), now=days_later(2)
    )  # fmt: skip
    do.seat_person(group=group, person=place.people[LEADER], post=GroupPost.HEAD, actor=place.actor(OFFICE), now=days_later(3))
    GroupVersion.objects.all().delete()  # as the base of before it kept them
    importlib.import_module("bihuan.campaigns.migrations.0013_groups_of_before").fill(apps, None)
    kept = groups_then(Campaign.objects.get(), start_of(TODAY + timedelta(5)))
    assert told(kept)[0] == ("领导小组", [(LEADER, "head")], [])
    assert told(kept)[1] == ("第一督导组", [(GROUP_2, "member")], [FOREST]), "what the book said when it was dissolved"
    assert [one.name for one in groups_then(Campaign.objects.get(), start_of(TODAY + timedelta(9)))] == ["领导小组"]


def test_duties_deputies_and_tasks_of_a_past_evening(place: Town) -> None:
    office, water = place.actor(OFFICE), place.units[WATER]
    granted = do.grant_duty(
        campaign=place.campaign, person=place.people[COLLEAGUE], duty=Duty.LIAISON, unit=water, actor=office, now=days_later(2)
    )  # fmt: skip
    do.end_duty(grant=granted, reason="换人", actor=office, now=days_later(5))
    for day, there in ((1, False), (3, True), (5, False)):
        assert (COLLEAGUE in page(place, "duties", day)) is there, day
    assert "收回" not in page(place, "duties", 3) and "授予职责" not in page(place, "duties", 3)
    place.campaign.refresh_from_db()
    task = do.add_task(campaign=place.campaign, title="公开承诺", unit=water, due_on=TODAY + timedelta(9), actor=office, now=days_later(2))
    do.finish_task(task=task, result="二十个窗口全部公开了承诺", proof="窗口照片二十张", actor=office, now=days_later(4))
    assert "公开承诺" not in page(place, "tasks", 1)
    then, later = page(place, "tasks", 3), page(place, "tasks", 4)
    assert "公开承诺" in then and "窗口照片" not in then and "窗口照片" in later and "办结</a>" not in then


def test_a_delegation_that_was_ended_later_stands_in_its_past(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    handing = Handing(
        place.people[HEAD], place.people[COLLEAGUE], Duty.UNIT_HEAD, TODAY, TODAY + timedelta(20), "外出学习", unit=place.units[WATER]
    )  # fmt: skip
    with monkeypatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: days_later(0))
        row = do.delegate_duty(campaign=place.campaign, handing=handing, actor=place.actor(HEAD), now=days_later(0))
        do.end_delegation(row=row, actor=place.actor(HEAD), now=days_later(4))
    then = page(place, "delegations", 2)
    assert f"{COLLEAGUE} 代 {HEAD}" in then and "生效中" in then and "提前结束</button>" not in then
    assert f"{COLLEAGUE} 代 {HEAD}" not in page(place, "delegations", -1)


def test_handovers_of_a_past_evening_are_those_that_were_done_by_then(place: Town) -> None:
    leaver, heir = place.people[GROUP_2], place.people[GROUP]
    keys = {one.key for one in open_work(place.campaign, leaver)}
    row = hand_over(
        campaign=place.campaign, leaver=leaver, to=dict.fromkeys(keys, heir), reason="调任外地", actor=place.actor(OFFICE), now=days_later(3)
    )  # fmt: skip
    before, then, now = page(place, "handover", 2), page(place, "handover", 3), page(place, "handover")
    assert "还没有办过移交" in before and "调任外地" not in before and "截至 2026-03-04 的样子" in before
    assert "调任外地" in then and "看他手上的工作" not in then and "看他手上的工作" in now
    assert f'/handover/done/{row.pk}/?at={(TODAY + timedelta(3)).isoformat()}"' in then and f'/handover/done/{row.pk}/"' in now
    assert f'/groups/?at={(TODAY + timedelta(3)).isoformat()}"' in then, "the pages beside it show the same moment"
    assert "调任外地" in page(place, f"handover/done/{row.pk}", 3)
    assert place.client(OFFICE).get(f"/c/QS-2026/handover/done/{row.pk}/", {"at": "2026-03-04"}).status_code == 404


def test_commendations_of_a_past_evening_are_those_that_stood_then(place: Town) -> None:
    office, water = place.actor(OFFICE), place.units[WATER]
    told: dict[str, Any] = {"campaign": place.campaign, "standard": "政治力强", "unit": water, "person": None, "on": TODAY, "actor": office}

    def examples(until: Any = None) -> list[Any]:
        return [(one.name, [row.deed for row in one.examples]) for one in queries.code_of_conduct(place.campaign, most=300, until=until)]

    seen = {0: examples()}
    first = do.commend(**told, deed="窗口延时办件", now=days_later(1))
    seen[1] = examples()
    do.commend(**told, deed="上门办件", now=days_later(2))
    seen[2] = examples()
    do.withdraw_commendation(first, reason="弄错了单位", actor=office, now=days_later(4))
    for day, was in seen.items():
        assert examples(start_of(TODAY + timedelta(day + 1))) == was, day
    then, now = page(place, "commendations", 3), page(place, "commendations")
    assert "窗口延时办件" in then and "窗口延时办件" not in now and "上门办件" in then
    assert "登记表扬" in now and "登记表扬" not in then and "撤销</a>" not in then
    assert "窗口延时办件" not in page(place, "commendations", 0) and "窗口延时办件" in page(place, "plan", 3)
