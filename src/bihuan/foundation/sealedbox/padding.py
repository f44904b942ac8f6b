"""Sizes that say little: what is sealed is first filled up to one of few lengths.

A text grows to the next power of two from 4 KiB on, a file to whole boxes of 256 KiB. The true length stands before it, so that it comes back
as it was.
"""

from bihuan.foundation.kernel import BadInput, _

SMALLEST = 4096
BOX = 256 * 1024
_LENGTH = 8


def padded(data: bytes) -> bytes:
    """`data` with its length before it, filled with zeros to a power of two of at least 4,096 bytes."""
    size = SMALLEST
    while size < len(data) + _LENGTH:
        size *= 2
    return (len(data).to_bytes(_LENGTH, "big") + data).ljust(size, b"\0")


def plain(filled: bytes) -> bytes:
    """What `padded` was given. Raises BadInput where the length cannot be true."""
    length = int.from_bytes(filled[:_LENGTH], "big")
    if len(filled) < _LENGTH or length > len(filled) - _LENGTH:
        raise BadInput(_("密封件里的内容不完整。"))
    return filled[_LENGTH : _LENGTH + length]
