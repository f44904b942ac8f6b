"""A unit screens itself against a category: none found, or items."""

from typing import Any

import pytest

from bihuan.campaigns.operations.preparing import switch_mechanisms
from bihuan.campaigns.policy import held_over
from bihuan.campaigns.queries import categories_of
from bihuan.campaigns.queries.desk import waiting_on_desk
from bihuan.finding.operations import ask_screening, begin_screening, end_screening, find_by_screening
from bihuan.finding.queries.screening import coverage, find_screening, screenings_of
from bihuan.finding.vocabulary.screening import ScreeningState
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.problems.vocabulary import OwnerLevel, Source
from tests.factories import town as factory
from tests.factories.town import FOREST, LIAISON, NOW, OFFICE, OTHER_LIAISON, TODAY, WATER, Town, days_later


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


HOW = "翻阅一季度发文和会议登记，问了六个科室"


@pytest.mark.mechanism("M73")
def test_a_unit_screens_itself_against_a_category_and_finds_none_or_items(place: Town) -> None:
    category, other = categories_of(place.campaign)
    mine = {"actor": place.actor(LIAISON), "now": NOW}
    row = begin_screening(campaign=place.campaign, unit=place.units[WATER], category=category, **mine)
    with pytest.raises(NotNow, match="还没有报结果"):
        begin_screening(campaign=place.campaign, unit=place.units[WATER], category=category, **mine)
    with pytest.raises(BadInput, match="怎么排查"):
        end_screening(row, how=" ", none_found=True, **mine)
    with pytest.raises(BadInput, match="还没有列入问题"):
        end_screening(row, how=HOW, none_found=False, **mine)
    end_screening(row, how=HOW, none_found=True, **mine)
    assert row.state == ScreeningState.NONE_FOUND
    second = begin_screening(campaign=place.campaign, unit=place.units[WATER], category=other, **mine)
    problems = find_by_screening(second, texts=["以文件落实文件：转发通知未提要求", "会议照搬"], **mine)
    assert {(one.source, one.owner_level, one.person, one.category) for one in problems} == {
        (Source.SCREENING, OwnerLevel.UNIT, None, other)
    }
    assert problems[0].origin_kind == "screening" and problems[0].origin_reference == str(second.pk)
    with pytest.raises(BadInput, match="已有问题"):
        end_screening(second, how=HOW, none_found=True, **mine)
    end_screening(second, how=HOW, none_found=False, **mine)
    assert second.state == ScreeningState.FOUND


def test_who_is_asked_and_who_is_missing(place: Town) -> None:
    category, _other = categories_of(place.campaign)
    office, units = {"actor": place.actor(OFFICE), "now": NOW}, [place.units[WATER], place.units[FOREST]]
    asked = ask_screening(campaign=place.campaign, units=units, category=category, due_on=days_later(5).date(), **office)
    assert len(asked) == 2 and not ask_screening(
        campaign=place.campaign, units=units, category=category, due_on=days_later(5).date(), **office
    )
    end_screening(asked[1], how=HOW, none_found=True, actor=place.actor(OTHER_LIAISON), now=NOW)
    told = coverage(place.actor(OFFICE), place.campaign)
    assert [[cell.word for cell in line.cells] for line in told.lines] == [["asked", ""], ["none_found", ""]]
    assert (told.waiting, told.none_found, told.found) == (1, 1, 0)
    own = coverage(place.actor(LIAISON), place.campaign)
    assert [line.unit.name for line in own.lines] == [WATER]
    held = held_over(place.actor(LIAISON), place.campaign.pk)
    [wait] = [one for one in waiting_on_desk(place.actor(LIAISON), held, place.campaign.pk, TODAY) if one.name == "screening_result"]
    assert (wait.rows, wait.nearest) == ([asked[0]], days_later(5).date())


def test_units_do_it_for_themselves_alone(place: Town) -> None:
    category, _other = categories_of(place.campaign)
    row = begin_screening(campaign=place.campaign, unit=place.units[WATER], category=category, actor=place.actor(LIAISON), now=NOW)
    with pytest.raises(NotAllowed):
        begin_screening(campaign=place.campaign, unit=place.units[WATER], category=_other, actor=place.actor(OTHER_LIAISON), now=NOW)
    with pytest.raises(NotAllowed):
        end_screening(row, how=HOW, none_found=True, actor=place.actor(OTHER_LIAISON), now=NOW)
    with pytest.raises(NotAllowed):
        ask_screening(
            campaign=place.campaign, units=[place.units[WATER]], category=_other, due_on=TODAY, actor=place.actor(LIAISON), now=NOW
        )
    with pytest.raises(Missing):
        find_screening(place.actor(OTHER_LIAISON), place.campaign, row.pk)
    assert screenings_of(place.actor(OTHER_LIAISON), place.campaign).count() == 0


def test_left_out_none_begins(place: Town) -> None:
    switch_mechanisms(campaign=place.campaign, switches={"screening": False}, actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotNow, match="单位自查排查"):
        begin_screening(
            campaign=place.campaign, unit=place.units[WATER], category=categories_of(place.campaign)[0], actor=place.actor(LIAISON), now=NOW
        )
