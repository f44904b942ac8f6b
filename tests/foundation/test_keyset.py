"""Lists read on by keyset: every row once, in order, whatever came in between; a mark that somebody typed is refused."""

import pytest
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.test.utils import CaptureQueriesContext

from bihuan.foundation.keyset import part_of
from bihuan.inspections.models import Hearing
from bihuan.inspections.vocabulary import HearingKind
from tests.factories.town import NOW, TODAY, Town, town

pytestmark = pytest.mark.django_db
ORDER = ("-held_on", "-pk")


@pytest.fixture
def place() -> Town:
    found = town()
    days = (3, 1, 1, 2, 1, 3, 3)
    Hearing.objects.bulk_create(
        Hearing(
            campaign=found.campaign, kind=HearingKind.HEARING, held_on=TODAY.replace(day=day), presided="南屏", record="记", noted_at=NOW
        )
        for day in days
    )
    return found


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_each_row_comes_once_and_in_order(place: Town, size: int) -> None:
    rows, found, mark = Hearing.objects.filter(campaign=place.campaign), list[int](), ""
    while True:
        with CaptureQueriesContext(connection) as asked:
            part = part_of(rows, mark, size)
        assert len(asked) == 1 and len(part.rows) <= size
        found += [one.pk for one in part.rows]
        if part.after is None:
            break
        mark = part.after
    assert found == list(rows.order_by(*ORDER).values_list("pk", flat=True))


def test_what_comes_in_between_shifts_nothing(place: Town) -> None:
    rows = Hearing.objects.filter(campaign=place.campaign)
    first = part_of(rows, "", 3)
    Hearing.objects.create(
        campaign=place.campaign, kind=HearingKind.HEARING, held_on=TODAY.replace(day=4), presided="南", record="记", noted_at=NOW
    )
    assert first.after and not {one.pk for one in part_of(rows, first.after, 10).rows} & {one.pk for one in first.rows}
    assert len(part_of(rows, first.after, 10).rows) == 4


@pytest.mark.parametrize(
    "mark", ["x", "2026-03-01", "2026-03-01_x", "_", "2026-13-01_1", "2026-03-01_" + "9" * 20, "None_1", "2026-03-01_1_2"]
)
def test_a_mark_that_somebody_typed_is_no_mark(place: Town, mark: str) -> None:
    with pytest.raises(ValueError):
        part_of(Hearing.objects.all(), mark, 3)


def test_names_of_others_and_what_is_reckoned_make_an_order_too(place: Town) -> None:
    rows = Hearing.objects.filter(campaign=place.campaign).annotate(late=ExpressionWrapper(Q(held_on__day__gt=2), BooleanField()))
    rows = rows.select_related("campaign").order_by("late", "-campaign__title", "held_on", "pk")
    found, mark = list[int](), ""
    while True:
        part = part_of(rows, mark, 2)
        found += [one.pk for one in part.rows]
        if not (mark := part.after or ""):
            break
        assert mark.count("_") == 3
    assert found == list(rows.values_list("pk", flat=True)) and len(found) == 7


def test_an_index_serves_the_order(place: Town) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("told by SQLite's plan")
    rows = Hearing.objects.filter(campaign=place.campaign)
    first = part_of(rows, "", 3)
    assert first.after
    with CaptureQueriesContext(connection) as asked:
        part_of(rows, first.after, 3)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + asked[0]["sql"])
        plan = " ".join(str(row[3]) for row in cursor.fetchall())
    assert "hearings_latest" in plan and "TEMP B-TREE" not in plan, plan
