"""The chain: records get their position and digest as the last act of the transaction, under one lock for the whole house."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings

from bihuan.foundation.audit.alone import hold
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.pouring import pour_values
from bihuan.foundation.kernel import _
from bihuan.foundation.seals.digests import ALGORITHMS, GENESIS, digest_of, digest_of_told, told

_LOCK = 0x6269_6875  # "bihu": the advisory lock that serialises the chain on PostgreSQL


class Entry(NamedTuple):
    """What a record tells, before it has its place in the chain. The order of the fields is the order in which the digest covers them."""

    at: datetime
    actor: int | None
    actor_name: str
    door: str
    kind: str
    row: int
    label: str
    campaign: str
    action: str
    state_from: str
    state_to: str
    reason: str
    changes: dict[str, Any]


_COVERED = ("position", *Entry._fields, "algorithm", "previous")


@dataclass(frozen=True, slots=True)
class Fault:
    """The first record that does not fit: its position and what is wrong, a sentence with the numbers it speaks of."""

    position: int
    template: str
    facts: dict[str, object]

    @property
    def sentence(self) -> str:
        """The Chinese sentence."""
        return self.template % self.facts


def append(entries: Sequence[Entry]) -> None:
    """Chain and store `entries`. On PostgreSQL the lock is held to the commit; SQLite writers are alone anyway (BEGIN IMMEDIATE)."""
    hold(_LOCK)
    last = Record.objects.order_by("-position").values_list("position", "digest").first()
    position, previous = last or (0, GENESIS)
    pour_values(Record, (*_COVERED, "digest"), _chained(entries, position, previous, settings.BIHUAN_HASH))


def _chained(entries: Sequence[Entry], position: int, previous: str, algorithm: str) -> Iterator[list[Any]]:
    """The values of each record with its digest, which the next one carries as `previous`."""
    at, at_told = None, ""
    for here, entry in enumerate(entries, position + 1):
        if entry.at is not at:
            at, at_told = entry.at, told(entry.at)
        rest = (*entry[1:], algorithm, previous)
        previous = digest_of_told(algorithm, (here, at_told, *rest))
        yield [here, at, *rest, previous]


def fitting(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, str, Fault | None]]:
    """Records (covered values and digest, in order) each with position, digest, and what does not fit there (None: it fits)."""
    position, previous = 0, GENESIS
    algorithm, before = _COVERED.index("algorithm"), _COVERED.index("previous")
    for *values, digest in rows:
        here, fault = values[0], None
        if here != position + 1:
            fault = Fault(position + 1, _("第 %(here)d 条记录缺失，下一条是第 %(next)d 条。"), {"here": position + 1, "next": here})
        elif values[before] != previous:
            fault = Fault(here, _("第 %(here)d 条记录接不上前一条。"), {"here": here})
        elif values[algorithm] not in ALGORITHMS or digest_of(values[algorithm], values) != digest:
            fault = Fault(here, _("第 %(here)d 条记录被改过。"), {"here": here})
        yield here, digest, fault
        position, previous = here, digest


def walk() -> Iterator[tuple[int, str, Fault | None]]:
    """The whole book in order, as `fitting` tells it."""
    return fitting(Record.objects.order_by("position").values_list(*_COVERED, "digest").iterator(chunk_size=5000))


def faults() -> Iterator[Fault]:
    """What does not fit, in order (the first is the one to look at)."""
    return (fault for _position, _digest, fault in walk() if fault)
