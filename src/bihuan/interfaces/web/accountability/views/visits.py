"""Return visits: who is due, one plan with its visits, what is sealed."""

from __future__ import annotations

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.accountability import operations
from bihuan.accountability.papers.visits import visits_paper
from bihuan.accountability.queries import visits as queries
from bihuan.accountability.rules.measures import find_measure
from bihuan.accountability.rules.visits import is_due
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.visits import VisitState
from bihuan.documents.operations.printing import print_docx
from bihuan.interfaces.web.accountability.forms_visits import PlanVisitsForm
from bihuan.interfaces.web.accountability.shapes import call_source, line_to_write, tabs
from bihuan.interfaces.web.accountability.views.visit_shapes import at, cell, form_page, table, who
from bihuan.interfaces.web.accountability.views.visit_showing import shown_of
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed

MOST = 200
"""People without a plan that are listed at once: more than two bodies can visit."""


@require_GET
def return_visits(request: HttpRequest, code: str) -> HttpResponse:
    """His own plan; for visitors the people whom they visit, the next visit first, and those for whom nobody planned (M164)."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    today = today_of(campaign).day
    rows, further = older(request, queries.visits_of(actor, campaign))
    visitor = queries.makes_visits(actor, campaign)
    lines = ([_name(one, code), cell(_(one.get_state_display())), _next(one, today), cell(one.until_on, num=True)] for one in rows)
    tables = [
        table(_("回访计划"), (_("回访谁"), _("状态"), _("下次回访"), _("回访期至")), lines, none=_("没有与您有关的回访"), older=further)
    ]
    if visitor:
        waiting = ([_name(one, code, plan=True), cell(_(find_measure(one.measure).name)), cell(one.ends_on or one.follow_on, num=True)]
                   for one in queries.without_plan(actor, campaign)[:MOST])  # fmt: skip
        head = (_("回访谁"), _("措施"), _("影响期至"))
        tables.append(
            table(_("还没有回访计划的"), head, waiting, none=_("都有计划"), hint=_("措施送达生效的人都可以有一份因人定制的回访计划。"))
        )
    lead = _("回访是为了帮助，不加重、不减轻任何处理；只有回访人和本人看得到。")
    shown = {"campaign": campaign, "title": _("回访教育"), "lead": lead, "tables": tables, "tabs": tabs(actor, campaign, "return_visits")}
    return render(request, "accountability/pages/visit_list.html", shown)


def _name(one: Any, code: str, *, plan: bool = False) -> dict[str, Any]:
    handling = one if plan else one.handling
    href = at("plan_visits", code, one.pk) if plan else at("return_visit", code, one.pk)
    return cell(handling.person.name, href, note=handling.unit.name)


def _next(one: Any, today: Any) -> dict[str, Any]:
    if one.state != VisitState.OPEN:
        return cell("")
    word = _("已过期") if one.next_on < today else _("快到了") if is_due(one.next_on, today) else ""
    return cell(one.next_on, num=True, tag=word)


@require_http_methods(["GET", "POST"])
def plan_visits(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Plan the visits of one person under a measure."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    row, day = queries.find_to_plan(actor, campaign, pk), today_of(campaign).day
    seats = [one for kind in (BodyKind.DISCIPLINE, BodyKind.PERSONNEL) for one in queries.seats_to_choose(campaign, kind, row, day)]
    first = {"kind": find_measure(row.measure).name, "support": line_to_write(), "next_on": row.follow_on}
    form = PlanVisitsForm(request.POST or None, seats=seats, initial=first)
    form.fields["support"].help_text = call_source() or form.fields["support"].help_text
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(operations.plan_visits(row, **form.told(), **who(request)))):
        return toast(request, redirect(at("return_visit", code, made[0].pk)), _("已制定，本人和回访人看得到"))
    title = _("为%(name)s制定回访计划") % {"name": row.person.name if row.person else ""}
    back = (_("回访教育"), at("return_visits", code))
    return form_page(request, campaign, form, back=back, title=title, act=_("制定"), note=_("一人一策：写清依据，再写怎样回访。"))


@require_GET
def return_visit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One plan with its visits; what is sealed stays sealed."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    row = queries.find_visits(actor, campaign, pk)
    operations.record_visits_seen(row, **who(request))
    return render(request, "accountability/pages/visit.html", shown_of(row, actor, campaign))


@require_POST
def open_notes(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Open what is sealed, once: it is shown on this page only, and the book tells who opened it."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    row = queries.find_visits(actor, campaign, pk)
    found = operations.open_notes(row, **who(request))
    texts = {note.pk: text for note, text in found}
    answer = render(request, "accountability/pages/visit.html", shown_of(row, actor, campaign, texts))
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def drop_note(request: HttpRequest, code: str, pk: int, note: int) -> HttpResponse:
    """Delete something sealed before its time."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    row = queries.find_visits(actor, campaign, pk)
    operations.drop_note(queries.find_note(row, note), **who(request))
    return toast(request, redirect(at("return_visit", code, pk)), _("已删除，不能恢复"))


@require_POST
def visits_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The plan and its records as a paper (D49), without what is sealed."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    row = queries.find_visits(actor, campaign, pk)
    operations.record_visits_seen(row, paper=True, **who(request))
    parts = (queries.visitors_of(row), queries.records_of(row), queries.difficulties_of(row))
    paper = visits_paper(row, *parts, today_of(campaign).day)
    return handed(io.BytesIO(print_docx(paper=paper)), name=f"{_('回访教育')}{row.pk}.docx")
