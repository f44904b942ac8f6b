"""A box on SQLite, or in a database of its own on the server of the run on PostgreSQL."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bihuan.foundation.sealedbox.box import Box


@pytest.fixture
def address(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str | Path]:
    server = os.environ.get("BIHUAN_TEST_DATABASE_URL")
    if not server:
        yield tmp_path / "door" / "box.sqlite3"
        return
    name = f"bihuan_box_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        yield f"{server.rpartition('/')[0]}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def box(address: str | Path) -> Box:
    made = Box(address)
    made.prepare()
    return made
