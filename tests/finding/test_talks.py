"""Talks: read and confirmed by whoever was talked to before they yield anything, and read by few."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from bihuan.campaigns.operations.preparing import switch_mechanisms
from bihuan.campaigns.queries.desk import waiting_on_desk
from bihuan.finding.models import Talk
from bihuan.finding.operations import (
    amend_talk,
    confirm_talk,
    decline_talk,
    export_talks,
    note_talk,
    print_talk,
    record_talk_seen,
    view_talk,
    yield_from_talk,
)
from bihuan.finding.operations.talks import Spoken
from bihuan.finding.queries.talks import find_talk, items_of_talks, talks_of
from bihuan.finding.vocabulary.talks import TalkState
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.problems.models import Problem
from bihuan.problems.queries import SOURCES_OF_LIST
from bihuan.problems.vocabulary import ProblemList, Source
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, OTHER_HEAD, TODAY, WATER, Town, days_later

SECRET = "家中老人住院，近期常请假"


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def spoken(place: Town, **more: Any) -> Spoken:
    wanted = {"talker": place.people[GROUP], "held_on": TODAY, "subject": "窗口空岗", "record": SECRET}
    return Spoken(**{**wanted, **more})


def noted(place: Town, by: str = GROUP, **more: Any) -> Talk:
    whom = place.people[more.pop("whom", OFFICIAL)]
    return note_talk(
        campaign=place.campaign, unit=place.units[WATER], person=whom, said=spoken(place, **more), actor=place.actor(by), now=NOW
    )


@pytest.mark.mechanism("M72")
def test_a_talk_is_read_and_confirmed_and_then_yields_problems(place: Town) -> None:
    row = noted(place)
    assert (row.talker.name, row.person.name, row.held_on, row.subject) == (GROUP, OFFICIAL, TODAY, "窗口空岗")
    with pytest.raises(NotNow):
        yield_from_talk(row, texts=["窗口午间空岗"], actor=place.actor(GROUP), now=NOW)
    with pytest.raises(NotAllowed):
        confirm_talk(row, actor=place.actor(OFFICE), now=NOW)
    confirm_talk(row, actor=place.actor(OFFICIAL), now=NOW)
    problems = yield_from_talk(row, texts=["窗口午间空岗", "", " 请假未办交接 "], actor=place.actor(GROUP), now=NOW)
    assert [(one.source, one.person.name, one.text) for one in problems] == [
        (Source.TALK, OFFICIAL, "窗口午间空岗"),
        (Source.TALK, OFFICIAL, "请假未办交接"),
    ]
    assert SECRET not in str(list(Record.objects.values_list("changes", "label"))), "the book tells nothing of what was said"


def test_he_may_add_his_view_and_change_his_mind(place: Town) -> None:
    row = noted(place)
    with pytest.raises(BadInput, match="您的意见"):
        view_talk(row, view=" ", actor=place.actor(OFFICIAL), now=NOW)
    view_talk(row, view="当天是因公外出", actor=place.actor(OFFICIAL), now=NOW)
    assert row.state == TalkState.VIEWED
    amend_talk(row, said=spoken(place, record="当天因公外出，没有安排替岗"), actor=place.actor(GROUP), now=NOW)
    assert (row.state, row.view, row.answered_at) == (TalkState.NOTED, "", None), "what was put right is read anew"
    decline_talk(row, reason="本人出差，未能当面确认", actor=place.actor(GROUP), now=NOW)
    yield_from_talk(row, texts=["外出无人替岗"], actor=place.actor(OFFICE), now=NOW)
    confirm_talk(row, actor=place.actor(OFFICIAL), now=days_later(2))
    assert row.state == TalkState.CONFIRMED


@pytest.mark.mechanism("M79")
def test_each_entry_of_list_five_leads_to_its_talk(place: Town) -> None:
    row = confirm_talk(noted(place), actor=place.actor(OFFICIAL), now=NOW)
    [problem] = yield_from_talk(row, texts=["窗口午间空岗"], actor=place.actor(GROUP), now=NOW)
    found = Problem.objects.get(pk=problem.pk)
    assert found.source in SOURCES_OF_LIST[ProblemList.TALKS] and (found.origin_kind, found.origin_reference) == ("talk", str(row.pk))
    assert find_talk(place.actor(OFFICIAL), place.campaign, int(found.origin_reference)) == row
    [item] = items_of_talks(place.actor(OFFICE), place.campaign)
    assert (item.problem, item.talk) == (found, row)
    book = load_workbook(io.BytesIO(export_talks(campaign=place.campaign, form="xlsx", reason="存档", actor=place.actor(OFFICE), now=NOW)))
    told = [[cell.value for cell in line] for line in book["谈话问题清单"].iter_rows()]
    assert told[1][2:6] == [OFFICIAL, "窗口午间空岗", GROUP, TODAY.isoformat()]
    assert export_talks(campaign=place.campaign, form="docx", reason="存档", actor=place.actor(OFFICE), now=NOW)[:2] == b"PK"
    with pytest.raises(BadInput, match="用途"):
        print_talk(row, reason=" ", actor=place.actor(GROUP), now=NOW)
    assert print_talk(row, reason="签字归档", actor=place.actor(GROUP), now=NOW)[:2] == b"PK"
    assert print_talk(row, actor=place.actor(OFFICIAL), now=NOW)[:2] == b"PK", "his own record he takes without saying why"
    taken = Record.objects.filter(kind="talk", changes__form="docx").order_by("pk")
    assert [one.reason for one in taken] == ["签字归档", ""]
    with pytest.raises(BadInput, match="用途"):
        export_talks(campaign=place.campaign, form="docx", reason="", actor=place.actor(OFFICE), now=NOW)


def test_handlers_and_the_person_read_it_and_nobody_else(place: Town) -> None:
    row = noted(place)
    readers = {name for name in place.people if _reads(place, name, row)}
    assert readers == {GROUP, OFFICIAL, OFFICE, "闻莺"}, "the talker, the person, the office"
    assert not {HEAD, LIAISON, LEADER, COLLEAGUE, OTHER_HEAD} & readers
    assert talks_of(place.actor(HEAD), place.campaign).count() == 0
    record_talk_seen(row, actor=place.actor(OFFICIAL), now=NOW)
    assert not Record.objects.filter(kind="reading").exists(), "reading what is about oneself is nobody's business"
    record_talk_seen(row, actor=place.actor(OFFICE), now=NOW)
    record_talk_seen(row, actor=place.actor(OFFICE), now=NOW)
    assert Record.objects.filter(kind="reading", action="read_talk").count() == 1


def _reads(place: Town, name: str, row: Talk) -> bool:
    try:
        return find_talk(place.actor(name), place.campaign, row.pk) == row
    except Missing:
        return False


def test_what_is_no_talk(place: Town) -> None:
    for wrong, says in (({"held_on": days_later(3).date()}, "不能晚于今天"), ({"record": " "}, "谈话内容"), ({"whom": GROUP}, "同一个人")):
        with pytest.raises(BadInput, match=says):
            noted(place, **wrong)
    with pytest.raises(BadInput, match="自己记录"):
        noted(place, whom=HEAD, by=HEAD)
    with pytest.raises(NotAllowed):
        noted(place, by=LIAISON)
    with pytest.raises(NotAllowed):
        noted(place, by=OTHER_HEAD)
    switch_mechanisms(campaign=place.campaign, switches={"talks": False}, actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotNow, match="谈话"):
        noted(place)


def test_it_waits_on_his_desk(place: Town) -> None:
    row = noted(place)
    [one] = [one for one in waiting_on_desk(place.actor(OFFICIAL), (), place.campaign.pk, TODAY) if one.name == "talk_confirm"]
    assert one.rows == [row]
    confirm_talk(row, actor=place.actor(OFFICIAL), now=NOW)
    assert not [one for one in waiting_on_desk(place.actor(OFFICIAL), (), place.campaign.pk, TODAY) if one.name == "talk_confirm"]


def test_a_talk_is_noted_for_the_unit_of_whoever_was_talked_to(place: Town) -> None:
    """A group notes talks with people of its units, not with anybody under the name of one of them."""
    with pytest.raises(BadInput, match="都要在本专项里"):
        noted(place, whom=OTHER_HEAD)
