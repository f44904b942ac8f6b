"""The path of a unit: the chain of ids from the top, each of fixed width, so that a branch is one range of it."""

from bihuan.foundation.kernel import BadInput, _

WIDTH = 6
MOST_LEVELS = 42
"""What fits into the column; real trees have about eight levels."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LAST_STEP = "z" * WIDTH
"""No step is greater: the paths of a branch lie between its top and its top with this behind it."""


def step_of(pk: int) -> str:
    """One step of a path: the id in base 36, padded, so that paths sort and never run into each other."""
    digits = ""
    while pk:
        pk, rest = divmod(pk, 36)
        digits = _DIGITS[rest] + digits
    return digits.rjust(WIDTH, "0")


def path_under(parent_path: str, pk: int) -> str:
    """The path of unit `pk` under a parent ("" at the top). Raises BadInput past 42 levels."""
    if len(parent_path) >= WIDTH * MOST_LEVELS:
        raise BadInput(_("单位最多 %(most)d 级。请检查上级单位填得对不对。"), most=MOST_LEVELS)
    return parent_path + step_of(pk)


def ids_of(path: str) -> list[int]:
    """The ids on a path, top first; the last one is the unit itself."""
    return [int(path[start : start + WIDTH], 36) for start in range(0, len(path), WIDTH)]


def lies_within(path: str, branch: str) -> bool:
    """Does the unit with this path belong to the branch (or is it its top)?"""
    return path.startswith(branch)


def same_house(one: str, other: str) -> bool:
    """Is one unit the other, or above it, or below it? The rule of "never of their own unit", wherever somebody judges a unit (M54, P04)."""
    return one == other or lies_within(one, other) or lies_within(other, one)
