"""Every command works on an empty home: set Django up and bring the database to the present shape, one process at a time."""

import fcntl
import hashlib
import os
from pathlib import Path


def set_up() -> None:
    """Django with the settings of the house."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    import django

    django.setup()


def is_current() -> bool:
    """Are all migrations applied? One query; no table means no."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def _shape() -> str:
    """A digest of the names of all migrations: what the database was last brought to."""
    from django.apps import apps

    names = sorted(f"{app.label}/{file.name}" for app in apps.get_app_configs() for file in Path(app.path, "migrations").glob("0*.py"))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def prepare() -> None:
    """Migrate when needed, under a lock on the home, so that two commands at once do not both migrate.

    The embedded database carries a mark of its shape in its file, so that a start need not load the graph of migrations."""
    set_up()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    embedded = connection.vendor == "sqlite"
    if _is_marked() if embedded else is_current():
        return
    with (Path(settings.BIHUAN_HOME) / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        if embedded:
            _mark()


def _number() -> int:
    return int(_shape()[:7], 16)  # fits the 32 bits that SQLite keeps for its user


def _is_marked() -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        return bool(cursor.fetchone()[0] == _number())


def _mark() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA user_version = {_number()}")  # a number of our own, not of anybody's input
