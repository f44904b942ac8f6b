"""What a list is narrowed by in a campaign's own columns, as it stands in an address; what cannot be read is nothing, never an error."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

_FORM = re.compile(r"(\d{1,2}):(any|none|word|text|number|day)(?::(.{1,80}))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """One filter: a column by its number, the kind, and the text or the bounds (both included, None: open)."""

    column: int
    kind: str
    text: str = ""
    least: Decimal | date | None = None
    most: Decimal | date | None = None


def read_filter(told: str) -> OwnFilter | None:
    """One filter of an address, or None."""
    found = _FORM.fullmatch(told)
    if found is None:
        return None
    column, kind, rest = int(found[1]), found[2], (found[3] or "").strip()
    if kind in ("any", "none"):
        return OwnFilter(column, kind)
    if kind in ("word", "text"):
        return OwnFilter(column, kind, rest) if rest else None
    first, dots, last = rest.partition("..")
    try:
        least, most = (_bound(kind, one) for one in (first, last if dots else first))
    except (ValueError, InvalidOperation):
        return None
    return None if least is None and most is None else OwnFilter(column, kind, rest, least, most)


def _bound(kind: str, text: str) -> Decimal | date | None:
    if not text.strip():
        return None
    if kind == "day":
        return date.fromisoformat(text.strip())
    number = Decimal(text.strip())
    if not number.is_finite():
        raise ValueError(text)
    return number
