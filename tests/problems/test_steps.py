"""The seven steps of a departmental campaign (M27)."""

import dataclasses
import re
from typing import Any

import pytest

from bihuan.campaigns.rules.catalogues import ready_catalogue
from bihuan.problems.rules.steps import step_of
from bihuan.problems.vocabulary import OUT, State
from tests.factories.town import OFFICE, town

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


@pytest.mark.django_db
@pytest.mark.mechanism("M27")
def test_an_item_shows_its_step_and_a_step_opens_its_items(settings: Any) -> None:
    settings.BIHUAN_DEMO = True  # no second factor
    place = town()
    campaign = place.campaign
    campaign.file = {**campaign.file, "steps": [dataclasses.asdict(step) for step in ready_catalogue("five-areas").steps]}
    campaign.save(update_fields=["file"])
    fresh, analysed, rectifying, asked, closed = (place.find(text=f"第{n}件事") for n in range(5))
    for state, row in (("analysed", analysed), ("rectifying", rectifying), ("asked", asked), ("closed", closed)):
        place.to(state, row)
    client, plan = place.client(OFFICE), place.client(OFFICE).get("/c/QS-2026/plan/").content.decode()
    for row, step in zip((fresh, analysed, rectifying, asked, closed), SEVEN[1:6], strict=True):
        assert f"<dt>所处步骤</dt><dd>{step}</dd>" in client.get(f"/c/QS-2026/ledger/{row.number}/").content.decode()
        address = re.search(rf'<li><b>{step}</b>[^<]*<a class="link" href="([^"]+)"', plan)
        assert address and [one.problem.number for one in client.get(address[1]).context["rows"]] == [row.number], step


def test_a_campaign_without_steps_says_nothing() -> None:
    assert step_of("recorded", []) == ""
