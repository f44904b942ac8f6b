"""A table that is made anew keeps what watches it."""

from pathlib import Path

import pytest
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import AddField, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.utils import ConnectionHandler

from bihuan.foundation.audit.remaking import KeepingTriggers

pytestmark = pytest.mark.django_db  # of a file of its own
MADE = CreateModel("Book", [("id", models.AutoField(primary_key=True)), ("word", models.CharField(max_length=9))])
NEW = AddField("book", "place", models.CharField(max_length=80, default=""))
GUARD = "CREATE TRIGGER no_delete BEFORE DELETE ON shelf_book BEGIN SELECT RAISE(ABORT, 'no'); END"


def do(base: BaseDatabaseWrapper, state: ProjectState, operation: Operation) -> ProjectState:
    after = state.clone()
    operation.state_forwards("shelf", after)
    with base.schema_editor() as editor:
        operation.database_forwards("shelf", editor, state, after)
    return after


def guards(base: BaseDatabaseWrapper) -> list[tuple[str]]:
    with base.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        return list(cursor.fetchall())


@pytest.mark.parametrize("kept", [True, False])
def test_a_column_that_is_never_null_costs_no_guard(tmp_path: Path, kept: bool) -> None:
    base = ConnectionHandler({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "one.sqlite3")}})["default"]
    try:
        state = do(base, ProjectState(), MADE)
        with base.cursor() as cursor:
            cursor.execute(GUARD)
        after = do(base, state, KeepingTriggers(NEW) if kept else NEW)
        assert "place" in after.models["shelf", "book"].fields
        assert guards(base) == ([(GUARD,)] if kept else [])  # without it Django alone loses it, and says nothing
    finally:
        base.close()
