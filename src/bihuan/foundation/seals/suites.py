"""Hash, signature and seal behind one interface: a suite names one of each, and does all three by these names.

    suite = Suite(settings.BIHUAN_HASH, settings.BIHUAN_SIGNATURE, settings.BIHUAN_SEAL)
    suite.digest(data); suite.sign(home, data); suite.seal(source, target, recipients)

What was hashed, signed or sealed carries the name of its algorithm, so that an installation may change its suite on any day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.seals import digests, keys, sealing
from bihuan.foundation.seals.signatures import Signature, algorithm


@dataclass(frozen=True, slots=True)
class Suite:
    """One algorithm for each purpose, by name."""

    hash: str
    signature: str
    envelope: str

    def check(self) -> None:
        """Raises BadInput for an unknown name, or where what it needs is not installed."""
        if self.hash not in digests.ALGORITHMS:
            raise BadInput(_("没有叫 %(name)s 的摘要算法，可用：%(known)s。"), name=self.hash, known="、".join(digests.ALGORITHMS))
        algorithm(self.signature).make()
        sealing.envelope(self.envelope).make()

    def digest(self, data: bytes) -> str:
        """The hash, in hexadecimal."""
        return digests.ALGORITHMS[self.hash](data)

    def sign(self, home: Path, data: bytes) -> Signature:
        """A signature with the installation's key."""
        return keys.sign(home, self.signature, data)

    def seal(self, source: BinaryIO, target: BinaryIO, recipients: Sequence[bytes]) -> None:
        """A sealed copy for these public keys."""
        sealing.seal(source, target, recipients, self.envelope)


USUAL = Suite("sha256", "ed25519", "x25519")
GUOMI = Suite("sm3", "sm2", "sm2")
"""SM3, SM2 and SM2 with SM4-GCM, for installations under 密评 (GB/T 39786)."""
