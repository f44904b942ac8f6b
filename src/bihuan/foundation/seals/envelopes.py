"""How the key of a sealed file is wrapped to a recipient, and how its pieces are encrypted, by name.

`x25519`: an ephemeral X25519 key a recipient, HKDF-SHA256, ChaCha20-Poly1305 (RFC 7748, 5869, 8439).
`sm2`: SM2 encryption of the key, SM4-GCM for the pieces (GM/T 0003, 0002), with the extra `guomi`.
"""

from collections.abc import Callable
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.seals.signatures import Pair, guomi

_ONCE = bytes(12)
"""The nonce of a key that encrypts one thing only."""
_TAG = 16


class Envelope(NamedTuple):
    """What an algorithm can do. `wrap(public, key)`, `unwrap(pair, wrapped)` → key or None; `encrypt`/`decrypt(key, nonce, piece, bound)`."""

    key_size: int
    overhead: int
    make: Callable[[], Pair]
    wrap: Callable[[bytes, bytes], bytes]
    unwrap: Callable[[Pair, bytes], bytes | None]
    encrypt: Callable[[bytes, bytes, bytes, bytes], bytes]
    decrypt: Callable[[bytes, bytes, bytes, bytes], bytes | None]


def _unfit(public: bytes) -> BadInput:
    return BadInput(_("收件人的公钥 %(key)s… 不对，或者不是这种算法的。"), key=public.hex()[:16])


def _x25519_make() -> Pair:
    private = X25519PrivateKey.generate()
    return Pair(private.public_key().public_bytes_raw(), private.private_bytes_raw())


def _between(shared: bytes, ephemeral: bytes, public: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(hashes.SHA256(), 32, None, b"bihuan seal 1" + ephemeral + public).derive(shared))


def _x25519_wrap(public: bytes, key: bytes) -> bytes:
    private = X25519PrivateKey.generate()
    ephemeral = private.public_key().public_bytes_raw()
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as wrong:
        raise _unfit(public) from wrong
    return ephemeral + _between(shared, ephemeral, public).encrypt(_ONCE, key, None)


def _x25519_unwrap(pair: Pair, wrapped: bytes) -> bytes | None:
    ephemeral = wrapped[:32]
    try:
        shared = X25519PrivateKey.from_private_bytes(pair.private).exchange(X25519PublicKey.from_public_bytes(ephemeral))
        return _between(shared, ephemeral, pair.public).decrypt(_ONCE, wrapped[32:], None)
    except (InvalidTag, ValueError):
        return None


def _chacha_encrypt(key: bytes, nonce: bytes, piece: bytes, bound: bytes) -> bytes:
    return ChaCha20Poly1305(key).encrypt(nonce, piece, bound)


def _chacha_decrypt(key: bytes, nonce: bytes, piece: bytes, bound: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, piece, bound)
    except InvalidTag:
        return None


def _sm2_make() -> Pair:
    return Pair(*guomi().sm2_key_generate())


def _sm2_wrap(public: bytes, key: bytes) -> bytes:
    library = guomi()
    try:
        return bytes(library.sm2_encrypt(public, key))
    except (library.InvalidValueError, library.GmsslInnerError) as wrong:
        raise _unfit(public) from wrong


def _sm2_unwrap(pair: Pair, wrapped: bytes) -> bytes | None:
    library = guomi()
    try:
        key = bytes(library.sm2_decrypt(pair.private, wrapped))
    except (library.InvalidValueError, library.GmsslInnerError):
        return None
    return key if len(key) == 16 else None


def _sm4_encrypt(key: bytes, nonce: bytes, piece: bytes, bound: bytes) -> bytes:
    machine = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    machine.authenticate_additional_data(bound)
    return machine.update(piece) + machine.finalize() + machine.tag


def _sm4_decrypt(key: bytes, nonce: bytes, piece: bytes, bound: bytes) -> bytes | None:
    if len(piece) < _TAG:
        return None
    machine = Cipher(algorithms.SM4(key), modes.GCM(nonce, piece[-_TAG:])).decryptor()
    machine.authenticate_additional_data(bound)
    try:
        return machine.update(piece[:-_TAG]) + machine.finalize()
    except InvalidTag:
        return None


ALGORITHMS = {
    "x25519": Envelope(32, _TAG, _x25519_make, _x25519_wrap, _x25519_unwrap, _chacha_encrypt, _chacha_decrypt),
    "sm2": Envelope(16, _TAG, _sm2_make, _sm2_wrap, _sm2_unwrap, _sm4_encrypt, _sm4_decrypt),
}
