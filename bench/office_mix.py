"""Measures an office at work at 100,000 problems (bar S14: 60 requests a second, p95 300 ms, 700 MB in all): the real server on loopback, several
people at once, 60 % lists, 20 % items (half of them the form of a step), 10 % saves, 5 % search, 5 % cockpit.

    .venv/bin/python -m bench.office_mix [--postgresql URL] [--size 100000] [--clients 16] [--seconds 60] [--workers N]

Each of the clients is somebody else – office, liaisons, heads, supervision – with a session of his own and one connection that stays; he asks
as soon as he is answered. What is saved is a form as the page gave it, with its guard against forgery. Saved are progress (liaisons, heads), a
cell of the grid (office) and new problems (supervision). Beside the answers stands what they cost: processor time of the server's and of
the database's processes a request, which a busy machine changes less than the times. Memory counts a page that processes share once.
"""

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench import scene
from bench.clerks import Clerk, Told, kinds_of
from bench.starting import BIHUAN, PATIENCE, family, first_answer, free_bind, megabytes

RATE, P95, MEMORY = 60.0, 300.0, 700.0
DUTIES = ("office", "liaison", "liaison", "unit_head", "liaison", "supervisor", "office", "liaison")
"""Whose turn it is to sit down, over and over."""


def clerks(code: str, bind: str, count: int) -> list[Clerk]:
    """So many people, each signed in, with numbers of problems that he may open and on which he may report."""
    from django.conf import settings
    from django.test import Client

    from bihuan.campaigns.models import Grant
    from bihuan.foundation.accounts.queries import account_named

    settings.SESSION_COOKIE_SECURE = False
    found, taken = list[Clerk](), set[str]()
    for n in range(count):
        duty = DUTIES[n % len(DUTIES)]
        grants = Grant.objects.filter(duty=duty, ended_at=None, person__user__isnull=False).exclude(person__user__username__in=taken)
        grant = grants.select_related("person__user").order_by("pk")[0]
        name = grant.person.user.username
        taken.add(name)
        client = Client()
        client.force_login(account_named(name))
        cookies = {key: one.value for key, one in client.cookies.items()}
        found.append(Clerk(bind, code, duty, cookies, numbers(grant.unit_id), random.Random(n)))
    return found


def numbers(unit: int | None) -> dict[str, list[int]]:
    """Numbers of problems of a unit (None: of all): any, and those that are being put right."""
    from bihuan.problems.models import Problem

    rows = Problem.objects.filter(unit_id=unit) if unit else Problem.objects.all()
    rows = rows.exclude(source__in=("self_check", "critique")).order_by("?")
    return {
        "any": list(rows.values_list("number", flat=True)[:400]),
        "going": list(rows.filter(state="rectifying", sharing=None).values_list("number", flat=True)[:400]),
    }


def go_on(code: str) -> None:
    """The next problem gets the next number and key: copies were poured past both counters."""
    from django.db import connection

    from bihuan.problems.models import Numbering, Problem

    Numbering.objects.filter(campaign__code=code).update(next=Problem.objects.order_by("-number").values_list("number", flat=True)[0] + 1)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('problems_problem', 'id'), (SELECT max(id) FROM problems_problem))")


def settle() -> None:
    """The texts that were poured are compared with each other first, as they would be by the evening of the day they were imported: else that
    hour of work, done once, is measured as the office's."""
    if scene.worker().wait():
        raise RuntimeError("the worker did not come to its end")


def busy(pids: list[int]) -> float:
    """Seconds of processor that these processes had, and those of theirs that have ended."""
    total = 0.0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


def postmaster(address: str) -> int:
    """The first process of the PostgreSQL server at this address, where it runs on this machine; else 0."""
    if not address:
        return 0
    import psycopg

    with psycopg.connect(address) as line:
        pid = line.info.backend_pid
        try:
            return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return 0


def work(people: list[Clerk], seconds: float) -> list[Told]:
    """Everybody works so long, each in a thread of his own."""
    until = time.perf_counter() + seconds
    with ThreadPoolExecutor(len(people)) as rooms:
        return [told for some in rooms.map(lambda one: one.work(until), people) for told in some]


def tell(told: list[Told], seconds: float, held: float) -> bool:
    """Prints each kind; True when the bar is kept."""
    wrong = [one for one in told if one.fault]
    for kind, some in sorted(kinds_of(told).items()):
        print(f"  {kind:10} {len(some):6,}  p50 {statistics.median(some):6.0f} ms  p95 {quantile(some):6.0f} ms")
    for one in wrong[:5]:
        print(f"  not answered as it should: {one.kind} {one.fault[:300]}")
    rate, p95 = len(told) / seconds, quantile([one.ms for one in told])
    kept = rate >= RATE and p95 <= P95 and held < MEMORY and not wrong
    print(f"  {rate:.1f} requests/s, p95 {p95:.0f} ms, {held:.0f} MB in all, {len(wrong)} faults: bar {'kept' if kept else 'MISSED'}")
    return kept


def quantile(some: list[float]) -> float:
    return statistics.quantiles(some, n=20)[-1] if len(some) > 1 else some[0]


def measure(people: list[Clerk], process: "subprocess.Popen[bytes]", options: argparse.Namespace) -> bool:
    """Warm first, then measured."""
    work(people, options.seconds / 6)
    head = postmaster(options.postgresql)
    ours, theirs = family(process.pid), family(head) if head else []
    begun = [busy(ours), busy(theirs), time.process_time(), time.perf_counter()]
    told = work(people, options.seconds)
    spent = [now - then for now, then in zip([busy(ours), busy(theirs), time.process_time(), time.perf_counter()], begun, strict=True)]
    server, database, own, wall = spent
    held = megabytes(process.pid), megabytes(head) if head else 0.0
    print(
        f"  {len(people)} people, {len(ours)} processes of the server; processor a request: server {server / len(told) * 1000:.1f},"
        f" database {database / len(told) * 1000:.1f}, the people themselves {own / len(told) * 1000:.1f} ms"
    )
    print(f"  {held[0]:.0f} MB in the server's processes, {held[1]:.0f} in the database's")
    return tell(told, wall, sum(held))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgresql", default="", metavar="URL", help="a server to make a database on; else SQLite")
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", default="", help="serving processes; else as many as `bihuan run` takes by itself")
    options = parser.parse_args()
    with scene.prepared(options.postgresql):
        from bench.ledger import fill
        from bench.work import plain

        code = scene.county()
        fill(code, options.size)
        go_on(code)
        (Path(os.environ["BIHUAN_HOME"]) / "demo").touch()  # nobody is asked for a second factor
        settle()
        bind = free_bind()
        people = clerks(code, bind, options.clients)
        print(f"{'PostgreSQL' if options.postgresql else 'SQLite'}, {options.size:,} problems ({plain()})", flush=True)
        return 0 if served(bind, people, options) else 1


def served(bind: str, people: list[Clerk], options: argparse.Namespace) -> bool:
    """The server begun, asked, ended."""
    words: list[Any] = ["--workers", options.workers] if options.workers else []
    environment: dict[str, str] = {**os.environ, "BIHUAN_BIND": bind, "BIHUAN_PORTAL_BIND": "off"}
    with (Path(os.environ["BIHUAN_HOME"]) / "lines").open("wb") as lines:
        process = subprocess.Popen([*BIHUAN, "run", *words], env=environment, stdin=subprocess.DEVNULL, stdout=lines, stderr=lines)
        try:
            first_answer(f"http://{bind}/account/login/", time.perf_counter() + PATIENCE)
            return measure(people, process, options)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=PATIENCE)


if __name__ == "__main__":
    sys.exit(main())
