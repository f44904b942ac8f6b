"""A form holds what the row says: it is shown, also in the dialogue about a conflict, to nobody who may not read the row or take the step."""

from typing import Any

import pytest

from bihuan.problems.vocabulary import Source
from tests.factories.town import COLLEAGUE, HEAD, LEADER, LIAISON, OFFICIAL, Town, town

pytestmark = pytest.mark.django_db
TEXT, CAUSE = "上班时间处理私事", "自律不够"


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    return town()


def test_the_dialogue_about_a_conflict_tells_nothing_to_who_may_not_read(place: Town) -> None:
    row = place.find(Source.SELF_CHECK, person=OFFICIAL, text=TEXT)
    address = f"/c/{place.campaign.code}/ledger/{row.number}"
    told = {"text": "另一句话", "weight": "general", "seen": str(row.revision + 7)}
    for who in (LIAISON, LEADER):
        for headers in ({}, {"HX-Request": "true"}):
            answer = place.client(who).post(f"{address}/amend/", told, headers=headers)
            assert TEXT not in answer.content.decode() and answer.status_code in (403, 404, 409), who
            answer = place.client(who).post(f"{address}/analyse/", {"cause": "另一个", "kind": "personal", "seen": "99"}, headers=headers)
            assert answer.status_code in (403, 404, 409)
    shown = place.client(HEAD).post(f"{address}/amend/", told)
    assert shown.status_code == 409 and TEXT in shown.content.decode()


def test_whoever_puts_a_private_item_right_without_reading_it_gets_no_form_with_its_text(place: Town) -> None:
    row = place.find(Source.SELF_CHECK, person=OFFICIAL, text=TEXT)
    type(row).objects.filter(pk=row.pk).update(doer=place.people[COLLEAGUE], cause=CAUSE, cause_kind="personal", path="full")
    for step in ("amend", "analyse"):
        answer = place.client(COLLEAGUE).get(f"/c/{place.campaign.code}/ledger/{row.number}/{step}/")
        assert TEXT not in answer.content.decode() and CAUSE not in answer.content.decode() and answer.status_code == 403
    for cell in ("text", "cause"):
        for ask in ("get", "post"):
            answer = getattr(place.client(COLLEAGUE), ask)(f"/c/{place.campaign.code}/ledger/{row.number}/cell/{cell}/")
            assert TEXT not in answer.content.decode() and CAUSE not in answer.content.decode() and answer.status_code == 403
