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
    """Are all migrations applied? One query; no table means no."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def prepare() -> None:
    """Migrate when needed, under a lock on the home, so that two commands at once do not both migrate."""
    set_up()
    if is_current():
        return
    from django.conf import settings
    from django.core.management import call_command

    with (Path(settings.BIHUAN_HOME) / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
