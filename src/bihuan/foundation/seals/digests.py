"""Hashes by name, so that each record can say which it was made with (GB/T 39786: SM3 beside SHA-256)."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from cryptography.hazmat.primitives import hashes

GENESIS = "0" * 64
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode  # made once: the book is written in bulk


def _sm3(data: bytes) -> str:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


ALGORITHMS: dict[str, Callable[[bytes], str]] = {"sha256": lambda data: hashlib.sha256(data).hexdigest(), "sm3": _sm3}


def told(moment: datetime) -> str:
    """A moment as the digest covers it: UTC with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def digest_of(algorithm: str, values: Sequence[object]) -> str:
    """Digest of a record's values in their fixed order; moments as `told`, the rest as canonical JSON."""
    return digest_of_told(algorithm, [told(value) if isinstance(value, datetime) else value for value in values])


def digest_of_told(algorithm: str, values: Sequence[object]) -> str:
    """The same for values whose moments are told already."""
    return ALGORITHMS[algorithm](_canonical(values).encode())
