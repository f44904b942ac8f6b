"""A backup is taken while the house is open, checked, put back into an empty place, and refused where it does not fit."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from django.db import OperationalError, connection

from bihuan.config import databases
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.backups import engines
from bihuan.foundation.backups.folder import Manifest, all_of, alone, check, digest_of, forget_all_but
from bihuan.foundation.backups.restoring import refuse_what_does_not_fit, restore
from bihuan.foundation.backups.taking import take
from bihuan.foundation.files.keeping import keep, place
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import BadInput

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[3]
# Several commands in one process: starting Python is most of the time.
TOGETHER = """
import json, sys
from bihuan.interfaces.cli.main import main
def store(first, last):
    from django.utils import timezone
    from bihuan.foundation.accounts.queries import system_actor
    from bihuan.foundation.files.operations import store
    from bihuan.foundation.files.vocabulary import FileKind
    for n in range(first, last):
        store(name=f"{n}.txt", data=f"佐证 {n}".encode(), actor=system_actor("cli"), now=timezone.now(), taken=frozenset(FileKind))
for words in json.loads(sys.argv[1]):
    code = 0
    if words[0] == "store":
        store(*words[1:])
    else:
        code = main(words)
    print(f"\\x1e{code}", flush=True)
"""


class Place:
    """An installation of its own: a home, and on PostgreSQL a database."""

    def __init__(self, home: Path) -> None:
        self.home, self.database = home, f"bihuan_backup_{uuid.uuid4().hex[:8]}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BIHUAN_")}
        self.environment = {**kept, "BIHUAN_HOME": str(home), "BIHUAN_SQLITE_SYNC": "OFF", "DJANGO_SETTINGS_MODULE": "bihuan.config.settings",
                            "PYTHONPATH": str(ROOT / "src")}  # fmt: skip
        self.server = os.environ.get("BIHUAN_TEST_DATABASE_URL", "")
        if self.server:
            self._do(f"CREATE DATABASE {self.database}")
            self.environment["BIHUAN_DATABASE_URL"] = f"{self.server.rpartition('/')[0]}/{self.database}"

    def _do(self, command: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as admin:
            admin.execute(command)  # type: ignore[call-overload]

    def drop(self) -> None:
        if self.server:
            self._do(f"DROP DATABASE {self.database} WITH (FORCE)")

    def do(self, *commands: list[object]) -> list[tuple[str, int]]:
        """Do commands one after the other; what each said and its exit code."""
        told = json.dumps([[word if isinstance(word, int) else str(word) for word in words] for words in commands])
        done = subprocess.run([sys.executable, "-c", TOGETHER, told], env=self.environment, cwd=ROOT, timeout=200, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # fmt: skip
        assert done.returncode == 0, done.stdout
        parts = done.stdout.split("\x1e")
        codes = [int(part.split("\n", 1)[0]) for part in parts[1:]]
        said = [parts[0], *(part.split("\n", 1)[1] for part in parts[1:])]
        return list(zip(said, codes, strict=False))


@pytest.fixture
def places(tmp_path: Path, db: None) -> Iterator[list[Place]]:
    """`db` only so that the run on PostgreSQL takes this test too."""
    made = [Place(tmp_path / name) for name in ("here", "there")]
    yield made
    for one in made:
        one.drop()


def test_what_was_backed_up_comes_back_whole(places: list[Place], tmp_path: Path) -> None:
    here, there = places
    backups = tmp_path / "backups"
    here.home.mkdir()
    (here.home / "demo").write_text("2026 2026-03-02\n")
    said = here.do(
        ["account", "appoint", "audit", "shenji", "柳浪"], ["store", 0, 3], ["backup", backups], ["store", 2, 5], ["backup", backups]
    )
    assert [code for _text, code in said] == [0] * 5
    first, second = Path(said[2][0].split()[-1]), Path(said[4][0].split()[-1])
    assert [json.loads((one / "manifest.json").read_text())["files"] for one in (first, second)] == [3, 5]
    assert len([one for one in (backups / "files").rglob("*") if one.is_file()]) == 5, "equal contents lie there once"
    assert (second / "keys").is_dir() and second.stat().st_mode & 0o077 == 0

    restored, people, book, again = there.do(["restore", first], ["account", "list"], ["audit", "verify", "--json"], ["restore", second])
    assert restored[1] == 0 and "文件 3 个" in restored[0] and "操作记录完好" in restored[0]
    assert "柳浪（shenji）" in people[0]
    assert (there.home / "demo").read_text() == "2026 2026-03-02\n", "a demo stays one: its passwords are public"
    assert json.loads(book[0])["records"] == json.loads((first / "manifest.json").read_text())["checkpoint"]["position"]
    assert again[1] == 2 and "已经有数据" in again[0], "a restore never writes over anything"

    checked, third, nowhere = here.do(["backup", "--check", first], ["backup", backups, "--keep", "2"], ["backup"])
    assert (
        re.match(r"备份完整：\d{4}-\d\d-\d\d \d\d:\d\d，", checked[0])
        and "较早的 1 份" in third[0]
        and not first.exists()
        and second.exists()
    )
    assert nowhere[1] == 2 and "请写明备份到哪个文件夹" in nowhere[0]


def test_what_is_damaged_or_does_not_fit_is_refused(tmp_path: Path, db: None) -> None:
    backup = _small_backup(tmp_path)
    manifest = check(backup)
    content = next(one for one in (tmp_path / "files").rglob("*") if one.is_file())
    held = content.read_bytes()
    content.write_bytes(held + b".")
    with pytest.raises(BadInput, match="有 1 个文件缺失或损坏"):
        check(backup)
    content.write_bytes(held)
    (backup / "database.sqlite3").write_bytes(b"another")
    with pytest.raises(BadInput, match="不完整或被改过"):
        restore(backup)
    replace(manifest, kind="x").write(backup)
    with pytest.raises(BadInput, match="不是备份文件夹"):
        check(backup)
    for changed, says in (
        ({"shape": ["problems.9999_from_tomorrow"]}, "更新的版本"),
        ({"engine": "oracle"}, "这份备份来自 oracle"),
        ({}, "已经有数据"),
    ):
        with pytest.raises(BadInput, match=says):
            refuse_what_does_not_fit(replace(manifest, **changed))


def test_a_list_of_files_that_was_shortened_or_is_gone_is_told(tmp_path: Path, db: None) -> None:
    backup = _small_backup(tmp_path)
    (backup / "files.txt").write_text("")
    with pytest.raises(BadInput, match="文件清单"):
        check(backup)
    (backup / "files.txt").unlink()
    with pytest.raises(BadInput, match="文件清单"):
        check(backup)


def test_a_place_that_cannot_be_looked_at_is_not_empty(tmp_path: Path, db: None) -> None:
    with (
        patch.object(connection.introspection, "table_names", side_effect=OperationalError("no answer")),
        pytest.raises((OperationalError, BadInput)),
    ):
        refuse_what_does_not_fit(check(_small_backup(tmp_path)))


def test_a_file_that_comes_while_the_database_is_copied_comes_along(tmp_path: Path, db: None, settings: Any) -> None:
    settings.BIHUAN_FILES = tmp_path / "kept"

    def copied(_settings: Any, _engine: str, target: Path) -> None:
        store(name="a.txt", data=b"a", actor=system_actor(), now=NOW + timedelta(seconds=1), taken=frozenset(FileKind))
        target.write_bytes(b"a database with the row of that file")

    with patch("bihuan.foundation.backups.engines.copy_out", copied):
        assert check(take(tmp_path / "backups", NOW)).files == 1


def test_nothing_is_forgotten_while_a_backup_is_taken_and_debris_of_killed_ones_goes(tmp_path: Path, db: None) -> None:
    old = _small_backup(tmp_path)
    new = old.with_name("20260303-090000")
    shutil.copytree(old, new)
    (tmp_path / ".coming-20260304-1").mkdir()
    lying = next(one for one in (tmp_path / "files").rglob("*") if one.is_file())
    with alone(tmp_path, wait=True):  # as another process that takes one, and counts on what lies there
        assert forget_all_but(tmp_path, 1) == 0 and old.exists() and lying.exists()
    (new / "files.txt").write_text("")
    assert forget_all_but(tmp_path, 1) == 1
    assert not old.exists() and new.exists() and not lying.exists() and not list(tmp_path.glob(".coming-*"))


def test_the_programs_of_postgresql_are_told_which_of_several_hosts_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "pg_dump"
    told.write_text(f"#!/bin/sh\nenv | grep ^PG | sort > {tmp_path}/said\n")
    told.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    settings = databases.postgresql(
        "postgresql://a:b@one:5432,two:5433/c?target_session_attrs=read-write&connect_timeout=2&sslmode=require"
    )
    engines.copy_out(settings, "postgresql", tmp_path / "x")
    said = (tmp_path / "said").read_text().split()
    assert {"PGHOST=one,two", "PGPORT=5432,5433", "PGTARGETSESSIONATTRS=read-write", "PGSSLMODE=require", "PGCONNECT_TIMEOUT=2"} <= set(
        said
    )


def _small_backup(tmp_path: Path) -> Path:
    folder = tmp_path / "20260302-090000"
    folder.mkdir()
    (folder / "database.sqlite3").write_bytes(b"a database")
    fingerprint = hashlib.sha256("佐证".encode()).hexdigest()
    keep(tmp_path / "files", "佐证".encode(), fingerprint)
    (folder / "files.txt").write_text(f"{fingerprint}\n")
    Manifest("2026-03-02", connection.vendor, "database.sqlite3", digest_of(folder / "database.sqlite3"), 10, [], 1, {}).write(folder)
    return folder


def test_a_content_that_is_gone_stops_the_backup_and_leaves_nothing(tmp_path: Path, db: None, settings: Any) -> None:
    settings.BIHUAN_FILES = tmp_path / "kept"
    file = store(name="a.txt", data=b"a", actor=system_actor(), now=NOW, taken=frozenset(FileKind))
    place(settings.BIHUAN_FILES, file.sha256).unlink()
    with patch("bihuan.foundation.backups.engines.copy_out"), pytest.raises(BadInput, match="不见了或被改过"):
        take(tmp_path / "backups", NOW)
    assert [one.name for one in (tmp_path / "backups").iterdir() if one.name != ".lock"] == []


def test_a_database_put_back_is_whole_or_not_there_and_meets_nothing_of_an_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What SQLite keeps beside a database belongs to that one alone: left over from one that is gone it would be read into this one."""
    source, home = tmp_path / "database.sqlite3", tmp_path / "home.sqlite3"
    source.write_bytes(b"a whole database")
    left = [home.with_name(home.name + end) for end in ("-wal", "-shm")]
    for one in left:
        one.write_bytes(b"of another one")

    def killed(_source: Path, target: Path) -> None:
        Path(target).write_bytes(b"a half")
        raise KeyboardInterrupt

    with monkeypatch.context() as there:
        there.setattr(shutil, "copyfile", killed)
        with pytest.raises(KeyboardInterrupt):
            engines.put_back({"NAME": str(home)}, "sqlite", source)
    assert not home.exists()
    engines.put_back({"NAME": str(home)}, "sqlite", source)
    assert home.read_bytes() == b"a whole database" and not any(one.exists() for one in left)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["database.sqlite3", "home.sqlite3"]


def test_a_backup_whose_forgetting_was_cut_off_is_none_any_more_and_goes_the_next_time(tmp_path: Path, db: None) -> None:
    old = _small_backup(tmp_path)
    new = old.with_name("20260303-090000")
    shutil.copytree(old, new)
    with patch("bihuan.foundation.backups.folder.shutil.rmtree", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        forget_all_but(tmp_path, 1)
    assert all_of(tmp_path) == [new]
    forget_all_but(tmp_path, 1)
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_dir()) == [new.name, "files"]


def test_the_doctor_goes_on_where_the_last_backup_says_nothing_of_itself(tmp_path: Path, db: None, settings: Any) -> None:
    from bihuan.interfaces.cli.doctor import background

    settings.BIHUAN_BACKUPS = str(tmp_path)
    (_small_backup(tmp_path) / "manifest.json").write_text("{")
    assert [one.state for one in background.backups()] == ["有问题"]
