"""Every command works on an empty home: set Django up and bring the database to the present shape, one process at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREPARES = 0x7072_6570  # "prep"


def set_up() -> None:
    """Django with the settings of the house, once a process: a second time would turn the log to what is standard error just then."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def is_current() -> bool:
    """Are all migrations applied? The names of the files against the names that the database keeps: one query, without loading the graph."""
    from django.apps import apps
    from django.db import DatabaseError, connection
    from django.db.migrations.recorder import MigrationRecorder

    found = ((app.label, file.stem) for app in apps.get_app_configs() for file in Path(app.path, "migrations").glob("[!_]*.py"))
    try:
        return MigrationRecorder(connection).applied_migrations().keys() >= set(found)
    except DatabaseError:
        return False


def prepare() -> None:
    """Bring the tables to today's shape when needed, under a lock on the home, so that two commands at once do not both migrate."""
    set_up()
    from django.conf import settings
    from django.core.management import call_command

    if is_current():
        return
    from bihuan.interfaces.cli.founding import found, is_empty

    with (Path(settings.BIHUAN_HOME) / "prepare.lock").open("w") as lock, _alone_at_the_database():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_empty():
            found()
        elif not is_current():
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


@contextmanager
def _alone_at_the_database() -> Iterator[None]:
    """On PostgreSQL machines with homes of their own may start at the same moment: the second waits, on a connection kept for the lock."""
    from django.db import connections

    if connections["default"].vendor != "postgresql":
        yield
        return
    guard = connections["default"].copy()
    try:
        with guard.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_PREPARES])
        yield
    finally:
        guard.close()
