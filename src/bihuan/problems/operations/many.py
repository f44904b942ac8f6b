"""The same step on many ticked rows, or on all rows of a filter."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from bihuan.foundation.audit.changing import changing_many
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.models import LookBackItem, Problem
from bihuan.problems.operations.hands import stamped
from bihuan.problems.operations.held import settle_look_back
from bihuan.problems.operations.publicising import published
from bihuan.problems.vocabulary import Action, Held

Values = Callable[[Problem, Actor, datetime], dict[str, Any]]


def _stamp(step: str) -> Values:
    return lambda _first, actor, now: stamped(actor, now, step)


DONE_IN_BULK: dict[Action, Values] = {
    Action.ASK: _stamp("asked"),
    Action.CONFIRM: _stamp("confirmed"),
    Action.VERIFY: _stamp("verified"),
    Action.CLOSE: _stamp("closed"),
    Action.PUBLICISE: lambda first, actor, now: published(first.campaign, actor, now),
    Action.LOOK_BACK: lambda _first, actor, now: {**stamped(actor, now, "looked_back"), "awaits_look_back": False},
    Action.PRIORITISE: lambda _first, _actor, _now: {"priority": True},
}


def act_on_many(
    *, problems: Sequence[Problem], action: Action, actor: Actor, now: datetime, reason: str = ""
) -> tuple[list[Problem], list[tuple[Problem, str]]]:
    """Do one of `DONE_IN_BULK` to many problems of one campaign. Returns those changed, and those refused with the reason; nobody's refusal stops the rest."""
    sets = DONE_IN_BULK.get(action)
    if sets is None:
        raise BadInput(_("“%(action)s”不能批量办理，请逐件办理。"), action=action.label)
    with transaction.atomic():
        done, refused = changing_many(problems, action, actor=actor, now=now, reason=reason, sets=lambda who: sets(problems[0], who, now))
        if action is Action.LOOK_BACK:  # those that were drawn are settled by it
            for row in LookBackItem.objects.filter(problem__in=done, result="").select_related("problem"):
                settle_look_back(row.problem, Held.HOLDS, reason, actor, now)
    return done, refused
