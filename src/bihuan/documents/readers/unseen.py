"""What stands in a docx and is not on the sheet: hidden, white or dust-fine words, by themselves or by a style; and words turned about.

Half of a number made unseen would leave the old one in the file to vouch for what the reader no longer sees. What is on the sheet has to be
read as well: white words on a dark cell, black ones that outweigh a white style.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

from bihuan.documents.readers.grounds import is_white, lies_on_dark

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOT = {"0", "false", "off"}
"""What a property says that is written and not meant."""
_DUST = 4
"""Half points: 2 pt. The smallest letters of a paper have more than four times that."""
_MOST_BASES = 20
T = TypeVar("T")


class Unseen:
    """Which words of one docx are unseen, as they say themselves or their styles do."""

    def __init__(self, styles: Any = None) -> None:
        named = [] if styles is None else list(styles.iter(f"{W}style"))
        self._named = {one.get(f"{W}styleId"): one for one in named}
        self._default = next((one.get(f"{W}styleId") for one in named if _is_default(one)), None)
        self._all = None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._layers = lru_cache(1000)(self._looks)

    def covers(self, node: Any) -> bool:
        """Is a run, or a row of a table, in the file and neither on the screen nor on paper? What a run says of itself outweighs its styles."""
        if node.tag == f"{W}tr":
            return _told(node.find(f"{W}trPr/{W}hidden")) is True
        if node.tag != f"{W}r":
            return False
        own, above = node.find(f"{W}rPr"), next(node.iterancestors(f"{W}p"), None)
        styled = None if above is None else _value(above.find(f"{W}pPr/{W}pStyle"))
        styles = self._layers(None if own is None else _value(own.find(f"{W}rStyle")), styled or self._default)
        layers = styles if own is None else (own, *styles)
        if _first(layers, _vanishes) or (_first(layers, _size) or _DUST + 1) <= _DUST:
            return True
        return is_white(_first(layers, _colour) or "") and not lies_on_dark(node, layers, self._of(styled or self._default))

    def _looks(self, mark: str | None, styled: str | None) -> tuple[Any, ...]:
        """What the styles of a run say of its letters, the nearer one first, and last what holds for the whole file."""
        told = [one.find(f"{W}rPr") for name in (mark, styled) for one in self._of(name)]
        return tuple(one for one in (*told, self._all) if one is not None)

    def _of(self, name: str | None) -> Iterator[Any]:
        """A style and those on which it is founded."""
        for _step in range(_MOST_BASES):
            style = self._named.get(name)
            if style is None:
                return
            yield style
            name = _value(style.find(f"{W}basedOn"))


def is_turned(node: Any) -> bool:
    """Are the words below a node printed from right to left, whatever they are?"""
    return bool(node.tag == f"{W}bdo" and node.get(f"{W}val") == "rtl")


def _is_default(style: Any) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in _NOT


def _first(layers: tuple[Any, ...], says: Callable[[Any], T | None]) -> T | None:
    return next((told for one in layers if (told := says(one)) is not None), None)


def _vanishes(told: Any) -> bool | None:
    return _told(told.find(f"{W}vanish"))


def _told(one: Any) -> bool | None:
    return None if one is None else one.get(f"{W}val", "1") not in _NOT


def _colour(told: Any) -> str | None:
    return _value(told.find(f"{W}color"))


def _size(told: Any) -> int | None:
    many = _value(told.find(f"{W}sz")) or ""
    return int(many) if many.isdecimal() else None


def _value(one: Any) -> str | None:
    return None if one is None else one.get(f"{W}val")
