"""Every speed claim, full size, one after the other, on SQLite and on a PostgreSQL server of its own (`make bench`); each is also a command of
its own.

    .venv/bin/python -m bench [NAME ...] [--engine sqlite|postgresql]
"""

import argparse
import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

# In the order of the claims. Pictures of pages (bench.shots) are no claim; bench.province builds what the last ones of `BOTH` measure.
ALONE = ("plan_reading", "plan_damage", "demo", "starting", "edited_numbers", "failing_over", "draining", "random_lives", "api_fuzz",
         "accessibility", "long_texts", "leaks", "door_flood", "clue_lines", "own_cases", "permissions", "mutants")  # fmt: skip
BOTH = ("ledger", "importing", "long_import", "exporting", "bulk", "disk", "near_duplicates", "reporting", "audit", "kills", "clocks",
        "office_mix", "door", "clue_search", "door_kills", "finding_pages", "rights", "saving", "cockpit", "comparing", "large")  # fmt: skip
ON_A_PROVINCE = ("rights", "saving", "cockpit", "comparing", "large")
"""These stand on the same databases: built once, kept until the last of them is done."""
ON_SQLITE = {"rights": ("--sizes", "10000,100000"), "saving": ("--sizes", "10000,100000"), "cockpit": ("--sizes", "100000"),
             "large": ("--size", "200000")}  # fmt: skip
"""SQLite is for ledgers up to 200,000 problems."""


def measured(name: str, *words: str) -> bool:
    """One measurement as a command; True when its bar was kept."""
    print(f"\n== bench.{name} {' '.join(words)}", flush=True)
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{name}", *words], cwd=Path(__file__).parents[1], stdin=subprocess.DEVNULL, check=False
    )
    print(f"== bench.{name}: {time.monotonic() - start:.0f} s, {'kept' if done.returncode == 0 else 'NOT kept'}", flush=True)
    return done.returncode == 0


@contextlib.contextmanager
def standing(engine: str) -> Iterator[tuple[str, ...]]:
    """The words that name the engine; a PostgreSQL server lives as long as the block."""
    if engine == "sqlite":
        yield ()
        return
    from tools.postgres import server

    with server() as address:
        yield "--postgresql", address


def on(engine: str, names: list[str]) -> list[str]:
    """Those of these measurements whose bar was not kept on this engine."""
    wanted, failed = [one for one in BOTH if one in names], list[str]()
    if not wanted:
        return failed
    with standing(engine) as words, tempfile.TemporaryDirectory(prefix="bihuan-bench-") as home:
        for name in wanted:
            kept = ("--home", home) if name in ON_A_PROVINCE else ()
            smaller = ON_SQLITE.get(name, ()) if engine == "sqlite" else ()
            failed += [] if measured(name, *words, *kept, *smaller) else [f"{name} on {engine}"]
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), help="only on this one")
    options = parser.parse_args()
    names = options.names or [*ALONE, *BOTH]
    if unknown := set(names) - {*ALONE, *BOTH}:
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join((*ALONE, *BOTH))}")
    failed = [one for one in ALONE if one in names and not measured(one)]
    for engine in (options.engine,) if options.engine else ("sqlite", "postgresql"):
        failed += on(engine, names)
    print(f"\nnot kept: {', '.join(failed)}" if failed else "\nevery bar kept")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
