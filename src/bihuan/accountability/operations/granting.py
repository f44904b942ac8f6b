"""A decision on a motion, and what follows from it for the card or the rating. Nothing follows by itself (P07, M153)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.accountability.models import Card, Motion, Rating, Training
from bihuan.accountability.operations.local_rules import rule_in_force
from bihuan.accountability.operations.motions import about_of
from bihuan.accountability.operations.words import refuse_present, written
from bihuan.accountability.policy.motions import HEAVY, RATINGS
from bihuan.accountability.rules.cards import better, review_on
from bihuan.accountability.vocabulary.cards import CardAction, CardState
from bihuan.accountability.vocabulary.handling import Served
from bihuan.accountability.vocabulary.motions import MotionAction as A
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.accountability.vocabulary.ratings import RatingAction, RatingKind, RatingState
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import Actor, BadInput, NeedsUnmet, _
from bihuan.foundation.kernel.time import add_months, due_on
from bihuan.foundation.kernel.unseen import seen
from bihuan.foundation.rulebook.queries import rule

AT_ONCE, LONGEST = 200, 24


@dataclass(frozen=True)
class Decided:
    """A decision in words; `votes` are numbers for, against and abstained, of a rating always; `months` the term of a rating."""

    document: str
    present: str
    reasons: str
    heard: str = ""
    votes: tuple[int, int, int] | None = None
    months: int = 12


def grant_motion(row: Motion, *, decided: Decided, actor: Actor, now: datetime) -> None:
    """Decide that it is so, in person and with reasons. Refused: without number, reasons or who was present, nothing said of what was said, a rating
    without its vote or with a vote that did not carry it, by a hand that proposed or verified."""
    if row.kind != K.HAT_OFF:
        rule_in_force(row.campaign, about_of(row.kind))
    columns = _words(row, decided)
    with one_write(), changing(row, A.GRANT, actor=actor, now=now) as change:
        refuse_present(decided.present, unit=row.unit, person=row.person, now=now)
        change.set(**columns, decided_on=localdate(now), decided_at=now, decided_by_id=actor.user_id)
        mark = _effect(row, decided, actor, now)
        change.set(**mark)


def _words(row: Motion, told: Decided) -> dict[str, Any]:
    said = {
        "document": seen(told.document),
        "present": told.present.strip(),
        "decision": told.reasons.strip(),
        "heard_text": told.heard.strip(),
    }
    silent = not said["heard_text"] and row.sayings.exists()
    if silent or not all(said[name] for name in ("document", "present", "decision")):
        raise BadInput(_("请写明决定文号、参加研究的人、决定理由；有人陈述或者提出异议的，写明采纳情况。"))
    if row.kind in RATINGS and (told.votes is None or told.votes[0] <= told.votes[1]):
        raise BadInput(_("请记下表决的票数（只记数，不记名）；没有表决通过的，不能同意。"))
    if row.kind in RATINGS and not 1 <= told.months <= LONGEST:
        raise BadInput(_("评定的期限要在 1 个月到 %(most)d 个月之间。"), most=LONGEST)
    votes = dict(zip(("for_count", "against_count", "abstained_count"), told.votes or (None, None, None), strict=True))
    return {**said, **votes}


def _effect(row: Motion, told: Decided, actor: Actor, now: datetime) -> dict[str, Any]:
    if row.kind in RATINGS:
        return {"rating": _rate(row, told, actor, now)}
    if row.kind in (K.YELLOW, K.RED):
        return {"card": _give(row, actor, now)}
    if row.card is not None:
        _move(row, row.card, actor, now)
    elif row.rating is not None:
        _lift_rating(row.rating, actor, now)
    return {}


def _rate(row: Motion, told: Decided, actor: Actor, now: datetime) -> Rating:
    today = localdate(now)
    rating = Rating(
        campaign=row.campaign, person=row.person, unit=row.unit, rule=row.rule, kind=RatingKind(row.kind), rated_on=today,
        ends_on=add_months(today, told.months), rated_at=now, rated_by_id=actor.user_id,
    )  # fmt: skip
    with creating(rating, RatingAction.RATE, actor=actor, now=now):
        pass
    return rating


def _give(row: Motion, actor: Actor, now: datetime) -> Card:
    flat = Rating.objects.filter(campaign=row.campaign, person=row.person, kind=RatingKind.FLAT, state=RatingState.IN_FORCE).first()
    card = Card(
        campaign=row.campaign, person=row.person, unit=row.unit, rule=row.rule, rating=flat, given_at=now, given_by_id=actor.user_id, **_month(now)
    )  # fmt: skip
    with creating(card, CardAction.GIVE_RED if row.kind == K.RED else CardAction.GIVE_YELLOW, actor=actor, now=now):
        pass
    return card


def _month(now: datetime) -> dict[str, date]:
    """The day of the colour and its review date, a calendar month later (M150)."""
    today = localdate(now)
    return {"given_on": today, "review_on": review_on(today, rule("card_months", today).length.count)}


_MOVES = {K.RAISE: CardAction.RAISE, K.DOWN: CardAction.KEEP}


def _move(row: Motion, card: Card, actor: Actor, now: datetime) -> None:
    action = _MOVES.get(K(row.kind)) or better(CardState(card.state))
    with changing(card, action, actor=actor, now=now) as change:
        if action is CardAction.RAISE:
            change.set(was_given_on=card.given_on, was_review_on=card.review_on, **_month(now))
        elif action is CardAction.LOWER:
            change.set(was_given_on=None, was_review_on=None, **_month(now))
        elif action is CardAction.LIFT:
            change.set(over_at=now, over_by_id=actor.user_id)
        change.note(motion=row.number)
    if action is CardAction.LIFT and card.rating is not None and card.rating.state == RatingState.IN_FORCE:
        _lift_rating(card.rating, actor, now)


def _lift_rating(rating: Rating, actor: Actor, now: datetime) -> None:
    """With the hat the title goes, too (M151)."""
    with changing(rating, RatingAction.LIFT, actor=actor, now=now) as change:
        change.set(over_at=now, over_by_id=actor.user_id)


def refuse_motion(row: Motion, *, decided: Decided, actor: Actor, now: datetime) -> None:
    """Decide that it is not so, with reasons. Whoever asked for his hat to be taken off may ask again."""
    said = {"document": seen(decided.document), "present": decided.present.strip(), "decision": written(decided.reasons)}
    with changing(row, A.REFUSE, actor=actor, now=now) as change:
        refuse_present(decided.present, unit=row.unit, person=row.person, now=now)
        change.set(
            **said, heard_text=decided.heard.strip(), decided_on=localdate(now), decided_at=now, decided_by_id=actor.user_id, over_at=now,
            over_by_id=actor.user_id,
        )  # fmt: skip


def serve_motion(row: Motion, *, how: Served, on: date | None = None, actor: Actor, now: datetime) -> None:
    """It reached the person; from then on he has his time to appeal (P03)."""
    on = on or localdate(now)
    if not (row.decided_on or on) <= on <= localdate(now):
        raise BadInput(_("送达日期要在决定日期以后、今天以前。"))
    last = due_on(on, rule("T20-ask", on).length, calendar().is_working) if row.kind in HEAVY and row.state == "granted" else None
    with changing(row, A.SERVE, actor=actor, now=now) as change:
        if row.served_at is not None:
            raise BadInput(_("已经登记送达。"))
        change.set(served_on=on, served_how=how, served_at=now, served_by_id=actor.user_id, appeal_until_on=last)


@dataclass(frozen=True)
class Course:
    """A training (M149): where, when, what, with what result; and who decided it, by which document (P15)."""

    place: str
    from_on: date
    to_on: date
    content: str
    decided_by_body: str
    document: str
    result: str = ""


def attach_training(card: Card, *, course: Course, actor: Actor, now: datetime) -> Training:
    """Record a training that the competent body decided. Refused: without place, content, body or number, an end before the beginning."""
    told = {name: getattr(course, name).strip() for name in ("place", "content", "decided_by_body", "document", "result")}
    if not all(value for name, value in told.items() if name != "result") or course.to_on < course.from_on:
        raise BadInput(_("请写明地点、起止日期、内容，以及作出决定的机关和文号。"))
    with changing(card, CardAction.TRAIN, actor=actor, now=now) as change:
        row = Training.objects.create(
            card=card, from_on=course.from_on, to_on=course.to_on, recorded_at=now, recorded_by_id=actor.user_id, **told
        )
        change.note(training=row.pk)
    return row


def end_ratings_over(*, actor: Actor, now: datetime) -> int:
    """By the clock: ratings whose term is over end (P10). No card moves by the clock. How many ended."""
    rows, count = Rating.objects.filter(state=RatingState.IN_FORCE, ends_on__lt=localdate(now)).order_by("pk"), 0
    for row in rows[:AT_ONCE]:
        try:
            with changing(row, RatingAction.END, actor=actor, now=now) as change:
                change.set(over_at=now, over_by_id=actor.user_id)
        except NeedsUnmet:
            continue
        count += 1
    return count
