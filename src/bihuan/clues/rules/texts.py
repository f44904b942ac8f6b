"""What a clue says, sealed: the text under a key of its own (ChaCha20-Poly1305), the key to each who may read it (age). To let somebody read or read
no more moves one small seal and no text; without seals the text is gone for ever."""

import json
import secrets
from typing import Any

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from pyrage import x25519

from bihuan.foundation.kernel import _
from bihuan.foundation.sealedbox.packages import Sealed, recipient
from bihuan.foundation.sealedbox.padding import padded, plain

_NONCE = 12


def fresh_key() -> bytes:
    """For one clue."""
    return secrets.token_bytes(32)


def sealed_key(key: bytes, address: str) -> bytes:
    """The key for one reader."""
    return pyrage.encrypt(key, [recipient(address)])


def opened_key(seals: list[bytes], mine: list[x25519.Identity]) -> bytes:
    """The key again, by whichever of one's keys. Raises Sealed."""
    for one in seals:
        try:
            return pyrage.decrypt(one, list(mine))
        except pyrage.DecryptError:
            continue
    raise Sealed(_("这条线索没有密封给您的密钥。"))


def closed(key: bytes, values: dict[str, Any], bound: str) -> bytes:
    """Texts as they are kept, filled up, bound to where they belong."""
    return closed_bytes(key, padded(json.dumps(values, ensure_ascii=False).encode()), bound)


def opened(key: bytes, kept: bytes, bound: str) -> dict[str, Any]:
    """The same again. Raises Sealed."""
    found: dict[str, Any] = json.loads(plain(opened_bytes(key, kept, bound)))
    return found


def closed_bytes(key: bytes, data: bytes, bound: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, data, bound.encode())


def opened_bytes(key: bytes, kept: bytes, bound: str) -> bytes:
    try:
        return ChaCha20Poly1305(key).decrypt(kept[:_NONCE], kept[_NONCE:], bound.encode())
    except InvalidTag as wrong:
        raise Sealed(_("线索的内容打不开，或者被改动过。")) from wrong
