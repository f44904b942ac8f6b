"""Parts of one problem: progress, evidence, extensions."""

from django.db.models import QuerySet

from bihuan.foundation.kernel import Missing
from bihuan.problems.models import Evidence, Extension, Objection, Problem, Progress


def progress_of(problem: Problem) -> QuerySet[Progress]:
    """What was reported, latest first."""
    return problem.progress.select_related("reported_by").order_by("-pk")


def evidence_of(problem: Problem) -> QuerySet[Evidence]:
    """The files that prove it, in the order in which they came."""
    return problem.evidence.select_related("file", "added_by")


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
