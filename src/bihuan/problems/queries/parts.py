"""Parts of one problem: progress, evidence, extensions."""

from datetime import datetime

from django.db.models import Q, QuerySet

from bihuan.foundation.kernel import Missing
from bihuan.problems.models import Evidence, Extension, Merger, Objection, Problem, Progress
from bihuan.problems.rules import text_is_private
from bihuan.problems.vocabulary import PRIVATE_SOURCES


def progress_of(problem: Problem) -> QuerySet[Progress]:
    """What was reported, latest first."""
    return problem.progress.select_related("reported_by").order_by("-pk")


def evidence_of(problem: Problem, until: datetime | None = None) -> QuerySet[Evidence]:
    """The files that prove it, in the order in which they came; those of findings merged into it, too, unless these are private and it is not.

    `until`: those that stood there just before a moment, of the problem as it stood then."""
    found = Evidence.objects.filter(added_at__lt=until) if until else Evidence.objects.all()
    found = found.select_related("file", "added_by", "problem").order_by("pk")
    if not problem.merged:
        return found.filter(problem=problem)
    members = Merger.objects.filter(_stands(until), main=problem)
    if not text_is_private(problem.source):
        members = members.exclude(member__source__in=PRIVATE_SOURCES)
    of = Q(problem=problem) | Q(problem__in=members.values("member_id"))
    return found.filter(of)


def _stands(until: datetime | None) -> Q:
    """Findings that stand behind an entry now, or stood there just before a moment."""
    return Q(parted_at=None) if until is None else Q(merged_at__lt=until) & (Q(parted_at=None) | Q(parted_at__gte=until))


def extensions_of(problem: Problem) -> QuerySet[Extension]:
    """How the due day moved."""
    return problem.extensions.select_related("approved_by")


def objections_of(problem: Problem) -> QuerySet[Objection]:
    """What was said against closing while it was published, with the answers."""
    return problem.objections.select_related("raised_by", "answered_by")


def find_evidence(problem: Problem, pk: int) -> Evidence:
    """One file of this problem, or Missing."""
    found = evidence_of(problem).filter(pk=pk).first()
    if found is None:
        raise Missing()
    return found


def batch_size(problem: Problem) -> int:
    """How many corrections were confirmed together with this one and still stand together; 0 for an item of no batch."""
    return Problem.objects.filter(batch=problem.batch_id).count() if problem.batch_id else 0
