"""The steps of a problem as a line of words: past, now, next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from bihuan.problems.vocabulary import APART, OUT, Path, State

if TYPE_CHECKING:
    from bihuan.problems.models import Problem

_FULL = (
    (noop("建账"), (State.RECORDED,)), (noop("剖析"), (State.ANALYSED,)), (noop("整改"), (State.RECTIFYING, State.SUSPENDED)),
    (noop("确认"), (State.ASKED,)), (noop("核验"), (State.CONFIRMED,)), (noop("销号"), (State.VERIFIED, State.PUBLICISED)), (noop("回头看"), (State.CLOSED,)),
)  # fmt: skip
_QUICK = (
    (noop("建账"), ()), (noop("立改"), (State.RECORDED,)), (noop("确认"), (State.CORRECTED,)), (noop("销号"), ()),
    (noop("回头看"), (State.CLOSED,)),
)  # fmt: skip


_BEFORE = (noop("原台账销号"), noop("接续"), noop("回头看"))


def chain_of(row: Problem) -> list[dict[str, str]]:
    """Labels with the state past, now or next; the step that is waited for is `now`. What was closed in a sheet before went none of our steps."""
    if row.state in APART:
        ways = ("past", "past", "past" if row.looked_back_at else "now")
        return [{"label": _(label), "state": state} for label, state in zip(_BEFORE, ways, strict=True)]
    steps = _QUICK if row.path == Path.QUICK else _FULL
    state = row.state_before or row.state  # what was set aside stands where it stood
    here = next((i for i, (_label, states) in enumerate(steps) if state in states), len(steps))
    if row.path != Path.QUICK and state == State.RECORDED:
        here = 1  # recorded: the analysis is waited for
    elif row.path != Path.QUICK and state == State.ANALYSED:
        here = 2
    now = "next" if row.state in OUT else "now"  # what is void or merged waits for no step
    return [{"label": _(label), "state": "past" if i < here else now if i == here else "next"} for i, (label, _s) in enumerate(steps)]
