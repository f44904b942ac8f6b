"""Tolerance, clearing and announcing: what somebody is to such a row, what a step of it needs, who sees it at work – and who reads what is announced."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from bihuan.accountability.models import Announcement, Appeal, Clarification, DecisionBody, Handling, Seat, Tolerance
from bihuan.accountability.policy.bodies import sits
from bihuan.accountability.policy.duties import is_subject
from bihuan.accountability.policy.seeing import kept_away_from
from bihuan.accountability.rules.clarification import CLEARS
from bihuan.accountability.rules.publicity import is_final
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.clarification import ClarificationAction, ClarificationNeed, ClarificationState, Wish
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.vocabulary.handling import HandlingState
from bihuan.accountability.vocabulary.publicity import AnnouncementAction, AnnouncementKind, AnnouncementNeed, AnnouncementState, Audience
from bihuan.accountability.vocabulary.tolerance import Asker, ToleranceAction, ToleranceNeed, ToleranceState
from bihuan.accountability.workflow.clarification import CLARIFICATION
from bihuan.accountability.workflow.handling import STANDING
from bihuan.accountability.workflow.publicity import ANNOUNCEMENT
from bihuan.accountability.workflow.tolerance import TOLERANCE
from bihuan.campaigns.policy import held, held_over
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Term
from bihuan.organisation.models import Post
from bihuan.organisation.queries import kept_away
from bihuan.organisation.rules.paths import ids_of

_TOGETHER = (BodyKind.PARTY_GROUP, BodyKind.DISCIPLINE, BodyKind.PERSONNEL)
"""Who decides on tolerance together (D6)."""
_OPEN_APPEALS = ("filed", "accepted", "passed_on")
"""Not answered yet, here or outside: nothing is announced meanwhile (P03)."""
Right = Tolerance | Clarification | Announcement


def duties_of_right(actor: Actor, row: Right) -> frozenset[Term]:
    """Whom it is about; else what his seats make him. Whoever keeps away from him or his unit is nothing (P04)."""
    if actor.is_system:
        return frozenset({D.MACHINE})
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return frozenset()
    about = _about(row)
    if is_subject(actor, about):
        return frozenset({D.SUBJECT})
    if actor.only_own or actor.person_id in kept_away(row.unit, localdate(), [about.person_id] if about.person_id else []):
        return frozenset()
    found: set[Term] = {D.HANDLER} if sits(actor, row.handler) else set()
    return frozenset(found | ({D.DECIDER} if sits(actor, row.body) else set()) | _heads(actor, row))


def _about(row: Right) -> Any:
    """The row that knows whom it is about."""
    return (row.handling or row.clarification) if isinstance(row, Announcement) else row


def _heads(actor: Actor, row: Right) -> set[Term]:
    """The head of his unit may ask for tolerance (D6), and for nothing else."""
    if not isinstance(row, Tolerance) or (not row._state.adding and row.asker != Asker.UNIT):
        return set()
    mine = held_over(actor, row.campaign_id)
    return {Duty.UNIT_HEAD} if any(one.duty == Duty.UNIT_HEAD and one.of is None and one.unit_id == row.unit_id for one in mine) else set()


def unmet_of_tolerance(row: Tolerance, actor: Actor, action: Term, _now: datetime) -> tuple[Term, ...]:
    """Others decide than who asked and verified."""
    body = row.body
    fits = body is not None and body.ended_at is None and body.campaign_id == row.campaign_id and body.kind in _TOGETHER
    other = fits and row.body_id not in (row.handler_id, row.handling.handler_id if row.handling else None)
    hand = actor.user_id is not None and actor.user_id not in (row.applied_by_id, row.verified_by_id)
    met = {ToleranceNeed.OTHER_BODY: other, ToleranceNeed.OTHER_HAND: hand}
    asked = {need for step in TOLERANCE.of(ToleranceAction(action)) if step.starts_from(row.state) for need in step.needs}
    return tuple(need for need in ToleranceNeed if need in asked and not met[need])


def unmet_of_clarification(row: Clarification, actor: Actor, action: Term, _now: datetime) -> tuple[Term, ...]:
    """It was found untrue, the person wishes it, another hand approves, and each way is done."""
    done = set() if row._state.adding else set(row.clearings.values_list("way", flat=True))
    met = {
        ClarificationNeed.OTHER_HAND: actor.user_id is not None and actor.user_id not in (row.opened_by_id, row.verified_by_id),
        ClarificationNeed.UNTRUE: row.outcome in CLEARS and bool(row.grounds.strip()),
        ClarificationNeed.WISHED: row.wish in (Wish.SAME, Wish.QUIET),
        ClarificationNeed.ALL_WAYS: bool(row.ways) and set(row.ways) <= done,
    }
    asked = {need for step in CLARIFICATION.of(ClarificationAction(action)) if step.starts_from(row.state) for need in step.needs}
    return tuple(need for need in ClarificationNeed if need in asked and not met[need])


def unmet_of_announcement(row: Announcement, actor: Actor, action: Term, now: datetime) -> tuple[Term, ...]:
    """Two hands; and a name only of what nobody may change any more (M183)."""
    met = {
        AnnouncementNeed.OTHER_HAND: actor.user_id is not None and actor.user_id != row.proposed_by_id,
        AnnouncementNeed.FINAL: _final(row, localdate(now)),
    }
    asked = {need for step in ANNOUNCEMENT.of(AnnouncementAction(action)) if step.starts_from(row.state) for need in step.needs}
    return tuple(need for need in AnnouncementNeed if need in asked and not met[need])


def _final(row: Announcement, today: date) -> bool:
    told = row.handling
    if told is None:
        return True
    appealed = told.appeals.filter(state__in=_OPEN_APPEALS).exists()
    if not row.named:
        return told.state in STANDING and not appealed
    in_force = told.state == HandlingState.IN_FORCE and (told.ends_on is None or told.ends_on >= today)
    waived = told.appeal_waived_at is not None
    return is_final(in_force=in_force, appealed=appealed, waived=waived, appeal_until=told.appeal_until_on, today=today)


def visible_rights(actor: Actor, day: date | None = None) -> Q:
    """The clearings and reviews that somebody has work on, by a seat; whom they are about reads his own."""
    if actor.is_system:
        return Q()
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return Q(pk__in=())
    mine, of_unit = Q(person_id=actor.person_id), Q(person=None, unit__in=_headed(actor))
    if actor.only_own:
        return mine
    return mine | of_unit | (_seated(actor) & ~mine & ~of_unit & ~kept_away_from(actor.person_id, day or localdate()))


def visible_clarifications(actor: Actor, day: date | None = None) -> Q:
    """The same; once it was looked after, or goes no further, nobody but the person finds what it was about (P10)."""
    found = visible_rights(actor, day)
    if actor.is_system or actor.person_id is None:
        return found
    over = Q(state__in=(ClarificationState.FOLLOWED, ClarificationState.DROPPED))
    return found & (~over | Q(person_id=actor.person_id) | Q(person=None, unit__in=_headed(actor)))


def visible_tolerances(actor: Actor, day: date | None = None) -> Q:
    """The same. A review that others opened on a case which he was not told of he reads when he was told, or when it is granted; what a unit asked
    for one of its people, its head reads."""
    found = visible_rights(actor, day)
    if actor.is_system or actor.person_id is None or actor.administrator or actor.for_person is not None:
        return found
    untold = Tolerance.objects.filter(person_id=actor.person_id, handling__isnull=False, handling__noticed_at=None)
    untold = untold.exclude(asker=Asker.PERSON).exclude(state=ToleranceState.GRANTED).order_by()
    others = ~Q(person_id=actor.person_id) & ~kept_away_from(actor.person_id, day or localdate())
    return (found & ~Q(pk__in=untold.values("pk"))) | (Q(asker=Asker.UNIT, unit__in=_headed(actor)) & others)


def visible_announcements(actor: Actor, day: date | None = None) -> Q:
    """The announcements that somebody draws up or approves; whom one is about reads his own. Everybody else reads what is `announced`."""
    if actor.is_system:
        return Q()
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return Q(pk__in=())
    own, away = Q(person_id=actor.person_id), kept_away_from(actor.person_id, day or localdate())
    of_unit = Q(person=None, unit__in=_headed(actor))
    mine = _about_one_of(own | of_unit)
    if actor.only_own:
        return mine
    return mine | (_seated(actor) & ~mine & ~_about_one_of(away))


def _about_one_of(which: Q) -> Q:
    """Announcements about such a person or unit."""
    handlings, cleared = Handling.objects.filter(which).order_by(), Clarification.objects.filter(which).order_by()
    return Q(handling__isnull=False, handling__in=handlings.values("pk")) | Q(
        clarification__isnull=False, clarification__in=cleared.values("pk")
    )


def _headed(actor: Actor) -> list[int]:
    return [one.unit_id for one in held(actor) if one.duty == Duty.UNIT_HEAD and one.of is None and one.unit_id]


def _seated(actor: Actor) -> Q:
    """In a body that handles or decides it."""
    seats = Seat.objects.filter(person_id=actor.person_id or 0, ended_at=None, body__ended_at=None).order_by().values("body")
    offices = [one.campaign_id for one in held(actor) if one.duty == Duty.OFFICE and one.of is None]
    mine = DecisionBody.objects.filter(ended_at=None).filter(Q(pk__in=seats) | Q(kind=BodyKind.OFFICE, campaign__in=offices)).order_by()
    return Q(handler__in=mine.values("pk")) | Q(body__in=mine.values("pk"))


def announced(actor: Actor, day: date) -> Q:
    """The gate of every list that shows an announcement to anybody: approved, within its days, for readers like this one, and still true today –
    a name goes the moment its decision is appealed against, lifted, undone, over or tolerated, whatever the clock has done yet (P09, P10)."""
    if actor.is_system or actor.person_id is None or actor.administrator:
        return Q(pk__in=())
    appealed = Appeal.objects.filter(state__in=_OPEN_APPEALS).order_by().values("handling")
    lasting = Q(handling__ends_on=None) | Q(handling__ends_on__gte=day)
    named = Q(named=True, handling__state=HandlingState.IN_FORCE) & lasting
    nameless = Q(named=False, handling__state__in=STANDING)
    on = Q(kind=AnnouncementKind.HANDLING, campaign__file__switches__publicity_of_handlings=True)
    true = Q(kind=AnnouncementKind.CLARIFICATION) | (on & (named | nameless) & ~Q(handling__in=appealed))
    within = Q(state=AnnouncementState.SHOWN, from_on__lte=day, ends_on__gte=day, on_page=True)
    return within & true & (Q(audience__in=(Audience.CAMPAIGN, Audience.PUBLIC)) | Q(audience=Audience.UNIT, unit__in=_units(actor)))


def _units(actor: Actor) -> list[int]:
    """His units and those above them."""
    paths = Post.objects.filter(person_id=actor.person_id or 0, to_on=None).order_by().values_list("unit__path", flat=True)
    return sorted({pk for path in paths for pk in ids_of(path)})
