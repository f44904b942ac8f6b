"""An entry that does not count: an error, a duplicate, out of scope. Out of every count, its trace kept, and taken back where that was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing, changing_many, one_write
from bihuan.foundation.audit.lengths import fitting
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.models import Problem, Void
from bihuan.problems.operations.clocks import start_clock, stop_clocks
from bihuan.problems.operations.owning import rule_on
from bihuan.problems.operations.publicising import last_day_published
from bihuan.problems.vocabulary import OUT, Action, Ruling, State, VoidKind


@dataclass(frozen=True, slots=True)
class Why:
    """Why an entry does not count; a duplicate says which entry it repeats."""

    kind: VoidKind
    reason: str
    repeats: Problem | None = None


def void(*, problem: Problem, why: Why, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Take an entry out of all counts. Its clock stands still; an open objection to its ownership is settled by it."""
    with one_write():
        _lock_with_original([problem], why)
        _refuse_wrong_original([problem], why)
        with changing(problem, Action.VOID, actor=actor, now=now, reason=why.reason, seen=seen) as change:
            change.note(**_facts(why))
        keep_void([problem], why, actor, now)
    return problem


def void_many(
    *, problems: Sequence[Problem], why: Why, actor: Actor, now: datetime
) -> tuple[list[Problem], list[tuple[Problem, str]]]:  # fmt: skip
    """The same for many, for one reason. Returns those that do not count now, and those refused, each with the sentence why."""
    with one_write():
        _lock_with_original(problems, why)
        _refuse_wrong_original(problems, why)
        done, refused = changing_many(problems, Action.VOID, actor=actor, now=now, reason=why.reason)
        keep_void(done, why, actor, now)
    return done, refused


def _facts(why: Why) -> dict[str, object]:
    return {"kind": why.kind} | ({"repeats": why.repeats.number} if why.repeats else {})


def _lock_with_original(problems: Sequence[Problem], why: Why) -> None:
    """Both sides of a repetition, in the order of their keys: two at once do not void each of two entries for the other."""
    if why.repeats is not None:
        keys = sorted({why.repeats.pk, *(one.pk for one in problems)})
        list(Problem.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
        why.repeats.refresh_from_db(fields=["state"])


def _refuse_wrong_original(problems: Sequence[Problem], why: Why) -> None:
    """What is repeated stands on the same ledger, counts, and is not what goes out."""
    if why.kind is not VoidKind.DUPLICATE:
        if why.repeats is not None:
            raise BadInput(_("只有重复的问题才填重复于哪一件。"))
        return
    if why.repeats is None:
        raise BadInput(_("请写明与哪一件重复（那一件的序号）。"))
    if any(one.pk == why.repeats.pk for one in problems):
        raise BadInput(_("不能说它与自己重复，请填留下的那一件的序号。"))
    if any(one.campaign_id != why.repeats.campaign_id for one in problems) or why.repeats.state in OUT:
        raise BadInput(_("第 %(number)04d 号不在本专项的台账里，或者自己也不计数，请填留下的那一件的序号。"), number=why.repeats.number)


def keep_void(rows: Sequence[Problem], why: Why, actor: Actor, now: datetime) -> None:
    """Why they do not count is kept; what was objected is ruled on, their clocks stand still."""
    about = {"kind": why.kind, "repeats": why.repeats, "reason": why.reason.strip(), "voided_at": now, "voided_by_id": actor.user_id}
    Void.objects.bulk_create(fitting(Void(problem=row, **about) for row in rows))
    rule_on(rows, Ruling.VOIDED, why.reason, actor, now)
    stop_clocks(rows, why.reason, now)


def restore(*, problem: Problem, reason: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Take an entry back among those that count, where it stood; the days on which it was out are added to its due day. What was
    being published is published for its full time again."""
    with changing(problem, Action.RESTORE, actor=actor, now=now, reason=reason, seen=seen) as change:
        begin_again(change, now)
    return problem


def begin_again(change: Change, now: datetime) -> None:
    """What belongs to coming back among those that count: the reason is no more in force, the clock runs on."""
    row: Problem = change.row
    Void.objects.filter(problem=row, restored_at=None).update(restored_at=now, restored_by=change.actor.user_id)
    if row.state_before == State.PUBLICISED:
        change.set(publicity_ends_on=last_day_published(row.campaign, now))
    start_clock(change, now)
