"""Which figures of an issued report can be counted again for its moment, and when two counts differ."""

from collections.abc import Iterable

Counted = dict[str, int | float | None]

LAST = "last."
"""What an issue repeats of the one before it begins so: it is checked there, not counted again."""

_TIMELESS = frozenset({"N03", "N05", "N08", "N09", "N10", "N11"})
"""Groups, stages and catalogue are kept as they are now, without their past."""


def recountable(codes: Iterable[str]) -> set[str]:
    """The ids among these that have a past."""
    return {code for code in codes if code not in _TIMELESS and not code.startswith(LAST)}


def differ(printed: int | float | None, counted: int | float | None) -> bool:
    """Are two values other numbers? Shares are compared as they are printed, to two decimals."""
    if printed is None or counted is None:
        return printed is not counted
    return round(float(printed), 2) != round(float(counted), 2)
