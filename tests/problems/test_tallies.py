"""The counters that the database keeps are the rows themselves, counted: after anything that is done, and while it is folded."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from bihuan.foundation.audit.moments import start_of
from bihuan.foundation.audit.pouring import change_values
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, analyse, record_many
from bihuan.problems.operations.tallies import counted_at_once, fold_tallies
from bihuan.problems.queries import Today, reach
from bihuan.problems.queries.counting import COUNTED, counted_to
from bihuan.problems.queries.tallies import found_and_closed, standing
from bihuan.problems.vocabulary import CauseKind, Source, State
from bihuan.reports.queries import cockpit
from tests.factories.town import FOREST, LIAISON, NOW, OFFICE, TODAY, WATER, Town, town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_by_heart")]
NEAR = Today(TODAY + timedelta(10), TODAY + timedelta(13))


def tallied() -> dict[tuple[str, int, str], int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, unit_id, word, sum(count) FROM problems_tally GROUP BY kind, unit_id, word")
        return {(kind, unit, word): int(count) for kind, unit, word, count in cursor.fetchall() if count}


def counted() -> dict[tuple[str, int, str], int]:
    """The same, from the rows one by one."""
    told: Counter[tuple[str, int, str]] = Counter()
    for row in Problem.objects.all():
        told["state", row.unit_id, row.state] += 1
        told["whole", 0, row.state] += 1
        if row.state not in ("merged", "void", "closed_before"):
            told["unit", row.unit_id, ""] += 1
            told["found", 0, row.found_on.isoformat()] += 1
            if row.closed_at:
                told["closed", 0, f"{row.closed_at:%Y-%m-%d %H}"] += 1
    return dict(told)


def fill(place: Town, count: int = 60) -> list[Problem]:
    dice = random.Random(count)  # noqa: S311 - the same world on every machine
    told = [
        Finding(unit=place.units[dice.choice((WATER, FOREST))], source=dice.choice((Source.SUPERVISION, Source.TALK)), text=f"第{n}件",
                due_on=TODAY + timedelta(dice.randint(0, 20)), found_on=TODAY - timedelta(dice.randint(0, 40)))
        for n in range(count)
    ]  # fmt: skip
    return list(record_many(campaign=place.campaign, findings=told, actor=place.machine, now=NOW))


def test_counters_follow_every_write() -> None:
    place = town()
    rows = fill(place)
    assert tallied() == counted() and sum(counted().values()) == 4 * 60
    mine = next(row for row in rows if row.unit_id == place.units[WATER].pk)
    analyse(problem=mine, cause="制度不全", kind=CauseKind.MANAGERIAL, actor=place.actor(LIAISON), now=NOW)
    assert tallied() == counted()
    dice = random.Random(1)  # noqa: S311
    for row in rows:
        state = dice.choice(list(State))
        closed = timezone.now() - timedelta(hours=dice.randint(0, 2_000)) if state in ("closed", "looked_back") else None
        unit = place.units[dice.choice((WATER, FOREST))]
        Problem.objects.filter(pk=row.pk).update(state=state, closed_at=closed, unit=unit, found_on=TODAY - timedelta(dice.randint(0, 9)))
    assert tallied() == counted()
    before = tallied()
    fold_tallies()
    fold_tallies()
    assert tallied() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(*) FILTER (WHERE count = 0) FROM problems_tally")
        assert cursor.fetchone() == (len(before), 0)


def test_many_rows_written_together_are_counted_once() -> None:
    place = town()
    rows = fill(place, 90)
    dice = random.Random(2)  # noqa: S311
    for row in rows:
        row.state = dice.choice(list(State))
        row.closed_at = NOW - timedelta(hours=dice.randint(0, 90)) if row.state in ("closed", "looked_back") else None
        row.unit_id = place.units[dice.choice((WATER, FOREST))].pk
    with CaptureQueriesContext(connection) as asked:
        change_values(Problem, ("state", "closed_at", "unit_id"), rows)
    sums = sum("problems_tally (" in one["sql"] for one in asked)
    assert sums == 2
    assert tallied() == counted()
    change_values(Problem, ("state",), [*rows[:5]])  # few go by the triggers, as ever
    change_values(Problem, ("text",), rows)
    with pytest.raises(ZeroDivisionError), counted_at_once([row.pk for row in rows], ("state",)):
        raise ZeroDivisionError
    Problem.objects.filter(pk=rows[0].pk).update(state="void")
    assert tallied() == counted()  # the triggers are awake again


def test_rows_whose_keys_are_not_known_yet_are_left_to_the_triggers() -> None:
    place = town()
    rows = fill(place, 10)
    for row in rows * 6:
        row.pk = None
    with counted_at_once([None] * 60, ("state",)):
        Problem.objects.bulk_create([_twin(row, 100 + n) for n, row in enumerate(rows * 6)])
    assert Problem.objects.count() == 70 and tallied() == counted()


def _twin(row: Problem, number: int) -> Problem:
    told = {one.attname: getattr(row, one.attname) for one in Problem._meta.concrete_fields if not one.primary_key}
    return Problem(**told | {"number": number, "external_number": f"T{number}"})


def test_a_write_that_is_taken_back_leaves_no_count() -> None:
    from django.db import transaction

    place = town()
    fill(place, 10)
    before = tallied()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        fill(place, 5)
        raise ZeroDivisionError
    assert tallied() == before == counted()


def scatter(rows: list[Problem]) -> None:
    """In every state there is, those that do not count among them; closed at any hour of the last days, about midnight here too."""
    dice = random.Random(7)  # noqa: S311
    for at, row in enumerate(rows):
        row.state = list(State)[at % len(State)]
        is_closed = at % 3 or "closed" in row.state or row.state == "looked_back"
        row.closed_at = NOW - timedelta(hours=dice.randint(0, 200), minutes=at) if is_closed else None
    change_values(Problem, ("state", "closed_at"), rows)


def test_counters_and_rows_tell_the_same_standing() -> None:
    place = town()
    scatter(fill(place, 90))
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    rows, campaign = counted_to(mine, place.campaign.pk), place.campaign.pk
    with connection.cursor() as cursor:  # another campaign's
        told = [(campaign + 1, "whole", 0, "recorded"), (campaign + 1, "state", place.units[WATER].pk, "recorded"),
                (campaign + 1, "unit", place.units["整治专班"].pk, ""), (campaign + 1, "found", 0, TODAY.isoformat()),
                (campaign + 1, "closed", 0, f"{NOW:%Y-%m-%d %H}")]  # fmt: skip
        cursor.executemany("INSERT INTO problems_tally (campaign_id, kind, unit_id, word, count) VALUES (%s, %s, %s, %s, 5)", told)
    for few in (1, None):
        assert standing(rows, NEAR, few=few, tallied=campaign) == standing(rows, NEAR, few=few)
    since = TODAY - timedelta(5)
    found, closed = found_and_closed(campaign, since)
    days = Problem.objects.filter(COUNTED, found_on__gte=since).values_list("found_on", flat=True)
    moments = Problem.objects.filter(COUNTED, closed_at__gte=start_of(since)).values_list("closed_at", flat=True)
    assert +found == Counter(days) and +closed == Counter(map(localdate, moments)) and len(+closed) > 3


@pytest.mark.parametrize("who", [OFFICE, LIAISON])
def test_the_cockpit_asks_as_few_questions_of_a_long_ledger(who: str) -> None:
    place = town()
    fill(place, 30)
    asked = []
    for more in (0, 120):
        fill(place, more)
        with CaptureQueriesContext(connection) as questions:
            cockpit(place.actor(who), place.campaign, NEAR, few=12)
        asked.append(len(questions))
    assert asked[0] == asked[1] <= 10, questions.captured_queries


def test_whoever_sees_the_whole_campaign_reads_counters_and_not_its_rows() -> None:
    place = town()
    fill(place, 30)
    place.client(OFFICE).get(f"/c/{place.campaign.code}/cockpit/")
    with CaptureQueriesContext(connection) as questions:
        cockpit(place.actor(OFFICE), place.campaign, NEAR, few=12)
    over_rows = [one["sql"] for one in questions if '"problems_problem"' in one["sql"] and "UNION" not in one["sql"]]
    assert all("awaits_sample" in sql or "closed_before" in sql for sql in over_rows[-2:]), over_rows
