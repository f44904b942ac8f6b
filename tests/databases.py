"""The database of a test run: founded once, kept by the content of the migrations, copied for every process.

The book's triggers refuse DELETE and TRUNCATE, so nothing is ever flushed: a test with real transactions
(`django_db(transaction=True)`) gets a fresh copy instead.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

from bihuan.interfaces.cli.founding import found

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "bihuan"


def _key() -> str:
    """Changes when a migrated database would look different."""
    source = ROOT / "src" / "bihuan"
    kinds = ["**/migrations/*.py", "**/models.py", "**/models/*.py", "foundation/audit/*.py", "foundation/calendar/**/*.*"]
    paths = sorted({path for kind in kinds for path in source.glob(kind) if "__pycache__" not in path.parts})
    parts = [path.read_bytes() for path in [*paths, ROOT / "requirements.txt", Path(__file__)]]
    return hashlib.sha256(b"\0".join([*parts, repr(settings.INSTALLED_APPS).encode()])).hexdigest()[:12]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _found() -> None:
    """As the first start of an installation does it; that the result is what migrating leads to has a test (interfaces/cli/test_founding)."""
    found()


class SqliteCopies:
    """One file: the kept one is copied over the home's."""

    def __init__(self) -> None:
        self.here = Path(settings.DATABASES["default"]["NAME"])
        self.kept = KEPT / f"{_key()}.sqlite3"

    def prepare(self) -> None:
        with _one_at_a_time():
            if not self.kept.exists():
                _found()
                with connections["default"].cursor() as cursor:
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connections.close_all()
                for old in sorted(KEPT.glob("*.sqlite3"), key=os.path.getmtime)[:-4]:
                    old.unlink()
                shutil.copyfile(self.here, self.kept.with_suffix(".part"))
                self.kept.with_suffix(".part").replace(self.kept)
        self.copy()

    def copy(self) -> None:
        connections.close_all()
        for ending in ("-wal", "-shm"):
            self.here.with_name(self.here.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self.kept, self.here)

    def drop(self) -> None:
        connections.close_all()


class PostgresCopies:
    """A template database on the server; each process has a copy of it."""

    def __init__(self) -> None:
        self.address = os.environ["BIHUAN_TEST_DATABASE_URL"]
        self.template = f"bihuan_template_{_key()}"
        self.name = f"bihuan_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"

    def _do(self, *commands: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address, autocommit=True) as admin:
            for command in commands:
                rows = admin.execute(command)  # type: ignore[arg-type]
            return rows.fetchall() if rows.description else []

    def _use(self, name: str) -> None:
        connections.close_all()
        connections.settings["default"]["NAME"] = name
        connections["default"].settings_dict["NAME"] = name

    def prepare(self) -> None:
        with _one_at_a_time():
            if not self._do(f"SELECT 1 FROM pg_database WHERE datname = '{self.template}'"):
                self._do(f"DROP DATABASE IF EXISTS {self.template}_part", f"CREATE DATABASE {self.template}_part")
                self._use(f"{self.template}_part")
                _found()
                connections.close_all()
                self._do(f"ALTER DATABASE {self.template}_part RENAME TO {self.template}")
            self.copy()

    def copy(self) -> None:
        self.drop()
        self._do(f"CREATE DATABASE {self.name} TEMPLATE {self.template}")
        self._use(self.name)

    def drop(self) -> None:
        connections.close_all()
        self._do(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Takes the place of pytest-django's own: a copy instead of a migration, no flush."""
    copies = PostgresCopies() if os.environ.get("BIHUAN_TEST_DATABASE_URL") else SqliteCopies()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        copies.prepare()
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda *_: copies.copy())
    yield
    patch.undo()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        copies.drop()
