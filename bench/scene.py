"""What the measurements of the ledger begin from: a temporary home, the demo's county without its problems, and thousands of rows."""

import gc
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.near_texts import FAULTS, MATTERS, PLACES  # noqa: E402 - the same invented words
from tests.problems.sheets import HEAD, workbook  # noqa: E402 - one maker of ledger sheets, for the tests and for the measurements

__all__ = ["HEAD", "ROOT", "TODAY", "county", "now", "prepared", "rows", "timed", "workbook", "worker", "zone"]
TODAY = date(2026, 6, 15)


@contextmanager
def prepared(address: str = "") -> Iterator[None]:
    """Django with migrated tables in a temporary home, or in a fresh database of the PostgreSQL server at `address`."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["BIHUAN_HOME"] = home
        if address:
            import psycopg

            name = f"bihuan_bench_{os.getpid()}"
            with psycopg.connect(address, autocommit=True) as admin:
                admin.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
            server, _slash, _old = address.rpartition("/")
            os.environ["BIHUAN_DATABASE_URL"] = f"{server}/{name}"
        try:
            from bihuan.interfaces.cli.preparing import prepare

            prepare()
            yield
        finally:
            from django.db import connections

            connections.close_all()
            if address:
                with psycopg.connect(address, autocommit=True) as admin:
                    admin.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]


def county() -> str:
    """The demo's units, people, duties and catalogue without a single problem. Returns the campaign's code."""
    from django.db import transaction

    from bihuan.interfaces.cli.demo.generating import generate
    from bihuan.interfaces.cli.demo.loading import Loading

    whole = generate(7, TODAY)
    whole.problems, whole.batches = [], []
    loading = Loading(whole)
    with transaction.atomic():
        for part in (loading.people, loading.standing_duties, loading.campaign_and_roster, loading.bodies, loading.tasks):
            part()
    return str(loading.campaign.code)


def rows(count: int, code: str, *, seed: int = 1, prefix: str = "WB") -> list[list[Any]]:
    """Rows of a ledger sheet under HEAD, each with an external number, a text of its own, people of the unit, dates as dates."""
    from bihuan.campaigns.models import Campaign, RosterEntry
    from bihuan.campaigns.queries import categories_of
    from bihuan.problems.vocabulary import Source

    campaign, rng = Campaign.objects.get(code=code), random.Random(seed)
    told = RosterEntry.objects.filter(campaign=campaign, to_on=None, role="subject").values_list("unit__name", "person__name", "unit_id")
    counts: dict[tuple[int, str], int] = {}
    for _unit, name, unit_id in told:
        counts[unit_id, name] = counts.get((unit_id, name), 0) + 1
    people = [(unit, name) for unit, name, unit_id in told if counts[unit_id, name] == 1]
    entries = [(part.name, entry.text) for part in categories_of(campaign) for entry in part.manifestations.all() if not entry.needs_text]
    sources, found = [word.label for word in Source], []
    for n in range(1, count + 1):
        unit, name = rng.choice(people)
        fault = rng.choice(FAULTS).format(m=rng.randint(2, 90))
        text = f"{rng.choice(PLACES)}{rng.choice(MATTERS)}：{unit}{name}经办第{n}号事项，{fault}，{rng.choice(PLACES)}群众反映后才处理。"
        category, entry = rng.choice(entries)
        due = datetime(2026, 4, 1) + timedelta(days=rng.randint(0, 150))
        cause = f"对{rng.choice(MATTERS)}重视不够，制度执行不严，第{n}号事项没有专人跟踪。"
        found.append([n, unit, name, rng.choice(sources), text, category, entry, cause, "明确专人负责，每周通报进度。\n公开办理时限。", "", due,
                      "已约谈经办人。" if n % 3 else "", "", f"{prefix}-{n:06d}"])  # fmt: skip
    return found


def now() -> datetime:
    """This moment in the installation's time zone."""
    from django.utils import timezone

    return timezone.localtime()


def zone() -> Any:
    """The installation's time zone."""
    from django.utils import timezone

    return timezone.get_default_timezone()


def worker() -> "subprocess.Popen[bytes]":
    """A worker of its own process that does the jobs there are and ends."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    command = [sys.executable, "-m", "bihuan.interfaces.clock.main", "--until-idle"]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": paths}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def timed(what: Callable[[], Any]) -> tuple[Any, float, float]:
    """The answer, wall seconds and processor seconds of this process."""
    gc.collect()
    wall, busy = time.perf_counter(), time.process_time()
    answer = what()
    return answer, time.perf_counter() - wall, time.process_time() - busy
