"""Which cells of a list somebody may edit in place."""

from functools import lru_cache

from bihuan.foundation.kernel import Term
from bihuan.problems.models import Problem
from bihuan.problems.policy import Reach, duties_within
from bihuan.problems.vocabulary import Action
from bihuan.problems.workflow import PROBLEM


def editable(mine: Reach, row: Problem) -> frozenset[Action]:
    """Of correcting and classifying, what this actor may do now. Without a query."""
    return _open_in(row.state, duties_within(mine, row).union(*(duties_within(one, row) for one in mine.stand_ins())))


@lru_cache(1024)
def _open_in(state: str, held: frozenset[Term]) -> frozenset[Action]:
    return frozenset({Action.AMEND, Action.CLASSIFY} & {Action(step.action) for step in PROBLEM.open_to(state, held)})
