"""What rests on a scanned paper: somebody else's duty handed over, an exemption; and lists of what was handed over, to be signed."""

from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Path, Query
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.documents.rendering import render_handover
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.api.v1.campaigns.leaving import DelegationOut, HandoverOut, NewDelegation, delegations_told
from bihuan.interfaces.api.v1.campaigns.listing import EntryOut, entry_told
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, desk, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import ANY_FILE, Asked, Code, Day, Line, Named, Number, Text, a_file, binary
from bihuan.problems import queries as problems

_PDF = "application/pdf"


class OrderedDelegation(NewDelegation):
    """Somebody's duty, handed over by the office."""

    principal: Number = Field(description="委托人的人员编号")
    order_number: Line = Field(min_length=1, description="批件文号")


@router.post("/campaigns/{code}/delegations/ordered", response=DelegationOut, summary="按批件委托别人的职责")
def delegate_ordered(request: HttpRequest, code: Path[Code], file: File[UploadedFile], asked: Form[OrderedDelegation]) -> DelegationOut:
    """Hand somebody else's duty over, for the office, on a scanned order."""
    campaign = desk(request, code)
    principal = queries.known_person(campaign, asked.principal)
    if not queries.delegable(principal.pk, campaign):
        raise NotAllowed(_("“%(name)s”在这个专项里没有自己的职责，不能委托。"), name=principal.name)
    handing = operations.Handing(
        principal=principal, deputy=queries.chosen_person(campaign, asked.deputy, asked.name), duty=asked.duty,
        unit=queries.unit_in(campaign, asked.unit) if asked.unit else None, from_on=asked.from_on, to_on=asked.to_on, reason=asked.reason,
        order_number=asked.order_number, order=(file.name or "", file.read()),
    )  # fmt: skip
    return delegations_told([operations.delegate_duty(campaign=campaign, handing=handing, **who(request))])[0]


def _download(file: Any) -> FileResponse:
    if file is None:
        raise Missing()
    return FileResponse(open_content(file), as_attachment=True, filename=file.name, content_type=ANY_FILE)


@router.get(
    "/campaigns/{code}/delegations/{int:delegation}/order", auth=READ, summary="下载委托的批件", openapi_extra=a_file(ANY_FILE)
)  # fmt: skip
def order(request: HttpRequest, code: Path[Code], delegation: Path[Number]) -> FileResponse:
    """The scanned order on which the office handed a duty over."""
    return _download(queries.find_delegation(actor_of(request), campaign_of(request, code), delegation).order)


class ExemptAsked(Asked):
    """Why somebody is free from taking part, and until when."""

    on: Day = Field(description="自哪天起免于参加")
    reason: Text = Field(min_length=1, description="理由")
    returns_on: Day | None = Field(None, description="哪天起恢复参加；不定期限的不写")


@router.post("/campaigns/{code}/roster/{int:entry}/exempt", response=EntryOut, summary="按批件免于参加")
def exempt(request: HttpRequest, code: Path[Code], entry: Path[Number], file: File[UploadedFile], asked: Form[ExemptAsked]) -> EntryOut:
    """Free somebody from taking part, on a scanned paper."""
    row = queries.find_entry(desk(request, code), entry)
    freed = operations.Freed(asked.returns_on, (file.name or "", file.read()))
    return entry_told(operations.exempt_from_roster(row, on=asked.on, reason=asked.reason, freed=freed, **who(request)))


@router.get("/campaigns/{code}/roster/{int:entry}/paper", auth=READ, summary="下载免于参加的批件", openapi_extra=a_file(ANY_FILE))
def exemption_paper(request: HttpRequest, code: Path[Code], entry: Path[Number]) -> FileResponse:
    """The paper on which an exemption rests, for the office."""
    return _download(queries.find_entry(desk(request, code), entry).paper)


class HandedOver(HandoverOut):
    """What was handed over, and when."""

    handed_at: datetime = Field(description="移交时间")


def _handing(request: HttpRequest, code: str) -> Any:
    campaign = campaign_of(request, code)
    problems.refuse_who_may_not(actor_of(request), campaign)
    return campaign


@router.get("/campaigns/{code}/handovers", response=list[HandedOver], auth=READ, summary="移交过的工作")
def handovers(request: HttpRequest, code: Path[Code], as_of: Query[AsOf]) -> list[HandedOver]:
    """What was handed over in this campaign (`at`: by then), latest first, at most 200, for the office."""
    rows = problems.handovers_of(_handing(request, code), as_of.until)[:200]
    return [
        HandedOver(
            id=one.pk, leaver=Named(id=one.leaver_id, name=one.leaver.name), reason=one.reason, lines=one.lines, handed_at=one.handed_at
        )
        for one in rows
    ]


@router.get("/campaigns/{code}/handovers/{int:handover}/list", auth=READ, summary="下载移交清单", openapi_extra=a_file(_PDF))
def handover_list(request: HttpRequest, code: Path[Code], handover: Path[Number]) -> HttpResponse:
    """The list as PDF, with the lines for both signatures."""
    campaign = _handing(request, code)
    row = problems.find_handover(campaign, handover)
    data = render_handover(campaign=campaign.title, leaver=row.leaver.name, reason=row.reason, day=row.handed_at.date(), lines=row.lines)
    return binary(data, _("移交清单-%(name)s.pdf") % {"name": row.leaver.name}, _PDF)
