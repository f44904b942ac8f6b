"""What is computed from a receipt code: the key that opens answers, the place of the report in the box, the salt of the receipt.

Key and salt are HKDF-SHA256 of the code with a word of its own, so that neither leads to the other or back to the code (RFC 5869). The code has 132
random bits: slow hashing would cost the honest and stop nobody. The place is a hash of the key's public half, the address: whoever lays something
at a place with another address is not the one whose place it is, and is told nothing.
"""

import hashlib
from functools import cached_property

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyrage import x25519

from bihuan.foundation.sealedbox.bech32 import encode
from bihuan.foundation.sealedbox.codes import ReceiptCode

PLACE_SIZE = 16


def place_of(address: str) -> bytes:
    """The place to which an address belongs, 16 bytes."""
    return hashlib.sha256(b"bihuan place 1 " + address.encode()).digest()[:PLACE_SIZE]


def is_own(place: str, address: str) -> bool:
    """Is this the address that belongs to the place (hex)?"""
    return place_of(address).hex() == place


class ReportKeys:
    """The keys of one report; they live as long as a request."""

    def __init__(self, code: ReceiptCode) -> None:
        self._key = code.key

    def _derive(self, word: str, size: int = 32) -> bytes:
        return HKDF(hashes.SHA256(), size, None, b"bihuan report 1 " + word.encode()).derive(self._key)

    @cached_property
    def place(self) -> bytes:
        """Where the report lies in the box, 16 bytes. It opens nothing."""
        return place_of(self.address)

    def envelope(self, name: str) -> bytes:
        """The key of one envelope of the report, 16 bytes: the same for the same name, so that a retry puts nothing in twice."""
        return self._derive(f"envelope {name}", PLACE_SIZE)

    @cached_property
    def salt(self) -> bytes:
        """What the receipt's digest is salted with: who has the code can prove what was filed, who has the digest only can guess nothing."""
        return self._derive("salt")

    @cached_property
    def reader(self) -> x25519.Identity:
        """The key that opens what the office answers."""
        return x25519.Identity.from_str(encode("age-secret-key-", self._derive("reader")).upper())

    @property
    def address(self) -> str:
        """The public half of `reader`: what the office seals answers to."""
        return str(self.reader.to_public())
