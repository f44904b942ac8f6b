"""Visits and plans: lists, one of each, and how they begin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import NotAllowed
from bihuan.inspections import operations, queries
from bihuan.inspections.vocabulary import ConclusionAction, PlanAction, VisitAction
from bihuan.interfaces.web.inspections.forms import PlanForm, VisitForm
from bihuan.interfaces.web.inspections.views.shapes import (
    MOST,
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


@require_GET
def plans(request: HttpRequest, code: str) -> HttpResponse:
    """Written plans of supervision."""
    actor, campaign = entered(request, code)
    rows, further = older(request, queries.plans_of(actor, campaign))
    lines = (
        [
            cell(one.title, at("plan", code, one.pk), note=one.authority),
            cell(_(one.get_kind_display())),
            cell(f"{one.from_on} — {one.to_on}", num=True),
            cell(one.group.name if one.group else ""),
            state_cell(one),
        ]
        for one in rows
    )
    acts = [{"label": _("拟定督查方案"), "href": at("new_plan", code)}] if queries.works_here(actor, campaign) else []
    shown = table(
        _("督查方案"),
        (_("名称"), _("种类"), _("起止"), _("督导组"), _("状态")),
        lines,
        hint=_("没有书面方案、没有列入年度计划的，不开展督查。"),
        older=further,
    )
    lead = _("写明督查授权和年度计划备案；批准后不再改动范围。")
    return list_page(request, campaign, "plans", title=_("督查方案"), lead=lead, acts=acts, tables=[shown])


@require_http_methods(["GET", "POST"])
def new_plan(request: HttpRequest, code: str) -> HttpResponse:
    """Write a plan down; what comes too close is named before it is sent on."""
    actor, campaign = entered(request, code)
    _only_who_works(actor, campaign)
    today = today_of(campaign).day
    form = PlanForm(request.POST or None, campaign=campaign, units=campaigns.units_of(campaign, today), initial={"from_on": today})
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(operations.draft_plan(campaign=campaign, told=form.told(), **who(request)))):
        return toast(request, redirect("inspections:plan", code=code, pk=made[0].pk), _("方案已拟定，等专班另一位或领导小组组长批准"))
    return form_page(
        request,
        campaign,
        form,
        back=at("plans", code),
        title=_("拟定督查方案"),
        act=_("送批"),
        note=_("依据《政府督查工作条例》第七条、第十五条：要有授权、列入年度计划，不得重复、多头督查。"),
    )


def _only_who_works(actor: Any, campaign: Any) -> None:
    if not queries.works_here(actor, campaign):
        raise NotAllowed()


def _only_who_takes_part(actor: Any, campaign: Any, row: Any) -> None:
    if not queries.takes_part(actor, campaign, row):
        raise NotAllowed()


_PLAN_STEPS = {PlanAction.WITHDRAW: noop("撤回"), PlanAction.END: noop("结束督查"), PlanAction.APPROVE: noop("批准")}
_VISIT_STEPS = {VisitAction.CANCEL: noop("取消"), VisitAction.REPORT: noop("报告检查情况"), VisitAction.APPROVE: noop("批准")}


@require_GET
def plan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One plan with its units, visits and draws."""
    actor, campaign = entered(request, code)
    row = queries.find_plan(actor, campaign, pk)
    units = list(row.units.order_by("order", "pk"))
    facts = [
        (_("种类"), _(row.get_kind_display())),
        (_("督查授权"), row.authority),
        (_("年度督查计划备案"), row.filing),
        (_("起止"), f"{row.from_on} — {row.to_on}"),
        (_("督导组"), row.group.name if row.group else ""),
        (_("督查对象"), "、".join(one.name for one in units)),
        (_("拟定"), moment(row.drafted_at, row.drafted_by)),
        (_("批准"), moment(row.approved_at, row.approved_by)),
    ]
    visits = queries.visits_of(actor, campaign).filter(plan=row)[:MOST]
    lines = (
        [cell(one.unit.name, at("visit", code, one.pk)), cell(one.visit_on, num=True), cell(_(one.get_kind_display())), state_cell(one)]
        for one in visits
    )
    tables = [table(_("检查"), (_("单位"), _("日期"), _("方式"), _("状态")), lines)]
    drawn = queries.draws_of(actor, campaign).filter(plan=row)
    works = queries.works_here(actor, campaign)
    if works:
        rows = (
            [cell(one.draw.title, at("draw", code, one.pk)), cell(_(one.draw.get_draw_of_display())), state_cell(one.draw)] for one in drawn
        )
        tables.append(table(_("抽取"), (_("事由"), _("抽什么"), _("状态")), rows, hint=_("名单和种子先封存，再当众揭晓，谁都能复算。")))
    acts = acts_of(actor, row, "plan", code, _words(_PLAN_STEPS))
    if works and row.state == "approved":
        acts = [
            {"label": _("抽取"), "href": at("new_draw", code, pk)},
            *acts,
            {"label": _("提出检查"), "href": f"{at('new_visit', code)}?plan={pk}"},
        ]
    near = queries.nears(actor, campaign, [one.pk for one in units], row.from_on, row.to_on, but=row) if works else []
    texts = [{"title": _("督查内容"), "text": row.content}, *([{"title": _("督查方式"), "text": row.method}] if row.method else [])]
    return detail_page(
        request,
        campaign,
        "plans",
        _("督查方案"),
        title=row.title,
        lead=campaign.title,
        state=_(row.get_state_display()),
        facts=facts,
        texts=texts,
        tables=tables,
        acts=acts,
        nears=near,
    )


def _words(steps: Any) -> Any:
    """The words on buttons in the reader's language."""
    return {action: _(label) for action, label in steps.items()}


@require_http_methods(["GET", "POST"])
def new_visit(request: HttpRequest, code: str) -> HttpResponse:
    """Propose a visit. First under which plan and to which unit, then the rest: who may go depends on where."""
    actor, campaign = entered(request, code)
    _only_who_works(actor, campaign)
    under = queries.plans_of(actor, campaign).filter(state="approved")
    chosen = under.filter(pk=number_of(request.GET.get("plan")) or 0).first() or under.first()
    if chosen is None:
        return toast(request, redirect("inspections:plans", code=code), _("先要有批准的督查方案，才能提出检查"), "warning")
    units = list(chosen.units.order_by("order", "pk"))
    unit = next((one for one in units if str(one.pk) == (request.POST.get("unit") or request.GET.get("unit"))), units[0])
    day = max(chosen.from_on, today_of(campaign).day)
    people = queries.fit_to_inspect(campaign, unit, day)
    form = VisitForm(
        request.POST or None,
        units=units,
        people=people,
        checklists=queries.checklists_of(campaign),
        covert=campaigns.switches_for(campaign).covert_visits,
        initial={"unit": unit.pk, "visit_on": day},
    )
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
    facts = [
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
    found = queries.observations_of(actor, campaign).filter(visit=row)
    lines = (
        [cell(one.text, at("observation", code, one.pk), note=_(one.get_focus_display())), cell(one.seen_on, num=True), state_cell(one)]
        for one in found
    )
    tables = [table(_("检查发现"), (_("情况"), _("日期"), _("状态")), lines, none=_("没有您能看到的发现"))]
    takes_part = queries.takes_part(actor, campaign, row)
    if takes_part:
        heard = queries.heard_of(actor, campaign).filter(visit=row)
        lines = (
            [
                cell(one.text, at("step", code, "heard", one.pk, "pass_opinion_on") if one.state == "waiting" else ""),
                cell(_(one.get_heard_from_display())),
                cell(one.reference or _(one.get_state_display())),
            ]
            for one in heard
        )
        tables.append(table(_("听到的意见"), (_("意见"), _("听谁说"), _("去向")), lines, hint=_("既查落实又听意见；不记姓名。")))
    concluded = queries.conclusion_of(row)
    acts = acts_of(actor, row, "visit", code, _words(_VISIT_STEPS))
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
    texts = [{"title": _("目的"), "text": row.purpose}, *([{"title": _("检查情况"), "text": row.summary}] if row.summary else [])]
    return detail_page(
        request,
        campaign,
        "overview",
        _("检查"),
        title=row.unit.name,
        lead=f"{row.visit_on} {_(row.get_kind_display())}",
        facts=facts,
        state=_(row.get_state_display()),
        texts=texts,
        tables=tables,
        acts=acts,
    )


_CONCLUSION_STEPS = {
    ConclusionAction.ASK: noop("申请复核"),
    ConclusionAction.ASSIGN: noop("指定复核人员"),
    ConclusionAction.REVOKE: noop("撤销结论"),
    ConclusionAction.CHANGE: noop("变更结论"),
    ConclusionAction.UPHOLD: noop("维持结论"),
}


@require_GET
def conclusion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What a visit concluded, and its review by others."""
    actor, campaign = entered(request, code)
    row = queries.find_conclusion(actor, campaign, pk)
    facts = [
        (_("单位"), row.visit.unit.name),
        (_("送达"), moment(row.given_at)),
        (_("可以申请复核到"), row.ask_by_on),
        (_("申请复核"), moment(row.asked_at)),
        (_("应作出复核决定"), row.decide_by_on or ""),
        (_("复核人员"), "、".join(one.name for one in row.reviewers.all())),
        (_("复核决定"), moment(row.decided_at)),
    ]
    texts = [
        {"title": title, "text": text, "note": note}
        for title, text, note in (
            (_("督查结论"), row.text, ""),
            (_("申请复核的理由"), row.grounds, ""),
            (_("复核决定"), row.outcome, _("依据《政府督查工作条例》第十七条：30 日内申请、30 日内决定，原督查人员回避。")),
        )
        if text
    ]
    acts = acts_of(actor, row, "conclusion", code, _words(_CONCLUSION_STEPS))
    return detail_page(
        request,
        campaign,
        "overview",
        _("检查"),
        title=_("督查结论"),
        lead=row.visit.unit.name,
        state=_(row.get_state_display()),
        facts=facts,
        texts=texts,
        acts=acts,
    )
