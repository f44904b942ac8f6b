"""One problem: as a drawer beside the list, or as a page; one cell of it edited in place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.queries.links import linked_campaigns
from bihuan.campaigns.queries.units_own import local_forms_of
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.problems.buttons import arranged
from bihuan.interfaces.web.problems.chain import chain_of
from bihuan.interfaces.web.problems.columns import Look
from bihuan.interfaces.web.problems.drawing import drawn
from bihuan.interfaces.web.problems.hands import Hands
from bihuan.interfaces.web.problems.histories import history_of
from bihuan.interfaces.web.problems.own import own_heads
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.problems.then import returned_in, shown_then
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, forget_reaches, reach_of
from bihuan.interfaces.web.shell.as_of import asked
from bihuan.interfaces.web.shell.beside import panels_of
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.origins import origin_href
from bihuan.problems import queries
from bihuan.problems.operations import record_seen
from bihuan.problems.queries.hidden_forms import hidden_form_of, may_mark
from bihuan.problems.queries.likeness import likes_of, may_look
from bihuan.problems.queries.own import cells_of_row, history
from bihuan.problems.queries.passing_on import local_form_of
from bihuan.problems.queries.reminders import may_answer, may_remind, reminders_of
from bihuan.problems.queries.responsibility import responsible_for
from bihuan.problems.rules.steps import step_of
from bihuan.problems.vocabulary import OUT

if TYPE_CHECKING:
    from bihuan.problems.models import Problem
    from bihuan.problems.queries import Reach


def held(request: HttpRequest, code: str, number: int) -> tuple[Reach, Problem]:
    """The problem as whoever asks finds it, and what he holds."""
    campaign = campaign_at(request, code)
    mine = reach_of(request, campaign.pk)
    try:
        row = queries.find_within(mine, campaign, number)
    except Missing:
        queries.refuse_moved_away(mine, campaign.pk, number)
        raise
    row.own_cells = cells_of_row(row, mine)  # type: ignore[attr-defined]  # the form of the step reads them
    return mine, row


def asking(request: HttpRequest, mine: Reach, row: Problem) -> dict[str, Any]:
    """What the form of a step prints of its problem inside a drawer."""
    campaign, today = row.campaign, today_of(row.campaign)
    return {
        "campaign": campaign, "problem": row, "row": rows_of(mine, [row], today, campaign)[0], "readable": queries.may_read(mine, row),
        "objections": queries.objections_of(row) if row.published_on else [], "relations": queries.relations_of(row, mine),
        "problem_href": reverse("problems:problem", args=[campaign.code, row.number]), **arranged(queries.buttons(mine, row, today.day)),
    }  # fmt: skip


def shown(request: HttpRequest, mine: Reach, row: Problem) -> dict[str, Any]:
    """Everything a drawer or page of one problem prints."""
    code, told, book = row.campaign.code, asking(request, mine, row), queries.book_of(row)
    readable, story, hands = told["readable"], queries.story(row, book=book), Hands(book)
    evidence = hands.sign(queries.evidence_of(row)) if readable else []
    for one in (told["relations"].void, told["relations"].merger, *told["relations"].disputes, *told["objections"]):
        hands.sign([one])
    return told | {
        "title": _("问题 %(number)04d") % {"number": row.number}, "chain": chain_of(row),
        "process_step": step_of(row.state, row.campaign.file.get("steps", ())), "story": story, "returned": returned_in(story),
        "took": queries.days_to_close(row), "origin_href": origin_href(code, row.origin_kind, row.origin_reference), "panels": panels_of(mine, row),
        "progress": hands.sign(queries.progress_of(row)) if readable else [], "evidence": evidence, "twins": queries.twins_of(mine, row, evidence),
        "reminders": reminders_of(row) if readable else [], "may_remind": may_remind(mine, row), "may_answer": may_answer(mine, row),
        **own_shown(row, mine), "decisions": hands.sign_decisions(queries.decisions_of(row)), "likes": likes_of(mine, row), "may_compare_texts": may_look(mine),
        "crumbs": [(_("问题台账"), reverse("problems:ledger", args=[code])), (f"{row.number:04d}", "")],
        **history_of(request, mine, row, book=book),
    }  # fmt: skip


def own_shown(row: Any, mine: Any) -> dict[str, Any]:
    """What the part about columns of the campaign's own prints; their past is asked for only where there are any."""
    cells = row.own_cells
    return {"own": cells, "own_open": any(one.may_fill for one in cells), "own_past": history(row, mine) if cells else []}


def note_shown(request: HttpRequest, told: dict[str, Any]) -> None:
    """Whoever is shown what was written in confidence stands in the book: of the problem, and of findings that were merged into it."""
    rows = [told["problem"]] if told["readable"] else []
    if "relations" in told:
        rows += [one.problem for one in told["relations"].channels if one.text is not None]
    for row in rows:
        record_seen(row, actor=actor_of(request), now=now())


@require_GET
def around(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Who answers for it, up to the top (M06), and where else it is shown or who goes on with it: fetched into the page of the problem, or a
    page of its own."""
    mine, row = held(request, code, number)
    told = _around(request, row, queries.may_read(mine, row)) | {"campaign": row.campaign, "problem": row}
    if request.headers.get("HX-Request"):
        return render(request, "problems/parts/responsible.html", told)
    home = reverse("problems:problem", args=[code, number])
    crumbs = [(_("问题台账"), reverse("problems:ledger", args=[code])), (f"{number:04d}", home), (_("责任链"), "")]
    return render(request, "problems/pages/around.html", told | {"title": _("责任链"), "crumbs": crumbs})


def _around(request: HttpRequest, row: Problem, readable: bool) -> dict[str, Any]:
    runs, form = campaigns.run_by(actor_of(request), row.campaign), local_form_of(row)
    return {
        "responsible": responsible_for(row), "carried": queries.carried_over(row), "elsewhere": queries.shown_elsewhere(row), "runs": runs,
        "local": form if readable else None, "may_share": runs and linked_campaigns(row.campaign).exists(),
        "hidden_form": hidden_form_of(row) if readable else None, "may_hide_form": readable and row.state not in OUT and may_mark(actor_of(request), row),
        "may_local": readable and bool(local_forms_of(row.campaign, row.unit)),
    }  # fmt: skip


@require_GET
def problem(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The whole story of one problem, now or as it stood at a past moment."""
    drawer = bool(request.headers.get("HX-Request"))
    told = shown_then(request, code, number) if asked(request) else shown(request, *held(request, code, number))
    note_shown(request, told)
    return render(request, "problems/parts/drawer.html" if drawer else "problems/pages/problem.html", told)


def renewed(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The drawer after a change, and the row of the list behind it, with the columns that the list shows."""
    behind = QueryDict(request.headers.get("HX-Current-URL", "").partition("?")[2].partition("#")[0])
    forget_reaches(request)  # a step may give somebody an item of his own, or take it
    told = shown(request, *held(request, code, number))
    look = Look.read(behind) if "col" in behind else Look.kept(campaigns.look_of(actor_of(request), told["campaign"]))
    keys = [one.key for one in replace(look, own=own_heads(told["campaign"])).columns]
    return render(request, "problems/parts/drawer.html", told | {"renewed": True, "drawn": drawn([told["row"]], keys, renewed=True)})
