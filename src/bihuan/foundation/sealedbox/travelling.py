"""What travels in a parcel: chosen out of the box of its sender, put down in the box of the other end."""

import hashlib
from collections.abc import Callable
from datetime import date

from bihuan.foundation.sealedbox.parcels import Forged, Item, Parcel
from bihuan.foundation.sealedbox.stores import FORGET, Transaction
from bihuan.foundation.sealedbox.vocabulary import End, Kind

MANY = 20_000
"""Keys that are looked at for one parcel."""
ANSWER, PAPER, ORDER = "answer", "published", "forget"
_KINDS = frozenset(one.value for one in Kind)
Waiting = list[tuple[str, bytes, int]]


def envelopes(reading: Transaction) -> Waiting:
    """Of whole reports, what was not packed yet: pieces of files before what names them."""
    rows = reading.rows(
        "SELECT kind, key, length(body) FROM envelope WHERE NOT EXISTS (SELECT 1 FROM sent WHERE sent.key = envelope.key) AND EXISTS "
        "(SELECT 1 FROM envelope AS other WHERE other.place = envelope.place AND other.kind = ?) "
        "ORDER BY CASE kind WHEN 'piece' THEN 0 WHEN 'content' THEN 2 ELSE 1 END, key LIMIT ?",
        [Kind.CONTENT.value, MANY],
    )
    return [(str(kind), bytes(key), int(size)) for kind, key, size in rows]


def answers(reading: Transaction) -> Waiting:
    """Sealed answers that were not packed yet."""
    rows = reading.rows(
        "SELECT key, length(body) FROM answer WHERE NOT EXISTS (SELECT 1 FROM sent WHERE sent.key = answer.key) ORDER BY key LIMIT ?",
        [MANY],
    )
    return [(ANSWER, bytes(key), int(size)) for key, size in rows]


def drops(reading: Transaction) -> list[bytes]:
    """Keys of what came from the door and is settled, and of answers that were taken back."""
    settled = "SELECT key FROM came WHERE NOT EXISTS (SELECT 1 FROM envelope WHERE envelope.key = came.key) LIMIT ?"
    revoked = "SELECT key FROM sent WHERE NOT EXISTS (SELECT 1 FROM answer WHERE answer.key = sent.key) LIMIT ?"
    return [bytes(key) for asked in (settled, revoked) for (key,) in reading.rows(asked, [MANY])]


def papers(reading: Transaction, sent: Callable[[str], str]) -> list[Item]:
    """What was published and is not what was `sent` under its name (SHA-256)."""
    rows = reading.rows("SELECT name, body FROM published")
    return [
        Item(PAPER, name.encode(), b"", "", bytes(body))
        for name, body in rows
        if hashlib.sha256(bytes(body)).hexdigest() != sent(str(name))
    ]


def orders(reading: Transaction) -> list[Item]:
    """Places of which the door is to forget what was answered, and has not been told yet."""
    rows = reading.rows("SELECT name FROM line WHERE name LIKE ? AND value = '' ORDER BY name LIMIT ?", [f"{FORGET}%", MANY])
    return [Item(ORDER, b"", bytes.fromhex(name.removeprefix(FORGET)), "", b"") for (name,) in rows]


def item(reading: Transaction, kind: str, key: bytes) -> Item:
    """One of them, whole."""
    table = "answer" if kind == ANSWER else "envelope"
    ((place, day, body),) = reading.rows(f"SELECT place, day, body FROM {table} WHERE key = ?", [key])  # noqa: S608 - our own names
    return Item(kind, key, bytes(place), str(day), bytes(body))


def put(writing: Transaction, parcel: Parcel) -> None:
    """Everything that a parcel brings and takes away. The door sends envelopes and nothing else; the office sends none."""
    if parcel.by is End.DOOR:
        came = [one for one in parcel.items if one.kind in _KINDS]
        rows = [(one.key, one.place, one.kind, _day(one), one.body) for one in came]
        writing.do("INSERT INTO envelope (key, place, kind, day, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING", rows)
        writing.do("INSERT INTO came (key) VALUES (?) ON CONFLICT (key) DO NOTHING", [(one.key,) for one in came])
        return
    # first: an answer that comes with an order was given after it. What the reporter added meanwhile still goes to the office.
    writing.do("DELETE FROM answer WHERE place = ?", [(one.place,) for one in parcel.items if one.kind == ORDER])
    said = [(one.key, one.place, _day(one), one.body) for one in parcel.items if one.kind == ANSWER]
    writing.do("INSERT INTO answer (key, place, day, body) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING", said)
    told = [(one.key.decode(), one.body) for one in parcel.items if one.kind == PAPER]
    writing.do("INSERT INTO published (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body", told)
    for table in ("envelope", "answer", "sent"):
        writing.do(f"DELETE FROM {table} WHERE key = ?", [(key,) for key in parcel.drops])  # noqa: S608 - our own names


def _day(one: Item) -> str:
    try:
        return date.fromisoformat(one.day).isoformat()
    except ValueError as wrong:
        raise Forged from wrong
