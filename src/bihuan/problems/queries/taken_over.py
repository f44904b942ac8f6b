"""A campaign that came here half done: what was closed in its sheet before, counted by itself.

For the look-back draw: `first_to_look_back` are the rows that nobody here has looked at yet. They come before all others, since nothing about
them was verified here; a row that was looked back stays closed before the take-over and leaves this list."""

from django.db.models import QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.problems.models import Problem, TakeOver
from bihuan.problems.policy import Reach, visible
from bihuan.problems.vocabulary import APART, State


def closed_before(mine: Reach, campaign_id: int) -> QuerySet[Problem]:
    """The rows closed before the take-over that this actor sees."""
    return Problem.objects.filter(visible(mine), campaign_id=campaign_id, state__in=APART)


def first_to_look_back(campaign_id: int) -> QuerySet[Problem]:
    """Closed before the take-over and not looked at since: first in the look-back draw, in the order of the ledger."""
    return Problem.objects.filter(campaign_id=campaign_id, state=State.CLOSED_BEFORE, looked_back_at=None).order_by("number")


def take_over_of(campaign: Campaign) -> TakeOver | None:
    """The take-over of a campaign, where there was one."""
    return TakeOver.objects.select_related("file", "taken_by").filter(campaign=campaign).first()
