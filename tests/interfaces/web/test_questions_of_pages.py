"""How much the commonest pages ask of the database: no more than they print, and nothing twice."""

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.campaigns.models import Manifestation
from bihuan.foundation.jobs.running import Turn
from bihuan.problems.models import Problem
from bihuan.problems.operations.likening import compare_waiting
from tests.factories.town import LIAISON, OFFICE, Town, town

pytestmark = pytest.mark.django_db
ABOUT = ("低保申请", "危房改造补助", "公益性岗位", "产业奖补资金")


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return town()


def asked(client: Client, path: str, **headers: str) -> list[str]:
    client.get(path, **headers)
    with CaptureQueriesContext(connection) as told:
        assert client.get(path, **headers).status_code == 200
    found = [one["sql"] for one in told]
    assert not {sql: many for sql, many in Counter(found).items() if many > 1}
    return found


@pytest.mark.parametrize("who", [LIAISON, OFFICE])
def test_an_item_that_nothing_happened_to_asks_few_questions(place: Town, who: str) -> None:
    row = place.find(text="窗口无人值守")
    compare_waiting(place.campaign, Turn())
    path, client = f"/c/{place.campaign.code}/ledger/{row.number}/", place.client(who)
    drawer = asked(client, path, HTTP_HX_REQUEST="true")
    assert len(drawer) <= 14, drawer  # one of them: what other rooms show beside it
    assert len(asked(client, path)) <= 15


def test_the_list_of_likenesses_asks_the_same_of_few_and_of_many(place: Town) -> None:
    entry, path = Manifestation.objects.select_related("category")[0], f"/c/{place.campaign.code}/likenesses/"
    client, counts = place.client(OFFICE), list[int]()
    for about, pairs in ((ABOUT[:1], 1), (ABOUT[1:], 4)):
        for one in about:
            for _twice in range(2):
                place.find(text=f"东关村{one}材料在县民政窗口积压41天没有答复，经办人推诿给镇里。")
        Problem.objects.update(category=entry.category, manifestation=entry)
        compare_waiting(place.campaign, Turn())
        counts.append(len(asked(client, path)))
        assert client.get(path).content.decode().count('class="like-side"') == 2 * pairs
    assert counts[0] == counts[1] <= 15, counts


@pytest.mark.parametrize("who", [LIAISON, OFFICE])
def test_the_page_of_to_dos_asks_nothing_twice(place: Town, who: str) -> None:
    place.find()
    told = asked(place.client(who), "/todo/")
    assert len(told) <= 18, told
