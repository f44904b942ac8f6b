"""Tasks of the stages: whose they are, who finishes them, and that the badge counts them with everything else that waits."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.campaigns import operations as do
from bihuan.campaigns import queries
from bihuan.campaigns.models import Task
from bihuan.campaigns.vocabulary import Duty, GroupKind, GroupPost
from bihuan.foundation.kernel import NotAllowed
from bihuan.problems.queries import count_within, reach
from tests.campaigns.test_delegating import at, hand
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    GROUP_2,
    IN_CHARGE,
    LEADER,
    LIAISON,
    NOW,
    OFFICE,
    OTHER_LIAISON,
    TODAY,
    WATER,
    Town,
    days_later,
    town,
)

pytestmark = pytest.mark.django_db
DONE: dict[str, Any] = {"result": "窗口等候由40分钟降到15分钟", "proof": "叫号系统记录"}


@pytest.fixture
def place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO = True
    made = town()
    at(monkeypatch, 0)
    return made


def given(place: Town, **to: Any) -> Task:
    return do.add_task(
        campaign=place.campaign, title="公开窗口等候时间", due_on=TODAY - timedelta(days=1), actor=place.machine, now=NOW, **to
    )


def a_group(place: Town, *people: str) -> Any:
    group = do.set_up_group(
        campaign=place.campaign, kind=GroupKind.SUPERVISION, name="第一督导组", units=[place.units[WATER]], actor=place.machine, now=NOW
    )
    for name in people:
        do.seat_person(group=group, person=place.people[name], post=GroupPost.MEMBER, actor=place.machine, now=NOW)
    return group


def waits(place: Town, who: str) -> int:
    actor = place.actor(who)
    waiting = queries.open_tasks(actor, place.campaign, TODAY)
    assert {one.pk for one in waiting.rows} <= queries.finishable(actor, place.campaign), "nobody is offered what he cannot do"
    assert waiting.late == waiting.count
    return waiting.count


def test_a_task_waits_for_whoever_finishes_it(place: Town) -> None:
    given(place, unit=place.units[WATER])
    assert [waits(place, who) for who in (LIAISON, OTHER_LIAISON, GROUP, IN_CHARGE, LEADER, COLLEAGUE)] == [1, 0, 0, 0, 0, 0]
    given(place, group=a_group(place, GROUP_2))
    assert [waits(place, who) for who in (LIAISON, GROUP, GROUP_2)] == [1, 0, 1]


def test_nobody_finishes_what_was_given_to_others(place: Town) -> None:
    mine, group = given(place, unit=place.units[WATER]), given(place, group=a_group(place, GROUP_2))
    for who, task in ((OTHER_LIAISON, mine), (LIAISON, group), (GROUP, group), (IN_CHARGE, mine)):
        with pytest.raises(NotAllowed):
            do.finish_task(task=task, actor=place.actor(who), now=NOW, **DONE)
    do.finish_task(task=mine, actor=place.actor(LIAISON), now=NOW, **DONE)
    do.finish_task(task=group, actor=place.actor(GROUP_2), now=NOW, **DONE)
    do.finish_task(task=given(place, unit=place.units[FOREST]), actor=place.actor(OFFICE), now=NOW, **DONE)


def test_a_deputy_finishes_for_the_unit_that_was_handed_to_him_alone(place: Town) -> None:
    hand(place, LIAISON, COLLEAGUE, Duty.LIAISON)
    mine, other = given(place, unit=place.units[WATER]), given(place, unit=place.units[FOREST])
    with pytest.raises(NotAllowed):
        do.finish_task(task=other, actor=place.actor(COLLEAGUE), now=NOW, **DONE)
    assert [one.behalf for one in queries.open_tasks(place.actor(COLLEAGUE), place.campaign, TODAY).rows] == [LIAISON]  # type: ignore[attr-defined]
    do.finish_task(task=mine, actor=place.actor(COLLEAGUE), now=days_later(0), **DONE)


def test_the_badge_counts_tasks_with_all_else_that_waits(place: Town) -> None:
    place.to("analysed", place.find())
    before = count_within(reach(place.actor(LIAISON), place.campaign.pk), place.campaign.pk)
    for _time in range(25):
        given(place, unit=place.units[WATER])
    assert count_within(reach(place.actor(LIAISON), place.campaign.pk), place.campaign.pk) == before + 25
    page = place.client(LIAISON).get("/todo/").content.decode()
    assert f"共 {before + 25} 件" in page and "超期 25 件" in page and page.count(">办结<") == 20


def test_the_page_of_tasks_offers_finishing_to_who_may(place: Town) -> None:
    given(place, unit=place.units[WATER])
    for who, offered in ((LIAISON, True), (OFFICE, True), (GROUP, True), (LEADER, False), (IN_CHARGE, False)):
        page = place.client(who).get(f"/c/{place.campaign.code}/tasks/").content.decode()
        assert "公开窗口等候时间" in page and (">办结<" in page) is offered, who
