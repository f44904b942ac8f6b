"""One case, in the order of its procedure."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.accountability.operations import record_handling_seen
from bihuan.accountability.queries import cases, listing
from bihuan.accountability.queries.papers import papers_offered
from bihuan.foundation.files.queries import open_content
from bihuan.interfaces.web.accountability.laying_out import Case, acts_of, head_of, missing_words, path_of
from bihuan.interfaces.web.accountability.shapes import COLOURS, about, at, crumbs, entered, own_page, who
from bihuan.interfaces.web.shell.actors import reach_of
from bihuan.interfaces.web.shell.uploads import handed


@require_GET
def handling(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """All of it for those who work on it, the decision for the personnel department. That it was read stands in the book, where the person reads
    it; he himself is led to his own page."""
    actor, campaign = entered(request, code)
    row = listing.find_by_number(actor, campaign, number)
    if cases.is_about(actor, row):
        return own_page(row)
    record_handling_seen(row, **who(request))
    case = Case(row, actor, reach_of(request, campaign.pk))
    title = _("第 %(n)d 号") % {"n": row.number}
    shown = {
        "campaign": campaign, "title": title, "about": about(row), "state": _(row.get_state_display()), "colour": COLOURS.get(row.state, ""),
        "head": head_of(row), "way": path_of(row), "missing": missing_words(row, actor), "acts": acts_of(row, actor),
        "papers": at("papers", code, number) if papers_offered(actor, row) else "", "parts": case.parts(),
        "why": row.reason if row.state in ("draft", "proposed", "dropped") else "", "crumbs": crumbs(code, (title, "")),
    }  # fmt: skip
    return render(request, "accountability/pages/handling.html", shown)


@require_GET
def paper(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponseBase:
    """A file that hangs on a fact or a statement, for those who work on the case."""
    actor, campaign = entered(request, code)
    row = listing.find_by_number(actor, campaign, number)
    file = cases.find_paper(actor, row, pk)
    record_handling_seen(row, **who(request))
    return handed(open_content(file), name=file.name)
