"""A scanned plan is recognised by a worker, some seconds a page: how far it is, begun again, stopped."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as noop
from ninja import Path, Schema
from pydantic import Field

from bihuan.foundation.files.queries import handed_in
from bihuan.foundation.jobs.again import latest
from bihuan.foundation.jobs.operations import stop_job
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.kernel import Missing, NotAllowed, Told
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.jobs import words_of
from bihuan.interfaces.api.v1.plans.room import READ, router
from bihuan.interfaces.api.v1.words import Number
from bihuan.plan_import import operations, queries
from bihuan.plan_import.jobs import ask_to_recognise, key_of

if TYPE_CHECKING:
    from bihuan.foundation.files.models import StoredFile


class PlanReading(Schema):
    """A worker recognises a scanned plan."""

    id: int = Field(description="用 /plans/readings/{id} 查进度")
    state: JobState
    done: int = Field(description="已识别的页数")
    total: int = Field(description="总页数；还不知道时是 0")
    text: str = Field(description="结果")
    fault: str = Field(description="没有完成的原因")
    plan: int | None = Field(description="读出的方案的编号")


def _told(file: int, job: Any) -> PlanReading:
    told = {"state": job.state, "done": job.done, "total": job.total}
    return PlanReading(id=file, plan=job.answer.get("draft"), **told, **words_of(job))


def _asked(request: HttpRequest, file: "StoredFile") -> PlanReading:
    title = Told(noop("识别方案 %(name)s"), name=file.name)
    return _told(file.pk, ask_to_recognise(file, title=title, **who(request)))


def read_later(request: HttpRequest, data: bytes, name: str) -> PlanReading:
    """Keep the file and let a worker read it, as the page does. Refused: no duty to read plans, a file that is none of the kinds."""
    if not queries.may_read_plans(actor_of(request)):
        raise NotAllowed()
    return _asked(request, operations.keep_plan(data=data, name=name, **who(request)))


def _found(request: HttpRequest, file: int) -> Any:
    """The last reading of this file, asked for by this very account, or Missing."""
    job = latest(key_of(file))
    if job is None or job.asked_by_id != actor_of(request).user_id:
        raise Missing()
    return job


@router.get("/plans/readings/{int:reading}", response=PlanReading, auth=READ, summary="识别扫描方案的进度")
def reading(request: HttpRequest, reading: Path[Number]) -> PlanReading:
    """How many pages are recognised; when it is done, the plan that was read."""
    return _told(reading, _found(request, reading))


@router.post("/plans/readings/{int:reading}/again", response=PlanReading, summary="重新识别扫描方案")
def read_again(request: HttpRequest, reading: Path[Number]) -> PlanReading:
    """Begin again what was stopped or refused; while it waits or runs it goes on."""
    _found(request, reading)
    return _asked(request, handed_in(reading, actor_of(request)))


@router.post("/plans/readings/{int:reading}/stop", response=PlanReading, summary="取消识别扫描方案")
def stop_reading(request: HttpRequest, reading: Path[Number]) -> PlanReading:
    """A waiting one is over at once, a running one after the page in hand."""
    job = _found(request, reading)
    stop_job(job, **who(request))
    return _told(reading, job)
