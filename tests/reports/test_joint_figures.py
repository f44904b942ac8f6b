"""N17–N20: units, matters and instances of the joint check are figures of their own, present and past (A01)."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.campaigns.operations.preparing import switch_mechanisms
from bihuan.finding.operations import group_matter, keep_red_black_list
from bihuan.finding.operations.feedback import ListFacts
from bihuan.finding.vocabulary.feedback import Quarter
from bihuan.problems.vocabulary import Source
from bihuan.reports.queries.figures import figures
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, FOREST, NOW, OFFICE, TODAY, Town, days_later


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def test_units_matters_and_instances_are_three_figures(place: Town) -> None:
    rows = [place.find(Source.SUPERVISION, text=f"督查第{n}件", person=None) for n in range(3)]
    rows.append(place.find(Source.INSTRUCTION, unit=FOREST, text="批示第1件", person=None))
    place.find(Source.SELF_CHECK, person=COLLEAGUE, text="自查")
    office = {"campaign": place.campaign, "actor": place.actor(OFFICE)}
    group_matter(problems=rows[:2], matter="窗口服务", now=NOW, **office)  # type: ignore[arg-type]
    group_matter(problems=rows[2:], matter="审批拖延", now=days_later(2), **office)  # type: ignore[arg-type]
    switch_mechanisms(switches={"red_black_list": True}, now=NOW, **office)  # type: ignore[arg-type]
    told = ListFacts(2026, Quarter.FIRST, "县委督查室", "办结率", "常委会研究", TODAY, TODAY)
    keep_red_black_list(facts=told, now=NOW, **office)  # type: ignore[arg-type]
    later = TODAY + timedelta(3)
    found = figures(place.campaign, later, later)
    assert [found[code].value for code in ("N17", "N18", "N19", "N20")] == [1, 2, 2, 4]
    then = figures(place.campaign, TODAY, later)
    assert then["N19"].value == 1, "as it stood then"
    assert found["N19"].rows == "/c/QS-2026/finding/joint/"
