"""What an address tells somebody who guesses: nothing beyond his own rows (promise 8)."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from bihuan.foundation.kernel import BadInput
from bihuan.organisation.operations import give_standing_duty, link_account
from bihuan.organisation.vocabulary import StandingDutyKind
from bihuan.problems.vocabulary import Source
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    HEAD,
    LEADER,
    LIAISON,
    OFFICE,
    OFFICIAL,
    OTHER_LIAISON,
    OTHER_OFFICIAL,
    WATER,
    Town,
    town,
)  # fmt: skip

pytestmark = pytest.mark.django_db
WORD = "收受土特产"


@pytest.fixture
def made() -> Town:
    place = town()
    place.find(source=Source.SELF_CHECK, text=f"曾{WORD}两次，已经退回")
    place.find(unit=FOREST, person=OTHER_OFFICIAL, text="林业窗口上午无人值守")
    return place


@pytest.fixture
def sign_in(made: Town) -> Callable[[str], Client]:
    def client(name: str) -> Client:
        browser = made.client(name)
        session = browser.session
        session["second_factor"] = "bound"
        session.save()
        return browser

    return client


def page(client: Client, rest: str, **headers: str) -> str:
    return client.get(f"/c/QS-2026/ledger/{rest}", headers=headers).content.decode()


def test_an_id_in_the_address_names_nobody_outside(made: Town, sign_in: Callable[[str], Client]) -> None:
    somebody, unit = made.people[OTHER_OFFICIAL].pk, made.units[FOREST].pk
    for who in (OFFICIAL, LIAISON):
        told = page(sign_in(who), f"?person={somebody}&unit={unit}")
        assert OTHER_OFFICIAL not in told
        assert FOREST not in told
    assert OTHER_OFFICIAL in page(sign_in(OFFICE), f"?person={somebody}&unit={unit}")


@pytest.mark.parametrize("who", [LIAISON, COLLEAGUE, OTHER_LIAISON, LEADER])
def test_a_private_text_is_nowhere(made: Town, sign_in: Callable[[str], Client], who: str) -> None:
    client, htmx = sign_in(who), {"HX-Request": "true", "HX-Target": "ledger"}
    for rest in (
        "",
        "?col=cause&col=measures&col=progress",
        "1/",
        "1/cell/text/",
        "1/amend/",
        "1/analyse/",
        "1/plan/",
        "export/",
        "?lists=self_check",
    ):
        assert WORD not in page(client, rest), rest
        assert WORD not in page(client, rest, **htmx), rest
    found = client.get("/c/QS-2026/ledger/", {"q": WORD})
    assert "第 0001 号" not in found.content.decode()
    assert found.context["page"].count == 0
    assert client.get("/c/QS-2026/ledger/", {"q": "土特"}).context["page"].count == 0


def test_a_hidden_item_and_a_missing_one_look_alike(made: Town, sign_in: Callable[[str], Client]) -> None:
    client = sign_in(OTHER_LIAISON)
    hidden, missing = (client.get(f"/c/QS-2026/ledger/{number}/") for number in (1, 999))
    assert hidden.status_code == missing.status_code == 404
    plain = [re.sub(rb"\b\w{64}\b|/(1|999)/", b"", answer.content) for answer in (hidden, missing)]  # but for the guard against forgery
    assert plain[0] == plain[1]
    assert client.post("/c/QS-2026/ledger/1/prioritise/").status_code == 404


def test_everything_means_everything_one_may_see(made: Town, sign_in: Callable[[str], Client]) -> None:
    asked = sign_in(LIAISON).post("/c/QS-2026/ledger/many/", {"action": "ask", "everything": "1"})
    assert [row.unit.name for row in asked.context["rows"]] == [WATER]


def test_totals_of_the_whole_campaign_are_for_those_who_run_and_watch_it(made: Town, sign_in: Callable[[str], Client]) -> None:
    seen = {who: sign_in(who).get("/c/QS-2026/figures/").status_code for who in (OFFICE, LEADER, GROUP, HEAD, LIAISON, OFFICIAL)}
    assert seen == {OFFICE: 200, LEADER: 200, GROUP: 200, HEAD: 403, LIAISON: 403, OFFICIAL: 403}


def test_a_keeper_does_not_become_somebody_else(made: Town) -> None:
    keeper = made.people[COLLEAGUE]
    assert keeper.user is not None
    give_standing_duty(user=keeper.user, duty=StandingDutyKind.KEEPER, actor=made.machine, now=made.now)
    for person, user in ((made.people[OFFICE], keeper.user), (keeper, None)):
        with pytest.raises(BadInput):
            link_account(person, user=user, actor=made.actor(COLLEAGUE), now=made.now)
