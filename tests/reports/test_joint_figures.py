"""N15–N20: letters, opinions, lists, and the units, matters and instances of the joint check are figures of their own, present and past (A01)."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.campaigns.operations.preparing import switch_mechanisms
from bihuan.finding.operations import (
    Asked,
    Said,
    draft_letters,
    group_matter,
    keep_red_black_list,
    publish_red_black,
    reply_letter,
    send_letter,
    withdraw_letter,
)
from bihuan.finding.operations.red_black import ListFacts
from bihuan.finding.vocabulary.feedback import Quarter
from bihuan.foundation.kernel import Actor
from bihuan.problems.vocabulary import Source
from bihuan.reports.queries.figures import figures
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, FOREST, NOW, OFFICE, TODAY, WATER, Town, days_later


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


def test_what_was_done_later_changes_no_past_figure(place: Town) -> None:
    """Matters moved together, a letter withdrawn, a list published: each of its day, though none of these rows keeps versions."""
    rows = [place.find(Source.SUPERVISION, text=f"督查第{n}件", person=None) for n in range(3)]
    office: Any = {"actor": place.actor(OFFICE)}
    here: Any = {"campaign": place.campaign, **office}
    for n, row in enumerate(rows):
        group_matter(problems=[row], matter=f"第{n}类", now=NOW, **here)
    asked = [Asked(f"第{n}位同志", [place.units[WATER]], TODAY + timedelta(20), "专班") for n in range(2)]
    letters = draft_letters(asked=asked, now=NOW, **here)
    for one in letters:
        send_letter(one, now=NOW, **office)
    said, by_code = [Said(place.units[WATER], "审批慢")], Actor(None, "凭回复码", None, door="code")
    reply_letter(letters[0], said=said, by_code=True, actor=by_code, now=days_later(2))
    switch_mechanisms(switches={"red_black_list": True}, now=NOW, **here)
    quarterly = keep_red_black_list(facts=ListFacts(2026, Quarter.FIRST, "督查室", "办结率", "常委会研究", TODAY), now=NOW, **here)
    for matter, day in (("合并的一类", 3), ("再合并的一类", 4)):
        group_matter(problems=rows[1:], matter=matter, now=days_later(day), **here)
    withdraw_letter(letters[1], reason="收函人已调离", now=days_later(3), **office)
    publish_red_black(quarterly, on=TODAY, now=days_later(3), **office)

    later = TODAY + timedelta(6)
    told = {day: figures(place.campaign, TODAY + timedelta(day), later) for day in (0, 2, 3, 6)}
    shown = {day: tuple(found[code].value for code in ("N15", "N16", "N17", "N19")) for day, found in told.items()}
    assert shown == {0: (2, 0, 0, 3), 2: (2, 1, 0, 3), 3: (1, 1, 1, 2), 6: (1, 1, 1, 2)}
