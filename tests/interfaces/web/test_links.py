"""Every link on every page leads somewhere: to an address of ours with nothing in it that an address may not hold."""

import re
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.urls import Resolver404, resolve

from tests.interfaces.web.doors import addresses, house

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(connection.vendor != "sqlite", reason="templates are the same on every database")]
_LINK = re.compile(r"""\s(?:href|action|hx-get|hx-post|formaction)=("[^"]*"|'[^']*'|[^\s>"']+)""")


def leads_nowhere(page: str, link: str) -> str:
    """Why, "" where it leads somewhere."""
    if re.match(r"(mailto|tel|data|blob):|#", link):
        return ""
    if re.search(r"\s", link):
        return "a blank in it"
    whole = urlsplit(urljoin(f"http://testserver{page}", link))
    if whole.netloc != "testserver" or whole.path.startswith(("/static/", "/media/")):
        return "" if whole.scheme in ("https", "http", "otpauth") else f"a scheme of {whole.scheme}"
    try:
        resolve(whole.path)
    except Resolver404:
        return "nothing there"
    return ""


@pytest.mark.parametrize("role", ["office", "system"])
def test_every_link_leads_somewhere(role: str, settings: Any) -> None:
    settings.BIHUAN_DEMO = True  # the second factor has pages of its own tests
    built = house()
    client, looked, bad = built.clients[role], 0, []
    for name, names in addresses():
        address = built.address(name, names)
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
            continue
        for told in set(_LINK.findall(answer.content.decode())):
            looked += 1
            link = unescape(told.strip("\"'"))
            if why := leads_nowhere(address, link):
                bad.append((name, link, why))
    assert looked > 60 and not bad, (looked, bad[:20])
