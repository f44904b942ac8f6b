"""The matrix leads to where a list is confirmed to hold nothing; it and the lists are narrowed to the key few (M81, M15)."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns import operations as campaigns
from bihuan.finding.models import NoneConfirmed
from bihuan.problems.vocabulary import Source
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, FOREST, GROUP, HEAD, LIAISON, OFFICE, OFFICIAL, OTHER_LIAISON, OTHER_OFFICIAL, WATER, Town


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def _at(place: Town, which: str = "talks", unit: str = WATER) -> str:
    return reverse("finding:coverage_list", args=[place.campaign.code, place.units[unit].pk, which])


def _matrix(place: Town, who: str = OFFICE, **more: str) -> str:
    return place.client(who).get(reverse("finding:coverage", args=[place.campaign.code]), more).content.decode()


SAID = {"person": "", "on": "2026-03-02", "basis": "谈话记录逐份看过"}


def test_a_list_is_confirmed_from_its_cell_and_withdrawn(place: Town) -> None:
    liaison, address = place.client(LIAISON), _at(place)
    assert f'href="{address}">去确认' in _matrix(place, LIAISON)
    assert address not in _matrix(place, GROUP), "who does not answer for it is not asked"
    assert liaison.post(address, SAID | {"basis": ""}).status_code == 422
    assert liaison.post(address, SAID, follow=True).status_code == 200
    assert f'<a href="{address}"><span class="tag done">确认没有' in _matrix(place, GROUP)
    page = place.client(GROUP).get(address).content.decode()
    assert "谈话记录逐份看过" in page and '<form class="card narrow"' not in page
    assert place.client(GROUP).post(address, SAID).status_code == 403
    again = liaison.post(address, SAID)
    assert again.status_code in (409, 422) and NoneConfirmed.objects.count() == 1
    place.find(Source.TALK, now=place.now + timedelta(hours=1))
    page = liaison.get(address).content.decode()
    assert "已有问题" in page and "整个单位</option>" not in page, "what would be refused is not offered"
    assert f"{OFFICIAL}</option>" in page
    back = reverse("finding:withdraw_none", args=[place.campaign.code, NoneConfirmed.objects.get().pk])
    assert liaison.get(back).status_code == 200 and place.client(GROUP).get(back).status_code == 403
    assert liaison.post(back, {"reason": "另有一件没有入账"}, follow=True).status_code == 200
    assert "另有一件没有入账" in place.client(HEAD).get(address).content.decode()


def test_one_person_may_be_confirmed_apart_and_his_page_says_so(place: Town) -> None:
    told = SAID | {"person": str(place.people[COLLEAGUE].pk)}
    assert place.client(HEAD).post(_at(place), told, follow=True).status_code == 200
    people = reverse("finding:coverage_unit", args=[place.campaign.code, place.units[WATER].pk])
    way = f"{_at(place)}?person={place.people[COLLEAGUE].pk}"
    assert f'href="{way}"' in place.client(OFFICE).get(people).content.decode(), "what was said of him opens"
    assert f'href="{_at(place)}?person={place.people[OFFICIAL].pk}">去确认' in place.client(LIAISON).get(people).content.decode()
    assert "去确认" not in place.client(GROUP).get(people).content.decode(), "who does not answer for it is not asked"
    assert f'value="{place.people[COLLEAGUE].pk}" selected' in place.client(HEAD).get(way).content.decode()
    page = (
        place.client(OFFICE).get(reverse("problems:person_lists", args=[place.campaign.code, place.people[COLLEAGUE].pk])).content.decode()
    )
    assert page.count("确认没有") == 1 and "截至 2026-03-02" in page
    stranger = SAID | {"person": str(place.people[OTHER_OFFICIAL].pk)}
    assert place.client(HEAD).post(_at(place), stranger).status_code == 422


def test_what_is_none_of_his_is_not_there(place: Town) -> None:
    assert place.client(OTHER_LIAISON).get(_at(place)).status_code == 404
    assert place.client(OFFICIAL).get(_at(place)).status_code == 403
    for which in ("self_check", "back_check", "nonsense"):
        assert place.client(OFFICE).get(_at(place, which)).status_code == 404
    assert place.client(OFFICE).post(_at(place, "opinions"), SAID, follow=True).status_code == 200


def test_the_matrix_and_the_lists_are_narrowed_to_the_key_few(place: Town) -> None:
    campaigns.mark_key_few(campaign=place.campaign, person=place.people[OFFICIAL], note="", actor=place.actor(OFFICE), now=place.now)
    place.find(), place.find(person=COLLEAGUE), place.find(unit=FOREST, person=OTHER_OFFICIAL)
    whole, few = _matrix(place), _matrix(place, key_few="1")
    assert FOREST in whole and FOREST not in few and WATER in few and "key_few=1" in few
    found = place.client(OFFICE).get(reverse("finding:coverage", args=[place.campaign.code]), {"key_few": "1"}).context["found"]
    [line] = found.lines
    assert (found.subjects, line.subjects, sum(one.count for one in line.cells)) == (1, 1, 1)
    unit = reverse("finding:coverage_unit", args=[place.campaign.code, place.units[WATER].pk])
    page = place.client(OFFICE).get(unit, {"key_few": "1"}).content.decode()
    assert OFFICIAL in page and COLLEAGUE not in page
    assert COLLEAGUE in place.client(LIAISON).get(unit, {"key_few": "1"}).content.decode(), "the marks are the office's"
    listing = reverse("problems:listing", args=[place.campaign.code, "whole"])
    office = place.client(OFFICE)
    assert [office.get(listing, told).context["found"].count for told in ({}, {"key_few": "1"})] == [3, 1]
    assert office.post(listing + "?key_few=1", {"reason": "备查", "as": "xlsx"}).status_code == 200
