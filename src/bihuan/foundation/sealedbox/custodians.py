"""Two of the custodians together open an identity, none alone (M70, P12): for each pair one age package inside another.

No sharing of secrets of our own: for custodians A and B the identity is sealed to B and the result to A, and to A and the result to B, so that
either of them may begin. The outer package of a pair tells nobody whom the inner is for. The inner one is filled up to a length that says nothing;
the outer is as long as that takes, and the pairs stand one after the other, each after its length: every report brings them.
"""

import json
from base64 import b64decode
from collections.abc import Sequence
from itertools import permutations

from pyrage import x25519

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.sealedbox.packages import RECIPIENTS, Sealed, seal_plainly, unseal, unwrap, wrap

NEEDED = 2
_LENGTH = 4
_PAIRS = RECIPIENTS * (RECIPIENTS - 1)
"""Of as many custodians as there are recipients; each is tried with a key, so that a package of more is made to keep somebody busy."""


def seal_to_pairs(data: bytes, custodians: Sequence[str]) -> bytes:
    """A package that any two of these public keys open. Raises BadInput for fewer than two different keys."""
    keys = sorted(set(custodians))
    if len(keys) < NEEDED:
        raise BadInput(_("身份信息要由两名保管人共同开启，至少要有两把不同的保管人公钥。"))
    pairs = [wrap(seal_plainly(data, second), first) for first, second in permutations(keys, NEEDED)]
    return b"".join(len(pair).to_bytes(_LENGTH, "big") + pair for pair in pairs)


def half_open(package: bytes, identity: x25519.Identity) -> list[bytes]:
    """What the first custodian's key leaves: the inner packages of his pairs, which he cannot read. Raises Sealed where it opens none."""
    inner = _unwrapped(package, identity)
    if not inner:
        raise Sealed(_("这把保管人密钥打不开这份身份信息。"))
    return inner


def open_together(package: bytes, first: x25519.Identity, second: x25519.Identity) -> bytes:
    """The identity, with the keys of two custodians in any order. Raises Sealed."""
    for outer, other in ((first, second), (second, first)):
        for inner in _unwrapped(package, outer):
            try:
                return unseal(inner, [other])
            except Sealed:
                continue
    raise Sealed(_("这两把密钥合起来也打不开这份身份信息：要两名不同保管人的密钥。"))


def _unwrapped(package: bytes, identity: x25519.Identity) -> list[bytes]:
    if package.startswith(b"["):
        return _unwrapped_of_old(package, identity)
    found = []
    for pair in _pairs(package):
        try:
            found.append(unwrap(pair, [identity]))
        except Sealed:
            continue
    return found


def _pairs(package: bytes) -> list[bytes]:
    found, at = list[bytes](), 0
    while at < len(package):
        end = at + _LENGTH + int.from_bytes(package[at : at + _LENGTH], "big")
        if end > len(package):
            raise Sealed(_("身份信息的密封件已损坏。"))
        found.append(package[at + _LENGTH : end])
        at = end
        if len(found) > _PAIRS:
            raise Sealed(_("身份信息的密封件已损坏。"))
    return found


def _unwrapped_of_old(package: bytes, identity: x25519.Identity) -> list[bytes]:
    """As it was sealed at first: a list of texts, the outer packages filled up, too."""
    try:
        pairs = [b64decode(pair, validate=True) for pair in json.loads(package)]
    except (ValueError, TypeError, RecursionError) as wrong:
        raise Sealed(_("身份信息的密封件已损坏。")) from wrong
    found = []
    for pair in pairs:
        try:
            found.append(unseal(pair, [identity]))
        except Sealed:
            continue
    return found
