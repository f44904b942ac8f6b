"""Two of the custodians together open an identity, none alone (M70, P12): for each pair one age package inside another.

No sharing of secrets of our own: for custodians A and B the identity is sealed to B and the result to A, and to A and the result to B, so that
either of them may begin. The outer package of a pair tells nobody whom the inner is for.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from itertools import permutations

from pyrage import x25519

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.sealedbox.packages import Sealed, seal_plainly, unseal

NEEDED = 2


def seal_to_pairs(data: bytes, custodians: Sequence[str]) -> bytes:
    """A package that any two of these public keys open. Raises BadInput for fewer than two different keys."""
    keys = sorted(set(custodians))
    if len(keys) < NEEDED:
        raise BadInput(_("身份信息要由两名保管人共同开启，至少要有两把不同的保管人公钥。"))
    pairs = [seal_plainly(seal_plainly(data, second), first) for first, second in permutations(keys, NEEDED)]
    return json.dumps([b64encode(pair).decode() for pair in pairs]).encode()


def half_open(package: bytes, identity: x25519.Identity) -> list[bytes]:
    """What the first custodian's key leaves: the inner packages of his pairs, which he cannot read. Raises Sealed where it opens none."""
    inner = list(_opened(_pairs(package), identity))
    if not inner:
        raise Sealed(_("这把保管人密钥打不开这份身份信息。"))
    return inner


def open_together(package: bytes, first: x25519.Identity, second: x25519.Identity) -> bytes:
    """The identity, with the keys of two custodians in any order. Raises Sealed."""
    for outer, other in ((first, second), (second, first)):
        for inner in _opened(_pairs(package), outer):
            for whole in _opened([inner], other):
                return whole
    raise Sealed(_("这两把密钥合起来也打不开这份身份信息：要两名不同保管人的密钥。"))


def _pairs(package: bytes) -> list[bytes]:
    try:
        return [b64decode(pair, validate=True) for pair in json.loads(package)]
    except (ValueError, TypeError) as wrong:
        raise Sealed(_("身份信息的密封件已损坏。")) from wrong


def _opened(packages: Sequence[bytes], identity: x25519.Identity) -> list[bytes]:
    opened = []
    for package in packages:
        try:
            opened.append(unseal(package, [identity]))
        except Sealed:
            continue
    return opened
