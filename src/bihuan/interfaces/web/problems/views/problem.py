"""One problem: as a drawer beside the list, or as a page; one cell of it edited in place."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.campaigns import queries as campaigns
from bihuan.interfaces.web.problems.buttons import arranged
from bihuan.interfaces.web.problems.chain import chain_of
from bihuan.interfaces.web.problems.columns import Look
from bihuan.interfaces.web.problems.drawing import drawn
from bihuan.interfaces.web.problems.histories import history_of
from bihuan.interfaces.web.problems.own import own_heads
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.problems.then import returned_in, shown_then
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.as_of import asked
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.problems import queries
from bihuan.problems.operations import record_seen
from bihuan.problems.queries.likeness import likes_of, may_look
from bihuan.problems.queries.own import cells_of_row, history
from bihuan.problems.rules.steps import step_of


def shown(request: HttpRequest, code: str, number: int) -> dict[str, Any]:
    """Everything a drawer or page of one problem prints."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    row = queries.find(actor, campaign, number)
    mine, today = queries.reach(actor, campaign.pk), today_of(campaign)
    readable, relations = queries.may_read(mine, row), queries.relations_of(row, mine)
    story = queries.story(row)
    row.own_cells = cells_of_row(row, mine)  # type: ignore[attr-defined]  # the form of the step reads them
    evidence = list(queries.evidence_of(row)) if readable else []
    return {
        "campaign": campaign, "problem": row, "row": rows_of(mine, [row], today, campaign)[0], "readable": readable,
        "title": _("问题 %(number)04d") % {"number": number}, "chain": chain_of(row), "problem_href": reverse("problems:problem", args=[code, number]),
        "process_step": step_of(row.state, campaign.file.get("steps", ())), "story": story, "returned": returned_in(story), "took": queries.days_to_close(row),
        "progress": queries.progress_of(row) if readable else [], "evidence": evidence, "twins": queries.twins_of(mine, row, evidence),
        **own_shown(row, mine), "extensions": queries.extensions_of(row), "objections": queries.objections_of(row) if row.published_on else [],
        "relations": relations, "likes": likes_of(mine, row), "may_compare_texts": may_look(mine),
        "crumbs": [(_("问题台账"), reverse("problems:ledger", args=[code])), (f"{number:04d}", "")], **arranged(queries.buttons(mine, row, today.day)),
        **history_of(request, mine, row),
    }  # fmt: skip


def own_shown(row: Any, mine: Any) -> dict[str, Any]:
    """What the part about columns of the campaign's own prints; their past is asked for only where there are any."""
    cells = row.own_cells
    return {"own": cells, "own_open": any(one.may_fill for one in cells), "own_past": history(row, mine) if cells else []}


@require_GET
def problem(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The whole story of one problem, now or as it stood at a past moment."""
    drawer = bool(request.headers.get("HX-Request"))
    told = shown_then(request, code, number) if asked(request) else shown(request, code, number)
    if told["readable"]:
        record_seen(told["problem"], actor=actor_of(request), now=now())
    return render(request, "problems/parts/drawer.html" if drawer else "problems/pages/problem.html", told)


def renewed(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The drawer after a change, and the row of the list behind it, with the columns that the list shows."""
    behind = QueryDict(request.headers.get("HX-Current-URL", "").partition("?")[2].partition("#")[0])
    told = shown(request, code, number)
    look = Look.read(behind) if "col" in behind else Look.kept(campaigns.look_of(actor_of(request), told["campaign"]))
    keys = [one.key for one in replace(look, own=own_heads(told["campaign"])).columns]
    return render(request, "problems/parts/drawer.html", told | {"renewed": True, "drawn": drawn([told["row"]], keys, renewed=True)})
