"""An empty database that gets today's tables at once is the same as one that lived through all migrations."""

import os
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
SERVER = os.environ.get("BIHUAN_TEST_DATABASE_URL", "")
_SHAPE = {
    "columns": "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity "
    # Django's own migrations give this one key of a table that the house does not use another width than its models do.
    "FROM information_schema.columns WHERE table_schema = 'public' AND (table_name, column_name) <> ('auth_group_permissions', 'id')",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}
_CONTENT = ("SELECT app, name FROM django_migrations", "SELECT day, works, name FROM calendar_specialday", "SELECT username FROM accounts_user",
            "SELECT codename FROM auth_permission", "SELECT app_label, model FROM django_content_type")  # fmt: skip


def _prepare(**environment: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BIHUAN_")}
    kept |= {"PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "bihuan.config.settings", **environment}
    done = subprocess.run(
        [sys.executable, "-m", "bihuan.interfaces.cli.main", "prepare"], env=kept, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def _statement_parts(statement: str) -> frozenset[str]:
    """A table's columns and constraints whatever their order: columns added later stand last in a migrated table."""
    if not statement.upper().startswith("CREATE TABLE"):
        return frozenset({statement})
    found, depth, part = set(), 0, ""
    for sign in statement[statement.index("(") + 1 : statement.rindex(")")]:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            found.add(part.strip())
            part = ""
        else:
            part += sign
    return frozenset({*found, part.strip()})


def _of_file(path: Path) -> dict[object, object]:
    with closing(sqlite3.connect(path)) as base:
        told = base.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        shape = {(kind, name): _statement_parts(statement) for kind, name, statement in told}
        return shape | {question: sorted(base.execute(question).fetchall()) for question in _CONTENT}


def _of_server(address: str) -> dict[object, object]:
    with psycopg.connect(address) as base:
        return {question: sorted(base.execute(question).fetchall(), key=str) for question in (*_SHAPE.values(), *_CONTENT)}  # type: ignore[arg-type]


@pytest.fixture
def founded(tmp_path: Path) -> Iterator[dict[object, object]]:
    if not SERVER:
        _prepare(BIHUAN_HOME=str(tmp_path))
        yield _of_file(tmp_path / "bihuan.sqlite3")
        return
    name = f"bihuan_founded_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(SERVER, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        address = f"{SERVER.rpartition('/')[0]}/{name}"
        try:
            _prepare(BIHUAN_HOME=str(tmp_path), BIHUAN_DATABASE_URL=address)
            yield _of_server(address)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]


@pytest.mark.django_db
def test_founded_is_migrated(founded: dict[object, object]) -> None:
    """The database of the tests was migrated step by step."""
    here = connection.settings_dict["NAME"]
    migrated = _of_server(f"{SERVER.rpartition('/')[0]}/{here}") if SERVER else _of_file(Path(str(settings.DATABASES["default"]["NAME"])))
    assert founded.keys() == migrated.keys()
    for what in founded:
        assert set(map(str, founded[what])) ^ set(map(str, migrated[what])) == set(), what
