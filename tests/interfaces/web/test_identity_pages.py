"""The pages by which an identity is asked for, opened by two, and seen once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bihuan.clues.models import IdentityOpening, KeyHandover
from tests.clues.ground import HANDLER, INTAKE, KEEPERS, PASSPHRASE, Desk
from tests.clues.test_identities import REASON, WHO, reported
from tests.factories.town import OFFICE
from tests.interfaces.web.test_key_pages import at_desk, desk, go, prove

pytestmark = pytest.mark.django_db
__all__ = ["at_desk", "desk"]
Browsers = Callable[[str], Client]


def ready(at_desk: Browsers, name: str) -> Client:
    """Signed in, proved once more, key unlocked."""
    browser = at_desk(name)
    prove(browser)
    assert go(browser, "unlock", data={"passphrase": PASSPHRASE}).status_code == 302
    return browser


def test_asked_opened_by_two_and_seen_once(desk: Desk, at_desk: Browsers) -> None:
    clue, _reporter = reported(desk)
    handler = ready(at_desk, HANDLER)
    assert "用途会告诉举报人" in go(handler, "ask_identity", clue.pk).text
    assert go(handler, "ask_identity", clue.pk, data={"need": "verify", "reason": REASON}).status_code == 302
    row = IdentityOpening.objects.get()
    for name in KEEPERS[:2]:
        keeper = ready(at_desk, name)
        assert "1 件等您办" in go(keeper, "keys").text
        assert "向举报人核实情况" in go(keeper, "identities").text
        page = go(keeper, "identity", row.pk).text
        assert REASON in page and WHO.name not in page and clue.number not in page and "窗口长期无人值守" not in page
        assert go(keeper, "identity", row.pk, data={"act": "open"}).status_code == 302
    assert WHO.name not in go(handler, "identity", row.pk).text
    answer = go(handler, "identity", row.pk, data={"act": "see"})
    assert WHO.name in answer.text and WHO.contact in answer.text and answer["Cache-Control"] == "no-store"
    again = go(handler, "identity", row.pk, data={"act": "see"})
    assert again.status_code == 409 and WHO.name not in again.text
    assert WHO.name not in go(handler, "identity", row.pk).text


def test_each_step_asks_for_a_key_and_for_who_it_is(desk: Desk, at_desk: Browsers) -> None:
    clue, _reporter = reported(desk)
    browser = at_desk(HANDLER)
    assert go(browser, "ask_identity", clue.pk).url.startswith(reverse("clues:unlock"))
    go(browser, "unlock", data={"passphrase": PASSPHRASE})
    assert go(browser, "ask_identity", clue.pk).url.startswith(reverse("account_reauthenticate"))
    go(browser, "ask_identity", clue.pk, data={"need": "verify", "reason": REASON})
    assert not IdentityOpening.objects.exists() and REASON not in str(dict(browser.session.items()))


def test_a_custodian_refuses_and_whoever_asked_reads_why(desk: Desk, at_desk: Browsers) -> None:
    clue, _reporter = reported(desk)
    handler, keeper = ready(at_desk, HANDLER), ready(at_desk, KEEPERS[2])
    go(handler, "ask_identity", clue.pk, data={"need": "answer", "reason": REASON})
    row = IdentityOpening.objects.get()
    assert go(keeper, "identity", row.pk, data={"act": "refuse", "reason": ""}).status_code == 200
    go(keeper, "identity", row.pk, data={"act": "refuse", "reason": "电话里可以核实"})
    assert "电话里可以核实" in go(handler, "identity", row.pk).text


@pytest.mark.parametrize("who", [OFFICE, INTAKE])
def test_to_everybody_else_there_is_nothing(desk: Desk, at_desk: Browsers, who: str) -> None:
    clue, _reporter = reported(desk)
    row: Any = IdentityOpening.objects.create(clue=clue, need="verify", asked_at=desk.now, asked_by_id=desk.actor(HANDLER).user_id)
    browser = at_desk(who)
    if who == INTAKE:
        browser = ready(at_desk, who)
    else:
        assert go(browser, "identities").status_code == 404
    for page, pk in (("identity", row.pk), ("ask_identity", clue.pk), ("identity", 7), ("ask_identity", 7)):
        assert go(browser, page, pk).status_code == 404


def test_the_page_of_a_clue_leads_there_and_tells_who_looked(desk: Desk, at_desk: Browsers) -> None:
    clue, _reporter = reported(desk)
    handler = ready(at_desk, HANDLER)
    assert reverse("clues:ask_identity", args=[clue.pk]) in go(handler, "clue", clue.pk).text
    go(handler, "ask_identity", clue.pk, data={"need": "protect", "reason": REASON})
    page = go(handler, "clue", clue.pk).text
    assert "保护举报人的安全" in page and reverse("clues:ask_identity", args=[clue.pk]) not in page
    assert page.count("现在锁上") == 1


def test_lists_cost_the_same_however_long_they_are(desk: Desk, at_desk: Browsers) -> None:
    clue, _reporter = reported(desk)
    browser, costs = at_desk(KEEPERS[0]), []
    for _more in range(3):
        IdentityOpening.objects.create(clue=clue, need="verify", state="seen", asked_at=desk.now, asked_by_id=desk.actor(HANDLER).user_id)
        KeyHandover.objects.create(old=desk.key(INTAKE), heir=desk.key(HANDLER), asked_at=desk.now)
        with CaptureQueriesContext(connection) as told:
            assert go(browser, "keys").status_code == go(browser, "identities").status_code == 200
        costs.append(len(told))
    assert costs[1] == costs[2] <= 70
