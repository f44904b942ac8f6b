"""Sealed packages: age files for several recipients, whose outside tells neither how many can open them nor how long the inside is.

Each package is sealed to a fixed number of recipients; those that are lacking are keys made for the moment and thrown away.
"""

from collections.abc import Sequence
from random import SystemRandom

import pyrage
from pyrage import x25519

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.sealedbox.padding import padded, plain

RECIPIENTS = 16


class Sealed(BadInput):
    """A package that none of the given keys opens, or that was changed on its way."""


def recipient(address: str) -> x25519.Recipient:
    """A public key as age writes it. Raises BadInput."""
    try:
        return x25519.Recipient.from_str(address)
    except pyrage.RecipientError as wrong:
        raise BadInput(_("公钥 %(key)s… 不是可用的 age 公钥。"), key=address[:12]) from wrong


def recipients(addresses: Sequence[str], many: int = RECIPIENTS) -> list[x25519.Recipient]:
    """These public keys among false ones, so `many` in all that nobody counts them."""
    if not addresses:
        raise BadInput(_("没有收件人的公钥，不能密封。"))
    if len(set(addresses)) > RECIPIENTS:
        raise BadInput(_("一个密封件最多有 %(most)s 个收件人，现有 %(given)s 个。"), most=RECIPIENTS, given=len(set(addresses)))
    true = [recipient(address) for address in set(addresses)]
    keys = [*true, *(x25519.Identity.generate().to_public() for _more in range(many - len(true)))]
    # age shuffles nothing: the order of the stanzas is that of the list, so the false ones must not all stand behind
    SystemRandom().shuffle(keys)
    return keys


def seal(data: bytes, addresses: Sequence[str]) -> bytes:
    """An age file that each of these public keys opens. Raises BadInput without recipients or for more than 16."""
    return pyrage.encrypt(padded(data), recipients(addresses))


def seal_plainly(data: bytes, address: str) -> bytes:
    """An age file for one key, filled up but without false recipients: for a package inside another, and for answers."""
    return pyrage.encrypt(padded(data), [recipient(address)])


def wrap(package: bytes, address: str) -> bytes:
    """A sealed package inside another: its length says nothing already, so it is not filled up again."""
    return pyrage.encrypt(package, [recipient(address)])


def unwrap(wrapped: bytes, identities: Sequence[x25519.Identity]) -> bytes:
    """The package inside. Raises Sealed."""
    try:
        return pyrage.decrypt(wrapped, list(identities))
    except pyrage.DecryptError as closed:
        raise Sealed(_("这些密钥打不开这个密封件，或者它在途中被改动过。")) from closed


def unseal(package: bytes, identities: Sequence[x25519.Identity]) -> bytes:
    """What is inside. Raises Sealed."""
    return plain(unwrap(package, identities))
