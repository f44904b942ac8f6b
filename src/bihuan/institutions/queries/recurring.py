"""Repetition: the same item of the catalogue in the same unit again, after an earlier finding of it was closed (M192).

What was found after a campaign stands in a later one: items are the same by their words, in the campaigns that the actor sees."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries import visible_to as campaigns_visible_to
from bihuan.foundation.kernel import Actor
from bihuan.institutions.models import Institution, InstitutionProblem
from bihuan.organisation.rules.paths import LAST_STEP
from bihuan.problems.models import Problem
from bihuan.problems.policy import Reach, readable, visible
from bihuan.problems.queries import counted_to
from bihuan.problems.vocabulary import OUT

_AGAIN = """problems_problem.id IN (SELECT later.id FROM problems_problem later
JOIN campaigns_manifestation item ON item.id = later.manifestation_id
JOIN (SELECT closed.unit_id, words.text, min(closed.closed_at) AS first FROM problems_problem closed
      JOIN campaigns_manifestation words ON words.id = closed.manifestation_id
      WHERE closed.campaign_id IN ({places}) AND closed.closed_at IS NOT NULL AND closed.state NOT IN ({out})
      GROUP BY closed.unit_id, words.text) earlier ON earlier.unit_id = later.unit_id AND earlier.text = item.text
WHERE later.campaign_id = %s AND later.recorded_at > earlier.first)"""


def _campaigns_seen(actor: Actor, campaign: Campaign) -> list[int]:
    return sorted({campaign.pk, *campaigns_visible_to(actor).values_list("pk", flat=True)})


def repetitions(mine: Reach, campaign: Campaign) -> QuerySet[Problem]:
    """The counted problems that this actor sees and that repeat one that was closed before they came up, latest first."""
    seen = _campaigns_seen(mine.actor, campaign)
    out = ", ".join(f"'{state.value}'" for state in OUT)
    asked = _AGAIN.format(places=", ".join(["%s"] * len(seen)), out=out)
    rows = counted_to(mine, campaign.pk).filter(readable(mine)).extra(where=[asked], params=[*seen, campaign.pk])  # noqa: S610 - a text of ours
    return rows.select_related("unit", "manifestation", "category").order_by("-number")


@dataclass(frozen=True, slots=True)
class CameBack:
    """What came up again since a rule was issued: new findings of the linked items, and linked problems that were reopened."""

    findings: Sequence[Problem]
    count: int
    reopened: int


MOST = 20
"""Findings shown on the page of a rule; the rest is one click away."""


def came_back(mine: Reach, row: Institution) -> CameBack:
    """Counted from the day after the rule was issued, in the units of the linked problems and in the branch that answers for the rule, as far as
    this actor sees them. Four queries; none before it is issued."""
    if row.issued_on is None:
        return CameBack((), 0, 0)
    linked = Problem.objects.filter(pk__in=InstitutionProblem.objects.filter(institution=row).values("problem_id"))
    items = {pk for pk in linked.order_by().values_list("manifestation_id", flat=True) if pk}
    branch = Q(unit__path__gte=row.unit.path, unit__path__lte=row.unit.path + LAST_STEP)
    where = branch | Q(unit__in=linked.order_by().values("unit_id"))
    found = (
        counted_to(mine, row.campaign_id)
        .filter(readable(mine), where, manifestation_id__in=items, found_on__gt=row.issued_on)
        .exclude(pk__in=linked.values("pk"))
    )
    back = linked.filter(visible(mine), reopened__gt=0, closed_at=None).count()
    return CameBack(list(found.select_related("unit", "manifestation").order_by("-number")[:MOST]), found.count(), back)
