"""What a sheet of findings from outside would do: how each line is known, which standing items look alike."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.people import units_of
from bihuan.campaigns.queries.roster import entries_on
from bihuan.finding.models.feedback import JointFinding, SourceReport
from bihuan.finding.queries.feedback import _A_UNIT
from bihuan.finding.rules.feedback import CheckedFeedback, FeedbackLine, FeedbackRow, KnownToFeedback, check_feedback, doubles, source_of
from bihuan.finding.vocabulary.feedback import Double, ReportKind
from bihuan.problems.models import Problem
from bihuan.problems.policy import Reach, readable, visible
from bihuan.problems.queries.likeness import least
from bihuan.problems.rules.likeness import Text, degree, plain
from bihuan.problems.vocabulary import OUT


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
