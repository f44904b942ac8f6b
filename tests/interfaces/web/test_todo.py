"""The first screen of everybody asks the same few questions however much waits, and reads nothing that is others' business."""

from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import add_task, amend_campaign, seat_person, set_up_group
from bihuan.campaigns.vocabulary import GroupKind, GroupPost
from bihuan.problems.operations import Finding, record_many
from bihuan.problems.queries import reach
from bihuan.problems.queries.todo import _asked, _counted, _waiting
from bihuan.problems.vocabulary import Source
from bihuan.reports.operations import draft_report
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    HEAD,
    LEADER,
    LIAISON,
    NOW,
    OFFICE,
    OFFICIAL,
    OTHER_LIAISON,
    OTHER_OFFICIAL,
    TODAY,
    WATER,
    Town,
    town,
)
from tests.factories.work import work_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_by_heart")]


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return town()


def found(place: Town, unit: str, count: int) -> None:
    whose = {WATER: (COLLEAGUE, None), FOREST: (OTHER_OFFICIAL, OTHER_LIAISON, None)}[unit]
    told = [
        Finding(unit=place.units[unit], source=Source.SUPERVISION, text=f"{unit}第{n}件", person=who and place.people[who])
        for n, who in zip(range(count), cycle(whose), strict=False)
    ]
    record_many(campaign=place.campaign, findings=told, actor=place.actor(OFFICE), now=NOW)


def questions(client: Client) -> int:
    client.get("/todo/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/todo/").status_code == 200
    return len(asked)


@pytest.mark.parametrize("who", [LIAISON, HEAD, OFFICE])
def test_more_work_asks_no_more_questions(place: Town, who: str) -> None:
    found(place, WATER, 2)
    client, few = place.client(who), 0
    few = questions(client)
    found(place, WATER, 30)
    assert questions(client) <= few <= 19  # one of them for the digest of today


@pytest.mark.parametrize("who", [LIAISON, HEAD, OFFICIAL])
@pytest.mark.parametrize("known", [False, True])  # whatever the engine knows of how large its tables are
def test_what_waits_is_counted_without_reading_others_rows(place: Town, who: str, known: bool) -> None:
    found(place, WATER, 3)
    mine = reach(place.actor(who), place.campaign.pk)

    def work() -> tuple[int, int]:
        kinds = _asked(mine, place.campaign.pk, TODAY, False)
        of_page = sum(work_of(sql, values, "problems_problem") for _kind, sql, values in kinds)
        always, _behind = _waiting(mine, place.campaign.pk, TODAY)
        return of_page, work_of(*always, "problems_problem")

    before, counts = work(), _counted(_asked(mine, place.campaign.pk, TODAY, False), TODAY)
    found(place, FOREST, 300)
    if known or connection.vendor == "postgresql":  # which looks by itself
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    for then, now in zip(before, work(), strict=True):
        assert now <= then + 20
    assert _counted(_asked(mine, place.campaign.pk, TODAY, False), TODAY) == counts


def test_a_head_of_the_leading_group_decides_on_what_ran_out(place: Town) -> None:
    who: dict[str, Any] = {"actor": place.actor(OFFICE), "now": NOW}
    group = set_up_group(campaign=place.campaign, kind=GroupKind.LEADING, name="领导小组", **who)
    seat_person(group=group, person=place.people[LEADER], post=GroupPost.HEAD, **who)
    leader, office = place.client(LEADER), place.client(OFFICE)
    today = localdate()
    place.campaign.stages.filter(order__gt=1).update(end_on=today + timedelta(40))
    place.campaign.stages.filter(order=1).update(start_on=today - timedelta(30), end_on=today)
    Campaign.objects.update(end_on=today + timedelta(40))
    page = leader.get("/todo/").content.decode()
    assert "没有等您决定的事" in page and "/cockpit/" in page, "where stages end by themselves nobody has to say so"
    amend_campaign(campaign=place.campaign, settings={"stage_gates": True}, **who)
    page = leader.get("/todo/").content.decode()
    assert "“查摆问题”到期，还没有宣布结束" in page and "/stages/1/finish/" in page and "/stages/1/extend/" in page
    assert "等您决定" not in office.get("/todo/").content.decode()
    assert leader.get("/c/QS-2026/stages/1/finish/").status_code == 200
    place.campaign.stages.update(finished_at=NOW, end_on=today)
    Campaign.objects.update(end_on=today)
    page = leader.get("/todo/").content.decode()
    assert "专项到期，还没有结束" in page and "/c/QS-2026/close/" in page and "/stages/3/extend/" in page
    assert leader.get("/c/QS-2026/close/").status_code == 200
    Campaign.objects.update(state="closed")
    assert "/c/QS-2026/close/" not in leader.get("/todo/").content.decode()


def test_the_leading_group_is_told_of_papers_that_wait_to_be_issued(place: Town) -> None:
    assert "还没有印发" not in place.client(LEADER).get("/todo/").content.decode()
    draft_report(campaign=place.campaign, what="weekly", day=TODAY, actor=place.actor(OFFICE), now=NOW)
    assert "有 1 份公文拟好了，还没有印发" in place.client(LEADER).get("/todo/").content.decode()
    assert "还没有印发" not in place.client(LIAISON).get("/todo/").content.decode()


def test_a_task_that_is_overdue_has_its_lamp(place: Town) -> None:
    for title, days in (("公布窗口等候时间", -4), ("修订首问负责制", 30), ("没有时限的任务", None)):
        due = None if days is None else localdate() + timedelta(days=days)
        add_task(campaign=place.campaign, title=title, due_on=due, unit=place.units[WATER], actor=place.actor(OFFICE), now=NOW)
    page = place.client(LIAISON).get("/todo/").content.decode()
    assert page.count('<span class="lamp late">超 4 天</span>') == 1 and page.count('<span class="lamp ok">剩 30 天</span>') == 1
    assert '<li class="late"><span class="todo-what">公布窗口等候时间' in page and '<span class="tag late">超期 1</span>' in page
