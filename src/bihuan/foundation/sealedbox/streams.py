"""Files as they come in: sealed while they are read, in pieces of one size, so that no file lies anywhere unsealed or betrays its length.

A file is one age package cut into pieces of 256 KiB. The last one is filled up with random bytes; how many of them count stands in the sealed
content (`contents.FileNote`).
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

import pyrage
from pyrage import x25519

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.sealedbox.packages import RECIPIENTS, Sealed, recipients
from bihuan.foundation.sealedbox.padding import BOX

_READ = 64 * 1024


class TooLarge(BadInput):
    """A file longer than is taken in. Nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of a file once it went through: its length and SHA-256 in clear, and how many sealed bytes count."""

    size: int
    digest: str
    sealed_size: int


class _Counted:
    """Lets a source be read while its length and digest are taken."""

    def __init__(self, source: BinaryIO, most: int) -> None:
        self._source, self._most = source, most
        self.size, self.digest = 0, hashlib.sha256()
        self.refused = False

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(_READ if size < 0 else size)
        self.size += len(data)
        if self.size > self._most:
            self.refused = True
            raise ValueError("too large")
        self.digest.update(data)
        return data


class _Cut:
    """Takes sealed bytes and hands on pieces of one size."""

    def __init__(self, hand_on: Callable[[bytes], None]) -> None:
        self._hand_on, self._rest, self.size = hand_on, bytearray(), 0

    def write(self, data: bytes) -> int:
        self._rest += data
        self.size += len(data)
        while len(self._rest) >= BOX:
            self._hand_on(bytes(self._rest[:BOX]))
            del self._rest[:BOX]
        return len(data)

    def flush(self) -> None:
        """Asked for by age; the last piece goes with `end`."""

    def end(self) -> None:
        if self._rest:
            self._hand_on(bytes(self._rest) + secrets.token_bytes(BOX - len(self._rest)))


def seal_stream(source: BinaryIO, addresses: Sequence[str], hand_on: Callable[[bytes], None], most: int) -> Measured:
    """Seals what `source` gives to these public keys and hands on pieces of 256 KiB as they are ready. Raises TooLarge beyond `most` bytes."""
    counted, cut = _Counted(source, most), _Cut(hand_on)
    try:
        pyrage.encrypt_io(counted, cut, recipients(addresses))
    except Exception as failed:
        if counted.refused:
            raise TooLarge(_("文件太大：每个文件最多 %(most)s MB。"), most=most // 1_000_000) from failed
        raise
    cut.end()
    return Measured(counted.size, counted.digest.hexdigest(), cut.size)


class _Joined:
    """Pieces as one source again, without what fills up the last."""

    def __init__(self, pieces: Iterable[bytes], size: int) -> None:
        self._pieces, self._left, self._rest = iter(pieces), size, b""

    def read(self, size: int = -1) -> bytes:
        if not self._rest and self._left:
            self._rest = next(self._pieces, b"")[: self._left]
            self._left = self._left - len(self._rest) if self._rest else 0
        taken = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(taken) :]
        return taken


def unseal_stream(pieces: Iterable[bytes], sealed_size: int, identities: Sequence[x25519.Identity], target: BinaryIO) -> None:
    """Writes the file that these pieces hold, in their order. Raises Sealed where the keys do not fit or a piece is missing or changed."""
    try:
        pyrage.decrypt_io(_Joined(pieces, sealed_size), target, list(identities))
    except (pyrage.DecryptError, OSError) as closed:
        raise Sealed(_("这些密钥打不开这个密封件，或者它在途中被改动过。")) from closed


_CHUNK, _TAG, _NONCE, _TRIES = 64 * 1024, 16, 16, 6000


BROWSERS_HEAD = len("age-encryption.org/v1\n") + RECIPIENTS * (len("-> X25519 \n") + 43 + 44) + len("--- \n") + 43
"""Bytes of the head that the library of the door's pages writes: its length is not random."""


def around(size: int) -> int:
    """Bytes of a file of this size when it is sealed, without the head."""
    return _NONCE + size + _TAG * max(1, -(-size // _CHUNK))


class _AsLong(_Cut):
    """Stops at once where the head is not as long as wanted: age writes something of random length into it."""

    def __init__(self, hand_on: Callable[[bytes], None], head: int) -> None:
        super().__init__(hand_on)
        self._head = head
        self._seen: bytearray | None = bytearray()

    def write(self, data: bytes) -> int:
        if self._seen is not None:
            self._seen += data
            ends = self._seen.find(b"\n", self._seen.find(b"\n--- ") + 1) if b"\n--- " in self._seen else -1
            if ends >= 0:
                if ends + 1 != self._head:
                    raise ValueError("another head")
                self._seen = None
        return super().write(data)


def seal_as_long(data: bytes, addresses: Sequence[str], sealed_size: int) -> list[bytes]:
    """The pieces of a file, sealed anew to other keys and exactly as long as it was before: what names them need not change. Empty: it was not sealed
    like this. Takes about a tenth of a second for the right head; what a browser sealed has no random part in it, and gets it in the place of one
    of the false keys."""
    head = sealed_size - around(len(data))
    many = RECIPIENTS - 1 if head == BROWSERS_HEAD else RECIPIENTS
    for _try in range(_TRIES if head > 0 and len(set(addresses)) <= many else 0):
        pieces = list[bytes]()
        cut = _AsLong(pieces.append, head)
        try:
            pyrage.encrypt_io(BytesIO(data), cut, recipients(addresses, many))
        except Exception:  # noqa: S112 - another head: pyrage tells it in its own words
            continue
        cut.end()
        if cut.size == sealed_size:
            return pieces
    return []
