"""How far units are with their self-check: a unit counts as reported once its lists are confirmed; no form is asked for (M179, N12, N13)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import held_over
from bihuan.campaigns.queries.roster import standing_on
from bihuan.campaigns.vocabulary import Duty, RosterRole
from bihuan.finding.models import Pledge, SelfCheck, SelfCheckItem
from bihuan.finding.vocabulary.self_checks import SelfCheckState
from bihuan.foundation.kernel import Actor
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Source, State

_OWN = Q(source=Source.SELF_CHECK, person__isnull=False) & ~Q(state=State.VOID)
"""Problems of self-checks that have a person, however they came onto the ledger."""


@dataclass(frozen=True, slots=True)
class UnitState:
    """One unit: subjects on its roster, with items, with a standing commitment, on the ledger by a sheet alone, none of these yet; lists that
    are confirmed; items."""

    unit: int
    name: str
    roster: int
    listed: int
    signed: int
    accepted: int
    items: int
    entered: int = 0

    @property
    def missing(self) -> int:
        return self.roster - self.listed - self.signed - self.entered

    @property
    def reported(self) -> bool:
        """Everybody of the unit has handed in, and all of it is confirmed."""
        return self.roster > 0 and self.accepted >= self.roster


@dataclass(frozen=True, slots=True)
class Totals:
    """The campaign: `items` is N12; `signed` is N13; `listed` + `signed` + `entered` + `missing` = `roster` (N02)."""

    roster: int
    listed: int
    signed: int
    items: int
    entered: int = 0

    @property
    def missing(self) -> int:
        return self.roster - self.listed - self.signed - self.entered


def submitted_items(campaign: Campaign) -> Any:
    """Items that were handed in and not withdrawn (N12): what was never submitted is no item yet."""
    return SelfCheckItem.objects.filter(self_check__campaign=campaign, problem__isnull=False, withdrawn_at=None)


def _submitted(campaign: Campaign) -> Any:
    return SelfCheck.objects.filter(campaign=campaign, round__gt=0)


def _with_items(rows: Any) -> Any:
    items = SelfCheckItem.objects.filter(self_check=OuterRef("pk"), problem__isnull=False, withdrawn_at=None)
    return rows.filter(Exists(items))


def _signed(rows: Any) -> Any:
    """Only those of which no item stands, here or by a sheet: who is on the ledger has a list, whatever he signed (N13, as the reports count it)."""
    items = SelfCheckItem.objects.filter(self_check=OuterRef("pk"), problem__isnull=False, withdrawn_at=None)
    stands = Exists(Pledge.objects.filter(self_check=OuterRef("pk"), withdrawn_at=None))
    known = Problem.objects.filter(_OWN, campaign=OuterRef("campaign"), person=OuterRef("person"))
    return rows.filter(stands, ~Exists(items), ~Exists(known))


def on_the_ledger(campaign: Campaign) -> Any:
    """Problems of self-checks that have a person, however they came there."""
    return Problem.objects.filter(_OWN, campaign=campaign).order_by()


def _entered(campaign: Campaign, subjects: Any, rows: Any) -> Any:
    """Subjects whose items were typed or imported onto the ledger, without a list and without a commitment: nobody asks them again."""
    handed = _with_items(rows) | _signed(rows)
    return subjects.filter(person_id__in=on_the_ledger(campaign).values("person_id")).exclude(person_id__in=handed.values("person_id"))


def totals(campaign: Campaign, day: date) -> Totals:
    """The figures of the whole campaign on the roster of a day. Five queries."""
    subjects = standing_on(campaign, day).filter(role=RosterRole.SUBJECT).order_by()
    rows = _submitted(campaign).filter(person_id__in=subjects.values("person_id"))
    roster = subjects.values("person_id").distinct().count()
    entered = _entered(campaign, subjects, rows).values("person_id").distinct().count()
    return Totals(roster, _with_items(rows).count(), _signed(rows).count(), submitted_items(campaign).count(), entered)


def _by_unit(some: Any, of: str = "unit_id", counted: Any = None) -> dict[int, int]:
    """How many by unit."""
    return dict(some.order_by().values_list(of).annotate(n=counted or Count("pk")))


def unit_states(actor: Actor, campaign: Campaign, day: date) -> list[UnitState]:
    """Unit by unit in the order of the tree, of the units towards which the actor has a duty. Seven queries. Never by person."""
    mine = held_over(actor, campaign.pk)
    whole = actor.is_system or any(one.duty in (Duty.OFFICE, Duty.LEADER) for one in mine)
    subjects = standing_on(campaign, day).filter(role=RosterRole.SUBJECT)
    subjects = subjects if whole else subjects.filter(unit_id__in={one.unit_id for one in mine if one.unit_id is not None})
    people = Count("person_id", distinct=True)
    ranked = subjects.order_by("unit__path").values_list("unit_id", "unit__name").annotate(n=people)
    names = {pk: (name, n) for pk, name, n in ranked}
    rows = _submitted(campaign).filter(unit_id__in=names, person_id__in=subjects.values("person_id"))
    counts = (
        _by_unit(_with_items(rows)), _by_unit(_signed(rows)), _by_unit(rows.filter(state=SelfCheckState.ACCEPTED)),
        _by_unit(submitted_items(campaign).filter(self_check__unit_id__in=names), "self_check__unit_id"),
        _by_unit(_entered(campaign, subjects, rows), counted=people),
    )  # fmt: skip
    return [UnitState(pk, name, roster, *(one.get(pk, 0) for one in counts)) for pk, (name, roster) in names.items()]


def not_handed_in(campaign: Campaign, unit: int, day: date) -> list[str]:
    """The names of those of one unit from whom nothing has come yet, in the order of names: whom to remind, nothing else."""
    handed = _submitted(campaign).values("person_id")
    rows = standing_on(campaign, day).filter(Q(role=RosterRole.SUBJECT), unit_id=unit).exclude(person_id__in=handed)
    rows = rows.exclude(person_id__in=on_the_ledger(campaign).values("person_id"))
    return list(rows.order_by("person__sort_key", "pk").values_list("person__name", flat=True).distinct())
