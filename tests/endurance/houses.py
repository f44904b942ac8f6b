"""An installation whose servers and workers are started, killed and told to end as processes of their own."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180.0


def free_bind() -> str:
    """An address of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def children(pid: int) -> list[int]:
    """All that came of a process, the process left out."""
    found: list[int] = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found += [int(path.parent.name), *children(int(path.parent.name))]
    return found


def is_worker(pid: int) -> bool:
    """Is this process a worker for background work?"""
    try:
        return b"clock.main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


class House:
    """A home (and on PostgreSQL a database) with a small town in it."""

    def __init__(self, home: Path, database: str = "", **more: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
        self.home, self.database = home, database
        home.mkdir(parents=True, exist_ok=True)
        self.environment = {
            **kept, "BIHUAN_HOME": str(home), "BIHUAN_SQLITE_SYNC": "OFF", "BIHUAN_API_RATE": "1000000", "PYTHONUTF8": "1", "BIHUAN_PORTAL_BIND": "off",
            "DJANGO_SETTINGS_MODULE": "bihuan.config.settings", "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            **({"BIHUAN_DATABASE_URL": database} if database else {}), **more,
        }  # fmt: skip
        self.log = (home / "processes.log").open("ab")
        self.known: dict[str, Any] = {}

    def found(self, jobs: int = 0) -> None:
        """Make tables and town."""
        done = subprocess.run([sys.executable, "-m", "tests.endurance.founding", str(jobs)], env=self.environment, cwd=ROOT, timeout=600,
                              capture_output=True, text=True)  # fmt: skip
        assert done.returncode == 0, done.stderr
        self.known = json.loads(done.stdout.splitlines()[-1])

    def start(self, *words: str, **more: str) -> "subprocess.Popen[bytes]":
        """A process of this installation."""
        return subprocess.Popen([sys.executable, *words], env={**self.environment, **more}, cwd=ROOT, stdin=subprocess.DEVNULL,
                                stdout=self.log, stderr=self.log)  # fmt: skip

    def worker(self) -> "subprocess.Popen[bytes]":
        """A worker on its own."""
        return self.start("-m", "bihuan.interfaces.clock.main")

    def close(self) -> None:
        """The log is not written any more."""
        self.log.close()


class Server:
    """One `bihuan run` of a house, on an address that it keeps over its starts."""

    def __init__(self, house: House, *, processes: int = 1, workers: int = 1, **more: str) -> None:
        self.house, self.bind, self.processes = house, free_bind(), processes
        self.more = {"BIHUAN_BIND": self.bind, "BIHUAN_WORKERS": str(workers), **more}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start and wait for the first answer; seconds it took."""
        words = ("-m", "bihuan.interfaces.cli.main", "run", "--no-demo", "--workers", str(self.processes))
        begun = time.monotonic()
        self.process = self.house.start(*words, **self.more)
        while time.monotonic() < begun + PATIENCE:
            assert self.process.poll() is None, f"the server ended:\n{(self.house.home / 'processes.log').read_text()[-2000:]}"
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://{self.bind}/health/live/", timeout=20):
                return time.monotonic() - begun
            time.sleep(0.05)
        raise AssertionError("the server does not answer")

    def family(self) -> list[int]:
        """The server's processes, itself first."""
        return [self.process.pid, *children(self.process.pid)] if self.process else []

    def kill(self, *pids: int) -> None:
        """kill -9 these processes, or all."""
        for pid in pids or self.family():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if not pids and self.process:
            self.process.wait(timeout=PATIENCE)

    def end(self) -> float:
        """Tell it to end; seconds until it did."""
        assert self.process is not None
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=PATIENCE)
        return time.monotonic() - begun


class Program:
    """A program that writes through the machine door: every request has a key, and what was not answered is asked again with the same."""

    def __init__(self, house: House, name: str) -> None:
        self.house, self.name = house, name
        self.acknowledged: dict[str, bytes] = {}
        self.open: list[str] = []
        self.refused: list[str] = []
        self.moments: list[float] = []

    def text_of(self, key: str) -> str:
        """What is recorded under a key."""
        return f"窗口群众等候两小时无人受理，回执 {key}。"

    def post(self, bind: str, key: str, timeout: float = 30) -> tuple[int, bytes, bool]:
        """Status, body, and whether it was an answer given before. 0: no answer."""
        known = self.house.known
        asked = json.dumps({"unit": known["unit"], "source": "supervision", "text": self.text_of(key)}).encode()
        told = {"Authorization": f"Bearer {known['token']}", "Content-Type": "application/json", "Idempotency-Key": key}
        request = urllib.request.Request(f"http://{bind}/api/v1/campaigns/{known['code']}/ledger", asked, told)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, answer.read(), answer.headers.get("Idempotency-Replayed") == "true"
        except urllib.error.HTTPError as no:
            return no.code, no.read(), False
        except (OSError, ValueError):
            return 0, b"", False
        except Exception as broken:  # the answer was cut off in its middle
            assert "http.client" in type(broken).__module__
            return 0, b"", False

    def write(self, bind: str) -> bool:
        """One more finding, or one whose answer never came. Was it acknowledged?"""
        key = self.open.pop(0) if self.open else f"{self.name}-{uuid.uuid4().hex[:12]}"
        status, body, _again = self.post(bind, key)
        if status in (200, 201):
            self.acknowledged[key] = body
            self.moments.append(time.monotonic())
            return True
        (self.refused if 400 <= status < 500 else self.open).append(key)
        return False

    def first_after(self, moment: float) -> float:
        """When this program was first acknowledged after a moment."""
        return min((at for at in self.moments if at > moment), default=float("inf"))
