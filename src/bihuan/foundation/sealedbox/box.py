"""The box itself: what the public door puts in and reads, and what the office takes out and answers (M66, M70).

The door can do three things: put envelopes in (`put`), read what was answered at a place (`answers`), read what was published
(`published`). Nothing of it opens anything. The office takes whole reports (`waiting`, `envelopes`), and in one transaction lays its answer
down and takes the envelopes away (`settle`): whatever stops in between, a report is in the box or with the office, never nowhere.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bihuan.foundation.sealedbox.stores import FORGET, store
from bihuan.foundation.sealedbox.vocabulary import Kind

ORPHANS_KEPT = timedelta(days=2)
"""Pieces of files whose report was never sent go after so many days."""
TRAVELLERS_KEPT = timedelta(days=90)
"""Those that came by parcel, whose report may still be on its way."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A sealed package. `key` and `place` are 16 bytes each and come from the receipt code (`keys.ReportKeys`)."""

    key: bytes
    place: bytes
    kind: Kind
    body: bytes


class Box:
    """The box at an address: the path of a SQLite file, or a PostgreSQL address. `lasting`: for a process that puts in again and again and does
    nothing else; it must not be forked."""

    def __init__(self, address: str | Path, lasting: bool = False) -> None:
        self._store = store(address, lasting)

    def prepare(self) -> None:
        """Makes it where there is none."""
        self._store.prepare()

    # The door ------------------------------------------------------------------------------------------------------------------------

    def put(self, envelopes: Iterable[Envelope], today: date) -> None:
        """Puts envelopes in, all or none; one whose key is there already stays as it is, so that a retry changes nothing."""
        with self._store.writing() as writing:
            writing.do(
                "INSERT INTO envelope (key, place, kind, day, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
                [(one.key, one.place, one.kind.value, today.isoformat(), one.body) for one in envelopes],
            )

    def answers(self, place: bytes) -> list[bytes]:
        """The sealed answers at a place, in no order."""
        with self._store.reading() as reading:
            return [bytes(body) for (body,) in reading.rows("SELECT body FROM answer WHERE place = ? ORDER BY key", [place])]

    def holds(self, place: bytes) -> bool:
        """Was a report put in here that the office has not taken yet?"""
        return self.contents(place) > 0

    def contents(self, place: bytes) -> int:
        """How many reports, additions and answers to questions lie at a place that the office has not taken yet."""
        with self._store.reading() as reading:
            found = reading.rows("SELECT count(*) FROM envelope WHERE place = ? AND kind = ?", [place, Kind.CONTENT.value])
        return int(found[0][0])

    def many(self, place: bytes) -> int:
        """How many envelopes lie at a place."""
        with self._store.reading() as reading:
            return int(reading.rows("SELECT count(*) FROM envelope WHERE place = ?", [place])[0][0])

    def room(self, bound: int = 0) -> int | None:
        """Bytes that may still come: on the disk beside what the hourly rewriting lays down once more, and below a `bound` of the whole box (0: none).
        None where nobody knows."""
        free = self._store.free()
        if free is None and not bound:
            return None
        size = self._store.size()
        left = [one for one in (free - size if free is not None else None, bound - size if bound else None) if one is not None]
        return min(left)

    def published(self, name: str) -> bytes | None:
        """What the office published under this name; whoever reads it checks its signature."""
        with self._store.reading() as reading:
            found = reading.rows("SELECT body FROM published WHERE name = ?", [name])
        return bytes(found[0][0]) if found else None

    # The office ----------------------------------------------------------------------------------------------------------------------

    def waiting(self, most: int = 1000) -> list[bytes]:
        """Places with a whole report, in the order of their random keys."""
        with self._store.reading() as reading:
            found = reading.rows("SELECT DISTINCT place FROM envelope WHERE kind = ? ORDER BY place LIMIT ?", [Kind.CONTENT.value, most])
        return [bytes(place) for (place,) in found]

    def envelopes(self, place: bytes, kind: Kind) -> Iterator[tuple[Envelope, date]]:
        """The envelopes of one kind at a place, each with its day, one at a time: a report may have 2,000 pieces of files."""
        with self._store.reading() as reading:
            keys = [bytes(key) for (key,) in reading.rows("SELECT key FROM envelope WHERE place = ? AND kind = ?", [place, kind.value])]
        for key in keys:
            with self._store.reading() as reading:
                for day, body in reading.rows("SELECT day, body FROM envelope WHERE key = ?", [key]):
                    yield Envelope(key, place, kind, bytes(body)), date.fromisoformat(day)

    def settle(self, place: bytes, taken: Sequence[bytes], answers: Sequence[bytes], today: date) -> None:
        """Lays sealed answers down at a place and takes the envelopes away that the office has kept, in one transaction. Safe to repeat: a sealed
        answer carries its own random key, and one that lies there already stays as it is."""
        with self._store.writing() as writing:
            writing.do(
                "INSERT INTO answer (key, place, day, body) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
                [(hashlib.sha256(answer).digest()[:16], place, today.isoformat(), answer) for answer in answers],
            )
            writing.do("DELETE FROM envelope WHERE key = ?", [(key,) for key in taken])

    def forget(self, place: bytes) -> None:
        """Takes everything at a place away: its code is then as good as one never issued. Where parcels go to a door elsewhere, the order to do the
        same there is written down in the same transaction (`stores.FORGET`)."""
        with self._store.writing() as writing:
            writing.do("DELETE FROM answer WHERE place = ?", [(place,)])
            writing.do("DELETE FROM envelope WHERE place = ?", [(place,)])
            writing.do(
                "INSERT INTO line (name, value) SELECT CAST(? AS TEXT), '' WHERE EXISTS (SELECT 1 FROM line WHERE name = 'out.stream') "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [(FORGET + place.hex(),)],
            )

    def publish(self, name: str, body: bytes) -> None:
        """Lays a signed paper out for the door, in the place of the one before."""
        with self._store.writing() as writing:
            writing.do(
                "INSERT INTO published (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body", [(name, body)]
            )

    # The clock -----------------------------------------------------------------------------------------------------------------------

    def rewrite(self, today: date) -> None:
        """Hourly: drops what belongs to no report, then writes the whole box anew in random order. In a copy taken after that no column and
        no place on the disk tells in which order things came within a day."""
        with self._store.writing() as writing:
            writing.do(
                "DELETE FROM envelope WHERE (day < ? OR day < ? AND NOT EXISTS (SELECT 1 FROM came WHERE came.key = envelope.key)) "
                "AND NOT EXISTS (SELECT 1 FROM envelope AS other WHERE other.place = envelope.place AND other.kind = ?)",
                [((today - TRAVELLERS_KEPT).isoformat(), (today - ORPHANS_KEPT).isoformat(), Kind.CONTENT.value)],
            )
        self._store.rewrite()
