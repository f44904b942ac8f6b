"""The public door under many reporters at once (bar, public door): none is refused, each has a code that opens it, quickly and with little work.

    .venv/bin/python -m bench.door [--reports 10000] [--postgresql URL] [--marked 1000]

As a browser without scripts sends them: the last form of a report, a connection each, by 1, 4, 16 and 64 at once. Then a round of marked
reports, every fifth with a file, after which no file below the home and no process of the door may hold the mark any more.
"""

import argparse
import hashlib
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bihuan.foundation.sealedbox.codes import ReceiptCode
from bihuan.foundation.sealedbox.keys import ReportKeys
from tests.interfaces.portal.serving import Served, form_of, open_door
from tests.interfaces.portal.test_forking import _memory

AT_ONCE = (1, 4, 16, 64)
LEAST_A_SECOND, MOST_P95, MOST_CPU = 50, 0.4, 0.015
MARK = "qZ7vJ3kW9xT1"
TEXT = "三月二日上午在政务大厅办理，窗口人员要求另交材料费，没有收据。" * 6


@dataclass
class Round:
    """What came of one number of reporters at once."""

    at_once: int
    codes: list[ReceiptCode] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0

    @property
    def p95(self) -> float:
        return sorted(self.took)[int(len(self.took) * 0.95)] if self.took else float("inf")

    def told(self) -> str:
        count = len(self.codes)
        return (
            f"{self.at_once:3} at once: {count} taken, {len(self.refused)} refused, {count / self.seconds:.0f}/s, "
            f"p95 {self.p95 * 1000:.0f} ms, CPU {self.cpu / max(count, 1) * 1000:.1f} ms each"
        )

    @property
    def kept(self) -> bool:
        each = self.cpu / max(len(self.codes), 1)
        quick = len(self.codes) / self.seconds >= LEAST_A_SECOND or self.at_once == 1
        return not self.refused and quick and self.p95 <= MOST_P95 and each <= MOST_CPU


def run(door: Served, at_once: int, count: int) -> Round:
    """So many reports by so many reporters."""
    forms = [form_of(text=f"{TEXT}{number}", about="某窗口", q_q1="是") for number in range(count)]
    done = Round(at_once)

    def one(form: tuple[bytes, str]) -> None:
        begun = time.perf_counter()
        try:
            done.codes.append(door.report(*form, path="/zh/e/k3v9/report/"))
            done.took.append(time.perf_counter() - begun)
        except (OSError, ValueError) as no:
            done.refused.append(str(no)[:200])

    before, begun = door.seconds, time.perf_counter()
    with ThreadPoolExecutor(at_once) as many:
        list(many.map(one, forms))
    done.seconds = time.perf_counter() - begun
    time.sleep(1)  # the last children are counted when they are gone
    done.cpu = door.seconds - before
    return done


def fixed_work() -> float:
    """Milliseconds of CPU for a piece of work that never changes: on a machine that others use at the same time the same work takes more of them."""
    begun = time.process_time()
    for number in range(300):
        hashlib.sha256(str([number + other for other in range(1000)]).encode()).digest()
    return (time.process_time() - begun) * 1000


def left_behind(door: Served, count: int, place: Path) -> list[str]:
    """Where a mark of so many reports is found five seconds after the last answer."""

    def one(number: int) -> None:
        marked = f"{MARK}{number}x"
        file = [(f"{marked}.jpg", marked.encode() * 20_000)] if number % 5 == 0 else None
        form, boundary = form_of(file, text=marked * 20, about=marked, named="yes", name=marked, contact=marked)
        door.report(form, boundary)

    with ThreadPoolExecutor(8) as many:
        list(many.map(one, range(count)))
    time.sleep(5)
    memory = b"".join(_memory(pid) for pid in (door.process.pid, *door.children))
    found = [f"memory ({coding})" for coding in ("utf-8", "utf-16-le", "utf-32-le") if MARK.encode(coding) in memory]
    return found + [str(one) for one in place.rglob("*") if one.is_file() and (MARK.encode() in one.read_bytes() or MARK in one.name)]


@contextmanager
def _box(server: str) -> Iterator[dict[str, str]]:
    if not server:
        yield {}
        return
    name = f"bihuan_box_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        yield {"BIHUAN_PORTAL_BOX": f"{server.rpartition('/')[0]}/{name}"}
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--marked", type=int, default=1_000)
    parser.add_argument("--postgresql", default="", help="a server on which a database is made and dropped; without it SQLite")
    told = parser.parse_args()
    slow = fixed_work()
    with tempfile.TemporaryDirectory(prefix="bihuan-door-") as folder, _box(told.postgresql) as more:
        place = Path(folder)
        (place / "tmp").mkdir()
        # what a report costs when too many come is measured by bench.door_flood; here it would be measured how long the reporters wait
        with open_door(place / "home", TMPDIR=str(place / "tmp"), BIHUAN_PORTAL_CALM="0", **more) as door:
            rounds = [run(door, at_once, told.reports // len(AT_ONCE)) for at_once in AT_ONCE]
            for one in rounds:
                print(one.told(), *one.refused[:2], sep="\n    ", flush=True)
            codes = [code for one in rounds for code in one.codes]
            lost = [code for code in codes if not door.office.box.holds(ReportKeys(code).place)]
            stored = len(door.office.box.waiting(len(codes) + 1))
            print(f"{len(codes)} codes, {stored} stored, {len(lost)} that open nothing")
            marks = left_behind(door, told.marked, place)
            print(f"{told.marked} marked reports: {', '.join(marks) or 'no mark anywhere'}")
    print(f"a fixed piece of work before and after: {slow:.0f} and {fixed_work():.0f} ms of CPU")
    kept = all(one.kept for one in rounds) and not lost and stored == len({str(code) for code in codes}) and not marks
    print(f"box on {'PostgreSQL' if told.postgresql else 'SQLite'}, {os.cpu_count()} cores: {'kept' if kept else 'NOT kept'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
