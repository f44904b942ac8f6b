"""Measures `bihuan demo` from an installed but empty home to a filled one, migrations included (bars S15: at most 20 s).

    .venv/bin/python -m bench.demo [--times N]

Each run is a process of its own with a fresh home folder. Wall and processor seconds are printed; other load on the machine shows in the
difference. The exit is not 0 when the median wall time is above the bar.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

BAR = 20.0


def once() -> tuple[float, float]:
    """Wall and processor seconds of one load."""
    with tempfile.TemporaryDirectory() as home:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        command = [sys.executable, "-m", "bihuan.interfaces.cli.main", "demo"]
        subprocess.run(command, env={**os.environ, "BIHUAN_HOME": home}, check=True, stdout=subprocess.DEVNULL)
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    runs = [once() for _run in range(parser.parse_args().times)]
    for wall, busy in runs:
        print(f"demo from an empty home: {wall:.1f} s wall, {busy:.1f} s processor")
    median = statistics.median(wall for wall, _busy in runs)
    print(f"median {median:.1f} s, bar {BAR:.0f} s")
    return 0 if median <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
