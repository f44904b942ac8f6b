"""A start brings the database to its shape when anything is missing, and looks no further when nothing is."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from bihuan.interfaces.cli import preparing

pytestmark = pytest.mark.django_db


def test_a_migrated_database_is_current_and_one_missing_migration_is_not() -> None:
    assert preparing.is_current()
    MigrationRecorder(connection).record_unapplied("problems", "0002_search")
    assert not preparing.is_current()


def test_every_migration_that_the_frame_knows_is_asked_for() -> None:
    known = set(MigrationLoader(connection).disk_migrations)
    files = {(app.label, file.stem) for app in apps.get_app_configs() for file in Path(app.path, "migrations").glob("[!_]*.py")}
    assert known == files
