"""The primary database is killed under writes, the standby promoted (bar: 0 acknowledged lost, writes again within 5 s).

.venv/bin/python -m bench.failing_over [--rounds 10]

Each round has a primary, a standby that every commit waits for, two web processes, two workers and four writing programs of its own.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.endurance.failing_over import fail_over

BAR, JOBS = 5.0, 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    good, worst, written = True, 0.0, 0
    told = parser.parse_args()
    for number in range(1, told.rounds + 1):
        with tempfile.TemporaryDirectory(prefix="bihuan-over-") as home:
            found = fail_over(Path(home), JOBS)
        print(f"round {number}: {found.verdict}; written again {found.seconds:.2f} s after the promotion", flush=True)
        good = good and found.verdict.good and found.verdict.background(JOBS)
        worst, written = max(worst, found.seconds), written + found.verdict.acknowledged
    print(
        f"{told.rounds} rounds, {written} acknowledged writes, {'none lost' if good else 'NOT GOOD'}; written again after at most {worst:.2f} s"
    )
    return 0 if good and worst <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
