"""Who read what somebody wrote in confidence stands in the book; the person himself, lists and open items leave no line."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import Wanted, actions, kinds, page_of_book, verify
from bihuan.foundation.kernel import Actor
from bihuan.problems import operations
from bihuan.problems.vocabulary import LedgerAction, Source
from tests.factories.pictures import jpeg
from tests.factories.town import GROUP, HEAD, OFFICE, OFFICIAL, TODAY, Town, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # nobody is asked for a second factor
    return town()


def _told() -> list[tuple[str, str]]:
    return list(Record.objects.filter(kind="reading").order_by("position").values_list("actor_name", "action"))


def test_whoever_opens_a_self_check_is_recorded_once_and_the_person_himself_is_not(here: Town) -> None:
    row = here.find(Source.SELF_CHECK)
    address = f"/c/{here.campaign.code}/ledger/{row.number}/"
    for name in (OFFICIAL, HEAD, HEAD, OFFICE):
        assert here.client(name).get(address).status_code == 200
    assert _told() == [(HEAD, LedgerAction.READ), (OFFICE, LedgerAction.READ)]
    record = Record.objects.filter(kind="reading").first()
    assert record and (record.label, record.campaign, record.changes) == (f"{row.number:04d}", here.campaign.code, {})
    assert verify().fault is None


def test_open_items_and_lists_leave_no_line(here: Town) -> None:
    open_one, _private = here.find(), here.find(Source.SELF_CHECK)
    before = Record.objects.count()
    office = here.client(OFFICE)
    assert (
        office.get(f"/c/{here.campaign.code}/ledger/").status_code
        == office.get(f"/c/{here.campaign.code}/ledger/{open_one.number}/").status_code
        == 200
    )
    assert Record.objects.count() == before


def test_who_may_not_read_the_text_saw_nothing(here: Town) -> None:
    row = here.find(Source.SELF_CHECK)
    here.client("春晓").get(f"/c/{here.campaign.code}/ledger/{row.number}/")  # the liaison sees state and count only
    assert _told() == []


def test_evidence_and_a_later_hour_are_lines_of_their_own(here: Town) -> None:
    row, reader, now = here.find(Source.SELF_CHECK), here.actor(GROUP), timezone.now()
    kept = operations.attach_evidence(problem=row, data="佐证".encode(), name="a.txt", label="", actor=here.actor(OFFICIAL), now=here.now)
    for hours in (0, 0.5, 2):
        operations.record_seen(row, actor=reader, now=now + timedelta(hours=hours))
    for _again in range(2):
        operations.record_seen(row, actor=reader, now=now, evidence=kept)
    told = Record.objects.filter(kind="reading").values_list("action", "changes")
    assert sorted(told, key=str) == sorted(
        [(LedgerAction.READ, {}), (LedgerAction.READ, {}), (LedgerAction.READ_EVIDENCE, {"evidence": kept.pk})], key=str
    )


def test_the_paper_of_a_decision_on_its_clock_is_reading_it(here: Town) -> None:
    row = here.to("rectifying", here.find(Source.SELF_CHECK))
    until, paper = TODAY + timedelta(9), ("批复.jpg", jpeg())
    operations.suspend(problem=row, until=until, reason="等上级批复", actor=here.actor(OFFICE), now=here.now, proof=paper)
    address = reverse("problems:decision_paper", args=[here.campaign.code, row.number, "suspension", row.suspensions.get().pk])
    assert {here.client(name).get(address).status_code for name in (OFFICIAL, HEAD)} == {200}
    assert _told() == [(HEAD, LedgerAction.READ)]


def test_a_program_that_reads_the_whole_list_is_recorded_once_an_hour(here: Town) -> None:
    program, now = Actor(here.people[OFFICE].user_id, OFFICE, door="api"), timezone.now()
    for minutes in (0, 10, 70):
        operations.record_fetch(here.campaign, actor=program, now=now + timedelta(minutes=minutes))
    assert _told() == [(OFFICE, LedgerAction.FETCH)] * 2


def test_the_auditor_reads_it_in_words(here: Town) -> None:
    row = here.find(Source.SELF_CHECK)
    operations.record_seen(row, actor=here.actor(HEAD), now=timezone.now())
    (shown,) = page_of_book(Wanted(kind="reading"))
    assert (shown.actor_name, shown.label) == (HEAD, f"{row.number:04d}")
    assert (
        dict(kinds())["reading"] == "查看" and dict(actions())[shown.action].startswith("查看自查") and "export_ledger" in dict(actions())
    )
