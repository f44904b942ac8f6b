"""Reading much in one transaction, however long that takes, and keeping nobody from writing meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db import connection, transaction


@contextmanager
def one_reading() -> Iterator[None]:
    """A transaction in which nothing is written, and on PostgreSQL all questions are answered as of its first. On SQLite one that writes
    takes the only write lock at its beginning; this one takes none. Inside a write it reads what that has written."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        alone = not connection.in_atomic_block
        with transaction.atomic():
            if alone:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    lite = cast("Any", connection)
    mode, lite.transaction_mode = lite.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        lite.transaction_mode = mode
