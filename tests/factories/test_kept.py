"""A town laid down again is the town that was built: row by row, number by number, and as an object."""

import pytest
from django.db import transaction

from bihuan.foundation.accounts.models import User
from tests.factories import kept
from tests.factories.town import NOW, OFFICE, Town, town

pytestmark = pytest.mark.django_db


def _told(place: Town) -> tuple[object, ...]:
    people = [(name, one.pk, one.user_id, one.user.username if one.user else "") for name, one in place.people.items()]
    return place.campaign.pk, place.campaign.file, place.now, people, [(name, one.path) for name, one in place.units.items()]


def _stored() -> dict[str, tuple[list[str], list[tuple[object, ...]]]]:
    """The rows of each table in one order: PostgreSQL lays a new row wherever another was taken back before."""
    return {table: (columns, sorted(rows, key=repr)) for table, (columns, rows) in kept._rows().items()}


def test_the_rows_and_the_object_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_KEPT", {})
    seen = []
    for _again in range(3):
        with transaction.atomic():
            place = town()
            seen.append((_stored(), _told(place)))
            assert place.find().number == 1 and User.objects.create(username="新", name="新", opened_at=NOW).pk not in [
                pk for _n, pk, _u, _s in _told(place)[3]
            ]  # type: ignore[attr-defined]
            transaction.set_rollback(True)
    assert seen[0] == seen[1] == seen[2]


def test_where_something_stands_already_it_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_KEPT", {})
    with transaction.atomic():
        town()
        transaction.set_rollback(True)
    User.objects.create(username="先来", name="先来", opened_at=NOW)
    assert town().people[OFFICE].user_id and User.objects.filter(username="先来").exists()
