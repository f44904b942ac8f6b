"""The list with the filters of the page, one problem with its story, and the words that fields take."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.calendar.queries import near_until
from bihuan.foundation.kernel.moments import Written
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.ledger.shapes import ProblemPage, WholeProblem, items, whole
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import Code, Moment, Number, Paging
from bihuan.problems import queries
from bihuan.problems.operations import record_fetch, record_seen
from bihuan.problems.queries import Today
from bihuan.problems.queries.relations import channels_of
from bihuan.problems.rules.asked import asked
from bihuan.problems.rules.filters import SORTS, Filters
from bihuan.problems.vocabulary import Lamp, OwnerLevel, ProblemList, Source, State, Weight
from bihuan.problems.vocabulary import Path as Way

_SPAN = r"^\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}$"


class Wanted(Schema):
    """The filters of the ledger's page; several values of one kind mean any of them."""

    state: list[State] = Field([], description="环节")
    source: list[Source] = Field([], description="来源")
    lamp: list[Lamp] = Field([], description="灯")
    weight: list[Weight] = Field([], description="程度")
    level: list[OwnerLevel] = Field([], description="问题层面")
    path: list[Way] = Field([], description="流程")
    lists: list[ProblemList] = Field([], description="六个清单")
    unit: list[Number] = Field([], description="责任单位的编号")
    category: list[Number] = Field([], description="类别的编号")
    manifestation: list[Number] = Field([], description="具体表现的编号")
    person: list[Number] = Field([], description="责任人的编号")
    stage: list[Number] = Field([], description="发现阶段的编号")
    priority: bool = Field(False, description="只要重点")
    mine: bool = Field(False, description="只要与我有关的")
    unsorted: bool = Field(False, description="只要未归类的")
    open: bool = Field(False, description="只要未销号的")
    done: bool = Field(False, description="只要已销号的")
    reopened: bool = Field(False, description="只要返回整改过的")
    key_few: bool = Field(False, description="只要涉及关键少数的")
    hidden_form: bool = Field(False, description="只要标为隐形变异的")
    recorded: str = Field("", pattern=f"^$|{_SPAN}", description="建账日期，写成 2026-03-01..2026-03-07")
    closed: str = Field("", pattern=f"^$|{_SPAN}", description="销号日期")
    due: str = Field("", pattern=f"^$|{_SPAN}", description="完成时限")
    at: Moment = Field("", description="要哪一刻的样子：2026-03-01（当天终了）或 2026-03-01T14:30，默认现在")
    own: list[str] = Field(
        [], max_length=24, description="自设栏目，例如 3:word:作风、1:number:10..50、4:day:2026-03-01..2026-03-31、5:text:词、5:any、5:none"
    )
    q: str = Field("", max_length=80, description="查找的文字或序号")
    sort: str = Field("-number", pattern="^(" + "|".join(SORTS) + ")$", description="次序：" + "、".join(SORTS))


def filters_of(wanted: Wanted, limit: int = 50) -> Filters:
    """The same filters as an address of the page gives. Refused: a value that is none, which a page would leave out and show everything."""
    told = {
        name: ["1"] if value is True else [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for name, value in wanted.dict().items()
        if value
    }
    return replace(asked(told), size=limit)


def today_of(campaign: Any) -> Today:
    """Today, and until when a due day counts as near in this campaign."""
    day = timezone.localdate()
    return Today(day, near_until(day, campaigns.settings_for(campaign).near_days))


@router.get("/campaigns/{code}/ledger", response=ProblemPage, auth=READ, summary="台账")
def list_problems(request: HttpRequest, code: Path[Code], wanted: Query[Wanted], paging: Query[Paging]) -> ProblemPage:
    """A page of what this account sees, in an order that stands still while one reads on."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    filters, today, mine = filters_of(wanted, paging.limit), today_of(campaign), queries.reach(actor, campaign.pk)
    question = f"ledger {campaign.pk} {filters.query()}"

    found, past = queries.page_of(mine, campaign.pk, filters, today, marks=(mark_of(question, paging.cursor) or "", ""))
    if not paging.cursor:
        record_fetch(campaign, **who(request))
    return ProblemPage(
        items=items(found.rows, campaign, mine, past.today if past else today), next=leading_on(question, found.after), count=found.count, is_more=found.is_more
    )  # fmt: skip


def told(request: HttpRequest, code: str, number: int) -> WholeProblem:
    """One problem as it stands now."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    return whole(queries.find(actor, campaign, number), queries.reach(actor, campaign.pk), today_of(campaign))


@router.get("/campaigns/{code}/ledger/{int:number}", response=WholeProblem, auth=READ, summary="一件问题")
def one(request: HttpRequest, code: Path[Code], number: Path[Number], as_of: Query[AsOf]) -> WholeProblem:
    """Everything about one problem, now or as it stood: facts, evidence, steps that are open now, story."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    mine, today = queries.reach(actor, campaign.pk), today_of(campaign)
    past = queries.then(campaign.pk, Written.read(as_of.at), today) if as_of.at else None
    row = queries.find_then(mine, campaign, number, past) if past else queries.find(actor, campaign, number)
    found = whole(row, mine, today, past)
    behind = [] if past else [one.problem for one in channels_of(row, mine) if one.text is not None]  # their texts stand in `stands`
    for shown in [*([row] if found.readable else ()), *behind]:
        record_seen(shown, **who(request))
    return found
