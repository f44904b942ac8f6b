"""Goals of the plan with what they are tied to (M19)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.campaigns.models import Campaign, GoalTie
from bihuan.foundation.kernel import Missing


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal, in the plan's words, with its ties."""

    text: str
    ties: Sequence[GoalTie]


def goals_of(campaign: Campaign) -> list[Goal]:
    """The goals in the order of the plan. One query."""
    ties: dict[str, list[GoalTie]] = {}
    for one in GoalTie.objects.filter(campaign=campaign, untied_at=None).select_related("task__unit", "task__group").order_by("pk"):
        ties.setdefault(one.goal, []).append(one)
    return [Goal(text, ties.get(text, ())) for text in campaign.file.get("goals", ())]


def find_tie(campaign: Campaign, pk: int) -> GoalTie:
    """A tie that stands, or Missing."""
    row = GoalTie.objects.filter(campaign=campaign, pk=pk, untied_at=None).first()
    if row is None:
        raise Missing()
    return row
