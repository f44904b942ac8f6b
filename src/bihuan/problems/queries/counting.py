"""What counts: neither void, nor merged into another, nor closed before the campaign was taken over. Every list, count, figure and to-do is of these."""

from django.db.models import Q, QuerySet

from bihuan.problems.models import Problem
from bihuan.problems.policy import Reach, visible
from bihuan.problems.vocabulary import UNCOUNTED

COUNTED = ~Q(state__in=UNCOUNTED)
"""A condition on rows of the ledger and on versions of them."""


def counted_to(mine: Reach, campaign_id: int) -> QuerySet[Problem]:
    """The campaign's problems that this actor may see and that count."""
    return Problem.objects.filter(visible(mine), COUNTED, campaign_id=campaign_id)
