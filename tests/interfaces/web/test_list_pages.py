"""Pages of the lists: the six of a person, the customary ones, finds and mergers."""

from typing import Any

import pytest
from django.urls import reverse

from bihuan.problems.operations import merge
from bihuan.problems.vocabulary import Source
from bihuan.problems.vocabulary.lists import ListKind
from tests.factories.town import COLLEAGUE, HEAD, LIAISON, OFFICE, OFFICIAL, WATER, Town, town

pytestmark = pytest.mark.django_db
SECRET = "午休后常常迟到半小时去接孩子"


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    return town()


def _page(place: Town, who: str, at: str, /, *given: Any, **query: Any) -> str:
    answer = place.client(who).get(reverse(at, args=[place.campaign.code, *given]), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_way_from_the_six_lists_to_a_person_and_back_to_the_ledger(place: Town) -> None:
    place.find(Source.SELF_CHECK, text=SECRET)
    place.find(Source.OPINION, text="答复太慢", origin=("opinion", "1", "第1号征求意见函"))
    whose = place.people[OFFICIAL].pk
    first = _page(place, OFFICE, "problems:lists")
    assert f"/lists/person/{whose}/" not in first and "按人查看" in first, "nobody is listed before somebody asks"
    assert f"/lists/person/{whose}/" in _page(place, OFFICE, "problems:lists", name="曲")
    assert f"/lists/person/{whose}/" in _page(place, HEAD, "problems:lists", unit=place.units[WATER].pk)
    assert "我的六个清单" in _page(place, OFFICIAL, "problems:lists")
    page = _page(place, OFFICIAL, "problems:person_lists", whose)
    assert SECRET in page and "第1号征求意见函" in page and page.count('class="plain-table') == 2 and page.count("没有</p>") == 4
    assert SECRET not in _page(place, LIAISON, "problems:person_lists", whose) and "＊" in _page(
        place, LIAISON, "problems:person_lists", whose
    )
    assert place.client(COLLEAGUE).get(reverse("problems:person_lists", args=[place.campaign.code, whose])).status_code == 404


def test_a_list_goes_home_as_excel_or_word_for_a_purpose(place: Town) -> None:
    place.find()
    for name, given in (("problems:person_lists", place.people[OFFICIAL].pk), *(("problems:listing", one.value) for one in ListKind)):
        at, client = reverse(name, args=[place.campaign.code, given]), place.client(OFFICIAL)
        assert client.post(at, {"as": "xlsx"}).status_code == 422
        for word, begins in (("xlsx", "officedocument.spreadsheet"), ("docx", "officedocument.wordprocessing")):
            answer = client.post(at, {"as": word, "reason": "本人留存"})
            assert answer.status_code == 200 and begins in answer["Content-Type"], (name, given, word)


def test_every_list_has_its_page(place: Town) -> None:
    place.find(leader=place.people[HEAD])
    place.find(person=HEAD, text="调研走过场")
    for one in ListKind:
        page = _page(place, OFFICE, "problems:listing", one.value)
        assert one.label in page
    page = _page(place, LIAISON, "problems:listing", "department")
    assert page.index("调研走过场") < page.index("窗口群众") and "主要负责人" in page
    assert place.client(OFFICE).get(reverse("problems:listing", args=[place.campaign.code, "nonsense"])).status_code == 404


def test_finds_and_mergers_have_a_page(place: Town) -> None:
    kept, other = place.find(Source.OPINION), place.find(Source.TALK, text="同一件事")
    merge(main=kept, members=[other], reason="说的是同一件事", actor=place.actor(OFFICE), now=place.now)
    page = _page(place, OFFICE, "problems:finds")
    assert "说的是同一件事" in page and f"/ledger/{other.number}/" in page


def test_a_list_page_asks_the_same_however_long(place: Town) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, at = place.client(OFFICE), reverse("problems:listing", args=[place.campaign.code, "whole"])
    place.find()
    client.get(at)
    with CaptureQueriesContext(connection) as few:
        client.get(at)
    for number in range(20):
        place.find(text=f"第{number}件")
    with CaptureQueriesContext(connection) as many:
        client.get(at)
    assert len(many) <= len(few) <= 22
