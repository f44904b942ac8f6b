"""Clocks of a clue: how it came, letters of inquiry and their answers, more time by decision, and what the machine lays before whom (M122, P17)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.clues.models import Clue, ClueExtension, ClueUrge
from bihuan.clues.operations.handling import By, hand_of, one_step, written
from bihuan.clues.queries.clocks import Due, clocks_of, clocks_of_many, levels_now
from bihuan.clues.vocabulary.clues import ClueAction as A
from bihuan.clues.vocabulary.clues import ClueState
from bihuan.clues.vocabulary.links import Arrival
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.foundation.rulebook.queries import rule

_AT_ONCE = 200
_GONE = (ClueState.MERGED, ClueState.DESTROYED)


def tell_arrival(clue: Clue, *, arrival: Arrival, opinion: str = "", by: By) -> None:
    """Say whether it came from the level above, to be looked at or to be finished and reported: T2 or T5 runs from then on."""
    with one_step(clue, A.ARRIVE, by, {"text": opinion.strip()}) as (change, _found):
        change.set(arrival=arrival)


def send_inquiry(clue: Clue, *, received_on: date, questions: str, by: By) -> None:
    """A letter of inquiry reached whom it is about: he explains himself in writing (T8)."""
    with one_step(clue, A.INQUIRE, by, {"text": written(questions)}, done_on=received_on):
        pass


def note_explanation(clue: Clue, *, received_on: date, summary: str, signed_by: str, by: By) -> None:
    """His explanation came, signed by the chief of his party committee (T8; A2.2); T9 runs from then on."""
    if not signed_by.strip():
        raise BadInput(_("函询的说明要由其所在党委（党组）主要负责人签字，请写明签字人。"))
    if not clue.notes.filter(step=A.INQUIRE, done_on__lte=received_on).exists():
        raise NotNow(_("还没有登记送达函询，或者说明早于函询。"))
    with one_step(clue, A.EXPLAIN, by, {"text": written(summary), "signed_by": signed_by.strip()}, done_on=received_on):
        pass


def extend_clue(clue: Clue, *, rule_id: str, count: int, reason: str, by: By) -> None:
    """Give one running clock more time, in its own unit. Refused: no such clock runs; more in all than the rule allows, or than the limit itself."""
    with one_step(clue, A.EXTEND, by, {"text": written(reason), "rule": rule_id, "count": count}) as (change, _found):
        # asked of the locked row: two who give time at once must not give more than there is
        running, found = _running(clue, rule_id, localdate(by.now)), rule(rule_id, localdate(by.now))
        given = sum(clue.extensions.filter(rule=rule_id).values_list("count", flat=True))
        most = found.longest_extension.count if found.longest_extension else found.length.count
        if count < 1 or given + count > most:
            raise BadInput(
                _("“%(title)s”延长合计不能超过 %(most)d %(unit)s。"), title=running.title, most=most, unit=found.length.span.label
            )
        row = ClueExtension(clue=clue, rule=rule_id, count=count, span=found.length.span, given_at=by.now, given_by_id=by.actor.user_id)
        row.save(force_insert=True)
        change.note(rule=rule_id, count=count)


def _running(clue: Clue, rule_id: str, today: date) -> Due:
    for one in clocks_of(clue, today):
        if one.running.rule == rule_id and one.is_open:
            return one
    raise NotNow(_("这条线索没有正在计算的这项时限。"))


def report_clue(clue: Clue, *, receiver: str, by: By) -> None:
    """Those who took it in are told that it is over, once a quarter at least (T6)."""
    with one_step(clue, A.REPORT, by, {"text": "", "receiver": written(receiver)}) as (change, _found):
        if clue.reported_at is not None:
            raise NotNow(_("这条线索的办结情况已经通报过。"))
        change.set(**hand_of("reported", by))


def urge(*, actor: Actor, now: datetime) -> int:
    """The clock lays what runs out before who handles it, what ran out before who approves, and what lies still before who leads (P17); nobody else
    learns of it. How many were laid. What was done goes from the desk."""
    today, laid = localdate(now), 0
    rows = (
        Clue.objects.exclude(state__in=_GONE)
        .exclude(state=ClueState.CLOSED, reported_at__isnull=False)
        .select_related("campaign")
        .defer("sealed")
    )
    portion = list[Clue]()
    for one in rows.order_by("pk").iterator(chunk_size=_AT_ONCE):
        portion.append(one)
        if len(portion) == _AT_ONCE:
            laid += _urge(portion, today, actor, now)
            portion = []
    _end_over(today)
    return laid + _urge(portion, today, actor, now)


def _urge(clues: Sequence[Clue], today: date, actor: Actor, now: datetime) -> int:
    known = set(ClueUrge.objects.filter(clue__in=clues).values_list("clue_id", "rule", "level", "due_on"))
    laid, near = 0, rule("near_days", today).value
    for clue, dues in zip(clues, clocks_of_many(clues, today), strict=True):
        fresh = [
            ClueUrge(clue=clue, rule=one.running.rule, level=level, due_on=one.due_on, raised_on=today)
            for one in dues if one.is_open
            for level in levels_now(one, today, near)
            if (clue.pk, one.running.rule, level.value, one.due_on) not in known
        ]  # fmt: skip
        _end(clue, dues, today)
        if fresh:
            with changing(clue, A.REMIND, actor=actor, now=now) as change:
                change.note(urged=[f"{one.rule} {one.level}" for one in fresh])
                ClueUrge.objects.bulk_create(fresh, ignore_conflicts=True)
            laid += len(fresh)
    return laid


def _end(clue: Clue, dues: Sequence[Due], today: date) -> None:
    """Reminders of clocks that were done, or prolonged."""
    running = {(one.running.rule, one.due_on) for one in dues if one.is_open}
    gone = [pk for pk, name, due in clue.urges.filter(ended_on=None).values_list("pk", "rule", "due_on") if (name, due) not in running]
    if gone:
        ClueUrge.objects.filter(pk__in=gone).update(ended_on=today)


def _end_over(today: date) -> None:
    over = ClueUrge.objects.filter(ended_on=None, clue__state__in=_GONE)
    over.update(ended_on=today)
    ClueUrge.objects.filter(ended_on=None, clue__state=ClueState.CLOSED, clue__reported_at__isnull=False).update(ended_on=today)
