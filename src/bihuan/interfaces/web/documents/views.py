"""Official documents: what was drafted and issued, as it prints; each number leads to its rows."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.queries.past import campaign_then
from bihuan.campaigns.vocabulary import Duty
from bihuan.documents import operations, papers, queries
from bihuan.documents.rendering import render_docx, render_html, render_map, render_pdf
from bihuan.documents.rules.checks import check
from bihuan.documents.rules.founding import BASIS, DECIDED
from bihuan.documents.rules.length import length_of
from bihuan.documents.rules.paper import Paper
from bihuan.documents.vocabulary import DocumentState
from bihuan.foundation.audit.moments import after
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import now, today_of

TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf"}
FILLABLE = (BASIS, DECIDED)


def _duties(request: HttpRequest, campaign: Any) -> set[Duty]:
    return {one.duty for one in campaigns.duties_held(actor_of(request), campaign)}


def may_draft(request: HttpRequest, campaign: Any) -> bool:
    """Is this somebody of the office, who drafts, changes and issues?"""
    return Duty.OFFICE in _duties(request, campaign)


def _file(data: bytes, title: str, kind: str) -> HttpResponse:
    name = content_disposition_header(True, f"{title}.{kind}") or "attachment"
    return HttpResponse(data, content_type=TYPES[kind], headers={"Content-Disposition": name})


def _printed(paper: Paper, kind: str) -> HttpResponse:
    return _file(render_pdf(paper).data if kind == "pdf" else render_docx(paper), str(paper.title), kind)


def _to_fill(request: HttpRequest, campaign: Any) -> str:
    """Where the office tells what the plan left unsaid; empty for others, and where nothing is missing."""
    return reverse("campaigns:gap", args=[campaign.code]) if may_draft(request, campaign) and campaigns.gaps_of(campaign) else ""


def _by_stage(rows: list[Any], campaign: Any, until: datetime | None) -> list[tuple[Any, Any]]:
    """Each paper with the stage that its numbers stand in (M23), by the days that the stages had at that moment."""
    told = campaign_then(campaign, until) if until else campaign
    return [(row, campaigns.current_stage(told, localdate(row.as_of))) for row in rows]


@require_GET
def register(request: HttpRequest, code: str) -> HttpResponse:
    """All documents that this person may see, and the papers that the settings give; of a past moment what the register held then."""
    campaign, at = campaigns.find(actor_of(request), code), asked(request)
    until = after(at) if at else None
    years = sorted(queries.issued_by_year(campaign, until).items(), reverse=True)
    made = [(name, _(label)) for name, label in papers.made_for(actor_of(request), campaign).items()]
    shown = {
        "campaign": campaign,
        "title": _("公文"),
        "rows": _by_stage(queries.register_of(actor_of(request), campaign, until), campaign, until),
        "made": [] if at else made,
        "years": years,
        "wordings": queries.wordings_in(campaign, until) if may_draft(request, campaign) else [],
        **as_of(request, at),
    }
    return render(request, "documents/pages/register.html", shown)


@require_GET
def document(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One document, or as it stood at a past moment; `?as=docx` or `?as=pdf` hands it out. An issued docx is the file that was issued, byte
    for byte."""
    campaign, at = campaigns.find(actor_of(request), code), asked(request)
    until = after(at) if at else None
    row = queries.find(actor_of(request), campaign, pk, until)
    paper, kind = queries.paper_of(row), request.GET.get("as", "")
    if kind == "docx" and row.file_id:
        return _file(queries.file_of(row), row.title, kind)
    if kind in TYPES:
        return _printed(paper, kind)
    drafts, is_draft = not at and may_draft(request, campaign), row.state == DocumentState.DRAFT
    shown = {
        "campaign": campaign, "title": row.title, "row": row, "content": mark_safe(render_html(paper)), "hints": check(paper) if is_draft and not at else [],  # noqa: S308
        "length": length_of(paper), "may_issue": is_draft and drafts, "may_file": drafts and not is_draft,
        "copies": [] if is_draft else queries.signed_copies_of(row, until), **as_of(request, at),
        "fill_href": _to_fill(request, campaign) if is_draft and not at else "", "fillable": FILLABLE,
    }  # fmt: skip
    return render(request, "documents/pages/document.html", shown)


@require_POST
def issue(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Number and freeze a draft."""
    actor = actor_of(request)
    row = queries.find(actor, campaigns.find(actor, code), pk)
    operations.issue_paper(row, actor=actor, now=now(), reason=request.POST.get("reason", ""))
    return toast(request, redirect("documents:document", code=code, pk=pk), _("已印发，数据已冻结：%(number)s") % {"number": row.number})


@require_GET
def from_settings(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """A paper from the campaign's own settings: on the page, as docx or as PDF."""
    campaign = campaigns.find(actor_of(request), code)
    paper, kind = papers.made_from_settings(actor_of(request), campaign, name, today_of(campaign).day), request.GET.get("as", "")
    if kind in TYPES:
        return _printed(paper, kind)
    shown = {"campaign": campaign, "title": _(papers.MADE[name][0]), "content": mark_safe(render_html(paper)), "hints": check(paper)}  # noqa: S308
    shown |= {"length": length_of(paper), "fill_href": _to_fill(request, campaign), "fillable": FILLABLE}
    return render(request, "documents/pages/paper.html", shown)


@require_GET
def process_map(request: HttpRequest, code: str) -> HttpResponse:
    """The one-page map of stages, steps and channels (M28)."""
    campaign = campaigns.find(actor_of(request), code)
    drawing = mark_safe(render_map(papers.map_of(campaign, today_of(campaign).day)))  # noqa: S308
    printed = reverse("documents:from_settings", args=[code, "map"])
    return render(request, "documents/pages/map.html", {"campaign": campaign, "title": _("流程图"), "drawing": drawing, "printed": printed})
