"""The same step on many ticked rows, or on all rows of a filter."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.foundation.audit.changing import changing_many, one_write
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.models import LookBackItem, Problem
from bihuan.problems.operations.hands import stamped
from bihuan.problems.operations.levels import open_measures, told_open
from bihuan.problems.operations.publicising import last_day_published
from bihuan.problems.vocabulary import Action

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
    """Do one of `DONE_IN_BULK` to many problems of one campaign. Returns those changed, and those refused with the reason; nobody's refusal stops the rest.

    Drawn ones are looked back at one by one."""
    sets = DONE_IN_BULK.get(action)
    if sets is None:
        raise BadInput(_("“%(action)s”不能批量办理，请逐件办理。"), action=action.label)
    with one_write():
        # the calendar before the rows, as a changed calendar takes them: two of them do not wait for each other
        beside = {"publicity_ends_on": last_day_published(problems[0].campaign, now)} if problems and action is Action.PUBLICISE else {}
        told: dict[str, Any] = {"actor": actor, "now": now, "reason": reason}
        drawn = _drawn(problems) if action is Action.LOOK_BACK else frozenset[int]()
        jointly = open_measures(problems) if action is Action.CLOSE else {}  # another level still works on them (M104)
        free = [row for row in problems if row.pk not in drawn and row.pk not in jointly]
        done, refused = changing_many(free, action, sets=lambda who: {**sets(who, now), **beside}, **told)
    stay = [(row, told_open(row, jointly[row.pk])) for row in problems if row.pk in jointly]
    return done, [*refused, *((row, ONE_BY_ONE) for row in problems if row.pk in drawn), *stay]


ONE_BY_ONE = _("这一件是回头看抽中的，请逐件记录看到的情况。")


def _drawn(problems: Sequence[Problem]) -> frozenset[int]:
    """Those of an open draw: of each it is said what was seen. The rows are locked: none of them is drawn meanwhile."""
    keys = [row.pk for row in problems]
    list(among(Problem.objects.select_for_update(no_key=True), "id", keys).order_by("pk").values_list("pk"))
    return frozenset(among(LookBackItem.objects.filter(result=""), "problem_id", keys).values_list("problem_id", flat=True))
