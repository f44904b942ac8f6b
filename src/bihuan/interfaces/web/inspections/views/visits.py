"""Visits: the list, one, and how it begins."""

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.documents.operations.printing import print_docx
from bihuan.inspections import operations, papers, queries
from bihuan.inspections.vocabulary import VisitAction
from bihuan.interfaces.web.inspections.forms import VisitForm
from bihuan.interfaces.web.inspections.views.entering import only_who_takes_part, only_who_works, words_of
from bihuan.interfaces.web.inspections.views.shapes import (
    acts_of,
    at,
    cell,
    detail_page,
    entered,
    form_page,
    list_page,
    moment,
    state_cell,
    table,
    who,
)
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.interfaces.web.shell.uploads import handed


@require_GET
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """The visits that this person knows of."""
    actor, campaign = entered(request, code)
    rows, further = older(request, queries.visits_of(actor, campaign))
    acts = [{"label": _("手机现场检查"), "href": at("spot", code)}, {"label": _("回避"), "href": at("recusals", code)}]
    begins = queries.works_here(actor, campaign)
    acts += [{"label": _("提出检查"), "href": at("new_visit", code)}] if begins else []
    lines = (
        [
            cell(one.unit.name, at("visit", code, one.pk), note=one.plan.title),
            cell(one.visit_on, num=True),
            cell(_(one.get_kind_display())),
            cell(one.place),
            state_cell(one),
        ]
        for one in rows
    )
    head = (_("单位"), _("日期"), _("方式"), _("地点"), _("状态"))
    hint = _("检查要依据已批准的督查方案，写明目的、地点、时间，两人以上同去。")
    shown = table(_("明察暗访"), head, lines, none=_("没有您能看到的检查"), hint=hint, older=further)
    lead = _("督导组怎么查、查到什么、单位怎么说、结论是什么，都在这里。")
    return list_page(request, campaign, "overview", title=_("督导检查"), lead=lead, acts=acts, tables=[shown])


_VISIT_STEPS = {VisitAction.CANCEL: noop("取消"), VisitAction.REPORT: noop("报告检查情况"), VisitAction.APPROVE: noop("批准")}


@require_http_methods(["GET", "POST"])
def new_visit(request: HttpRequest, code: str) -> HttpResponse:
    """Propose a visit. First under which plan and to which unit, then the rest: who may go depends on where."""
    actor, campaign = entered(request, code)
    only_who_works(actor, campaign)
    under = queries.plans_of(actor, campaign).filter(state="approved")
    chosen = under.filter(pk=number_of(request.GET.get("plan")) or 0).first() or under.first()
    if chosen is None:
        return toast(request, redirect("inspections:plans", code=code), _("先要有批准的督查方案，才能提出检查"), "warning")
    units = list(chosen.units.order_by("order", "pk"))
    unit = next((one for one in units if str(one.pk) == (request.POST.get("unit") or request.GET.get("unit"))), units[0])
    day = max(chosen.from_on, today_of(campaign).day)
    form = VisitForm(
        request.POST or None, units=units, people=queries.with_bodies(campaign, queries.fit_to_inspect(campaign, unit, day), day),
        checklists=queries.checklists_of(campaign), covert=campaigns.switches_for(campaign).covert_visits,
        initial={"unit": unit.pk, "visit_on": day},
    )  # fmt: skip
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(operations.propose_visit(plan=chosen, told=form.told(), **who(request)))):
        return toast(request, redirect("inspections:visit", code=code, pk=made[0].pk), _("已送批"))
    note = _("依据方案：%(plan)s。检查人员按所选单位列出，换了单位请先提交一次。") % {"plan": chosen.title}
    near = queries.nears(actor, campaign, [unit.pk], day, day, but=chosen)
    return form_page(request, campaign, form, back=at("overview", code), title=_("提出检查"), act=_("送批"), note=note, nears=near)


@require_GET
def visit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One visit: the facts, what was seen, what was heard, the conclusion."""
    actor, campaign = entered(request, code)
    row = queries.find_visit(actor, campaign, pk)
    takes_part = queries.takes_part(actor, campaign, row)
    tables = [_seen(actor, campaign, row), *([_heard(actor, campaign, row)] if takes_part else [])]
    texts = [{"title": _("目的"), "text": row.purpose}, *([{"title": _("检查情况"), "text": row.summary}] if row.summary else [])]
    return detail_page(
        request, campaign, "overview", _("检查"), title=row.unit.name, lead=f"{row.visit_on} {_(row.get_kind_display())}",
        facts=_facts(row), state=_(row.get_state_display()), texts=texts, tables=tables, acts=_acts(actor, code, row, takes_part),
    )  # fmt: skip


def _facts(row: Any) -> list[tuple[str, Any]]:
    return [
        (_("单位"), row.unit.name),
        (_("督查方案"), row.plan.title),
        (_("方式"), _(row.get_kind_display())),
        (_("日期、时间"), f"{row.visit_on} {row.hour}"),
        (_("场所"), f"{_(row.get_place_kind_display())}　{row.place}"),
        (_("检查人员"), "、".join(one.name for one in row.inspectors.all())),
        (_("检查单"), row.checklist.title if row.checklist else ""),
        (_("批准"), moment(row.approved_at, row.approved_by)),
        (_("报告"), moment(row.reported_at)),
    ]


def _seen(actor: Any, campaign: Any, row: Any) -> dict[str, Any]:
    found = queries.observations_of(actor, campaign).filter(visit=row)
    lines = (
        [
            cell(one.text, at("observation", campaign.code, one.pk), note=_(one.get_focus_display())),
            cell(one.seen_on, num=True),
            state_cell(one),
        ]
        for one in found
    )
    return table(_("检查发现"), (_("情况"), _("日期"), _("状态")), lines, none=_("没有您能看到的发现"))


def _heard(actor: Any, campaign: Any, row: Any) -> dict[str, Any]:
    """What was heard there; for those who take part."""
    heard = queries.heard_of(actor, campaign).filter(visit=row)
    lines = (
        [
            cell(one.text, at("step", campaign.code, "heard", one.pk, "pass_opinion_on") if one.state == "waiting" else ""),
            cell(_(one.get_heard_from_display())),
            cell(one.reference or _(one.get_state_display())),
        ]
        for one in heard
    )
    return table(_("听到的意见"), (_("意见"), _("听谁说"), _("去向")), lines, hint=_("既查落实又听意见；不记姓名。"))


def _acts(actor: Any, code: str, row: Any, takes_part: bool) -> list[dict[str, Any]]:
    """Buttons: the paper, what is written down, the steps, the conclusion."""
    pk, concluded = row.pk, queries.conclusion_of(row)
    acts = acts_of(actor, row, "visit", code, words_of(_VISIT_STEPS))
    if takes_part and row.state in ("approved", "reported"):
        acts = [
            {"label": _("记意见"), "href": at("new_heard", code, pk)},
            {"label": _("记发现"), "href": f"{at('new_observation', code)}?visit={pk}"},
            *acts,
        ]
    if takes_part and row.state == "reported" and concluded is None:
        acts.append({"label": _("送达结论"), "href": at("give_conclusion", code, pk)})
    if takes_part:
        acts = [{"label": _("导出 Word"), "href": at("visit_file", code, pk), "plain": "yes"}, *acts]
    if concluded is not None:
        acts.append({"label": _("督查结论"), "href": at("conclusion", code, concluded.pk)})
    return acts


@require_GET
def visit_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The record of a visit as docx (D31), for those whose business it is."""
    actor, campaign = entered(request, code)
    row = queries.find_visit(actor, campaign, pk)
    only_who_takes_part(actor, campaign, row)
    return handed(io.BytesIO(print_docx(paper=papers.visit_paper(row))), name=f"检查记录{pk}.docx")
