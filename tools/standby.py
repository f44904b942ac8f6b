"""A throw-away PostgreSQL primary with its hot standby, for tests that kill the primary.

The standby is a copy of the primary from before its first start. The primary acknowledges a commit only when the standby has it too
(synchronous_standby_names), so that nothing acknowledged is lost when it falls.
"""

import contextlib
import os
import shlex
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tools.postgres import INITDB, _as_server_user, _call, _free_port, binaries

# fsync guards against a power cut, which no test makes; everything that guards against a killed server is as in production.
SETTINGS = ["fsync=off", "full_page_writes=off", "listen_addresses=127.0.0.1", "wal_level=replica", "hot_standby=on",
            "wal_receiver_timeout=5s", "wal_retrieve_retry_interval=200ms"]  # fmt: skip


@dataclass
class Node:
    """One server of the two."""

    folder: Path
    data: Path
    port: int

    def address(self, name: str = "postgres") -> str:
        """Of a database, on this server alone."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def start(self, *settings: str) -> None:
        """Until it answers."""
        told = [*SETTINGS, f"port={self.port}", f"unix_socket_directories={shlex.quote(str(self.data))}", *settings]
        options = " ".join(f"-c {shlex.quote(one)}" for one in told)
        _call(self.folder / "pg_ctl", "start", "-w", "-t", "60", "-D", self.data, "-l", self.data / "log", "-o", options)

    def kill(self) -> None:
        """kill -9 of the server and all its processes, as when its machine loses power."""
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        for pid in (first, *_children(first)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        """At once."""
        with contextlib.suppress(Exception):
            _call(self.folder / "pg_ctl", "stop", "-D", self.data, "-m", "immediate")

    def do(self, command: str) -> list[tuple[object, ...]]:
        """A command of the administrator; its rows."""
        with psycopg.connect(self.address(), autocommit=True, connect_timeout=5) as admin:
            rows = admin.execute(command)  # type: ignore[arg-type]
            return rows.fetchall() if rows.description else []


def _children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(path.parent.name))
    return found


@dataclass
class Pair:
    """A primary and its standby."""

    primary: Node
    standby: Node

    def address(self, name: str) -> str:
        """Of a database, wherever it may be written: what BIHUAN_DATABASE_URL says."""
        hosts = f"127.0.0.1:{self.primary.port},127.0.0.1:{self.standby.port}"
        return f"postgresql://postgres@{hosts}/{name}?target_session_attrs=read-write&connect_timeout=2"

    def wait_until_together(self) -> None:
        """Until the primary waits for the standby with every commit."""
        end = time.monotonic() + 30
        while not self.primary.do("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'"):
            assert time.monotonic() < end, "the standby does not follow"
            time.sleep(0.1)

    def promote(self) -> None:
        """The standby becomes the primary, and no longer waits for another."""
        self.standby.do("ALTER SYSTEM SET synchronous_standby_names = ''")
        self.standby.do("SELECT pg_promote(true, 30)")


@contextlib.contextmanager
def pair() -> Iterator[Pair]:
    """Two servers of their own, gone afterwards."""
    folder = binaries()
    with tempfile.TemporaryDirectory(prefix="bihuan-pg-", dir="/tmp", ignore_cleanup_errors=True) as name:  # noqa: S108 the server's user must get in
        home = Path(name)
        home.chmod(0o755)
        if _as_server_user() and Path("/usr") not in folder.resolve().parents:
            folder = shutil.copytree(folder.resolve().parent, home / "server", symlinks=True) / folder.name
        nodes = [Node(folder, home / name, _free_port()) for name in ("one", "two")]
        _found(*nodes)
        try:
            nodes[0].start("synchronous_standby_names=*", "synchronous_commit=on")
            nodes[1].start()
            both = Pair(*nodes)
            both.wait_until_together()
            yield both
        finally:
            for node in nodes:
                node.stop()


def _found(primary: Node, standby: Node) -> None:
    primary.data.mkdir(mode=0o700)
    if _as_server_user():
        shutil.chown(primary.data, "nobody")
    _call(primary.folder / "initdb", *INITDB, "--pgdata", primary.data)
    shutil.copytree(primary.data, standby.data)
    (standby.data / "standby.signal").touch()
    with (standby.data / "postgresql.auto.conf").open("a") as settings:
        settings.write(f"primary_conninfo = 'host=127.0.0.1 port={primary.port} user=postgres application_name=two'\n")
    if _as_server_user():
        for path in (standby.data, *standby.data.rglob("*")):
            shutil.chown(path, "nobody")
