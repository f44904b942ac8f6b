"""Home visits for programs: consent first, the record for case handlers alone."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Path, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.queries import talks as queries
from bihuan.finding.vocabulary.talks import VisitState
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.kernel import _ as noop
from bihuan.interfaces.api.v1.finding.room import READ, RecordTaken, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import DOCX, Asked, Code, Day, Named, Number, Text, a_file, binary
from bihuan.problems.queries import find_within, reach


class HomeVisitOut(Schema):
    """A visit; the record only for case handlers."""

    id: int
    number: int = Field(description="对应问题的台账序号")
    person: Named
    purpose: str
    visitors: list[Named]
    planned_on: date
    visited_on: date | None
    state: VisitState
    record: str | None = Field(description="家访记录；不是办理人员的为空")


def _visit(request: HttpRequest, row: Any) -> HomeVisitOut:
    reads = queries.reads_record(actor_of(request), row)
    operations.record_visit_seen(row, **who(request))
    plain = {name: getattr(row, name) for name in ("purpose", "planned_on", "visited_on", "state")}
    visitors = [Named(id=one.pk, name=one.name) for one in row.visitors.all()]
    person = Named(id=row.person_id, name=row.person.name)
    return HomeVisitOut(
        id=row.pk, number=row.problem.number, person=person, visitors=visitors, record=row.record if reads else None, **plain
    )


@router.get("/campaigns/{code}/home-visits/{int:visit}", response=HomeVisitOut, auth=READ, summary="一次家访")
def one_home_visit(request: HttpRequest, code: Path[Code], visit: Path[Number]) -> HomeVisitOut:
    """One visit of which this account knows."""
    return _visit(request, queries.find_home_visit(actor_of(request), campaign_of(request, code), visit))


class HomeVisitAsked(Asked):
    """About which problem, why, who would come, when."""

    number: Number = Field(description="台账序号")
    purpose: Text = Field(min_length=1)
    visitors: list[Number] = Field(min_length=1, max_length=10)
    planned_on: Day


@router.post("/campaigns/{code}/home-visits", response=HomeVisitOut, summary="征求家访同意")
def ask_visit(request: HttpRequest, code: Path[Code], asked: HomeVisitAsked) -> HomeVisitOut:
    """Ask the cadre of a problem whether he agrees."""
    campaign = campaign_of(request, code)
    problem = find_within(reach(actor_of(request), campaign.pk), campaign, asked.number)
    visitors = [campaigns.known_person(campaign, one) for one in asked.visitors]
    told: dict[str, Any] = {"purpose": asked.purpose, "visitors": visitors, "planned_on": asked.planned_on}
    return _visit(request, operations.ask_home_visit(problem=problem, **told, **who(request)))


class HomeVisitStep(Asked):
    """One step: agree, refuse, record (`on`, `text`), call_off (`text`)."""

    step: Literal["agree", "refuse", "record", "call_off"]
    text: Text = ""
    on: Day | None = None


@router.post("/campaigns/{code}/home-visits/{int:visit}/steps", response=HomeVisitOut, summary="办理家访")
def home_visit_step(request: HttpRequest, code: Path[Code], visit: Path[Number], asked: HomeVisitStep) -> HomeVisitOut:
    """Agree or not, record the visit, call it off."""
    row = queries.find_home_visit(actor_of(request), campaign_of(request, code), visit)
    match asked.step:
        case "agree":
            operations.agree_to_home_visit(row, answer=asked.text, **who(request))
        case "refuse":
            operations.refuse_home_visit(row, answer=asked.text, **who(request))
        case "record":
            if asked.on is None:
                raise BadInput(noop("请写明家访日期。"))
            operations.record_home_visit(row, visited_on=asked.on, record=asked.text, **who(request))
        case _:
            operations.call_off_home_visit(row, reason=asked.text, **who(request))
    return _visit(request, row)


@router.post("/campaigns/{code}/home-visits/{int:visit}/consent", response=HomeVisitOut, summary="登记书面同意")
def file_consent(request: HttpRequest, code: Path[Code], visit: Path[Number], file: File[UploadedFile]) -> HomeVisitOut:
    """File the consent that he signed on paper, for whoever has no account at hand."""
    row = queries.find_home_visit(actor_of(request), campaign_of(request, code), visit)
    operations.file_consent(row, data=file.read(), name=file.name or "", **who(request))
    return _visit(request, row)


@router.post("/campaigns/{code}/home-visits/{int:visit}/file", auth=READ, summary="家访记录文件", openapi_extra=a_file(DOCX))
def home_visit_file(request: HttpRequest, code: Path[Code], visit: Path[Number], asked: RecordTaken) -> HttpResponse:
    """The record as docx, for case handlers alone (D23), with what it is for."""
    row = queries.find_home_visit(actor_of(request), campaign_of(request, code), visit)
    return binary(operations.print_home_visit(row, reason=asked.reason, **who(request)), "干部家访记录.docx", DOCX)
