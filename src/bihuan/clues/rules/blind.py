"""A search index that tells a thief nothing (M120): which pairs of signs stand in which clue, sealed under a key that only its holder's own key makes.

A pair of neighbouring signs becomes a token (HMAC-SHA256 under the holder's index key, cut short). Tokens with the clues they stand in lie in 256
leaves of a shelf of up to a thousand clues, each leaf filled up and sealed by itself, so that a search opens as many leaves as its words have pairs
and no more. Nowhere does a token lie open: how often a pair comes, which is enough to read a language, cannot be counted from a copy. Each reader
has an index of his own, and with it of his clues only: a common one would tell every reader which words stand in clues that are sealed past him.
"""

from __future__ import annotations

import hmac
import secrets
import sys
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bihuan.clues.rules.alike import pairs
from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.sealedbox.packages import Sealed
from bihuan.foundation.sealedbox.padding import plain

LEAVES, SHELF = 256, 1000
"""Leaves of a shelf; so many clues stand on one."""
_STEP = 1024
"""A leaf is filled up to a multiple of so many bytes."""
_NONCE = 12
Token = tuple[int, int]
"""The leaf, and the token on it."""


def index_key(secret: str) -> bytes:
    """The key of a holder's index, of his secret key alone."""
    return HKDF(hashes.SHA256(), 32, None, b"bihuan clue index 1").derive(secret.encode())


def told(text: str) -> str:
    """A text as it is searched: widths and cases are one, blanks and marks are none."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def words_of(query: str) -> list[str]:
    """What is looked for: each word has to stand there. Refused: nothing of two signs."""
    found = [word for word in map(told, query.split()) if len(word) > 1]
    if not found:
        raise BadInput(_("请输入至少两个字。"))
    return found


class Tokens:
    """Makes tokens, each pair once."""

    def __init__(self, key: bytes) -> None:
        self._key, self._known = hmac.new(key, digestmod="sha256"), dict[str, Token]()

    def of(self, texts: Iterable[str]) -> frozenset[Token]:
        """Those of these texts."""
        return frozenset(self._one(pair) for text in texts for pair in pairs(told(text)))

    def _one(self, pair: str) -> Token:
        if (found := self._known.get(pair)) is None:
            turn = self._key.copy()
            turn.update(pair.encode())
            made = turn.digest()
            found = self._known[pair] = made[0], int.from_bytes(made[1:5], "big")
        return found


@dataclass(frozen=True, slots=True)
class Shelved:
    """One clue as it stands on a shelf: its number, the day it was received (ordinal), its tokens."""

    clue: int
    day: int
    tokens: frozenset[Token]


Postings = dict[int, "array[int]"]
"""For each token of a leaf the places on the shelf where it stands."""


def leaves_of(shelved: Sequence[Shelved], first: int = 0, known: Mapping[int, Postings] | None = None) -> dict[int, Postings]:
    """What stands on each leaf when these come to those that are `known`; the first of them has the place `first`."""
    leaves: dict[int, Postings] = {leaf: dict((known or {}).get(leaf, {})) for leaf in range(LEAVES)}
    for place, one in enumerate(shelved, first):
        for leaf, token in one.tokens:
            leaves[leaf].setdefault(token, array("H")).append(place)
    return leaves


def leaf_bytes(postings: Postings) -> bytes:
    """A leaf as it is sealed: tokens in order, where the places of each end, the places."""
    tokens, ends, places = array("I", sorted(postings)), array("I"), array("H")
    for token in tokens:
        places.extend(postings[token])
        ends.append(len(places))
    body = b"".join(map(_little, (tokens, ends, places)))
    told_ = len(tokens).to_bytes(4, "little") + body
    size = -(-(len(told_) + 8) // _STEP) * _STEP
    return (len(told_).to_bytes(8, "big") + told_).ljust(size, b"\0")


def _little(some: array[int]) -> bytes:
    if sys.byteorder == "big":
        some = some[:]
        some.byteswap()
    return some.tobytes()


class Leaf:
    """A leaf that was opened."""

    def __init__(self, kept: bytes) -> None:
        body = memoryview(plain(kept))
        count = int.from_bytes(body[:4], "little")
        self._tokens, self._ends = _read("I", body[4 : 4 + 4 * count]), _read("I", body[4 + 4 * count : 4 + 8 * count])
        self._places = _read("H", body[4 + 8 * count :])

    def places(self, token: int) -> array[int]:
        """Where it stands."""
        at = bisect_left(self._tokens, token)
        if at == len(self._tokens) or self._tokens[at] != token:
            return array("H")
        return self._places[self._ends[at - 1] if at else 0 : self._ends[at]]

    def postings(self) -> Postings:
        """All of it."""
        return {token: self.places(token) for token in self._tokens}


def _read(kind: str, body: memoryview) -> array[int]:
    found = array(kind, body.tobytes())
    if sys.byteorder == "big":
        found.byteswap()
    return found


def list_bytes(shelved: Sequence[tuple[int, int]]) -> bytes:
    """The clues of a shelf with their days, as they are sealed."""
    return _little(array("Q", [clue for clue, _day in shelved])) + _little(array("I", [day for _clue, day in shelved]))


def read_list(body: bytes) -> list[tuple[int, int]]:
    """The same again."""
    count = len(body) // 12
    view = memoryview(body)
    return list(zip(_read("Q", view[: 8 * count]), _read("I", view[8 * count :]), strict=True))


class Shut:
    """Seals and opens what lies on the shelves of one holder, each piece bound to its place."""

    def __init__(self, key: bytes) -> None:
        self._lock = ChaCha20Poly1305(key)

    def closed(self, data: bytes, bound: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._lock.encrypt(nonce, data, bound.encode())

    def opened(self, kept: bytes, bound: str) -> bytes:
        try:
            return self._lock.decrypt(kept[:_NONCE], kept[_NONCE:], bound.encode())
        except InvalidTag as wrong:
            raise Sealed(_("搜索索引打不开，或者被改动过。")) from wrong


def together(tokens: Collection[Token], leaves: Mapping[int, Leaf]) -> set[int]:
    """The places of a shelf where all these tokens stand; rarest first, so that little is compared."""
    found = sorted((leaves[leaf].places(token) if leaf in leaves else array("H") for leaf, token in tokens), key=len)
    common = set(found[0]) if found else set()
    for one in found[1:]:
        if not common:
            break
        common.intersection_update(one)
    return common
