"""What somebody typed as a filter, held against what filters there are. Pages drop what they do not know, and say so; commands and programs are
refused."""

from collections.abc import Iterable, Iterator, Mapping

from bihuan.foundation.kernel import BadInput, _
from bihuan.problems.rules.filters import _GAINS, _NUMBERS, _SPANS, _WORDS, _YES, SIZES, SORTS, Filters, span_of
from bihuan.problems.rules.own_filters import read_filter

_NO_NAME = _("没有“%(name)s”这个条件。可以用：%(accepted)s。")
_NO_VALUE = _("条件 %(name)s 里没有“%(value)s”。可以填：%(accepted)s。")
_A_NUMBER = _("编号（数字）")
_A_SPAN = _("日期起止，例如 2026-03-01..2026-03-07")
_FREE = ("q", "own", "at", *_GAINS)


def asked(given: Mapping[str, Iterable[str]]) -> Filters:
    """The filters of an address, every word of them known. Refused: a name or a value that is none, with those that are."""
    for name, value, accepted in _unknown(given):
        raise BadInput(_NO_VALUE if value else _NO_NAME, name=name, value=value, accepted="、".join(accepted))
    found = Filters.read({name: list(values) for name, values in given.items()})
    for name, value in _unread(given, found):
        raise BadInput(_NO_VALUE, name=name, value=value, accepted=_("与网页地址里的写法相同"))
    return found


def dropped(given: Mapping[str, Iterable[str]], found: Filters) -> list[str]:
    """The parts of an address, as state=word, that no filter came of."""
    told = [*((name, value) for name, value, _accepted in _unknown(given)), *_unread(given, found)]
    return [f"{name}={value}" if value else name for name, value in dict.fromkeys(told)]


def _unread(given: Mapping[str, Iterable[str]], found: Filters) -> list[tuple[str, str]]:
    unread = [(name, value) for name in ("at", *_GAINS) for value in given.get(name, ()) if value and not getattr(found, name)]
    return unread + [("own", value) for value in given.get("own", ()) if value and not read_filter(value)]


def _unknown(given: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str, list[str]]]:
    """(name, value, what would do) of everything that is not known; value "" for a name that is none."""
    names = [*_WORDS, *_NUMBERS, *_YES, *_SPANS, *(one for one in _FREE if one in Filters.__dataclass_fields__), "sort", "size"]
    for name, values in given.items():
        if name not in names:
            yield name, "", names
            continue
        for value in (part for one in values for part in str(one).split(",") if part):
            accepted = _accepted(name, value)
            if accepted is not None:
                yield name, value, accepted


def _accepted(name: str, value: str) -> list[str] | None:
    """What a value of this name may be, or None where it is one."""
    if name in _WORDS:
        words = {word.value: word.label for word in _WORDS[name]}
        return None if value in words else [f"{word}（{label}）" for word, label in words.items()]
    if name in _NUMBERS:
        return None if value.isascii() and value.isdigit() and len(value) < 16 else [_A_NUMBER]
    if name in _YES:
        return None if value == "1" else ["1"]
    if name in _SPANS:
        return None if span_of(value) else [_A_SPAN]
    known = {"sort": list(SORTS), "size": [str(one) for one in SIZES]}.get(name)
    return None if known is None or value in known else known
