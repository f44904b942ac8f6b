"""An appeal against a rating or a card: by others than proposed, verified or decided, with a day for its answer; what it finds wrong is undone (P03)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.accountability.models import Card, CardReview, DecisionBody, Motion, Rating
from bihuan.accountability.operations.words import written
from bihuan.accountability.vocabulary.cards import CardAction, CardState
from bihuan.accountability.vocabulary.motions import MotionAction
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.accountability.vocabulary.motions import ReviewAction as A
from bihuan.accountability.vocabulary.ratings import RatingAction, RatingState
from bihuan.accountability.workflow.cards import SHOWN
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.kernel.time import due_on
from bihuan.foundation.kernel.unseen import seen
from bihuan.foundation.rulebook.queries import rule


def file_review(row: Motion, *, text: str, body: DecisionBody, on: date | None = None, actor: Actor, now: datetime) -> CardReview:
    """The person does not accept it; by himself, or on paper entered by whoever served it, and then the day on which he handed it in counts (`on`).
    Refused: no reason, a day before service or to come, a body of another campaign, one that is open."""
    words, today = written(text, _("申诉理由")), localdate(now)
    on = today if actor.person_id == row.person_id else on or today
    if on > today or (row.served_on is not None and on < row.served_on):
        raise BadInput(_("提出日期要在送达以后、今天以前。"))
    if body.campaign_id != row.campaign_id or row.reviews.filter(state__in=("filed", "accepted")).exists():
        raise BadInput(_("已经有一份申诉正在办理，或者受理机构不属于本专项。"))
    review = CardReview(motion=row, body=body, text=words, filed_on=on, filed_at=now, filed_by_id=actor.user_id)
    with creating(review, A.FILE, actor=actor, now=now):
        pass
    return review


def withdraw_review(row: CardReview, *, actor: Actor, now: datetime) -> None:
    """The person takes it back."""
    with changing(row, A.WITHDRAW, actor=actor, now=now) as change:
        change.set(over_at=now, over_by_id=actor.user_id)


def accept_review(row: CardReview, *, actor: Actor, now: datetime) -> None:
    """The body takes it, and by when it answers is set."""
    with changing(row, A.ACCEPT, actor=actor, now=now) as change:
        today: date = localdate(now)
        last = due_on(today, rule("T20-answer", today).length, calendar().is_working)
        change.set(accepted_at=now, accepted_by_id=actor.user_id, answer_on=last)


def uphold_motion(row: CardReview, *, outcome: str, document: str, actor: Actor, now: datetime) -> None:
    """The decision stands."""
    _answer(row, A.UPHOLD, outcome, document, actor, now)


def revoke_motion(row: CardReview, *, outcome: str, document: str, actor: Actor, now: datetime) -> None:
    """It was wrong: the card or the rating is undone, and a raise gives the yellow card back with its own date."""
    with one_write():
        motion = row.motion
        if motion.rating is not None:
            for card in Card.objects.filter(rating=motion.rating, state__in=SHOWN).select_related(
                "campaign", "person", "unit", "rule__body", "rating"
            ):
                _undo_card(card, actor, now)  # it rested on the title
            _undo_rating(motion.rating, actor, now)
        elif motion.card is not None and motion.kind in (K.YELLOW, K.RED):
            _undo_card(motion.card, actor, now)
        elif motion.card is not None and motion.kind == K.RAISE:
            _give_back(motion.card, actor, now)
        with changing(motion, MotionAction.UNDO, actor=actor, now=now) as change:
            change.set(reason=outcome.strip(), over_at=now, over_by_id=actor.user_id)
        _answer(row, A.REVOKE, outcome, document, actor, now)


def _undo_card(card: Card, actor: Actor, now: datetime) -> None:
    if card.state != CardState.UNDONE:
        with changing(card, CardAction.UNDO, actor=actor, now=now) as change:
            change.set(over_at=now, over_by_id=actor.user_id)


def _undo_rating(rating: Rating, actor: Actor, now: datetime) -> None:
    if rating.state != RatingState.UNDONE:
        with changing(rating, RatingAction.UNDO, actor=actor, now=now) as change:
            change.set(over_at=now, over_by_id=actor.user_id)


def _give_back(card: Card, actor: Actor, now: datetime) -> None:
    """Only while it is red by that raise: what was lowered or lifted since stays so."""
    if card.state == CardState.RED and card.was_given_on and card.was_review_on:
        with changing(card, CardAction.GIVE_BACK, actor=actor, now=now) as change:
            change.set(given_on=card.was_given_on, review_on=card.was_review_on, was_given_on=None, was_review_on=None)


def _answer(row: CardReview, action: A, outcome: str, document: str, actor: Actor, now: datetime) -> None:
    number = seen(document)
    if not number:
        raise BadInput(_("请写明处理意见和文号。"))
    words = written(outcome, _("处理意见"))
    with changing(row, action, actor=actor, now=now) as change:
        change.set(outcome=words, document=number, over_at=now, over_by_id=actor.user_id)
