"""The seven steps of a departmental campaign (M27)."""

import dataclasses

import pytest

from bihuan.campaigns.rules.catalogues import ready_catalogue
from bihuan.problems.rules.steps import step_of
from bihuan.problems.vocabulary import OUT, State

SEVEN = ["思想发动", "剖析原因", "制定整改清单", "取得实效", "逐一销号", "形成报告", "建章立制"]


@pytest.mark.mechanism("M27")
def test_a_template_has_the_seven_steps_and_every_item_stands_in_one() -> None:
    steps = [dataclasses.asdict(step) for step in ready_catalogue("five-areas").steps]
    assert [step["name"] for step in steps] == SEVEN
    held = {state.value: step_of(state.value, steps) for state in set(State) - set(OUT)}  # what is void or merged is no item any more
    assert all(held.values()), "an item in this state stands in no step"
    assert (
        list(dict.fromkeys(held[state.value] for state in (State.RECORDED, State.ANALYSED, State.RECTIFYING, State.ASKED, State.CLOSED)))
        == SEVEN[1:6]
    )
    assert sum(len(step["states"]) for step in steps) == len(State) - len(OUT), "a state named twice"


def test_a_campaign_without_steps_says_nothing() -> None:
    assert step_of("recorded", []) == ""
