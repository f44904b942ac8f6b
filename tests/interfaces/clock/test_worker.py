"""Workers as processes of their own: killed at random, nothing that was written is lost, nothing doubled; told to end, they end soon."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CHUNKS, SIZE = 30, 5
PATIENCE = 240.0  # seconds, on a machine that has much else to do
ASK = """
import django; django.setup()
from django.utils import timezone
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.jobs.operations import ask
from tests.foundation.jobs.tasks import fill
for n in range(3):
    ask(fill, title="试", actor=system_actor("cli"), now=timezone.now(), arguments={"first": n * 1000, "chunks": %d, "size": %d, "rest": 0.02})
"""


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BIHUAN_")}
    return {**kept, "BIHUAN_HOME": str(home), "BIHUAN_SQLITE_SYNC": "OFF", "DJANGO_SETTINGS_MODULE": "bihuan.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}  # fmt: skip


def _python(home: Path, code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], env=_environment(home), cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr


def _told(home: Path) -> tuple[int, list[str]]:
    """How many rows the jobs have written, and where each stands."""
    with closing(sqlite3.connect(home / "bihuan.sqlite3", timeout=30)) as base:
        rows = base.execute("SELECT count(*) FROM calendar_specialday WHERE name = '试'").fetchone()[0]
        return rows, [state for (state,) in base.execute("SELECT state FROM jobs_job WHERE title = '试' ORDER BY id")]


def _wait_for(home: Path, wanted: Callable[[int, list[str]], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not wanted(*(told := _told(home))):
        assert time.monotonic() < deadline, told
        time.sleep(0.1)


def _worker(home: Path, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "bihuan.interfaces.clock.main", *words], env=_environment(home), cwd=ROOT,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-m", "bihuan.interfaces.cli.main", "prepare"], env=_environment(place), cwd=ROOT, timeout=PATIENCE
    )
    assert done.returncode == 0
    return place


@pytest.mark.long
def test_workers_killed_at_random_lose_and_double_nothing(home: Path) -> None:
    """Three jobs, two workers, killed again and again in the middle: in the end every row stands once."""
    _python(home, ASK % (CHUNKS, SIZE))
    chance = random.Random(7)
    workers = [_worker(home), _worker(home)]
    for _ in range(3):
        time.sleep(chance.uniform(0.9, 2.2))
        victim = chance.randrange(2)
        workers[victim].kill()
        workers[victim].wait()
        workers[victim] = _worker(home)
    try:
        _wait_for(home, lambda rows, states: rows == 3 * CHUNKS * SIZE and states == ["done"] * 3)
    finally:
        for one in workers:
            one.terminate()
    # One that was only just started may not have come to listen yet.
    assert {one.wait(timeout=PATIENCE) for one in workers} <= {0, -signal.SIGTERM}


def test_a_worker_told_to_end_ends_at_the_next_mark(home: Path) -> None:
    _python(home, ASK % (4000, 1))
    worker = _worker(home)
    _wait_for(home, lambda rows, states: rows > 3 and "running" in states)
    worker.send_signal(signal.SIGTERM)
    written = _told(home)[0]
    assert worker.wait(timeout=PATIENCE) == 0
    rows, states = _told(home)
    assert states == ["waiting"] * 3 and rows - written < 100, "of twelve thousand; each is a mark and takes its fiftieth of a second"


def test_a_job_that_comes_to_no_mark_is_given_back_and_its_worker_ends(home: Path) -> None:
    """After eight seconds; here after half a one."""
    _python(home, ASK.replace("fill", "sleep").replace('{"first": n * 1000, "chunks": %d, "size": %d, "rest": 0.02}', '{"seconds": 900}'))
    code = "import django; django.setup(); from bihuan.foundation.jobs import working; working.LET_GO, working.LAST = 0.5, 3.0; "
    code += "from bihuan.interfaces.clock.main import main; main()"
    worker = subprocess.Popen([sys.executable, "-c", code], env=_environment(home), cwd=ROOT, stderr=subprocess.DEVNULL)
    _wait_for(home, lambda rows, states: "running" in states)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=PATIENCE) == 0, "long before the job is through"
    assert _told(home)[1] == ["waiting"] * 3
