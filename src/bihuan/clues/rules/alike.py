"""How much two texts say the same: shared pairs of neighbouring signs, as a percentage of all pairs (Jaccard); and which of many belong together."""

import zlib
from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
BUNDLED_FROM = 60
_BINS, _BAND = 64, 2
_NONE = -1
_LOOKED_AT = 8
"""Of those that fell into one place so many are held against a newcomer: a flood of one text must not cost more with each of its copies."""


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring signs, without blanks and punctuation."""
    plain = "".join(sign for sign in text if sign.isalnum())
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def alike(one: str, other: str) -> int:
    """0 to 100."""
    return _share(pairs(one), pairs(other))


def _share(mine: frozenset[str], his: frozenset[str]) -> int:
    return round(100 * len(mine & his) / len(mine | his)) if mine and his else 0


def bundles(texts: Mapping[Key, str], least: int = BUNDLED_FROM) -> list[list[Key]]:
    """Those that say much the same, together, the largest bundle first and each as it came: what somebody sends a thousand times is read once. A
    suggestion, never a decision; nothing is left out, and one that is like no other is a bundle of its own.

    Each text is drawn as 64 numbers (MinHash with one permutation: Li, Owen, Zhang 2012), and only those with two neighbouring numbers in common are
    held against each other: 20,000 texts take seconds."""
    places: dict[tuple[int, int, int], list[int]] = {}
    known: list[frozenset[str]] = []
    found: list[list[Key]] = []
    exact: dict[frozenset[str], int] = {}
    for key, text in texts.items():
        mine = pairs(text)
        number = exact.get(mine) if mine else None
        if number is None:
            bands = _bands(mine)
            number = _first_like(mine, bands, places, known, least)
            if number is None:
                number = len(found)
                known.append(mine)
                found.append([])
                for band in bands:
                    here = places.setdefault(band, [])
                    if len(here) < _LOOKED_AT:
                        here.append(number)
            exact[mine] = number
        found[number].append(key)
    return sorted(found, key=len, reverse=True)


def _first_like(
    mine: frozenset[str],
    bands: list[tuple[int, int, int]],
    places: Mapping[tuple[int, int, int], list[int]],
    known: list[frozenset[str]],
    least: int,
) -> int | None:
    seen = dict.fromkeys(number for band in bands for number in places.get(band, ()))
    return next((number for number in seen if _share(mine, known[number]) >= least), None)


def _bands(mine: frozenset[str]) -> list[tuple[int, int, int]]:
    drawn = [_NONE] * _BINS
    for pair in mine:
        number = zlib.crc32(pair.encode())
        at, value = number % _BINS, number // _BINS
        if drawn[at] == _NONE or value < drawn[at]:
            drawn[at] = value
    return [(at, drawn[at], drawn[at + 1]) for at in range(0, _BINS, _BAND) if drawn[at] != _NONE or drawn[at + 1] != _NONE]
