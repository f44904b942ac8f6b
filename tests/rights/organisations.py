"""Random organisations: people with duties, their own and lent ones, units above one another, people who keep away; and the words of the rules
about holding a duty, said anew on plain numbers. Nothing here asks the product who holds what."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, CoveredUnit, Delegation, Grant, Group, GroupMember, Stage
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Person, Recusal, Unit
from bihuan.organisation.rules.paths import path_under
from tests.factories.town import NOW, Town, town

PEOPLE, UNITS = 5, 4
ABOVE = {3: 0}
"""The last unit stands below the first."""
OF_UNITS = ("unit_head", "leader_in_charge", "liaison", "supervisor")
WHOLE = ("office", "leader")
Grant_ = tuple[int, str, int | None]


@dataclass(frozen=True)
class Organisation:
    """People and units are numbers. `lent`: (who lends, duty, unit or all of his, who acts for him)."""

    grants: frozenset[Grant_]
    lent: frozenset[tuple[int, str, int | None, int]]
    away: frozenset[tuple[int, int]]
    head: int | None
    """Heads the leading group, and so approves."""
    seat: int | None
    """Sits in a supervision group that has no units yet."""

    def lent_to(self, who: int) -> list[tuple[int, Grant_]]:
        """The duties that he has for others: (for whom, the duty as that one holds it). What was lent to that one goes no further."""
        return [
            (lender, (lender, duty, unit))
            for lender, duty, only, deputy in self.lent
            if deputy == who and lender != who
            for person, held, unit in self.grants
            if (person, held) == (lender, duty) and only in (None, unit)
        ]

    def has(self, who: int, *duties: str) -> bool:
        """One of these duties anywhere, his own or lent."""
        return any(duty in duties for _who, duty, _unit in self._held(who))

    def over(self, who: int, unit: int | None, *duties: str, own: bool = False) -> bool:
        """One of these duties towards a unit: held there, or over the unit above it. `own`: no lent one."""
        held = [one for one in self.grants if one[0] == who] if own else self._held(who)
        return unit is not None and any(
            duty in duties and there in (unit, ABOVE.get(unit)) for _who, duty, there in held if there is not None
        )

    def _held(self, who: int) -> list[Grant_]:
        return [one for one in self.grants if one[0] == who] + [grant for _for, grant in self.lent_to(who)]

    def keeps_away(self, who: int, unit: int) -> bool:
        """From the unit, or from all below the one above it."""
        return bool({(who, unit), (who, ABOVE.get(unit))} & self.away)

    @property
    def heads(self) -> set[tuple[int, int]]:
        """(unit, person): who heads which unit."""
        return {(unit, who) for unit in range(UNITS) for who in range(PEOPLE) if self.over(who, unit, "unit_head", own=True)}


def drawn(dice: random.Random) -> Organisation:
    """Few duties, so that many rows are nobody's business; sometimes a head of the leading group, who is one of its leaders."""
    grants: set[Grant_] = set()
    for _one in range(dice.randint(1, 7)):
        everywhere = dice.random() < 0.2
        who = dice.randrange(PEOPLE)
        grants.add((who, dice.choice(WHOLE), None) if everywhere else (who, dice.choice(OF_UNITS), dice.randrange(UNITS)))
    lent = set()
    for lender, duty, unit in dice.sample(sorted(grants, key=str), min(len(grants), dice.randint(0, 2))):
        deputy = dice.randrange(PEOPLE)
        if deputy != lender:
            lent.add((lender, duty, dice.choice((None, unit)), deputy))
    away = {(dice.randrange(PEOPLE), dice.randrange(UNITS)) for _one in range(dice.randint(0, 2))}
    leaders = sorted(who for who, duty, _unit in grants if duty == "leader")
    head = leaders[0] if leaders and dice.random() < 0.5 else None
    return Organisation(frozenset(grants), frozenset(lent), frozenset(away), head, dice.choice((None, dice.randrange(PEOPLE))))


@dataclass
class World:
    """A campaign in a town whose duties are taken away, ready for a random organisation; everything is undone by whoever asked."""

    place: Town
    people: list[Person] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    campaign: Campaign = None  # type: ignore[assignment]
    stage: Stage = None  # type: ignore[assignment]
    body: Group = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        Grant.objects.all().delete()
        self.campaign = self.place.campaign
        first = self.place.units["县水利局"]
        below = Unit.objects.create(name="河道管理站", parent=first, path="~below")
        below.path = path_under(first.path, below.pk)
        below.save(update_fields=["path"])
        self.units = [first, self.place.units["县林业局"], self.place.units["整治专班"], below]
        known = set(CoveredUnit.objects.filter(campaign=self.campaign).values_list("unit_id", flat=True))
        today = localdate()
        for one in self.units:
            if one.pk not in known:
                CoveredUnit.objects.create(campaign=self.campaign, unit=one, from_on=today)
        names = list(self.place.people)[:PEOPLE]
        self.people = [self.place.people[name] for name in names]
        self.actors = [self.place.actor(name) for name in names]
        self.stage = self.campaign.stages.first()  # type: ignore[assignment]

    def user(self, who: int | None) -> Any:
        """The account of a person."""
        return None if who is None else self.people[who].user

    def person(self, who: int | None) -> Person | None:
        return None if who is None else self.people[who]

    def unit(self, where: int | None) -> Unit | None:
        return None if where is None else self.units[where]

    def settle(self, told: Organisation) -> None:
        """Lay the duties of an organisation down."""
        today, here = localdate(), {"campaign": self.campaign}
        Grant.objects.bulk_create(
            Grant(**here, person=self.people[who], duty=duty, unit=self.unit(where), granted_at=NOW) for who, duty, where in told.grants
        )
        Delegation.objects.bulk_create(
            Delegation(**here, principal=self.people[lender], duty=duty, unit=self.unit(where), deputy=self.people[deputy], from_on=today,
                       to_on=today + timedelta(1), reason="出差", given_at=NOW)
            for lender, duty, where, deputy in told.lent
        )  # fmt: skip
        Recusal.objects.bulk_create(
            Recusal(person=self.people[who], unit=self.units[where], ground="kin", from_on=today, state="in_force", asked_at=NOW)
            for who, where in told.away
        )
        if told.head is not None:
            leading = Group.objects.create(**here, kind="leading", name="领导小组")
            GroupMember.objects.create(group=leading, person=self.people[told.head], post="head")
        self.body = Group.objects.create(**here, kind="supervision", name="待分工督导组")
        if told.seat is not None:
            GroupMember.objects.create(group=self.body, person=self.people[told.seat], post="member")


def world() -> World:
    """A new one, in a transaction of whoever asks."""
    return World(town())
