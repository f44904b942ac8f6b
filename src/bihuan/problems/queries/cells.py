"""Which cells of a list somebody may edit in place."""

from bihuan.problems.models import Problem
from bihuan.problems.policy import Reach, duties_within
from bihuan.problems.vocabulary import Action
from bihuan.problems.workflow import PROBLEM


def editable(mine: Reach, row: Problem) -> frozenset[Action]:
    """Of correcting and classifying, what this actor may do now. Without a query."""
    open_now = {Action(step.action) for step in PROBLEM.open_to(row.state, duties_within(mine, row))}
    return frozenset({Action.AMEND, Action.CLASSIFY} & open_now)
