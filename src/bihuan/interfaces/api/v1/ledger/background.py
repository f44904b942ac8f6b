"""Sheets that take longer than a program should wait for: handed to a worker, asked about, fetched when they are made."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.rules.grids import TABLES
from bihuan.foundation.jobs import queries as jobs
from bihuan.foundation.jobs.operations import ask
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.words import XLSX, Number, a_file, binary
from bihuan.problems import queries
from bihuan.problems.jobs import make_export, take_sheet
from bihuan.problems.operations import Wanted
from bihuan.problems.rules.sheet.terms import Choices

BIG = 500_000
"""Bytes of a sheet, some 5,000 rows, from which on it is taken over in the background."""
LONG = 5000
"""Rows from which on an export is made in the background."""
_TAKEN, _MADE = "take_sheet:", "api-export:"


class JobTold(Schema):
    """A job that works on a sheet of this account."""

    id: int = Field(description="任务编号；用 /ledger/jobs/{id} 查进度")
    state: str = Field(description="waiting、running、done、failed、stopped")
    done: int = Field(description="已完成的行数")
    total: int = Field(description="总行数；还不知道时是 0")
    text: str = Field(description="结果")
    fault: str = Field(description="没有完成的原因")
    new: int = Field(description="新增")
    changed: int = Field(description="变更")
    same: int = Field(description="不变")
    file: bool = Field(description="是否有做好的文件，从 /ledger/jobs/{id}/file 取")


def told(job: Any) -> JobTold:
    counts = {name: job.answer.get(name, 0) for name in ("new", "changed", "same")}
    return JobTold(id=job.pk, state=job.state, done=job.done, total=job.total, text=job.answer.get("text", ""), fault=job.fault,
                   file=bool(job.answer) and "file" in job.mark, **counts)  # fmt: skip


def take_later(request: HttpRequest, campaign: Any, file: UploadedFile, choices: Choices) -> JobTold:
    """Keep the sheet and let a worker take it over; all or nothing, as at once."""
    if not queries.may_import(queries.reach(actor_of(request), campaign.pk)):
        raise NotAllowed()
    kept = store(data=file.read(), name=file.name or "", taken=TABLES, **who(request))
    wanted = {
        "campaign": campaign.code, "file": kept.pk, "account": actor_of(request).user_id,
        "choices": {"all_mine": choices.all_mine, "taken": sorted(choices.taken), "left": sorted(choices.left)},
    }  # fmt: skip
    title = _("导入台账 %(name)s") % {"name": kept.name}
    return told(ask(take_sheet, title=title[:200], key=f"{_TAKEN}{campaign.pk}:{kept.pk}", arguments=wanted, **who(request)))


def make_later(request: HttpRequest, campaign: Any, wanted: Wanted, reason: str) -> JobTold:
    """Let a worker make the workbook; it lies ready for whoever asked."""
    given = {
        "campaign": campaign.code, "account": actor_of(request).user_id, "query": wanted.filters.query(), "reason": reason,
        "columns": [column.value for column in wanted.columns], "own": list(wanted.own or ()),
    }  # fmt: skip
    title = _("导出台账 %(name)s") % {"name": campaign.title}
    return told(ask(make_export, title=title[:200], key=f"{_MADE}{uuid4()}", arguments=given, **who(request)))


def _found(request: HttpRequest, pk: int) -> Any:
    """A job of this very account that works on a ledger sheet, or Missing."""
    job = jobs.find(pk, actor_of(request))
    if job.asked_by_id != actor_of(request).user_id or not (job.key or "").startswith((_TAKEN, _MADE)):
        raise Missing()
    return job


@router.get("/ledger/jobs/{pk}", auth=READ, response=JobTold, summary="台账后台任务")
def job(request: HttpRequest, pk: Path[Number]) -> JobTold:
    """How far a long import or export of this account is, and what came of it."""
    return told(_found(request, pk))


@router.get("/ledger/jobs/{pk}/file", auth=READ, summary="取导出的台账", openapi_extra=a_file(XLSX))
def job_file(request: HttpRequest, pk: Path[Number]) -> HttpResponse:
    """The workbook that an export in the background made."""
    found = _found(request, pk)
    if not told(found).file:
        raise Missing()
    file = handed_in(found.mark["file"], actor_of(request))
    return binary(read(file), file.name, XLSX)
