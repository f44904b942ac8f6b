"""Inspections that come too close together (政府督查工作条例 第十五条: no repeated, no many-headed inspection)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Near:
    """Another inspection of the unit: a plan or an open visit by its name; `hidden` a covert visit, of which nothing more is told."""

    title: str
    from_on: date
    to_on: date
    hidden: bool = False


def is_near(from_on: date, to_on: date, other_from: date, other_to: date, apart: int) -> bool:
    """Do the two spans overlap, or lie less than `apart` days from each other?"""
    return (other_from - to_on).days < apart and (from_on - other_to).days < apart
