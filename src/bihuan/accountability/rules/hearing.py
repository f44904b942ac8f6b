"""When somebody has been heard (P02; 公职人员政务处分法 第四十三条)."""

from datetime import date


def was_heard(*, stated: bool, waived: bool, respond_on: date | None, today: date) -> bool:
    """He said something, or said that he will not, or the time that he was told is over."""
    return stated or waived or (respond_on is not None and today > respond_on)


def is_over(*, ends_on: date | None, follow_on: date | None, today: date) -> bool:
    """Is the influence period over? A measure without one is over when somebody was to look after it (M170)."""
    last = ends_on or follow_on
    return last is not None and today > last
