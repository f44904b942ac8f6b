"""A finding without a day of its own is due when the plan wants its category put right (M40)."""

from datetime import date, timedelta

import pytest

from bihuan.campaigns.models import Category
from bihuan.campaigns.operations import prepare_campaign
from bihuan.campaigns.rules.campaign_file import load
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, import_ledger, record_many
from bihuan.problems.rules.days import due_by_default
from bihuan.problems.sheets import read_ledger
from bihuan.problems.vocabulary import Path, Source, Weight
from tests.factories.town import FILE, OFFICE, TODAY, WATER, Town, town
from tests.problems.sheets import row, workbook

pytestmark = pytest.mark.usefixtures("db")
BY_PLAN = date(2026, 5, 20)


@pytest.fixture
def place(db: None) -> Town:
    made = town()
    Category.objects.filter(name="推诿扯皮").update(extra={"due_on": BY_PLAN.isoformat()})
    return made


@pytest.mark.parametrize(
    ("planned", "at_once", "due"),
    [
        (None, False, date(2026, 4, 1)),
        (BY_PLAN, False, BY_PLAN),
        (date(2026, 3, 10), False, date(2026, 3, 10)),
        (date(2026, 3, 2), False, date(2026, 4, 1)),
        (BY_PLAN, True, date(2026, 4, 1)),
        (date(2026, 3, 10), True, date(2026, 3, 10)),
    ],
)
def test_a_day_that_is_past_says_nothing_and_what_is_corrected_at_once_gets_no_more_time(
    planned: date | None, at_once: bool, due: date
) -> None:
    assert due_by_default(date(2026, 3, 2), 30, planned, at_once=at_once) == due


def test_the_plan_file_names_the_day(place: Town) -> None:
    told = (FILE % ("false", 10)).replace("QS-2026", "QS-2027").replace("- name: 推诿扯皮", f"- name: 推诿扯皮\n      due_on: {BY_PLAN}")
    made = prepare_campaign(file=load(told), root=place.units["青石县"], actor=place.machine, now=place.now)
    assert [one.due_on for one in made.catalogue.categories.order_by("order")] == [BY_PLAN, None]


def test_recorded_alone_many_at_once_or_from_a_sheet_it_is_due_when_the_plan_says(place: Town) -> None:
    buck = Category.objects.get(name="推诿扯皮")
    by_entry = place.find(manifestation=buck.manifestations.first())
    own_day, elsewhere = place.find(category=buck, due_on=TODAY + timedelta(9)), place.find()
    finding = Finding(unit=place.units[WATER], source=Source.SUPERVISION, text="久拖不办", category=buck, found_on=TODAY)
    [many] = record_many(campaign=place.campaign, findings=[finding], actor=place.actor(OFFICE), now=place.now)
    sheet = read_ledger(workbook([row(no="WB-1", 类别="推诿扯皮", 完成时限=""), row("另一件", no="WB-2", 完成时限="")]), "台账.xlsx")
    taken = import_ledger(campaign=place.campaign, rows=sheet.rows, actor=place.actor(OFFICE), now=place.now)
    assert taken.new == 2, taken.errors
    first, second = Problem.objects.filter(external_number__startswith="WB").order_by("number")
    assert by_entry.due_on == by_entry.planned_due_on == many.due_on == first.due_on == first.planned_due_on == BY_PLAN
    assert own_day.due_on == TODAY + timedelta(9) and elsewhere.due_on == TODAY + timedelta(30)
    assert second.found_on and second.due_on == second.found_on + timedelta(30)


def test_what_is_corrected_at_once_keeps_its_days(place: Town) -> None:
    quick = place.find(Source.OPINION, weight=Weight.GENERAL, category=Category.objects.get(name="推诿扯皮"))
    assert quick.path == Path.QUICK and quick.due_on == TODAY + timedelta(15)
