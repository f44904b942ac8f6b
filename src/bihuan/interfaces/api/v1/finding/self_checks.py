"""Self-checks for programs: one's own list, the lists that one reviews, how far units are. Nobody is counted or sorted by items."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.operations.self_checking import settle_self_checking
from bihuan.campaigns.rules.self_checking import self_checking_of
from bihuan.finding.operations.handing_in import hand_in, take_back
from bihuan.finding.operations.pledges import sign_pledge, withdraw_pledge
from bihuan.finding.operations.reading import record_read
from bihuan.finding.operations.reviewing import Returning, accept_list, deal_lists, return_list, review_list
from bihuan.finding.operations.self_checks import OwnEntry, begin_self_check, change_item, complete_item, withdraw_item, write_item
from bihuan.finding.queries.pledges import standing_pledge, text_for, told_before
from bihuan.finding.queries.reporting import totals, unit_states
from bihuan.finding.queries.reviewing import may_review
from bihuan.finding.queries.self_checks import (
    find_item,
    find_list,
    lists_by_keys,
    own_list,
    page_of,
    reads_lists,
    standing_items,
    visible_lists,
)
from bihuan.finding.vocabulary.self_checks import Dimension, HeldAgainst, PutIn, SelfCheckState
from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Text, named

if TYPE_CHECKING:
    from bihuan.finding.models import SelfCheck, SelfCheckItem


class ItemOut(Schema):
    """One thing on a list."""

    id: int
    put_in: PutIn
    dimension: Dimension | None
    against: HeldAgainst | None = Field(description="对照的种类")
    against_what: str
    category: Named | None
    manifestation: int | None
    text: str
    task: str
    due_on: date | None
    doer: Named | None
    problem: int | None = Field(description="台账序号；提交以前没有")
    found_at: datetime | None = Field(description="首次提交时间，永久不变")


class ListOut(Schema):
    """A list. `items` is empty for whoever may not read it."""

    id: int
    person: Named
    unit: Named
    state: SelfCheckState
    round: int
    due_on: date | None
    reviewer: Named | None
    pledged: bool
    revision: int
    reads: bool = Field(description="能否看到内容")
    items: list[ItemOut]


class OwnOut(Schema):
    """One's own list with what is told before writing."""

    told: list[str] = Field(description="填写以前要告诉本人的")
    list: ListOut | None


def _item(one: "SelfCheckItem") -> ItemOut:
    return ItemOut(
        id=one.pk, put_in=PutIn(one.put_in), dimension=Dimension(one.dimension) if one.dimension else None,
        against=HeldAgainst(one.against) if one.against else None, against_what=one.against_what, category=named(one.category),
        manifestation=one.manifestation_id, text=one.text, task=one.task, due_on=one.due_on, doer=named(one.doer),
        problem=one.problem.number if one.problem else None, found_at=one.found_at,
    )  # fmt: skip


def _told(row: "SelfCheck", reads: bool) -> ListOut:
    items = [_item(one) for one in standing_items(row)] if reads else []
    return ListOut(
        id=row.pk, person=Named(id=row.person_id, name=row.person.name), unit=Named(id=row.unit_id, name=row.unit.name), state=SelfCheckState(row.state),
        round=row.round, due_on=row.due_on, reviewer=named(row.reviewer), pledged=reads and standing_pledge(row) is not None, revision=row.revision,
        reads=reads, items=items,
    )  # fmt: skip


def _mine(request: HttpRequest, code: str) -> "SelfCheck":
    row = own_list(actor_of(request), campaign_of(request, code))
    if row is None:
        raise Missing()
    return row


@router.get("/campaigns/{code}/self-check", response=OwnOut, auth=READ, summary="我的自查")
def mine(request: HttpRequest, code: Path[Code]) -> OwnOut:
    """One's own list, and who will see it."""
    campaign = campaign_of(request, code)
    row = own_list(actor_of(request), campaign)
    return OwnOut(told=list(told_before(campaign)), list=_told(row, True) if row else None)


@router.post("/campaigns/{code}/self-check", response=ListOut, summary="开始自查")
def begin(request: HttpRequest, code: Path[Code]) -> ListOut:
    """Open one's list."""
    person = campaigns.person_in(actor_of(request).person_id)
    if person is None:
        raise Missing()
    return _told(begin_self_check(campaign=campaign_of(request, code), person=person, **who(request)), True)


class ItemAsked(Asked):
    """One thing, as it is written."""

    put_in: PutIn
    text: Text = Field(min_length=1, description="哪件事、什么时候、涉及谁")
    dimension: Dimension | None = None
    against: HeldAgainst | None = None
    against_what: str = Field("", max_length=300, description="对照里的一条")
    manifestation: Number | None = None
    task: Text = ""
    due_on: Day | None = None
    doer: Number | None = Field(None, description="责任人编号；不写的是本人")


def _entry(campaign: Any, row: "SelfCheck", asked: ItemAsked) -> OwnEntry:
    shown = campaigns.manifestation_in(campaign, asked.manifestation) if asked.manifestation else None
    told: dict[str, Any] = asked.model_dump(exclude={"manifestation", "doer"})
    return OwnEntry(**told, manifestation=shown, doer=_doer(campaign, row, asked.doer))


def _doer(campaign: Any, row: "SelfCheck", pk: int | None) -> Any:
    if pk is None or pk == row.person_id:
        return row.person
    found = campaigns.people_of(campaign, row.unit).filter(pk=pk).first()
    if found is None:
        raise BadInput(_("责任人不是本单位的人。"))
    return found


@router.post("/campaigns/{code}/self-check/items", response=ItemOut, summary="写一条自查问题")
def write(request: HttpRequest, code: Path[Code], asked: ItemAsked) -> ItemOut:
    """Write one thing down."""
    row = _mine(request, code)
    return _item(write_item(row, entry=_entry(row.campaign, row, asked), **who(request)))


@router.post("/campaigns/{code}/self-check/items/{int:item}", response=ItemOut, summary="修改一条自查问题")
def change(request: HttpRequest, code: Path[Code], item: Path[Number], asked: ItemAsked) -> ItemOut:
    """Write it otherwise."""
    row = _mine(request, code)
    return _item(change_item(find_item(row, item), entry=_entry(row.campaign, row, asked), **who(request)))


class PlanAsked(Asked):
    """Task, date, responsible person."""

    task: Text = Field(min_length=1)
    due_on: Day
    doer: Number | None = None


@router.post("/campaigns/{code}/self-check/items/{int:item}/plan", response=ItemOut, summary="补填任务、时限、责任人")
def complete(request: HttpRequest, code: Path[Code], item: Path[Number], asked: PlanAsked) -> ItemOut:
    """Also after the list was handed in."""
    row = _mine(request, code)
    doer = _doer(row.campaign, row, asked.doer)
    return _item(complete_item(find_item(row, item), task=asked.task, due_on=asked.due_on, doer=doer, **who(request)))


class Why(Asked):
    """Why something is withdrawn."""

    why: Line = ""


@router.post("/campaigns/{code}/self-check/items/{int:item}/withdraw", response=ListOut, summary="撤回一条自查问题")
def withdraw(request: HttpRequest, code: Path[Code], item: Path[Number], asked: Why) -> ListOut:
    """Take it off the list."""
    row = _mine(request, code)
    withdraw_item(find_item(row, item), why=asked.why, **who(request))
    return _told(_mine(request, code), True)


class Seen(Asked):
    """The revision that was looked at."""

    seen: int | None = Field(None, ge=0, le=2_147_483_647)


@router.post("/campaigns/{code}/self-check/submit", response=ListOut, summary="提交自查清单")
def submit(request: HttpRequest, code: Path[Code], asked: Seen) -> ListOut:
    """Every item becomes an entry of the ledger."""
    return _told(hand_in(_mine(request, code), seen=asked.seen, **who(request)), True)


@router.post("/campaigns/{code}/self-check/take-back", response=ListOut, summary="取回补充更正")
def fetch(request: HttpRequest, code: Path[Code], asked: Seen) -> ListOut:
    """Without harm."""
    return _told(take_back(_mine(request, code), seen=asked.seen, **who(request)), True)


class PledgeOut(Schema):
    """The commitment: the text as it would be signed, or was."""

    text: str
    signed: bool
    signed_at: datetime | None


@router.get("/campaigns/{code}/self-check/pledge", response=PledgeOut, auth=READ, summary="自查无问题承诺书")
def pledge(request: HttpRequest, code: Path[Code]) -> PledgeOut:
    """To be read before it is signed."""
    row = _mine(request, code)
    signed = standing_pledge(row)
    return PledgeOut(
        text=signed.text if signed else text_for(row), signed=signed is not None, signed_at=signed.signed_at if signed else None
    )


class Signing(Asked):
    """The text that was read."""

    read: str = Field(min_length=1, max_length=5000, description="看过的承诺书全文，一字不差")


@router.post("/campaigns/{code}/self-check/pledge", response=PledgeOut, summary="签自查无问题承诺书")
def sign(request: HttpRequest, code: Path[Code], asked: Signing) -> PledgeOut:
    """Confirm that nothing was found, and hand the empty list in with it."""
    row = sign_pledge(_mine(request, code), read=asked.read, **who(request))
    return PledgeOut(text=row.text, signed=True, signed_at=row.signed_at)


@router.post("/campaigns/{code}/self-check/pledge/withdraw", response=ListOut, summary="撤回承诺书")
def unsign(request: HttpRequest, code: Path[Code]) -> ListOut:
    """Take it back; nothing else follows."""
    row = standing_pledge(_mine(request, code))
    if row is None:
        raise Missing()
    withdraw_pledge(row, **who(request))
    return _told(_mine(request, code), True)


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
    """The campaign: items are N12, signers N13; listed + signed + missing = roster."""

    roster: int
    listed: int
    signed: int
    missing: int
    items: int


class SelfCheckUnitOut(Schema):
    """How far a unit is."""

    unit: Named
    roster: int = Field(description="名册上的整治对象")
    listed: int = Field(description="提交了清单的人")
    signed: int = Field(description="签了承诺书的人")
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
            unit=Named(id=one.unit, name=one.name), roster=one.roster, listed=one.listed, signed=one.signed, missing=one.missing,
            accepted=one.accepted, items=one.items, reported=one.reported,
        )
        for one in unit_states(actor, campaign, localdate())
    ]  # fmt: skip


@router.get("/campaigns/{code}/self-checks/totals", response=TotalsOut, auth=READ, summary="自查总数")
def whole(request: HttpRequest, code: Path[Code]) -> TotalsOut:
    """The figures of the campaign; list-holders, signers and those missing are the roster."""
    campaign = campaign_of(request, code)
    campaigns.refuse_others(actor_of(request), campaign)
    told = totals(campaign, localdate())
    return TotalsOut(roster=told.roster, listed=told.listed, signed=told.signed, missing=told.missing, items=told.items)


@router.get("/campaigns/{code}/self-checks/{int:row}", response=ListOut, auth=READ, summary="一份自查清单")
def one(request: HttpRequest, code: Path[Code], row: Path[Number]) -> ListOut:
    """With its content for whoever may read it; that it was read stands in the book."""
    seen = find_list(actor_of(request), campaign_of(request, code), row)
    if seen.reads:
        record_read(seen.row, **who(request))
    return _told(seen.row, seen.reads)


def _after(request: HttpRequest, code: str, row: int) -> ListOut:
    seen = find_list(actor_of(request), campaign_of(request, code), row)
    return _told(seen.row, seen.reads)


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
