"""Units by lists: what is there, what is empty, what is confirmed to be none, and that nobody of the roster is missing (M81)."""

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from bihuan.campaigns.models import Category, CoveredUnit, RosterEntry
from bihuan.campaigns.queries.roster import counts_on
from bihuan.finding.operations.coverage import take_coverage
from bihuan.finding.operations.pledges import sign_pledge, withdraw_pledge
from bihuan.finding.operations.screening import begin_screening, end_screening
from bihuan.finding.queries.coverage import Coverage, UnitLine, coverage, people_of_unit
from bihuan.finding.queries.pledges import text_for
from bihuan.finding.vocabulary.coverage import Cover
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed
from bihuan.organisation.models import Person, Unit
from bihuan.problems.policy import reach
from bihuan.problems.vocabulary import ProblemList, Source
from bihuan.reports.queries.figures import figures
from tests.factories import town as factory
from tests.factories.self_checks import begun, handed_in
from tests.factories.town import COLLEAGUE, FOREST, GROUP, HEAD, LIAISON, OFFICE, OFFICIAL, OTHER_OFFICIAL, TODAY, WATER, Town


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def _seen(place: Town, who: str = OFFICE) -> Coverage:
    return coverage(reach(place.actor(who), place.campaign.pk), place.campaign)


def _line(place: Town, unit: str, who: str = OFFICE) -> UnitLine:
    return next(one for one in _seen(place, who).lines if one.name == unit)


def _cover(line: UnitLine, which: ProblemList) -> Cover:
    return next(one.cover for one in line.cells if one.list == which)


@pytest.mark.mechanism("M81")
def test_cells_are_filled_empty_or_confirmed_none_and_nobody_is_missing(place: Town) -> None:
    water = _line(place, WATER)
    assert {one.cover for line in _seen(place).lines for one in line.cells} == {Cover.EMPTY}
    assert (water.subjects, water.missing) == (2, 2)
    handed_in(place)
    assert _cover(_line(place, WATER), ProblemList.SELF_CHECK) is Cover.PART
    row = begun(place, COLLEAGUE)
    pledge = sign_pledge(row, read=text_for(row), actor=place.actor(COLLEAGUE), now=place.now)
    water = _line(place, WATER)
    assert (water.wrote, water.signed, water.missing) == (1, 1, 0) and _cover(water, ProblemList.SELF_CHECK) is Cover.FILLED
    other = begun(place, OTHER_OFFICIAL)
    sign_pledge(other, read=text_for(other), actor=place.actor(OTHER_OFFICIAL), now=place.now)
    assert _cover(_line(place, FOREST), ProblemList.SELF_CHECK) is Cover.NONE, "confirmed none: everybody has committed himself"
    withdraw_pledge(pledge, actor=place.actor(COLLEAGUE), now=place.now)
    assert _line(place, WATER).missing == 1 and _cover(_line(place, WATER), ProblemList.SELF_CHECK) is Cover.PART
    place.find(Source.CRITIQUE), place.find(Source.OPINION)
    water = _line(place, WATER)
    assert {one.list for one in water.cells if one.count} == {ProblemList.SELF_CHECK, ProblemList.CRITICISM, ProblemList.OPINIONS}
    found = _seen(place)
    assert found.subjects == counts_on(place.campaign, TODAY).subjects == 3, "as many as the roster has"
    assert {one.unit for one in found.lines} == set(CoveredUnit.objects.filter(campaign=place.campaign).values_list("unit_id", flat=True))


def test_who_committed_himself_and_wrote_as_well_is_counted_once(place: Town) -> None:
    row = begun(place, COLLEAGUE)
    sign_pledge(row, read=text_for(row), actor=place.actor(COLLEAGUE), now=place.now)
    place.find(Source.SELF_CHECK, person=COLLEAGUE)  # an old item of his came onto the ledger by another way
    water = _line(place, WATER)
    assert (water.subjects, water.wrote, water.signed, water.missing) == (2, 1, 0, 1), "he is no second person"


def test_who_is_on_the_roster_of_a_unit_that_left_stands_there_too(place: Town) -> None:
    CoveredUnit.objects.filter(unit=place.units[FOREST]).update(to_on=TODAY)
    line = _line(place, FOREST)
    assert line.subjects == 1 and not line.covered


def test_a_screening_that_found_nothing_confirms_it(place: Town) -> None:
    category, who = Category.objects.first(), {"actor": place.actor(LIAISON), "now": place.now}
    assert category is not None
    row = begin_screening(campaign=place.campaign, unit=place.units[WATER], category=category, **who)
    assert _cover(_line(place, WATER), ProblemList.BACK_CHECK) is Cover.EMPTY
    end_screening(row, how="查了三个月的窗口排班", none_found=True, actor=place.actor(HEAD), now=place.now)
    assert _cover(_line(place, WATER), ProblemList.BACK_CHECK) is Cover.NONE
    place.find(Source.SUPERVISION)
    assert _cover(_line(place, WATER), ProblemList.BACK_CHECK) is Cover.FILLED


def test_everybody_sees_his_units_alone_and_the_people_as_words(place: Town) -> None:
    handed_in(place)
    assert {one.name for one in _seen(place, HEAD).lines} == {WATER} and len(_seen(place, GROUP).lines) == 2
    with pytest.raises(NotAllowed):
        _seen(place, OFFICIAL)
    mine = reach(place.actor(LIAISON), place.campaign.pk)
    name, people = people_of_unit(mine, place.campaign, place.units[WATER].pk)
    told = {one.name: one.covers[0] for one in people}
    assert name == WATER and told == {OFFICIAL: Cover.FILLED, COLLEAGUE: Cover.EMPTY}
    assert not any(isinstance(cover, int) for one in people for cover in one.covers), "no number beside a name"
    with pytest.raises(Missing):
        people_of_unit(mine, place.campaign, place.units[FOREST].pk)


def test_the_matrix_goes_home_as_excel_for_a_purpose(place: Town) -> None:
    handed_in(place)
    with pytest.raises(BadInput):
        take_coverage(campaign=place.campaign, reason=" ", actor=place.actor(OFFICE), now=place.now)
    sheet = load_workbook(
        io.BytesIO(take_coverage(campaign=place.campaign, reason="调度会用", actor=place.actor(OFFICE), now=place.now))
    ).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0][:2] == ["单位", "整治对象"] and {row[0] for row in rows[1:]} == {WATER, FOREST}
    assert Record.objects.filter(action="export_ledger", reason="调度会用").exists()


def test_a_hundred_units_cost_as_many_questions_as_two(place: Town, django_assert_max_num_queries: Any) -> None:
    units = Unit.objects.bulk_create(
        [Unit(name=f"第{n}所", path=f"{place.units['青石县'].path}z{n:05d}", parent=place.units["青石县"]) for n in range(100)]
    )
    CoveredUnit.objects.bulk_create([CoveredUnit(campaign=place.campaign, unit=one, from_on=TODAY) for one in units])
    people = Person.objects.bulk_create([Person(name=f"人{n}", sort_key=f"{n}") for n in range(100)])
    RosterEntry.objects.bulk_create(
        [
            RosterEntry(campaign=place.campaign, person=person, unit=unit, role="subject", from_on=TODAY)
            for person, unit in zip(people, units, strict=True)
        ]
    )
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    with django_assert_max_num_queries(8):
        assert len(coverage(mine, place.campaign).lines) == 102


def test_n13_counts_standing_commitments_of_those_who_wrote_nothing(place: Town) -> None:
    def n13(moment: datetime) -> float | None:
        day = moment.date()
        return figures(place.campaign, day, day + timedelta(1))["N13"].value

    handed_in(place)
    row = begun(place, COLLEAGUE)
    pledge = sign_pledge(row, read=text_for(row), actor=place.actor(COLLEAGUE), now=place.now)
    assert n13(place.now) == 1
    later = place.now + timedelta(2)
    withdraw_pledge(pledge, actor=place.actor(COLLEAGUE), now=later)
    assert n13(later) == 0 and n13(place.now) == 1, "of a past day as it stood then"
