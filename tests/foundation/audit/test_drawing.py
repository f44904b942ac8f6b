"""Rows drawn at the speed of the engine are those that the model would give, and values changed in bulk come back as they were set."""

from datetime import date

import pytest
from django.db import DataError, connection, transaction

from bihuan.foundation.audit.drawing import draw, draw_values
from bihuan.foundation.audit.pouring import change_values
from bihuan.problems.models import Problem
from tests.factories.town import town

pytestmark = pytest.mark.django_db


def _held(row: Problem) -> dict[str, object]:
    return {one.attname: getattr(row, one.attname) for one in Problem._meta.concrete_fields}


def _two() -> tuple[Problem, Problem]:
    place = town()
    first, second = place.find(), place.find()
    first.own, first.due_on, first.priority, first.how = {"1": "三"}, date(2026, 5, 1), True, "原因“甲”\n\\N"
    second.due_on = None
    return first, second


def test_values_changed_in_bulk_come_back_and_drawn_rows_are_the_rows() -> None:
    rows = _two()
    change_values(Problem, ["own", "due_on", "priority", "how"], rows)
    told, drawn = list(Problem.objects.order_by("pk")), draw(Problem.objects.order_by("pk"))
    assert [_held(row) for row in drawn] == [_held(row) for row in told]
    assert [(row.own, row.due_on, row.priority, row.how) for row in drawn] == [(row.own, row.due_on, row.priority, row.how) for row in rows]
    drawn[0].own["2"] = "四"
    assert "2" not in drawn[1].own, "what may be altered in place belongs to one row"
    assert not drawn[0]._state.adding
    drawn[0].how = "乙"
    drawn[0].save(update_fields=["how"])
    assert Problem.objects.get(pk=drawn[0].pk).how == "乙"


def test_columns_left_out_are_read_when_asked_for(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    _two()
    with django_assert_num_queries(1):
        row, _other = draw(Problem.objects.order_by("pk"), without=("closed_by", "text"))
    with django_assert_num_queries(1):
        assert row.text


def test_nothing_is_drawn_from_nothing() -> None:
    assert draw(Problem.objects.all()) == [] == list(draw_values(Problem.objects.none().values_list("pk")))


def test_a_value_too_long_is_refused_by_the_column_and_not_cut() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes any length")
    first, _second = _two()
    first.weight = "x" * 40
    with pytest.raises(DataError), transaction.atomic():
        change_values(Problem, ["weight"], [first])


def test_rows_share_nothing_that_is_altered_in_place() -> None:
    place = town()
    rows = [place.find(text=f"第{n}件") for n in range(3)]
    for value in ({}, {"1": "三处"}):
        Problem.objects.update(own=value)
        one, *others = draw(Problem.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))
        one.own["2"] = "只在这一件"
        assert [other.own for other in others] == [value, value]
