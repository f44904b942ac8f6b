"""What rooms above put on somebody's desk: counted on the page of to-dos and in its badge alike."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns.models import Task
from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries import desk
from bihuan.campaigns.queries.desk import Wait, waiting_on_desk
from bihuan.campaigns.vocabulary import TaskState
from bihuan.foundation.kernel import Actor
from bihuan.interfaces.web.home import desk as home
from bihuan.interfaces.web.shell.desk import Card, Line
from bihuan.problems.queries import count_within, reach
from bihuan.problems.queries import todo as todo_module
from tests.factories import town as factory
from tests.factories.town import LIAISON, OFFICIAL, TODAY, WATER, Town


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def _asks(actor: Actor, _mine: Sequence[Held], campaign_id: int, _today: date) -> Iterable[Wait]:
    """Tasks of another state stand in for rows of a room."""
    if actor.person_id:
        yield Wait("sample", Task.objects.filter(campaign_id=campaign_id, state=TaskState.DONE), "due_on")
        yield Wait("nothing", Task.objects.none())


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def line(row: Any, code: str) -> Line:
        return Line(row.title, reverse("campaigns:tasks", args=[code]), "去办", "附注", row.due_on)

    monkeypatch.setattr(desk, "_rooms", [_asks])
    monkeypatch.setattr(home, "cards", lambda: {"sample": Card("样例事项", "campaigns:tasks", line)})
    todo_module._waiting.cache_clear()
    yield
    todo_module._waiting.cache_clear()


def _tasks(place: Town, days: Sequence[int | None]) -> None:
    rows = [
        Task(campaign=place.campaign, title=f"第{n}项", unit=place.units[WATER], state=TaskState.DONE,
             due_on=None if days_on is None else TODAY + timedelta(days=days_on))
        for n, days_on in enumerate(days)
    ]  # fmt: skip
    Task.objects.bulk_create(rows)


@pytest.mark.usefixtures("desks")
def test_what_waits_is_counted_and_listed_nearest_first(place: Town) -> None:
    _tasks(place, [3, -2, None, 1, 9, 5, 7])
    [one] = waiting_on_desk(place.actor(OFFICIAL), (), place.campaign.pk, TODAY)
    assert (one.name, one.count, one.late, one.nearest) == ("sample", 7, 1, TODAY - timedelta(days=2))
    assert [row.title for row in one.rows] == ["第1项", "第3项", "第0项", "第5项", "第6项"]


@pytest.mark.usefixtures("desks")
def test_badge_and_page_say_the_same_number(place: Town) -> None:
    actor = place.actor(LIAISON)
    before = len(list(place.client(LIAISON).get(reverse("home:todo")).context["groups"][0]["due"]))
    counted = count_within(reach(actor, place.campaign.pk), place.campaign.pk)
    _tasks(place, [-1, 2])
    page = place.client(LIAISON).get(reverse("home:todo"))
    told = page.content.decode()
    assert count_within(reach(actor, place.campaign.pk), place.campaign.pk) == counted + 2 == page.context["total"]
    assert "样例事项" in told and "第0项" in told and "附注" in told and "去办" in told and page.context["late"] >= 1
    assert len(list(page.context["groups"][0]["due"])) == before


@pytest.mark.usefixtures("desks")
def test_nothing_on_the_desk_is_no_card(place: Town) -> None:
    assert waiting_on_desk(place.actor(OFFICIAL), (), place.campaign.pk, TODAY) == []
    assert "样例事项" not in place.client(OFFICIAL).get(reverse("home:todo")).content.decode()
