"""Every command works on an empty home: set Django up and bring the database to the present shape, one process at a time."""

import fcntl
import os
from pathlib import Path


def set_up() -> None:
    """Django with the settings of the house."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    import django

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

    with (Path(settings.BIHUAN_HOME) / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_empty():
            found()
            return
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
