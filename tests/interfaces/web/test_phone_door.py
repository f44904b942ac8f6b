"""The door for phones: the same code, a URL list of its own, one's own items alone."""

from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, clear_url_caches, get_resolver, resolve, reverse

from bihuan.config import phone_urls
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Actor, Refused
from bihuan.interfaces.cli.phone import refuse_unfiled
from bihuan.interfaces.web.shell.doors import PHONE_PAGES
from bihuan.problems.queries import reach
from bihuan.problems.vocabulary import Source
from tests.factories import town as factory
from tests.factories.self_checks import TEXT, handed_in
from tests.factories.town import COLLEAGUE, HEAD, OFFICE, OFFICIAL, Town


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


@pytest.fixture
def phone(settings: Any) -> None:
    settings.BIHUAN_DOOR, settings.BIHUAN_OPEN, settings.BIHUAN_PHONE_FILING = "phone", PHONE_PAGES, "网信备 2026-0001"
    settings.ROOT_URLCONF = "bihuan.config.phone_urls"
    clear_url_caches()


@pytest.mark.usefixtures("phone")
def test_it_carries_ones_own_items_and_nothing_else(place: Town) -> None:
    mine = place.find(Source.SUPERVISION)
    other = place.find(Source.SUPERVISION, person=COLLEAGUE)
    me, code = place.client(OFFICIAL), place.campaign.code
    todo = me.get(reverse("home:todo"))
    page = todo.content.decode()
    assert todo.status_code == 200 and "备案号" in page and "网信备 2026-0001" in page and "我的自查" in page
    empty = place.client(HEAD).get(reverse("home:todo")).content.decode()
    assert "打开台账" not in empty and "没有等您办的事" in empty
    assert "问题台账" not in page and "作战图" not in page
    assert me.get(reverse("problems:problem", args=[code, mine.number])).status_code == 200
    assert me.get(reverse("problems:problem", args=[code, other.number])).status_code == 404
    assert me.get(reverse("finding:self_check", args=[code])).status_code == 200
    for name in ("problems:ledger", "reports:cockpit", "campaigns:duties", "finding:self_checks", "organisation:units"):
        address = reverse(name, args=[code] if name != "organisation:units" else [])
        assert me.get(address).status_code == 404, name
        assert place.client(OFFICE).get(address).status_code == 404, name


@pytest.mark.usefixtures("phone")
def test_no_duty_over_others_comes_in_by_it(place: Town) -> None:
    """The office and a unit head find here what anybody finds: their own."""
    row = place.find(Source.SUPERVISION)
    handed_in(place)
    for name in (OFFICE, HEAD):
        person = place.people[name]
        assert not reach(Actor(person.user_id, name, person.pk, door="phone"), place.campaign.pk).duties
        client = place.client(name)
        assert client.get(reverse("problems:problem", args=[place.campaign.code, row.number])).status_code == 404
        assert TEXT not in client.get(reverse("home:todo")).content.decode()


@pytest.mark.usefixtures("phone")
def test_what_is_done_there_says_so_in_the_book(place: Town) -> None:
    place.client(OFFICIAL).post(reverse("finding:self_check", args=[place.campaign.code]))
    assert Record.objects.get(action="begin_self_check").door == "phone"


@pytest.mark.usefixtures("phone")
def test_neither_programs_nor_strangers(place: Town) -> None:
    assert Client().get("/api/v1/campaigns").status_code == 404
    assert Client().get(reverse("home:todo")).status_code == 302
    assert "网信备 2026-0001" in Client().get(reverse("account_login")).content.decode()


def test_every_page_it_carries_exists() -> None:
    names = {f"{space}:{one.name}" for space, (_prefix, resolver) in get_resolver().namespace_dict.items() for one in resolver.url_patterns}
    assert names >= PHONE_PAGES
    assert resolve("/todo/", urlconf=phone_urls.__name__).view_name == "home:todo"
    with pytest.raises(Resolver404):
        resolve("/api/v1/campaigns", urlconf=phone_urls.__name__)
    assert resolve("/c/QS-2026/ledger/", urlconf=phone_urls.__name__).func is phone_urls.closed


def test_other_machines_are_let_in_only_with_the_number_of_the_filing() -> None:
    refuse_unfiled("网信备 2026-0001", only_here=False)
    refuse_unfiled("", only_here=True)
    with pytest.raises(Refused, match="备案"):
        refuse_unfiled("", only_here=False)
