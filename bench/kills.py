"""kill -9 at random under writes: serving processes, workers, everything at once (bar: 30 rounds a change, 1,000 in full; 0 lost, 0 doubled).

    .venv/bin/python -m bench.kills [--rounds 30] [--postgresql URL] [--seed N]

Three programs write through the machine door with a key a request; two serving processes, two workers, background jobs beside them. After
each kill whatever fell is started again. At the end every acknowledged key is asked for again, the rows are counted, the book is verified.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from tests.endurance.killing import rounds_of_kills


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--postgresql", default="", help="a server on which a database is made and dropped; without it SQLite")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    told = parser.parse_args()
    name, jobs, begun = f"bihuan_kills_{os.getpid()}", max(2, told.rounds // 3), time.monotonic()
    address = f"{told.postgresql.rpartition('/')[0]}/{name}" if told.postgresql else ""
    if address:
        with psycopg.connect(told.postgresql, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    try:
        with tempfile.TemporaryDirectory(prefix="bihuan-kills-") as home:
            verdict = rounds_of_kills(Path(home) / "home", address, told.rounds, jobs, seed=told.seed)
    finally:
        if address:
            with psycopg.connect(told.postgresql, autocommit=True) as admin:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]
    print(f"{told.rounds} rounds on {'PostgreSQL' if address else 'SQLite'}, seed {told.seed}, {time.monotonic() - begun:.0f} s: {verdict}")
    print(f"background: {verdict.jobs.count('done')} of {jobs} jobs done, {verdict.rows} rows, each once: {verdict.background(jobs)}")
    return 0 if verdict.good and verdict.background(jobs) else 1


if __name__ == "__main__":
    sys.exit(main())
