"""A page that lies open longer than a sign-in lasts."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import town as t
from tests.factories.town import OFFICE, Town

pytestmark = pytest.mark.django_db
LEDGER = "/c/QS-2026/ledger/"


@pytest.fixture
def town(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # without second factors
    return t.town()


def test_a_script_is_told_that_the_sign_in_has_run_out(town: Town) -> None:
    row, client = town.find(), town.client(OFFICE)
    client.logout()
    for method, address in (("get", LEDGER), ("get", f"{LEDGER}{row.number}/cell/text/"), ("post", f"{LEDGER}{row.number}/cell/text/")):
        answer = getattr(client, method)(address, HTTP_HX_REQUEST="true")
        assert (answer.status_code, answer.content) == (401, b"")
        assert getattr(client, method)(address).status_code == 302, "people are led to the sign-in page"


def test_a_page_from_before_goes_on_with_the_guard_of_a_new_sign_in(town: Town) -> None:
    row, client = town.find(), Client(enforce_csrf_checks=True)
    client.force_login(town.people[OFFICE].user)
    stale = client.get(f"{LEDGER}new/").context["csrf_token"]
    client.logout()
    client.get("/account/login/")
    client.force_login(town.people[OFFICE].user)
    told = {"text": "窗口无人值守", "seen": row.revision}
    address = f"{LEDGER}{row.number}/cell/text/"
    client.cookies["bihuan_csrf"] = client.cookies["bihuan_csrf"].value[::-1]  # as a sign-in renews it
    assert client.post(address, told, HTTP_HX_REQUEST="true", HTTP_X_CSRFTOKEN=str(stale)).status_code == 403
    fresh = client.cookies["bihuan_csrf"].value
    assert client.post(address, told, HTTP_HX_REQUEST="true", HTTP_X_CSRFTOKEN=fresh).status_code == 200
