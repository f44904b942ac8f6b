"""Lists of self-checks that one reviews, for programs, and how far units are. Nobody is counted or sorted by items."""

from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.operations.self_checking import settle_self_checking
from bihuan.campaigns.rules.self_checking import self_checking_of
from bihuan.finding.operations.reading import record_read
from bihuan.finding.operations.reviewing import Returning, accept_list, deal_lists, return_list, review_list
from bihuan.finding.queries.reporting import totals, unit_states
from bihuan.finding.queries.reviewing import may_review
from bihuan.finding.queries.self_checks import (
    find_list,
    lists_by_keys,
    page_of,
    reads_lists,
    visible_lists,
)
from bihuan.finding.vocabulary.self_checks import SelfCheckState
from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.finding.self_checks import ListOut, Seen, list_out
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Text, named

if TYPE_CHECKING:
    pass


class Narrowed(Schema):
    """Which lists."""

    state: SelfCheckState | None = None
    unit: Number | None = None
    page: int = Field(1, ge=1, le=100_000)


class ListRow(Schema):
    """A list without its content."""

    id: int
    person: Named
    unit: Named
    state: SelfCheckState
    due_on: date | None
    reviewer: Named | None
    reads: bool


class ListsOut(Schema):
    """One page, by unit and name."""

    lists: list[ListRow]
    next: int | None = Field(description="下一页的页码")


@router.get("/campaigns/{code}/self-checks", response=ListsOut, auth=READ, summary="自查清单")
def lists(request: HttpRequest, code: Path[Code], asked: Query[Narrowed]) -> ListsOut:
    """The lists of others that one may know of, 50 a page."""
    campaign, actor = campaign_of(request, code), actor_of(request)
    if not reads_lists(actor, campaign):
        raise Missing()
    rows, more = page_of(actor, campaign, visible_lists(actor, campaign, asked.state or "", asked.unit), asked.page)
    found = [
        ListRow(
            id=one.row.pk, person=Named(id=one.row.person_id, name=one.row.person.name), unit=Named(id=one.row.unit_id, name=one.row.unit.name),
            state=SelfCheckState(one.row.state), due_on=one.row.due_on, reviewer=named(one.row.reviewer), reads=one.reads,
        )
        for one in rows
    ]  # fmt: skip
    return ListsOut(lists=found, next=asked.page + 1 if more else None)


class TotalsOut(Schema):
    """The campaign: items are N12, signers N13; listed + signed + entered + missing = roster."""

    roster: int
    listed: int
    signed: int
    entered: int = Field(description="自查问题由表格导入或直接建账的人")
    missing: int
    items: int


class SelfCheckUnitOut(Schema):
    """How far a unit is."""

    unit: Named
    roster: int = Field(description="名册上的整治对象")
    listed: int = Field(description="提交了清单的人")
    signed: int = Field(description="签了承诺书的人")
    entered: int = Field(description="自查问题由表格导入或直接建账的人")
    missing: int = Field(description="还没有交的人")
    accepted: int = Field(description="已认可的清单")
    items: int = Field(description="自查问题")
    reported: bool


@router.get("/campaigns/{code}/self-checks/units", response=list[SelfCheckUnitOut], auth=READ, summary="各单位自查情况")
def units(request: HttpRequest, code: Path[Code]) -> list[SelfCheckUnitOut]:
    """A unit has reported once its lists are confirmed."""
    campaign, actor = campaign_of(request, code), actor_of(request)
    if not reads_lists(actor, campaign):
        raise Missing()
    return [
        SelfCheckUnitOut(
            unit=Named(id=one.unit, name=one.name), roster=one.roster, listed=one.listed, signed=one.signed, entered=one.entered,
            missing=one.missing, accepted=one.accepted, items=one.items, reported=one.reported,
        )
        for one in unit_states(actor, campaign, localdate())
    ]  # fmt: skip


@router.get("/campaigns/{code}/self-checks/totals", response=TotalsOut, auth=READ, summary="自查总数")
def whole(request: HttpRequest, code: Path[Code]) -> TotalsOut:
    """The figures of the campaign; list-holders, signers and those missing are the roster."""
    campaign = campaign_of(request, code)
    campaigns.refuse_others(actor_of(request), campaign)
    told = totals(campaign, localdate())
    return TotalsOut(
        roster=told.roster, listed=told.listed, signed=told.signed, entered=told.entered, missing=told.missing, items=told.items
    )


@router.get("/campaigns/{code}/self-checks/{int:row}", response=ListOut, auth=READ, summary="一份自查清单")
def one(request: HttpRequest, code: Path[Code], row: Path[Number]) -> ListOut:
    """With its content for whoever may read it; that it was read stands in the book."""
    seen = find_list(actor_of(request), campaign_of(request, code), row)
    if seen.reads:
        record_read(seen.row, **who(request))
    return list_out(seen.row, seen.reads)


def _after(request: HttpRequest, code: str, row: int) -> ListOut:
    seen = find_list(actor_of(request), campaign_of(request, code), row)
    return list_out(seen.row, seen.reads)


@router.post("/campaigns/{code}/self-checks/{int:row}/review", response=ListOut, summary="单位初审通过")
def review(request: HttpRequest, code: Path[Code], row: Path[Number], asked: Seen) -> ListOut:
    """The unit head has looked at it."""
    review_list(find_list(actor_of(request), campaign_of(request, code), row).row, seen=asked.seen, **who(request))
    return _after(request, code, row)


@router.post("/campaigns/{code}/self-checks/{int:row}/accept", response=ListOut, summary="认可自查清单")
def accept(request: HttpRequest, code: Path[Code], row: Path[Number], asked: Seen) -> ListOut:
    """The reviewer finds it good."""
    accept_list(find_list(actor_of(request), campaign_of(request, code), row).row, seen=asked.seen, **who(request))
    return _after(request, code, row)


class ReturnAsked(Seen):
    """With what it is returned."""

    phrases: list[Line] = Field(default_factory=list, max_length=20, description="常用语")
    remark: Text = ""
    good: Text = Field("", description="写得好的地方")
    new_due_on: Day


@router.post("/campaigns/{code}/self-checks/{int:row}/return", response=ListOut, summary="退回自查清单")
def give_back(request: HttpRequest, code: Path[Code], row: Path[Number], asked: ReturnAsked) -> ListOut:
    """Nothing else follows from it."""
    said = Returning(phrases=tuple(asked.phrases), remark=asked.remark, good=asked.good, new_due_on=asked.new_due_on)
    return_list(find_list(actor_of(request), campaign_of(request, code), row).row, said=said, seen=asked.seen, **who(request))
    return _after(request, code, row)


class DealAsked(Asked):
    """Which lists to whom."""

    lists: list[Number] = Field(min_length=1, max_length=200)
    reviewers: list[Number] = Field(min_length=1, max_length=50)


class DealtOut(Schema):
    """What was dealt, and what none of the chosen may have."""

    dealt: list[int]
    left: list[int]


@router.post("/campaigns/{code}/self-checks/deal", response=DealtOut, summary="分发审核")
def deal(request: HttpRequest, code: Path[Code], asked: DealAsked) -> DealtOut:
    """Never to the list's own unit, never to who keeps away."""
    campaign = campaign_of(request, code)
    campaigns.refuse_others(actor_of(request), campaign)
    people, rows = may_review(campaign), lists_by_keys(actor_of(request), campaign, asked.lists)
    if unknown := [pk for pk in asked.reviewers if pk not in people]:
        raise BadInput(_("这些人不能审核：%(who)s。"), who="、".join(map(str, unknown)))
    given, left = deal_lists(lists=rows, reviewers=[people[pk] for pk in asked.reviewers], **who(request))
    return DealtOut(dealt=[row.pk for row in given], left=[row.pk for row in left])


class SelfCheckSettingsAsked(Asked):
    """What is settled; what is left out stays."""

    comparisons: list[Line] | None = None
    yardsticks: list[Line] | None = None
    return_phrases: list[Line] | None = None
    due_on: Day | None = None
    pledge_as_basis: bool | None = None
    reason: Line = ""


class SelfCheckSettingsOut(Schema):
    """As it stands."""

    comparisons: list[str]
    yardsticks: list[str]
    return_phrases: list[str]
    due_on: date | None
    pledge_as_basis: bool


@router.post("/campaigns/{code}/self-checks/settings", response=SelfCheckSettingsOut, summary="自查的设定")
def settle(request: HttpRequest, code: Path[Code], asked: SelfCheckSettingsAsked) -> SelfCheckSettingsOut:
    """Comparisons, yardsticks, phrases, the day, what a commitment may serve for."""
    values = asked.model_dump(exclude_unset=True, exclude={"reason"})
    campaign = settle_self_checking(campaign=campaign_of(request, code), values=values, reason=asked.reason, **who(request))
    stands = self_checking_of(campaign.file)
    lists_told = {name: list(getattr(stands, name)) for name in ("comparisons", "yardsticks", "return_phrases")}
    return SelfCheckSettingsOut(**lists_told, due_on=stands.due_on, pledge_as_basis=stands.pledge_as_basis)
