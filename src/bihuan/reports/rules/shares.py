"""A share as papers, figures and forms tell it."""


def percent(part: float, whole: float) -> float:
    """How much of the whole a part is, in percent with one place; of nothing it is 0."""
    return round(100 * part / whole, 1) if whole else 0.0
