"""Figures of a filtered part of the ledger, as an analysis note freezes them (M118)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Count

from bihuan.campaigns.models import Campaign
from bihuan.foundation.kernel import Actor, Figure, _
from bihuan.problems.queries import Today, narrowed, reach
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import OPEN, Lamp, Source

_CLOSED = ("closed", "looked_back", "closed_before")


def figures_of_filter(actor: Actor, campaign: Campaign, given: Mapping[str, Any], today: Today) -> tuple[str, list[Figure]]:
    """The filter as it stands in an address, and how many rows it chooses: in all, open, overdue, closed, and by channel. Four queries."""
    filters, mine = Filters.read(given), reach(actor, campaign.pk)
    rows = narrowed(mine, campaign.pk, filters, today).order_by()
    at, query = f"/c/{campaign.code}/ledger/?", filters.query()
    states = dict(rows.values_list("state").annotate(many=Count("pk")))
    late = narrowed(mine, campaign.pk, replace(filters, lamp=(Lamp.OVERDUE,)), today).count()
    told = [
        Figure("note.all", sum(states.values()), _("问题"), at + query, _("件")),
        Figure("note.open", sum(states.get(one, 0) for one in OPEN), _("没有销号的"), f"{at}{query}&open=1", _("件")),
        Figure("note.late", late, _("超期的"), f"{at}{query}&lamp=overdue", _("件")),
        Figure("note.closed", sum(states.get(one, 0) for one in _CLOSED), _("已销号的"), f"{at}{query}&done=1", _("件")),
    ]
    sources = dict(rows.values_list("source").annotate(many=Count("pk")))
    told += [
        Figure(f"note.{one.value}", sources[one], one.label, f"{at}{query}&source={one.value}", _("件")) for one in Source if one in sources
    ]
    return query, told
