"""Study for programs: plans are read, sessions written down where they are kept already – topic, date and number present, never a name (M158)."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.accountability import operations
from bihuan.accountability.queries import study as queries
from bihuan.accountability.vocabulary.study import StudyForm
from bihuan.campaigns import queries as campaigns
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.accountability.room import campaign_of, router
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.gate import Bearer, actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Paging, Text

READ, WRITE = Bearer(Scope.CAMPAIGNS_READ), Bearer(Scope.CAMPAIGNS_WRITE)
_SESSIONS = "/campaigns/{code}/study/sessions"


class StudyPlanOut(Schema):
    """Topics and forms for a time."""

    id: int
    title: str
    topics: list[str]
    forms: list[StudyForm]
    from_on: date
    to_on: date


@router.get("/campaigns/{code}/study/plans", response=list[StudyPlanOut], auth=READ, summary="学习计划")
def study_plans(request: HttpRequest, code: Path[Code]) -> list[StudyPlanOut]:
    """The plans in use, latest first."""
    rows = queries.plans_of(actor_of(request), campaign_of(request, code))[:200]
    names = ("title", "topics", "from_on", "to_on")
    return [
        StudyPlanOut(id=one.pk, forms=[StudyForm(form) for form in one.forms], **{name: getattr(one, name) for name in names})
        for one in rows
    ]


class StudySessionOut(Schema):
    """One session."""

    id: int
    unit: Named
    plan: int | None
    form: StudyForm
    topic: str
    held_on: date
    present: int


class StudySessionPage(Schema):
    """One page of the sessions."""

    items: list[StudySessionOut]
    next: str | None


def _told(row: Any) -> StudySessionOut:
    names = ("topic", "held_on", "present")
    told: dict[str, Any] = {name: getattr(row, name) for name in names}
    return StudySessionOut(id=row.pk, unit=Named(id=row.unit_id, name=row.unit.name), plan=row.plan_id, form=StudyForm(row.form), **told)


@router.get(_SESSIONS, response=StudySessionPage, auth=READ, summary="学习登记")
def study_sessions(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> StudySessionPage:
    """What was studied, latest first."""
    rows, following = page_of(request, queries.sessions_of(actor_of(request), campaign_of(request, code)), paging)
    return StudySessionPage(items=[_told(one) for one in rows], next=following)


class StudyHeld(Asked):
    """What was studied, when, in which form, and how many were there. There is no field for names."""

    topic: Line = Field(min_length=1, description="专题")
    form: StudyForm
    held_on: Day
    present: Number = Field(description="到场人数")

    def held(self) -> operations.Held:
        """As the operation asks for it."""
        return operations.Held(self.topic, self.form, self.held_on, self.present)


class StudySessionAsked(StudyHeld):
    """The same with the unit and, where there is one, the plan."""

    unit: Number = Field(description="单位编号")
    plan: Number | None = Field(None, description="学习计划编号")


@router.post(_SESSIONS, response=StudySessionOut, auth=WRITE, summary="登记学习")
def hold_session(request: HttpRequest, code: Path[Code], asked: StudySessionAsked) -> StudySessionOut:
    """Write down a session of a unit."""
    actor, campaign = actor_of(request), campaign_of(request, code)
    plan = queries.find_plan(actor, campaign, asked.plan) if asked.plan else None
    unit = campaigns.unit_in(campaign, asked.unit)
    return _told(operations.hold_session(campaign=campaign, unit=unit, held=asked.held(), plan=plan, **who(request)))


class StudyCorrected(StudyHeld):
    """What it should have been, and why it was not."""

    reason: Text = Field(min_length=1, description="更正原因")


@router.post(_SESSIONS + "/{int:session}/correct", response=StudySessionOut, auth=WRITE, summary="更正学习登记")
def correct_session(request: HttpRequest, code: Path[Code], session: Path[Number], asked: StudyCorrected) -> StudySessionOut:
    """Put right what was written down wrong; the book keeps what stood there."""
    row = queries.find_session(actor_of(request), campaign_of(request, code), session)
    operations.correct_session(row, held=asked.held(), reason=asked.reason, **who(request))
    return _told(row)
