"""Which handlings somebody sees: his own once he was told, and those on which he has work. A colleague, a leader without a seat, the campaign's office
where another body handles it: nothing, not even that there is one (promise 5)."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.accountability.models import Appeal, Clarification, Seat, Tolerance
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.clarification import ClarificationState as C
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.campaigns.policy import held
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Recusal
from bihuan.organisation.queries import away_here
from bihuan.organisation.vocabulary import RecusalState

_UNTOLD = (S.DRAFT, S.PROPOSED, S.DROPPED, S.REFERRED)
"""States of which the person was not told; what was dropped after he was told he still reads (`noticed_at`)."""
_BEFORE_THE_BODY = (S.DRAFT, S.PROPOSED, S.NOTICED, S.REFERRED)
_STANDING_NOW = (S.IN_FORCE,)
"""What the personnel department reads: what stands. Ended, lifted or undone it counts no more, and stands in none of its lists (P10)."""


def visible(actor: Actor, day: date | None = None) -> Q:
    """The rows that the actor may know of."""
    if actor.is_system:
        return Q()
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return Q(pk__in=())
    day = day or localdate()
    mine = Q(person_id=actor.person_id)
    own = mine & (~Q(state__in=_UNTOLD) | Q(noticed_at__isnull=False))
    if actor.only_own:
        return own
    of_unit = Q(person=None, unit__in=_headed(actor))  # whoever heads a unit has no seat over what is about it: he reads what it was told
    told = of_unit & Q(noticed_at__isnull=False)
    return own | told | (_by_seat(actor) & ~mine & ~of_unit & ~_cleared() & ~kept_away_from(actor.person_id, day))


def _cleared() -> Q:
    """The name was cleared of it: from the approval on nobody but the person finds it (P10, M174)."""
    done = (C.APPROVED, C.CLEARED, C.FOLLOWED)
    return Q(pk__in=Clarification.objects.filter(handling__isnull=False, state__in=done).order_by().values("handling"))


def _by_seat(actor: Actor) -> Q:
    seats = Seat.objects.filter(person_id=actor.person_id or 0, ended_at=None, body__ended_at=None).order_by()
    bodies = seats.values("body")
    offices = [one.campaign_id for one in held(actor) if one.duty == Duty.OFFICE and one.of is None]
    office = Q(campaign__in=offices)
    handles = Q(handler__in=bodies) | (Q(handler__kind=BodyKind.OFFICE, handler__ended_at=None) & office)
    decides = (Q(body__in=bodies) | (Q(body__kind=BodyKind.OFFICE, body__ended_at=None) & office)) & ~Q(state__in=_BEFORE_THE_BODY)
    reviewed = Appeal.objects.filter(body__in=bodies).order_by().values("handling")
    weighed = Tolerance.objects.filter(body__in=bodies, handling__isnull=False).order_by().values("handling")
    personnel = seats.filter(body__kind=BodyKind.PERSONNEL).values("body__campaign")
    undone = Q(state=S.UNDONE, outside_body="")  # what an appeal undid: who reviewed it, and the person
    return ((handles | decides | Q(pk__in=weighed)) & ~undone) | Q(pk__in=reviewed) | Q(campaign__in=personnel, state__in=_STANDING_NOW)


def _headed(actor: Actor) -> list[int]:
    """The units that he heads himself."""
    return [one.unit_id for one in held(actor) if one.duty == Duty.UNIT_HEAD and one.of is None and one.unit_id]


def kept_away_from(person_id: int | None, day: date) -> Q:
    """What he keeps away from: by the unit or one above it, or by whom it is about. Without a query."""
    return Q(person__in=parties_kept_from(person_id, day)) | Q(away_here(person_id, day))


def parties_kept_from(person_id: int | None, day: date) -> QuerySet[Recusal, Any]:
    """The people from whose matters he keeps away."""
    his = Recusal.objects.filter(person_id=person_id or 0, state=RecusalState.IN_FORCE, from_on__lte=day)
    return his.filter(Q(to_on=None) | Q(to_on__gte=day)).exclude(party=None).order_by().values("party")
