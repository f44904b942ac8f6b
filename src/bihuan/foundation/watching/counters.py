"""Counters and times that all processes of one machine share, in the text form of Prometheus.

Each process adds into a small mapped file of its own, so nothing is lost between two looks and nobody waits for a lock of another; whoever
is asked sums up the files. Files of processes that are gone stay, so that a sum never falls while the server runs. Without a folder
(BIHUAN_COUNTERS, set by `bihuan run`) a process counts in its memory, for itself alone.
"""

import mmap
import os
import struct
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
_SIZE = 1 << 23  # bytes a process, of which those in use take memory: some 700 routes, each with methods, answers and a dozen times
_HEAD = struct.Struct("<H")
_VALUE = struct.Struct("<d")

Key = tuple[str, tuple[tuple[str, str], ...]]


class Counters:
    """The counters of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pid = 0
        self._held: mmap.mmap | bytearray = bytearray()
        self._places: dict[str, int] = {}
        self._end = 0

    def _begin(self) -> None:
        """A process that has just been forked begins a file of its own."""
        self._pid, self._places, self._end = os.getpid(), {}, 0
        folder = os.environ.get("BIHUAN_COUNTERS", "")
        self._held = bytearray(_SIZE)
        if folder and Path(folder).is_dir():
            with Path(folder, f"{self._pid}.counters").open("w+b") as file:
                file.truncate(_SIZE)
                self._held = mmap.mmap(file.fileno(), _SIZE)

    def add(self, series: str, by: float = 1.0) -> None:
        """Add to one series, `name{label="value"}`. A file that is full counts nothing new: fewer numbers, never a fault."""
        with self._lock:
            if self._pid != os.getpid():
                self._begin()
            place = self._places.get(series) or self._new(series)
            if place:
                _VALUE.pack_into(self._held, place, _VALUE.unpack_from(self._held, place)[0] + by)

    def _new(self, series: str) -> int:
        told = series.encode()
        place = self._end + _HEAD.size + len(told)
        if place + _VALUE.size + _HEAD.size > _SIZE:
            return 0
        self._held[self._end + _HEAD.size : place] = told
        _VALUE.pack_into(self._held, place, 0.0)
        _HEAD.pack_into(self._held, self._end, len(told))  # last: a reader sees an entry whole or not at all
        self._places[series], self._end = place, place + _VALUE.size
        return place

    def all(self) -> dict[str, float]:
        """Every series of every process of this machine."""
        folder, summed = os.environ.get("BIHUAN_COUNTERS", ""), dict[str, float]()
        files = sorted(Path(folder).glob("*.counters")) if folder else []
        for held in [one.read_bytes() for one in files] or [bytes(self._held)]:
            for series, value in _entries(held):
                summed[series] = summed.get(series, 0.0) + value
        return summed


def _entries(held: bytes) -> Iterator[tuple[str, float]]:
    at = 0
    while at + _HEAD.size < len(held) and (length := _HEAD.unpack_from(held, at)[0]):
        place = at + _HEAD.size + length
        yield held[at + _HEAD.size : place].decode(), _VALUE.unpack_from(held, place)[0]
        at = place + _VALUE.size


COUNTERS = Counters()


def series(name: str, **labels: str) -> str:
    """`name{a="b"}`. Labels are words of the house, never what somebody typed."""
    told = ",".join(f'{label}="{_safe(value)}"' for label, value in labels.items())
    return f"{name}{{{told}}}" if told else name


def _safe(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def count(name: str, **labels: str) -> None:
    """One more."""
    COUNTERS.add(series(name, **labels))


def took(name: str, seconds: float, **labels: str) -> None:
    """A time into its bucket; `exposition` sums the buckets up."""
    edge = next((f"{one:g}" for one in BUCKETS if seconds <= one), "+Inf")
    COUNTERS.add(series(f"{name}_bucket", **labels, le=edge))
    COUNTERS.add(series(f"{name}_sum", **labels), seconds)


def exposition(counted: Mapping[str, float], meanings: Mapping[str, tuple[str, str]]) -> str:
    """Series in the text form, version 0.0.4. `meanings`: name → (counter, gauge or histogram; what it says)."""
    lines: list[str] = []
    for name, (kind, meaning) in meanings.items():
        told = (
            _histogram(counted, name)
            if kind == "histogram"
            else [(one, counted[one]) for one in sorted(counted) if one.split("{")[0] == name]
        )
        if told:
            lines += [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}", *(f"{one} {value:.12g}" for one, value in told)]
    return "\n".join(lines) + "\n"


def _histogram(counted: Mapping[str, float], name: str) -> list[tuple[str, float]]:
    """Every bucket with all that lies below it, the count and the sum, for each set of labels."""
    told: list[tuple[str, float]] = []
    for sums in sorted(one for one in counted if one.split("{")[0] == f"{name}_sum"):
        labels, below = sums[len(name) + 4 :].strip("{}"), 0.0
        for edge in (*(f"{one:g}" for one in BUCKETS), "+Inf"):
            within = f'{{{labels}{"," if labels else ""}le="{edge}"}}'
            below += counted.get(f"{name}_bucket{within}", 0.0)
            told.append((f"{name}_bucket{within}", below))
        held = f"{{{labels}}}" if labels else ""
        told += [(f"{name}_count{held}", below), (f"{name}_sum{held}", counted[sums])]
    return told
