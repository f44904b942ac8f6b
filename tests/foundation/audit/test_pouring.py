"""Rows poured in bulk: what is empty stays empty, and what the database refuses is told as Django tells it, on both engines."""

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from bihuan.foundation.audit import chain
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.pouring import pour, pour_values
from bihuan.foundation.seals.digests import digest_of
from bihuan.problems.models import Measure, Problem
from tests.factories.town import town

pytestmark = pytest.mark.django_db


def test_a_row_that_stands_already_is_an_integrity_error_and_nothing_is_written() -> None:
    row = town().find()
    again = [[row.pk, n, "同一次序"] for n in (1, 2, 1)]
    with pytest.raises(IntegrityError), transaction.atomic():
        pour_values(Measure, ("problem_id", "order", "text"), again)
    assert not Measure.objects.filter(problem=row).exists()


def test_a_value_that_the_engine_does_not_take_is_a_data_error() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes any length")
    row = town().find()
    with pytest.raises(DataError), transaction.atomic():
        pour_values(Measure, ("problem_id", "order", "text"), [[row.pk, 70_000, "次序过大"]])
    assert Problem.objects.filter(pk=row.pk).exists(), "the connection can go on"


def test_columns_empty_in_every_row_come_back_empty_and_the_others_as_they_were() -> None:
    place = town()
    first, second = place.find(), place.find()
    rows = list(Problem.objects.order_by("pk"))
    for number, row in enumerate(rows, 50):
        row.pk, row.number, row.due_on = None, number, None
    rows[1].due_on = second.due_on
    pour(Problem, rows)
    poured = list(Problem.objects.filter(number__gte=50).order_by("number"))
    assert [(one.due_on, one.closed_at, one.text) for one in poured] == [(None, None, first.text), (second.due_on, None, second.text)]


def test_each_record_carries_the_digest_of_its_values_and_of_the_one_before() -> None:
    town().find()
    previous = "0" * 64
    for record in Record.objects.order_by("position"):
        values = [getattr(record, name) for name in chain._COVERED]
        assert (record.previous, record.digest) == (previous, digest_of(record.algorithm, values))
        previous = record.digest
    assert chain._COVERED == (
        "position", "at", "actor", "actor_name", "door", "kind", "row", "label", "campaign", "action", "state_from", "state_to", "reason",
        "changes", "algorithm", "previous",
    ), "another order would break every book that was ever written"  # fmt: skip
