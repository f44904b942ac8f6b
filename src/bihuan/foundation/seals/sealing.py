"""Sealing: bytes that only the holders of certain keys can open, each of them alone; streamed in pieces, so that a film needs no memory.

A sealed file is: the word BHSEAL and the version (8 bytes), the length of the header (4), the header (JSON: algorithm, size of a piece,
and for each recipient the file's key wrapped to him), the pieces. Each piece is encrypted with the file's key and a number of its own; the
fingerprint of everything before the pieces goes into each of them, and the last one is marked, so that no byte can be altered, added,
moved or left out. What was opened counts only when the whole of it was: throw away what was written when `unseal` refuses.
"""

import hashlib
import json
import os
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.seals.envelopes import ALGORITHMS, Envelope
from bihuan.foundation.seals.signatures import Pair

MAGIC = b"BHSEAL\0\x01"
PIECE = 64 * 1024
_MOST_HEADER, _MOST_RECIPIENTS = 1_000_000, 1_000


class Unopened(BadInput):
    """A sealed file that this key does not open, or that is not as it was sealed."""

    default = _("打不开：密封件不完整、被改过，或者不是封给这个密钥的。")


def envelope(name: str) -> Envelope:
    """The algorithm of this name. Raises BadInput."""
    if name not in ALGORITHMS:
        raise BadInput(_("没有叫 %(name)s 的密封算法，可用：%(known)s。"), name=name, known="、".join(ALGORITHMS))
    return ALGORITHMS[name]


def seal(source: BinaryIO, target: BinaryIO, recipients: Sequence[bytes], algorithm: str = "x25519") -> None:
    """Seal what `source` gives to one or several public keys; each of them opens it alone. Raises BadInput for no or unfit keys."""
    chosen = envelope(algorithm)
    if not 0 < len(recipients) <= _MOST_RECIPIENTS:
        raise BadInput(_("密封至少要一个收件人的公钥，最多 %(most)d 个。"), most=_MOST_RECIPIENTS)
    key = os.urandom(chosen.key_size)
    wrapped = [chosen.wrap(public, key).hex() for public in recipients]
    header = json.dumps({"algorithm": algorithm, "piece": PIECE, "recipients": wrapped}, separators=(",", ":")).encode()
    head = MAGIC + struct.pack(">I", len(header)) + header
    target.write(head)
    bound, number, piece = hashlib.sha256(head).digest(), 0, source.read(PIECE)
    while True:
        following = source.read(PIECE) if len(piece) == PIECE else b""
        target.write(chosen.encrypt(key, _nonce(number, last=not following), piece, bound))
        if not following:
            return
        number, piece = number + 1, following


def unseal(source: BinaryIO, target: BinaryIO, pair: Pair) -> None:
    """Open what was sealed to this pair. Raises Unopened; what was written until then is worth nothing."""
    head, algorithm, wrapped = _head(source)
    chosen = envelope(algorithm)
    key = next((found for one in wrapped if (found := chosen.unwrap(pair, one)) is not None), None)
    if key is None:
        raise Unopened(_("打不开：这份密封件不是封给这个密钥的，或者收件人一栏被改过。"))
    bound, number, size = hashlib.sha256(head).digest(), 0, PIECE + chosen.overhead
    piece = source.read(size)
    while True:
        following = source.read(size) if len(piece) == size else b""
        opened = chosen.decrypt(key, _nonce(number, last=not following), piece, bound)
        if opened is None:
            raise Unopened()
        target.write(opened)
        if not following:
            return
        number, piece = number + 1, following


def unseal_file(sealed: Path, target: Path, pair: Pair) -> None:
    """Open into a file that exists only if the whole was sound, and that nobody else may read. Raises Unopened."""
    beside = target.with_name(f".{target.name}.part")
    try:
        with sealed.open("rb") as source, beside.open("xb") as fresh:
            os.fchmod(fresh.fileno(), 0o600)
            unseal(source, fresh, pair)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def told(sealed: BinaryIO) -> tuple[str, int]:
    """The algorithm and the number of recipients, as the header says. Raises Unopened."""
    _whole, algorithm, wrapped = _head(sealed)
    return algorithm, len(wrapped)


def _nonce(number: int, *, last: bool) -> bytes:
    # The file's key is used for nothing else, so that a counter is enough.
    return struct.pack(">QxxxB", number, int(last))


def _head(source: BinaryIO) -> tuple[bytes, str, list[bytes]]:
    """(everything before the pieces, algorithm, wrapped keys)."""
    start = source.read(len(MAGIC) + 4)
    if start[: len(MAGIC)] != MAGIC or len(start) != len(MAGIC) + 4:
        known = start.startswith(MAGIC[:-1])
        raise Unopened(_("这份密封件的格式版本较新，本系统还不认识。") if known else _("这不是本系统的密封件。"))
    (size,) = struct.unpack(">I", start[len(MAGIC) :])
    if size > _MOST_HEADER:
        raise Unopened()
    header = source.read(size)
    try:
        held = json.loads(header)
        wrapped = [bytes.fromhex(one) for one in held["recipients"]]
        if held["piece"] != PIECE or len(header) != size or held["algorithm"] not in ALGORITHMS:
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unopened() from None
    return start + header, held["algorithm"], wrapped
