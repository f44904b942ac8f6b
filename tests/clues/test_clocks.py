"""Clocks T1–T15, the limits of a campaign, more time by decision, and a case without action laid before the next level (M122, P17)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.campaigns.models import Campaign
from bihuan.clues.models import Clue, ClueUrge
from bihuan.clues.operations import (
    close_clue,
    extend_clue,
    merge_clue,
    note_explanation,
    note_upper_report,
    report_clue,
    send_as_petition,
    send_inquiry,
    tell_arrival,
    transfer_clue,
    triage_clue,
    urge,
    verify_clue,
)
from bihuan.clues.queries import clocks_of, due_of_upper, urged
from bihuan.clues.queries.clocks import Due
from bihuan.clues.rules.clocks import Days, PetitionDays, clocks_of_days, clocks_of_petition, levels
from bihuan.clues.vocabulary.clues import Conclusion, Disposal, Way
from bihuan.clues.vocabulary.links import Arrival, UrgeLevel
from bihuan.foundation.audit.models import Record
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import BadInput, NotAllowed, NotNow
from bihuan.foundation.rulebook.queries import book, rule
from bihuan.organisation.models import Post
from bihuan.organisation.vocabulary import PostRole, StandingDutyKind
from bihuan.reports.queries.waiting import waiting_of
from tests.clues.case import WORDS, by, concluded, decided, phoned
from tests.clues.ground import APPROVER, HANDLER, INTAKE, INTAKE_2
from tests.clues.ground import Desk as Ground
from tests.factories.town import NOW, OFFICIAL, TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(1)


@pytest.fixture
def open_desk(desk: Ground) -> Ground:
    desk.all_keys()
    return desk


def _dues(clue: Clue, today: date = TODAY) -> dict[str, Due]:
    return {one.running.rule: one for one in clocks_of(Clue.objects.select_related("campaign").get(pk=clue.pk), today)}


def _rules(**days: Any) -> dict[str, tuple[date, date | None]]:
    told = clocks_of_days(Days(received=TODAY, registered=TODAY + DAY, **days))
    return {one.rule: (one.from_on, one.done_on) for one in told}


def test_which_clock_runs_from_where_to_where() -> None:
    assert _rules() == {"clue_assign_days": (TODAY, None), "T7": (TODAY, None)}
    assert _rules(named=True)["T3"] == (TODAY, TODAY + DAY)
    assert (
        _rules(arrival=Arrival.FORWARDED)["T2"] == (TODAY, None) and _rules(arrival=Arrival.FORWARDED, transferred=TODAY)["T2"][1] == TODAY
    )
    assert _rules(arrival=Arrival.ASSIGNED, closed=TODAY)["T5"] == (TODAY, TODAY)
    later = [TODAY + DAY * count for count in range(9)]
    whole = _rules(
        named=True, by_talk=True, assigned=later[1], approved=later[2], inquired=later[3], explained=later[4], talked=later[5],
        concluded=later[6], answered=later[7], closed=later[8],
    )  # fmt: skip
    assert whole == {
        "clue_assign_days": (TODAY, later[1]), "clue_close_days": (later[1], later[8]), "T3": (TODAY, later[1]),
        "T4": (later[6], later[7]), "T7": (TODAY, later[2]), "T8": (later[3], later[4]), "T9": (later[5], later[6]), "T6": (later[8], None),
    }  # fmt: skip
    assert "T9" not in _rules(talked=TODAY) and _rules(repeats=True, named=True) == {}  # no talk was decided; a repeat is not run again


def test_the_clocks_of_a_petition() -> None:
    def told(**days: Any) -> set[str]:
        return {one.rule for one in clocks_of_petition(PetitionDays(received=TODAY, **days))}

    assert told() == {"T10", "T11"} and told(direct=False) == {"T10"} and "T12" in told(wrongly_sent=TODAY)
    assert told(appealing=True) == {"T10", "T11", "T13"}
    assert told(appealing=True, answered=TODAY, asked_again=TODAY, answered_again=TODAY, asked_last=TODAY) == {
        "T10", "T11", "T13", "T14-ask", "T14-answer", "T15-ask", "T15-answer",
    }  # fmt: skip


def test_every_clock_has_its_length_in_the_rule_packs() -> None:
    book()
    for name in (
        "T1",
        "T2",
        "T3",
        "T4",
        "T5",
        "T6",
        "T7",
        "T8",
        "T9",
        "T10",
        "T11",
        "T12",
        "T13",
        "T14-ask",
        "T15-answer",
        "clue_close_days",
    ):
        assert rule(name).length.count > 0


@pytest.mark.mechanism("M122")
def test_the_campaign_sets_how_long_assigning_and_closing_may_take_and_the_time_is_shown(open_desk: Ground) -> None:
    campaign = open_desk.town.campaign
    clue, free = phoned(open_desk, campaign=campaign), phoned(open_desk)
    assert _dues(clue)["clue_assign_days"].due_on == date(2026, 3, 4)  # two working days
    row = Campaign.objects.get(pk=campaign.pk)
    row.file = {**row.file, "settings": {**row.file["settings"], "clue_assign_days": 1, "clue_close_days": 10}}
    row.save()
    assert _dues(clue)["clue_assign_days"].due_on == date(2026, 3, 3) and _dues(free)["clue_assign_days"].due_on == date(2026, 3, 4)
    triage_clue(clue, opinion=WORDS, urgent=False, by=by(open_desk, HANDLER, NOW + DAY * 2))
    dues = _dues(clue, TODAY + DAY * 5)
    assert dues["clue_assign_days"].days_taken(TODAY) == 2 and dues["clue_assign_days"].is_late(TODAY + DAY * 5)
    assert dues["clue_close_days"].due_on == TODAY + DAY * 12 and dues["clue_close_days"].days_taken(TODAY + DAY * 5) == 3
    assert dues["clue_close_days"].title and dues["T7"].title


def test_what_came_from_above_runs_by_other_clocks(open_desk: Ground) -> None:
    clue = phoned(open_desk)
    tell_arrival(clue, arrival=Arrival.ASSIGNED, by=by(open_desk, HANDLER))
    assert _dues(clue)["T5"].due_on == date(2026, 6, 2)
    tell_arrival(clue, arrival=Arrival.FORWARDED, by=by(open_desk, HANDLER))
    transfer_clue(clue, receiver="县纪委监委", grounds=WORDS, by=by(open_desk, HANDLER))
    assert _dues(clue)["T2"].running.done_on == TODAY and _dues(clue)["clue_assign_days"].running.done_on == TODAY


def test_a_letter_of_inquiry_is_answered_and_signed_and_then_judged(open_desk: Ground) -> None:
    clue, hand = decided(open_desk, phoned(open_desk), Disposal.TALK), by(open_desk, HANDLER)
    with pytest.raises(NotNow, match="函询"):
        note_explanation(clue, received_on=TODAY, summary=WORDS, signed_by="书记", by=hand)
    send_inquiry(clue, received_on=TODAY, questions=WORDS, by=hand)
    assert _dues(clue)["T8"].due_on == date(2026, 3, 23) and "T9" not in _dues(clue)
    with pytest.raises(BadInput, match="签字"):
        note_explanation(clue, received_on=TODAY, summary=WORDS, signed_by=" ", by=hand)
    note_explanation(clue, received_on=TODAY, summary=WORDS, signed_by="书记", by=hand)
    assert _dues(clue)["T8"].running.done_on == TODAY and _dues(clue)["T9"].running.from_on == TODAY
    verify_clue(clue, way=Way.INTERVIEW, done_on=TODAY, found=WORDS, by=hand)
    assert _dues(clue)["T9"].due_on == date(2026, 4, 2)


def test_more_time_is_given_by_an_approver_and_within_bounds(open_desk: Ground) -> None:
    clue = phoned(open_desk)
    with pytest.raises(NotAllowed):
        extend_clue(clue, rule_id="T7", count=1, reason=WORDS, by=by(open_desk, HANDLER))
    with pytest.raises(NotNow, match="没有正在"):
        extend_clue(clue, rule_id="T4", count=1, reason=WORDS, by=by(open_desk, APPROVER))
    extend_clue(clue, rule_id="T7", count=1, reason=WORDS, by=by(open_desk, APPROVER))
    assert _dues(clue)["T7"].due_on == date(2026, 5, 6)  # two months, rolled over the holiday
    with pytest.raises(BadInput, match="合计"):
        extend_clue(clue, rule_id="T7", count=1, reason=WORDS, by=by(open_desk, APPROVER))
    assert WORDS not in repr(list(Record.objects.values()))


def test_what_is_over_is_reported_by_the_end_of_its_quarter(open_desk: Ground) -> None:
    clue = concluded(open_desk, phoned(open_desk), Conclusion.NOT_PROVEN)
    close_clue(clue, by=by(open_desk, HANDLER))
    assert _dues(clue)["T6"].due_on == date(2026, 3, 31)
    report_clue(clue, receiver="信访室", by=by(open_desk, HANDLER))
    assert not _dues(clue)["T6"].is_open
    with pytest.raises(NotNow):
        report_clue(clue, receiver="信访室", by=by(open_desk, HANDLER))


def test_before_whom_a_clock_is_laid() -> None:
    told = {"due": TODAY, "near_from": TODAY - DAY * 3, "higher_from": TODAY + DAY * 5}
    assert levels(TODAY - DAY * 4, **told) == [] and levels(TODAY, **told) == [UrgeLevel.NEAR]
    assert levels(TODAY + DAY, **told) == [UrgeLevel.NEAR, UrgeLevel.LATE] and levels(TODAY + DAY * 6, **told)[-1] is UrgeLevel.HIGHER


@pytest.mark.mechanism("P17")
def test_a_case_without_action_is_shown_to_the_next_level_and_to_nobody_in_its_line(open_desk: Ground) -> None:
    open_desk.staff("书记员", StandingDutyKind.CLUE_APPROVER, unit=open_desk.body)
    Post.objects.filter(person=open_desk.people[APPROVER]).update(role=PostRole.STAFF)
    leading = open_desk.staff("案管主任", StandingDutyKind.CLUE_APPROVER, unit=open_desk.body, role=PostRole.LEADER)
    for name in ("书记员", "案管主任"):
        open_desk.key(name)
    clue = phoned(open_desk)
    hidden = phoned(open_desk, "也是他", OFFICIAL, "书记员")  # about an approver: he and his leader never learn of it

    def seen(name: str, day: date) -> set[str]:
        return {one.clue.number for one in urged(open_desk.actor(name), day)}

    def lay(day: date) -> None:
        urge(actor=open_desk.town.machine, now=NOW + (day - TODAY))

    lay(TODAY)
    assert seen(HANDLER, TODAY) == {clue.number, hidden.number} and not seen(INTAKE, TODAY)
    late = date(2026, 3, 5)
    lay(late)
    assert seen(APPROVER, late) == {clue.number, hidden.number} and seen("书记员", late) == {clue.number}
    assert not {one.urge.level for one in urged(leading, late)} & {"higher"}
    long_over = date(2026, 3, 20)
    lay(long_over)
    assert {(one.clue.number, one.urge.level) for one in urged(leading, long_over)} == {(clue.number, "higher")}
    assert "higher" not in {one.urge.level for one in urged(open_desk.actor(APPROVER), long_over)}
    count = ClueUrge.objects.count()
    lay(long_over)
    assert ClueUrge.objects.count() == count  # once each
    assert calendar().is_working(long_over)
    triage_clue(clue, opinion=WORDS, urgent=False, by=by(open_desk, HANDLER, NOW + DAY * 18))
    lay(long_over)
    assert not seen("案管主任", long_over)


def test_where_no_approver_leads_it_goes_to_all_approvers(open_desk: Ground) -> None:
    phoned(open_desk)
    urge(actor=open_desk.town.machine, now=NOW + DAY * 30)
    assert {one.urge.level for one in urged(open_desk.actor(APPROVER), TODAY + DAY * 30)} >= {"higher"}
    assert not urged(open_desk.actor(INTAKE_2), TODAY + DAY * 30)


def test_nobody_is_reminded_of_what_was_joined(open_desk: Ground) -> None:
    one, other = phoned(open_desk), phoned(open_desk)
    urge(actor=open_desk.town.machine, now=NOW + DAY * 5)
    merge_clue(one, into=other, opinion="同一事项", by=by(open_desk, HANDLER))
    urge(actor=open_desk.town.machine, now=NOW + DAY * 5)
    assert not ClueUrge.objects.filter(clue=one, ended_on=None).exists() and ClueUrge.objects.filter(clue=other, ended_on=None).exists()
    with pytest.raises(NotAllowed):
        urge(actor=open_desk.actor(HANDLER), now=NOW + DAY * 40)


def test_a_petition_and_a_report_to_the_level_above_run_by_their_own(open_desk: Ground) -> None:
    clue, free = phoned(open_desk, named=True), phoned(open_desk)
    for one in (clue, free):
        send_as_petition(one, grounds=WORDS, by=by(open_desk, HANDLER))
    told = _dues(clue)
    assert told["T10"].due_on == date(2026, 3, 17) and told["T10"].running.done_on == TODAY and told["T11"].running.done_on == TODAY
    assert "T11" not in _dues(free)  # nobody to write to
    said: dict[str, Any] = {"actor": open_desk.actor(INTAKE), "now": NOW + DAY * 30}
    soon = note_upper_report(receipt="1", received_on=TODAY, passed_on=TODAY + DAY * 7, **said)
    late = note_upper_report(receipt="2", received_on=TODAY, passed_on=TODAY + DAY * 8, **said)
    assert not due_of_upper(soon).is_late(TODAY) and due_of_upper(late).is_late(TODAY)


def test_the_digest_tells_two_numbers_of_what_one_may_know_of(open_desk: Ground) -> None:
    phoned(open_desk), phoned(open_desk, "也是他", OFFICIAL, HANDLER)
    late = TODAY + DAY * 4
    urge(actor=open_desk.town.machine, now=NOW + DAY * 4)
    clock = replace(open_desk.actor(HANDLER), door="clock")
    assert [(one.kind, one.count, one.late) for one in waiting_of(clock, late)] == [("问题线索", 1, 1)]
    assert [(one.kind, one.count, one.late) for one in waiting_of(replace(open_desk.actor(APPROVER), door="clock"), late)] == [
        ("问题线索", 2, 2)
    ]
    for name in (INTAKE, OFFICIAL):
        assert "问题线索" not in [one.kind for one in waiting_of(open_desk.actor(name), late)]
