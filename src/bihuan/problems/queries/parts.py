"""Parts of one problem: progress, evidence, extensions."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, F, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from bihuan.foundation.audit.moments import start_of
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.kernel import Missing
from bihuan.problems.models import Evidence, Extension, Merger, Objection, Problem, Progress, Suspension
from bihuan.problems.rules import text_is_private
from bihuan.problems.vocabulary import PRIVATE_SOURCES, State


def progress_of(problem: Problem) -> QuerySet[Progress]:
    """What was reported, latest first."""
    return problem.progress.select_related("reported_by").order_by("-pk")


def evidence_of(problem: Problem, until: datetime | None = None) -> QuerySet[Evidence]:
    """The files that prove it, in the order in which they came; those of findings merged into it, too, unless these are private and it is not.

    `until`: those that stood there just before a moment, of the problem as it stood then."""
    found = Evidence.objects.filter(added_at__lt=until) if until else Evidence.objects.all()
    found = found.select_related("file", "added_by").order_by("pk")
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


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on the clock: the due day moved from one day to another, or it stands still from a day until (`to_on`) another."""

    pk: int
    still: bool
    from_on: date
    to_on: date | None
    reason: str
    at: datetime | None
    by: str
    file: str
    """Name of the paper on which it rests."""

    @property
    def aside(self) -> bool:
        """The clock was stopped by nobody's decision on it: the problem was set aside – void, or disputed whose it is."""
        return self.still and self.at is None


def decisions_of(problem: Problem, until: datetime | None = None) -> list[Decision]:
    """How the due day moved and when the clock stood still, oldest first (`until`: as it was told just before a moment, of the problem as it
    stood then). One query."""
    columns = ("pk", "still", "from_on", "last", "reason", "approved_at", "approved_by__name", "proof__name")
    day, here = localdate(until) if until else None, {"problem": problem, **({"approved_at__lt": until} if until else {})}
    over = Q(to_on__lte=day)
    if until and problem.state == State.SUSPENDED:  # it was started again later that day: the last stop still stood
        over &= ~Q(pk=Subquery(Suspension.objects.filter(**here).order_by("-approved_at", "-pk").values("pk")[:1]))
    ended = Case(When(over, then="to_on"), default="until_on") if day else Coalesce("to_on", "until_on")
    moved = Extension.objects.filter(**here).order_by().annotate(still=Value(False), last=F("to_on"))
    stood = Suspension.objects.filter(**here).order_by().annotate(still=Value(True), last=ended)
    told = moved.values_list(*columns).union(stood.values_list(*columns), all=True)
    found = [Decision(pk, still, first, last, why, at, by or "", file or "") for pk, still, first, last, why, at, by, file in told]
    return sorted(found, key=lambda one: (one.at or start_of(one.from_on), one.pk))


def proof_of(problem: Problem, still: bool, pk: int) -> StoredFile:
    """The paper on which a decision rests. Missing: there is no such decision, or it rests on none."""
    decisions: QuerySet[Suspension] | QuerySet[Extension] = problem.suspensions.all() if still else problem.extensions.all()
    row = decisions.filter(pk=pk).select_related("proof").first()
    if row is None or row.proof is None:
        raise Missing()
    return row.proof


def objections_of(problem: Problem) -> QuerySet[Objection]:
    """What was said against closing while it was published, with the answers."""
    return problem.objections.select_related("raised_by", "answered_by")


def find_evidence(problem: Problem, pk: int) -> Evidence:
    """One file of this problem, or Missing."""
    found = evidence_of(problem).select_related("problem").filter(pk=pk).first()
    if found is None:
        raise Missing()
    return found


def batch_size(problem: Problem) -> int:
    """How many corrections were confirmed together with this one and still stand together; 0 for an item of no batch."""
    return Problem.objects.filter(batch=problem.batch_id).count() if problem.batch_id else 0
