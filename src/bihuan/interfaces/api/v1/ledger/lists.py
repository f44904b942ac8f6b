"""The lists for programs: the six of a person, the customary ones, finds and mergers."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.documents.rendering import render_docx
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of, question_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.words import DOCX, XLSX, Asked, Code, Line, Named, Number, Paging, a_file, binary
from bihuan.problems import operations, queries
from bihuan.problems.queries import finds, lists, six
from bihuan.problems.vocabulary import ProblemList, Source, State
from bihuan.problems.vocabulary.lists import ListColumn, ListKind


class ListedOut(Schema):
    """One problem on one of the six lists."""

    number: int = Field(description="序号")
    text: str | None = Field(description="问题；无权查看内容的为空")
    source: Source
    state: State
    origin: str = Field(description="来路名称")
    origin_kind: str
    origin_reference: str
    found_on: str


class OneListOut(Schema):
    """One of the six lists, an empty one too."""

    kind: ProblemList
    none_on: str = Field("", description="空的清单确认没有，截至哪天；没有确认的为空")
    items: list[ListedOut]


class SixListsOut(Schema):
    """The six lists of a person."""

    person: Named
    posts: list[str]
    lists: list[OneListOut]


def _listed(item: six.Item) -> ListedOut:
    row = item.problem
    return ListedOut(
        number=row.number, text=item.text, source=Source(row.source), state=State(row.state), origin=row.origin_label, origin_kind=row.origin_kind,
        origin_reference=row.origin_reference, found_on=row.found_on.isoformat(),
    )  # fmt: skip


@router.get("/campaigns/{code}/lists/person/{int:person}", response=SixListsOut, auth=READ, summary="一个人的六个清单")
def six_lists(request: HttpRequest, code: Path[Code], person: Path[Number]) -> SixListsOut:
    """The six lists of a covered person, as this account may see them."""
    campaign = campaigns.find(actor_of(request), code)
    found = six.six_lists(queries.reach(actor_of(request), campaign.pk), campaign, person)
    operations.record_all_seen(campaign, keys=found.shown_in_confidence, **who(request))
    posts = [f"{one.unit.name} {one.post}".strip() for one in found.posts]
    parts = [OneListOut(kind=one.kind, none_on=one.none_on, items=[_listed(item) for item in one.items]) for one in found.lists]
    return SixListsOut(person=Named(id=found.person.pk, name=found.person.name), posts=posts, lists=parts)


class ListWanted(Schema):
    """Which part of a list."""

    unit: Number | None = Field(None, description="单位编号；部门问题整改清单不填的是自己的单位")
    person: Number | None = Field(None, description="人员编号；个人整改清单不填的是本人")
    open: bool = Field(False, description="只要没有销号的")
    key_few: bool = Field(False, description="只要涉及关键少数的")


class ListingOut(Schema):
    """A page of a list: its columns in order, and the cells of each row by column."""

    kind: ListKind
    unit: Named | None
    person: Named | None
    columns: list[ListColumn]
    count: int
    rows: list[dict[ListColumn, str]]
    next: str | None


def _named(row: Any) -> Named | None:
    return Named(id=row.pk, name=row.name) if row is not None else None


@router.get("/campaigns/{code}/lists/{kind}", response=ListingOut, auth=READ, summary="清单")
def listing(request: HttpRequest, code: Path[Code], kind: Path[ListKind], wanted: Query[ListWanted], paging: Query[Paging]) -> ListingOut:
    """One of the customary lists, read from the ledger as it stands; what this account may not read is a ＊."""
    campaign = campaigns.find(actor_of(request), code)
    mine = queries.reach(actor_of(request), campaign.pk)
    chosen = lists.choose(mine, campaign, kind, wanted.unit, wanted.person, wanted.open, wanted.key_few)
    question = question_of(request)
    found = lists.listing(mine, campaign, chosen, mark=mark_of(question, paging.cursor) or "", most=paging.limit)
    operations.record_all_seen(campaign, keys=found.shown_in_confidence, **who(request))
    return ListingOut(
        kind=kind, unit=_named(chosen.unit), person=_named(chosen.person), columns=list(found.columns), count=found.count,
        rows=[dict(one.cells) for one in found.lines], next=leading_on(question, found.after),
    )  # fmt: skip


class ListTakeAsked(Asked):
    """What is taken home, and for what."""

    reason: Line = Field(min_length=1, description="用途，记入操作记录")
    form: Literal["xlsx", "docx"] = Field("xlsx", description="xlsx 或 docx")
    unit: Number | None = Field(None, description="单位编号")
    person: Number | None = Field(None, description="人员编号")
    open: bool = Field(False, description="只要没有销号的")
    key_few: bool = Field(False, description="只要涉及关键少数的")


def _file(taken: operations.Taken) -> HttpResponse:
    if taken.paper is None:
        return binary(taken.workbook, f"{taken.title}.xlsx", XLSX)
    return binary(render_docx(taken.paper), f"{taken.title}.docx", DOCX)


@router.post("/campaigns/{code}/lists/{kind}/file", auth=READ, summary="导出清单", openapi_extra=a_file(XLSX, DOCX))
def take_list(request: HttpRequest, code: Path[Code], kind: Path[ListKind], asked: ListTakeAsked) -> HttpResponse:
    """The whole list as a sheet or a paper; the book says who took it for what."""
    campaign = campaigns.find(actor_of(request), code)
    mine = queries.reach(actor_of(request), campaign.pk)
    chosen = lists.choose(mine, campaign, kind, asked.unit, asked.person, asked.open, asked.key_few)
    taken = operations.take_list(campaign=campaign, chosen=chosen, as_paper=asked.form == "docx", reason=asked.reason, **who(request))
    return _file(taken)


class SixTakeAsked(Asked):
    """What is taken home, and for what."""

    reason: Line = Field(min_length=1, description="用途，记入操作记录")
    form: Literal["xlsx", "docx"] = Field("xlsx", description="xlsx 或 docx")


@router.post("/campaigns/{code}/lists/person/{int:person}/file", auth=READ, summary="导出一人六单", openapi_extra=a_file(XLSX, DOCX))
def take_six_lists(request: HttpRequest, code: Path[Code], person: Path[Number], asked: SixTakeAsked) -> HttpResponse:
    """The six lists of a person as a sheet or a paper; the book says who took them for what."""
    campaign = campaigns.find(actor_of(request), code)
    told: dict[str, Any] = {"person": person, "as_paper": asked.form == "docx", "reason": asked.reason}
    return _file(operations.take_six_lists(campaign=campaign, **told, **who(request)))


class ChannelOut(Schema):
    """What one channel found, and how many of these stand behind an entry that another find made."""

    source: Source
    finds: int
    merged: int
    entries: int


class FindsOut(Schema):
    """Finds, entries, and the mergers between them."""

    finds: int = Field(description="各渠道发现")
    entries: int = Field(description="台账上的问题")
    merged: int = Field(description="并入别的一条")
    channels: list[ChannelOut]
    mergers: list[tuple[int, int]] = Field(description="并入的序号、并到的序号，最近的 200 对")


@router.get("/campaigns/{code}/finds", response=FindsOut, auth=READ, summary="来源与并入")
def finds_by_channel(request: HttpRequest, code: Path[Code]) -> FindsOut:
    """Finds by channel and entries of the ledger are two figures; their difference is the mergers."""
    campaign = campaigns.find(actor_of(request), code)
    mine = queries.reach(actor_of(request), campaign.pk)
    told = finds.finds_of(mine, campaign)
    channels = [ChannelOut(source=one.source, finds=one.finds, merged=one.merged, entries=one.entries) for one in told.channels]
    pairs = [(one.member.number, one.main.number) for one in finds.mergers_seen(mine, campaign)[:200]]
    return FindsOut(finds=told.finds, entries=told.entries, merged=told.merged, channels=channels, mergers=pairs)
