"""Who read what somebody wrote in confidence stands in the book; the person himself, lists and open items leave no line (P18)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.campaigns.operations import set_column
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import Wanted, actions, kinds, page_of_book, verify
from bihuan.foundation.kernel import Actor
from bihuan.problems import operations
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import CauseKind, LedgerAction, Source
from tests.factories.pictures import jpeg
from tests.factories.town import COLLEAGUE, GROUP, HEAD, OFFICE, OFFICIAL, TODAY, Town, town
from tests.interfaces.api.machines import Machine, token_for

pytestmark = pytest.mark.django_db
SECRET = "还去接过两回孩子"


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


SIDE_DOORS = (
    "ledger/1/cell/text/", "ledger/1/cell/own1/", "ledger/1/amend/", "ledger/1/classify/", "ledger/1/plan/", "ledger/2/", "ledger/copy/?rows={keys}&cols=text",
)  # fmt: skip


def _private(here: Town) -> Problem:
    """A self-check, number 1, with a text in a column of the campaign's own; behind number 2 a criticism that was merged into it."""
    set_column(campaign=here.campaign, column=OwnColumn(name="备注", kind=ColumnKind.TEXT), actor=here.actor(OFFICE), now=here.now)
    row = here.find(Source.SELF_CHECK, person=COLLEAGUE, text=f"{'午休后常常迟到。' * 20}{SECRET}")
    operations.fill(problem=row, values={1: SECRET}, actor=here.actor(OFFICE), now=here.now)
    main, said = here.find(person=COLLEAGUE), here.find(Source.CRITIQUE, person=COLLEAGUE, text=SECRET)
    operations.merge(main=main, members=[said], reason="同一件事", actor=here.actor(OFFICE), now=here.now)
    return row


@pytest.mark.parametrize("door", SIDE_DOORS)
def test_no_form_or_block_shows_it_without_a_line(here: Town, door: str) -> None:
    """Whoever would read without a trace does not open the problem: he asks for a form, a cell, a copy, or what it was merged into."""
    row = _private(here)
    operations.analyse(problem=row, cause="没有时间观念", kind=CauseKind.PERSONAL, actor=here.actor(COLLEAGUE), now=here.now)
    answer = here.client(OFFICE).get(f"/c/{here.campaign.code}/{door.format(keys=row.pk)}")
    assert answer.status_code == 200 and SECRET in answer.content.decode()
    assert _told() == [(OFFICE, LedgerAction.READ)]


def test_a_copy_of_what_is_open_or_ones_own_leaves_no_line(here: Town) -> None:
    own, open_one = _private(here), here.find()
    for who, row in ((OFFICE, open_one), (COLLEAGUE, own), ("春晓", own)):
        here.client(who).get(f"/c/{here.campaign.code}/ledger/copy/?rows={row.pk}&cols=text")
    assert _told() == []


@pytest.mark.parametrize(
    ("place", "asked"),
    [("ledger/2", None), ("changes?part=added&since=2026-03-01", None), ("mine/started", None),
     ("ledger/cells", {"rows": [{"number": 1, "cells": {"text": "另一种说法"}}], "preview": True})],
)  # fmt: skip
def test_no_program_reads_it_without_a_line(here: Town, place: str, asked: Any) -> None:
    _private(here)
    written = here.find(Source.CRITIQUE, person=COLLEAGUE, text=SECRET, by=OFFICE)
    program, address = Machine(token_for(here.people[OFFICE].user)), f"campaigns/{here.campaign.code}/{place}"  # type: ignore[arg-type]
    status, told = program.get(address) if asked is None else program.post(address, asked)
    assert status == 200 and SECRET in json.dumps(told, ensure_ascii=False), written.number
    assert _told()[0][0] == OFFICE


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
