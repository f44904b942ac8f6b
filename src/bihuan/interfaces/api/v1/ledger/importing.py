"""LedgerRows from another system, known again by their external number: the rules of the sheet, the errors of the sheet, all or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Path, Query, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field, create_model

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.rules.columns import columns_of
from bihuan.foundation.kernel import BadInput, NotAllowed, _
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger import background
from bihuan.interfaces.api.v1.ledger.background import JobTold
from bihuan.interfaces.api.v1.ledger.reading import Wanted, filters_of, today_of
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.refusals import lines_of
from bihuan.interfaces.api.v1.words import XLSX, Asked, Code, Line, Text, a_file, binary
from bihuan.problems import operations, queries
from bihuan.problems.jobs import ask_to_compare
from bihuan.problems.operations import ImportResult
from bihuan.problems.operations import Wanted as Sheet
from bihuan.problems.operations.checking import Asked as SheetAsked
from bihuan.problems.queries.layouts import memory_of
from bihuan.problems.queries.own import columns_shown
from bihuan.problems.queries.sheet import ON_NO_TERMS
from bihuan.problems.rules.sheet import Column, RawRow
from bihuan.problems.rules.sheet.terms import Choices, Terms
from bihuan.problems.sheets import read_ledger

MOST = 5000

Row = create_model(
    "LedgerRow", __base__=Asked, __doc__="A row; its fields are the columns of the ledger sheet, all of them texts.",
    **{column.value: (Text, Field("", description=column.label)) for column in Column},
    more=(dict[str, Text], Field({}, max_length=60, description="自设栏目，按栏目的 key（own1…）或名称")),
)  # type: ignore[call-overload]  # fmt: skip


class LedgerRows(Asked):
    """What is handed in."""

    rows: list[Row] = Field(max_length=MOST, description="一行一件；有 external 的按外部编号认，没有变化的不动")  # type: ignore[valid-type]
    preview: bool = Field(False, description="只核对，不写入")


class EditTold(Schema):
    """A cell that the sheet says otherwise than the ledger."""

    row: int = Field(description="表里的行")
    number: int = Field(description="台账序号")
    column: str = Field(description="栏目")
    old: str = Field(description="台账现在")
    new: str = Field(description="表里")
    conflict: bool = Field(description="导出以后台账也改过")
    clears: bool = Field(description="表里清空了")
    written: bool = Field(description="是否照表写入")


class ImportTaken(Schema):
    """What taking the rows over did, or would do."""

    written: bool = Field(description="是否已写入")
    new: int = Field(description="新增")
    changed: int = Field(description="变更")
    same: int = Field(description="不变")
    gone: list[str] = Field(description="以前导入过、这次没有的外部编号；不会删除")
    kept: list[str] = Field(description="有出入但现在已不能改的格")
    hints: list[str] = Field(description="照样写入、请留意的格：完成时限晚于专项结束")
    edits: list[EditTold] = Field(description="逐格的改动；导出后两边都改过的、清空的，默认保持台账")
    moved: int = Field(description="导出以后台账改过、表里没有动的格数，保持台账")


def refuse_who_may_not_import(request: HttpRequest, campaign: Any) -> None:
    """NotAllowed for who may not hand a sheet in."""
    if not queries.may_import(queries.reach(actor_of(request), campaign.pk)):
        raise NotAllowed()


def taken(request: HttpRequest, code: str, rows: Sequence[RawRow], preview: bool, terms: Terms = ON_NO_TERMS) -> ImportTaken:
    """Take rows over, or (`preview`) tell what that would do; with every wrong cell as a refusal."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    if preview:
        found = ImportResult.of(queries.preview_import(actor, campaign, rows, terms))
    else:
        found = operations.import_ledger(campaign=campaign, rows=rows, terms=terms, **who(request))
    if found.errors:
        raise BadInput(_("有 %(count)d 处错误，整份没有导入。"), errors=found.errors, count=len(found.errors))
    if not preview and (found.new or found.changed):
        ask_to_compare(campaign, timezone.now())
    edits = [EditTold.model_validate(one.to_json()) for one in found.edits[:MOST]]
    return ImportTaken(written=not preview, new=found.new, changed=found.changed, same=found.same, gone=list(found.gone), kept=lines_of(found.kept),
                       hints=lines_of(found.hints), edits=edits, moved=found.moved)  # fmt: skip


def _own(told: Mapping[str, str], keys: Mapping[str, str]) -> dict[str, str]:
    """Texts of the campaign's own columns by their keys. Refused: no such column in use."""
    if unknown := [name for name in told if name not in keys]:
        raise BadInput(_("没有叫“%(names)s”的自设栏目。"), names="、".join(unknown))
    return {keys[name]: text for name, text in told.items()}


@router.post("/campaigns/{code}/ledger/import", response=ImportTaken, summary="导入台账各行")
def rows(request: HttpRequest, code: Path[Code], asked: LedgerRows) -> ImportTaken:
    """Take rows over. One wrong cell and nothing is written; every wrong cell is told."""
    columns = columns_of(campaigns.find(actor_of(request), code).file)
    keys = {name: one.key for one in columns if one.retired is None for name in (one.key, one.name, one.label)}
    given = [
        RawRow(
            number,
            {column: text for column in Column if (text := getattr(row, column.value).strip())},
            "rows",
            more=_own(row.more, keys),  # type: ignore[attr-defined]  # made from the columns
        )
        for number, row in enumerate(asked.rows, 1)
    ]
    return taken(request, code, given, asked.preview)


@router.post("/campaigns/{code}/ledger/import-sheet", response={200: ImportTaken, 202: JobTold}, summary="导入台账表格")
def sheet(
    request: HttpRequest, code: Path[Code], file: File[UploadedFile], preview: Query[bool] = False,
    conflicts: Query[Literal["ledger", "sheet"]] = "ledger",
) -> ImportTaken | Status[JobTold]:  # fmt: skip
    """The same from a workbook, as on the page, with the heads that the campaign remembers. Of an export that comes back exactly its edits
    are taken; `conflicts` says whose side counts in cells that were changed on both. A long sheet is checked or taken over in the
    background: the answer is 202 and the job."""
    campaign, choices = campaigns.find(actor_of(request), code), Choices(conflicts == "sheet")
    data, name = file.read(), file.name or ""
    refuse_who_may_not_import(request, campaign)
    if background.is_long(data, name):
        asked = SheetAsked(campaign, background.keep(request, name, data))
        return Status(202, background.check_later(request, asked) if preview else background.take_later(request, asked, choices))
    found = read_ledger(data, name, memory_of(campaign))
    return taken(request, code, found.rows, preview, Terms(choices=choices, exported=found.exported))


class ExportAsked(Asked):
    """What an export is for; it is kept in the book."""

    reason: Text = Field(min_length=1, description="用途，记入操作记录")
    columns: list[Column] = Field(list(Column)[:14], min_length=1, description="栏目")
    own: list[Line] | None = Field(None, max_length=60, description="自设栏目，按 key（own1…）或名称；不写为全部在用的")


def _own_keys(campaign: Any, named: Sequence[str] | None) -> list[str]:
    """Keys of the campaign's own columns in use: those that are named, or all. Refused: no such column."""
    shown = columns_shown(campaign)
    keys = {word: one.key for one in shown.values() for word in (one.key, one.name, one.label)}
    if unknown := [name for name in named or () if name not in keys]:
        raise BadInput(_("没有叫“%(names)s”的自设栏目。"), names="、".join(unknown))
    return [key for key in shown if named is None or key in {keys[name] for name in named}]


@router.post("/campaigns/{code}/ledger/export", auth=READ, response={202: JobTold}, summary="导出台账表格", openapi_extra=a_file(XLSX))
def export(request: HttpRequest, code: Path[Code], asked: ExportAsked, wanted: Query[Wanted]) -> HttpResponse | Status[JobTold]:
    """The workbook of what this account sees under the filters; texts that it may not read are a ＊. A long one is made in the background:
    the answer is 202 and the job, which hands the workbook out."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    today: Any = today_of(campaign)
    sheet = Sheet(filters_of(wanted), today, asked.columns, _own_keys(campaign, asked.own))
    count, is_more = queries.count_of(queries.narrowed(queries.reach(actor, campaign.pk), campaign.pk, sheet.filters, today))
    if is_more or count > background.LONG:
        return Status(202, background.make_later(request, campaign, sheet, asked.reason))
    data = operations.export_ledger(campaign=campaign, wanted=sheet, reason=asked.reason, **who(request))
    return binary(data, f"{campaign.code}-ledger.xlsx", XLSX)
