"""Where units stand (M117), and the dispatch board of the office."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import Missing
from bihuan.inspections import operations, queries
from bihuan.inspections.queries.progress import week_of
from bihuan.interfaces.web.inspections.forms import asking, long_text
from bihuan.interfaces.web.inspections.views.entering import only_who_works
from bihuan.interfaces.web.inspections.views.shapes import (
    at,
    cell,
    entered,
    form_page,
    list_page,
    moment,
    table,
    who,
)
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done


@require_GET
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """Which unit is at which step, and what the office said about it."""
    actor, campaign = entered(request, code)
    works, ledger = queries.works_here(actor, campaign), reverse("problems:ledger", args=[code])
    lines = (_step_line(one, code, works, ledger) for one in queries.steps_of_units(actor, campaign, today_of(campaign).day))
    remarks, further = older(request, queries.remarks_of(actor, campaign))
    said = ([cell(one.text), cell(one.unit.name), cell(one.step), cell(moment(one.said_at, one.said_by), num=True)] for one in remarks)
    tables = [
        table(_("各单位进度"), (_("单位"), _("主要环节"), _("各环节"), _("超期")), lines),
        table(_("提出的意见"), (_("意见"), _("单位"), _("当时的环节"), _("时间")), said, older=further),
    ]
    lead = _("哪个单位走到哪一步，随时看得到；点单位名可以提意见，单位看得到。")
    return list_page(request, campaign, "progress", title=_("各单位进度"), lead=lead, tables=tables)


def _step_line(one: Any, code: str, works: bool, ledger: str) -> list[dict[str, Any]]:
    """A unit with its main step and its items by state; a number leads to its rows of the ledger."""
    states = "，".join(f"{_(state.label)} {many}" for state, many in one.states.items())
    return [
        cell(one.unit.name, at("remark", code, one.unit.pk) if works else ""),
        cell(_(one.step.label) if one.step else _("还没有问题")),
        cell(states, f"{ledger}?unit={one.unit.pk}" if one.states else ""),
        cell(one.late or "", f"{ledger}?unit={one.unit.pk}&lamp=overdue" if one.late else "", num=True),
    ]


@require_http_methods(["GET", "POST"])
def remark(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say something about where a unit stands."""
    actor, campaign = entered(request, code)
    only_who_works(actor, campaign)
    stands = next((one for one in queries.steps_of_units(actor, campaign, today_of(campaign).day) if one.unit.pk == pk), None)
    if stands is None:
        raise Missing()
    form = asking(text=long_text(_("意见")))(request.POST or None)
    told: dict[str, Any] = {"unit": stands.unit, "step": stands.step.label if stands.step else ""}

    def say() -> None:
        operations.remark_on_progress(campaign=campaign, text=form.cleaned_data["text"], **told, **who(request))

    if form.is_valid() and done(form, say):
        return toast(request, redirect("inspections:progress", code=code), _("已提出，单位看得到"))
    return form_page(
        request,
        campaign,
        form,
        back=at("progress", code),
        title=_("对%(unit)s提出意见") % {"unit": stands.unit.name},
        act=_("提出"),
        note=_("现在主要在“%(step)s”环节。") % {"step": _(told["step"])} if told["step"] else "",
    )


@require_GET
def board(request: HttpRequest, code: str) -> HttpResponse:
    """What is due this week, group by group: for the office, which sends nothing by this page."""
    actor, campaign = entered(request, code)
    campaigns.refuse_others(actor, campaign)
    today = today_of(campaign).day
    first, last = week_of(today)
    lines = [_due_line(one, code) for one in queries.groups_this_week(campaign, today, actor)]
    head = (_("督导组"), _("到期的问题"), _("阶段任务"), _("单位说明"), _("纠偏通知回复"), _("检查"))
    found = [table(_("本周到期"), head, lines)]
    lead = _("%(first)s 至 %(last)s 到期的，按督导组排列。这一页不发通知；到期的事在各人的待办里。") % {"first": first, "last": last}
    return list_page(request, campaign, "board", title=_("调度"), lead=lead, tables=found)


def _due_line(one: Any, code: str) -> list[dict[str, Any]]:
    """A group with what is due of its units; a number leads to where its rows stand."""
    ledger = reverse("problems:ledger", args=[code])
    late = _("其中超期 %(late)d 件") % {"late": one.late} if one.late else ""
    return [
        cell(one.name or _("没有督导组的单位和机构")),
        cell(one.items or "", f"{ledger}?open=1" if one.items else "", note=late),
        _due(one.tasks, reverse("campaigns:tasks", args=[code])),
        _due(one.answers, at("observations", code) + "?state=sent"),
        _due(one.notices, at("notices", code)),
        _due(one.visits, at("overview", code)),
    ]


def _due(rows: Any, href: str) -> dict[str, Any]:
    """How many, and of whom; nothing where nothing is due."""
    names = list(dict.fromkeys(row.unit.name if row.unit else str(row.group or "") for row in rows))
    return cell(len(rows) or "", href if rows else "", note="、".join(names[:4]) + ("……" if len(names) > 4 else ""))
