"""One problem: as a drawer beside the list, or as a page; one cell of it edited in place."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.problems.chain import chain_of
from bihuan.interfaces.web.problems.forms import ClassifyForm
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.problems import operations, queries
from bihuan.problems.rules.steps import step_of
from bihuan.problems.vocabulary import Action


def shown(request: HttpRequest, code: str, number: int) -> dict[str, Any]:
    """Everything a drawer or page of one problem prints."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    row = queries.find(actor, campaign, number)
    mine = queries.reach(actor, campaign.pk)
    readable = queries.may_read(mine, row)
    return {
        "campaign": campaign, "problem": row, "row": rows_of(mine, [row], today_of(campaign), campaign)[0], "readable": readable,
        "title": _("问题 %(number)04d") % {"number": number}, "buttons": queries.buttons(mine, row), "chain": chain_of(row),
        "process_step": step_of(row.state, campaign.file.get("steps", ())), "story": queries.story(row), "progress": queries.progress_of(row) if readable else [],
        "evidence": queries.evidence_of(row) if readable else [], "extensions": queries.extensions_of(row),
        "crumbs": [(_("问题台账"), reverse("problems:ledger", args=[code])), (f"{number:04d}", "")],
    }  # fmt: skip


@require_GET
def problem(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The whole story of one problem."""
    drawer = bool(request.headers.get("HX-Request"))
    return render(request, "problems/parts/drawer.html" if drawer else "problems/pages/problem.html", shown(request, code, number))


@require_http_methods(["GET", "POST"])
def cell(request: HttpRequest, code: str, number: int, field: str) -> HttpResponse:
    """One cell: a small form to edit it in place, or its new content."""
    if field not in ("text", "manifestation"):
        raise Http404
    told = shown(request, code, number)
    row, actor = told["problem"], actor_of(request)
    if field == "text" and not told["readable"]:
        raise NotAllowed()
    if request.method == "GET":
        return render(
            request, "problems/parts/cell_form.html", told | {"field": field, "form": ClassifyForm(problem=row), "seen": row.revision}
        )
    seen = int(request.POST["seen"]) if request.POST.get("seen", "").isdigit() else None
    if field == "text":
        operations.amend(problem=row, values={"text": request.POST.get("value", "").strip()}, actor=actor, now=now(), seen=seen)
    else:
        form = ClassifyForm({"entry": request.POST.get("value", "")}, problem=row)
        if form.is_valid():
            place = form.fields["entry"].place(row.campaign, form.cleaned_data["entry"])  # type: ignore[attr-defined]
            operations.classify(problem=row, **place, actor=actor, now=now(), seen=seen)
    return render(request, "problems/parts/cell.html", shown(request, code, number) | {"field": field, "action": Action.AMEND})
