"""Upload a plan, review what was read, launch the campaign."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.foundation.files.queries import handed_in, is_handed_in, open_content
from bihuan.foundation.jobs.again import latest
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, Told, said_again
from bihuan.interfaces.web.plan_import.showing import catalogue, changes, groups, headings, paragraphs, stage_lines, told
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import sentence_of
from bihuan.interfaces.web.shell.waiting import asks_for_piece, waiting
from bihuan.plan_import import operations, queries
from bihuan.plan_import.jobs import ask_to_recognise, key_of
from bihuan.plan_import.readers.scan import Postponed, TakesLong
from bihuan.plan_import.vocabulary import DocumentKind, DraftState, UnitRole


def _list(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    shown = {"title": _("读方案"), "rows": queries.drafts_of(actor)[:50], "may_read": queries.may_read_plans(actor), "error": error,
             "samples": [(key, _(label)) for key, (_file, label) in queries.SAMPLES.items()]}  # fmt: skip
    return render(request, "plan_import/pages/list.html", shown, status=status)


@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """My plans under review, and a place to drop a new one."""
    return _list(request)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Read an uploaded plan. A file that cannot be read says why beside the drop, ready for the next."""
    if request.method == "GET":
        return redirect("plan_import:list")
    handed = _handed_in(request)
    if handed is None:
        return _list(request, _("请选择方案文件：Word、PDF、文本或网页都可以。"), 422)
    name, data = handed
    try:
        draft = operations.read_plan(data=data, name=name, actor=actor_of(request), now=now(), pages=Postponed())
    except TakesLong:
        return _recognised_later(request, name, data)
    except BadInput as no:
        return _list(request, f"{name}{_('：')}{sentence_of(no)}", 422)
    return redirect("plan_import:review", pk=draft.pk)


def _recognised_later(request: HttpRequest, name: str, data: bytes) -> HttpResponse:
    """Pages that are pictures take seconds each: the file is kept, and a page shows how far they are."""
    actor = actor_of(request)
    if not queries.may_read_plans(actor):
        raise NotAllowed()
    file = operations.keep_plan(data=data, name=name, actor=actor, now=now())
    ask_to_recognise(file, title=_title(file.name), actor=actor, now=now())
    return redirect("plan_import:reading", pk=file.pk)


def _title(name: str) -> str:
    return Told(noop("识别方案 %(name)s"), name=name)


@require_http_methods(["GET", "POST"])
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a scanned plan (`pk` of its file) is recognised, and then its draft; a POST begins again what was stopped or refused."""
    actor = actor_of(request)
    job = latest(key_of(pk))
    if job is None or job.asked_by_id != actor.user_id:
        raise Missing()
    if request.method == "POST":
        file = handed_in(pk, actor)
        job = ask_to_recognise(file, title=_title(file.name), actor=actor, now=now())
    if job.state == JobState.DONE and not asks_for_piece(request):
        return redirect("plan_import:review", pk=job.answer["draft"])
    # A file that turned out to be secret was let go: there is nothing to begin again.
    again = _("重新识别") if is_handed_in(pk, actor) else ""
    return waiting(
        request,
        job,
        {
            "title": _("读方案"),
            "lead": said_again(job.words.get("title"), _) or job.title,
            "again": again,
            "other": reverse("plan_import:list"),
        },
    )


def _handed_in(request: HttpRequest) -> tuple[str, bytes] | None:
    """Name and content of the file, or of the sample that was asked for."""
    file, sample = request.FILES.get("file"), request.POST.get("sample", "")
    if sample in queries.SAMPLES:
        return queries.sample(sample)
    return (file.name or _("方案"), file.read()) if file else None


def steps(at: int, pk: int) -> list[dict[str, Any]]:
    """Upload → review → units and people → running."""
    labels = (_("上传"), _("核对"), _("选单位和人员"), _("启动"))
    hrefs = (reverse("plan_import:list"), reverse("plan_import:review", args=[pk]), reverse("plan_import:launch", args=[pk]), "")
    return [
        {"label": label, "href": href if i < at else "", "state": "past" if i < at else "now" if i == at else "next"}
        for i, (label, href) in enumerate(zip(labels, hrefs, strict=True))
    ]


def shown(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Everything the review page prints."""
    actor = actor_of(request)
    draft = queries.find(actor, pk)
    facts = draft.reviewed
    asked = [replace(one, text=one.in_words_of(_)) for one in queries.questions(draft, now().year)]
    kind = DocumentKind(facts["document_kind"]["kind"])
    return {
        "draft": draft, "same": None if draft.campaign else queries.same_file(draft, actor), "facts": facts,
        "title": _("读方案"), "asked": asked, "must": [one for one in asked if one.must], "kind": kind,
        "is_plan": kind in (DocumentKind.PLAN, DocumentKind.NOTICE), "paragraphs": paragraphs(draft.text, facts), "stages": stage_lines(facts, draft.answers),
        "catalogue": catalogue(facts), "groups": groups(facts, draft.answers, {one.value: one.label for one in UnitRole}),
        "steps": steps(4 if draft.campaign else 1, pk),
        "told": told(facts, draft.answers), "headings": headings(facts), "open": draft.state == DraftState.REVIEWING,
        "entries": sum(len(one["manifestations"]) for one in facts["problem_categories"]), "edits": changes(queries.edits_of(draft)),
        "last": changes(queries.last_edits(draft)) if draft.state == DraftState.REVIEWING else [],
    }  # fmt: skip


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The source at the left, the facts at the right."""
    return render(request, "plan_import/pages/review.html", shown(request, pk))


@require_GET
def original(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was handed in."""
    draft = queries.find(actor_of(request), pk)
    if draft.file is None:
        raise Missing()
    return FileResponse(open_content(draft.file), as_attachment=True, filename=draft.file.name)
