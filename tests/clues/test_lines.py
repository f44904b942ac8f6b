"""Nobody in the line of the accused learns that there is a clue: random organisations against the rule said once more, in another way."""

import os
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from pyrage import x25519

from bihuan.campaigns.models import Delegation
from bihuan.clues.models import Clue, ClueParty, ClueSeal, KeyHolder
from bihuan.clues.policy import lines as policy
from bihuan.clues.policy.lines import may_read, token_of, visible
from bihuan.clues.queries.clues import as_parties, parties_known, parties_of
from bihuan.clues.rules.lines import Line, Party, ways_up
from bihuan.clues.vocabulary.clues import ClueSource
from bihuan.foundation.accounts.models import User
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Person, Post, Recusal, StandingDuty, Unit
from bihuan.organisation.rules.paths import path_under
from bihuan.organisation.vocabulary import PostRole, StandingDutyKind
from tests.clues.ground import Desk as Ground
from tests.factories.town import NOW, TODAY

COUNT = int(os.environ.get("BIHUAN_ORGANISATIONS", "40"))
LEADING = (PostRole.HEAD, PostRole.LEADER, PostRole.SECTION_HEAD)


def test_the_rule_on_plain_values() -> None:
    line = Line(frozenset({7}), frozenset({"aabb"}), frozenset({"cc", "ccdd"}))
    assert line.touches([Party(7, "zz")]) and line.touches([Party(9, "aabbcc")]) and line.touches([Party(None, "ccdd")])
    assert not line.touches([Party(9, "ccdd"), Party(None, "ccee"), Party(9, "")]) and not line.touches([])
    assert ways_up(["aabbcc", "aadd"], 2) == {"aa", "aabb", "aabbcc", "aadd"}


@dataclass
class Org:
    """A random organisation, kept once in the database and once as plain lists."""

    luck: random.Random
    ground: Ground
    above: dict[int, int | None] = field(default_factory=dict)
    posts: list[tuple[int, int, str]] = field(default_factory=list)
    stands_for: list[tuple[int, int]] = field(default_factory=list)
    keeps_away: list[tuple[int, int | None, int | None]] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)

    def build(self) -> "Org":
        luck = self.luck
        for number in range(luck.randint(3, 9)):
            parent = luck.choice(self.units) if self.units and number else None
            unit = Unit.objects.create(name=f"{luck.random()}", parent=parent, path=f"~{luck.random()}")
            unit.path = path_under(parent.path if parent else "", unit.pk)
            unit.save()
            self.units.append(unit)
            self.above[unit.pk] = parent.pk if parent else None
        users = User.objects.bulk_create([User(username=f"{luck.random()}", opened_at=NOW) for _one in range(luck.randint(4, 9))])
        self.people = Person.objects.bulk_create([Person(name="某", sort_key="m", user=user) for user in users])
        for person in self.people:
            for _post in range(luck.choice((0, 1, 1, 1, 2))):
                self.gets_post(person)
        for _tie in range(luck.choice((0, 0, 1, 2))):
            self.tie()
        StandingDuty.objects.bulk_create([StandingDuty(user=user, duty=StandingDutyKind.CLUE_DESK, given_at=NOW) for user in users])
        KeyHolder.objects.bulk_create(
            [KeyHolder(user=user, purpose="desk", public=str(x25519.Identity.generate().to_public()), made_at=NOW) for user in users]
        )
        return self

    def gets_post(self, person: Person, role: str = "") -> None:
        unit, role = self.luck.choice(self.units), role or self.luck.choice([*LEADING, PostRole.STAFF, PostRole.STAFF, PostRole.STAFF])
        over = self.luck.random() < 0.15  # a post that is over, or not yet begun, counts for nothing
        more = {"to_on": TODAY - timedelta(1)} if over else {"from_on": TODAY + timedelta(1)} if self.luck.random() < 0.1 else {}
        Post.objects.create(person=person, unit=unit, title="某职", role=role, **more)
        if not more:
            self.posts.append((person.pk, unit.pk, role))

    def tie(self) -> None:
        one, other = self.luck.sample(self.people, 2)
        if self.luck.random() < 0.5:
            days = {"from_on": TODAY - timedelta(5), "to_on": TODAY + timedelta(self.luck.choice((5, -1)))}
            campaign = self.ground.town.campaign
            Delegation.objects.create(campaign=campaign, principal=one, deputy=other, duty="office", reason="出差", given_at=NOW, **days)
            self.stands_for += [(other.pk, one.pk)] if days["to_on"] >= TODAY else []
        else:
            unit = self.luck.choice([None, self.luck.choice(self.units)])
            party, state = (None if unit else other), self.luck.choice(("in_force", "in_force", "refused"))
            Recusal.objects.create(person=one, unit=unit, party=party, ground="other", from_on=TODAY, state=state, asked_at=NOW)
            if state == "in_force":
                self.keeps_away.append((one.pk, unit.pk if unit else None, party.pk if party else None))

    # The rule once more ---------------------------------------------------------------------------------------------------------------

    def inside(self, unit: int, branch: int) -> bool:
        at: int | None = unit
        while at is not None and at != branch:
            at = self.above[at]
        return at == branch

    def leads(self, one: int, other: int) -> bool:
        return any(
            role in LEADING and self.inside(his, unit)
            for person, unit, role in self.posts if person == one
            for whose, his, _role in self.posts if whose == other
        )  # fmt: skip

    def everybody_he_is(self, one: int) -> set[int]:
        found = {one}
        while more := {principal for deputy, principal in self.stands_for if deputy in found} - found:
            found |= more
        return found

    def must_not_know(self, one: int, parties: list[tuple[int | None, int | None]]) -> bool:
        return any(self.is_touched(who, *party) for who in self.everybody_he_is(one) for party in parties)

    def is_touched(self, one: int, accused: int | None, unit: int | None) -> bool:
        ties = [(where, whom) for person, where, whom in self.keeps_away if person == one]
        if accused is not None and (one == accused or self.leads(one, accused) or self.leads(accused, one) or (None, accused) in ties):
            return True
        if unit is None:
            return False
        led = [where for person, where, role in self.posts if person == one and role in LEADING]
        if any(self.inside(unit, where) for where in [*led, *(where for where, _whom in ties if where)]):
            return True
        return accused is None and any(self.inside(where, unit) for person, where, _role in self.posts if person == one)


def _leaks(org: Org, lines: dict[Any, Line]) -> tuple[int, int]:
    """A clue about somebody of it, sealed to everybody: who sees it must be exactly who may. (checked, hidden)"""
    luck = org.luck
    accused = luck.sample(org.people, luck.choice((0, 1, 1, 2)))
    bodies = luck.sample(org.units, luck.choice((0, 1)) if accused else 1)
    told = parties_of(accused, bodies, TODAY)
    parties = [(person.pk if person else None, unit.pk if unit else None) for person, unit in told]
    clue = Clue.objects.create(source=ClueSource.PHONE, received_on=TODAY, registered_at=NOW)
    ClueParty.objects.bulk_create([ClueParty(clue=clue, token=token_of(person.pk) if person else "", unit=unit) for person, unit in told])
    holders = KeyHolder.objects.filter(user__in=[one.user for one in org.people])
    ClueSeal.objects.bulk_create([ClueSeal(clue=clue, holder=one, body=b"x") for one in holders])
    hidden = 0
    for change in range(luck.choice((1, 1, 2))):
        if change:  # the organisation goes on after the clue was sealed
            org.gets_post(luck.choice(org.people), PostRole.HEAD)
            org.tie()
            lines.clear()
        assert sorted(map(repr, parties_known(clue))) == sorted(map(repr, as_parties(told)))
        for person in org.people:
            never = org.must_not_know(person.pk, parties)
            actor = Actor(person.user_id, "某", person.pk)
            assert Clue.objects.filter(visible(actor, TODAY), pk=clue.pk).exists() is not never
            assert may_read(person.pk, as_parties(told), TODAY) is not never
            hidden += never
    return len(org.people), hidden


@pytest.mark.django_db
@pytest.mark.long
def test_in_random_organisations_nobody_sees_what_he_must_not_and_everybody_else_does(
    desk: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: dict[tuple[int, date], Line] = {}
    asked = policy.line_of

    def remembered(person: int, day: date) -> Line:
        """The same line is asked for the list and for the sealing: once is enough until the organisation changes."""
        return lines[person, day] if (person, day) in lines else lines.setdefault((person, day), asked(person, day))

    monkeypatch.setattr(policy, "line_of", remembered)
    seen, hidden = 0, 0
    for number in range(COUNT):
        lines.clear()
        with transaction.atomic():  # each organisation by itself: it goes when it was looked at
            found = _leaks(Org(random.Random(number), desk).build(), lines)
            transaction.set_rollback(True)
        seen, hidden = seen + found[0], hidden + found[1]
    assert hidden > COUNT and seen > 5 * COUNT


@pytest.mark.django_db
def test_whoever_comes_by_another_door_or_as_a_deputy_sees_nothing(desk: Ground) -> None:
    org = Org(random.Random(1), desk).build()
    clue = Clue.objects.create(source=ClueSource.PHONE, received_on=TODAY, registered_at=NOW)
    ClueSeal.objects.bulk_create([ClueSeal(clue=clue, holder=one, body=b"x") for one in KeyHolder.objects.all()])
    him = org.people[0]
    mine = Actor(him.user_id, "某", him.pk)
    assert Clue.objects.filter(visible(mine, TODAY)).exists()
    for other in (
        Actor(him.user_id, "某", him.pk, "api"), Actor(him.user_id, "某", him.pk, "phone"), Actor(him.user_id, "某", None),
        Actor(him.user_id, "某", him.pk, "web", "audit"), Actor(None, "定时", None, "clock"), mine.as_deputy(org.people[1].pk, None, "乙"),
    ):  # fmt: skip
        assert not Clue.objects.filter(visible(other, TODAY)).exists()
    StandingDuty.objects.filter(user=him.user).update(ended_at=NOW)
    assert not Clue.objects.filter(visible(mine, TODAY)).exists()
