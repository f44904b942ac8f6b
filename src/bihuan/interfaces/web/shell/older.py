"""Lists with the latest first, read on by keyset: what is older stands one button further, however much there is."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from bihuan.foundation.keyset import part_of

SIZE = 50
M = TypeVar("M", bound=Model)


def older(request: HttpRequest, rows: QuerySet[M], size: int = SIZE, **named: str) -> tuple[list[M], dict[str, str]]:
    """One page of a list and the addresses for `components/older`. A mark that somebody typed begins anew; filters are kept. `named`: of
    several lists on one page this one; a mark of another moves it not."""
    kept = request.GET.copy()
    mark = str(kept.pop("before", [""])[-1]) if all(kept.get(name) == value for name, value in named.items()) else ""
    for name, value in named.items():
        kept[name] = value
    try:
        found = part_of(rows, mark, size)
    except ValueError:
        mark, found = "", part_of(rows, "", size)
    newest = f"?{kept.urlencode()}" if mark else ""
    kept["before"] = found.after or ""
    return found.rows, {"older": f"?{kept.urlencode()}" if found.after else "", "newest": newest}
