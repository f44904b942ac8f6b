"""The joint check read: reports and what became of their problems, rows of a sheet before they are taken, the combined list, the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import duties
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.models.feedback import JointFinding, RedBlackList, SourceReport
from bihuan.finding.queries.past import matters_then, stepped_since
from bihuan.finding.vocabulary.feedback import FeedbackAction
from bihuan.foundation.kernel import Actor, Missing
from bihuan.problems.models import Merger, Problem
from bihuan.problems.policy import Reach, readable, visible
from bihuan.problems.queries.counting import COUNTED
from bihuan.problems.vocabulary import DONE, JOINT_CHECK, OUT, State

_A_UNIT = 3000
"""So many of a unit's latest entries a row of a sheet is compared with."""


def works_joint_check(actor: Actor, campaign: Campaign) -> bool:
    """Does he work the joint check? The task force alone."""
    return bool(duties(actor, campaign) & {Duty.OFFICE, Duty.MACHINE})


def reads_joint_check(mine: Reach) -> bool:
    """Does he see reports and lists as such: office, leading group, supervision groups?"""
    return mine.actor.is_system or mine.holds(Duty.OFFICE, Duty.LEADER, Duty.SUPERVISOR)


def joint_problems(mine: Reach, campaign: Campaign) -> QuerySet[Problem]:
    """The counted entries of the joint check that this actor sees and may read."""
    return Problem.objects.filter(visible(mine), readable(mine), COUNTED, campaign=campaign, source__in=JOINT_CHECK)


@dataclass(frozen=True, slots=True)
class JointFigures:
    """Instances, matters and persons are three figures (A01); opinions of letters are a fourth and none of these."""

    instances: int
    matters: int
    units: int
    persons: int
    ungrouped: int
    by_source: Mapping[str, int]


def joint_figures(mine: Reach, campaign: Campaign) -> JointFigures:
    """Computed from the rows that this actor sees. Three queries."""
    rows = joint_problems(mine, campaign).order_by()
    told = rows.aggregate(instances=Count("pk"), units=Count("unit", distinct=True), persons=Count("person", distinct=True))
    gathered = JointFinding.objects.filter(problem__in=rows.values("pk")).aggregate(
        many=Count("pk"), matters=Count("matter", distinct=True)
    )
    sources = dict(rows.values_list("source").annotate(Count("pk")))
    left = told["instances"] - gathered["many"]
    return JointFigures(told["instances"], gathered["matters"], told["units"], told["persons"], left, sources)


def matters_on(campaign: Campaign, problems: QuerySet[Any], key: str, until: datetime | None = None) -> int:
    """How many matters ledger rows of the joint check stood under (N19); `key` is the column that names their problem. `until`: as they had
    been gathered just before that moment."""
    keys = problems.filter(source__in=JOINT_CHECK).order_by().values(key)
    rows = JointFinding.objects.filter(campaign=campaign, problem__in=keys)
    if until is None:
        return rows.values("matter").distinct().count()
    return len(matters_then(rows.filter(noted_at__lt=until), FeedbackAction.GROUP, until))


def lists_on(campaign: Campaign, day: date, until: datetime | None = None) -> int:
    """How many quarterly lists had been published by a day (N17); `until`: as it was registered just before that moment."""
    rows = RedBlackList.objects.filter(campaign=campaign, published_on__lte=day)
    if until is None:
        return rows.count()
    rows = rows.filter(kept_at__lt=until)
    return rows.exclude(pk__in=stepped_since(rows, FeedbackAction.PUBLISH, until)).count()


@dataclass(slots=True)
class OfMatter:
    """The instances of one matter in one unit."""

    matter: str
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class OfUnit:
    """A unit's part of the combined list."""

    name: str
    matters: dict[str, OfMatter] = field(default_factory=dict)

    @property
    def instances(self) -> int:
        """How many instances in all."""
        return sum(len(one.problems) for one in self.matters.values())


def combined(mine: Reach, campaign: Campaign, *, matter: str = "") -> list[OfUnit]:
    """The combined list by unit, matter and instance (D22); what nobody gathered yet stands under "". Two queries."""
    rows = joint_problems(mine, campaign).select_related("unit", "person").order_by("unit__order", "unit_id", "number")
    matters = dict(JointFinding.objects.filter(campaign=campaign).values_list("problem_id", "matter"))
    units: dict[int, OfUnit] = {}
    for row in rows:
        told = matters.get(row.pk, "")
        if matter and told != matter:
            continue
        unit = units.setdefault(row.unit_id, OfUnit(row.unit.name))
        unit.matters.setdefault(told, OfMatter(told)).problems.append(row)
    return list(units.values())


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A matter over all units."""

    name: str
    instances: int
    units: int


def matters_of(mine: Reach, campaign: Campaign) -> list[MatterLine]:
    """The matters with their instances and units, the largest first. One query."""
    rows = JointFinding.objects.filter(problem__in=joint_problems(mine, campaign).order_by().values("pk"))
    told = rows.order_by().values("matter").annotate(many=Count("pk"), units=Count("unit", distinct=True)).order_by("-many", "matter")
    return [MatterLine(one["matter"], one["many"], one["units"]) for one in told]


def problems_under(mine: Reach, campaign: Campaign, *, matters: Sequence[str] = (), numbers: Sequence[int] = ()) -> list[Problem]:
    """Entries of the joint check that this actor sees: of some matters, or with some numbers."""
    rows = Problem.objects.filter(visible(mine), readable(mine), campaign=campaign, source__in=JOINT_CHECK).exclude(state__in=OUT)
    wanted = (
        rows.filter(pk__in=JointFinding.objects.filter(campaign=campaign, matter__in=matters).values("problem_id")) if matters else rows
    )
    return list((wanted if matters else rows.filter(number__in=numbers)).select_related("campaign", "unit").order_by("number"))


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report with how many problems came of it, how many of them are closed."""

    report: SourceReport
    found: int
    closed: int


def reports_of(mine: Reach, campaign: Campaign, kind: str = "") -> QuerySet[SourceReport]:
    """The reports, latest first."""
    rows = SourceReport.objects.filter(campaign=campaign).select_related("registered_by")
    if not reads_joint_check(mine):
        return rows.none()
    return rows.filter(kind=kind) if kind else rows


def with_finds(mine: Reach, campaign: Campaign, rows: Sequence[SourceReport]) -> list[ReportLine]:
    """Reports of one page with what came of each; the counts are of what this actor sees. One query."""
    seen = Problem.objects.filter(visible(mine), campaign=campaign).exclude(state=State.VOID).order_by().values("pk")
    counted = (
        JointFinding.objects.filter(campaign=campaign, problem__in=seen, report__in=[one.pk for one in rows]).order_by().values("report")
    )
    counts = counted.annotate(many=Count("pk"), done=Count("pk", filter=_done())).values_list("report", "many", "done")
    told = {pk: (many, done) for pk, many, done in counts}
    return [ReportLine(one, *told.get(one.pk, (0, 0))) for one in rows]


def _standing_merger() -> QuerySet[Merger]:
    return Merger.objects.filter(member=OuterRef("problem"), parted_at=None)


def _done() -> Q:
    """Closed by itself, or behind an entry that is."""
    return Q(problem__state__in=DONE) | Q(Exists(_standing_merger().filter(main__state__in=DONE)))


def find_report(mine: Reach, campaign: Campaign, pk: int) -> SourceReport:
    """A report, or Missing."""
    row = SourceReport.objects.select_related("campaign", "file", "registered_by").filter(campaign=campaign, pk=pk).first()
    if row is None or not reads_joint_check(mine):
        raise Missing()
    return row


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A finding of a report; `main` is the number of the entry that it stands behind, where it was merged."""

    finding: JointFinding
    main: int | None

    @property
    def number(self) -> int:
        """Where it is opened on the ledger."""
        return self.main or self.finding.problem.number


def findings_of(mine: Reach, report: SourceReport) -> list[FoundLine]:
    """What came of a report, each with where it stands on the ledger: traced to its closing (M64). One query."""
    seen = Problem.objects.filter(visible(mine), campaign=report.campaign).order_by().values("pk")
    rows = report.findings.filter(problem__in=seen).select_related("unit", "person", "problem", "problem__campaign")
    main = Subquery(_standing_merger().values("main__number")[:1])
    told = rows.annotate(main=main).order_by("pk")
    return [FoundLine(one, one.main) for one in told]


# --- a sheet, before its rows are taken


# --- quarterly lists
