"""What somebody is to a plan of return visits, and which he sees: those whom he visits, and his own. Not the handler, not the decider, not the
colleagues, not the head of his unit (promise 5)."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.accountability.models import Handling, Seat
from bihuan.accountability.models.visits import ReturnVisit, Visitor
from bihuan.accountability.policy.seeing import kept_away_from, visible
from bihuan.accountability.rules.visits import is_over
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import HandlingState
from bihuan.accountability.vocabulary.visits import VisitDuty as D
from bihuan.accountability.vocabulary.visits import VisitNeed as N
from bihuan.accountability.vocabulary.visits import VisitState
from bihuan.accountability.workflow.visits import VISITS
from bihuan.foundation.kernel import Actor, Term
from bihuan.organisation.queries import kept_away

VISITING = (BodyKind.DISCIPLINE, BodyKind.PERSONNEL)
"""The two bodies that visit together (M165)."""


def duties_of_visits(actor: Actor, row: ReturnVisit) -> frozenset[Term]:
    """The person is never his own visitor; whoever keeps away from him, or acts for somebody else, is nothing."""
    if actor.is_system:
        return frozenset({D.MACHINE})
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return frozenset()
    handling = row.handling
    if handling.person_id == actor.person_id:
        return frozenset({D.SUBJECT})
    if actor.only_own or actor.person_id in kept_away(handling.unit, localdate(), [handling.person_id] if handling.person_id else []):
        return frozenset()
    if row._state.adding:
        return frozenset({D.PLANNER}) if may_plan(actor, handling.campaign_id) else frozenset()
    return frozenset({D.VISITOR}) if visitors_now(row).filter(seat__person_id=actor.person_id).exists() else frozenset()


def may_plan(actor: Actor, campaign_id: int) -> bool:
    """Does he sit in one of the two bodies? Which handlings he knows of is asked beside it."""
    return seats_that_visit(campaign_id).filter(person_id=actor.person_id or 0).exists()


def seats_that_visit(campaign_id: int) -> QuerySet[Seat]:
    """Seats of the two bodies that are held now."""
    return Seat.objects.filter(body__campaign=campaign_id, body__kind__in=VISITING, body__ended_at=None, ended_at=None)


def visitors_now(row: ReturnVisit) -> QuerySet[Visitor]:
    """Who visits now: named, not left, and still in the seat."""
    return Visitor.objects.filter(visits=row, left_at=None, seat__ended_at=None, seat__body__ended_at=None)


def unmet_of_visits(row: ReturnVisit, _actor: Actor, action: Term, now: datetime) -> tuple[Term, ...]:
    """The needs of this step that are missing."""
    asked = {need for step in VISITS.of(action) if step.starts_from(row.state) for need in step.needs}
    return tuple(need for need in N if need in asked and not _CHECKS[need](row, localdate(now)))


def _over(row: ReturnVisit, today: date) -> bool:
    stands = row.handling.state == HandlingState.IN_FORCE
    return is_over(until_on=row.until_on, today=today, measure_stands=stands)


_CHECKS: dict[N, Callable[[ReturnVisit, date], bool]] = {
    N.RECORDED: lambda row, _today: row.records.exists(),
    N.ANSWERED: lambda row, _today: not row.difficulties.filter(answered_at=None).exists(),
    N.YEAR_OVER: _over,
}


def visible_visits(actor: Actor, day: date | None = None) -> Q:
    """The plans that the actor may know of: his own always, those of others while he visits and the measure stands. Once they ended, or the measure
    did, nobody but the person finds them (P10)."""
    if actor.is_system:
        return Q()
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return Q(pk__in=())
    own = Q(handling__person_id=actor.person_id)
    if actor.only_own:
        return own
    mine = Visitor.objects.filter(left_at=None, seat__person_id=actor.person_id, seat__ended_at=None, seat__body__ended_at=None)
    away = Handling.objects.filter(kept_away_from(actor.person_id, day or localdate())).order_by().values("pk")
    standing = Q(handling__state=HandlingState.IN_FORCE) & ~Q(state=VisitState.ENDED)
    return own | (Q(pk__in=mine.order_by().values("visits")) & standing & ~own & ~Q(handling__in=away))


def to_be_planned(actor: Actor, campaign_id: int) -> Q:
    """Handlings under which somebody may get a plan from this actor (M164): a person's, served and in force, known to him, without a plan."""
    if actor.only_own or not may_plan(actor, campaign_id):
        return Q(pk__in=())
    planned = ReturnVisit.objects.exclude(state=VisitState.ENDED).order_by().values("handling")
    open_ones = Q(campaign=campaign_id, state=HandlingState.IN_FORCE, person__isnull=False) & ~Q(person_id=actor.person_id)
    return visible(actor) & open_ones & ~Q(pk__in=planned)
