"""Which figures of an issued report can be counted again for its moment, and when two counts differ."""

from collections.abc import Iterable

from bihuan.documents.rules.returned.answering import BY_HAND
from bihuan.documents.rules.returned.wording import LAST

Counted = dict[str, int | float | None]


def recountable(codes: Iterable[str]) -> set[str]:
    """The ids among these that this issue counted itself."""
    return {code for code in codes if not code.startswith((LAST, BY_HAND))}


def differ(printed: int | float | None, counted: int | float | None) -> bool:
    """Are two values other numbers? Shares are compared as they are printed, to two decimals."""
    if printed is None or counted is None:
        return printed is not counted
    return round(float(printed), 2) != round(float(counted), 2)
