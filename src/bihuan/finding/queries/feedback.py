"""The joint check read: reports and what became of their problems, rows of a sheet before they are taken, the combined list, the figures."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import duties
from bihuan.campaigns.queries.people import units_of
from bihuan.campaigns.queries.roster import entries_on
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.models.feedback import JointFinding, RedBlackEntry, RedBlackList, SourceReport
from bihuan.finding.queries.past import matters_then, stepped_since
from bihuan.finding.rules.feedback import CheckedFeedback, FeedbackLine, FeedbackRow, KnownToFeedback, check_feedback, doubles, source_of
from bihuan.finding.vocabulary.feedback import Double, FeedbackAction, ReportKind
from bihuan.foundation.kernel import Actor, Missing
from bihuan.problems.models import Merger, Problem
from bihuan.problems.policy import Reach, readable, visible
from bihuan.problems.queries.counting import COUNTED
from bihuan.problems.queries.likeness import least
from bihuan.problems.rules.likeness import Text, degree, plain
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


@dataclass(frozen=True, slots=True)
class Near:
    """An entry that a row of a sheet is like, in percent."""

    number: int
    text: str
    source: str
    degree: int


@dataclass(frozen=True, slots=True)
class SheetLook:
    """A sheet looked at: what is wrong; else the lines, why some are left out by themselves, what others are like."""

    checked: CheckedFeedback
    doubles: Mapping[int, Double]
    near: Mapping[int, Sequence[Near]]
    names: Mapping[int, str]

    @property
    def fresh(self) -> list[FeedbackLine]:
        """Lines that are not there already."""
        return [one for one in self.checked.lines if one.row not in self.doubles]


def look_at_sheet(mine: Reach, report: SourceReport, rows: Sequence[FeedbackRow], today: date | None = None) -> SheetLook:
    """What taking a sheet would do. A handful of queries, however many rows."""
    campaign, today = report.campaign, today or localdate()
    checked = check_feedback(rows, _known(campaign, today), report.matter[:120])
    if checked.errors:
        return SheetLook(checked, {}, {}, {})
    standing = _standing(mine, campaign, {line.unit for line in checked.lines})
    source = source_of(ReportKind(report.kind))
    texts = {(one.unit_id, plain(one.text)) for one in standing if one.source == source}
    taken = JointFinding.objects.filter(report=report)
    texts |= {(unit, plain(text)) for unit, text in taken.values_list("unit_id", "text")}
    numbers = set(taken.exclude(number="").values_list("number", flat=True))
    twice = doubles(checked.lines, numbers, texts)
    fresh = [one for one in checked.lines if one.row not in twice]
    names = {one.pk: one.name for one in units_of(campaign, today)}
    return SheetLook(checked, twice, _near(campaign, fresh, standing), names)


def _known(campaign: Campaign, today: date) -> KnownToFeedback:
    people: dict[int, dict[str, list[int]]] = defaultdict(dict)
    for unit, name, pk in entries_on(campaign, today).values_list("unit_id", "person__name", "person_id"):
        people[unit].setdefault(name, []).append(pk)
    span = (campaign.start_on, campaign.end_on) if campaign.start_on and campaign.end_on else None
    return KnownToFeedback({one.name: one.pk for one in units_of(campaign, today)}, people, span, today)


def _standing(mine: Reach, campaign: Campaign, units: set[int]) -> list[Problem]:
    rows = Problem.objects.filter(visible(mine), readable(mine), campaign=campaign, unit__in=units).exclude(state__in=OUT)
    return list(rows.only("number", "unit_id", "source", "text", "state").order_by("-pk")[: _A_UNIT * max(1, len(units))])


def _near(campaign: Campaign, lines: Sequence[FeedbackLine], standing: Sequence[Problem]) -> dict[int, list[Near]]:
    """What each line is like among the entries of its unit: only those with half of the character pairs in common are compared closely."""
    percent, found = least(campaign), dict[int, list[Near]]()
    if not percent:
        return found
    by_unit: dict[int, list[tuple[Problem, Text, frozenset[str]]]] = defaultdict(list)
    for row in standing:
        told = plain(row.text)
        by_unit[row.unit_id].append((row, Text(told), _pairs(told)))
    for line in lines:
        words = plain(line.text)
        mine, pairs = Text(words), _pairs(words)
        alike = [
            Near(row.number, row.text, row.get_source_display(), near)
            for row, text, others in by_unit.get(line.unit, ())
            if 2 * len(pairs & others) >= min(len(pairs), len(others)) and (near := degree(mine, text)) >= percent
        ]
        if alike:
            found[line.row] = sorted(alike, key=lambda one: (-one.degree, one.number))[:3]
    return found


def _pairs(told: str) -> frozenset[str]:
    return frozenset(told[at : at + 2] for at in range(len(told) - 1))


# --- quarterly lists


def lists_of(mine: Reach, campaign: Campaign) -> QuerySet[RedBlackList]:
    """The quarterly lists, latest first: whoever takes part in the campaign may read them, as they were published."""
    rows = RedBlackList.objects.filter(campaign=campaign)
    return rows if reads_joint_check(mine) else rows.filter(published_on__lte=localdate())


def find_list(mine: Reach, campaign: Campaign, pk: int) -> RedBlackList:
    """One of them, or Missing."""
    row = lists_of(mine, campaign).select_related("campaign", "file").filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def entries_of(row: RedBlackList) -> list[RedBlackEntry]:
    """Its units, red before black."""
    return list(row.entries.select_related("unit", "problem").order_by("-side", "unit__order", "pk"))


def find_entry(row: RedBlackList, pk: int) -> RedBlackEntry:
    """One of its units, or Missing."""
    entry = row.entries.select_related("unit", "problem").filter(pk=pk).first()
    if entry is None:
        raise Missing()
    return entry
