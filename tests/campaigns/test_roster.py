"""The roster frozen at a day from a sheet; later changes are dated; every count and every rate can be recomputed (M18, A22)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bihuan.campaigns import operations
from bihuan.campaigns.models import Campaign, CoveredUnit, RosterEntry
from bihuan.campaigns.operations import Freed, Listed
from bihuan.campaigns.queries.roster import counts_on, entries_on
from bihuan.campaigns.vocabulary import RosterChange, RosterRole
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.kernel import Actor, BadInput
from bihuan.organisation.models import Unit
from bihuan.organisation.operations import RosterTaken, enter_roster
from bihuan.organisation.rules.roster import Column, RawRow
from tests.factories.pictures import jpeg

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ON, LATER = date(2026, 3, 2), date(2026, 6, 1)


def sheet(*lines: str) -> list[RawRow]:
    cells = [[*line.split("|"), "", "", "", "", "", ""][:7] for line in lines]
    return [RawRow(number, dict(zip(Column, row, strict=True))) for number, row in enumerate(cells, 2)]


def listed(taken: RosterTaken) -> tuple[list[Unit], list[Listed]]:
    """Every unit of the sheet answers for its own people."""
    role = {True: RosterRole.SUBJECT, False: RosterRole.PARTICIPANT}
    people = [Listed(one.person, one.unit, role[one.subject], one.post, one.rank) for one in taken.entries]
    return list({one.unit.pk: one.unit for one in people}.values()), people


@pytest.fixture
def machine(db: None) -> Actor:
    return system_actor()


@pytest.fixture
def taken(machine: Actor) -> RosterTaken:
    rows = sheet(
        "青石县",
        "县教育局|青石县|柳浪|局长|正处级|否|13800000011",
        "县教育局||闻莺|副局长|副处级|是|13800000012",
        "人事科|县教育局|苏堤|科长|正科级|是|13800000013",
        "县财政局|青石县|闻莺|党组成员|副处级|是|13800000012",
    )
    return enter_roster(rows=rows, on=ON, actor=machine, now=NOW)


@pytest.fixture
def campaign(machine: Actor, taken: RosterTaken) -> Campaign:
    root = Unit.objects.get(name="青石县")
    row = Campaign.objects.create(code="test-1", title="试验专项", root=root, prepared_at=NOW)
    units, people = listed(taken)
    return operations.freeze_roster(campaign=row, units=units, people=people, on=ON, actor=machine, now=NOW)


@pytest.mark.mechanism("M18")
def test_the_totals_are_recomputed_from_named_units_and_people(campaign: Campaign) -> None:
    """000: 65 units, 889 officials; here small, and with more than one post a person."""
    counts = counts_on(campaign, ON)
    assert (counts.units, counts.persons, counts.subjects, counts.participants) == (3, 3, 2, 1)
    named = [(entry.person.name, entry.unit.name, entry.post, entry.rank, entry.from_on) for entry in entries_on(campaign, ON)]
    assert named == [
        ("柳浪", "县教育局", "局长", "正处级", ON), ("苏堤", "人事科", "科长", "正科级", ON), ("闻莺", "县教育局", "副局长", "副处级", ON),
        ("闻莺", "县财政局", "党组成员", "副处级", ON),
    ]  # fmt: skip
    covered = CoveredUnit.objects.filter(campaign=campaign).values_list("unit__name", "from_on")
    assert set(covered) == {("县教育局", ON), ("人事科", ON), ("县财政局", ON)}, "each unit with its day as well"
    assert counts.subjects == len({e.person_id for e in entries_on(campaign, ON) if e.role == RosterRole.SUBJECT})


@pytest.mark.mechanism("M18")
def test_a_roster_of_65_units_and_889_subjects(machine: Actor) -> None:
    subjects = [f"第{n % 65}局|青石县|柳{chr(0x4E00 + n)}|副局长|副科级|是|138{n:08}" for n in range(889)]
    heads = [f"第{n}局|青石县|白{chr(0x5E00 + n)}|局长|正科级|否|139{n:08}" for n in range(65)]
    taken = enter_roster(rows=sheet(*subjects, *heads, f"第1局||柳{chr(0x4E00)}|工会主席||是|13800000000"), on=ON, actor=machine, now=NOW)
    row = Campaign.objects.create(code="test-2", title="试验专项", root=Unit.objects.get(name="青石县"), prepared_at=NOW)
    units, people = listed(taken)
    operations.freeze_roster(campaign=row, units=units, people=people, on=ON, actor=machine, now=NOW)
    counts = counts_on(row, ON)
    assert (counts.units, counts.subjects, counts.participants) == (65, 889, 65)
    entries = entries_on(row, ON)
    assert len({one.unit_id for one in entries}) == 65 and all(one.post and one.from_on == ON for one in entries)
    assert len({one.person_id for one in entries if one.role == RosterRole.SUBJECT}) == 889, "recomputed from the named rows"


def test_a_frozen_roster_changes_by_dated_entries_only(campaign: Campaign, taken: RosterTaken, machine: Actor) -> None:
    by_name = {one.person.name: one for one in taken.entries}
    with pytest.raises(BadInput, match="已于 2026-03-02 确定"):
        operations.freeze_roster(campaign=campaign, units=[], people=[], on=LATER, actor=machine, now=NOW)
    su = RosterEntry.objects.get(campaign=campaign, person__name="苏堤")
    operations.exempt_from_roster(su, on=LATER, reason="长期病休", actor=machine, now=NOW)
    liu = by_name["柳浪"]
    head = RosterEntry.objects.get(campaign=campaign, person=liu.person)
    fresh = Listed(liu.person, liu.unit, RosterRole.SUBJECT, "党组书记", "正处级")
    operations.change_roster_post(head, listed=fresh, on=LATER, reason="职务调整", actor=machine, now=NOW)
    before, after = counts_on(campaign, ON), counts_on(campaign, LATER)
    assert (before.subjects, before.participants, before.exempt) == (2, 1, 0)
    assert (after.subjects, after.participants, after.exempt) == (2, 0, 1)
    assert counts_on(campaign, date(2026, 5, 31)).subjects == 2
    history = RosterEntry.objects.filter(campaign=campaign, person=liu.person).order_by("pk").values_list("post", "ended_by", "began_by")
    assert list(history) == [("局长", "new_post", "frozen"), ("党组书记", "", "new_post")]


def test_an_exemption_ends_on_its_day_by_itself(campaign: Campaign, taken: RosterTaken, machine: Actor) -> None:
    su, wen = (
        RosterEntry.objects.get(campaign=campaign, person__name="苏堤"),
        RosterEntry.objects.get(campaign=campaign, unit__name="县财政局"),
    )
    back, late = date(2026, 9, 1), datetime(2026, 9, 20, 2, 0, tzinfo=UTC)
    with pytest.raises(BadInput, match="晚于"):
        operations.exempt_from_roster(su, on=LATER, reason="病休", actor=machine, now=NOW, freed=Freed(LATER))
    paper = ("病休批复.jpg", jpeg())
    operations.exempt_from_roster(su, on=LATER, reason="病休三个月", actor=machine, now=NOW, freed=Freed(back, paper))
    operations.exempt_from_roster(wen, on=LATER, reason="长期病休", actor=machine, now=NOW)
    assert RosterEntry.objects.get(pk=su.pk).paper.name == "病休批复.jpg"  # type: ignore[union-attr]
    operations.start_campaign(campaign=campaign, actor=machine, now=NOW)
    assert operations.return_to_roster(actor=machine, now=datetime(2026, 8, 31, 2, 0, tzinfo=UTC)) == 0
    before = counts_on(campaign, back)
    assert (operations.return_to_roster(actor=machine, now=late), operations.return_to_roster(actor=machine, now=late)) == (1, 0)
    after = counts_on(campaign, back)
    assert (after.subjects, after.exempt) == (before.subjects + 1, before.exempt - 1), (
        "from its day, though the machine was off until later"
    )
    again = RosterEntry.objects.get(campaign=campaign, person=su.person, to_on=None)
    assert (again.from_on, again.began_by, again.post, again.role) == (back, "returned", su.post, su.role)
    assert counts_on(campaign, date(2026, 8, 31)) == replace(counts_on(campaign, LATER), day=date(2026, 8, 31))


def test_who_comes_and_goes_is_dated(campaign: Campaign, taken: RosterTaken, machine: Actor) -> None:
    wen = RosterEntry.objects.get(campaign=campaign, person__name="闻莺", unit__name="县财政局")
    operations.leave_roster(wen, on=LATER, reason="调出", actor=machine, now=NOW)
    assert counts_on(campaign, LATER).subjects == 2, "still on the roster of the other unit"
    with pytest.raises(BadInput, match="变更过"):
        operations.leave_roster(wen, on=LATER, reason="再调", actor=machine, now=NOW)
    with pytest.raises(BadInput, match="理由"):
        su = RosterEntry.objects.get(campaign=campaign, person__name="苏堤")
        operations.leave_roster(su, on=LATER, reason=" ", actor=machine, now=NOW)
    back = Listed(wen.person, wen.unit, RosterRole.SUBJECT, "副局长", "副处级")
    with pytest.raises(BadInput, match="早于名册确定日"):
        operations.join_roster(campaign=campaign, listed=back, on=date(2026, 1, 1), actor=machine, now=NOW)
    entry = operations.join_roster(campaign=campaign, listed=back, on=date(2026, 7, 1), actor=machine, now=NOW)
    assert entry.began_by == RosterChange.JOINED
    with pytest.raises(BadInput, match="已经在名册里"):
        operations.join_roster(campaign=campaign, listed=back, on=date(2026, 7, 2), actor=machine, now=NOW)
    outside = Listed(wen.person, Unit.objects.get(name="青石县"), RosterRole.SUBJECT)
    with pytest.raises(BadInput, match="不在整治范围"):
        operations.join_roster(campaign=campaign, listed=outside, on=date(2026, 7, 1), actor=machine, now=NOW)


def test_every_rate_states_its_whole(campaign: Campaign) -> None:
    counts = counts_on(campaign, ON)
    assert str(counts.rate_of_subjects(1)) == "50.0%（1/2，2026年3月2日名册上的整治对象）"
    assert counts_on(campaign, date(2026, 1, 1)).rate_of_subjects(0).percent is None


def test_nobody_comes_back_before_the_day_on_which_he_goes(campaign: Campaign, machine: Actor) -> None:
    entry = RosterEntry.objects.get(campaign=campaign, person__name="苏堤")
    operations.leave_roster(entry, on=LATER, reason="调任", actor=machine, now=NOW)
    again = Listed(entry.person, entry.unit, RosterRole.SUBJECT)
    with pytest.raises(BadInput, match="到 2026-06-01 为止"):
        operations.join_roster(campaign=campaign, listed=again, on=date(2026, 5, 1), actor=machine, now=NOW)
    operations.join_roster(campaign=campaign, listed=again, on=LATER, actor=machine, now=NOW)
    assert [entries_on(campaign, day).filter(person=entry.person).count() for day in (ON, LATER)] == [1, 1]


def test_an_exemption_that_is_over_when_it_is_registered_brings_its_person_back_at_once(campaign: Campaign, machine: Actor) -> None:
    entry = RosterEntry.objects.get(campaign=campaign, person__name="苏堤")
    late, freed = datetime(2026, 7, 1, 2, 0, tzinfo=UTC), Freed(returns_on=date(2026, 6, 20))
    operations.exempt_from_roster(entry, on=LATER, reason="产假", actor=machine, now=late, freed=freed)
    assert [counts_on(campaign, day).subjects for day in (date(2026, 5, 31), LATER, date(2026, 6, 20))] == [2, 1, 2]
    assert operations.return_to_roster(actor=machine, now=late) == 0
