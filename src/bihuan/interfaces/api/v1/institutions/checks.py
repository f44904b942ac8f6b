"""举一反三: common problems, orders, answers."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns.queries import units_in
from bihuan.institutions import operations
from bihuan.institutions.queries import alike, checks
from bihuan.institutions.vocabulary.checks import AnswerState
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.institutions.register import TakeAsked
from bihuan.interfaces.api.v1.institutions.room import READ, campaign_of, router, taken_file
from bihuan.interfaces.api.v1.words import DOCX, XLSX, Asked, Code, Day, Named, Number, Paging, Text, a_file
from bihuan.problems.queries import find, reach


class CommonOut(Schema):
    """An item of the catalogue that several units have."""

    category: str
    manifestation: str
    units: int
    problems: int
    institutional: int = Field(description="其中制度原因")
    common: int = Field(description="其中普遍共性")


@router.get("/campaigns/{code}/common-problems", response=list[CommonOut], auth=READ, summary="共性问题")
def common_problems(request: HttpRequest, code: Path[Code]) -> list[CommonOut]:
    """Items by the number of units that have them, as far as this account sees; for somebody to look at."""
    campaign = campaign_of(request, code)
    items = alike.common_items(reach(actor_of(request), campaign.pk), campaign)
    return [
        CommonOut(category=one.category, manifestation=one.text, units=one.units, problems=one.problems, institutional=one.institutional, common=one.common)
        for one in items
    ]  # fmt: skip


class AnswerOut(Schema):
    """What one unit answered."""

    id: int
    unit: Named
    state: AnswerState
    how: str
    answered_at: datetime | None
    problems: list[int] = Field(description="发现的问题的台账序号")


class OrderOut(Schema):
    """A check order with the answers that this account sees."""

    number: int
    text: str
    due_on: date
    withdrawn: bool
    answers: list[AnswerOut]


def _answer(one: checks.Answered) -> AnswerOut:
    row = one.answer
    return AnswerOut(
        id=row.pk, unit=Named(id=row.unit_id, name=row.unit.name), state=AnswerState(row.state), how=row.how, answered_at=row.answered_at,
        problems=[problem.number for problem, _text in one.problems],
    )  # fmt: skip


def _order(request: HttpRequest, row: Any) -> OrderOut:
    answers = checks.answers_of(reach(actor_of(request), row.campaign_id), row)
    return OrderOut(
        number=row.number,
        text=row.text,
        due_on=row.due_on,
        withdrawn=row.withdrawn_at is not None,
        answers=[_answer(one) for one in answers],
    )


class OrderLine(Schema):
    """A check order in the list, with how the answers that this account sees stand."""

    number: int
    text: str
    due_on: date
    withdrawn: bool
    asked: int = Field(description="还没有答复的单位")
    none_found: int
    found: int


class OrderPage(Schema):
    """One page of the orders."""

    items: list[OrderLine]
    next: str | None


def _line(row: Any) -> OrderLine:
    counts = {state.value: getattr(row, state.value) for state in AnswerState}
    return OrderLine(number=row.number, text=row.text, due_on=row.due_on, withdrawn=row.withdrawn_at is not None, **counts)


@router.get("/campaigns/{code}/checks", response=OrderPage, auth=READ, summary="举一反三")
def orders(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> OrderPage:
    """The orders that this account sees, latest first."""
    campaign = campaign_of(request, code)
    found, after = page_of(request, checks.orders_of(reach(actor_of(request), campaign.pk), campaign), paging)
    return OrderPage(items=[_line(one) for one in found], next=after)


def _found(request: HttpRequest, code: str, number: int) -> Any:
    campaign = campaign_of(request, code)
    return checks.find_order(reach(actor_of(request), campaign.pk), campaign, number)


@router.get("/campaigns/{code}/checks/{int:number}", response=OrderOut, auth=READ, summary="一次举一反三")
def one_order(request: HttpRequest, code: Path[Code], number: Path[Number]) -> OrderOut:
    """One order with the answers that this account sees."""
    return _order(request, _found(request, code, number))


@router.post("/campaigns/{code}/checks/{int:number}/file", auth=READ, summary="导出举一反三", openapi_extra=a_file(XLSX, DOCX))
def take_check(request: HttpRequest, code: Path[Code], number: Path[Number], told: TakeAsked) -> HttpResponse:
    """One order with its answers as a sheet or a paper; the book says who took it for what."""
    row = _found(request, code, number)
    taken = operations.take_check(order=row, as_paper=told.form == "docx", reason=told.reason, **who(request))
    return taken_file(taken, f"{row.campaign.title}-第{number}次举一反三")


class CheckReason(Asked):
    """Why."""

    reason: Text = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/checks/{int:number}/withdraw", response=OrderOut, summary="撤回举一反三")
def withdraw_check(request: HttpRequest, code: Path[Code], number: Path[Number], told: CheckReason) -> OrderOut:
    """Take an order back."""
    row = _found(request, code, number)
    checks.refuse_who_orders_none(actor_of(request), row.campaign)
    return _order(request, operations.withdraw_check(row, reason=told.reason, **who(request)))


class OrderAsked(Asked):
    """Which units look for what, by when."""

    problem: Number = Field(description="由台账第几号引起")
    units: list[Number] = Field(min_length=1, max_length=2000, description="请哪些单位自查")
    text: Text = Field(min_length=1, description="查什么；单位只看到这里写的")
    due_on: Day = Field(description="答复期限")


@router.post("/campaigns/{code}/checks", response=OrderOut, summary="布置举一反三")
def order(request: HttpRequest, code: Path[Code], told: OrderAsked) -> OrderOut:
    """Ask units whether they have what was found."""
    campaign = campaign_of(request, code)
    checks.refuse_who_orders_none(actor_of(request), campaign)
    units = units_in(campaign, told.units)
    row = operations.order_check(
        campaign=campaign,
        problem=find(actor_of(request), campaign, told.problem),
        units=units,
        text=told.text,
        due_on=told.due_on,
        **who(request),
    )
    return _order(request, row)


class AnswerAsked(Asked):
    """How it was looked for, and what was found; an empty list says: none."""

    how: Text = Field(min_length=1, description="怎么查的")
    found: list[Text] = Field([], max_length=50, description="发现的同类问题，一条一个；没有发现的为空")


@router.post("/campaigns/{code}/check-answers/{int:answer}", response=OrderOut, summary="答复举一反三")
def answer_check(request: HttpRequest, code: Path[Code], answer: Path[Number], told: AnswerAsked) -> OrderOut:
    """The answer of one unit: none, or problems that go on the ledger."""
    campaign = campaign_of(request, code)
    row = checks.find_answer(reach(actor_of(request), campaign.pk), campaign, answer)
    if told.found:
        operations.answer_found(row, how=told.how, found=[operations.Found(one) for one in told.found], **who(request))
    else:
        operations.answer_none(row, how=told.how, **who(request))
    return _order(request, row.order)


@router.post("/campaigns/{code}/check-answers/{int:answer}/return", response=OrderOut, summary="退回重查")
def return_answer(request: HttpRequest, code: Path[Code], answer: Path[Number], told: CheckReason) -> OrderOut:
    """Ask a unit to look again."""
    campaign = campaign_of(request, code)
    row = checks.find_answer(reach(actor_of(request), campaign.pk), campaign, answer)
    checks.refuse_who_orders_none(actor_of(request), campaign)
    return _order(request, operations.return_answer(row, reason=told.reason, **who(request)).order)
