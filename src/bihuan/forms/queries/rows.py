"""The rows of a list in a form, as they stood at the end of a day."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from urllib.parse import parse_qs

from django.db.models import QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries import settings_for
from bihuan.campaigns.rules.columns import OwnColumn, columns_of
from bihuan.forms.rules.ties import Region
from bihuan.forms.vocabulary import LINE
from bihuan.foundation.calendar.queries import near_until
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.kernel.moments import Written
from bihuan.problems.models import Problem, ProblemVersion
from bihuan.problems.policy import Reach, reach
from bihuan.problems.queries.ledger import Today
from bihuan.problems.queries.narrowing import narrowed
from bihuan.problems.queries.past import Then, narrowed_then, rows_then, then
from bihuan.problems.queries.sheet import names_of
from bihuan.problems.rules.filters import Filters
from bihuan.problems.rules.sheet import Column, Facts, Names, printed

MOST_ROWS = 20_000
_DAYS = (Column.DUE, Column.FOUND, Column.CLOSED)
_ROW = ("unit", "person", "leader", "category", "manifestation")


_CHUNK = 500


@dataclass(frozen=True)
class Listed:
    """A list as it stood at the end of a day: how many rows, and the rows one after the other by the keys of the columns."""

    region: Region
    count: int
    rows: Callable[[], Iterator[dict[str, object]]]


def lists_of(actor: Actor, campaign: Campaign, regions: Sequence[Region], day: date, today: date) -> list[Listed]:
    """The lists of a form, counted and not yet read. BadInput: one has more rows than a form takes."""
    mine, near = reach(actor, campaign.pk), near_until(today, settings_for(campaign).near_days)
    return [_listed(mine, campaign, region, day if day < today else None, Today(today, near)) for region in regions]


def rows_of(actor: Actor, campaign: Campaign, region: Region, day: date, today: date) -> list[dict[str, object]]:
    """The rows of one list, read whole."""
    return list(lists_of(actor, campaign, [region], day, today)[0].rows())


def _listed(mine: Reach, campaign: Campaign, region: Region, past_day: date | None, today: Today) -> Listed:
    filters = replace(Filters.read(parse_qs(region.filters.lstrip("?"))), sort="number", at=past_day.isoformat() if past_day else "")
    past = then(campaign.pk, Written.read(filters.at), today) if filters.at else None
    if past:
        versions = narrowed_then(mine, campaign.pk, filters, past).order_by("number")
        count, found = versions.count(), partial(_then, mine, versions, past)
    else:
        rows = narrowed(mine, campaign.pk, filters, today).select_related(*_ROW).order_by("number")
        count, found = rows.count(), partial(rows.iterator, chunk_size=_CHUNK)
    if count > MOST_ROWS:
        raise BadInput(_("明细超过 %(most)d 行，请把条件收窄。"), most=MOST_ROWS)
    return Listed(region, count, partial(_lines, found, campaign, mine))


def _then(mine: Reach, versions: QuerySet[ProblemVersion], past: Then) -> Iterator[Problem]:
    keys = list(versions.values_list("pk", flat=True))
    for at in range(0, len(keys), _CHUNK):
        some = {one.pk: one for one in ProblemVersion.objects.filter(pk__in=keys[at : at + _CHUNK])}
        yield from rows_then(mine, [some[key] for key in keys[at : at + _CHUNK]], past)


def _lines(found: Callable[[], Iterator[Problem]], campaign: Campaign, mine: Reach) -> Iterator[dict[str, object]]:
    names, own = names_of(campaign, mine), columns_of(campaign.file)
    for n, row in enumerate(found(), 1):
        yield {LINE: n, **_told(row, names, own)}


def _told(row: Problem, names: Names, own: tuple[OwnColumn, ...]) -> dict[str, object]:
    """A problem by the keys of the columns: days as days, numbers as numbers."""
    plain = {name: getattr(row, name) for name in Facts._fields if name not in ("person_name", "leader_name")}
    facts = Facts(**plain, person_name=row.person.name if row.person else None, leader_name=row.leader.name if row.leader else None)
    cells: dict[str, object] = {column.value: text for column, text in printed(facts, names).items()}
    cells |= {one.value: date.fromisoformat(str(text)) for one in _DAYS if (text := cells[one.value])}
    cells[Column.NUMBER.value] = row.number
    return cells | {one.key: _typed(one, row.own.get(str(one.number), "")) for one in own}


def _typed(column: OwnColumn, value: str) -> object:
    if not value:
        return ""
    if column.is_sum:
        return int(float(value)) if float(value) == int(float(value)) else float(value)
    return date.fromisoformat(value) if column.kind.value == "day" else value
