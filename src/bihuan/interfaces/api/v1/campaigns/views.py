"""Kept filters of the ledger's list: one's own, those of one's units, those for the whole campaign."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.campaigns.vocabulary import ViewScope
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import PRINTED, Asked, Code, Line, Named, Number, named


class ViewOut(Schema):
    """A kept filter."""

    id: int
    name: str
    query: str = Field(description="台账页面地址里问号后面的部分")
    scope: ViewScope
    unit: Named | None
    mine: bool = Field(description="可以删除")


def _views(request: HttpRequest, campaign: Any, rows: Iterable[Any]) -> list[ViewOut]:
    actor = actor_of(request)
    office = queries.shares_with(actor, campaign)[1]
    same = ("name", "query", "scope")
    return [
        ViewOut(id=one.pk, unit=named(one.unit), mine=queries.is_mine(actor, one, office), **{name: getattr(one, name) for name in same})
        for one in rows
    ]


@router.get("/campaigns/{code}/views", response=list[ViewOut], auth=READ, summary="台账视图")
def views(request: HttpRequest, code: Path[Code]) -> list[ViewOut]:
    """The filters that this account may use."""
    campaign = campaign_of(request, code)
    return _views(request, campaign, queries.views_of(actor_of(request), campaign))


class NewView(Asked):
    """A filter to be kept."""

    name: Line = Field(min_length=1, max_length=60, description="名称")
    query: str = Field("", max_length=2000, pattern=PRINTED, description="台账页面地址里问号后面的部分，例如 lamp=overdue&unit=2")
    scope: ViewScope = Field(ViewScope.PRIVATE, description="给谁用")
    unit: Number | None = Field(None, description="给哪个单位用（scope 为 unit）")


@router.post("/campaigns/{code}/views", response=ViewOut, summary="保存台账视图")
def keep_view(request: HttpRequest, code: Path[Code], asked: NewView) -> ViewOut:
    """Keep a filter under a name, for oneself, one's unit, or (the office) the whole campaign."""
    campaign = campaign_of(request, code)
    unit = queries.unit_in(campaign, asked.unit) if asked.unit else None
    told: dict[str, Any] = {"name": asked.name, "query": asked.query.lstrip("?"), "scope": asked.scope, "unit": unit}
    return _views(request, campaign, [operations.save_view(campaign=campaign, **told, **who(request))])[0]


@router.post("/campaigns/{code}/views/{int:view}/drop", response=ViewOut, summary="删除台账视图")
def drop_view(request: HttpRequest, code: Path[Code], view: Path[Number]) -> ViewOut:
    """Delete a kept filter: its keeper; a shared one also the office."""
    campaign = campaign_of(request, code)
    row = queries.find_view(actor_of(request), campaign, view)
    [told] = _views(request, campaign, [row])
    operations.drop_view(row, **who(request))
    return told
