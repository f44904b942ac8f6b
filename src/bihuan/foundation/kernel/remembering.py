"""A value worth asking for once: holidays and rules are read on every page and change a few times a year."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """Calls `ask` once and gives the same answer for `seconds`; `forget` makes the next call ask again.

    The process that changes the value forgets at once; other processes notice after `seconds` at the latest.
    """

    def __init__(self, ask: Callable[[], T], seconds: float = 30.0) -> None:
        self._ask, self._seconds = ask, seconds
        self._answer: tuple[float, T] | None = None
        self._turn = 0

    def __call__(self) -> T:
        known = self._answer
        if known is not None and time.monotonic() < known[0]:
            return known[1]
        turn = self._turn
        fresh = self._ask()
        if turn == self._turn:  # else somebody changed the value while we were asking
            self._answer = (time.monotonic() + self._seconds, fresh)
        return fresh

    def forget(self) -> None:
        """Ask again at the next call."""
        self._turn += 1
        self._answer = None
