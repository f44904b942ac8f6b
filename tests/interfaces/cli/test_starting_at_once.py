"""Two machines that start at the same moment on an empty PostgreSQL database: one makes the tables, the other waits."""

import os
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
import pytest

from bihuan.config import databases


def test_of_several_hosts_the_one_that_may_be_written_is_taken() -> None:
    told = databases.postgresql("postgresql://u:p%40@one:5432,two:5433/base")
    assert (told["HOST"], told["PORT"], told["PASSWORD"]) == ("one,two", "5432,5433", "p@")
    options = told["OPTIONS"]
    assert isinstance(options, dict) and options["target_session_attrs"] == "read-write" and options["connect_timeout"] == "3"
    alone = databases.postgresql("postgresql://u@one/base?connect_timeout=9")["OPTIONS"]
    assert isinstance(alone, dict) and "target_session_attrs" not in alone and alone["connect_timeout"] == "9"


@pytest.mark.skipif(not os.environ.get("BIHUAN_TEST_DATABASE_URL"), reason="part of the run on PostgreSQL")
def test_homes_of_their_own_prepare_one_database_one_after_the_other(tmp_path: Path, db: None) -> None:
    server, name = os.environ["BIHUAN_TEST_DATABASE_URL"], f"bihuan_at_once_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        kept = {one: value for one, value in os.environ.items() if not one.startswith(("BIHUAN_", "DJANGO_"))}
        told = {**kept, "BIHUAN_DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
        words = [sys.executable, "-m", "bihuan.interfaces.cli.main", "prepare"]
        both = [subprocess.Popen(words, env={**told, "BIHUAN_HOME": str(tmp_path / home)}, stdout=subprocess.DEVNULL) for home in "ab"]
        try:
            assert [one.wait(timeout=120) for one in both] == [0, 0]
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]
