"""The cockpit: what stands where, from one count of the ledger; every number is the count of a list the same person sees."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from bihuan.campaigns.models import Campaign, Stage
from bihuan.campaigns.queries.past import stages_then
from bihuan.campaigns.queries.stages import current_stage, stages
from bihuan.foundation.kernel import Actor, Figure, _
from bihuan.organisation.models import Unit
from bihuan.problems.policy import Reach, reach
from bihuan.problems.queries.counting import counted_to
from bihuan.problems.queries.ledger import Today
from bihuan.problems.queries.past import Then, counted_then, seen_then
from bihuan.problems.queries.taken_over import closed_before
from bihuan.problems.vocabulary import APART, DONE, STILL, Lamp, State
from bihuan.reports.queries.addresses import dated
from bihuan.reports.rules.reading import Reading, read_funnel, read_map, read_trend

# the columns of the battle map; correction at once waits for the same confirmation as a full close-out
COLUMNS = (
    (State.RECORDED, State.DISPUTED), (State.ANALYSED,), (State.RECTIFYING, State.SUSPENDED), (State.ASKED, State.CORRECTED), (State.CONFIRMED,),
    (State.VERIFIED, State.PUBLICISED), DONE,
)  # fmt: skip
_FUNNEL = (0, 1, 3, 4, 5, 6)  # found, analysed, asked, confirmed, verified, closed: at least so far along


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit at one step: how many, the worst lamp among them, and the list it opens."""

    count: int
    lamp: Lamp
    query: str


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of the battle map."""

    unit: Unit
    cells: Sequence[Cell]
    late: int
    total: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the funnel."""

    label: str
    count: int
    query: str
    percent: float


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the trend, from Monday."""

    monday: date
    found: int
    closed: int


@dataclass(frozen=True)
class Cockpit:
    """Everything the page shows."""

    stages: Sequence[Stage]
    now: Stage | None
    tiles: Sequence[Figure]
    lines: Sequence[Line]
    funnel: Sequence[Bar]
    weeks: Sequence[Week]
    words: dict[str, Reading]
    before: Figure
    """Closed before the campaign was taken over: beside the tiles, in none of them."""


_Count = tuple[int, str, int, int, int]  # unit, state, all, overdue, near


def _counted(rows: QuerySet[Any], today: Today) -> list[_Count]:
    late = Q(due_on__lt=today.day)
    near = Q(due_on__gte=today.day, due_on__lte=today.near_until)
    counts = (
        rows.order_by()
        .values_list("unit_id", "state")
        .annotate(n=Count("pk"), late=Count("pk", filter=late), near=Count("pk", filter=near))
    )
    return [(unit, state, n, 0, 0) if state in (*DONE, *STILL) else (unit, state, n, o, e) for unit, state, n, o, e in counts]


def _cell(unit_id: int, column: int, counts: Sequence[_Count]) -> Cell:
    here = [one for one in counts if one[0] == unit_id and one[1] in COLUMNS[column]]
    count, late, near = sum(one[2] for one in here), sum(one[3] for one in here), sum(one[4] for one in here)
    lamp = Lamp.CLOSED if COLUMNS[column] == DONE else Lamp.OVERDUE if late else Lamp.NEAR if near else Lamp.ON_TIME
    return Cell(count, lamp, f"unit={unit_id}&state={','.join(COLUMNS[column])}")


def _lines(counts: Sequence[_Count]) -> list[Line]:
    by_unit: dict[int, list[_Count]] = {}
    for one in counts:
        by_unit.setdefault(one[0], []).append(one)
    units = Unit.objects.in_bulk(by_unit)
    lines = [
        Line(
            units[pk], [_cell(pk, column, mine) for column in range(len(COLUMNS))], sum(one[3] for one in mine), sum(one[2] for one in mine)
        )
        for pk, mine in by_unit.items()
    ]
    return sorted(lines, key=lambda line: (-line.late, -line.total, line.unit.order, line.unit.pk))


def _funnel(counts: Sequence[_Count]) -> list[Bar]:
    total = sum(one[2] for one in counts) or 1
    labels = (_("发现"), _("剖析原因"), _("申请销号"), _("单位确认"), _("督导核验"), _("销号"))
    bars = []
    for label, first in zip(labels, _FUNNEL, strict=True):
        states = [state for column in COLUMNS[first:] for state in column]
        count = sum(one[2] for one in counts if one[1] in states)
        bars.append(Bar(label, count, "" if first == 0 else f"state={','.join(states)}", 100 * count / total))
    return bars


def _weekly(rows: QuerySet[Any], field: str, mondays: Sequence[date]) -> Counter[date]:
    """Counts by day folded into weeks; a moment counts on its local day."""
    day = TruncDate(field) if field.endswith("_at") else None
    days = rows.order_by().filter(**{f"{field}__gte" if day is None else f"{field}__date__gte": mondays[0]})
    pairs = (days.annotate(day=day).values_list("day") if day else days.values_list(field)).annotate(Count("pk"))
    folded: Counter[date] = Counter()
    for one, count in pairs:
        folded[one - timedelta(days=one.weekday())] += count
    return folded


def _weeks(rows: QuerySet[Any], today: date, count: int = 10) -> list[Week]:
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(count - 1, -1, -1)]
    found, closed = _weekly(rows, "found_on", mondays), _weekly(rows, "closed_at", mondays)
    return [Week(one, found[one], closed[one]) for one in mondays]


def _tiles(campaign: Campaign, counts: Sequence[_Count], awaited: int, past: Then | None) -> list[Figure]:
    def tile(code: str, value: int, definition: str, query: str = "") -> Figure:
        return dated(
            Figure(code, value, definition, f"/c/{campaign.code}/ledger/" + (f"?{query}" if query else ""), "件"),
            past.written if past else None,
        )

    done = sum(one[2] for one in counts if one[1] in DONE)
    total = sum(one[2] for one in counts)
    return [
        tile("O01", total, _("发现问题")),
        tile("open", total - done, _("整改中"), "open=1"),
        tile("O02", done, _("已销号"), "done=1"),
        tile("near", sum(one[4] for one in counts), _("临期"), "lamp=near"),
        tile("O03", sum(one[3] for one in counts), _("超期"), "lamp=overdue"),
        tile("O05", awaited, _("抽查待核"), "sampled=1"),
    ]


def cockpit(actor: Actor, campaign: Campaign, today: Today, past: Then | None = None) -> Cockpit:
    """The cockpit as this actor sees it: his own rows only; `past`: as it stood then. Seven queries, whatever the size of the ledger."""
    mine, today = reach(actor, campaign.pk), past.today if past else today
    rows: QuerySet[Any] = counted_then(mine, campaign.pk, past) if past else counted_to(mine, campaign.pk)
    counts = _counted(rows, today)
    lines, funnel, weeks = _lines(counts), _funnel(counts), _weeks(rows, today.day)
    words = {
        "map": read_map([(line.unit.name, line.late) for line in lines], sum(line.late for line in lines)),
        "funnel": read_funnel(funnel[0].count, funnel[2].count, funnel[5].count),
        "trend": read_trend([week.found for week in weeks], [week.closed for week in weeks]),
    }
    tiles = _tiles(campaign, counts, rows.filter(awaits_sample=True).count(), past)
    line = stages_then(campaign, past.until) if past else stages(campaign)
    return Cockpit(line, current_stage(campaign, today.day), tiles, lines, funnel, weeks, words, _before(campaign, mine, past))


def _before(campaign: Campaign, mine: Reach, past: Then | None) -> Figure:
    rows: QuerySet[Any] = seen_then(mine, campaign.pk, past).filter(state__in=APART) if past else closed_before(mine, campaign.pk)
    told = Figure("O06", rows.count(), _("接续前已销号"), f"/c/{campaign.code}/ledger/?state=closed_before", "件")
    return dated(told, past.written if past else None)
