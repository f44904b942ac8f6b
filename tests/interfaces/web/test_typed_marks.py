"""Marks of pages that somebody typed: the first page, never a failure."""

import pytest

from tests.factories.town import LIAISON, town

TYPED = (
    "sort=unit.due_on&after=99999999999999999999_2026-01-01_5", "sort=unit&after=99999999999999999999_5", "sort=number&after=99999999999999999999",
    "sort=due_on&after=0001-01-01_99999999999999999999", "sort=unit.due_on&after=1_2_3_4", "own=1:number:1e9999..",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("typed", TYPED)
def test_a_typed_mark_shows_the_first_page(typed: str) -> None:
    made = town()
    made.find()
    assert made.client(LIAISON).get(f"/c/QS-2026/ledger/?{typed}").status_code == 200
