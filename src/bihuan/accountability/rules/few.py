"""Small numbers of people are not told: of one to four somebody may know who they are. Neither may what is left tell them."""

LEAST = 5


def told(count: int) -> int | None:
    """The number, or None where it is small."""
    return None if 0 < count < LEAST else count


def told_of(part: int, whole: int) -> int | None:
    """A part of a number that is told, too: hidden where the part or the rest is small, or the whole is."""
    return None if told(whole) is None or told(part) is None or told(whole - part) is None else part
