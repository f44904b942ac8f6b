"""Conclusions of visits for programs: given to the unit, reviewed by others (条例第十六、十七条). Deciding is a step of `stepping`."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Path
from pydantic import Field

from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, _
from bihuan.inspections import operations, queries
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.inspections.room import READ, InspectionRowOut, campaign_of, router, row_told
from bihuan.interfaces.api.v1.words import Asked, Code, Named, Number, Text

_AT = "/campaigns/{code}/inspections"


class InspectionConclusionOut(InspectionRowOut):
    """What a visit concludes, and what became of it."""

    visit: int
    unit: Named
    text: str
    given_at: datetime
    ask_by_on: date = Field(description="申请复核到哪一天为止")
    grounds: str = Field(description="申请复核的理由")
    decide_by_on: date | None
    reviewers: list[Named]
    outcome: str


def _told(request: HttpRequest, row: Any) -> InspectionConclusionOut:
    names = ("text", "given_at", "ask_by_on", "grounds", "decide_by_on", "outcome")
    unit, people = row.visit.unit, [Named(id=one.pk, name=one.name) for one in row.reviewers.all()]
    return InspectionConclusionOut(
        **row_told(request, row), **{name: getattr(row, name) for name in names}, visit=row.visit_id, unit=Named(id=unit.pk, name=unit.name),
        reviewers=people,
    )  # fmt: skip


@router.get(_AT + "/conclusions/{int:conclusion}", response=InspectionConclusionOut, auth=READ, summary="督查结论")
def conclusion(request: HttpRequest, code: Path[Code], conclusion: Path[Number]) -> InspectionConclusionOut:
    """One conclusion, for whoever sees its visit or reviews it."""
    return _told(request, queries.find_conclusion(actor_of(request), campaign_of(request, code), conclusion))


@router.get(_AT + "/visits/{int:visit}/conclusion", response=InspectionConclusionOut, auth=READ, summary="一次检查的结论")
def conclusion_of_visit(request: HttpRequest, code: Path[Code], visit: Path[Number]) -> InspectionConclusionOut:
    """The conclusion of a visit, once it was given."""
    row = queries.conclusion_of(queries.find_visit(actor_of(request), campaign_of(request, code), visit))
    if row is None:
        raise Missing()
    return _told(request, row)


class InspectionConclusionAsked(Asked):
    """What the visit concludes."""

    text: Text = Field(min_length=1, description="督查结论")


@router.post(_AT + "/visits/{int:visit}/conclusion", response=InspectionConclusionOut, summary="送达督查结论")
def give_conclusion(
    request: HttpRequest, code: Path[Code], visit: Path[Number], asked: InspectionConclusionAsked
) -> InspectionConclusionOut:  # fmt: skip
    """Give the unit what a reported visit concludes."""
    actor, campaign = actor_of(request), campaign_of(request, code)
    row = queries.find_visit(actor, campaign, visit)
    if not queries.takes_part(actor, campaign, row):
        raise NotAllowed()
    return _told(request, operations.give_conclusion(visit=row, text=asked.text, **who(request)))


class InspectionReviewersAsked(Asked):
    """Who reviews it: nobody who was there, wrote or approved it."""

    reviewers: list[Number] = Field(min_length=1, max_length=20)


@router.post(_AT + "/conclusions/{int:conclusion}/reviewers", response=InspectionConclusionOut, summary="指定复核人员")
def assign_review(
    request: HttpRequest, code: Path[Code], conclusion: Path[Number], asked: InspectionReviewersAsked
) -> InspectionConclusionOut:  # fmt: skip
    """Say who reviews it."""
    campaign = campaign_of(request, code)
    row = queries.find_conclusion(actor_of(request), campaign, conclusion)
    fit = {one.pk: one for one in queries.fit_to_inspect(campaign, row.visit.unit, localdate())}
    if out := [str(one) for one in asked.reviewers if one not in fit]:
        raise BadInput(_("这些人不能复核：%(who)s。"), who="、".join(out))
    return _told(request, operations.assign_review(row, reviewers=[fit[one] for one in asked.reviewers], **who(request)))
