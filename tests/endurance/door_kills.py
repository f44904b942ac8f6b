"""kill -9 of the public door under reports: of the process that listens, its keeper, a visitor's process, the office that takes, the database."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bihuan.foundation.sealedbox.codes import ReceiptCode
from bihuan.foundation.sealedbox.keys import ReportKeys
from tests.endurance.houses import ROOT, House, free_bind
from tests.interfaces.portal.serving import Served, form_of, open_door

VICTIMS = ("door", "keeper", "visitor", "office", "database")
PATIENCE = 120.0


@dataclass
class Sent:
    """One report: its form, as often as it was sent, and the codes that were answered."""

    form: tuple[bytes, str]
    codes: set[str] = field(default_factory=set)


@dataclass
class Verdict:
    """What came of it."""

    reports: int
    lost: list[str]
    doubled: list[str]
    changed: list[str]
    unread: list[str]

    @property
    def good(self) -> bool:
        return self.reports > 0 and not (self.lost or self.doubled or self.changed or self.unread)

    def __str__(self) -> str:
        return (
            f"{self.reports} reports acknowledged; {len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.changed)} whose code changed "
            f"with a retry, {len(self.unread)} whose code reads no receipt"
        )


class Reporters:
    """Visitors who send a report until they are told its code, and then the next one."""

    def __init__(self, port: int, count: int) -> None:
        self.sent: list[Sent] = []
        self._port, self._over, self._lock = port, threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._report, args=(n,), daemon=True) for n in range(count)]

    def start(self) -> None:
        for one in self._threads:
            one.start()

    def _report(self, name: int) -> None:
        number = 0
        while not self._over.is_set():
            number += 1
            file = [("a.jpg", os.urandom(300_000))] if number % 5 == 0 else None
            one = Sent(form_of(file, text=f"{name}-{number}", named="yes", name=f"{name}", contact=f"{number}"))
            self.send(one)
            with self._lock:
                self.sent.append(one)

    def send(self, one: Sent) -> None:
        """Until it is answered."""
        end = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError, ValueError):
                code = asked(self._port).report(*one.form)
                one.codes.add(str(code.latin))
                return
            assert time.monotonic() < end, "nobody answers"
            time.sleep(0.05)

    def wait_for_more(self, count: int = 4) -> None:
        wanted, end = len(self.sent) + count, time.monotonic() + PATIENCE
        while len(self.sent) < wanted:
            assert time.monotonic() < end, "nothing is taken in"
            time.sleep(0.02)

    def stop(self) -> None:
        self._over.set()
        for one in self._threads:
            one.join(PATIENCE)


def asked(port: int) -> Served:
    """Somebody who can only ask."""
    return Served(None, port, Path(), None)  # type: ignore[arg-type]


def rounds_of_kills(place: Path, database: str, box: str, rounds: int, *, seed: int = 7, reporters: int = 6) -> Verdict:
    """Six reporters at once; after each kill whatever fell comes again."""
    chance, bind = random.Random(seed), free_bind()
    told = {"BIHUAN_PORTAL_BOX": box} if box else {}
    house = House(place / "home", database, **(told or {"BIHUAN_PORTAL_BOX": str(place / "home" / "portal" / "box.sqlite3")}))
    subprocess.run([sys.executable, "-m", "tests.endurance.taking", "found"], env=house.environment, cwd=ROOT, check=True, timeout=600,
                   capture_output=True)  # fmt: skip
    office = house.start("-m", "tests.endurance.taking")
    crowd: Reporters | None = None
    door, closing = _open(place, bind, told)
    signing = door.office
    try:
        crowd = Reporters(door.port, reporters)
        crowd.start()
        for number in range(rounds):
            crowd.wait_for_more()
            time.sleep(chance.uniform(0.0, 0.3))
            kind = VICTIMS[number % len(VICTIMS)]
            if kind == "door" or (kind == "database" and not box):
                _fall([door.process.pid, *door.children])
                door.process.wait(PATIENCE)
                door, closing = _open(place, bind, told, signing)
            elif kind == "office":
                _fall([office.pid])
                office.wait(PATIENCE)
                office = house.start("-m", "tests.endurance.taking")
            elif kind == "database":
                _fall(_backends(box))
            else:
                children = door.children
                _fall([min(children, default=0)] if kind == "keeper" else children[1:])
        crowd.stop()
        again = crowd.sent[:: max(1, len(crowd.sent) // 200)]
        for one in again:
            crowd.send(one)
        return _judged(crowd.sent, house, door)
    finally:
        _fall([office.pid, door.process.pid, *door.children])
        house.close()
        with suppress(Exception):
            closing.__exit__(None, None, None)


def _open(place: Path, bind: str, told: dict[str, str], office: object = None) -> tuple[Served, object]:
    opened = open_door(place / "home", bind=bind, office=office, **told)  # type: ignore[arg-type]
    return opened.__enter__(), opened


def _fall(pids: Sequence[int]) -> None:
    for pid in pids:
        if pid:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _backends(box: str) -> list[int]:
    """A process of the database server that serves the box: with it the server drops whatever is on the way and comes again."""
    import psycopg

    with suppress(psycopg.Error), psycopg.connect(box) as line:
        found = line.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()").fetchall()
        return [int(pid) for (pid,) in found[:1]]
    return []


def _judged(sent: Sequence[Sent], house: House, door: Served) -> Verdict:
    done = subprocess.run([sys.executable, "-m", "tests.endurance.taking", "judge"], env=house.environment, cwd=ROOT, timeout=600,
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    kept: dict[str, dict[str, int]] = json.loads(done.stdout.splitlines()[-1])
    places = {code: ReportKeys(_code(code)).place.hex() for one in sent for code in one.codes}
    whole = {"tip": 1, "content": 1, "identity": 1, "address": 1}
    return Verdict(
        reports=len(places),
        lost=[code for code, place in places.items() if place not in kept],
        doubled=[place for place, kinds in kept.items() if {**kinds, **whole} != kinds and kinds.get("tip")],
        changed=[str(one.codes) for one in sent if len(one.codes) != 1],
        unread=[code for code, place in places.items() if len(door.office.box.answers(bytes.fromhex(place))) != 1],
    )


def _code(latin: str) -> ReceiptCode:
    from bihuan.foundation.sealedbox import codes

    return codes.read(latin)
