"""What somebody sees of this room: a covert visit is nothing to the visited unit, and to everybody but office, group and whoever approves it,
before it is reported (M113, P20)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, GroupMember
from bihuan.campaigns.policy import duties, held_over, seated_still
from bihuan.campaigns.vocabulary import Duty, GroupKind
from bihuan.foundation.kernel import Actor
from bihuan.inspections.models import Visit
from bihuan.inspections.vocabulary import PlanState, VisitKind, VisitState
from bihuan.organisation.queries import away_here

_OF_THE_UNIT = (Duty.LIAISON, Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE)
_KNOWN = Q(kind=VisitKind.OPEN) | Q(state=VisitState.REPORTED)
_STANDS = (VisitState.APPROVED, VisitState.REPORTED)


@dataclass(frozen=True)
class Sight:
    """What one actor holds in one campaign, asked once: the whole of it, units that he supervises, units that are his own; `serves`: he is
    of the office, of a group or of those who lead, today."""

    actor: Actor
    office: bool
    whole: bool
    heads: bool
    supervised: frozenset[int]
    own: frozenset[int]
    serves: bool

    def visits(self) -> Q:
        """The visits that he sees."""
        if self.actor.is_system:
            return Q()
        own = Q(unit_id__in=self.own, state__in=_STANDS)
        seen = _KNOWN if self.whole else _KNOWN & (Q(unit_id__in=self.supervised) | own)
        hidden = Q() if self.office or self.heads else Q(unit_id__in=self.supervised)
        covert = Q(kind=VisitKind.COVERT) & ~Q(state=VisitState.REPORTED) & self.stands_apart() & hidden
        return seen | covert | self._takes_part()

    def stands_apart(self) -> Q:
        """Rows of units that are not his own and from which he does not keep away: whom he could warn he does not hear of."""
        return ~Q(unit_id__in=self.own) & ~Q(away_here(self.actor.person_id, localdate()))

    def _takes_part(self) -> Q:
        """What he proposed, approved or goes to, as long as he serves: access ends with a secondment (M08)."""
        mine = Q(pk__in=[])
        if not self.serves:
            return mine
        if self.actor.person_id is not None:
            mine |= Q(pk__in=Visit.inspectors.through.objects.filter(person_id=self.actor.person_id).values("visit_id"))
        if self.actor.user_id is not None:
            mine |= Q(proposed_by_id=self.actor.user_id) | Q(approved_by_id=self.actor.user_id)
        return mine

    def observations(self) -> Q:
        """The observations that he sees: the unit from the day on which it is asked to say something, never before."""
        if self.actor.is_system:
            return Q()
        visits = Visit.objects.filter(self.visits()).values("pk")
        beside = Q(visit=None) | Q(visit_id__in=visits)
        if self.whole:
            return beside
        near = Q(unit_id__in=self.supervised) | Q(visit_id__in=self.went())
        theirs = Q(unit_id__in=self.own) & Q(answer_by_on__isnull=False)
        return (near | theirs) & beside

    def went(self) -> list[int]:
        """The visits on which he went, as long as he serves."""
        if self.actor.person_id is None or not self.serves:
            return []
        return list(Visit.inspectors.through.objects.filter(person_id=self.actor.person_id).values_list("visit_id", flat=True))


def sight(actor: Actor, campaign: Campaign) -> Sight:
    """Asked once for a page."""
    mine = held_over(actor, campaign.pk)
    office = actor.is_system or any(one.duty is Duty.OFFICE for one in mine)
    whole = office or any(one.duty is Duty.LEADER for one in mine)
    heads = Duty.GROUP_HEAD in duties(actor, campaign) if whole and not office else False
    units = {duty: frozenset(one.unit_id for one in mine if one.duty is duty and one.unit_id) for duty in (Duty.SUPERVISOR, *_OF_THE_UNIT)}
    own = frozenset().union(*(units[duty] for duty in _OF_THE_UNIT))
    serves = whole or bool(units[Duty.SUPERVISOR]) or _seated(actor, campaign)
    return Sight(actor, office, whole, heads, units[Duty.SUPERVISOR], own, serves)


def _seated(actor: Actor, campaign: Campaign) -> bool:
    """Has he a seat in office or group, though it brings no unit (yet)? One lent seat is none after its last day."""
    if actor.person_id is None:
        return False
    return seats_of(campaign, localdate()).filter(person_id=actor.person_id).exists()


def seats_of(campaign: Campaign | int, day: date) -> QuerySet[GroupMember]:
    """The seats in office and supervision groups that are held on a day."""
    kinds = (GroupKind.OFFICE, GroupKind.SUPERVISION)
    return GroupMember.objects.filter(seated_still(day), group__campaign=campaign, group__dissolved_on=None, group__kind__in=kinds)


def plans_seen(mine: Sight) -> Q:
    """Plans: all for office and leading group, a draft to nobody else but groups; units see the approved ones that name them."""
    if mine.whole or mine.supervised:
        return Q()
    return Q(units__in=mine.own) & ~Q(state__in=(PlanState.DRAFTED, PlanState.WITHDRAWN))


def unit_rows_seen(mine: Sight) -> Q:
    """Rows about one unit that its own people may read: notices, hearings, remarks."""
    return Q() if mine.whole else Q(unit_id__in=mine.supervised | mine.own)
