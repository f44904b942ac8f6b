"""Which handlings somebody sees: his own once he was told, and those on which he has work. A colleague, a leader without a seat, the campaign's office
where another body handles it: nothing, not even that there is one (promise 5)."""

from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from bihuan.accountability.models import Appeal, Seat, Tolerance
from bihuan.accountability.vocabulary.bodies import BodyKind
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
_FINAL = (S.IN_FORCE, S.ENDED, S.LIFTED, S.UNDONE)


def visible(actor: Actor, day: date | None = None) -> Q:
    """The rows that the actor may know of."""
    if actor.is_system:
        return Q()
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return Q(pk__in=())
    day = day or localdate()
    mine = Q(person_id=actor.person_id)
    own = mine & (~Q(state__in=_UNTOLD) | Q(noticed_at__isnull=False))
    return own | (_of_unit(actor) & ~mine) | (_by_seat(actor) & ~mine & ~kept_away_from(actor.person_id, day))


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
    return handles | decides | Q(pk__in=reviewed) | Q(pk__in=weighed) | Q(campaign__in=personnel, state__in=_FINAL)


def _of_unit(actor: Actor) -> Q:
    """Of the unit that he heads, what is about the unit itself and was told to it."""
    units = [one.unit_id for one in held(actor) if one.duty == Duty.UNIT_HEAD and one.of is None]
    return Q(person=None, unit__in=units, noticed_at__isnull=False)


def kept_away_from(person_id: int | None, day: date) -> Q:
    """What he keeps away from: by the unit or one above it, or by whom it is about. Without a query."""
    his = Recusal.objects.filter(person_id=person_id or 0, state=RecusalState.IN_FORCE, from_on__lte=day)
    lasting = his.filter(Q(to_on=None) | Q(to_on__gte=day))
    return Q(person__in=lasting.exclude(party=None).order_by().values("party")) | Q(away_here(person_id, day))
