"""No link that a page shows to somebody is refused to him: what he may not open is not offered."""

import re
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve, reverse

from bihuan.campaigns.models import Campaign, Grant
from bihuan.campaigns.vocabulary import CampaignState
from tests.factories.town import OFFICE, town
from tests.interfaces.web.doors import addresses, house

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(connection.vendor != "sqlite", reason="templates are the same on every database")]
_LINK = re.compile(r"""<a [^>]*?\shref=("[^"]*"|'[^']*'|[^\s>"']+)""")
_LEAVES = {"account_logout", "language"}


def _links(address: str, page: str) -> set[str]:
    """The pages of ours to which this one leads."""
    found = (urlsplit(urljoin(f"http://testserver{address}", unescape(told.strip("\"'")))) for told in _LINK.findall(page))
    return {f"{one.path}?{one.query}" for one in found if one.scheme == "http" and not one.path.startswith(("/static/", "/media/"))}


def _kind(link: str) -> str:
    """What sort of address it is: one of each is tried."""
    whole = urlsplit(link)
    return f"{resolve(whole.path).view_name}?{'&'.join(sorted(part.split('=')[0] for part in whole.query.split('&')))}"


def _refused(client: Client, pages: list[str]) -> list[tuple[str, str, int]]:
    bad, tried = [], set[str]()
    for address in pages:
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
            continue
        for link in sorted(_links(address, answer.content.decode())):
            kind = _kind(link)
            if kind in tried or kind.split("?")[0] in _LEAVES:
                continue
            tried.add(kind)
            if (status := client.get(link).status_code) in (403, 404):
                bad.append((address, link, status))
    return bad


@pytest.mark.parametrize(
    "role", ["office", "leader", "head", "in_charge", "group", "liaison", "official", "colleague", "outsider", "system"]
)
def test_no_link_is_refused(role: str, settings: Any) -> None:
    settings.BIHUAN_DEMO = True  # the second factor has pages of its own tests
    built = house()
    assert not _refused(built.clients[role], [built.address(name, names) for name, names in addresses()])


def test_before_the_start_its_founder_is_offered_nothing_that_waits_for_an_office(settings: Any) -> None:
    settings.BIHUAN_DEMO = True
    built = town()
    Grant.objects.filter(campaign=built.campaign).delete()
    Campaign.objects.update(state=CampaignState.PREPARED, prepared_by=built.people[OFFICE].user)
    pages = [
        reverse(f"campaigns:{name}", args=[built.campaign.code]) for name in ("duties", "groups", "roster", "tasks", "settings", "plan")
    ]
    client = built.client(OFFICE)
    assert [client.get(one).status_code for one in pages] == [200] * len(pages)
    assert not _refused(client, [*pages, reverse("problems:lists", args=[built.campaign.code])])
