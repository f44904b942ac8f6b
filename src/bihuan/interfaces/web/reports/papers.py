"""Weekly and final reports: composed, looked at, issued, taken home as a file."""

from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.vocabulary import Duty
from bihuan.documents import queries as documents
from bihuan.documents.rendering import render_docx, render_html
from bihuan.documents.vocabulary import DocumentState
from bihuan.foundation.audit.moments import after
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.taking import sentence_of
from bihuan.reports import operations

MADE = (
    ("weekly", noop("工作周报"), noop("本周进展、存在问题、下周安排；与上周比较。"), noop("生成周报")),
    ("final", noop("总结报告"), noop("总体情况、查摆、整改落实、下一步；附各单位明细。"), noop("生成总结报告")),
)  # what can be made: its name, its title, what is in it, the word on the button
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def reports(request: HttpRequest, code: str) -> HttpResponse:
    """The register of reports, and what can be made now."""
    return _register(request, campaigns.find(actor_of(request), code))


def _register(request: HttpRequest, campaign: Any, error: str = "") -> HttpResponse:
    """`error` says beside the form that was sent why nothing was made."""
    actor, told, at = actor_of(request), request.POST, asked(request)
    may_draft = any(one.duty == Duty.OFFICE for one in campaigns.duties_held(actor, campaign))
    makes = [
        {"what": what, "title": _(title), "text": _(text), "act": _(act), "day": today_of(campaign).day.isoformat()}
        for what, title, text, act in MADE
    ]
    for one in makes:
        if error and told.get("what") == one["what"]:
            one |= {"error": error, "day": told.get("day", "")}
    shown = {
        "campaign": campaign,
        "title": _("周报与报告"),
        "rows": documents.register_of(actor, campaign, after(at) if at else None),
        "makes": makes if may_draft and not at else [],
        "today": today_of(campaign).day,
        **as_of(request, at),
    }
    return render(request, "reports/pages/reports.html", shown, status=422 if error else 200)


@require_POST
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Compose a report from the ledger as it stood at the end of a day. A day that is none, or to come, is told beside the form."""
    actor, what = actor_of(request), request.POST.get("what", "")
    campaign = campaigns.find(actor, code)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        return _register(request, campaign, _("请选择数据截至哪一天。"))
    try:
        document = operations.draft_report(campaign=campaign, what=what, day=day, actor=actor, now=now())
    except BadInput as no:
        if what not in {one[0] for one in MADE}:
            raise
        return _register(request, campaign, sentence_of(no))
    return redirect("reports:paper", code=code, pk=document.pk)


@require_GET
def paper(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A report as it will be printed; each number opens its rows."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    document = documents.find(actor, campaign, pk)
    shown = {
        "campaign": campaign, "document": document, "title": document.title, "page": mark_safe(render_html(documents.paper_of(document))),  # noqa: S308
        "may_issue": document.state == DocumentState.DRAFT and any(one.duty == Duty.OFFICE for one in campaigns.duties_held(actor, campaign)),
        "missing": documents.missing_in(document), "fills": campaigns.run_by(actor, campaign),
        "crumbs": [(_("周报与报告"), reverse("reports:reports", args=[code])), (document.title, "")],
    }  # fmt: skip
    return render(request, "reports/pages/paper.html", shown)


@require_POST
def issue(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Number and freeze a report."""
    actor = actor_of(request)
    document = documents.find(actor, campaigns.find(actor, code), pk)
    operations.issue_report(document=document, actor=actor, now=now(), reason=request.POST.get("reason", ""))
    return toast(request, redirect("reports:paper", code=code, pk=pk), _("已印发：%(number)s") % {"number": document.number})


@require_GET
def file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The document: as issued, or the draft as it stands."""
    actor = actor_of(request)
    document = documents.find(actor, campaigns.find(actor, code), pk)
    issued = document.state == DocumentState.ISSUED
    data = documents.file_of(document) if issued else render_docx(documents.paper_of(document))
    answer = HttpResponse(data, content_type=DOCX)
    answer["Content-Disposition"] = f"attachment; filename=report.docx; filename*=UTF-8''{quote(document.title)}.docx"
    return answer
