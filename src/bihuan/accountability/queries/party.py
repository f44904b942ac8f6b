"""The Party group's desk (M95): serious items by their own mark, units that were laid before it, what it decided, and what was tried before (M143)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Q, QuerySet
from django.utils.timezone import localdate

from bihuan.accountability.models import DecisionBody, Handling, PartyDecision, Seat
from bihuan.accountability.policy import sits
from bihuan.accountability.policy.party import sees_desk, sits_in_party_group, visible_party
from bihuan.accountability.policy.seeing import parties_kept_from
from bihuan.accountability.queries import bodies_of
from bihuan.accountability.rules.measures import find_measure
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.accountability.vocabulary.party import PartyMeans, PartyState
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries.desk import Wait
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Unit
from bihuan.organisation.queries import away_here
from bihuan.problems.models import Problem, Reminder
from bihuan.problems.vocabulary import DONE, TICKING, UNCOUNTED, Weight

MOST = 100
_TRIED = (S.IN_FORCE, S.ENDED, S.LIFTED)


def matters(actor: Actor, campaign: Campaign) -> QuerySet[PartyDecision]:
    """What lies there and what was decided, latest first, as far as he may know of it."""
    found = PartyDecision.objects.filter(visible_party(actor, campaign), campaign=campaign)
    return found.select_related("unit", "problem", "problem__category", "body", "campaign")


def opens_desk(actor: Actor, campaign: Campaign) -> bool:
    """Members and the office, and the head of a unit to which something was said."""
    return sees_desk(actor, campaign) or matters(actor, campaign).exists()


def own_party_groups(actor: Actor, campaign: Campaign) -> list[DecisionBody]:
    """The Party groups of the campaign in which he sits."""
    return [one for one in bodies_of(campaign).filter(kind=BodyKind.PARTY_GROUP) if sits(actor, one)]


def find_unit_of_desk(actor: Actor, campaign: Campaign, pk: int) -> Unit:
    """A unit with items, for the desk; or Missing."""
    found = next((one for one in units_to_lay(actor, campaign) if one.pk == pk), None)
    if found is None:
        raise Missing()
    return found


def find_matter(actor: Actor, campaign: Campaign, pk: int) -> PartyDecision:
    """One of them, or Missing."""
    row = matters(actor, campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def serious_items(actor: Actor, campaign: Campaign) -> QuerySet[Problem]:
    """Items that somebody marked serious or frequent and that did not lie before the Party group yet: they stand on its desk by their mark alone."""
    if not sees_desk(actor, campaign):
        return Problem.objects.none()
    known = PartyDecision.objects.filter(campaign=campaign, problem__isnull=False).order_by().values("problem")
    items = Problem.objects.filter(campaign=campaign, weight=Weight.SERIOUS).exclude(state__in=UNCOUNTED).exclude(pk__in=known)
    away = (
        Q(away_here(actor.person_id, localdate()))
        | Q(person=actor.person_id)
        | Q(person__in=parties_kept_from(actor.person_id, localdate()))
    )
    return items.exclude(away).select_related("unit", "category").order_by("-pk")


def find_serious(actor: Actor, campaign: Campaign, number: int) -> Problem:
    """One of them by its number in the ledger, or Missing."""
    row = serious_items(actor, campaign).filter(number=number).first()
    if row is None:
        raise Missing()
    return row


def units_to_lay(actor: Actor, campaign: Campaign) -> list[Unit]:
    """Units with items, which the desk may lay before the Party group."""
    if not sees_desk(actor, campaign):
        return []
    with_items = Problem.objects.filter(campaign=campaign).exclude(state__in=UNCOUNTED).order_by().values("unit")
    return list(Unit.objects.filter(pk__in=with_items).exclude(away_here(actor.person_id, localdate(), "path")).order_by("path"))


def decides(actor: Actor, campaign: Campaign) -> bool:
    """Is he a member?"""
    return sits_in_party_group(actor, campaign.pk)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the ledger tells of a unit on a day."""

    found: int
    done: int
    late: int
    serious: int
    reopened: int


def ledger_of(campaign: Campaign, unit: Unit, day: date) -> Ledger:
    """Counts of the unit's own items and of those below it. No names, no texts."""
    rows = Problem.objects.filter(campaign=campaign, unit__path__startswith=unit.path).exclude(state__in=UNCOUNTED).order_by()
    running = Q(state__in=TICKING)
    told = rows.aggregate(
        found=Count("pk"), done=Count("pk", filter=Q(state__in=DONE)), late=Count("pk", filter=running & Q(due_on__lt=day)),
        serious=Count("pk", filter=Q(weight=Weight.SERIOUS)), reopened=Count("pk", filter=Q(reopened__gt=0)),
    )  # fmt: skip
    return Ledger(**told)


def items_of(campaign: Campaign, unit: Unit) -> Sequence[Problem]:
    """Its items by number, for a list without texts about persons."""
    rows = Problem.objects.filter(campaign=campaign, unit__path__startswith=unit.path).exclude(state__in=UNCOUNTED)
    return list(rows.select_related("category").order_by("number")[:MOST])


@dataclass(frozen=True, slots=True)
class Tried:
    """One treatment that was tried with a unit: when, what, with which number; `by` whom, where that is not the number's; on how many items."""

    on: date
    what: str
    document: str = ""
    by: str = ""
    items: int = 0

    @property
    def told(self) -> str:
        """In the words of a paper."""
        return f"{self.by}{self.what}" + (f"{self.items}件" if self.items else "")


def tried_with(campaign: Campaign, unit: Unit) -> list[Tried]:
    """Treatments tried with a unit as such (M143): measures served to it, what the Party group said to it, items urged. What was done with single
    persons is theirs and stands in no list of a unit."""
    rows = Handling.objects.filter(campaign=campaign, unit=unit, person=None, state__in=_TRIED, served_on__isnull=False)
    found = [Tried(one.served_on, find_measure(one.measure).name, one.document) for one in rows if one.served_on]
    said = PartyDecision.objects.filter(campaign=campaign, unit=unit, state=PartyState.DECIDED, decided_on__isnull=False)
    found += [Tried(one.decided_on, PartyMeans(one.means).label, one.document, "党组") for one in said if one.decided_on]
    urged = Reminder.objects.filter(problem__campaign=campaign, problem__unit__path__startswith=unit.path)
    days = urged.order_by("counted_on").values_list("counted_on").annotate(many=Count("pk"))
    found += [Tried(day, "催办", items=many) for day, many in days]
    return sorted(found, key=lambda one: one.on)


def party_asks(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """What was laid before the Party groups in which he sits, apart from units that he heads or keeps away from. Without a query."""
    if actor.person_id is None or actor.administrator or actor.for_person is not None or actor.only_own:
        return
    headed = sorted({one.unit_id for one in mine if one.duty is Duty.UNIT_HEAD and one.of is None and one.unit_id})
    groups = Q(body__campaign=campaign_id, body__kind=BodyKind.PARTY_GROUP, body__ended_at=None, ended_at=None)
    sits_there = Exists(Seat.objects.filter(groups, person_id=actor.person_id).order_by())
    rows = PartyDecision.objects.filter(Q(sits_there), campaign_id=campaign_id, state=PartyState.LAID).exclude(unit__in=headed)
    away = Q(away_here(actor.person_id, today)) | Q(problem__person_id=actor.person_id)
    away |= Q(problem__person__in=parties_kept_from(actor.person_id, today))
    yield Wait("party_matter", rows.exclude(away).select_related("unit"))
