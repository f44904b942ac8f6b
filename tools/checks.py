"""`make test`: everything a change must pass, step after step, each with its time. Exit code 1 if a step fails.

python -m tools.checks              all steps
python -m tools.checks lint types   only these
"""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tools.browser import chromium
from tools.postgres import Missing, server

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(sys.executable).parent
WORKERS = str(max(2, min(os.cpu_count() or 2, 8)) + 1)  # one more than cores: some tests wait for servers and processes of their own
# A test that hangs must not hang the whole run; a machine may be three times as slow as ours.
STEP_SECONDS = 2700
# What was compiled once is kept, whatever the shell says: assertions are written anew for each test file, which takes every worker ten seconds,
# and each started command compiles fourteen hundred modules. The Makefile says the same for `make`.
KEPT = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": ""}
SHARED_OUT = ("-n", WORKERS, "--dist", "worksteal")  # tests/conftest.py puts the longest first
BROWSERS = "2"
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed)\b")
counted: dict[str, int] = {}


def call(*words: str | Path, **more: str) -> bool:
    """Runs a program from the project's folder; its output is shown as it comes."""
    environment = {**os.environ, **KEPT, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **more}
    return subprocess.run(words, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, timeout=STEP_SECONDS).returncode == 0


def pytest(*arguments: str, **more: str) -> bool:
    """Runs pytest, shows its output as it comes and counts what it says at the end. Finding no test is a failure here."""
    environment = {**os.environ, **KEPT, **more}
    command = [HERE / "pytest", "-q", "--color=no", "--durations=5", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as run:
        watch = threading.Timer(STEP_SECONDS, run.kill)
        watch.start()
        last = ""
        for line in run.stdout or ():
            print(line, end="", flush=True)
            last = line if COUNT.search(line) else last
        watch.cancel()
    for number, word in COUNT.findall(last):
        counted[word.rstrip("s")] = counted.get(word.rstrip("s"), 0) + int(number)
    return run.returncode == 0


def on_postgresql() -> bool:
    """The tests that use the database once more, on a server of their own."""
    with server() as address:
        return pytest(*SHARED_OUT, "-m", "not browser", "--only-database", BIHUAN_TEST_DATABASE_URL=address)


def in_browser() -> bool:
    """A browser and a server for each core; the tests of a file share them."""
    return pytest("-n", BROWSERS, "--dist", "loadfile", "-m", "browser", BIHUAN_CHROMIUM=chromium())


STEPS: dict[str, Callable[[], bool]] = {
    "lint": lambda: call(HERE / "ruff", "check", "--quiet") & call(HERE / "ruff", "format", "--check", "--quiet"),
    "types": lambda: call(HERE / "mypy", "--no-error-summary"),
    "translations": lambda: call(sys.executable, "-m", "tools.translations", "check"),
    "reference": lambda: call(sys.executable, "-m", "tools.reference", "--check"),
    "sqlite": lambda: pytest(*SHARED_OUT, "-m", "not browser"),
    "postgresql": on_postgresql,
    "browser": in_browser,
}


def take(name: str) -> bool:
    """One step with its heading and its time."""
    print(f"\n== {name}", flush=True)
    start = time.monotonic()
    try:
        good = STEPS[name]()
    except Missing as missing:
        print(f"bihuan: {missing}", file=sys.stderr)
        good = False
    except subprocess.TimeoutExpired:
        print(f"bihuan: the step {name} was stopped after {STEP_SECONDS} s", file=sys.stderr)
        good = False
    print(f"== {name}: {'good' if good else 'FAILED'} in {time.monotonic() - start:.1f} s", flush=True)
    return good


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in STEPS]
    if unknown:
        print(f"no such step: {', '.join(unknown)}; there are {', '.join(STEPS)}", file=sys.stderr)
        return 2
    start = time.monotonic()
    failed = [name for name in names or STEPS if not take(name)]
    print(f"\n{'failed: ' + ', '.join(failed) if failed else 'all good'} after {time.monotonic() - start:.0f} s", flush=True)
    broken = counted.get("failed", 0) + counted.get("error", 0)
    print(f"{counted.get('passed', 0)} passed, {broken} failed, {counted.get('skipped', 0)} skipped", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
