"""A decision takes effect when it was served, is looked after, and ends by its own day (M170, P10)."""

from datetime import date, datetime

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from bihuan.accountability.models import FollowUp, Handling
from bihuan.accountability.operations.announcing import remove_announcements
from bihuan.accountability.operations.words import written
from bihuan.accountability.rules.measures import ends_on, find_measure, follow_up_on
from bihuan.accountability.vocabulary.handling import HandlingAction as A
from bihuan.accountability.vocabulary.handling import HandlingState, Served
from bihuan.accountability.vocabulary.publicity import RemovedWhy
from bihuan.foundation.audit.changing import changing, one_write
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import Actor, BadInput, NeedsUnmet, _
from bihuan.foundation.kernel.time import due_on
from bihuan.foundation.kernel.unseen import seen
from bihuan.foundation.rulebook.queries import rule

AT_ONCE = 200


def serve_handling(row: Handling, *, how: Served, on: date | None = None, actor: Actor, now: datetime) -> None:
    """It reached the person, and is in force: with the day on which it ends, the day on which somebody looks after him, and the last day for an
    appeal. The influence period runs from the decision (B3), the appeal's from its service."""
    on = on or localdate(now)
    with changing(row, A.SERVE, actor=actor, now=now) as change:
        decided = row.decided_on or on
        if not decided <= on <= localdate(now):
            raise BadInput(_("送达日期要在决定日期以后、今天以前。"))
        one = find_measure(row.measure)
        last = ends_on(one, decided, row.until_on)
        appeal = due_on(on, rule(one.ask, on).length, calendar().is_working) if one.ask else None
        change.set(
            served_on=on, served_how=how, served_at=now, served_by_id=actor.user_id, ends_on=last,
            follow_on=follow_up_on(one, on, last), appeal_until_on=appeal,
        )  # fmt: skip


def follow_up(row: Handling, *, text: str, on: date | None = None, actor: Actor, now: datetime) -> FollowUp:
    """Somebody looked after the person: how he does, what helps. It weighs nothing."""
    on = on or localdate(now)
    if not text.strip() or on > localdate(now):
        raise BadInput(_("请写明跟踪了解的情况，日期不能晚于今天。"))
    with changing(row, A.FOLLOW, actor=actor, now=now) as change:
        told = FollowUp.objects.create(
            handling=row, person_id=actor.person_id, text=text.strip(), followed_on=on, followed_at=now, followed_by_id=actor.user_id
        )
        change.note(follow_up=told.pk)
    return told


def end_due(*, actor: Actor, now: datetime) -> int:
    """By the clock: measures whose period is over end, and nothing of them is left to be counted. An open inquiry on who leads keeps one open
    (M126) and lengthens no period: `ends_on` stands. An open appeal keeps nothing in force, and goes on. How many ended."""
    over = Coalesce(F("ends_on"), F("follow_on"))
    rows = Handling.objects.filter(state=HandlingState.IN_FORCE).annotate(last=over).filter(last__lt=localdate(now)).order_by("pk")
    count = 0
    for row in rows[:AT_ONCE]:
        try:
            with one_write():
                with changing(row, A.END, actor=actor, now=now) as change:
                    change.set(over_at=now, over_by_id=actor.user_id)
                remove_announcements(row, why=RemovedWhy.EXPIRED, now=now)
        except NeedsUnmet:
            continue
        count += 1
    return count


def record_outside_lift(row: Handling, *, reason: str, document: str, actor: Actor, now: datetime) -> None:
    """The competent body that decided it ended it before its day: recorded with its number (M170, P15)."""
    number = seen(document)
    if not number:
        raise BadInput(_("请填写决定的文号。"))
    with one_write():
        with changing(row, A.RECORD_LIFT, actor=actor, now=now) as change:
            change.set(reason=f"{written(reason)}（{number}）", over_at=now, over_by_id=actor.user_id)
        remove_announcements(row, why=RemovedWhy.LIFTED, now=now)


def lift_handling(row: Handling, *, reason: str, actor: Actor, now: datetime) -> None:
    """End it before its day."""
    with one_write():
        with changing(row, A.LIFT, actor=actor, now=now) as change:
            change.set(reason=written(reason), over_at=now, over_by_id=actor.user_id)
        remove_announcements(row, why=RemovedWhy.LIFTED, now=now)
