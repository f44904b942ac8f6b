"""Registers that grow are read on from where one stopped, so that the last page costs what the first does and no row is passed over."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bihuan.campaigns.models import Commendation, Delegation, Grant, Handover, Manifestation, Meeting
from bihuan.campaigns.queries import code_of_conduct
from bihuan.campaigns.vocabulary import Duty, MeetingKind
from bihuan.foundation.accounts.models import User
from bihuan.organisation.models import Person
from bihuan.problems.models import Likeness, Merger, Problem, SetApart
from bihuan.problems.vocabulary import Source, State
from bihuan.problems.vocabulary.lists import ListKind
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, LIAISON, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town

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


# Lists that had numbered pages or an end: each leads on to its last row, and its last page asks as much as its first


def _seen(client: Client, address: str, found: str, asked: int) -> list[str]:
    """What all pages name, of which each asks so many questions at most, and each after the first as many as the one before."""
    seen, counts = list[str](), list[int]()
    for _page in range(MANY):
        client.get(address)  # what is read in confidence is written down once
        with CaptureQueriesContext(connection) as told:
            answer = client.get(address)
        assert answer.status_code == 200
        counts.append(len(told))
        page = answer.content.decode()
        seen += re.findall(found, page)
        if not (onward := re.search(r'rel="next" href="([^"]+)"', page)):
            assert len(counts) > 1 and max(counts) <= asked, counts
            assert max(counts) - min(counts) <= 1, counts
            return seen
        address = address.partition("?")[0] + onward[1].replace("&amp;", "&")
    raise AssertionError("no end")


def _copies(row: Problem, many: int, **more: Any) -> list[Problem]:
    """The same finding so many times, with numbers of their own."""
    last = Problem.objects.order_by("-number").values_list("number", flat=True)[0]
    told = {one.attname: getattr(row, one.attname) for one in Problem._meta.concrete_fields if not one.generated and one.attname != "id"}
    return Problem.objects.bulk_create(Problem(**told | {"number": last + n} | more) for n in range(1, many + 1))


def test_repetitions(place: Town) -> None:
    item = Manifestation.objects.order_by("pk")[0]
    row = place.find()
    Problem.objects.filter(pk=row.pk).update(manifestation=item, category=item.category, closed_at=NOW, state=State.CLOSED)
    row.refresh_from_db()
    _copies(row, MANY, closed_at=None, state=State.RECORDED, recorded_at=NOW + timedelta(days=3))
    seen = _seen(place.client(OFFICE), reverse("institutions:repetitions", args=[place.campaign.code]), r"/ledger/(\d+)/\"", 14)
    assert len(seen) == MANY == len(set(seen))


def test_accounts(db: None, three: dict[str, User], signed_in: Callable[[User], Client]) -> None:
    User.objects.bulk_create(User(username=f"many{n:03d}", name=f"甲{n}", opened_at=NOW) for n in range(MANY))
    seen = _seen(signed_in(three["system"]), reverse("administration:accounts") + "?q=many", r">many(\d{3})<", 12)
    assert len(seen) == MANY == len(set(seen))


def test_duties_of_the_campaign_and_of_units(place: Town) -> None:
    people = Person.objects.bulk_create(Person(name=f"丁{n:03d}", sort_key=f"ding{n // 7:03d}") for n in range(MANY))
    units = [None, *place.units.values()]
    Grant.objects.bulk_create(
        Grant(
            campaign=place.campaign,
            person=one,
            duty=Duty.OFFICE if units[n % 3] is None else Duty.LIAISON,
            unit=units[n % 3],
            granted_at=NOW,
        )
        for n, one in enumerate(people)
    )
    seen = _seen(place.client(OFFICE), reverse("campaigns:duties", args=[place.campaign.code]) + "?q=", r">丁(\d{3})<", 24)
    assert len(seen) == MANY == len(set(seen))


@pytest.mark.parametrize("kind", list(ListKind))
def test_customary_lists_in_each_order(place: Town, kind: ListKind) -> None:
    row = place.find(Source.SELF_CHECK)
    Problem.objects.update(doer=place.people[OFFICIAL])
    row.refresh_from_db()
    rows = _copies(row, 250)
    for n, one in enumerate(rows):
        one.of_unit_head, one.due_on = n % 2 == 0, None if n % 3 else TODAY + timedelta(days=n % 5)
        one.doer = place.people[(OFFICIAL, COLLEAGUE)[n % 2]]
    Problem.objects.bulk_update(rows, ["of_unit_head", "due_on", "doer"])
    address = reverse("problems:listing", args=[place.campaign.code, kind.value])
    if kind is ListKind.PERSONAL:
        address += f"?person={place.people[OFFICIAL].pk}"
    elif kind is ListKind.DEPARTMENT:
        address += f"?unit={place.units[WATER].pk}"
    seen = _seen(place.client(OFFICE), address, r"/ledger/(\d+)/\"", 26)
    assert len(seen) == 251 == len(set(seen))
    if kind is ListKind.PERSONAL:  # without a day: last
        days = [Problem.objects.get(number=one).due_on for one in seen]
        told = [one for one in days if one]
        assert days == sorted(told) + [None] * (len(days) - len(told))


def test_a_mark_that_somebody_typed_begins_the_list_anew(place: Town) -> None:
    place.find()
    for name in ("problems:finds", "problems:likenesses", "campaigns:duties", "institutions:repetitions", "campaigns:commendations"):
        for mark in ("x", "9" * 40, "1_2_3_4_5_6", "%00", "-1"):
            assert place.client(OFFICE).get(reverse(name, args=[place.campaign.code]), {"before": mark}).status_code == 200, (name, mark)
    whole = reverse("problems:listing", args=[place.campaign.code, "whole"])
    assert "0001" in place.client(OFFICE).get(whole, {"before": "x_y"}).content.decode()


def test_likenesses_and_what_was_said_of_them(place: Town) -> None:
    first = place.find()
    rows = _copies(first, MANY)
    Likeness.objects.bulk_create(Likeness(campaign=place.campaign, one=first, other=one, degree=99) for one in rows)
    client, here = place.client(OFFICE), reverse("problems:likenesses", args=[place.campaign.code])
    for address in (here, here + "?kind=same"):
        seen = _seen(client, address, r'name="other" value="(\d+)"', 90)
        assert len(seen) == MANY == len(set(seen))
    SetApart.objects.bulk_create(
        SetApart(campaign=place.campaign, one=first, other=one, reason="两码事", decided_at=NOW, decided_by=place.people[OFFICE].user)
        for one in rows
    )
    seen = _seen(client, here + "?kind=decided", r"/likenesses/(\d+)/withdraw/", 16)
    assert len(seen) == MANY == len(set(seen))


def test_mergers(place: Town) -> None:
    main = place.find()
    rows = _copies(main, MANY, state=State.MERGED)
    Merger.objects.bulk_create(
        Merger(main=main, member=one, reason="同一件事", merged_at=NOW, merged_by=place.people[OFFICE].user) for one in rows
    )
    seen = _seen(place.client(OFFICE), reverse("problems:finds", args=[place.campaign.code]), r"/ledger/(\d+)/\"", 16)
    assert len(set(seen) - {str(main.number)}) == MANY


def test_commendations_of_one_standard_hide_none_of_another(place: Town, django_assert_max_num_queries: Any) -> None:
    standards = [one.name for one in code_of_conduct(place.campaign)]
    told = {"campaign": place.campaign, "unit": place.units[WATER], "commended_at": NOW}
    Commendation.objects.create(**told, standard=standards[1], deed="最早的一件", on_date=TODAY - timedelta(days=30))
    Commendation.objects.bulk_create(Commendation(**told, standard=standards[0], deed=f"第{n:03d}件", on_date=TODAY) for n in range(400))
    client, here = place.client(LIAISON), reverse("campaigns:commendations", args=[place.campaign.code])
    page = client.get(here).content.decode()
    assert page.count("件</small>") == 10 + 1 and "最早的一件" in page and "看全部" in page
    with django_assert_max_num_queries(1):
        assert [len(one.examples) for one in code_of_conduct(place.campaign)][:2] == [3, 1]
    seen = _seen(client, f"{here}?standard={standards[0]}", r">第(\d{3})件<", 14)
    assert len(seen) == 400 == len(set(seen))
