"""How much work something is, on a machine that may be busy with other things: processor time of this process and of the server process behind
its connection, which together are what somebody would wait on a quiet machine; and how long a plain loop takes in the same minute."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds of one thing done many times: medians of the wall and of both processors, and the slow end."""

    wall: float
    ours: float
    server: float
    p95: float

    @property
    def busy(self) -> float:
        return self.ours + self.server

    def __str__(self) -> str:
        return f"{self.busy:.1f} ms of processor ({self.ours:.1f} here, {self.server:.1f} in the server; wall {self.wall:.0f}, p95 {self.p95:.0f})"


def backend() -> int:
    """The process number of the server's side of this connection; 0 where there is none."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    connection.ensure_connection()
    return int(connection.connection.info.backend_pid)


def _server(pid: int) -> float:
    """Seconds of processor of the server process, and of helpers that its server has already seen end."""
    try:
        own = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
        parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        ended = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()[13:15]
    except OSError:
        return 0.0
    return own + sum(map(int, ended)) / 100


def measured(what: Callable[[], Any], times: int) -> Took:
    """The thing done so many times, after once for warmth."""
    return in_turn([what], times)[0]


def in_turn(things: list[Callable[[], Any]], times: int) -> list[Took]:
    """Several things done in turn, so that what else the machine does meets all of them alike."""
    for one in things:
        one()
    gc.collect()
    pid, kept = backend(), [([], [], []) for _one in things]  # type: ignore[var-annotated]
    for _n in range(times):
        for one, (walls, ours, servers) in zip(things, kept, strict=True):
            server, wall, busy = _server(pid), time.perf_counter(), time.process_time()
            one()
            busy, wall = time.process_time() - busy, time.perf_counter() - wall
            walls.append(wall * 1000)
            ours.append(busy * 1000)
            servers.append((_server(pid) - server) * 1000)
    return [Took(*(statistics.median(column) for column in columns), _p95(columns[0])) for columns in kept]


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def plain() -> str:
    """How busy the machine is: a loop of ten million, which takes 0.7 to 0.9 s of wall where nobody else works."""
    wall, busy = time.perf_counter(), time.process_time()
    for n in range(10_000_000):
        n + 1
    return f"plain loop {time.perf_counter() - wall:.2f} s wall, {time.process_time() - busy:.2f} s of processor"
