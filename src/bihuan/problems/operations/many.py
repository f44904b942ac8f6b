"""The same step on many ticked rows, or on all rows of a filter."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.foundation.audit.changing import changing_many, one_write
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.models import LookBackItem, Problem
from bihuan.problems.operations.hands import stamped
from bihuan.problems.operations.held import settle_look_back
from bihuan.problems.operations.publicising import last_day_published
from bihuan.problems.vocabulary import Action, Held

Values = Callable[[Actor, datetime], dict[str, Any]]


def _stamp(step: str) -> Values:
    return lambda actor, now: stamped(actor, now, step)


DONE_IN_BULK: dict[Action, Values] = {
    Action.ASK: _stamp("asked"),
    Action.CONFIRM: _stamp("confirmed"),
    Action.VERIFY: _stamp("verified"),
    Action.CLOSE: _stamp("closed"),
    Action.PUBLICISE: lambda actor, now: {"published_on": localdate(now), "published_by_id": actor.user_id},
    Action.LOOK_BACK: lambda actor, now: {**stamped(actor, now, "looked_back"), "awaits_look_back": False},
    Action.PRIORITISE: lambda _actor, _now: {"priority": True},
}


def act_on_many(
    *, problems: Sequence[Problem], action: Action, actor: Actor, now: datetime, reason: str = ""
) -> tuple[list[Problem], list[tuple[Problem, str]]]:
    """Do one of `DONE_IN_BULK` to many problems of one campaign. Returns those changed, and those refused with the reason; nobody's refusal stops the rest."""
    sets = DONE_IN_BULK.get(action)
    if sets is None:
        raise BadInput(_("“%(action)s”不能批量办理，请逐件办理。"), action=action.label)
    with one_write():
        # the calendar before the rows, as a changed calendar takes them: two of them do not wait for each other
        beside = {"publicity_ends_on": last_day_published(problems[0].campaign, now)} if problems and action is Action.PUBLICISE else {}
        told: dict[str, Any] = {"actor": actor, "now": now, "reason": reason}
        done, refused = changing_many(problems, action, sets=lambda who: {**sets(who, now), **beside}, **told)
        if action is Action.LOOK_BACK:  # those that were drawn are settled by it
            for row in LookBackItem.objects.filter(problem__in=done, result="").select_related("problem"):
                settle_look_back(row.problem, Held.HOLDS, reason, actor, now)
    return done, refused
