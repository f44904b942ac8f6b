"""Which needs of a step of a motion, a card, a rating or their appeal are missing. None is a count or a score (P07)."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.accountability.models import Card, CardReview, Motion, Rating
from bihuan.accountability.rules.cards import is_due
from bihuan.accountability.rules.hearing import was_heard
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.cards import CardAction, CardNeed, CardState
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.accountability.vocabulary.motions import MotionNeed as N
from bihuan.accountability.vocabulary.motions import MotionState, ReviewNeed, ReviewState
from bihuan.accountability.vocabulary.ratings import RatingNeed, RatingState
from bihuan.accountability.workflow.motions import MOTION
from bihuan.foundation.kernel import Actor, Term

RATINGS = (K.STRIVER, K.FLAT)
FIRST = (*RATINGS, K.YELLOW, K.RED)
"""Motions with which something begins; the others are about what stands."""
HEAVY = (K.FLAT, K.YELLOW, K.RED, K.RAISE, K.DOWN)
"""What burdens the person: asked about first, and open to an appeal."""
_OPEN_REVIEWS = (ReviewState.FILED, ReviewState.ACCEPTED)


def unmet_of_motion(row: Motion, actor: Actor, action: Term, now: datetime) -> tuple[Term, ...]:
    """The needs of this step that are missing."""
    state = None if row._state.adding else row.state
    asked = {need for step in MOTION.of(action) if step.starts_from(state) for need in step.needs}
    return tuple(need for need in N if need in asked and not _CHECKS[need](row, actor, localdate(now)))


def _rule(row: Motion, _actor: Actor, _today: date) -> bool:
    """It stands, and the body that it names decides. By a rule that was ended hats are taken off still: nobody is left with a card."""
    rule = row.rule
    return (rule.ended_at is None or row.kind == K.HAT_OFF) and rule.body_id == row.body_id and rule.body.ended_at is None


def _other_body(row: Motion, _actor: Actor, _today: date) -> bool:
    """What stands is looked at by those who may know of it: the deciding body, another hand of it, and the personnel body."""
    if row.kind in FIRST:
        return row.handler_id != row.body_id and row.handler.ended_at is None
    return row.handler_id == row.body_id or row.handler.kind == BodyKind.PERSONNEL


def _facts(row: Motion, _actor: Actor, _today: date) -> bool:
    return all(one.strip() for one in (row.text, row.evidence, row.clause))


def _asked(row: Motion, _actor: Actor, _today: date) -> bool:
    return row.kind not in HEAVY or bool(row.health and row.workload and row.orders)


def _heard(row: Motion, _actor: Actor, today: date) -> bool:
    stated = row.sayings.filter(kind="person").exists()
    return was_heard(stated=stated, waived=row.waived_at is not None, respond_on=row.respond_on, today=today)


def _objections(row: Motion, _actor: Actor, today: date) -> bool:
    """A rating waits until others could object, whatever the person says (M145)."""
    return row.kind not in RATINGS or (row.respond_on is not None and today > row.respond_on)


def _other_hand(row: Motion, actor: Actor, _today: date) -> bool:
    own = (row.opened_by_id, row.verified_by_id, row.submitted_by_id, row.noticed_by_id)
    return actor.user_id is not None and actor.user_id not in own and not row.sayings.filter(answered_by=actor.user_id).exists()


def _due(row: Motion, _actor: Actor, today: date) -> bool:
    """Raised, or handed on, only at or after the review date (M153); lifted or lowered before it only where the local rule says so (A05)."""
    if row.card is None or row.kind in FIRST:
        return True
    return is_due(row.card.review_on, today) or (row.kind == K.HAT_OFF and row.card.rule.early)


def _earlier(row: Motion) -> list[Motion]:
    if row.kind in FIRST:
        return []
    same = Motion.objects.filter(card=row.card_id) if row.card_id else Motion.objects.filter(rating=row.rating_id)
    return list(same.filter(state=MotionState.GRANTED).exclude(pk=row.pk))


def _served(row: Motion, _actor: Actor, _today: date) -> bool:
    return row.kind == K.HAT_OFF or all(one.served_at is not None for one in _earlier(row))


def _no_appeal(row: Motion, _actor: Actor, _today: date) -> bool:
    """While an appeal is open nothing heavier follows; what lightens does."""
    return row.kind == K.HAT_OFF or not CardReview.objects.filter(motion__in=_earlier(row), state__in=_OPEN_REVIEWS).exists()


def is_final_motion(row: Motion, today: date) -> bool:
    """Nobody may still change it: no appeal open, and the days for one over or an appeal answered. What was taken back may be asked again (P03)."""
    if row.reviews.filter(state__in=_OPEN_REVIEWS).exists():
        return False
    return row.appeal_until_on is None or today > row.appeal_until_on or row.reviews.filter(state=ReviewState.UPHELD).exists()


def _still(row: Motion, _actor: Actor, _today: date) -> bool:
    """What it is about stands as it did, and nobody has two of a kind."""
    if row.kind in RATINGS:
        return not Rating.objects.filter(campaign=row.campaign_id, person=row.person_id, state=RatingState.IN_FORCE).exists()
    if row.kind in (K.YELLOW, K.RED):
        return not Card.objects.filter(campaign=row.campaign_id, person=row.person_id, state__in=("yellow", "red")).exists()
    if row.card is None:
        return row.rating is not None and row.rating.state == RatingState.IN_FORCE
    return row.card.state in _ABOUT[K(row.kind)]


_ABOUT = {K.RAISE: (CardState.YELLOW,), K.DOWN: (CardState.RED,), K.HAT_OFF: (CardState.YELLOW, CardState.RED)}

_CHECKS: dict[N, Callable[[Motion, Actor, date], bool]] = {
    N.RULE: _rule, N.OTHER_BODY: _other_body, N.FACTS: _facts, N.ASKED: _asked,
    N.VERIFIED: lambda row, _actor, _today: row.verified_at is not None, N.HEARD: _heard, N.OBJECTIONS: _objections,
    N.ANSWERED: lambda row, _actor, _today: not row.sayings.filter(answered_at=None).exists(), N.OTHER_HAND: _other_hand, N.DUE: _due,
    N.SERVED: _served, N.NO_APPEAL: _no_appeal, N.STILL: _still,
}  # fmt: skip


def unmet_of_card(row: Card, _actor: Actor, action: Term, now: datetime) -> tuple[Term, ...]:
    """Only the calendar is asked of the card itself; the rest of its motion."""
    if action not in (CardAction.RAISE, CardAction.LOWER, CardAction.LIFT, CardAction.KEEP) or is_due(row.review_on, localdate(now)):
        return ()
    early = row.rule.early and action in (CardAction.LOWER, CardAction.LIFT)
    return () if early else (CardNeed.REVIEW_DAY,)


def unmet_of_rating(row: Rating, _actor: Actor, action: Term, now: datetime) -> tuple[Term, ...]:
    """It ends when its term is over."""
    return (RatingNeed.OVER,) if action == "end_rating" and localdate(now) <= row.ends_on else ()


def unmet_of_review(row: CardReview, _actor: Actor, action: Term, now: datetime) -> tuple[Term, ...]:
    """Against a burden, served, in time, to a body that neither proposed nor decided (P03)."""
    told, missing = row.motion, list[Term]()
    if action != "file_review":
        return ()
    if told.kind not in HEAVY or told.state != MotionState.GRANTED:
        missing.append(ReviewNeed.HEAVY)
    if told.served_at is None:
        missing.append(ReviewNeed.SERVED)
    if told.appeal_until_on is not None and (row.filed_on or localdate(now)) > told.appeal_until_on:
        missing.append(ReviewNeed.IN_TIME)
    if row.body_id in (told.handler_id, told.body_id) or row.body.kind == BodyKind.OFFICE or row.body.ended_at is not None:
        missing.append(ReviewNeed.OTHER_BODY)
    return tuple(missing)
