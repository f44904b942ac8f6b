"""A sheet that was handed in and checked is taken: into the ledger, or a campaign that was half done in it is taken over, once."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Schema, Status
from pydantic import Field

from bihuan.foundation.files.queries import read
from bihuan.foundation.kernel import BadInput, _
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger import background
from bihuan.interfaces.api.v1.ledger.background import JobTold
from bihuan.interfaces.api.v1.ledger.importing import ImportTaken, taken
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.ledger.sheets import Looked, asked_of, campaign_for
from bihuan.interfaces.api.v1.refusals import lines_of
from bihuan.interfaces.api.v1.words import PRINTED, Asked, Code, Day, Line, Number
from bihuan.problems import queries
from bihuan.problems.jobs import ask_to_compare
from bihuan.problems.operations.checking import Asked as SheetAsked
from bihuan.problems.operations.taking_over import Handed, TakenOver, take_over_ledger
from bihuan.problems.queries.layouts import memory_of
from bihuan.problems.queries.taken_over import closed_before, take_over_of
from bihuan.problems.rules.sheet.terms import Choices, Terms
from bihuan.problems.sheets import LedgerSheet, read_ledger

_MOST = 2000


class SheetTaken(Asked):
    """On what terms a sheet is imported."""

    sheets: list[Line] = Field([], max_length=50, description="工作簿里要哪几张表；不写为像台账的")
    conflicts: Literal["ledger", "sheet"] = Field("ledger", description="两边都改过的格听谁的")
    taken: list[Line] = Field([], max_length=_MOST, description="照表写入的格（核对给出的 key）")
    left: list[Line] = Field([], max_length=_MOST, description="保持台账的格")


def _sheet(asked: SheetAsked) -> LedgerSheet | None:
    """The sheet with its rows; None for one that is taken in the background. Refused where it lacks a needed column."""
    data = read(asked.file)
    if background.is_long(data, asked.file.name):
        return None
    return read_ledger(data, asked.file.name, memory_of(asked.campaign, asked.sheets))


@router.post("/campaigns/{code}/ledger/sheets/{int:sheet}/import", response={200: ImportTaken, 202: JobTold}, summary="导入交来的表")
def import_sheet(request: HttpRequest, code: Path[Code], sheet: Path[Number], terms: SheetTaken) -> ImportTaken | Status[JobTold]:
    """Take the sheet whole, or with one wrong cell nothing of it. A long one is taken by a worker: the answer is 202 and the job."""
    asked = asked_of(request, code, sheet, Looked(sheets=terms.sheets, take_over=False, found_on=None))
    choices = Choices(terms.conflicts == "sheet", frozenset(terms.taken), frozenset(terms.left))
    found = _sheet(asked)
    if found is None:
        return Status(202, background.take_later(request, asked, choices))
    return taken(request, code, found.rows, False, Terms(choices=choices, exported=found.exported))


class TakeOverAsked(Asked):
    """The decision on which a campaign is taken over."""

    sheets: list[Line] = Field([], max_length=50, description="工作簿里要哪几张表；不写为像台账的")
    decision: str = Field(min_length=1, max_length=500, pattern=PRINTED, description="谁决定、依据什么、原台账截至哪一天；记入操作记录")
    found_on: Day | None = Field(None, description="没有写发现日期的按这一天；每行都写了的不用填")


class TakeOverDone(Schema):
    """What came here."""

    closed_before: int = Field(description="接续前已销号：单独计数，不算本系统销号")
    open: int = Field(description="继续办理")
    states: dict[str, int] = Field(description="继续办理的各处在哪个环节")
    same: int = Field(description="台账里已有")
    kept: list[str] = Field(description="表里写的多于各格所载的行")


def _over(found: TakenOver) -> TakeOverDone:
    return TakeOverDone(closed_before=found.closed_before, open=found.open, states=found.states, same=found.same, kept=lines_of(found.kept))


@router.post("/campaigns/{code}/ledger/sheets/{int:sheet}/take-over", response={200: TakeOverDone, 202: JobTold}, summary="接续导入")
def take_over(request: HttpRequest, code: Path[Code], sheet: Path[Number], asked: TakeOverAsked) -> TakeOverDone | Status[JobTold]:
    """Take over a campaign that was half done in this sheet: once, for its office, on a decision; past days stay, what was closed there is
    closed before. All or nothing. A long sheet is taken by a worker: the answer is 202 and the job."""
    if not asked.decision.strip():
        raise BadInput(_("请写明接续的决定（谁决定、依据什么、原台账截至哪一天）。"))
    of = asked_of(request, code, sheet, Looked(sheets=asked.sheets, take_over=True, found_on=asked.found_on))
    handed = Handed(asked.decision, of.file.sha256, of.file, asked.found_on)
    found = _sheet(of)
    if found is None:
        return Status(202, background.take_over_later(request, of, handed))
    done = take_over_ledger(campaign=of.campaign, rows=found.rows, handed=handed, **who(request))
    if done.errors:
        raise BadInput(_("有 %(count)d 处错误，整份没有导入。"), errors=done.errors, count=len(done.errors))
    ask_to_compare(of.campaign, timezone.now())
    return _over(done)


class TakeOverKept(Schema):
    """How this campaign was taken over."""

    decision: str
    taken_at: datetime
    taken_by: str
    file: str | None = Field(description="原台账的文件名")
    closed_before: int = Field(description="接续前已销号的，现在还在台账上的件数")


@router.get("/campaigns/{code}/take-over", response=TakeOverKept | None, auth=READ, summary="接续导入的记录")
def taken_over(request: HttpRequest, code: Path[Code]) -> TakeOverKept | None:
    """The take-over of this campaign for its office; null where there was none."""
    campaign: Any = campaign_for(request, code, take_over=True)
    row = take_over_of(campaign)
    if row is None:
        return None
    before = closed_before(queries.reach(actor_of(request), campaign.pk), campaign.pk).count()
    name = row.file.name if row.file else None
    return TakeOverKept(decision=row.decision, taken_at=row.taken_at, taken_by=str(row.taken_by or ""), file=name, closed_before=before)
