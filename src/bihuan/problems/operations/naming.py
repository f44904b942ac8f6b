"""Problems are found by the names of their unit and people: where one of these is called otherwise, they are indexed anew."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet
from django_tasks import task

from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.jobs.operations import ask
from bihuan.foundation.jobs.running import Turn, running
from bihuan.foundation.jobs.scheduling import CLOCK
from bihuan.foundation.kernel import Told, _
from bihuan.problems.models import Problem
from bihuan.problems.operations.indexing import index

PART = 1000
"""Problems a transaction."""
AT_ONCE = 1000
"""So many problems are indexed while somebody waits for the name that he changed; more of them by a worker."""


def follow_names(units: Collection[int], people: Collection[int], now: datetime) -> None:
    """Units and people are called otherwise from now on: what is found by their names follows."""
    if named_after(units, people)[: AT_ONCE + 1].count() <= AT_ONCE:
        index_named(units, people, Turn())
        return
    told = {"units": sorted(units), "people": sorted(people)}
    ask(index_names, title=_("按新名称更新检索"), actor=CLOCK, now=now, arguments=told)


@task
def index_names(units: list[int], people: list[int]) -> dict[str, str]:
    """Problems of units and people that are called otherwise now are found by the new names."""
    return {"text": Told(_("已更新 %(count)d 件"), count=index_named(units, people, running()))}


def named_after(units: Collection[int], people: Collection[int]) -> QuerySet[Problem]:
    """The problems that these units answer for, or that these people own, put right or lead; by their keys."""
    whose = Q(unit__in=units) | Q(person__in=people) | Q(doer__in=people) | Q(leader__in=people)
    return Problem.objects.filter(whose).select_related("unit", "person", "doer", "leader").order_by("pk")


def index_named(units: Collection[int], people: Collection[int], turn: Turn) -> int:
    """Index them as they are called now. How many. Cut off, it goes on behind the last part."""
    done = turn.mark.get("done", 0)
    while part := _next(units, people, turn):
        done += part
        turn.step(done, 0)
    return int(done)


def _next(units: Collection[int], people: Collection[int], turn: Turn) -> int:
    """The next part, in a write of its own; how many they are. They are read locked: else what somebody writes meanwhile would be put back."""
    with one_write():
        rows = named_after(units, people).select_for_update(of=("self",), no_key=True)
        part = list(rows.filter(pk__gt=turn.mark.get("last", 0))[:PART])
        if part:
            index(part)
            turn.keep(last=part[-1].pk, done=turn.mark.get("done", 0) + len(part))
    return len(part)
