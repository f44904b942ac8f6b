"""The book at full size: records appended one by one, a million verified, ten thousand manipulations found.

.venv/bin/python -m bench.audit [--records 1000000] [--manipulations 10000] [--postgresql URL]
"""

import argparse
import statistics
import time
from datetime import UTC, datetime, timedelta

from bench import scene

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def _fill(count: int) -> float:
    from django.db import transaction

    from bihuan.foundation.audit.chain import Entry, append

    begun = time.perf_counter()
    for start in range(0, count, 20_000):
        at = NOW + timedelta(seconds=start)
        entries = [
            Entry(at, n % 900, f"某{n % 900}", "web", "problem", n, f"第{n}件", "lanchuan-2026", "confirm", "asked", "confirmed", "",
                  {"progress": ["", "已整改"], "due_on": [None, "2026-03-09"]}) for n in range(start, min(start + 20_000, count))
        ]  # fmt: skip
        with transaction.atomic():
            append(entries)
    return time.perf_counter() - begun


def _append_one_by_one(times: int) -> list[float]:
    from django.db import transaction

    from bihuan.foundation.audit.chain import Entry, append

    took = []
    for n in range(times):
        entry = Entry(NOW, 1, "某", "web", "problem", n, "件", "c", "confirm", "a", "b", "", {"x": [1, 2]})
        with transaction.atomic():
            begun = time.perf_counter()
            append([entry])
            took.append((time.perf_counter() - begun) * 1000)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--manipulations", type=int, default=10_000)
    parser.add_argument("--postgresql", default="")
    told = parser.parse_args()
    with scene.prepared(told.postgresql):
        from tests.foundation.audit.test_manipulations import manipulate

        begun = time.perf_counter()
        missed = sum(shows != found for _way, shows, found in map(manipulate, range(told.manipulations)))
        print(
            f"manipulations: {told.manipulations - missed} of {told.manipulations} found where they begin, {time.perf_counter() - begun:.1f} s"
        )
        from bihuan.foundation.audit.queries import verify

        print(f"filled {told.records} records in {_fill(told.records):.1f} s")
        took = _append_one_by_one(500)
        print(f"append of one to that book: p50 {statistics.median(took):.2f} ms, p95 {sorted(took)[475]:.2f} ms (bar 2 ms)")
        begun = time.perf_counter()
        found = verify()
        print(f"verified {found.records} in {time.perf_counter() - begun:.1f} s (bar 60 s): {found.sentence}")


if __name__ == "__main__":
    main()
