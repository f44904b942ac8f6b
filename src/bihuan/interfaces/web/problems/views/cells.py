"""One cell of the grid edited in place; what colleagues changed meanwhile is merged where it is another field, and asked about where not."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.problems import conflicts
from bihuan.interfaces.web.problems.cells import CELLS, CellKind
from bihuan.interfaces.web.problems.columns import Look
from bihuan.interfaces.web.problems.drawing import drawn
from bihuan.interfaces.web.problems.ends import known
from bihuan.interfaces.web.problems.own import cell_kind, own_heads
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, forget_reaches, reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.taking import number_of, reason_of
from bihuan.problems import operations, queries
from bihuan.problems.operations import RowChange
from bihuan.problems.vocabulary import EditKind


def look_behind(request: HttpRequest, campaign: Any) -> Look:
    """How the list looks behind what is asked: by the address of its page, else as this person keeps it."""
    behind = QueryDict(request.headers.get("HX-Current-URL", "").partition("?")[2].partition("#")[0])
    look = Look.read(behind) if "col" in behind else Look.kept(campaigns.look_of(actor_of(request), campaign))
    return replace(look, own=own_heads(campaign))


def _renewed(request: HttpRequest, campaign: Any, number: int) -> HttpResponse:
    """The whole row as it stands now, in the place of the old one."""
    forget_reaches(request)  # a cell may give somebody an item of his own, or take it
    mine = reach_of(request, campaign.pk)
    rows = rows_of(mine, [row := queries.find_within(mine, campaign, number)], today_of(campaign), campaign)
    answer = HttpResponse(drawn(rows, [one.key for one in look_behind(request, campaign).columns]))
    answer["HX-Retarget"], answer["HX-Reswap"] = f"#row-{row.pk}", "outerHTML"
    return answer


def clash(request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
    """The dialogue that shows what each of two people wrote; without scripts a page."""
    inside = bool(request.headers.get("HX-Request"))
    answer = render(
        request, "problems/parts/conflict.html" if inside else "problems/pages/conflict.html", told, status=422 if inside else 409
    )
    if inside:
        answer["HX-Retarget"], answer["HX-Reswap"] = "#ask", "innerHTML"
    return answer


def _saved(row: Any, kind: CellKind, form: Any, request: HttpRequest) -> bool:
    """Write it; False when it was refused, and the form says why."""
    change = RowChange(row.pk, kind.action, kind.values(form), row.revision)
    who: Any = {"actor": actor_of(request), "now": now(), **known(form)}
    result = operations.edit_rows(campaign=row.campaign, changes=[change], kind=EditKind.CELL, **who)
    for _row, sentence in result.refused:
        form.add_error(None, reason_of(sentence))
    return not result.refused


_TELLING = frozenset({"text", "cause", "measures", "progress", "entry"})
"""Cells whose forms hold what is private in a private item; columns of the campaign's own say by themselves who may read them."""


@require_http_methods(["GET", "POST"])
def cell(request: HttpRequest, code: str, number: int, field: str) -> HttpResponse:
    """One cell: a small form to edit it in place, or the row as it stands after it."""
    campaign = campaign_at(request, code)
    kind = CELLS.get(field) or cell_kind(campaign, field)
    if kind is None:
        raise Http404
    mine = reach_of(request, campaign.pk)
    row = queries.find_within(mine, campaign, number)
    queries.refuse_unless_open(mine, row, kind.action)
    if field in _TELLING and not queries.may_read(mine, row):
        raise NotAllowed()
    if (field in _TELLING or field not in CELLS) and queries.may_read(mine, row):
        operations.record_seen(row, actor=actor_of(request), now=now())
    given = conflicts.settled(request.POST)
    form, address = kind.form(given if request.method == "POST" else None, problem=row), request.path
    if request.method == "POST" and form.is_valid():
        if number_of(request.POST.get("seen")) != row.revision and any(one.clashes for one in conflicts.disputed(form, given)):
            return clash(request, conflicts.context(row, form, given, address) | {"campaign": campaign})
        if _saved(row, kind, form, request):
            back = redirect(reverse("problems:problem", args=[code, number]))
            return _renewed(request, campaign, number) if request.headers.get("HX-Request") else toast(request, back, _("已改"))
    told = {"campaign": campaign, "problem": row, "field": field, "form": form, "seen": row.revision, "was": kind.form.start(row)}
    return render(request, "problems/parts/cell_form.html", told, status=422 if form.is_bound else 200)
