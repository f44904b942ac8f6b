"""Correct at once (立行立改, M94): one sentence says how, the head confirms in bulk, the group verifies a drawn sample."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.rules.settings import settings_of
from bihuan.foundation.audit import replaced
from bihuan.foundation.audit.changing import changing, changing_many, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.kernel import Actor, NeedsUnmet, _
from bihuan.problems.models import Batch, LookBackItem, Problem, ProblemVersion
from bihuan.problems.operations.amending import reindex
from bihuan.problems.operations.hands import THE_LONG_WAY, stamped
from bihuan.problems.operations.held import settle_look_back
from bihuan.problems.operations.levels import open_measures, told_open
from bihuan.problems.queries.needs import unmet
from bihuan.problems.queries.still import due_again
from bihuan.problems.rules import draw_sample, sample_size
from bihuan.problems.vocabulary import Action, Held, LedgerAction, Need

_ANOTHER_FAILED = _("同一批里第 %(number)04d 号抽验不合格，整批退回。")


def correct(*, problem: Problem, how: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Say in one sentence how it was put right."""
    with changing(problem, Action.CORRECT, actor=actor, now=now, seen=seen, given={"how": how.strip()}) as change:
        change.set(**stamped(change.actor, now, "corrected"))
        reindex(change)
    return problem


def confirm_corrections(*, problems: Sequence[Problem], actor: Actor, now: datetime) -> tuple[list[Batch], list[tuple[Problem, str]]]:
    """The head confirms corrections together: they are closed, and a sample of each unit's batch is drawn for the group.

    Returns the batches made and the problems refused, each with the reason."""
    with one_write():
        jointly = open_measures(problems)  # another level still works on them (M104)
        stay = [(row, told_open(row, jointly[row.pk])) for row in problems if row.pk in jointly]
        problems = [row for row in problems if row.pk not in jointly]
        done, refused = changing_many(
            problems, Action.CONFIRM_CORRECTION, actor=actor, now=now, sets=lambda who: stamped(who, now, "confirmed", "closed")
        )
        by_unit: dict[int, list[Problem]] = defaultdict(list)
        for problem in done:
            by_unit[problem.unit_id].append(problem)
        return [_batch(rows, actor, now) for rows in by_unit.values()], [*refused, *stay]


def _batch(rows: Sequence[Problem], actor: Actor, now: datetime) -> Batch:
    pool = [row.pk for row in rows]
    campaign, seed = rows[0].campaign, secrets.token_hex(16)
    batch = Batch.objects.create(
        campaign=campaign, unit_id=rows[0].unit_id, confirmed_at=now, confirmed_by_id=actor.user_id, seed=seed, pool=pool
    )
    sample = draw_sample(pool, sample_size(len(pool), settings_of(campaign.file).sample_percent), seed)
    among(Problem.objects.all(), "id", pool).update(batch=batch)
    # they were closed a moment ago in this transaction: the version that was opened with it tells their batch and that they wait, too
    among(Problem.objects.all(), "id", sample).update(sampled=True, awaits_sample=True)
    among(ProblemVersion.objects.filter(valid_to=None), "row_id", pool).update(batch=batch)
    among(ProblemVersion.objects.filter(valid_to=None), "row_id", sample).update(awaits_sample=True)
    replaced.add(Problem, sample, now, sampled=False)
    # the draw stands in the book: nobody draws again in silence
    note(kept(type(campaign)), campaign, LedgerAction.DRAW, actor=actor, now=now, batch=batch.pk, seed=seed, pool=pool, sample=sample)
    return batch


def pass_sample(*, problem: Problem, actor: Actor, now: datetime) -> Problem:
    """The drawn item was verified and holds."""
    with changing(problem, Action.PASS_SAMPLE, actor=actor, now=now) as change:
        change.set(**stamped(change.actor, now, "verified"), awaits_sample=False)
    return problem


def fail_sample(*, problem: Problem, reason: str, actor: Actor, now: datetime) -> list[tuple[Problem, str]]:
    """The drawn item does not hold: its whole batch goes back, and takes the full chain from now on, each for the same span as before
    where its due day has passed; look-backs of it that were open are answered by that. Refused: an item not drawn; one that bears the
    actor's own hand, as when he found before that it holds (of the others of the batch that is not asked: they go back for this one's sake).

    Returns items of the batch that had moved on since and stay as they are, each with the reason."""
    with one_write():
        list(
            Batch.objects.select_for_update(of=("self",), no_key=True).filter(problems=problem)
        )  # two verifiers of one batch wait here, not for each other's rows
        with changing(problem, Action.FAIL_SAMPLE, actor=actor, now=now, reason=reason) as change:
            if not problem.sampled:
                raise NeedsUnmet(Need.SAMPLED.label + "。", needs=(Need.SAMPLED.value,))
            if Need.ANOTHER_PERSON in unmet(problem, change.actor, Action.FAIL_SAMPLE, now):
                raise NeedsUnmet(Need.ANOTHER_PERSON.label + "。", needs=(Need.ANOTHER_PERSON.value,))
            batch = problem.batch
            settle_look_back(problem, Held.CAME_BACK, reason, actor, now)
            change.set(**THE_LONG_WAY, **_again(problem, localdate(now)))
        if batch is None:
            return []
        Batch.objects.filter(pk=batch.pk).update(failed_at=now, failed_by_id=actor.user_id)
        rest = list(Problem.objects.filter(batch=batch).prefetch_related("campaign"))
        each = {row.pk: _again(row, localdate(now)) for row in rest}
        # what was seen there is about that item and whoever may read it; the others are told which one it was
        why = _ANOTHER_FAILED % {"number": problem.number}
        done, stay = changing_many(rest, Action.FAIL_SAMPLE, actor=actor, now=now, reason=why, sets=THE_LONG_WAY, each=each)
        for item in LookBackItem.objects.filter(problem__in=done, result="").select_related("problem"):
            settle_look_back(item.problem, Held.CAME_BACK, why, actor, now)
        return stay


def _again(row: Problem, today: date) -> dict[str, Any]:
    """What goes back was closed, so its clock stood still: one whose day has passed meanwhile is not overdue at once, it has its span again."""
    due_on = due_again(row, today)
    return {"returned": row.returned + 1, "due_on": due_on, "planned_due_on": row.planned_due_on or due_on}
