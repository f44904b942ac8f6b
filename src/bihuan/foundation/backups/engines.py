"""A consistent copy of the database while others write, and back: SQLite by its own backup, PostgreSQL by pg_dump and pg_restore."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from bihuan.foundation.kernel import BadInput, _

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


_REACHED = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
# Options of the address that the programs know by a variable: which of several hosts is meant, and how the line is kept private.
_ALIKE = {"target_session_attrs": "TARGETSESSIONATTRS", "connect_timeout": "CONNECT_TIMEOUT"}
_PASSED = ("target_session_attrs", "connect_timeout", "passfile", "sslmode", "sslrootcert", "sslcert", "sslkey")


def copy_out(settings: dict[str, Any], engine: str, target: Path) -> None:
    """The database as it is at one moment, into a file."""
    if engine == "sqlite":
        with closing(sqlite3.connect(settings["NAME"], timeout=60)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        return
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"], settings)


def put_back(settings: dict[str, Any], engine: str, source: Path) -> None:
    """The database out of a file into a place where there is none yet; whole, or none is there."""
    if engine == "sqlite":
        _lay_down(source, Path(str(settings["NAME"])))
        return
    _run(["pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
          f"--dbname={settings['NAME']}", str(source)], settings)  # fmt: skip


def _lay_down(source: Path, target: Path) -> None:
    """Whatever an older database left beside itself goes: it would be read into this one."""
    coming = target.with_name(f".coming-{target.name}")
    try:
        shutil.copyfile(source, coming)
        for end in ("-wal", "-shm", "-journal"):
            target.with_name(target.name + end).unlink(missing_ok=True)
        coming.replace(target)
    finally:
        coming.unlink(missing_ok=True)


def _run(command: list[str], settings: dict[str, Any]) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise BadInput(_("这台机器上没有 %(name)s。请安装 PostgreSQL 客户端（postgresql-client）后再试。"), name=command[0])
    environment = {**os.environ, **{name: str(settings[key]) for name, key in _REACHED.items() if settings.get(key)}}
    environment |= {
        f"PG{_ALIKE.get(name, name.upper())}": str(value) for name, value in settings.get("OPTIONS", {}).items() if name in _PASSED
    }
    done = subprocess.run([program, *command[1:]], env=environment, capture_output=True, text=True)  # noqa: S603  arguments are ours
    if done.returncode:
        raise BadInput(_("%(name)s 没有成功：%(said)s"), name=command[0], said=done.stderr.strip()[-300:])
