"""Self-checks from paper and taken home, for programs: the liaison enters a form (代录), lists are returned and exported in bulk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.operations.handing_in import hand_in
from bihuan.finding.operations.reading import record_export
from bihuan.finding.operations.reviewing import Returning, return_lists
from bihuan.finding.operations.self_checks import enter_paper_list, write_item
from bihuan.finding.queries.reviewing import people_on_paper
from bihuan.finding.queries.self_checks import find_list, items_to_take, lists_by_keys, reads_lists
from bihuan.finding.sheets.self_checks import list_sheet
from bihuan.finding.vocabulary.self_checks import SelfCheckDuty
from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, reach_of, router
from bihuan.interfaces.api.v1.finding.self_checks import ItemAsked, ItemOut, ListOut, entry_of, item_out, list_out
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import XLSX, Asked, Code, Day, Line, Number, Text, a_file, binary


class PaperListAsked(Asked):
    """Whose form, and when he wrote it."""

    person: Number
    written_on: Day = Field(description="纸面日期")


@router.post("/campaigns/{code}/self-checks/paper", response=ListOut, summary="代录纸质自查表")
def enter_paper(request: HttpRequest, code: Path[Code], file: File[UploadedFile], asked: Form[PaperListAsked]) -> ListOut:
    """The liaison begins to enter what somebody wrote by hand, with its scan."""
    campaign = campaign_of(request, code)
    mine = reach_of(request, campaign)
    if not mine.holds(Duty.LIAISON):
        raise Missing()
    person = next((one for one in people_on_paper(campaign, mine.units(Duty.LIAISON)) if one.pk == asked.person), None)
    if person is None:
        raise BadInput(_("这个人的自查表不由您代录，或者他已经在自己填写。"))
    scan = (file.name or "", file.read())
    return list_out(enter_paper_list(campaign=campaign, person=person, scan=scan, written_on=asked.written_on, **who(request)), True)


def _entered(request: HttpRequest, code: str, pk: int) -> Any:
    """A list that this account enters from paper, or Missing."""
    seen = find_list(actor_of(request), campaign_of(request, code), pk)
    if SelfCheckDuty.ENTERER not in seen.duties:
        raise Missing()
    return seen.row


@router.post("/campaigns/{code}/self-checks/{int:row}/items", response=ItemOut, summary="代录一条自查问题")
def write_from_paper(request: HttpRequest, code: Path[Code], row: Path[Number], asked: ItemAsked) -> ItemOut:
    """Enter one thing that stands on the form."""
    found = _entered(request, code, row)
    return item_out(write_item(found, entry=entry_of(found.campaign, found, asked), **who(request)))


@router.post("/campaigns/{code}/self-checks/{int:row}/submit", response=ListOut, summary="提交代录的自查表")
def submit_from_paper(request: HttpRequest, code: Path[Code], row: Path[Number], file: File[UploadedFile]) -> ListOut:
    """Hand it in with the scan of the printed list that he signed."""
    return list_out(hand_in(_entered(request, code, row), signed=(file.name or "", file.read()), **who(request)), True)


class ReturnManyAsked(Asked):
    """Which lists are returned, and with what."""

    lists: list[Number] = Field(min_length=1, max_length=200)
    phrases: list[Line] = Field(default_factory=list, max_length=20, description="常用语")
    remark: Text = ""
    good: Text = Field("", description="写得好的地方")
    new_due_on: Day


class NotReturned(Schema):
    """A list that was not returned, and why."""

    id: int
    why: str


class ListsReturnedOut(Schema):
    """What was returned, and what was not."""

    returned: list[int]
    refused: list[NotReturned]


@router.post("/campaigns/{code}/self-checks/return", response=ListsReturnedOut, summary="成批退回自查清单")
def give_many_back(request: HttpRequest, code: Path[Code], asked: ReturnManyAsked) -> ListsReturnedOut:
    """Nothing else follows from it."""
    campaign, actor = campaign_of(request, code), actor_of(request)
    if not reads_lists(actor, campaign):
        raise Missing()
    said = Returning(phrases=tuple(asked.phrases), remark=asked.remark, good=asked.good, new_due_on=asked.new_due_on)
    finished, refused = return_lists(lists=lists_by_keys(actor, campaign, asked.lists), said=said, **who(request))
    return ListsReturnedOut(returned=[one.pk for one in finished], refused=[NotReturned(id=row.pk, why=str(why)) for row, why in refused])


class ListsTaken(Asked):
    """What they are for."""

    reason: Line = Field(min_length=1, description="用途，记入操作记录")


@router.post("/campaigns/{code}/self-checks/file", auth=READ, summary="导出自查问题清单", openapi_extra=a_file(XLSX))
def take_lists(request: HttpRequest, code: Path[Code], asked: ListsTaken) -> HttpResponse:
    """All lists that this account may read as Excel (D10), with the reason in the book."""
    campaign, actor = campaign_of(request, code), actor_of(request)
    if not reads_lists(actor, campaign):
        raise Missing()
    rows, items = items_to_take(actor, campaign)
    record_export(rows, campaign=campaign, reason=asked.reason, **who(request))
    return binary(list_sheet(items), "自查问题清单.xlsx", XLSX)
