"""The six lists of a person with many items and the matrix of many units ask as much as small ones (bench.finding_pages measures them)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bench.finding_pages import ITEMS, many_units, one_person
from tests.factories import town as factory
from tests.factories.town import LIAISON, OFFICE, OFFICIAL, Town

pytestmark = pytest.mark.usefixtures("known_by_heart")


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_six_lists_of_sixty_items_ask_as_much_as_of_one(place: Town, django_assert_max_num_queries: Any) -> None:
    person = place.people[OFFICIAL].pk
    page, office = reverse("problems:person_lists", args=[place.campaign.code, person]), place.client(OFFICE)
    place.find(text="<b>第一件</b>", origin=("self_check", "5", "自查<表>"))
    assert "&lt;b&gt;第一件&lt;/b&gt;" in read(office, page) and "自查&lt;表&gt;" in read(office, page)
    one_person(place)
    read(office, page)  # what is read in confidence is noted once a day
    with django_assert_max_num_queries(10):
        shown = read(office, page)
    assert shown.count('<tr><th scope="row"') == ITEMS + 1 and shown.count("遇事往外推") >= ITEMS
    assert "窗口排队" not in "".join(one for one in read(place.client(LIAISON), page).split("<tr>") if "＊" in one)


def test_the_matrix_of_two_hundred_units_asks_as_much_as_of_two(place: Town, django_assert_max_num_queries: Any) -> None:
    page, office = reverse("finding:coverage", args=[place.campaign.code]), place.client(OFFICE)
    read(office, page)
    many_units(place, 200, 400)
    with django_assert_max_num_queries(14):  # two of them: what was confirmed to hold nothing, and what came after
        assert read(office, page).count("<tr><th scope=row>") == 202
