"""What the code of a job knows of being one: how far it is, what it has already written, and that it shall stop.

    turn = running()
    for chunk in chunks[turn.mark.get("chunks", 0):]:
        with transaction.atomic():
            store(chunk)
            turn.keep(chunks=…)          # in the same transaction: never lost, never doubled
        turn.step(done, total)           # shown on the page; here a wish to stop is heard

Outside a worker `running()` gives a turn that nobody watches, so that the same code runs from a command or a test.
"""

import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from bihuan.foundation.jobs.leases import Lease, LeaseLost

_ASK = 0.25
"""Seconds between two looks at whether somebody asked this job to stop."""


class Stopped(Exception):
    """Somebody asked this job to stop."""


class Paused(Exception):
    """The worker goes down; another goes on from the last mark."""


@dataclass
class Turn:
    """One attempt at a job. `mark` is what earlier attempts wrote; `done` of `total` in `phase` is what the page shows."""

    lease: Lease | None = None
    mark: dict[str, Any] = field(default_factory=dict)
    done: int = 0
    total: int = 0
    phase: str = ""
    stop: bool = False
    pause: bool = False
    lost: bool = False
    _asked: float = 0.0

    def step(self, done: int, total: int, phase: str = "") -> None:
        """So far it has come. Raises Stopped, Paused or LeaseLost when it shall not go on."""
        self.done, self.total, self.phase = done, total, phase or self.phase
        if self.lost:
            raise LeaseLost
        if self.stop or self._is_to_stop():
            raise Stopped
        if self.pause:
            raise Paused

    def _is_to_stop(self) -> bool:
        """Asked of the database itself at most four times a second: a short job would be done before its heart beats."""
        if self.lease is None or time.monotonic() < self._asked + _ASK:
            return False
        self._asked = time.monotonic()
        self.stop = self.lease.is_to_stop()
        return self.stop

    def give_way(self) -> None:
        """Between two long steps, with all kept: whoever waits before a page for something shorter comes first. Raises Paused then."""
        if self.lease is not None and self.lease.is_waited_for():
            raise Paused

    def keep(self, **mark: Any) -> None:
        """Remember what is written, within the transaction that writes it. Raises LeaseLost."""
        fresh = {**self.mark, **mark}
        if self.lease is not None:
            self.lease.write(mark=fresh)
        self.mark = fresh


_turn: ContextVar[Turn | None] = ContextVar("turn_of_a_job", default=None)


def running() -> Turn:
    """The turn this code runs in."""
    return _turn.get() or Turn()


def inside(turn: Turn, work: Any) -> Any:
    """Do `work()` with this turn."""
    token = _turn.set(turn)
    try:
        return work()
    finally:
        _turn.reset(token)
