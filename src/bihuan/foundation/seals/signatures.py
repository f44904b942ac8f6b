"""Signatures by name. SM2 signs the SM3 digest with the customary user id (GM/T 0009) and needs the extra `guomi`."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bihuan.foundation.kernel import BadInput, _


class Pair(NamedTuple):
    """A public and a private key, as bytes."""

    public: bytes
    private: bytes


class Algorithm(NamedTuple):
    """What an algorithm can do: `make()` a pair, `sign(pair, data)`, `fits(public, data, signature)`."""

    make: Callable[[], Pair]
    sign: Callable[[Pair, bytes], bytes]
    fits: Callable[[bytes, bytes, bytes], bool]


def _ed25519_make() -> Pair:
    private = Ed25519PrivateKey.generate()
    return Pair(private.public_key().public_bytes_raw(), private.private_bytes_raw())


def _ed25519_sign(pair: Pair, data: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(pair.private).sign(data)


def _ed25519_fits(public: bytes, data: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def guomi() -> Any:
    """The library for SM2. Raises BadInput where it is not installed."""
    try:
        import gmssl_pyx
    except ImportError:
        raise BadInput(
            _("这台机器没有装国密组件。请运行 make extra NAME=guomi 安装，或把 BIHUAN_SIGNATURE 改回 ed25519、BIHUAN_SEAL 改回 x25519。")
        ) from None
    return gmssl_pyx


def _sm2_make() -> Pair:
    return Pair(*guomi().sm2_key_generate())


def _sm2_sign(pair: Pair, data: bytes) -> bytes:
    return bytes(guomi().sm2_sign(pair.private, pair.public, data))


def _sm2_fits(public: bytes, data: bytes, signature: bytes) -> bool:
    library = guomi()
    try:
        return bool(library.sm2_verify(public, data, signature))
    except (library.InvalidValueError, library.GmsslInnerError):
        return False


ALGORITHMS = {
    "ed25519": Algorithm(_ed25519_make, _ed25519_sign, _ed25519_fits),
    "sm2": Algorithm(_sm2_make, _sm2_sign, _sm2_fits),
}


def algorithm(name: str) -> Algorithm:
    """The algorithm of this name. Raises BadInput."""
    if name not in ALGORITHMS:
        raise BadInput(_("没有叫 %(name)s 的签名算法，可用：%(known)s。"), name=name, known="、".join(ALGORITHMS))
    return ALGORITHMS[name]


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature with all that is needed to check it: algorithm, public key and value (hex)."""

    algorithm: str
    key: str
    value: str

    def fits(self, data: bytes) -> bool:
        """Does it belong to these bytes? Whether the key is the right one is another question: see `keys.whose`."""
        try:
            return algorithm(self.algorithm).fits(bytes.fromhex(self.key), data, bytes.fromhex(self.value))
        except ValueError:
            return False

    @property
    def fingerprint(self) -> str:
        """The short name of the key, to be compared by eye: 16 hexadecimal digits in fours."""
        return fingerprint(bytes.fromhex(self.key))

    def told(self) -> dict[str, str]:
        """As plain values for a file."""
        return asdict(self)


def fingerprint(public: bytes) -> str:
    """The short name of a public key: 16 hexadecimal digits in fours."""
    digits = hashlib.sha256(public).hexdigest()[:16]
    return " ".join(digits[at : at + 4] for at in range(0, 16, 4))
