"""Plans read from a file into facts: the list, one, its original, what people changed in it."""

from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import File, Path, Query, Status
from ninja.files import UploadedFile

from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.plans.recognising import PlanReading, read_later
from bihuan.interfaces.api.v1.plans.room import READ, draft_of, router
from bihuan.interfaces.api.v1.plans.shapes import EditPage, PlanOut, PlanPage, WholePlan, common, edited, whole
from bihuan.interfaces.api.v1.words import ANY_FILE, Number, Paging, a_file
from bihuan.plan_import import operations, queries
from bihuan.plan_import.readers.scan import Postponed, TakesLong


def _paged(question: str, found: Any, paging: Paging) -> tuple[list[Any], str | None]:
    """A page of rows that come latest first, and the cursor of the next."""
    last = mark_of(question, paging.cursor)
    rows = list((found.filter(pk__lt=last) if last else found)[: paging.limit + 1])
    more, rows = len(rows) > paging.limit, rows[: paging.limit]
    return rows, leading_on(question, rows[-1].pk) if more else None


@router.get("/plans", response=PlanPage, auth=READ, summary="我读过的方案")
def list_plans(request: HttpRequest, paging: Query[Paging]) -> PlanPage:
    """The plans this account has read, latest first."""
    rows, after = _paged("plans", queries.drafts_of(actor_of(request)).select_related("file"), paging)
    return PlanPage(items=[PlanOut(**common(one)) for one in rows], next=after)


@router.post("/plans", response={200: WholePlan, 202: PlanReading}, summary="读方案")
def read(request: HttpRequest, file: File[UploadedFile]) -> WholePlan | Status[PlanReading]:
    """Read a plan file (Word, PDF, text, web page) into facts with their places, for review. Pages that are pictures are recognised by a
    worker: the answer is 202 and how far it is."""
    data, name = file.read(), file.name or ""
    try:
        return whole(operations.read_plan(data=data, name=name, pages=Postponed(), **who(request)))
    except TakesLong:
        return Status(202, read_later(request, data, name))


@router.get("/plans/{int:plan}", response=WholePlan, auth=READ, summary="一份方案")
def one(request: HttpRequest, plan: Path[Number]) -> WholePlan:
    """What was read, what is still asked."""
    return whole(draft_of(request, plan))


@router.get("/plans/{int:plan}/original", auth=READ, summary="方案原文件", openapi_extra=a_file(ANY_FILE))
def original(request: HttpRequest, plan: Path[Number]) -> FileResponse:
    """The file as it was handed in."""
    draft = draft_of(request, plan)
    if draft.file is None:
        raise Missing()
    return FileResponse(open_content(draft.file), as_attachment=True, filename=draft.file.name, content_type=ANY_FILE)


@router.get("/plans/{int:plan}/edits", response=EditPage, auth=READ, summary="核对时改过的内容")
def edits(request: HttpRequest, plan: Path[Number], paging: Query[Paging]) -> EditPage:
    """What people changed in this plan, with who and why, latest first."""
    draft = draft_of(request, plan)
    rows, after = _paged(f"plan edits {draft.pk}", queries.edits_of(draft), paging)
    return EditPage(items=[edited(one) for one in rows], next=after)
