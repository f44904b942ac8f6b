"""The grounds on which the words of a docx stand: white letters are read on a dark one and on no other."""

from collections.abc import Iterable, Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WHITE, _DARK = 245, 200
"""Brightness, of 255: letters from the one on are lost on paper; a ground below the other lets them stand out."""
_MARKED = f"{W}highlight"


def is_white(colour: str) -> bool:
    """Is this colour (RRGGBB, or "auto") one that paper swallows?"""
    bright = _brightness(colour)
    return bright is not None and bright >= _WHITE


def lies_on_dark(run: Any, layers: Iterable[Any], styles: Iterable[Any]) -> bool:
    """Does a run stand on a ground of its own, its paragraph's, its cell's or its table's that is dark? The nearest that has a colour says so;
    "auto" has none. `layers` and `styles`: what its letters and its paragraph have by their styles."""
    for ground in _grounds(run, layers, styles):
        if ground.tag == _MARKED:
            return ground.get(f"{W}val") not in ("white", "none")
        colour = ground.get(f"{W}color" if ground.get(f"{W}val") == "solid" else f"{W}fill", "auto")
        bright = 0 if ground.get(f"{W}val") == "solid" and colour == "auto" else _brightness(colour)
        if bright is not None:
            return bright < _DARK
    return False


def _grounds(run: Any, layers: Iterable[Any], styles: Iterable[Any]) -> Iterator[Any]:
    found = [next((one.find(tag) for one in layers if one.find(tag) is not None), None) for tag in (_MARKED, f"{W}shd")]
    above = next(run.iterancestors(f"{W}p"), None)
    found += [None if above is None else above.find(f"{W}pPr/{W}shd"), *(one.find(f"{W}pPr/{W}shd") for one in styles)]
    found += [one.find(f"{W}tcPr/{W}shd" if one.tag == f"{W}tc" else f"{W}tblPr/{W}shd") for one in run.iterancestors(f"{W}tc", f"{W}tbl")]
    return (one for one in found if one is not None)


def _brightness(colour: str) -> int | None:
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return None
    return (299 * red + 587 * green + 114 * blue) // 1000
