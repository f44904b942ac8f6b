"""kill -9 of serving processes, of workers and of everything, under writes: nothing acknowledged is lost, nothing doubled."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.endurance.killing import rounds_of_kills

JOBS = 2


@pytest.fixture
def database(db: None) -> Iterator[str]:
    """A database of its own on the server of this run; empty on SQLite. `db` only so that the run on PostgreSQL takes this test too."""
    server, name = os.environ.get("BIHUAN_TEST_DATABASE_URL", ""), f"bihuan_kills_{uuid.uuid4().hex[:8]}"
    if not server:
        yield ""
        return
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    yield f"{server.rpartition('/')[0]}/{name}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]


@pytest.mark.long
def test_what_was_acknowledged_stands_once_after_every_kill(tmp_path: Path, database: str) -> None:
    """Three rounds: everything, a serving process, a worker. The full thirty: bench/kills.py."""
    verdict = rounds_of_kills(tmp_path / "home", database, rounds=3, jobs=JOBS)
    assert verdict.good and verdict.acknowledged > 3, str(verdict)
    assert verdict.background(JOBS), verdict
