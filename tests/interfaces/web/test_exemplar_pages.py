"""Pages of examples held up with consent (M157): who finds one, how it goes its way in the browser, what the public page of the campaign shows."""

from typing import Any

import pytest
from django.urls import clear_url_caches, reverse

from bihuan.accountability.models import Exemplar
from bihuan.accountability.vocabulary.exemplars import Consent
from bihuan.campaigns.queries import code_of_conduct, commendations_of
from bihuan.interfaces.web.shell.doors import PHONE_PAGES
from tests.accountability.ground import Bodies
from tests.accountability.test_exemplars import DECISION, DEED, commended, recommended
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, HEAD, LEADER, LIAISON, OFFICE, OFFICIAL, TODAY, WATER, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


@pytest.fixture
def bodies(place: Town) -> Bodies:
    return Bodies(place)


def _at(name: str, *given: Any) -> str:
    return reverse(f"accountability:{name}", args=["QS-2026", *given])


def _page(place: Town, name: str, at: str) -> str:
    answer = place.client(name).get(at)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def _step(place: Town, name: str, row: Exemplar, action: str, **told: Any) -> Exemplar:
    answer = place.client(name).post(_at("exemplar_step", row.number, action), told)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    row.refresh_from_db()
    return row


@pytest.mark.mechanism("M157")
def test_a_proposal_goes_its_way_in_the_browser(bodies: Bodies) -> None:
    place = bodies.place
    assert 'name="unit"' in _page(place, OFFICE, _at("new_exemplar"))
    told = {"standard": code_of_conduct(place.campaign)[0].name, "person": place.people[OFFICIAL].pk, "deed": DEED, "evidence": "群众来信",
            "body": bodies.of["party"].pk}  # fmt: skip
    at = f"{_at('new_exemplar')}?unit={place.units[WATER].pk}"
    assert OFFICIAL in _page(place, OFFICE, at) and "专班</option>" not in _page(place, OFFICE, at), (
        "the office does not decide on its own proposals"
    )
    assert place.client(OFFICE).post(at, {**told, "deed": ""}).status_code == 422
    assert place.client(OFFICE).post(at, told).status_code == 302
    row = Exemplar.objects.get()
    assert "请说说您的意愿" in _page(place, OFFICIAL, "/todo/") and "请说说您的意愿" not in _page(place, COLLEAGUE, "/todo/")
    his = _page(place, OFFICIAL, _at("exemplar", row.number))
    assert "不用说原因" in his and _at("exemplar_step", row.number, "agree_to_exemplar") in his and "收回推荐" not in his
    _step(place, OFFICIAL, row, "agree_to_exemplar", consent="named")
    assert "请研究决定" in _page(place, LEADER, "/todo/")
    _step(place, LEADER, row, "decide_exemplar", on=str(TODAY), **DECISION)
    assert "先进典型：请宣传" in _page(place, OFFICE, "/todo/")
    _step(place, OFFICE, row, "publish_exemplar", text=DEED)
    shown = _page(place, LIAISON, reverse("campaigns:commendations", args=["QS-2026"]))
    assert DEED in shown and OFFICIAL in shown and _at("exemplars") in shown
    _step(place, OFFICIAL, row, "revoke_consent")
    assert DEED not in _page(place, LIAISON, reverse("campaigns:commendations", args=["QS-2026"])) and not commendations_of(place.campaign)


def test_nobody_else_finds_a_proposal_and_steps_are_for_who_may(bodies: Bodies) -> None:
    place, row = bodies.place, recommended(bodies)
    for name in (LEADER, HEAD, LIAISON, COLLEAGUE):
        assert place.client(name).get(_at("exemplar", row.number)).status_code == 404
        assert DEED not in _page(place, name, _at("exemplars")) and "第 1 号" not in _page(place, name, _at("exemplars"))
    assert place.client(OFFICE).get(_at("exemplar_step", row.number, "agree_to_exemplar")).status_code == 403
    assert place.client(OFFICE).get(_at("exemplar_step", row.number, "praise")).status_code == 404
    assert place.client(LIAISON).get(_at("new_exemplar")).status_code == 403
    assert "有您参与的推荐" in _page(place, LIAISON, _at("exemplars"))
    _step(place, OFFICIAL, row, "decline_exemplar")
    assert "本人不同意" in _page(place, OFFICE, _at("exemplar", row.number))


def test_a_text_for_the_nameless_begins_empty(bodies: Bodies) -> None:
    place, row = bodies.place, commended(bodies, Consent.NAMELESS)
    assert DEED not in _page(place, OFFICE, _at("exemplar_step", row.number, "publish_exemplar"))
    answer = place.client(OFFICE).post(_at("exemplar_step", row.number, "publish_exemplar"), {"text": OFFICIAL + "巡堤"})
    assert answer.status_code == 422 and "不公开姓名" in answer.content.decode()


def test_on_the_phone_the_person_answers_from_his_own_matters(bodies: Bodies, settings: Any) -> None:
    place, row = bodies.place, recommended(bodies)
    settings.BIHUAN_DOOR, settings.BIHUAN_OPEN, settings.BIHUAN_PHONE_FILING = "phone", PHONE_PAGES, "网信备 2026-0001"
    settings.ROOT_URLCONF = "bihuan.config.phone_urls"
    clear_url_caches()
    mine = _page(place, OFFICIAL, reverse("accountability:own_matters"))
    assert _at("exemplar", row.number) in mine and "先进典型" in mine
    page = _page(place, OFFICIAL, _at("exemplar", row.number))
    assert _at("exemplar_step", row.number, "agree_to_exemplar") in page and "/examples/new" not in page and "/commendations/" not in page
    _step(place, OFFICIAL, row, "agree_to_exemplar", consent="nameless")
    assert place.client(OFFICE).get(_at("exemplar", row.number)).status_code == 404, "the work of others is of no phone"
