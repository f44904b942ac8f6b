"""催办函 and 督办函 stand in the register like other papers: numbered, with who sent them, as they went out, read by the unit they went to."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns.operations import amend_campaign, switch_mechanisms
from bihuan.documents.models import Document
from bihuan.documents.operations import draft_paper, issue_paper
from bihuan.documents.queries import file_of, paper_of, register_of
from bihuan.documents.vocabulary import DocumentState, Kind
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import NotAllowed, NotNow
from bihuan.problems.models import Reminder
from bihuan.problems.vocabulary import ReminderLevel as Level
from bihuan.problems.vocabulary import Source
from bihuan.reports.operations import urge_unit
from tests.factories import town as factory
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    HEAD,
    LEADER,
    LIAISON,
    NOW,
    OFFICE,
    OTHER_HEAD,
    OTHER_LIAISON,
    TODAY,
    WATER,
    Town,
    days_later,
)


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    made = factory.town()
    made.find(due_on=TODAY + timedelta(days=1))
    made.find(Source.SELF_CHECK, due_on=TODAY + timedelta(days=2), text="自查的事")
    _issued_by(made, "青石县整治专班")
    return made


def _issued_by(place: Town, name: str) -> None:
    amend_campaign(campaign=place.campaign, settings={"issuer": name}, actor=place.actor(OFFICE), now=NOW)


@pytest.fixture
def urge(place: Town) -> Callable[..., Any]:
    def urged(level: Level, day: int, by: str = OFFICE, unit: str = WATER) -> Any:
        told: dict[str, Any] = {"campaign": place.campaign, "unit": place.units[unit], "text": "请逐件说明", "actor": place.actor(by)}
        return urge_unit(level=level, now=days_later(day), **told)[2]

    return urged


def _sees(place: Town, name: str) -> list[str]:
    return [one.number for one in register_of(place.actor(name), place.campaign)]


def test_letters_are_numbered_and_a_mere_reminder_is_none(place: Town, urge: Callable[..., Any]) -> None:
    assert urge(Level.REMIND, 9) is None and not Document.objects.exists()
    first, second = urge(Level.URGE, 10), urge(Level.SUPERVISE, 11)
    assert (first.number, second.number) == ("催办〔2026〕1号", "督办〔2026〕1号")
    assert (first.kind, first.state, first.unit, first.title) == (
        Kind.LETTER,
        DocumentState.ISSUED,
        place.units[WATER],
        "关于县水利局超期问题的催办函",
    )
    assert first.issued_by == place.people[OFFICE].user and OFFICE in str(first.content), "who sent it"
    assert "自查的事" not in str(first.content) and "内容不公开" in str(first.content)
    page = place.client(OFFICE).get(reverse("documents:register", args=[place.campaign.code])).content.decode()
    assert "催办〔2026〕1号" in page and "督办〔2026〕1号" in page and OFFICE in page


def test_a_supervision_group_sends_its_own_and_no_other_paper(place: Town, urge: Callable[..., Any]) -> None:
    urge(Level.REMIND, 9)
    letter = urge(Level.URGE, 10, GROUP)
    assert letter.number == "催办〔2026〕1号" and letter.issued_by == place.people[GROUP].user
    told: dict[str, Any] = {"campaign": place.campaign, "paper": paper_of(letter), "series": "x", "as_of": days_later(10)}
    who: dict[str, Any] = {"actor": place.actor(GROUP), "now": days_later(10)}
    with pytest.raises(NotAllowed):
        draft_paper(**told, **who)
    for name in (HEAD, LIAISON, LEADER):
        with pytest.raises(NotAllowed):
            draft_paper(**told, unit=place.units[WATER], actor=place.actor(name), now=days_later(10))
    other = draft_paper(**told, actor=place.actor(OFFICE), now=days_later(10))
    with pytest.raises(NotAllowed):
        issue_paper(other, **who)


def test_a_letter_is_read_by_its_unit_and_by_no_other(place: Town, urge: Callable[..., Any]) -> None:
    urge(Level.REMIND, 9)
    letter = urge(Level.URGE, 10)
    for name in (OFFICE, LEADER, GROUP, HEAD, LIAISON):
        assert _sees(place, name) == [letter.number], name
    for name in (OTHER_HEAD, OTHER_LIAISON, COLLEAGUE):
        assert _sees(place, name) == [], name
        address = reverse("documents:document", args=[place.campaign.code, letter.pk])
        assert place.client(name).get(address).status_code == 404, name


def test_what_is_handed_out_is_what_was_issued(place: Town, urge: Callable[..., Any]) -> None:
    urge(Level.REMIND, 9)
    letter = urge(Level.URGE, 10)
    day = Reminder.objects.filter(level=Level.URGE)[0].counted_on.isoformat()
    address = reverse("reports:chasing_paper", args=[place.campaign.code, place.units[WATER].pk, "urge", day])
    data = b"".join(place.client(OFFICE).get(address).streaming_content)
    assert data == file_of(letter), "byte for byte"
    assert "催办〔2026〕1号" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def test_a_letter_reads_as_one(place: Town, urge: Callable[..., Any]) -> None:
    """What was typed is a sentence, who is asked what comes before whom to call."""
    urge(Level.REMIND, 9)
    told = str(urge(Level.URGE, 10).content)
    assert "请逐件说明。" in told and told.index("请你单位主要负责人过问") < told.index("联系人：")


def test_who_takes_a_letter_stands_in_the_book(place: Town, urge: Callable[..., Any]) -> None:
    """It says of a unit by name what is late, so it leaves the house with a line as every other paper does."""
    urge(Level.REMIND, 9)
    day = Reminder.objects.filter(level=Level.REMIND)[0].counted_on.isoformat()
    address = reverse("reports:chasing_paper", args=[place.campaign.code, place.units[WATER].pk, "remind", day])
    assert place.client(COLLEAGUE).get(address).status_code == 403 and not Record.objects.filter(action="take_chasing_paper").exists()
    assert place.client(OFFICE).get(address).status_code == 200
    line = Record.objects.get(action="take_chasing_paper")
    assert line.actor_name == OFFICE and line.changes["unit"] == place.units[WATER].pk and line.changes["level"] == "remind"


def test_while_nobody_said_who_issues_it_waits_as_a_draft(place: Town, urge: Callable[..., Any]) -> None:
    _issued_by(place, "")
    urge(Level.REMIND, 9)
    letter = urge(Level.URGE, 10)
    assert (letter.state, letter.number) == (DocumentState.DRAFT, "") and Reminder.objects.filter(level=Level.URGE).count() == 2


def test_refused_or_switched_off_nothing_stands_in_the_register(place: Town, urge: Callable[..., Any]) -> None:
    with pytest.raises(NotNow, match="没有超期"):
        urge(Level.URGE, 10, unit=FOREST)
    urge(Level.REMIND, 9)
    switch_mechanisms(campaign=place.campaign, switches={"chasing": False}, actor=place.actor(OFFICE), now=days_later(9))
    place.campaign.refresh_from_db()
    with pytest.raises(NotNow):
        urge(Level.URGE, 10)
    assert not Document.objects.exists()
