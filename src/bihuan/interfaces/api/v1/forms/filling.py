"""A form filled for a day: at once, or with many rows by a worker; its numbers, the workbook."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Schema, Status
from pydantic import Field

from bihuan.forms import operations, queries
from bihuan.forms.jobs import FILLED, ask_to_fill, is_long
from bihuan.forms.sheets import marked
from bihuan.foundation.files.queries import read
from bihuan.foundation.jobs import queries as jobs
from bihuan.foundation.jobs.operations import stop_job
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.forms.room import READ, form_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.jobs import words_of
from bihuan.interfaces.api.v1.words import XLSX, Asked, Code, Day, Number, Paging, a_file, binary

if TYPE_CHECKING:
    from bihuan.forms.models import Filling


class NumberOut(Schema):
    """One number that was filled, with what it counts."""

    sheet: str
    cell: str
    figure: str = Field(description="指标编号")
    value: int | float
    definition: str = Field(description="数的是什么")
    rows: str = Field(description="逐条明细的地址（页面）")


class GapOut(Schema):
    """A cell that could not be filled."""

    sheet: str
    cell: str
    why: str


class FilledOut(Schema):
    """A form as it was filled."""

    id: int
    edition: int
    as_of: datetime
    rows: int = Field(description="明细行数")
    digest: str = Field(description="数字清单摘要")
    numbers: list[NumberOut]
    gaps: list[GapOut] = Field(description="没有填的格")


class FillAsked(Asked):
    """For which day."""

    day: Day | None = Field(None, description="数据截至哪一天终了，默认今天")


class FillingJob(Schema):
    """A worker fills the form."""

    id: int = Field(description="任务编号；用 /forms/{form}/jobs/{id} 查进度")
    state: JobState
    done: int = Field(description="已完成的步数")
    total: int = Field(description="总步数；还不知道时是 0")
    text: str = Field(description="结果")
    fault: str = Field(description="没有完成的原因")
    filled: int | None = Field(description="填好的一份的编号")


def _told(filling: "Filling") -> FilledOut:
    numbers: Any = filling.numbers
    return FilledOut(
        id=filling.pk, edition=filling.edition.number, as_of=filling.as_of, rows=filling.rows, digest=filling.digest, numbers=numbers,
        gaps=filling.gaps,
    )  # fmt: skip


def _job(row: Any) -> FillingJob:
    return FillingJob(
        id=row.pk, state=row.state, done=row.done, total=row.total, filled=row.answer.get("filling"), **words_of(row),
    )  # fmt: skip


@router.post("/campaigns/{code}/forms/{int:form}/fill", response={200: FilledOut, 202: FillingJob}, summary="填制上级报表")
def fill_form(request: HttpRequest, code: Path[Code], form: Path[Number], asked: FillAsked) -> FilledOut | Status[FillingJob]:
    """Fill it for a day; the numbers are kept. With many rows a worker does it: the answer is 202 and the job."""
    row, day, actor = form_of(request, code, form), asked.day or timezone.localdate(), actor_of(request)
    if is_long(row, day, actor):
        return Status(202, _job(ask_to_fill(row, day, account=actor.user_id or 0, **who(request))))
    return _told(operations.fill_form(form=row, day=day, **who(request)))


@router.get("/campaigns/{code}/forms/{int:form}/jobs/{int:job}", response=FillingJob, auth=READ, summary="填表的进度")
def filling_job(request: HttpRequest, code: Path[Code], form: Path[Number], job: Path[Number]) -> FillingJob:
    """How far a worker is with filling this form, asked for by this very account."""
    return _job(_own_job(request, form_of(request, code, form), job))


def _own_job(request: HttpRequest, row: Any, job: int) -> Any:
    actor = actor_of(request)
    found = jobs.find(job, actor)
    if found.asked_by_id != actor.user_id or not (found.key or "").startswith(FILLED.format(row.pk)):
        raise Missing()
    return found


@router.post("/campaigns/{code}/forms/{int:form}/jobs/{int:job}/stop", response=FillingJob, summary="取消填表")
def stop_filling(request: HttpRequest, code: Path[Code], form: Path[Number], job: Path[Number]) -> FillingJob:
    """A waiting one is over at once, a running one at its next step."""
    found = _own_job(request, form_of(request, code, form), job)
    stop_job(found, **who(request))
    return _job(found)


class FilledShort(Schema):
    """A filling as it is listed."""

    id: int
    edition: int
    as_of: datetime
    filled_at: datetime
    rows: int = Field(description="明细行数")
    digest: str = Field(description="数字清单摘要")


class FilledPage(Schema):
    """One page of fillings, latest first."""

    items: list[FilledShort]
    next: str | None


@router.get("/campaigns/{code}/forms/{int:form}/filled", response=FilledPage, auth=READ, summary="填过的上级报表")
def fillings(request: HttpRequest, code: Path[Code], form: Path[Number], paging: Query[Paging]) -> FilledPage:
    """What was filled, latest first."""
    row = form_of(request, code, form)
    question = f"fillings {row.pk}"
    found, last = queries.fillings_of(row), mark_of(question, paging.cursor)
    rows = list((found.filter(pk__lt=last) if last else found)[: paging.limit + 1])
    more, rows = len(rows) > paging.limit, rows[: paging.limit]
    same = ("as_of", "filled_at", "rows", "digest")
    items = [FilledShort(id=one.pk, edition=one.edition.number, **{name: getattr(one, name) for name in same}) for one in rows]
    return FilledPage(items=items, next=leading_on(question, rows[-1].pk) if more else None)


@router.get("/campaigns/{code}/forms/{int:form}/filled/{int:filled}", response=FilledOut, auth=READ, summary="填好的上级报表")
def one_filled(request: HttpRequest, code: Path[Code], form: Path[Number], filled: Path[Number]) -> FilledOut:
    """The numbers of one filling."""
    return _told(queries.find_filling(form_of(request, code, form), filled))


@router.get(
    "/campaigns/{code}/forms/{int:form}/filled/{int:filled}/file", auth=READ, summary="下载填好的上级报表", openapi_extra=a_file(XLSX)
)
def filled_file(
    request: HttpRequest, code: Path[Code], form: Path[Number], filled: Path[Number], differences: Query[bool] = False
) -> HttpResponse:
    """The workbook; with `differences` a copy in which the cells are marked that differ from the filling before."""
    filling = queries.find_filling(form_of(request, code, form), filled)
    data = read(filling.file)
    return binary(marked(data, queries.notes_of(filling, queries.before(filling))) if differences else data, filling.file.name, XLSX)
