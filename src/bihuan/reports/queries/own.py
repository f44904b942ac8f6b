"""Figures of a campaign's own columns: sum and count of a number or amount, count by choice, count of days and texts; each opens its rows."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from urllib.parse import quote

from django.db.models import Count, Q, QuerySet, Sum

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.columns import OwnColumn, columns_in_use
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.foundation.audit.moments import held_before
from bihuan.foundation.kernel import Figure, Told, _
from bihuan.problems.models import OwnValue, Problem
from bihuan.reports.queries.addresses import ledger
from bihuan.reports.queries.moments import Moment

SUM, COUNT, WORD = "sum", "count", "word"


def names_of_own(campaign: Campaign) -> dict[str, str]:
    """The codes of these figures with their short names, in the order of the columns."""
    return {code: name for one in columns_in_use(campaign.file) for code, name, _query in _told_of(one)}


def _told_of(column: OwnColumn) -> Iterator[tuple[str, str, str]]:
    """Code, name and filter of each figure of a column."""
    if column.is_sum:
        yield f"{column.key}.{SUM}", Told(_("%(name)s合计"), name=column.name), f"{column.number}:any"
    if column.kind is not ColumnKind.CHOICE:
        yield f"{column.key}.{COUNT}", Told(_("%(name)s已填"), name=column.name), f"{column.number}:any"
    for word in column.choices:
        yield f"{column.key}.{WORD}.{word}", Told(_("%(name)s：%(word)s"), name=column.name, word=word), f"{column.number}:word:{word}"


def values_at(moment: Moment) -> QuerySet[OwnValue]:
    """The values of the rows that count at a moment, as they were then."""
    live = moment.problems.model is Problem
    held = Q(valid_to=None) if live else held_before(moment.until)
    return OwnValue.objects.filter(held, campaign=moment.campaign, problem__in=moment.problems.order_by().values(moment.key))


def own_figures(moment: Moment) -> dict[str, Figure]:
    """All of them at one moment: two queries, none where the campaign has no columns of its own."""
    columns = columns_in_use(moment.campaign.file)
    if not columns:
        return {}
    values = values_at(moment).order_by()
    counts = {column: (n, total) for column, n, total in values.values_list("column").annotate(Count("pk"), Sum("number"))}
    words = {(column, word): n for column, word, n in values.exclude(word="").values_list("column", "word").annotate(Count("pk"))}
    return {one.code: one for column in columns for one in _figures(moment.campaign, column, counts, words)}


def _figures(
    campaign: Campaign, column: OwnColumn, counts: Mapping[int, tuple[int, Decimal | None]], words: Mapping[tuple[int, str], int]
) -> Iterator[Figure]:
    count, total = counts.get(column.number, (0, None))
    for code, _name, query in _told_of(column):
        _key, kind, *word = code.split(".", 2)
        rows = ledger(campaign, f"own={quote(query)}")
        if kind == SUM:
            yield Figure(code, plain(total), Told(_("“%(name)s”合计，没有填的不计"), name=column.name), rows, column.unit)
        elif kind == COUNT:
            yield Figure(code, count, Told(_("填了“%(name)s”的问题数"), name=column.name), rows, _("件"))
        else:
            told = Told(_("“%(name)s”为“%(word)s”的问题数"), name=column.name, word=word[0])
            yield Figure(code, words.get((column.number, word[0]), 0), told, rows, _("件"))


def plain(total: Decimal | None) -> int | float:
    """A sum as figures hold it: a whole number where it is one."""
    value = total or Decimal(0)
    return int(value) if value == int(value) else float(round(value, 4))
