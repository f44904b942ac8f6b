"""One's own self-check for programs: the list, its items, handing it in."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding.operations.handing_in import hand_in, take_back
from bihuan.finding.operations.self_checks import OwnEntry, begin_self_check, change_item, complete_item, withdraw_item, write_item
from bihuan.finding.queries.pledges import standing_pledge, told_before
from bihuan.finding.queries.self_checks import (
    find_item,
    own_list,
    standing_items,
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


def item_out(one: "SelfCheckItem") -> ItemOut:
    """One thing on a list."""
    return ItemOut(
        id=one.pk, put_in=PutIn(one.put_in), dimension=Dimension(one.dimension) if one.dimension else None,
        against=HeldAgainst(one.against) if one.against else None, against_what=one.against_what, category=named(one.category),
        manifestation=one.manifestation_id, text=one.text, task=one.task, due_on=one.due_on, doer=named(one.doer),
        problem=one.problem.number if one.problem else None, found_at=one.found_at,
    )  # fmt: skip


def list_out(row: "SelfCheck", reads: bool) -> ListOut:
    """A list, with its items where the account `reads` them."""
    items = [item_out(one) for one in standing_items(row)] if reads else []
    return ListOut(
        id=row.pk, person=Named(id=row.person_id, name=row.person.name), unit=Named(id=row.unit_id, name=row.unit.name), state=SelfCheckState(row.state),
        round=row.round, due_on=row.due_on, reviewer=named(row.reviewer), pledged=reads and standing_pledge(row) is not None, revision=row.revision,
        reads=reads, items=items,
    )  # fmt: skip


def my_list(request: HttpRequest, code: str) -> "SelfCheck":
    """The account's own list in this campaign, or Missing."""
    row = own_list(actor_of(request), campaign_of(request, code))
    if row is None:
        raise Missing()
    return row


@router.get("/campaigns/{code}/self-check", response=OwnOut, auth=READ, summary="我的自查")
def mine(request: HttpRequest, code: Path[Code]) -> OwnOut:
    """One's own list, and who will see it."""
    campaign = campaign_of(request, code)
    row = own_list(actor_of(request), campaign)
    return OwnOut(told=list(told_before(campaign)), list=list_out(row, True) if row else None)


@router.post("/campaigns/{code}/self-check", response=ListOut, summary="开始自查")
def begin(request: HttpRequest, code: Path[Code]) -> ListOut:
    """Open one's list."""
    person = campaigns.person_in(actor_of(request).person_id)
    if person is None:
        raise Missing()
    return list_out(begin_self_check(campaign=campaign_of(request, code), person=person, **who(request)), True)


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


def entry_of(campaign: Any, row: "SelfCheck", asked: ItemAsked) -> OwnEntry:
    """What is written down, with the rows that it names."""
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
    row = my_list(request, code)
    return item_out(write_item(row, entry=entry_of(row.campaign, row, asked), **who(request)))


@router.post("/campaigns/{code}/self-check/items/{int:item}", response=ItemOut, summary="修改一条自查问题")
def change(request: HttpRequest, code: Path[Code], item: Path[Number], asked: ItemAsked) -> ItemOut:
    """Write it otherwise."""
    row = my_list(request, code)
    return item_out(change_item(find_item(row, item), entry=entry_of(row.campaign, row, asked), **who(request)))


class PlanAsked(Asked):
    """Task, date, responsible person."""

    task: Text = Field(min_length=1)
    due_on: Day
    doer: Number | None = None


@router.post("/campaigns/{code}/self-check/items/{int:item}/plan", response=ItemOut, summary="补填任务、时限、责任人")
def complete(request: HttpRequest, code: Path[Code], item: Path[Number], asked: PlanAsked) -> ItemOut:
    """Also after the list was handed in."""
    row = my_list(request, code)
    doer = _doer(row.campaign, row, asked.doer)
    return item_out(complete_item(find_item(row, item), task=asked.task, due_on=asked.due_on, doer=doer, **who(request)))


class Why(Asked):
    """Why something is withdrawn."""

    why: Line = ""


@router.post("/campaigns/{code}/self-check/items/{int:item}/withdraw", response=ListOut, summary="撤回一条自查问题")
def withdraw(request: HttpRequest, code: Path[Code], item: Path[Number], asked: Why) -> ListOut:
    """Take it off the list."""
    row = my_list(request, code)
    withdraw_item(find_item(row, item), why=asked.why, **who(request))
    return list_out(my_list(request, code), True)


class Seen(Asked):
    """The revision that was looked at."""

    seen: int | None = Field(None, ge=0, le=2_147_483_647)


@router.post("/campaigns/{code}/self-check/submit", response=ListOut, summary="提交自查清单")
def submit(request: HttpRequest, code: Path[Code], asked: Seen) -> ListOut:
    """Every item becomes an entry of the ledger."""
    return list_out(hand_in(my_list(request, code), seen=asked.seen, **who(request)), True)


@router.post("/campaigns/{code}/self-check/take-back", response=ListOut, summary="取回补充更正")
def fetch(request: HttpRequest, code: Path[Code], asked: Seen) -> ListOut:
    """Without harm."""
    return list_out(take_back(my_list(request, code), seen=asked.seen, **who(request)), True)
