"""What one name has to do with another: the same in other signs, the same body with its place left out or shortened, a mark behind a person."""

import re
import unicodedata
from collections.abc import Iterable

from bihuan.problems.rules.sheet.shape import KnownManifestation, KnownPerson

_PLACE, _SHORTEST = re.compile(r"[\u4e00-\u9fff]{0,8}[省市县区州旗盟]"), 3
_BODIES = "局委办厅"
_WITH_MARK = re.compile(r"(.[^（(]*)[（(](.+)[）)]")
_DOTS = str.maketrans("•・‧･∙.．", "·······")


def squeeze(text: str) -> str:
    """A name as it is compared: without blanks, full-width brackets and figures as plain ones, one kind of dot between the parts of a name."""
    text = "".join(text.split())
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_DOTS)


def same_place(told: str, name: str) -> bool:
    """Does one of both only leave out the place before it: 水利局 or 青石县水利局 for 县水利局?"""
    short, whole = sorted((told, name), key=len)
    place = whole.removesuffix(short) if len(short) >= _SHORTEST else ""
    ends = (place, place + short[0]) if short is name else (place,)
    return bool(place) and place != whole and any(_PLACE.fullmatch(one) for one in ends)


def stands_for(short: str, name: str) -> bool:
    """Is it a body's name with letters left out inside: 住建局 or 县住建局 for 县住房和城乡建设局? Of towns and villages nobody speaks so."""
    if len(short) < _SHORTEST or short[-1] not in _BODIES or short[-1] != name[-1] or len(short) >= len(name):
        return False
    letters = iter(name[1:] if short[0] != name[0] and _PLACE.fullmatch(name[0]) else name)
    return next(letters, "") == short[0] and all(one in letters for one in short[1:])


def called(one: KnownManifestation) -> tuple[str, ...]:
    """How a manifestation may be written: its text, its number, or both."""
    text = squeeze(one.text)
    return (text, one.number, f"{one.number}{text}", f"{one.number}.{text}", f"{one.number}、{text}") if one.number else (text,)


def marked(text: str) -> tuple[str, str]:
    """A name and the mark in brackets behind it: 王静（副科长）."""
    found = _WITH_MARK.fullmatch(squeeze(text))
    return (found[1], found[2]) if found else (squeeze(text), "")


def marks(person: KnownPerson) -> tuple[str, ...]:
    """What tells somebody from others of his name: post, telephone, and always his key."""
    return (*(squeeze(mark) for mark in person.marks if mark), f"编号{person.pk}")


def with_mark(people: Iterable[KnownPerson], mark: str) -> list[KnownPerson]:
    """Those whom the mark fits; all where there is none."""
    return [one for one in people if not mark or mark in marks(one)]
