"""Who sees whose items and reads whose texts, in 200 random organisations, against rules written by hand (A26)."""

from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bihuan.campaigns.models import Campaign, Grant
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Missing
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, record_many
from bihuan.problems.queries import Today, find, may_read, narrowed, reach, visible_to
from bihuan.problems.queries.todo import count_within, due_from
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import Source
from tests.factories.town import FOREST, LIAISON, NOW, OFFICIAL, OTHER_OFFICIAL, TODAY, Town, administrators, town

pytestmark = pytest.mark.django_db
TOWARDS_UNIT = ("unit_head", "leader_in_charge", "liaison", "supervisor")
EVERYWHERE = ("office", "leader")
SOURCES = ("self_check", "critique", "opinion", "supervision", "talk")
PEOPLE, UNITS, ITEMS = 4, 3, 6


@dataclass(frozen=True)
class Item:
    """A problem as the rules by hand see it: numbers are places in the lists of people and units."""

    unit: int
    source: str
    person: int | None
    doer: int | None
    leader: int | None


@dataclass(frozen=True)
class Organisation:
    grants: frozenset[tuple[int, str, int | None]]  # person, duty, unit
    items: tuple[Item, ...]

    def holds(self, who: int, duty: str, unit: int) -> bool:
        return (who, duty, unit) in self.grants or (who, duty, None) in self.grants

    def of_head(self, item: Item) -> bool:
        heads = {person for person, duty, unit in self.grants if duty == "unit_head" and unit == item.unit}
        return bool({item.person, item.doer if item.doer is not None else item.person} & heads)

    def sees(self, who: int, item: Item) -> bool:
        """Office and leading group all; holders of a duty towards a unit its items; everybody what he owns, puts right or answers for."""
        by_duty = any(self.holds(who, duty, item.unit) for duty in (*TOWARDS_UNIT, *EVERYWHERE))
        return by_duty or who in (item.person, item.doer if item.doer is not None else item.person, item.leader)

    def reads(self, who: int, item: Item) -> bool:
        """Texts of self-check and critique: the person, the unit head (not his own kind), the reviewers. The liaison: state and count."""
        if not self.sees(who, item) or item.source not in ("self_check", "critique"):
            return self.sees(who, item)
        reviewer = any(self.holds(who, duty, item.unit) for duty in ("office", "supervisor", "leader_in_charge"))
        head = self.holds(who, "unit_head", item.unit) and not self.of_head(item)
        return who == item.person or reviewer or head


person, unit = st.integers(0, PEOPLE - 1), st.integers(0, UNITS - 1)
nobody_or = st.one_of(st.none(), person)
items = st.builds(Item, unit=unit, source=st.sampled_from(SOURCES), person=nobody_or, doer=nobody_or, leader=nobody_or)
grants = st.frozensets(
    st.one_of(st.tuples(person, st.sampled_from(TOWARDS_UNIT), unit), st.tuples(person, st.sampled_from(EVERYWHERE), st.none())), max_size=7
)
organisations = st.builds(Organisation, grants=grants, items=st.lists(items, min_size=ITEMS, max_size=ITEMS).map(tuple))


@dataclass
class World:
    place: Town
    actors: list[Actor]
    units: list[object]

    def build(self, told: Organisation) -> list[Problem]:
        people = [self.place.people[one.name] for one in self.actors]
        manifestation = self.place.campaign.catalogue.categories.first().manifestations.first()  # type: ignore[union-attr]
        Grant.objects.bulk_create(
            Grant(campaign=self.place.campaign, person=people[who], duty=duty, unit=None if at is None else self.units[at], granted_at=NOW)
            for who, duty, at in told.grants
        )  # type: ignore[misc]
        put = lambda n: None if n is None else people[n]  # noqa: E731
        findings = [
            Finding(unit=self.units[one.unit], source=Source(one.source), text=f"第{n}件上班脱岗喝茶", person=put(one.person),  # type: ignore[arg-type]
                    doer=put(one.doer), leader=put(one.leader), manifestation=manifestation)
            for n, one in enumerate(told.items)
        ]  # fmt: skip
        return record_many(campaign=self.place.campaign, findings=findings, actor=self.place.machine, now=NOW)


@pytest.fixture
def world() -> World:
    place = town()
    Grant.objects.all().delete()
    names = list(place.people)[:PEOPLE]
    return World(place, [place.actor(name) for name in names], [place.units[name] for name in ("县水利局", "县林业局", "整治专班")])


def check(world: World, told: Organisation, rows: list[Problem]) -> None:
    campaign: Campaign = world.place.campaign
    today = Today(TODAY, TODAY)
    for who, actor in enumerate(world.actors):
        mine = reach(actor, campaign.pk)
        sees = {row.pk for row, item in zip(rows, told.items, strict=True) if told.sees(who, item)}
        reads = {row.pk for row, item in zip(rows, told.items, strict=True) if told.reads(who, item)}
        there = list(visible_to(mine, campaign.pk))
        assert {row.pk for row in there} == sees
        assert {row.pk for row in there if may_read(mine, row)} == reads
        asked_for = (Filters(q="脱岗"), Filters(manifestation=(rows[0].manifestation_id,)))  # type: ignore[arg-type]
        for asked in asked_for:
            assert set(narrowed(mine, campaign.pk, asked, today).values_list("pk", flat=True)) == reads
        if who == len(told.grants) % PEOPLE:
            due = [row for one in due_from(actor, campaign, TODAY) for row in one.rows]
            assert {row.pk for row in due} <= sees
            assert count_within(mine, campaign.pk) <= len(sees)
        hidden = next((row for row in rows if row.pk not in sees), None)
        if hidden:
            with pytest.raises(Missing) as no:
                find(actor, campaign, hidden.number)
            with pytest.raises(Missing) as nothing:
                find(actor, campaign, 999_999)
            assert no.value.sentence == nothing.value.sentence


@pytest.mark.long
def test_who_sees_and_who_reads_in_200_organisations(world: World) -> None:
    @settings(max_examples=200, phases=[Phase.generate])
    @given(organisations)
    def organise(told: Organisation) -> None:
        with transaction.atomic():
            check(world, told, world.build(told))
            transaction.set_rollback(True)

    organise()


def test_administrators_and_strangers_see_nothing(world: World) -> None:
    world.build(Organisation(frozenset(), (Item(0, "supervision", 0, None, None),)))
    for user in administrators().values():
        actor = Actor(user.pk, user.name, None, administrator=user.administrator)
        assert not visible_to(reach(actor, world.place.campaign.pk), world.place.campaign.pk).exists()
    # even one who is also a person with a duty
    Grant.objects.create(campaign=world.place.campaign, person_id=world.actors[0].person_id, duty=Duty.OFFICE, granted_at=NOW)
    both = Actor(1, "白堤", world.actors[0].person_id, administrator="system")
    assert not visible_to(reach(both, world.place.campaign.pk), world.place.campaign.pk).exists()
    stranger = Actor(None, "路人")
    assert not visible_to(reach(stranger, world.place.campaign.pk), world.place.campaign.pk).exists()


def test_items_are_elsewhere_only_outside_the_units_of_ones_own_duties() -> None:
    """Holders of a unit duty normally own nothing outside it: then their lists ask one question less."""
    place = town()
    elsewhere = lambda: reach(place.actor(LIAISON), place.campaign.pk).has_own_items  # noqa: E731
    assert not elsewhere()
    place.find(person=LIAISON)
    assert not elsewhere()
    place.find(person=OTHER_OFFICIAL, unit=FOREST, leader=place.people[LIAISON])
    assert elsewhere()
    place.find()
    assert reach(place.actor(OFFICIAL), place.campaign.pk).has_own_items  # no duty at all: everything he has is elsewhere
