"""`make test`: everything a change must pass, step after step, each with its time. Exit code 1 if a step fails.

One step, which mostly waits, is taken beside the others; what it says is shown whole when it is done.

python -m tools.checks              all steps
python -m tools.checks lint types   only these
"""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from tools.browser import chromium
from tools.postgres import Missing, binaries, server

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(sys.executable).parent
WORKERS = str(max(2, min(os.cpu_count() or 2, 8)) + 1)  # one more than cores: some tests wait for servers and processes of their own
# A test that hangs must not hang the whole run; a machine may be three times as slow as ours.
STEP_SECONDS = 2700
# What was compiled once is kept, whatever the shell says: assertions are written anew for each test file, which takes every worker ten seconds,
# and each started command compiles fourteen hundred modules. The Makefile says the same for `make`.
KEPT = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": ""}
SHARED_OUT = ("-n", WORKERS, "--dist", "worksteal")  # tests/conftest.py puts the longest first
BESIDE = "browser"  # begun first, ends before the databases do: chromium, its server and the demo are waited for two thirds of its time
BROWSERS = "2"
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed)\b")
counted: dict[str, int] = {}


def call(out: TextIO, *words: str | Path, **more: str) -> bool:
    """Runs a program from the project's folder; its output goes to `out` as it comes."""
    environment = {**os.environ, **KEPT, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **more}
    done = subprocess.run(
        words, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, timeout=STEP_SECONDS
    )
    return done.returncode == 0


def pytest(out: TextIO, *arguments: str, **more: str) -> bool:
    """Runs pytest, tells its output as it comes and counts what it says at the end. Finding no test is a failure here."""
    environment = {**os.environ, **KEPT, **more}
    command = [HERE / "pytest", "-q", "--color=no", "--durations=5", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as run:
        watch = threading.Timer(STEP_SECONDS, run.kill)
        watch.start()
        last = ""
        for line in run.stdout or ():
            print(line, end="", file=out, flush=True)
            last = line if COUNT.search(line) else last
        watch.cancel()
    for number, word in COUNT.findall(last):
        counted[word.rstrip("s")] = counted.get(word.rstrip("s"), 0) + int(number)
    return run.returncode == 0


def on_postgresql(out: TextIO) -> bool:
    """The tests that use the database once more, on a server of their own."""
    with server() as address:
        return pytest(out, *SHARED_OUT, "-m", "not browser", "--only-database", BIHUAN_TEST_DATABASE_URL=address)


def in_browser(out: TextIO) -> bool:
    """Two browsers with a server each; the tests of a file share them."""
    return pytest(out, "-n", BROWSERS, "--dist", "loadfile", "-m", "browser", BIHUAN_CHROMIUM=chromium())


STEPS: dict[str, Callable[[TextIO], bool]] = {
    "lint": lambda out: call(out, HERE / "ruff", "check", "--quiet") & call(out, HERE / "ruff", "format", "--check", "--quiet"),
    "types": lambda out: call(out, HERE / "mypy", "--no-error-summary"),
    "translations": lambda out: call(out, sys.executable, "-m", "tools.translations", "check"),
    "reference": lambda out: call(out, sys.executable, "-m", "tools.reference", "--check"),
    "sqlite": lambda out: pytest(out, *SHARED_OUT, "-m", "not browser"),
    "postgresql": on_postgresql,
    "browser": in_browser,
}


def take(name: str, out: TextIO) -> bool:
    """One step with its heading and its time."""
    print(f"\n== {name}", file=out, flush=True)
    start, good = time.monotonic(), False
    try:
        good = STEPS[name](out)
    except Missing as missing:
        print(f"bihuan: {missing}", file=out)
    except subprocess.TimeoutExpired:
        print(f"bihuan: the step {name} was stopped after {STEP_SECONDS} s", file=out)
    print(f"== {name}: {'good' if good else 'FAILED'} in {time.monotonic() - start:.1f} s", file=out, flush=True)
    return good


@contextlib.contextmanager
def beside(name: str, failed: list[str]) -> Iterator[None]:
    """Takes a step while others are taken, and shows afterwards what it said."""

    def run() -> None:
        done.append(take(name, said))

    done: list[bool] = []
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        thread = threading.Thread(target=run)
        thread.start()
        yield
        thread.join()
        said.seek(0)
        print(said.read(), end="", flush=True)
    failed += [] if done == [True] else [name]


def take_all(names: list[str]) -> list[str]:
    """Those that failed. What the machine lacks is fetched before anything runs: the system's installer serves one at a time."""
    failed: list[str] = []
    with contextlib.suppress(Missing):
        if "browser" in names:
            chromium()
        if "postgresql" in names:
            binaries()
    in_turn = [name for name in names if name != BESIDE] or names
    with beside(BESIDE, failed) if len(in_turn) < len(names) else contextlib.nullcontext():
        failed += [name for name in in_turn if not take(name, sys.stdout)]
    return failed


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in STEPS]
    if unknown:
        print(f"no such step: {', '.join(unknown)}; there are {', '.join(STEPS)}", file=sys.stderr)
        return 2
    start = time.monotonic()
    failed = take_all(names or list(STEPS))
    print(f"\n{'failed: ' + ', '.join(failed) if failed else 'all good'} after {time.monotonic() - start:.0f} s", flush=True)
    broken = counted.get("failed", 0) + counted.get("error", 0)
    print(f"{counted.get('passed', 0)} passed, {broken} failed, {counted.get('skipped', 0)} skipped", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
