"""Sheets that take longer than a program should wait for: handed to a worker, asked about, fetched when they are made."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from ninja import Path, Schema
from pydantic import Field

from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.rules.grids import TABLES
from bihuan.foundation.files.rules.lengths import rows_about
from bihuan.foundation.jobs import queries as jobs
from bihuan.foundation.jobs.again import ask_again, key_of
from bihuan.foundation.jobs.operations import stop_job
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.kernel import Missing, Told
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.jobs import words_of
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.words import DOCX, XLSX, Number, a_file, binary
from bihuan.problems.jobs import ask_to_check, make_export, take_over_sheet, take_sheet
from bihuan.problems.operations import Wanted
from bihuan.problems.operations.checking import Asked
from bihuan.problems.operations.taking_over import Handed
from bihuan.problems.rules.sheet.terms import Choices
from bihuan.reports.jobs import COMPARED

if TYPE_CHECKING:
    from bihuan.foundation.files.models import StoredFile

LONG = 5000
"""Rows from which on a sheet is checked and taken, and an export made, in the background, as on the pages."""
_MADE = "api-export:"
_OURS = ("take_sheet:", "check_sheet:", "take_over:", COMPARED, _MADE)
_TYPES = {"xlsx": XLSX, "docx": DOCX}


class JobTold(Schema):
    """A job that works on a sheet of this account."""

    id: int = Field(description="任务编号；用 /ledger/jobs/{id} 查进度")
    state: JobState
    phase: str = Field(description="正在做哪一步")
    done: int = Field(description="已完成的行数")
    total: int = Field(description="总行数；还不知道时是 0")
    text: str = Field(description="结果")
    fault: str = Field(description="没有完成的原因")
    new: int = Field(description="新增")
    changed: int = Field(description="变更")
    same: int = Field(description="不变")
    closed_before: int = Field(description="接续前已销号（接续导入）")
    open: int = Field(description="继续办理（接续导入）")
    sheet: int | None = Field(description="核对的是哪份表；核对好了，从 /campaigns/{code}/ledger/sheets/{sheet}/check 取结果")
    file: bool = Field(description="是否有做好的文件，从 /ledger/jobs/{id}/file 取")


def told(job: Any) -> JobTold:
    """A job as it stands."""
    counts = {name: job.answer.get(name, 0) for name in ("new", "changed", "same", "closed_before", "open")}
    key = job.key or ""
    return JobTold(
        id=job.pk, state=job.state, phase=_(job.phase) if job.phase else "", done=job.done, total=job.total,
        file=bool(job.answer) and "file" in job.mark, sheet=int(key.split(":")[2]) if key.startswith("check_sheet:") else None,
        **words_of(job), **counts,
    )  # fmt: skip


def is_long(data: bytes, name: str) -> bool:
    """Is this sheet checked and taken in the background? Raises a subclass of UnreadableFile."""
    return rows_about(data, name) > LONG


def keep(request: HttpRequest, name: str, data: bytes) -> "StoredFile":
    """Keep a sheet that was handed in."""
    return store(data=data, name=name, taken=TABLES, **who(request))


def check_later(request: HttpRequest, asked: Asked) -> JobTold:
    """Let a worker check a sheet."""
    return told(ask_to_check(asked, title=Told(noop("核对 %(name)s"), name=asked.file.name), **who(request)))


def take_later(request: HttpRequest, asked: Asked, choices: Choices) -> JobTold:
    """Let a worker take a sheet that was kept; all or nothing, as at once. While it waits or runs it is the same job."""
    wanted = {
        "campaign": asked.campaign.code, "file": asked.file.pk, "account": actor_of(request).user_id, "sheets": list(asked.sheets),
        "choices": {"all_mine": choices.all_mine, "taken": sorted(choices.taken), "left": sorted(choices.left)},
    }  # fmt: skip
    title, key = Told(noop("导入台账 %(name)s"), name=asked.file.name), f"take_sheet:{asked.campaign.pk}:{asked.file.pk}"
    return told(ask_again(take_sheet, title=title, key=key, arguments=wanted, **who(request)))


def take_over_later(request: HttpRequest, asked: Asked, handed: Handed) -> JobTold:
    """Let a worker take over a campaign that was half done in this sheet."""
    wanted = {
        "campaign": asked.campaign.code, "file": asked.file.pk, "account": actor_of(request).user_id, "decision": handed.decision,
        "found_on": asked.take_over or "", "sheets": list(asked.sheets),
    }  # fmt: skip
    title, key = Told(noop("接续导入 %(name)s"), name=asked.file.name), f"take_over:{asked.campaign.pk}:{asked.file.pk}"
    return told(ask_again(take_over_sheet, title=title, key=key, arguments=wanted, **who(request)))


def make_later(request: HttpRequest, campaign: Any, wanted: Wanted, reason: str) -> JobTold:
    """Let a worker make the workbook; it lies ready for whoever asked. While it is made, the same is the same job."""
    given = {
        "campaign": campaign.code, "account": actor_of(request).user_id, "query": wanted.filters.query(), "reason": reason,
        "columns": [column.value for column in wanted.columns], "own": list(wanted.own or ()),
    }  # fmt: skip
    title = Told(noop("导出台账 %(name)s"), name=campaign.title)
    return told(ask_again(make_export, title=title, key=key_of(_MADE, **given), arguments=given, **who(request)))


def _found(request: HttpRequest, pk: int) -> Any:
    """A job of this very account that works on a ledger sheet, or Missing."""
    job = jobs.find(pk, actor_of(request))
    if job.asked_by_id != actor_of(request).user_id or not (job.key or "").startswith(_OURS):
        raise Missing()
    return job


@router.get("/ledger/jobs/{pk}", auth=READ, response=JobTold, summary="台账后台任务")
def job(request: HttpRequest, pk: Path[Number]) -> JobTold:
    """How far a long check, import or export of this account is, and what came of it."""
    return told(_found(request, pk))


@router.post("/ledger/jobs/{pk}/stop", response=JobTold, summary="取消台账后台任务")
def stop(request: HttpRequest, pk: Path[Number]) -> JobTold:
    """A waiting job is over at once, a running one at its next step; what it has written stays."""
    found = _found(request, pk)
    stop_job(found, **who(request))
    return told(found)


@router.get("/ledger/jobs/{pk}/file", auth=READ, summary="取导出的文件", openapi_extra=a_file(XLSX, DOCX))
def job_file(request: HttpRequest, pk: Path[Number]) -> HttpResponse:
    """The workbook (of a comparison perhaps the paper) that an export in the background made."""
    found = _found(request, pk)
    if not told(found).file:
        raise Missing()
    file = handed_in(found.mark["file"], actor_of(request))
    return binary(read(file), file.name, _TYPES[file.name.rpartition(".")[2]])
