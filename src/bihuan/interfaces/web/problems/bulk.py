"""The steps that are offered on many ticked rows: those that move items on stand in the bar, the others open in its menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.vocabulary import Duty
from bihuan.problems.vocabulary import Action

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.problems.queries import Reach


@dataclass(frozen=True, slots=True)
class BulkStep:
    """A step that is offered on ticked rows, in the reader's language."""

    value: str
    label: str


_HEADS = (Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE)
_FRONT = (
    (Action.CONFIRM_CORRECTION, _HEADS), (Action.CONFIRM, _HEADS), (Action.VERIFY, (Duty.SUPERVISOR,)), (Action.PUBLICISE, (Duty.OFFICE,)),
    (Action.CLOSE, (Duty.OFFICE,)), (Action.ASK, (Duty.LIAISON,)),
)  # fmt: skip
_MORE = (
    (Action.PRIORITISE, (Duty.OFFICE, Duty.LEADER)), (Action.LOOK_BACK, (Duty.OFFICE, Duty.SUPERVISOR)),
    (Action.SHARE, (Duty.OFFICE, Duty.LIAISON, Duty.UNIT_HEAD)), (Action.MERGE, (Duty.OFFICE,)), (Action.VOID, (Duty.OFFICE,)),
)  # fmt: skip


def front(mine: Reach, campaign: Campaign) -> tuple[BulkStep, ...]:
    """The steps in the bar; each row is still asked by itself. Nothing is published where nobody asks for it."""
    without = () if campaigns.settings_for(campaign).publicity_step else (Action.PUBLICISE,)
    return tuple(one for one in _told(mine, _FRONT) if one.value not in without)


def more(mine: Reach) -> tuple[BulkStep, ...]:
    """The steps in its menu."""
    return _told(mine, _MORE)


def _told(mine: Reach, steps: Sequence[tuple[Action, Sequence[Duty]]]) -> tuple[BulkStep, ...]:
    return tuple(BulkStep(one.value, _(one.label)) for one, duties in steps if mine.holds(*duties))
