"""Parts of one problem: progress, evidence, extensions."""

from django.db.models import Q, QuerySet

from bihuan.foundation.kernel import Missing
from bihuan.problems.models import Evidence, Extension, Merger, Objection, Problem, Progress
from bihuan.problems.rules import text_is_private
from bihuan.problems.vocabulary import PRIVATE_SOURCES


def progress_of(problem: Problem) -> QuerySet[Progress]:
    """What was reported, latest first."""
    return problem.progress.select_related("reported_by").order_by("-pk")


def evidence_of(problem: Problem) -> QuerySet[Evidence]:
    """The files that prove it, in the order in which they came; those of findings merged into it, too, unless these are private and it is not."""
    if not problem.merged:
        return problem.evidence.select_related("file", "added_by")
    members = Merger.objects.filter(main=problem, parted_at=None)
    if not text_is_private(problem.source):
        members = members.exclude(member__source__in=PRIVATE_SOURCES)
    of = Q(problem=problem) | Q(problem__in=members.values("member_id"))
    return Evidence.objects.filter(of).select_related("file", "added_by", "problem").order_by("pk")


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
