"""What a stage has reached, in numbers: asked before it is declared over."""

from datetime import date

from django.db.models import QuerySet

from bihuan.campaigns.models import Campaign, RosterEntry, Stage, Task
from bihuan.campaigns.queries.roster import entries_on
from bihuan.campaigns.rules.stages import GateCounts, open_conditions
from bihuan.campaigns.vocabulary import GateCondition, RosterRole, TaskState
from bihuan.problems.models import Problem
from bihuan.problems.queries.counting import COUNTED
from bihuan.problems.queries.passing_on import left_by_stage
from bihuan.problems.vocabulary import OPEN, TICKING, Source


def gate_counts(stage: Stage, today: date) -> GateCounts:
    """Seven numbers for one stage on one day. Silent subjects are asked about in the first stage, the search, alone."""
    campaign = stage.campaign
    rows, before = Problem.objects.filter(COUNTED, campaign=campaign, stage=stage), campaign.stages.filter(order__lt=stage.order)
    return GateCounts(
        before=before.filter(finished_at=None).count(),
        running=max(0, (stage.end_on - today).days) if stage.end_on else 0,
        silent=0 if before.exists() else _silent(campaign, today),
        unsorted=rows.filter(category=None, state__in=OPEN).count(),
        overdue=rows.filter(state__in=TICKING, due_on__lt=today).count(),
        tasks=Task.objects.filter(campaign=campaign, stage=stage, state=TaskState.OPEN).count(),
        left=left_by_stage(stage).count(),
    )


def _silent(campaign: Campaign, today: date) -> int:
    """Subjects without a self-check of their own on the ledger, each once."""
    return silent_subjects(campaign, today).order_by().values("person_id").distinct().count()


def silent_subjects(campaign: Campaign, today: date) -> QuerySet[RosterEntry]:
    """Places on the roster of the subjects without a self-check of their own on the ledger, by unit: the rows behind the number."""
    spoke = Problem.objects.filter(COUNTED, campaign=campaign, source=Source.SELF_CHECK).exclude(person=None).order_by().values("person_id")
    subjects = entries_on(campaign, today).filter(role=RosterRole.SUBJECT)
    return subjects.exclude(person_id__in=spoke).order_by("unit__order", "unit_id", "person__sort_key", "pk")


def unmet_of_stage(stage: Stage, today: date) -> tuple[tuple[GateCondition, int], ...]:
    """The conditions that do not hold for declaring this stage over, each with its number."""
    return open_conditions(gate_counts(stage, today))
