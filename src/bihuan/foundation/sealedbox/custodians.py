"""Two of the custodians together open an identity, none alone (M70, P12): for each pair one age package inside another.

No sharing of secrets of our own: for custodians A and B the identity is sealed to B and the result to A, and to A and the result to B, so that
either of them may begin. The outer package of a pair tells nobody whom the inner is for. The inner one is filled up to a length that says nothing;
the outer is as long as that takes, and the pairs stand one after the other, each after its length: every report brings them.
"""

import hashlib
import json
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from pyrage import x25519

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.sealedbox.packages import RECIPIENTS, Sealed, seal_plainly, unseal, unwrap, wrap

NEEDED = 2
_LENGTH = 4
_PAIRS = RECIPIENTS * (RECIPIENTS - 1)
"""Of as many custodians as there are recipients; each is tried with a key, so that a package of more is made to keep somebody busy."""


def seal_to_pairs(data: bytes, custodians: Sequence[str], marked: bool = False) -> bytes:
    """A package that any two of these public keys open; `marked`: that tells by itself whom its pairs are for (`renewed`). Raises BadInput for fewer
    than two different keys."""
    keys = sorted(set(custodians))
    if len(keys) < NEEDED:
        raise BadInput(_("身份信息要由两名保管人共同开启，至少要有两把不同的保管人公钥。"))
    pairs = [wrap(seal_plainly(data, second), first) for first, second in permutations(keys, NEEDED)]
    if marked:
        order = permutations(keys, NEEDED)
        return _told([_Pair(_mark(first), _mark(second), pair) for (first, second), pair in zip(order, pairs, strict=True)])
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
    pairs = [one.outer for one in _marked(package)] if is_marked(package) else _pairs(package)
    found = []
    for pair in pairs:
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


# When custodians change -----------------------------------------------------------------------------------------------------------------

_MARKED, _MARK = b"pairs 2\n", 8


@dataclass(frozen=True, slots=True)
class _Pair:
    """One package within another, and whom it is for: a mark of the public key that opens the outer one, and of that for the inner."""

    first: bytes
    second: bytes
    outer: bytes


def _mark(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()[:_MARK]


def _marked(package: bytes) -> list[_Pair]:
    found = []
    for one in _pairs(package.removeprefix(_MARKED)):
        if len(one) < 2 * _MARK:
            raise Sealed(_("身份信息的密封件已损坏。"))
        found.append(_Pair(one[:_MARK], one[_MARK : 2 * _MARK], one[2 * _MARK :]))
    return found


def _told(pairs: Sequence[_Pair]) -> bytes:
    bodies = [one.first + one.second + one.outer for one in pairs]
    return _MARKED + b"".join(len(one).to_bytes(_LENGTH, "big") + one for one in bodies)


def is_marked(package: bytes) -> bool:
    """Does it tell itself whom its pairs are for?"""
    return package.startswith(_MARKED)


def renewed(package: bytes, before: Sequence[Sequence[str]], now: Sequence[str], mine: Sequence[x25519.Identity]) -> tuple[bytes, bool]:
    """The package for the custodians of `now`, as far as one of them brings it with his keys, and without opening anything: what he finds under his
    outer seal is sealed to another, and goes, sealed as it is, under an outer seal for each newcomer. Two who were there bring a newcomer together
    with everybody else who was. Pairs of those who left go as soon as every custodian of `now` is in a pair without them.

    `before`: the sets of custodians it may have been sealed to at first. The package as it was where there is nothing to do, or where not exactly one
    of them fits what these keys open. And: is there nothing left for anybody to bring?"""
    pairs = _marked(package) if is_marked(package) else _attributed(package, before, mine)
    marks = {_mark(one): one for one in now}
    known = {(one.first, one.second) for one in pairs}
    fresh = list[_Pair]()
    for identity in mine:
        own = _mark(str(identity.to_public()))
        for one in [each for each in pairs if each.first == own and each.second in marks]:
            for mark in sorted(set(marks) - {one.second}):
                if (mark, one.second) not in known:
                    known.add((mark, one.second))
                    fresh.append(_Pair(mark, one.second, wrap(unwrap(one.outer, [identity]), marks[mark])))
    kept = [one for one in (*pairs, *fresh) if one.first in marks and one.second in marks]
    everybody = {mark for one in kept for mark in (one.first, one.second)} == set(marks)
    found = kept if everybody else [*pairs, *fresh]
    inner = {one.second for one in found if one.second in marks}
    known = {(one.first, one.second) for one in found}
    whole = everybody and all((mark, other) in known for other in inner for mark in marks if mark != other)
    return (_told(found) if pairs and found != pairs else package), whole


def _attributed(package: bytes, before: Sequence[Sequence[str]], mine: Sequence[x25519.Identity]) -> list[_Pair]:
    """The pairs of a package that does not tell whom they are for: by the one order of a set of custodians that fits what these keys open."""
    if package.startswith(b"["):
        return []
    outers = _pairs(package)
    opened = {place: _mark(str(one.to_public())) for one in mine for place, outer in enumerate(outers) if _opens(one, outer)}
    keys = {_mark(str(one.to_public())) for one in mine}
    fitting = []
    for custodians in {tuple(sorted(set(one))) for one in before}:
        order = [(_mark(one), _mark(other)) for one, other in permutations(custodians, NEEDED)]
        if opened and len(order) == len(outers) and opened == {place: first for place, (first, _next) in enumerate(order) if first in keys}:
            fitting.append(order)
    if len(fitting) != 1:
        return []
    return [_Pair(first, second, outer) for (first, second), outer in zip(fitting[0], outers, strict=True)]


def _opens(identity: x25519.Identity, outer: bytes) -> bool:
    try:
        unwrap(outer, [identity])
    except Sealed:
        return False
    return True
