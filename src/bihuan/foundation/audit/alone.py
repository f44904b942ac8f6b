"""Locks that stand on no row: one for the whole house by its number, held to the end of the transaction. SQLite writers are alone anyway."""

from django.db import connection


def hold(number: int) -> None:
    """Nobody else holds this lock before this transaction ends."""
    _ask("pg_advisory_xact_lock", number)


def hold_shared(number: int) -> None:
    """Others may hold it so, too; whoever wants it for himself waits for all of them."""
    _ask("pg_advisory_xact_lock_shared", number)


def _ask(how: str, number: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {how}(%s)", [number])  # noqa: S608 - a name of the engine
