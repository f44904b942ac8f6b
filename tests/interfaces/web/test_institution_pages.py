"""Pages of 举一反三与制度: common problems, the register, checks of other units, repetition; and what they show beside a problem."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns.models import Manifestation
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.institutions.models import CheckAnswer, CheckOrder, Institution
from bihuan.problems.models import Problem
from bihuan.problems.operations import analyse
from bihuan.problems.vocabulary import CauseKind, Weight
from tests.factories.town import (
    FOREST,
    HEAD,
    LIAISON,
    OFFICE,
    OFFICIAL,
    OTHER_LIAISON,
    OTHER_OFFICIAL,
    TODAY,
    WATER,
    Town,
    days_later,
    town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any, tmp_path: Any) -> Town:
    settings.BIHUAN_DEMO, settings.BIHUAN_FILES = True, tmp_path / "files"
    return town()


def at(page: str, *given: Any) -> str:
    return reverse(page, args=["QS-2026", *given])


def page_of(place: Town, who: str, address: str) -> str:
    answer = place.client(who).get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_from_an_item_to_a_rule_and_back(place: Town) -> None:
    row = place.find()
    analyse(problem=row, cause="没有值班制度", kind=CauseKind.INSTITUTIONAL, actor=place.actor(LIAISON), now=place.now)
    item = at("problems:problem", row.number)
    address = f"{at('institutions:new_institution')}?problems={row.number}&amp;unit={place.units[WATER].pk}"
    assert address in page_of(place, LIAISON, item) and address not in page_of(place, OFFICIAL, item)
    client = place.client(LIAISON)
    assert f'value="{row.number}"' in client.get(address.replace("&amp;", "&")).content.decode()
    told = {
        "title": "窗口值班办法",
        "kind": "new",
        "unit": WATER,
        "problems": f"{row.number:04d}、",
        "mechanism": "efficiency",
        "planned_on": "2026-04-01",
    }
    assert client.post(at("institutions:new_institution"), {**told, "problems": "甲"}).status_code == 422
    assert client.post(at("institutions:new_institution"), told).status_code == 302
    rule = Institution.objects.get()
    own = at("institutions:institution", rule.number)
    assert own in page_of(place, LIAISON, item) and "窗口值班办法" in page_of(place, OFFICIAL, at("institutions:register"))
    assert f"/ledger/{row.number}/" in page_of(place, LIAISON, own)

    def step(action: str, **more: Any) -> int:
        return int(client.post(at("institutions:institution_step", rule.number, action), more).status_code)

    assert step("draft_institution", on=str(TODAY)) == 302 and step("issue_institution", on=str(TODAY), doc_number="青水发3号") == 302
    page = page_of(place, LIAISON, own)
    assert "已印发" in page and "青水发3号" in page and "印发以后" in page
    assert place.client(OFFICE).get(at("institutions:institution_step", rule.number, "judge_effect")).status_code == 200
    assert client.get(at("institutions:institution_step", rule.number, "judge_effect")).status_code == 403
    office = place.client(OFFICE)
    assert (
        office.post(at("institutions:institution_step", rule.number, "judge_effect"), {"effect": "works", "text": "没有再发生"}).status_code
        == 302
    )
    assert "没有再发生" in page_of(place, OFFICE, own)
    for word in ("xlsx", "docx"):
        assert office.post(at("institutions:register"), {"as": word, "reason": "报领导小组"}).status_code == 200


def test_a_check_is_ordered_answered_and_collected(place: Town) -> None:
    row = place.find(weight=Weight.COMMON, manifestation=Manifestation.objects.get(number="1"))
    item, office, order = at("problems:problem", row.number), place.client(OFFICE), at("institutions:order_check")
    assert f"{order}?problem={row.number}" in page_of(place, OFFICE, item) and order not in page_of(place, HEAD, item)
    assert place.client(HEAD).get(order).status_code == 403
    told = {"problem": row.number, "text": "查窗口值班", "due_on": str(TODAY + timedelta(3650)), "everybody": "on"}
    assert office.post(order, {**told, "text": ""}).status_code == 422
    assert office.post(order, told).status_code == 302
    made, answer = CheckOrder.objects.get(), CheckAnswer.objects.get()
    assert answer.unit == place.units[FOREST], "everybody but the unit in which it was found"
    todo = place.client(OTHER_LIAISON).get("/todo/").content.decode()
    own = at("institutions:check_answer", answer.pk)
    assert own in todo
    button = f'class="btn go" href="{own}"'
    assert button in page_of(place, OTHER_LIAISON, at("institutions:check", made.number)), "who is to answer finds where"
    assert button not in page_of(place, OFFICE, at("institutions:check", made.number))
    liaison = place.client(OTHER_LIAISON)
    assert liaison.post(own, {"how": ""}).status_code == 422
    assert liaison.post(own, {"how": "看了监控", "found": "窗口中午无人\n\n值班表没有排"}).status_code == 302
    found = Problem.objects.filter(origin_kind="sibling")
    assert found.count() == 2
    assert button not in page_of(place, OTHER_LIAISON, at("institutions:check", made.number)), "answered"
    whole = page_of(place, OFFICE, at("institutions:check", made.number))
    assert all(f"/ledger/{one.number}/" in whole for one in found) and "发现同类问题" in whole
    assert f'href="{own}"' in page_of(place, OTHER_LIAISON, at("problems:problem", found.first().number)), "the entry leads back"  # type: ignore[union-attr]
    assert place.client(LIAISON).get(own).status_code == 404
    for word in ("xlsx", "docx"):
        assert office.post(at("institutions:check", made.number), {"as": word, "reason": "汇总"}).status_code == 200
    back = page_of(place, OFFICE, at("institutions:return_answer", answer.pk))
    assert FOREST in back and "看了监控" in back and f'href="{own}"' in back, "what is sent back, and the way back, stand over the form"
    assert "查窗口值班" in page_of(place, OFFICE, at("institutions:withdraw_check", made.number))
    assert office.post(at("institutions:withdraw_check", made.number), {"reason": "重复"}).status_code == 302


def test_repetitions_are_shown_on_the_item_and_in_a_list(place: Town) -> None:
    item = Manifestation.objects.get(number="1")
    first = place.to("closed", place.find(manifestation=item))
    again = place.find(manifestation=item, now=days_later(9), text="又没人了")
    assert "重复发生" in page_of(place, OFFICE, at("problems:problem", again.number))
    assert "重复发生" not in page_of(place, OFFICE, at("problems:problem", first.number))
    page = page_of(place, OFFICE, at("institutions:repetitions"))
    assert "又没人了" in page and f"/ledger/{first.number}/" not in page
    place.find(manifestation=item, unit=FOREST, person=OTHER_OFFICIAL)
    assert "遇事往外推" in page_of(place, OFFICE, at("institutions:overview"))


def test_what_a_campaign_leaves_out_has_no_door(place: Town) -> None:
    row = place.find(weight=Weight.COMMON)
    switches = {"institutions": False, "sibling_checks": False}
    switch_mechanisms(campaign=place.campaign, switches=switches, actor=place.actor(OFFICE), now=place.now)
    page = page_of(place, OFFICE, at("problems:problem", row.number))
    assert "登记制度" not in page and "布置举一反三" not in page
    tabs = page_of(place, OFFICE, at("institutions:overview"))
    assert at("institutions:checks") not in tabs and at("institutions:register") not in tabs
    told = {"problem": row.number, "text": "查", "due_on": "2036-01-01", "everybody": "on"}
    assert place.client(OFFICE).post(at("institutions:order_check"), told).status_code == 422
