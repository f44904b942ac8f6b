"""What can be seen of a sealed package from outside: enough to refuse what no browser of this door makes, and nothing of what is inside.

The library of the door's pages writes heads without the random part that age itself adds: their length follows from the number of recipients. Inside
everything is filled up (`padding`), so that a package has one of few lengths.
"""

import re
from functools import cache

from bihuan.foundation.sealedbox.packages import RECIPIENTS
from bihuan.foundation.sealedbox.padding import SMALLEST
from bihuan.foundation.sealedbox.streams import around

CONTENT_MOST = 1 << 20
"""A megabyte: 20,000 characters, 40 answers and the notes of 20 files stay below."""
IDENTITY_MOST = 2 * SMALLEST
_LENGTH = 4
_WORD = rb"[A-Za-z0-9+/]{43}"


@cache
def _head(many: int) -> re.Pattern[bytes]:
    return re.compile(rb"age-encryption\.org/v1\n(?:-> X25519 " + _WORD + rb"\n" + _WORD + rb"\n){%d}--- " % many + _WORD + rb"\n")


def _inside(package: bytes, many: int) -> int | None:
    """How many bytes lie inside a package for so many keys; None where it is none."""
    head = _head(many).match(package)
    if not head:
        return None
    size = len(package) - head.end()
    chunks = -(-(size - 16) // (64 * 1024 + 16))
    inside = size - 16 - 16 * max(1, chunks)
    return inside if inside > 0 and around(inside) == size else None


def _filled(size: int | None, most: int) -> bool:
    return size is not None and SMALLEST <= size <= most and size & (size - 1) == 0


def is_content(package: bytes) -> bool:
    """Is it shaped like a content that a browser sealed: for sixteen keys, true or false ones, filled up to a power of two?"""
    return _filled(_inside(package, RECIPIENTS), CONTENT_MOST)


def is_identity(package: bytes, custodians: int) -> bool:
    """Is it shaped like an identity for the pairs of so many custodians: a package within another for each, all of one length?"""
    size = int.from_bytes(package[:_LENGTH], "big")
    many, step = custodians * (custodians - 1), _LENGTH + size
    if not many or len(package) != many * step:
        return False
    pairs = [package[at : at + step] for at in range(0, len(package), step)]
    return all(one[:_LENGTH] == package[:_LENGTH] and _is_pair(one[_LENGTH:]) for one in pairs)


def _is_pair(outer: bytes) -> bool:
    inner = _inside(outer, 1)
    return inner is not None and any(inner == _HEAD_OF_ONE + around(size) for size in (SMALLEST, IDENTITY_MOST))


_HEAD_OF_ONE = len("age-encryption.org/v1\n") + len("-> X25519 \n") + 43 + 44 + len("--- \n") + 43
