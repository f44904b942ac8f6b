"""Parcels: signed files in which envelopes travel from the box of the door to that of the office, and answers back (M70).

A parcel has a number within the stream of its sender, tells up to which parcel of the other side its sender has come – that is the receipt –, and
is filled up with chance to one of few lengths. It opens nothing and tells no moment; its signature is for whoever takes it in.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, field
from typing import Any

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.sealedbox.vocabulary import End
from bihuan.foundation.seals.signatures import Signature

MAGIC = b"BHPARC\0\x01"
STEP = 256 * 1024
"""Lengths are multiples of it: whoever watches the gate counts no reports."""
MOST = 16 * 1024 * 1024
_SIGNATURE = 1024

Sign = Callable[[bytes], Signature]


class Forged(BadInput):
    """A parcel that is not by the other end, or that was changed on its way."""

    default = _("这个数据包不是对方签发的，或者在途中被改动过，没有收。")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a stream: its random name, the number of a parcel, and its SHA-256. Number 0: none yet."""

    stream: str = ""
    number: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that travels: an envelope by its kind, an `answer`, or a `published` paper under the name `key`."""

    kind: str
    key: bytes
    place: bytes
    day: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """One parcel. `got` is how far its sender has come with ours; `drops` are the keys of what is to be taken away at the other end; `more`:
    another one follows at once."""

    by: End
    at: Mark
    got: Mark
    items: tuple[Item, ...] = ()
    drops: tuple[bytes, ...] = ()
    more: bool = False
    digest: str = field(default="", compare=False)

    def told(self, sign: Sign) -> bytes:
        """As it travels."""
        head = json.dumps(
            {
                "by": self.by.value, "at": asdict(self.at), "got": asdict(self.got), "more": self.more, "drops": [one.hex() for one in self.drops],
                "items": [[one.kind, one.key.hex(), one.place.hex(), one.day, len(one.body)] for one in self.items],
            },
            separators=(",", ":"),
        ).encode()  # fmt: skip
        whole = b"".join((MAGIC, len(head).to_bytes(4, "big"), head, *(one.body for one in self.items)))
        whole += secrets.token_bytes(-(len(whole) + _SIGNATURE) % STEP)
        signature = json.dumps(sign(hashlib.sha256(whole).digest()).told()).encode()
        return whole + signature.ljust(_SIGNATURE)


def read(data: bytes, by: End, trusted: Collection[str]) -> Parcel:
    """The parcel, if the other end signed it with one of the `trusted` keys (hex). Raises Forged."""
    signed(data[:-_SIGNATURE], data[-_SIGNATURE:], trusted)
    try:
        found = _read(data[:-_SIGNATURE], hashlib.sha256(data).hexdigest())
    except (ValueError, TypeError, KeyError, RecursionError) as wrong:
        raise Forged from wrong
    if found.by is not by:
        raise Forged(_("这个数据包是自己这一端打的，不能收回来。"))
    return found


def signed(told: bytes, signature: bytes, trusted: Collection[str]) -> None:
    """Raises Forged where it is not a trusted signature of that."""
    try:
        found = Signature(**json.loads(signature))
        fits = found.key in trusted and found.fits(hashlib.sha256(told).digest())
    except (ValueError, TypeError, RecursionError, BadInput) as wrong:
        raise Forged from wrong
    if not fits:
        raise Forged


def _read(whole: bytes, digest: str) -> Parcel:
    if not whole.startswith(MAGIC):
        raise ValueError
    start = len(MAGIC) + 4
    at = start + int.from_bytes(whole[len(MAGIC) : start], "big")
    head: dict[str, Any] = json.loads(whole[start:at])
    items = []
    for kind, key, place, day, size in head["items"]:
        if type(size) is not int or not 0 <= size <= len(whole) - at or not isinstance(kind, str) or not isinstance(day, str):
            raise ValueError
        items.append(Item(kind, bytes.fromhex(key), bytes.fromhex(place), day, whole[at : at + size]))
        at += size
    drops = tuple(bytes.fromhex(one) for one in head["drops"])
    return Parcel(End(head["by"]), _mark(head["at"]), _mark(head["got"]), tuple(items), drops, bool(head["more"]), digest)


def _mark(values: Any) -> Mark:
    """A place in a stream as the other end tells it; it may say anything, also where it is the one that signed."""
    found = Mark(**values)
    if not isinstance(found.stream, str) or type(found.number) is not int or found.number < 0 or not isinstance(found.digest, str):
        raise ValueError
    return found


def ask(parcel: bytes, at: str, got: Mark, sign: Sign) -> bytes:
    """A parcel as it goes over a line: before it, signed too, the moment of sending – whoever caught an old one gets no answer with it – and how
    far its sender has come by now, for a parcel that is sent again tells how far he was."""
    told = json.dumps({"at": at, "got": asdict(got), "parcel": hashlib.sha256(parcel).hexdigest()}).encode().ljust(_SIGNATURE)
    return b"".join((told, json.dumps(sign(hashlib.sha256(told).digest()).told()).encode().ljust(_SIGNATURE), parcel))


HEAD = 2 * _SIGNATURE
"""Bytes of what stands before a parcel on a line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came over a line before the parcel itself: when it was sent, how far its sender has come, the SHA-256 of what follows."""

    at: str
    got: Mark
    digest: str

    def fits(self, parcel: bytes) -> None:
        """Raises Forged where that is another parcel."""
        if self.digest != hashlib.sha256(parcel).hexdigest():
            raise Forged


def asked(head: bytes, trusted: Collection[str]) -> Asked:
    """The first `HEAD` bytes of what somebody made with `ask`: enough to know who asks before anything else of it is read. Raises Forged."""
    told = head[:_SIGNATURE]
    signed(told, head[_SIGNATURE:], trusted)
    try:
        found = json.loads(told)
        return Asked(str(found["at"]), _mark(found["got"]), str(found["parcel"]))
    except (ValueError, TypeError, KeyError, RecursionError) as wrong:
        raise Forged from wrong
