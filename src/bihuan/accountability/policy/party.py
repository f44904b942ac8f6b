"""Who sees and decides what lies before the Party group (M95). It speaks to units: whoever keeps away from a unit has no part in it."""

from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from bihuan.accountability.models import PartyDecision, Seat
from bihuan.accountability.policy.seeing import parties_kept_from
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.party import PartyDuty, PartyState
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import duties, held
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Term
from bihuan.organisation.queries import away_here, kept_away


def sits_in_party_group(actor: Actor, campaign_id: int) -> bool:
    """Has he a seat in a Party group of this campaign? In person, as everything of this room."""
    if actor.person_id is None or actor.for_person is not None or actor.administrator or actor.only_own:
        return False
    seats = Seat.objects.filter(body__campaign=campaign_id, body__kind=BodyKind.PARTY_GROUP, body__ended_at=None, ended_at=None)
    return seats.filter(person_id=actor.person_id).exists()


def sees_desk(actor: Actor, campaign: Campaign) -> bool:
    """Members, and the office that lays matters before them."""
    runs = actor.for_person is None and Duty.OFFICE in duties(actor, campaign)
    return runs or sits_in_party_group(actor, campaign.pk)


def duties_of_party(actor: Actor, row: PartyDecision) -> frozenset[Term]:
    """The head of the unit is addressed and nothing else; whoever keeps away from the unit is nothing (P04)."""
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return frozenset()
    if row.unit_id in _headed(actor, row.campaign_id):
        return frozenset({PartyDuty.UNIT}) if row.state == PartyState.DECIDED else frozenset()
    if actor.person_id in kept_away(row.unit, localdate(), _person_of(row)):
        return frozenset()
    found: set[Term] = {PartyDuty.MEMBER} if sits_in_party_group(actor, row.campaign_id) else set()
    return frozenset(found | ({Duty.OFFICE} & set(duties(actor, row.campaign))))


def _person_of(row: PartyDecision) -> list[int]:
    return [row.problem.person_id] if row.problem and row.problem.person_id else []


def _headed(actor: Actor, campaign_id: int) -> set[int]:
    return {
        one.unit_id
        for one in held(actor)
        if one.campaign_id == campaign_id and one.duty == Duty.UNIT_HEAD and one.of is None and one.unit_id is not None
    }


def visible_party(actor: Actor, campaign: Campaign, day: date | None = None) -> Q:
    """Rows that he may know of: all for the desk, apart from units that he heads or keeps away from; what was decided, for the head addressed."""
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return Q(pk__in=())
    headed = _headed(actor, campaign.pk)
    addressed = Q(unit__in=headed, state=PartyState.DECIDED)
    if not sees_desk(actor, campaign):
        return addressed
    day = day or localdate()
    about = Q(problem__person=actor.person_id) | Q(problem__person__in=parties_kept_from(actor.person_id, day))
    return addressed | (~Q(unit__in=headed) & ~Q(away_here(actor.person_id, day)) & ~about)
