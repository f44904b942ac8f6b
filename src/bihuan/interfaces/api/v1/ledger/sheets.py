"""A sheet that is kept and looked at before anything is taken: how it was understood, what taking it would do, every error marked in a copy."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Path, Query, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.jobs.again import latest
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed
from bihuan.foundation.kernel import _ as noop
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger import background
from bihuan.interfaces.api.v1.ledger.background import JobTold
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.ledger.sheet_shapes import SheetChecked, SheetMeant, checked_told, understood
from bihuan.interfaces.api.v1.words import XLSX, Asked, Code, Day, Line, Number, a_file, binary
from bihuan.problems import operations, queries
from bihuan.problems.jobs import key_of_check
from bihuan.problems.operations.checking import Asked as SheetAsked
from bihuan.problems.operations.checking import KeptCheck
from bihuan.problems.operations.laying_out import keep_layout
from bihuan.problems.operations.taking_over import check_take_over, may_take_over
from bihuan.problems.queries.layouts import memory_of
from bihuan.problems.queries.own import columns_shown
from bihuan.problems.rules.sheet import Column
from bihuan.problems.rules.sheet.layout import Layout, SheetMap
from bihuan.problems.rules.sheet.terms import Terms
from bihuan.problems.sheets import FILE_NAME, LedgerSheet, look_at_ledger
from bihuan.problems.sheets.marking import marked_ledger

if TYPE_CHECKING:
    from bihuan.problems.rules.sheet import Checked


_no_such = noop("看不懂“%(told)s”。列可以写：%(heads)s；栏目可以写：%(meanings)s，空的不导入。")


class SheetKept(Schema):
    """A sheet that was handed in."""

    id: int = Field(description="用在 /ledger/sheets/{sheet} 里")
    name: str


class Looked(Asked):
    """As what a sheet is looked at."""

    sheets: list[Line] = Field([], max_length=50, description="工作簿里要哪几张表；不写为像台账的")
    take_over: bool = Field(False, description="为接续导入核对")
    found_on: Day | None = Field(None, description="接续导入的，没有写发现日期的按这一天")


class LookedAnew(Looked):
    """The same, asked for by a POST."""

    again: bool = Field(False, description="台账后来变了，重新核对（长表）")


def campaign_for(request: HttpRequest, code: str, take_over: bool) -> Any:
    """The campaign, for somebody who may hand a sheet in, or take over."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    may = may_take_over(actor, campaign) if take_over else queries.may_import(queries.reach(actor, campaign.pk))
    if not may:
        raise NotAllowed()
    return campaign


@router.post("/campaigns/{code}/ledger/sheets", response=SheetKept, summary="交一份台账表格")
def hand_in_sheet(request: HttpRequest, code: Path[Code], file: File[UploadedFile]) -> SheetKept:
    """Keep a sheet, to be checked and then taken (imported, or a campaign taken over from it). Refused where nothing in it looks like a
    ledger; of a long one that is told when it is checked."""
    campaign, data, name = campaign_for(request, code, take_over=False), file.read(), file.name or ""
    if not background.is_long(data, name):
        look_at_ledger(data, name, memory_of(campaign))
    row = background.keep(request, name, data)
    return SheetKept(id=row.pk, name=row.name)


def asked_of(request: HttpRequest, code: str, sheet: int, looked: Looked) -> SheetAsked:
    """A sheet that this very account handed in, and what is asked of it."""
    campaign, file = campaign_for(request, code, looked.take_over), handed_in(sheet, actor_of(request))
    day = looked.found_on.isoformat() if looked.found_on else ""
    return SheetAsked(campaign, file, tuple(looked.sheets), day if looked.take_over else None)


def rows_of(asked: SheetAsked) -> LedgerSheet:
    """The sheet as it is understood."""
    return look_at_ledger(read(asked.file), asked.file.name, memory_of(asked.campaign, asked.sheets))


def check_of(request: HttpRequest, asked: SheetAsked, sheet: LedgerSheet) -> "Checked | None":
    """The check of a short sheet; None where it lacks a column without which nothing can be taken."""
    if sheet.missing:
        return None
    actor = actor_of(request)
    if asked.handed is not None:
        return check_take_over(actor, asked.campaign, sheet.rows, asked.handed)
    return queries.preview_import(actor, asked.campaign, sheet.rows, Terms(exported=sheet.exported))


def _kept(asked: SheetAsked) -> KeptCheck | None:
    """What the check of a long sheet found, where it was made and is done."""
    held = latest(key_of_check(asked))
    return KeptCheck.of_json(held.mark["check"]) if held is not None and held.state == JobState.DONE else None


@router.post("/campaigns/{code}/ledger/sheets/{int:sheet}/check", response={200: SheetChecked, 202: JobTold}, summary="核对台账表格")
def check_sheet(request: HttpRequest, code: Path[Code], sheet: Path[Number], looked: LookedAnew) -> SheetChecked | Status[JobTold]:
    """What taking this sheet would do: every difference, or every error at its cell. Nothing is written. A long sheet is checked by a worker:
    the answer is 202 and the job; when that is done, asked again, its result."""
    asked = asked_of(request, code, sheet, looked)
    if not background.is_long(read(asked.file), asked.file.name):
        found = rows_of(asked)
        return checked_told(asked, KeptCheck.of(found, check_of(request, asked, found), timezone.now()))
    if not looked.again and (kept := _kept(asked)):
        return checked_told(asked, kept)
    return Status(202, background.check_later(request, asked))


@router.get("/campaigns/{code}/ledger/sheets/{int:sheet}/marked", auth=READ, summary="下载标出错误的表", openapi_extra=a_file(XLSX))
def marked_sheet(request: HttpRequest, code: Path[Code], sheet: Path[Number], looked: Query[Looked]) -> HttpResponse:
    """The same workbook with the wrong cells marked and a note at each; 404 where nothing is wrong, or a long one was not checked yet."""
    asked = asked_of(request, code, sheet, looked)
    if background.is_long(read(asked.file), asked.file.name):
        kept = _kept(asked)
        if kept is None or not kept.marked:
            raise Missing()
        copy = handed_in(kept.marked, actor_of(request))
        return binary(read(copy), copy.name, XLSX)
    found = rows_of(asked)
    checked = check_of(request, asked, found)
    if checked is None or not checked.errors:
        raise Missing()
    data = marked_ledger(read(asked.file), asked.file.name, found, checked.errors, columns_shown(asked.campaign))
    return binary(data, f"{asked.file.name.rpartition('.')[0]}-{_('有误处已标出')}.xlsx", XLSX)


class LayoutAsked(Asked):
    """What the columns under one head mean."""

    sheet: Line = Field("", description="哪张表的表头；只有一张的不写")
    columns: dict[Line, Line] = Field(
        {}, max_length=200, description="列（A、B…）→ 栏目（unit、text…，自设栏目 own1…，空的不导入）；没写的列不变"
    )
    hidden: bool | None = Field(None, description="隐藏的行也导入；不写不变")
    downward: bool | None = Field(None, description="单位空着的按上一行；不写由系统看")


@router.post("/campaigns/{code}/ledger/sheets/{int:sheet}/layout", response=list[SheetMeant], summary="说明各列是什么")
def keep_sheet_layout(request: HttpRequest, code: Path[Code], sheet: Path[Number], asked: LayoutAsked) -> list[SheetMeant]:
    """Say what the columns are; it is remembered for every sheet of this campaign with the same head."""
    of = asked_of(request, code, sheet, Looked(sheets=[asked.sheet] if asked.sheet else [], take_over=False, found_on=None))
    one = next((one for one in rows_of(of).maps if not asked.sheet or one.sheet == asked.sheet), None)
    if one is None:
        raise Missing()
    hidden = one.layout.hidden if asked.hidden is None else asked.hidden
    layout = Layout(_columns(asked.columns, one, memory_of(of.campaign).own), hidden, asked.downward)
    keep_layout(campaign=of.campaign, shape=one.shape, titles=[title.text for title in one.titles], layout=layout, **who(request))
    return understood(rows_of(of))


def _columns(told: Mapping[str, str], one: SheetMap, own: Mapping[str, str]) -> dict[int, str]:
    """Every column of the head with its meaning. A meaning that moved to another column leaves the one it had."""
    places, known = {title.letter: title.place for title in one.titles}, {*(column.value for column in Column), *own, ""}
    if wrong := [f"{letter}={word}" for letter, word in told.items() if letter.upper() not in places or word not in known]:
        heads = "、".join(f"{title.letter}（{title.text}）" for title in one.titles)
        raise BadInput(_no_such, told="、".join(wrong[:10]), heads=heads, meanings="、".join(sorted(known - {""})))
    words = {places[letter.upper()]: word for letter, word in told.items()}
    moved = set(words.values()) - {""}
    return {title.place: words.get(title.place, "" if title.column in moved else title.column) for title in one.titles}


@router.get("/campaigns/{code}/ledger/template", auth=READ, summary="下载台账导入模板", openapi_extra=a_file(XLSX))
def template(request: HttpRequest, code: Path[Code]) -> HttpResponse:
    """The empty sheet with the units and the catalogue of this campaign to choose from."""
    campaign = campaign_for(request, code, take_over=False)
    return binary(operations.template_for(campaign=campaign, actor=actor_of(request)), _(FILE_NAME), XLSX)
