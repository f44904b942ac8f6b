"""Registers that grow are read on from where one stopped, so that the last page costs what the first does and no row is passed over."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns.models import Delegation, Handover, Meeting
from bihuan.campaigns.vocabulary import Duty, MeetingKind
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town

MANY = 120


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def _read_through(place: Town, name: str, found: str) -> list[str]:
    """What every page of a list names, one after the other, as its button leads on."""
    address, seen, link = reverse(name, args=[place.campaign.code]), list[str](), ""
    for _page in range(MANY):
        page = place.client(OFFICE).get(address + link).content.decode()
        seen += re.findall(found, page)
        if not (onward := re.search(r'rel="next" href="([^"]+)"', page)):
            return seen
        link = onward[1].replace("&amp;", "&")
    raise AssertionError("no end")


def test_meetings(place: Town) -> None:
    Meeting.objects.bulk_create(
        Meeting(campaign=place.campaign, kind=MeetingKind.DISPATCH, topic=f"第{n:03d}次", held_on=TODAY + timedelta(days=n % 7),
                registered_at=NOW, purpose="调度", unit=place.units[WATER])
        for n in range(MANY)
    )  # fmt: skip
    seen = _read_through(place, "campaigns:meetings", r">第(\d{3})次<")
    assert len(seen) == MANY == len(set(seen))


def test_delegations(place: Town) -> None:
    told = {"campaign": place.campaign, "principal": place.people[OFFICIAL], "deputy": place.people[COLLEAGUE], "duty": Duty.LIAISON}
    Delegation.objects.bulk_create(
        Delegation(**told, from_on=TODAY, to_on=TODAY, reason=f"第{n:03d}次出差", given_at=NOW) for n in range(MANY)
    )
    seen = _read_through(place, "campaigns:delegations", r"第(\d{3})次出差")
    assert len(seen) == MANY == len(set(seen))


def test_handovers(place: Town) -> None:
    Handover.objects.bulk_create(
        Handover(campaign=place.campaign, leaver=place.people[OFFICIAL], reason=f"第{n:03d}次调离", handed_at=NOW + timedelta(hours=n),
                 handed_by=place.people[OFFICE].user)
        for n in range(MANY)
    )  # fmt: skip
    seen = _read_through(place, "campaigns:handovers", r"第(\d{3})次调离")
    assert len(seen) == MANY == len(set(seen))
