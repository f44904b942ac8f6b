"""The first screen of everybody asks the same few questions however much waits, and reads nothing that is others' business."""

from itertools import cycle
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.problems.operations import Finding, record_many
from bihuan.problems.queries import reach
from bihuan.problems.queries.todo import _asked, _counted, _waiting
from bihuan.problems.vocabulary import Source
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    HEAD,
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
    assert questions(client) <= few <= 26


@pytest.mark.parametrize("who", [LIAISON, HEAD, OFFICIAL])
@pytest.mark.parametrize("known", [False, True])  # whatever the engine knows of how large its tables are
def test_what_waits_is_counted_without_reading_others_rows(place: Town, who: str, known: bool) -> None:
    found(place, WATER, 3)
    mine = reach(place.actor(who), place.campaign.pk)

    def work() -> tuple[int, int]:
        kinds = _asked(mine, place.campaign.pk, TODAY, False)
        of_page = sum(work_of(sql, values, "problems_problem") for _kind, sql, values in kinds)
        return of_page, work_of(*_waiting(mine, place.campaign.pk, TODAY), "problems_problem")

    before, counts = work(), _counted(_asked(mine, place.campaign.pk, TODAY, False), TODAY)
    found(place, FOREST, 300)
    if known or connection.vendor == "postgresql":  # which looks by itself
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    for then, now in zip(before, work(), strict=True):
        assert now <= then + 20
    assert _counted(_asked(mine, place.campaign.pk, TODAY, False), TODAY) == counts
