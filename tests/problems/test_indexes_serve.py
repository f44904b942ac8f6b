"""Fewer indexes, and still none of the commonest questions walks a table: each step writes every index of its rows (bar S16)."""

import pytest
from django.db import connection

from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import records_of
from bihuan.problems.models import Problem
from tests.factories.town import town

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a table of few rows as a whole")
def test_numbers_and_the_story_of_a_row_have_one_index_each() -> None:
    place = town()
    numbers = Problem.objects.filter(campaign=place.campaign).order_by("-number")[:51].explain()
    assert "(campaign_id=?)" in numbers and "autoindex" in numbers and "TEMP B-TREE" not in numbers  # the constraint's own
    assert "audit_story_of_a_row" in records_of("problem", 1).explain()
    told = [list(one.fields) for one in (*Problem._meta.indexes, *Record._meta.indexes)]
    assert ["campaign", "number", "state"] not in told and ["kind", "row", "position"] not in told
