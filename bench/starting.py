"""Measures the warm start of `bihuan run` on a filled home (bars S15: first page within 3 s; SIGTERM: everything at rest within 10 s).

    .venv/bin/python -m bench.starting [--times 3] [--home FOLDER]

The clock runs from the command to the first answered sign-in page, each time in fresh processes; then SIGTERM is sent while requests are
under way. Without --home the first start, which loads the demo, is measured too (bar S15: 20 s). Memory is what all processes of the server
hold together (a page that they share counts once; bar 300 MB).
"""

import argparse
import os
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

BAR, DRAINED, PATIENCE = 3.0, 10.0, 180.0
MEGABYTES = 300
BIHUAN = [sys.executable, "-m", "bihuan.interfaces.cli.main"]


def free_bind() -> str:
    """An address of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def first_answer(address: str, until: float) -> None:
    """Ask every 10 ms until the page comes."""
    while time.perf_counter() < until:
        try:
            with urllib.request.urlopen(address, timeout=30) as page:
                assert page.status == 200
                return
        except OSError:
            time.sleep(0.01)
    raise SystemExit(f"no answer from {address} within {PATIENCE:.0f} s")


def family(pid: int) -> list[int]:
    """A process and all that came of it."""
    found = [pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found += family(int(path.parent.name))
    return found


def megabytes(pid: int) -> float:
    """What the processes hold together; 0 where the system does not tell."""
    total = 0
    for one in family(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1000


def ended(process: subprocess.Popen[bytes], address: str) -> tuple[float, int]:
    """Seconds from SIGTERM to the end of all processes, and how many of 20 requests under way were not answered."""
    lost: list[str] = []

    def ask() -> None:
        try:
            urllib.request.urlopen(address, timeout=30).close()
        except OSError as no:
            lost.append(str(no))

    threads = [threading.Thread(target=ask) for _n in range(20)]
    for one in threads:
        one.start()
    time.sleep(0.05)  # they are connected
    start = time.perf_counter()
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=PATIENCE)
    seconds = time.perf_counter() - start
    for one in threads:
        one.join()
    return seconds, len(lost)


def once(home: str) -> tuple[float, float, float, float, int]:
    """Wall and processor seconds to the first page, megabytes, seconds to the end, requests lost on the way."""
    bind = free_bind()
    address = f"http://{bind}/account/login/"
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "BIHUAN_HOME": home, "BIHUAN_BIND": bind, "BIHUAN_PORTAL_BIND": "off"}
    process = subprocess.Popen(
        [*BIHUAN, "run"], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        first_answer(address, start + PATIENCE)
        wall = time.perf_counter() - start
        held = megabytes(process.pid)
        seconds, lost = ended(process, address)
    finally:
        if process.poll() is None:
            process.kill()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, held, seconds, lost


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--home", default="", help="a home that is filled already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as fresh:
        home = options.home or fresh
        held_first = 0.0
        if not options.home:
            wall, busy, held_first, _seconds, _lost = once(home)
            print(f"first start, demo loaded: first page after {wall:.2f} s wall ({busy:.2f} s processor), {held_first:.0f} MB")
        runs = [once(home) for _run in range(options.times)]
    for wall, busy, held, seconds, lost in runs:
        print(
            f"first page after {wall:.2f} s wall ({busy:.2f} s processor of the whole run), {held:.0f} MB; "
            f"SIGTERM: at rest after {seconds:.2f} s, {lost} of 20 requests lost"
        )
    most = max(held_first, *(run[2] for run in runs))
    start, end = statistics.median(run[0] for run in runs), max(run[3] for run in runs)
    print(
        f"warm start: median {start:.2f} s (bar {BAR:.0f} s); SIGTERM: at most {end:.2f} s (bar {DRAINED:.0f} s); {most:.0f} MB (bar {MEGABYTES} MB)"
    )
    return 0 if start <= BAR and end <= DRAINED and most <= MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
