"""What stands in a docx and is not on the sheet: hidden, white or dust-fine words, by themselves or by a style; and words turned about.

Half of a number made unseen would leave the old one in the file to vouch for what the reader no longer sees.
"""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOT = {"0", "false", "off"}
"""What a property says that is written and not meant."""
_WHITE = "FFFFFF"
_DUST = 4
"""Half points: 2 pt. The smallest letters of a paper have more than four times that."""
_MOST_BASES = 20


class Unseen:
    """Which styles of one docx make their words unseen."""

    def __init__(self, styles: Any = None) -> None:
        named = {one.get(f"{W}styleId"): one for one in (() if styles is None else styles.iter(f"{W}style"))}
        self._styles = {name for name in named if _in_style(named, name)}

    def covers(self, node: Any) -> bool:
        """Is a run, or a row of a table, in the file and neither on the screen nor on paper? What a run says of itself outweighs its styles."""
        if node.tag == f"{W}tr":
            return _told(node.find(f"{W}trPr/{W}hidden")) is True
        if node.tag != f"{W}r":
            return False
        own = node.find(f"{W}rPr")
        return _is_unseen(own) or (_vanishes(own) is None and self._by_style(node, own))

    def _by_style(self, run: Any, own: Any) -> bool:
        mark = None if own is None else own.find(f"{W}rStyle")
        above = next(run.iterancestors(f"{W}p"), None) if self._styles else None
        styled = None if above is None else above.find(f"{W}pPr/{W}pStyle")
        return any(one is not None and one.get(f"{W}val") in self._styles for one in (mark, styled))


def is_turned(node: Any) -> bool:
    """Are the words below a node printed from right to left, whatever they are?"""
    return bool(node.tag == f"{W}bdo" and node.get(f"{W}val") == "rtl")


def _in_style(named: dict[Any, Any], name: str) -> bool:
    for _step in range(_MOST_BASES):
        style = named.get(name)
        if style is None:
            return False
        told = style.find(f"{W}rPr")
        if _is_unseen(told):
            return True
        base = style.find(f"{W}basedOn")
        if _vanishes(told) is False or base is None:
            return False
        name = base.get(f"{W}val")
    return False


def _is_unseen(told: Any) -> bool:
    return told is not None and (_vanishes(told) is True or _is_white(told) or _is_dust(told))


def _vanishes(told: Any) -> bool | None:
    return None if told is None else _told(told.find(f"{W}vanish"))


def _told(one: Any) -> bool | None:
    return None if one is None else one.get(f"{W}val", "1") not in _NOT


def _is_white(told: Any) -> bool:
    """White words, unless they stand on a ground of their own."""
    colour, ground = told.find(f"{W}color"), told.find(f"{W}shd")
    return colour is not None and ground is None and colour.get(f"{W}val", "").upper() == _WHITE


def _is_dust(told: Any) -> bool:
    size = told.find(f"{W}sz")
    many = "" if size is None else size.get(f"{W}val", "")
    return many.isdecimal() and int(many) <= _DUST
