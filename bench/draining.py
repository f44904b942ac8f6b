"""SIGTERM under load: a hundred requests under way and a running job (bar: 100 of 100 answered, all at rest within 10 s).

.venv/bin/python -m bench.draining [--times 5]
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.endurance.draining import drain


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    runs = []
    for _run in range(parser.parse_args().times):
        with tempfile.TemporaryDirectory(prefix="bihuan-drain-") as home:
            runs.append(drain(Path(home) / "home"))
        print(f"{runs[-1].answered} of {runs[-1].asked} answered, at rest after {runs[-1].seconds:.2f} s, jobs {runs[-1].jobs}", flush=True)
    return 0 if all(one.answered == one.asked and one.seconds < 10 and "running" not in one.jobs for one in runs) else 1


if __name__ == "__main__":
    sys.exit(main())
