"""The record of a look-back (D62): on a page, as Word, as PDF, into the register."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.vocabulary import Duty
from bihuan.documents.rendering import render_docx, render_html, render_pdf
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.problems.queries import reach, then
from bihuan.problems.queries.looking_back import find_draw, items_of, items_then
from bihuan.reports import operations
from bihuan.reports.papers.look_back import look_back_record

_TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf"}


@require_http_methods(["GET", "POST"])
def look_back(request: HttpRequest, code: str, draw: int) -> HttpResponse:
    """The record as it stands, or stood at a past moment; `as` takes it home as docx or pdf; a POST puts that of now into the register."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    past = then(campaign.pk, asked(request), today_of(campaign))
    row = find_draw(actor, campaign, draw, past)
    row.campaign = campaign
    if request.method == "POST":
        document = operations.draft_look_back(draw=row, actor=actor, now=now())
        return redirect("reports:paper", code=code, pk=document.pk)
    mine = reach(actor, campaign.pk)
    items = items_of(mine, row, past)
    paper, kind = look_back_record(row, items_then(mine, row, items, past) if past else list(items)), request.GET.get("as", "")
    if kind in _TYPES:
        data = render_docx(paper) if kind == "docx" else render_pdf(paper).data
        name = content_disposition_header(True, f"{paper.title}.{kind}") or "attachment"
        return HttpResponse(data, content_type=_TYPES[kind], headers={"Content-Disposition": name})
    tail = f"?at={past.written.text}" if past else ""
    shown = {
        "campaign": campaign, "draw": row, "title": str(paper.title), "page": mark_safe(render_html(paper)),  # noqa: S308
        "may_draft": not past and any(one.duty == Duty.OFFICE for one in campaigns.duties_held(actor, campaign)),
        "crumbs": [(_("回头看"), reverse("problems:look_backs", args=[code]) + tail),
                   (_("第 %(n)d 批") % {"n": draw}, reverse("problems:look_back", args=[code, draw]) + tail), (_("回头看记录"), "")],
        **as_of(request, past),
    }  # fmt: skip
    return render(request, "reports/pages/look_back.html", shown)
