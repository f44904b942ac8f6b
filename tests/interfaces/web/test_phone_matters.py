"""On the phone whoever is concerned answers, appeals and reads all that is about himself; nothing there is about anybody else (P01–P03, promise 8)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import clear_url_caches, reverse

from bihuan.accountability import operations as do
from bihuan.accountability.models import CardReview, Clarification, Saying
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.interfaces.web.shell.doors import PHONE_PAGES
from tests.accountability.ground import Bodies, by, heard, noticed, opened, whole
from tests.accountability.marks import decided, laid, proposed, switched_on, told
from tests.accountability.test_clarification import proposed as cleared
from tests.accountability.test_visits import planned
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, GROUP, LEADER, NOW, OFFICE, OFFICIAL, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Bodies:
    settings.BIHUAN_DEMO = True  # no second factor
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return Bodies(factory.town())


@pytest.fixture
def phone(settings: Any) -> None:
    settings.BIHUAN_DOOR, settings.BIHUAN_OPEN, settings.BIHUAN_PHONE_FILING = "phone", PHONE_PAGES, "网信备 2026-0001"
    settings.ROOT_URLCONF = "bihuan.config.phone_urls"
    clear_url_caches()


def _at(place: Town, name: str, *given: object) -> str:
    return reverse(f"accountability:{name}", args=[place.campaign.code, *given])


def _read(place: Town, address: str, name: str = OFFICIAL) -> str:
    answer = place.client(name).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def _no_dead_link(place: Town, page: str, name: str = OFFICIAL) -> None:
    """Every address of this room on the page answers at this door."""
    for address in set(re.findall(r'(?:href|action)="(/(?:c|me)/[^"#?]+)"', page)):
        assert place.client(name).get(address).status_code in (200, 302, 405), address


@pytest.mark.usefixtures("phone")
def test_a_proposed_card_is_answered_and_appealed_against_on_the_phone(bodies: Bodies) -> None:
    place = bodies.place
    switched_on(bodies)
    row = told(bodies, proposed(bodies, K.YELLOW))
    todo = _read(place, reverse("home:todo"))
    assert "请您陈述意见" in todo and _at(place, "motion", row.number) in todo
    _no_dead_link(place, todo)
    _no_dead_link(place, _read(place, reverse("accountability:own_matters")))
    assert "建议：亮黄牌" in _read(place, reverse("accountability:own_matters")), "nobody decided yet"
    page = _read(place, _at(place, "motion", row.number))
    assert "现在只是建议，还没有决定" in page and "建议：亮黄牌" in page
    _no_dead_link(place, page)
    me = place.client(OFFICIAL)
    assert me.post(_at(place, "motion_step", row.number, "say_to_motion"), {"text": "当天被抽去开会"}).status_code == 302
    do.answer_saying(Saying.objects.get(), text="已核实", **by(place, OFFICE))
    do.submit_motion(row, **by(place, OFFICE))
    card = decided(bodies, row, days=0).card
    assert card is not None
    page = _read(place, _at(place, "card", card.pk))
    assert "申请摘帽" in page and "提出申诉" in page, "what one may do stands on the card itself"
    _no_dead_link(place, page)
    assert me.post(_at(place, "motion_appeal", row.number), {"body": bodies.of["discipline"].pk, "text": "不当"}).status_code == 302
    assert "提出申诉" not in _read(place, _at(place, "card", card.pk)), "one appeal at a time"
    assert me.post(_at(place, "card_review", CardReview.objects.get().pk, "withdraw_review"))["Location"] == _at(
        place, "motion", row.number
    )
    for name in (COLLEAGUE, LEADER, OFFICE):
        assert place.client(name).get(_at(place, "card", card.pk)).status_code == 404, name


@pytest.mark.usefixtures("phone")
def test_a_clearing_an_announcement_a_visit_are_read_there_by_whom_they_are_about(bodies: Bodies) -> None:
    place = bodies.place
    row, plan = cleared(bodies), planned(bodies)
    about = (_at(place, "clarification", row.pk), _at(place, "return_visit", plan.pk))
    mine = _read(place, reverse("accountability:own_matters"))
    for address in about:
        assert address in mine
        _no_dead_link(place, _read(place, address))
        for name in (GROUP, LEADER, OFFICE):
            assert place.client(name).get(address).status_code == 404, (name, address)
    said = place.client(OFFICIAL).post(_at(place, "right_step", "clarification", row.pk, "hear_wish"), {"wish": "same_scope", "text": ""})
    assert said.status_code == 302 and Clarification.objects.get(pk=row.pk).wish == "same_scope"


def test_what_waits_for_a_seat_waits_at_the_desk_and_not_on_the_phone(bodies: Bodies, settings: Any, request: Any) -> None:
    """Matters of others are of no phone: no title, no link that leads nowhere."""
    place = bodies.place
    row = heard(bodies, noticed(bodies, whole(bodies, opened(bodies))))
    do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE))
    assert row.matter in _read(place, reverse("home:todo"), LEADER)
    request.getfixturevalue("phone")
    page = _read(place, reverse("home:todo"), LEADER)
    assert row.matter not in page and "处理：请决定" not in page
    noticed(bodies, whole(bodies, opened(bodies, LEADER)))
    page = _read(place, reverse("home:todo"), LEADER)
    assert "拟处理事项：您可以说明情况" in page, "his own comes there all the same"
    _no_dead_link(place, page, LEADER)


@pytest.mark.usefixtures("phone")
def test_the_time_for_an_appeal_is_over_and_its_button_is_gone(bodies: Bodies, monkeypatch: pytest.MonkeyPatch) -> None:
    place = bodies.place
    switched_on(bodies)
    row = proposed(bodies, K.YELLOW)
    card = decided(bodies, laid(bodies, told(bodies, row), days=0), days=0).card
    row.refresh_from_db()
    assert card is not None and row.appeal_until_on is not None
    assert "提出申诉" in _read(place, _at(place, "motion", row.number))
    late = NOW + timedelta((row.appeal_until_on - NOW.date()).days + 1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    page = _read(place, _at(place, "motion", row.number))
    assert "提出申诉" not in page and "向别的机构申诉" not in page
