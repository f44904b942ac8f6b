"""What runs out or lies too long (P17): visits that are due, study without a session, a window in which nobody spoke – and, where whoever has to act
does not, the other side of the same case, who knows of it already. Nobody learns of a case by its being late. As conditions without a query."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import make_aware

from bihuan.accountability.models import Appeal, DecisionBody, FollowUp, Handling, Seat, Statement, StudyPlan, StudySession
from bihuan.accountability.models.visits import Difficulty, ReturnVisit, Visitor
from bihuan.accountability.policy.visits import VISITING
from bihuan.accountability.queries.seated import any_seat
from bihuan.accountability.queries.work import his_bodies, his_own, keeps_away
from bihuan.accountability.rules.visits import SOON
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.accountability.vocabulary.visits import VisitState
from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries.desk import Wait
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor
from bihuan.foundation.rulebook.queries import rule

_WINDOW = timedelta(2)
"""So long before the end of the window whoever told the person makes sure that he knows of it."""
_STUDY = timedelta(14)


def late_asks(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """By his seats, and what is his own. Nothing of what he keeps away from (P04)."""
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return
    yield from _own(actor.person_id, mine, campaign_id, today)
    if actor.only_own:
        return
    free = ~his_own(actor.person_id, mine) & ~keeps_away(actor.person_id, today)
    rows = Handling.objects.filter(free, campaign_id=campaign_id).select_related("unit", "person")
    yield from _study(mine, campaign_id, today)
    seat = any_seat(actor, mine, campaign_id)
    for one in (
        *_visits(actor.person_id, rows, campaign_id, today),
        *_between(rows, his_bodies(actor.person_id, mine, campaign_id), today),
    ):
        yield replace(one, only_if=seat)


def _own(me: int, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """An appeal of his that nobody answered in time: he reads that its day is over, and whom he may ask."""
    late = Appeal.objects.filter(
        his_own_handling(me, mine), state=AppealState.ACCEPTED, answer_on__lt=today, handling__campaign_id=campaign_id
    )
    yield Wait("own_appeal_late", late.select_related("handling__campaign", "handling__unit", "body"), "answer_on")


def his_own_handling(me: int, mine: Sequence[Held]) -> Q:
    """Of whose case it is: his own, or that of a unit that he heads."""
    return Q(handling__in=Handling.objects.filter(his_own(me, mine)).order_by().values("pk"))


def _visits(me: int, rows: QuerySet[Handling], campaign_id: int, today: date) -> Iterable[Wait]:
    """Visits that he makes, difficulties that he sees to, and measures under which nobody planned any (M164)."""
    standing = rows.filter(state=S.IN_FORCE, person__isnull=False).order_by()
    seats = Seat.objects.filter(person_id=me, ended_at=None, body__ended_at=None, body__kind__in=VISITING).order_by()
    visits = Visitor.objects.filter(left_at=None, seat__in=seats.values("pk")).order_by()
    due = ReturnVisit.objects.filter(pk__in=visits.values("visits"), handling__in=standing.values("pk"), state=VisitState.OPEN)
    yield Wait("visit_due", due.filter(next_on__lte=today + SOON).select_related("handling__person", "handling__unit"), "next_on")
    hard = Difficulty.objects.filter(owner__in=visits.values("pk"), answered_at=None, visits__handling__in=standing.values("pk"))
    yield Wait("difficulty_due", hard.select_related("visits__handling__person", "visits__handling__unit"), "due_on")
    knows = Q(handler__in=seats.values("body")) | Q(body__in=seats.values("body"))
    knows |= Q(campaign__in=seats.filter(body__kind=BodyKind.PERSONNEL).values("body__campaign"))
    here = seats.filter(body__campaign_id=campaign_id)  # asked once, not of every row
    planned = ReturnVisit.objects.filter(handling=OuterRef("pk")).exclude(state=VisitState.ENDED).order_by()
    unplanned = standing.filter(knows, Exists(here), ~Exists(planned), follow_on__lte=today + SOON)
    yield Wait("visit_plan", unplanned, "follow_on")


def _study(mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """A plan of study that ends soon and under which his unit wrote down nothing; gone when it is over, for nobody is chased for study."""
    units = sorted({one.unit_id for one in mine if one.duty in (Duty.LIAISON, Duty.UNIT_HEAD) and one.of is None and one.unit_id})
    if not units:
        return
    held = StudySession.objects.filter(plan=OuterRef("pk"), unit__in=units).order_by()
    plans = StudyPlan.objects.filter(~Exists(held), campaign_id=campaign_id, ended_at=None, from_on__lte=today)
    yield Wait("study_due", plans.filter(to_on__gte=today, to_on__lte=today + _STUDY), "to_on")


def _between(rows: QuerySet[Handling], bodies: QuerySet[DecisionBody], today: date) -> Iterable[Wait]:
    """A window that ends with nobody heard, for who told him; what the deciders leave lying, for the handlers; what these do, for the deciders."""
    said = Statement.objects.filter(handling=OuterRef("pk"), stated_at__gte=OuterRef("noticed_at")).order_by()
    silent = rows.filter(~Exists(said), handler__in=bodies, state=S.NOTICED, waived_at=None)
    yield Wait("window_ends", silent.filter(respond_on__gte=today, respond_on__lte=today + _WINDOW), "respond_on")
    handled = rows.filter(handler__in=bodies)
    yield Wait("late_decision", handled.filter(state=S.SUBMITTED, submitted_at__lt=_before("handling_decide_days", today)))
    looked_after = Exists(FollowUp.objects.filter(handling=OuterRef("pk")).order_by())
    left = Q(state=S.DECIDED, decided_at__lt=_before("handling_serve_days", today)) | Q(
        ~looked_after, state=S.IN_FORCE, follow_on__lt=today
    )
    yield Wait("late_handling", rows.filter(left, body__in=bodies).exclude(handler__in=bodies))


def _before(rule_id: str, today: date) -> datetime:
    """What was done before this moment lies longer than the rule allows."""
    return make_aware(datetime.combine(today - timedelta(rule(rule_id, today).value), time.min))
