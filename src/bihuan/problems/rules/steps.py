"""Which step of the campaign's own process an item stands in (M27): the steps are the plan's words, the states are ours."""

from collections.abc import Iterable, Mapping
from typing import Any


def step_of(state: str, steps: Iterable[Mapping[str, Any]]) -> str:
    """The name of the step that holds this state; "" where the campaign names no steps for its items."""
    return next((str(step["name"]) for step in steps if state in step.get("states", ())), "")
