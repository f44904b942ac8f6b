"""What is asked of many units, lists and items at once costs as many questions as for a few."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from bihuan.campaigns.models import CoveredUnit, Manifestation
from bihuan.campaigns.queries import categories_of
from bihuan.finding.models import SelfCheck
from bihuan.finding.operations import ask_screening
from bihuan.finding.queries.quality import look_at
from bihuan.finding.queries.reviewing import barred_from
from bihuan.foundation.audit.models import Record
from bihuan.foundation.jobs.running import Turn
from bihuan.foundation.kernel import BadInput
from bihuan.inspections.models import Observation
from bihuan.inspections.operations import Seen, note_observations
from bihuan.institutions.models import CheckAnswer
from bihuan.institutions.operations import order_check
from bihuan.organisation.models import Person, Unit
from bihuan.problems.operations.likening import compare_waiting
from bihuan.problems.policy import reach
from bihuan.problems.vocabulary import Source, Weight
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, FOREST, GROUP, OFFICE, OFFICIAL, TODAY, WATER, Town
from tests.interfaces.api.machines import Machine, token_for

DUE = TODAY + timedelta(7)


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    return factory.town()


def by(place: Town, name: str = OFFICE) -> dict[str, Any]:
    return {"actor": place.actor(name), "now": place.now}


def more_units(place: Town, count: int, covered: bool = True) -> list[Unit]:
    root, first = place.units["青石县"], Unit.objects.count()
    made = [Unit(name=f"第{n}所", path=f"{root.path}z{n:05d}", parent=root) for n in range(first, first + count)]
    units = Unit.objects.bulk_create(made)
    if covered:
        CoveredUnit.objects.bulk_create([CoveredUnit(campaign=place.campaign, unit=one, from_on=TODAY) for one in units])
    return units


def questions(deed: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as seen:
        deed()
    return len(seen)


def as_many(deed: Callable[[Sequence[Any]], Any], few: Sequence[Any], many: Sequence[Any]) -> None:
    assert len(many) > 5 * len(few)
    asked = questions(lambda: deed(few))
    assert questions(lambda: deed(many)) <= asked, "as many questions for many as for a few"


def test_units_are_asked_to_screen_themselves_at_once(place: Town) -> None:
    category, _other = categories_of(place.campaign)

    def ask(units: Sequence[Unit]) -> None:
        made = ask_screening(
            campaign=place.campaign, units=units, category=category, due_on=DUE, **by(place, GROUP if len(units) < 2 else OFFICE)
        )
        assert len(made) == len(units) and all(one.pk for one in made)

    ask([place.units[WATER]])
    as_many(ask, more_units(place, 2), more_units(place, 20))
    told = Record.objects.filter(kind="screening", action="ask_screening")
    assert told.count() == 23 and all(one.changes["unit"] and one.changes["category"] == category.pk for one in told)


def test_a_unit_that_left_is_asked_no_more(place: Town) -> None:
    category, _other = categories_of(place.campaign)
    CoveredUnit.objects.filter(unit=place.units[FOREST]).update(to_on=TODAY)
    with pytest.raises(BadInput, match=FOREST):
        ask_screening(campaign=place.campaign, units=[place.units[WATER], place.units[FOREST]], category=category, due_on=DUE, **by(place))
    assert not Record.objects.filter(kind="screening").exists(), "all or none"


def test_a_check_is_ordered_of_all_units_at_once(place: Town) -> None:
    problem = place.find(weight=Weight.COMMON, manifestation=Manifestation.objects.get(number="1"))

    def order(units: Sequence[Unit]) -> None:
        row = order_check(campaign=place.campaign, problem=problem, units=units, text="查窗口值班", due_on=DUE, **by(place))
        assert CheckAnswer.objects.filter(order=row, state="asked").count() == len(units)

    as_many(order, more_units(place, 2), more_units(place, 20))
    assert Record.objects.filter(kind="check_answer").count() == 22


def test_who_may_not_review_is_asked_once_for_all_lists(place: Town) -> None:
    people = Person.objects.bulk_create([Person(name=f"人{n}", sort_key=f"{n}") for n in range(20)])
    unit = place.units[WATER]
    lists = [SelfCheck(pk=n, campaign=place.campaign, person=one, unit=unit) for n, one in enumerate(people, 1)]
    who = [place.people[GROUP].pk, place.people[COLLEAGUE].pk]
    as_many(lambda some: barred_from(some, who, TODAY), lists[:2], lists)
    assert barred_from(lists, who, TODAY)[1] == {place.people[COLLEAGUE].pk, people[0].pk}


def test_what_was_compared_is_told_for_all_items_at_once(place: Town) -> None:
    class Item:
        def __init__(self, problem: Any) -> None:
            self.pk, self.problem, self.problem_id, self.text = problem.pk, problem, problem.pk, problem.text

    words = "窗口群众等候两小时无人受理，值班人员离岗未安排替岗"
    items: list[Any] = [Item(place.find(text=words + "。" * n, source=Source.SELF_CHECK, person=COLLEAGUE)) for n in range(3)]
    items += [Item(place.find(text=f"第{n}份{chr(0x4E00 + 37 * n) * 6}材料没有归档", source=Source.SUPERVISION)) for n in range(20)]
    compare_waiting(place.campaign, Turn())
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    as_many(lambda some: look_at(mine, some), items[:2], items)
    hints, twins = look_at(mine, items)[items[0].pk]
    assert [one.problem.number for one in twins] == [2, 3] and all(one.problem.unit.name == WATER for one in twins) and hints


def test_a_report_is_put_on_the_ledger_by_a_program_at_once(place: Town) -> None:
    office = Machine(token_for(place.people[OFFICE].user))  # type: ignore[arg-type]
    report = {"kind": "supervision", "issuer": "两办督查室", "title": "反馈", "dated_on": TODAY.isoformat(), "reference": "督查〔2026〕7号"}
    at = f"campaigns/QS-2026/feedback-reports/{office.post('campaigns/QS-2026/feedback-reports', report)[1]['id']}/findings"
    unit, person, unknown = place.units[WATER].pk, place.people[OFFICIAL].pk, Person.objects.create(name="外人", sort_key="w").pk

    def rows(first: int, count: int) -> list[dict[str, Any]]:
        return [{"unit": unit, "person": person, "text": f"第{n}件没有办", "matter": "窗口"} for n in range(first, first + count)]

    as_many(lambda some: _taken(office.post(at, {"findings": some})), rows(0, 2), rows(2, 20))
    assert office.post(at, {"findings": [*rows(30, 1), {**rows(31, 1)[0], "person": unknown}]})[0] == 404
    assert office.post(at, {"findings": [*rows(30, 1), {**rows(31, 1)[0], "unit": more_units(place, 1, covered=False)[0].pk}]})[0] == 404


def test_units_are_asked_by_a_program_at_once(place: Town) -> None:
    office, category = Machine(token_for(place.people[OFFICE].user)), categories_of(place.campaign)[0].pk  # type: ignore[arg-type]
    asked = {"category": category, "due_on": (localdate() + timedelta(7)).isoformat()}
    at = "campaigns/QS-2026/screenings/ask"
    as_many(lambda some: _taken(office.post(at, {**asked, "units": [one.pk for one in some]})), more_units(place, 2), more_units(place, 20))


def _taken(answer: tuple[int, Any]) -> None:
    assert answer[0] == 200, answer


def test_a_sheet_of_findings_reads_nothing_else_of_the_campaign(place: Town) -> None:
    def note(texts: Sequence[str]) -> tuple[list[Observation], int]:
        seen = [Seen(place.units[WATER], text, TODAY) for text in texts]
        return note_observations(campaign=place.campaign, seen=seen, **by(place))

    note([f"第{n}处空岗" for n in range(5)])
    with CaptureQueriesContext(connection) as asked:
        noted, twice = note(["第1处空岗", "第1处\u200b空岗", "公示栏没有更新"])
    assert (len(noted), twice) == (1, 2), "what nobody sees makes no other text"
    read = [one["sql"] for one in asked if '"text" FROM "inspections_observation"' in one["sql"]]
    assert len(read) == 1 and "IN (" in read[0].partition("WHERE")[2].partition('"text"')[2], "texts of the sheet alone are looked up"
