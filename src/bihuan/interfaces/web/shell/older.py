"""Lists with the latest first, read on by keyset: what is older stands one button further, however much there is."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from bihuan.foundation.keyset import Part, part_of

SIZE = 50
_MARK = "before"
M = TypeVar("M", bound=Model)
T = TypeVar("T")


def older(request: HttpRequest, rows: QuerySet[M], size: int = SIZE, **named: str) -> tuple[list[M], dict[str, str]]:
    """One page of a list and the addresses for `components/older`. A mark that somebody typed begins anew; filters are kept. `named`: of
    several lists on one page this one; a mark of another moves it not."""

    def of(mark: str) -> Part[M]:
        return part_of(rows, mark, size)

    found = further(request, of, **named)
    return found.rows, leads(request, found.after, **named)


def further(request: HttpRequest, of: Callable[[str], T], **named: str) -> T:
    """What `of` gives for the mark in the address; for one that somebody typed, what it gives without."""
    mark = _mark(request, named)
    try:
        return of(mark)
    except ValueError:
        if not mark:
            raise
        return of("")


def leads(request: HttpRequest, after: str | None, **named: str) -> dict[str, str]:
    """The addresses on and back, with what else the address says."""
    kept, mark = request.GET.copy(), _mark(request, named)
    kept.pop(_MARK, None)
    for name, value in named.items():
        kept[name] = value
    newest = f"?{kept.urlencode()}" if mark else ""
    kept[_MARK] = after or ""
    return {"older": f"?{kept.urlencode()}" if after else "", "newest": newest}


def _mark(request: HttpRequest, named: dict[str, str]) -> str:
    return request.GET.get(_MARK, "") if all(request.GET.get(name) == value for name, value in named.items()) else ""
