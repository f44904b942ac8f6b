"""Changing a table that the database itself watches.

For nearly every change but a new column that may be null, SQLite makes a table anew and takes the old one away, and with it every trigger:
the guards of the book and of issued papers, the counters of the ledger. Nothing says so but the test that
compares a founded database with a migrated one (`tests/interfaces/cli/test_founding.py`)."""

from typing import Any

from django.db.migrations import SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation


def _triggers(editor: Any) -> dict[str, str]:
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


class KeepingTriggers(SeparateDatabaseAndState):
    """These operations of a migration, and afterwards the triggers that stood before. Other engines change a table where it stands."""

    def __init__(self, *operations: Operation) -> None:
        super().__init__(operations, operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, list(self.database_operations), {}

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The operations, one after the other, and what they lost."""
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        before = _triggers(schema_editor)
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        for name in before.keys() - _triggers(schema_editor).keys():
            schema_editor.execute(before[name])
