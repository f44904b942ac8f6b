"""kill -9 at random under reports (bar: 100 times; 0 lost, 0 doubled, a retry gives the same code): the door, its keeper, visitors' processes,
the office that takes, the database.

    .venv/bin/python -m bench.door_kills [--rounds 100] [--postgresql URL] [--seed N]

Six reporters send named reports, every fifth with a file, again and again until each has its code. Whatever falls comes again. At the end
reports are sent once more, the office takes what is left, and every code has to read exactly one receipt.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from tests.endurance.door_kills import rounds_of_kills


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--postgresql", default="", help="a server of this run alone: it is killed, too; without it SQLite")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    told = parser.parse_args()
    names, begun = [f"bihuan_door_{part}_{os.getpid()}" for part in ("office", "box")], time.monotonic()
    office, box = [f"{told.postgresql.rpartition('/')[0]}/{name}" if told.postgresql else "" for name in names]
    for name in names if told.postgresql else ():
        with psycopg.connect(told.postgresql, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}".encode())
    try:
        with tempfile.TemporaryDirectory(prefix="bihuan-door-kills-") as place:
            verdict = rounds_of_kills(Path(place), office, box, told.rounds, seed=told.seed)
    finally:
        for name in names if told.postgresql else ():
            with psycopg.connect(told.postgresql, autocommit=True) as admin:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
    print(f"{told.rounds} rounds on {'PostgreSQL' if box else 'SQLite'}, seed {told.seed}, {time.monotonic() - begun:.0f} s: {verdict}")
    return 0 if verdict.good else 1


if __name__ == "__main__":
    sys.exit(main())
