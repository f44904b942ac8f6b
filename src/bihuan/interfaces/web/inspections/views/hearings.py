"""Reports heard and findings talked over (M106, M111)."""

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
from bihuan.inspections.vocabulary import HearingAction
from bihuan.interfaces.web.inspections.forms import HearingForm
from bihuan.interfaces.web.inspections.views.entering import only_who_works, words_of
from bihuan.interfaces.web.inspections.views.shapes import (
    acts_of,
    at,
    cell,
    detail_page,
    entered,
    form_page,
    list_page,
    table,
    who,
)
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed

_HEARING_STEPS = {HearingAction.DECIDE: noop("研判一条发现"), HearingAction.SET_TASK: noop("部署任务")}


@require_GET
def hearings(request: HttpRequest, code: str) -> HttpResponse:
    """Reports heard, findings talked over (M106, M111)."""
    actor, campaign = entered(request, code)
    rows, further = older(request, queries.hearings_of(actor, campaign))
    lines = (
        [
            cell(_(one.get_kind_display()), at("hearing", code, one.pk), note=one.presided),
            cell(one.unit.name if one.unit else ""),
            cell(one.held_on, num=True),
        ]
        for one in rows
    )
    acts = [{"label": _("登记"), "href": at("new_hearing", code)}] if queries.works_here(actor, campaign) else []
    hint = _("听取汇报时部署的任务写明时限，在阶段任务里办结。")
    shown = table(_("听取汇报和研判"), (_("种类"), _("汇报单位"), _("日期")), lines, hint=hint, older=further)
    lead = _("督导组听取汇报、部署任务；研判会逐条写明讨论的发现和意见。")
    return list_page(request, campaign, "hearings", title=_("听取汇报和研判"), lead=lead, acts=acts, tables=[shown])


@require_http_methods(["GET", "POST"])
def new_hearing(request: HttpRequest, code: str) -> HttpResponse:
    """Write one down."""
    actor, campaign = entered(request, code)
    only_who_works(actor, campaign)
    today = today_of(campaign).day
    form = HearingForm(request.POST or None, units=campaigns.units_of(campaign, today), initial={"held_on": today})
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(operations.hold_hearing(campaign=campaign, **form.told(), **who(request)))):
        return toast(request, redirect("inspections:hearing", code=code, pk=made[0].pk), _("已登记，可以部署任务、逐条研判"))
    return form_page(request, campaign, form, back=at("hearings", code), title=_("登记听取汇报或研判会"), act=_("登记"))


@require_GET
def hearing(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One record with its tasks and decisions."""
    actor, campaign = entered(request, code)
    row = queries.find_hearing(actor, campaign, pk)
    tables = [
        table(
            _("部署的任务"),
            (_("任务"), _("承办"), _("时限"), _("状态")),
            _tasks(row),
            none=_("还没有部署任务"),
            hint=_("听取时定下的事，点“部署任务”交给承办单位，进入它的待办。"),
        ),
        table(
            _("研判的发现"),
            (_("情况"), _("单位"), _("研判意见")),
            _decided(actor, code, row),
            none=_("还没有研判"),
            hint=_("点“研判一条发现”，逐条写明列为问题还是不列、为什么。"),
        ),
    ]
    acts = [
        {"label": _("导出 Word"), "href": at("hearing_file", code, pk), "plain": "yes"},
        *acts_of(actor, row, "hearing", code, words_of(_HEARING_STEPS)),
    ]
    facts = [
        (_("种类"), _(row.get_kind_display())), (_("汇报单位"), row.unit.name if row.unit else ""),
        (_("日期"), row.held_on), (_("主持"), row.presided),
    ]  # fmt: skip
    return detail_page(
        request, campaign, "hearings", _("听取汇报和研判"), title=_(row.get_kind_display()), lead=f"{row.held_on}", facts=facts,
        texts=[{"title": _("记录"), "text": row.record}], tables=tables, acts=acts,
    )  # fmt: skip


def _tasks(row: Any) -> Any:
    """Lines of the tasks that were set there."""
    return (
        [
            cell(one.task.title),
            cell(one.task.unit.name if one.task.unit else ""),
            cell(one.task.due_on, num=True),
            cell(_(one.task.get_state_display())),
        ]
        for one in row.tasks.select_related("task__unit")
    )


def _decided(actor: Any, code: str, row: Any) -> Any:
    """Lines of the findings that were talked over, as far as the reader sees them."""
    return (
        [
            cell(one.observation.text, at("observation", code, one.observation_id), note=one.words),
            cell(one.observation.unit.name),
            cell(_(one.get_decision_display())),
        ]
        for one in queries.considered_of(actor, row)
    )


@require_GET
def hearing_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The record as docx (D33)."""
    actor, campaign = entered(request, code)
    row = queries.find_hearing(actor, campaign, pk)
    return handed(
        io.BytesIO(print_docx(paper=papers.hearing_paper(row, queries.considered_of(actor, row)))),
        name=f"{row.get_kind_display()}{row.held_on}.docx",
    )
