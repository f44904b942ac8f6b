"""Measures the export of a long ledger (bar S10): 100,000 rows × 15 columns as a formatted workbook with drop-downs and stamps.

    .venv/bin/python -m bench.exporting [--rows 100000] [--postgresql URL]

The clock runs from the question to the bytes of the xlsx, in a process of its own so that its memory is its own; beside it stands the bare
reading of the same columns in raw SQL.
"""

import argparse
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from bench import scene


class _Watch(threading.Thread):
    """The most memory of its own that this process had, MB: pages of the database file that the system lends it are nobody's."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self.stop = 0, threading.Event()

    def run(self) -> None:
        while not self.stop.wait(0.1):
            line = next(one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("RssAnon"))
            self.most = max(self.most, int(line.split()[1]) // 1024)


def _fill(code: str, count: int) -> None:
    from django.utils import timezone

    from bihuan.foundation.accounts.queries import system_actor
    from bihuan.interfaces.cli.looking_up import campaign_of
    from bihuan.problems.operations import import_ledger
    from bihuan.problems.sheets import read_ledger

    for n in range(0, count, 20_000):
        data = scene.workbook(scene.rows(min(20_000, count - n), code, seed=n, prefix=f"X{n}"))
        rows = read_ledger(data, "a.xlsx").rows
        import_ledger(campaign=campaign_of(code), rows=rows, actor=system_actor("cli"), now=timezone.localtime())


def _export(code: str) -> None:
    """What `bihuan ledger export` does; tells seconds, processor seconds, megabytes and the peak of memory."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    django.setup()
    from django.db import connection
    from django.utils import timezone

    from bihuan.foundation.accounts.queries import system_actor
    from bihuan.interfaces.cli.looking_up import campaign_of
    from bihuan.problems.operations import Wanted, export_ledger
    from bihuan.problems.queries import Today
    from bihuan.problems.rules.filters import Filters
    from bihuan.problems.rules.sheet import Column

    campaign, day = campaign_of(code), timezone.localdate()
    wanted = Wanted(Filters(sort="number"), Today(day, day), list(Column)[:15])
    watch = _Watch()
    watch.start()
    wall, busy = time.perf_counter(), time.process_time()
    data = export_ledger(campaign=campaign, wanted=wanted, reason="bench", actor=system_actor("cli"), now=timezone.localtime())
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    watch.stop.set()
    watch.join()
    print(f"{wall:.2f} s wall, {busy:.2f} s processor (bar 9 s), {len(data) / 1e6:.1f} MB, own memory at most {watch.most} MB (bar 150 MB)")
    begun = time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, unit_id, person_id, source, text, cause, measures_text, progress_text, state FROM problems_problem")
        cursor.fetchall()
    print(f"limit: the same rows in raw SQL {time.process_time() - begun:.2f} s processor")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--postgresql", default="", metavar="URL")
    parser.add_argument("--of", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.of:
        _export(options.of)
        return 0
    with scene.prepared(options.postgresql):
        code = scene.county()
        _fill(code, options.rows)
        paths = os.pathsep.join([str(scene.ROOT / "src"), str(scene.ROOT)])
        command = [sys.executable, "-m", "bench.exporting", "--of", code]
        return subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": paths}, cwd=scene.ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
