"""What a sheet tells whoever hands it in or takes it out: names of his own units, never of others."""

import io

import openpyxl
import pytest

from bihuan.campaigns.models import Grant, RosterEntry
from bihuan.campaigns.vocabulary import Duty, RosterRole
from bihuan.organisation.models import Person
from bihuan.problems.operations import Wanted, export_ledger
from bihuan.problems.queries import Today, choices_of, preview_import
from bihuan.problems.rules.filters import Filters
from bihuan.problems.sheets import read_ledger
from tests.factories.town import FOREST, GROUP, IN_CHARGE, LIAISON, NOW, OFFICE, OTHER_OFFICIAL, TODAY, WATER, Town, town
from tests.problems.sheets import row, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Town:
    return town()


@pytest.mark.parametrize("cells", [{"person": OTHER_OFFICIAL}, {"person": "断侨"}, {"单位": "县林业厅"}, {"单位": "县林业"}])
def test_the_nearest_match_is_never_of_another_unit(place: Town, cells: dict[str, str]) -> None:
    sheet = read_ledger(workbook([row("第一件", no="L-1", **cells)]), "台账.xlsx")
    told = {who: preview_import(place.actor(who), place.campaign, sheet.rows).errors for who in (LIAISON, OFFICE)}
    assert told[LIAISON] and told[OFFICE]
    for error in told[LIAISON]:
        assert "林业" not in f"{error.message}{error.nearest}" and OTHER_OFFICIAL not in f"{error.message}{error.nearest}"
    assert any("林业" in error.nearest for error in told[OFFICE]), "the office is helped with every name"


@pytest.mark.parametrize("person", ["断侨", "曲院", OTHER_OFFICIAL])
def test_a_row_of_another_unit_tells_nothing_of_its_people(place: Town, person: str) -> None:
    """Neither who is there, nor whether somebody is."""
    sheet = read_ledger(workbook([row("第一件", unit=FOREST, person=person, no="L-1", 责任领导="无此人")]), "台账.xlsx")
    errors = preview_import(place.actor(LIAISON), place.campaign, sheet.rows).errors
    assert [(error.column, error.nearest, error.accepted) for error in errors] == [("单位", "", ())]


def test_two_leaders_of_one_name_elsewhere_are_not_told_apart_to_a_stranger(place: Town) -> None:
    name, forest = OTHER_OFFICIAL, place.units[FOREST]
    twin = Person.objects.create(name=name, sort_key="z", phone="")
    RosterEntry.objects.create(campaign=place.campaign, person=twin, unit=forest, role=RosterRole.SUBJECT, post="秘密科科长", from_on=TODAY)
    sheet = read_ledger(workbook([row("第一件", no="L-1", 责任领导=name)]), "台账.xlsx")
    for who, told in ((LIAISON, False), (OFFICE, True)):
        errors = preview_import(place.actor(who), place.campaign, sheet.rows).errors
        assert [bool(error.nearest) for error in errors] == [told]


@pytest.mark.parametrize(
    ("who", "units"), [(LIAISON, {WATER}), (IN_CHARGE, {WATER, FOREST}), (GROUP, {WATER, FOREST}), (OFFICE, {WATER, FOREST})]
)
def test_drop_downs_name_the_units_that_one_covers(place: Town, who: str, units: set[str]) -> None:
    assert set(choices_of(place.actor(who), place.campaign)[0]) == units
    place.find()
    wanted = Wanted(Filters(), Today(TODAY, TODAY))
    data = export_ledger(campaign=place.campaign, wanted=wanted, reason="核对", actor=place.actor(who), now=NOW)
    texts = {str(cell) for sheet in openpyxl.load_workbook(io.BytesIO(data)) for line in sheet.iter_rows(values_only=True) for cell in line}
    assert {WATER, FOREST} & texts == units


def test_a_group_for_one_unit_is_told_of_that_unit_alone(place: Town) -> None:
    Grant.objects.filter(person=place.people[GROUP], unit=place.units[FOREST], duty=Duty.SUPERVISOR).delete()
    assert choices_of(place.actor(GROUP), place.campaign)[0] == [WATER]
