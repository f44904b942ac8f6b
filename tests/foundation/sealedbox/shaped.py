"""Packages that look from outside as the door's pages make them, and that nobody can open."""

import os
from base64 import b64encode

from bihuan.foundation.sealedbox.packages import RECIPIENTS
from bihuan.foundation.sealedbox.padding import SMALLEST
from bihuan.foundation.sealedbox.streams import around


def _word() -> bytes:
    return b64encode(os.urandom(32)).rstrip(b"=")


def head(many: int) -> bytes:
    stanzas = b"".join(b"-> X25519 " + _word() + b"\n" + _word() + b"\n" for _one in range(many))
    return b"age-encryption.org/v1\n" + stanzas + b"--- " + _word() + b"\n"


def content(size: int = SMALLEST, many: int = RECIPIENTS) -> bytes:
    return head(many) + os.urandom(around(size))


def pair(size: int = SMALLEST) -> bytes:
    outer = content(len(head(1)) + around(size), 1)
    return len(outer).to_bytes(4, "big") + outer


def identity(custodians: int = 3, size: int = SMALLEST) -> bytes:
    return b"".join(pair(size) for _one in range(custodians * (custodians - 1)))
