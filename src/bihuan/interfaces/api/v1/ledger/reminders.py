"""Reminders on items for programs: sent, answered, listed with their answers."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Number
from bihuan.problems import operations, queries
from bihuan.problems.queries import reminders as asked_of
from bihuan.problems.vocabulary import ReminderLevel
from bihuan.reports.operations import urge_unit


class ReminderOut(Schema):
    """A reminder with its answer."""

    id: int
    level: ReminderLevel
    text: str
    answer_by_on: date | None
    sent_at: datetime
    answer: str
    answered_at: datetime | None


_NAMES = ("level", "text", "answer_by_on", "sent_at", "answer", "answered_at")


def _reminder(row: Any) -> ReminderOut:
    return ReminderOut(id=row.pk, **{name: getattr(row, name) for name in _NAMES})


def _problem(request: HttpRequest, code: str, number: int) -> tuple[Any, Any]:
    campaign = campaigns.find(actor_of(request), code)
    mine = queries.reach(actor_of(request), campaign.pk)
    return mine, queries.find_within(mine, campaign, number)


@router.get("/campaigns/{code}/problems/{int:number}/reminders", response=list[ReminderOut], auth=READ, summary="催办")
def reminders(request: HttpRequest, code: Path[Code], number: Path[Number]) -> list[ReminderOut]:
    """All reminders on an item with their answers; nothing to whoever may not read the item."""
    mine, row = _problem(request, code, number)
    return [_reminder(one) for one in asked_of.reminders_of(row)] if queries.may_read(mine, row) else []


class ReminderAsked(Asked):
    """How firmly, in which words."""

    level: ReminderLevel
    text: Line = Field(min_length=1, description="催办内容")
    answer_by_on: Day | None = Field(None, description="要求答复的日期")


@router.post("/campaigns/{code}/problems/{int:number}/reminders", response=ReminderOut, summary="催办一件")
def remind(request: HttpRequest, code: Path[Code], number: Path[Number], asked: ReminderAsked) -> ReminderOut:
    """Urge one item: at most once a working day, each firmer level after the one below."""
    _mine, row = _problem(request, code, number)
    return _reminder(operations.remind(problem=row, **asked.dict(), **who(request)))


@router.post("/campaigns/{code}/units/{int:unit}/reminders", response=list[ReminderOut], summary="催办一个单位的超期问题")
def remind_unit(request: HttpRequest, code: Path[Code], unit: Path[Number], asked: ReminderAsked) -> list[ReminderOut]:
    """Urge every late item of a unit; those that cannot be urged today are left out. A 催办函 or 督办函 stands in the register with it."""
    campaign = campaigns.find(actor_of(request), code)
    sent, _refused, _letter = urge_unit(campaign=campaign, unit=campaigns.unit_in(campaign, unit), **asked.dict(), **who(request))
    return [_reminder(one) for one in sent]


class ReminderAnswer(Asked):
    """How far it is."""

    answer: Line = Field(min_length=1, description="办理情况")


@router.post("/campaigns/{code}/problems/{int:number}/reminders/{int:reminder}/answer", response=ReminderOut, summary="答复催办")
def answer_reminder(
    request: HttpRequest, code: Path[Code], number: Path[Number], reminder: Path[Number], asked: ReminderAnswer
) -> ReminderOut:  # fmt: skip
    """Answer a reminder on its item."""
    _mine, row = _problem(request, code, number)
    return _reminder(operations.answer_reminder(reminder=asked_of.find_reminder(row, reminder), answer=asked.answer, **who(request)))
