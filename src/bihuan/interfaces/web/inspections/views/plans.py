"""Plans of supervision: the list, one, and how it begins (M104, M105)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.inspections import operations, queries
from bihuan.inspections.vocabulary import PlanAction
from bihuan.interfaces.web.inspections.forms import PlanForm
from bihuan.interfaces.web.inspections.views.entering import only_who_works, words_of
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
from bihuan.interfaces.web.shell.taking import done


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
    only_who_works(actor, campaign)
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


_PLAN_STEPS = {PlanAction.WITHDRAW: noop("撤回"), PlanAction.END: noop("结束督查"), PlanAction.APPROVE: noop("批准")}


@require_GET
def plan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One plan with its units, visits and draws."""
    actor, campaign = entered(request, code)
    row = queries.find_plan(actor, campaign, pk)
    units, works = list(row.units.order_by("order", "pk")), queries.works_here(actor, campaign)
    tables = [_visits(actor, campaign, row), *([_draws(actor, campaign, row)] if works else [])]
    near = queries.nears(actor, campaign, [one.pk for one in units], row.from_on, row.to_on, but=row) if works else []
    texts = [{"title": _("督查内容"), "text": row.content}, *([{"title": _("督查方式"), "text": row.method}] if row.method else [])]
    return detail_page(
        request, campaign, "plans", _("督查方案"), title=row.title, lead=campaign.title, state=_(row.get_state_display()),
        facts=_facts(row, units), texts=texts, tables=tables, acts=_acts(actor, code, row, works), nears=near,
    )  # fmt: skip


def _facts(row: Any, units: list[Any]) -> list[tuple[str, Any]]:
    return [
        (_("种类"), _(row.get_kind_display())),
        (_("督查授权"), row.authority),
        (_("年度督查计划备案"), row.filing),
        (_("起止"), f"{row.from_on} — {row.to_on}"),
        (_("督导组"), row.group.name if row.group else ""),
        (_("督查对象"), "、".join(one.name for one in units)),
        (_("拟定"), moment(row.drafted_at, row.drafted_by)),
        (_("批准"), moment(row.approved_at, row.approved_by)),
    ]


def _visits(actor: Any, campaign: Any, row: Any) -> dict[str, Any]:
    visits = queries.visits_of(actor, campaign).filter(plan=row)[:MOST]
    lines = (
        [
            cell(one.unit.name, at("visit", campaign.code, one.pk)),
            cell(one.visit_on, num=True),
            cell(_(one.get_kind_display())),
            state_cell(one),
        ]
        for one in visits
    )
    return table(_("检查"), (_("单位"), _("日期"), _("方式"), _("状态")), lines)


def _draws(actor: Any, campaign: Any, row: Any) -> dict[str, Any]:
    rows = (
        [cell(one.draw.title, at("draw", campaign.code, one.pk)), cell(_(one.draw.get_draw_of_display())), state_cell(one.draw)]
        for one in queries.draws_of(actor, campaign).filter(plan=row)
    )
    return table(_("抽取"), (_("事由"), _("抽什么"), _("状态")), rows, hint=_("名单和种子先封存，再当众揭晓，谁都能复算。"))


def _acts(actor: Any, code: str, row: Any, works: bool) -> list[dict[str, Any]]:
    """Buttons: the steps, and for whoever works here the draw and the visit."""
    acts = acts_of(actor, row, "plan", code, words_of(_PLAN_STEPS))
    if works and row.state == "approved":
        acts = [
            {"label": _("抽取"), "href": at("new_draw", code, row.pk)},
            *acts,
            {"label": _("提出检查"), "href": f"{at('new_visit', code)}?plan={row.pk}"},
        ]
    return acts
