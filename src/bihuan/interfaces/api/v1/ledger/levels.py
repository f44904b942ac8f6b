"""Items that a superior and a subordinate level share: who leads, what each does, the one history of both (M104)."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.kernel import _ as word
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Number, Text
from bihuan.problems.operations import levels as do
from bihuan.problems.queries import levels
from bihuan.problems.vocabulary import State

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.problems.models import Share


class JointMeasureOut(Schema):
    """What one level does about it."""

    id: int
    level: str = Field(description="承担的一级：专项代码")
    text: str
    body: str = Field(description="承办机构")
    due_on: date
    result: str
    done_at: datetime | None
    dropped_at: datetime | None = Field(description="牵头一级免办的时间")


class JointLineOut(Schema):
    """A line of the history, the same for both levels."""

    at: datetime
    text: str


class JointItemOut(Schema):
    """An item that two levels work on."""

    id: int
    home: str = Field(description="登记在哪个专项")
    number: int
    shared_to: str = Field(description="共享到哪个专项")
    upper: str = Field(description="上级专项")
    lead: str = Field(description="牵头专项")
    decision: str = Field(description="改定牵头的依据")
    text: str
    state: State
    measures: list[JointMeasureOut]
    history: list[JointLineOut]


def _asked(request: HttpRequest, code: str, pk: int) -> "Share":
    actor = actor_of(request)
    return levels.find_joint(actor, campaigns.find(actor, code), pk)


@router.get("/campaigns/{code}/joint/{int:share}", response=JointItemOut, auth=READ, summary="两级联动的一件问题")
def joint(request: HttpRequest, code: Path[Code], share: Path[Number]) -> JointItemOut:
    """Asked by either level it answers the same."""
    return _told(_asked(request, code, share))


def _told(row: "Share") -> JointItemOut:
    problem, lead, upper = row.problem, row.lead, row.upper
    assert lead and upper  # noqa: S101 (two_levels_have_one_lead)
    measures = [
        JointMeasureOut(
            id=one.pk, level=one.campaign.code, text=one.text, body=one.body, due_on=one.due_on, result=one.result, done_at=one.done_at,
            dropped_at=one.dropped_at,
        )
        for one in levels.joint_measures_of(row)
    ]  # fmt: skip
    return JointItemOut(
        id=row.pk, home=problem.campaign.code, number=problem.number, shared_to=row.campaign.code, upper=upper.code, lead=lead.code,
        decision=row.decision, text=problem.text, state=State(problem.state), measures=measures,
        history=[JointLineOut(at=one.at, text=one.said(_)) for one in levels.joint_history(row)],
    )  # fmt: skip


class LeadAsked(Asked):
    """Which level leads, by whose decision, why."""

    lead: Code = Field(description="牵头专项的代码，两级中的一个")
    decision: str = Field(min_length=1, max_length=300, description="由谁、以什么方式决定")
    reason: Text = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/joint/{int:share}/lead", response=JointItemOut, summary="改定由哪一级牵头")
def change_lead(request: HttpRequest, code: Path[Code], share: Path[Number], asked: LeadAsked) -> JointItemOut:
    """The office of the superior level, or of the one that leads."""
    row = _asked(request, code, share)
    do.change_lead(row, lead=_level(row, asked.lead), decision=asked.decision, reason=asked.reason, **who(request))
    return joint(request, code, share)


def _level(row: "Share", code: str) -> "Campaign":
    found = {one.code: one for one in (row.problem.campaign, row.campaign)}.get(code)
    if found is None:
        raise BadInput(word("牵头的只能是两级专项中的一个。"))
    return found


class JointMeasureAsked(Asked):
    """A measure of a level."""

    level: Code = Field(description="哪一级承担：专项代码")
    text: str = Field(min_length=1, max_length=500)
    body: str = Field(min_length=1, max_length=120, description="承办机构")
    due_on: Day


@router.post("/campaigns/{code}/joint/{int:share}/measures", response=JointItemOut, summary="写明一级的联动措施")
def add_joint_measure(request: HttpRequest, code: Path[Code], share: Path[Number], asked: JointMeasureAsked) -> JointItemOut:
    """The level itself, or the one that leads."""
    row = _asked(request, code, share)
    part = do.Part(_level(row, asked.level), asked.text, asked.body, asked.due_on)
    do.add_joint_measure(share=row, part=part, **who(request))
    return joint(request, code, share)


class JointResultAsked(Asked):
    """What came of it."""

    result: str = Field(min_length=1, max_length=500, description="办理结果")


@router.post("/campaigns/{code}/joint/{int:share}/measures/{int:measure}/done", response=JointItemOut, summary="联动措施办结")
def finish_joint_measure(
    request: HttpRequest, code: Path[Code], share: Path[Number], measure: Path[Number], asked: JointResultAsked
) -> JointItemOut:
    """The level whose measure it is."""
    row = levels.find_joint_measure(_asked(request, code, share), measure)
    do.finish_joint_measure(row, result=asked.result, **who(request))
    return joint(request, code, share)


class JointDropAsked(Asked):
    """Why it is not done."""

    reason: Line = Field(min_length=1, description="免办理由")


@router.post("/campaigns/{code}/joint/{int:share}/measures/{int:measure}/drop", response=JointItemOut, summary="联动措施免办")
def drop_joint_measure(
    request: HttpRequest, code: Path[Code], share: Path[Number], measure: Path[Number], asked: JointDropAsked
) -> JointItemOut:
    """The level that leads."""
    row = levels.find_joint_measure(_asked(request, code, share), measure)
    do.drop_joint_measure(row, reason=asked.reason, **who(request))
    return joint(request, code, share)
