"""The register of meetings: what was held, what was decided, where the campaign was told on."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries import meetings as asked_of
from bihuan.campaigns.queries.holding import groups_meeting_with
from bihuan.campaigns.sheets import MEETINGS_NAME, meeting_sheet
from bihuan.campaigns.vocabulary import Explained, MeetingKind
from bihuan.documents.rendering import render_docx
from bihuan.foundation.audit.moments import after
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.campaigns.forms import ReasonForm
from bihuan.interfaces.web.campaigns.forms.meetings import CompleteForm, DispatchForm, MeetingForm
from bihuan.interfaces.web.campaigns.views.office import desk, form_page, who
from bihuan.interfaces.web.shell.actors import actor_of, reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import lamp_on, today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.interfaces.web.shell.uploads import handed
from bihuan.reports.papers.meetings import meeting_record

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign, Meeting
    from bihuan.foundation.kernel import Actor
    from bihuan.foundation.kernel.moments import Written

_LEVELS = {"campaign": True, "units": False}
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _chosen(request: HttpRequest, rows: Any, at: Written | None) -> Any:
    """Of the meetings that he may read those that the address asks for: kinds, level, unit, days."""
    kinds = [one for one in request.GET.get("kind", "").split(",") if one in set(MeetingKind)]
    rows = rows.filter(kind__in=kinds) if kinds else rows
    level = _LEVELS.get(request.GET.get("level", ""))
    rows = rows if level is None else rows.filter(unit=None) if level else rows.exclude(unit=None)
    if unit := number_of(request.GET.get("unit")):
        rows = rows.filter(unit=unit)
    return rows.filter(held_on__lte=at.day) if at else rows


class SheetForm(forms.Form):
    """For what the register is taken home."""

    reason = forms.CharField(label=gettext_lazy("用途"), max_length=200, help_text=gettext_lazy("写明给谁、做什么用；记入操作记录。"))


@require_GET
def meetings(request: HttpRequest, code: str) -> HttpResponse:
    """The register, latest first, and how many of each kind were held (M11); of a past moment, too."""
    return _page(request, queries.find(actor_of(request), code), SheetForm())


def _page(request: HttpRequest, campaign: Campaign, form: SheetForm) -> HttpResponse:
    """The register; `form` takes it home."""
    actor, at = actor_of(request), asked(request)
    day = at.day if at else today_of(campaign).day
    mine, until = reach_of(request, campaign.pk).duties, after(at) if at else None
    seen = asked_of.visible_meetings(actor, campaign, until, mine)
    chosen = _chosen(request, seen, at)
    rows, further = older(request, chosen)
    (whole, own), is_on = asked_of.registers_for(actor, campaign, mine), queries.switches_for(campaign).meetings
    may = whole or bool(own) or groups_meeting_with(actor, campaign).exists()
    kinds, tasks = asked_of.counts_by_kind(seen, day), asked_of.unanswered_by_meeting(actor, campaign, rows, mine)
    shown = {
        "campaign": campaign, "title": _("会议登记"), "form": form, "older": further, "total": chosen.count(), "is_on": is_on, "may": is_on and not at and may,
        "rows": [(one, *tasks.get(one.pk, (0, 0))) for one in rows], "counts": [one for one in kinds if one.campaign or one.units],
        "counted": asked_of.counted_meetings(campaign, day, until) if asked_of.reads_all(mine) else None, "day": day, "whole": whole,
        "kinds": [(one.value, _(one.label)) for one in MeetingKind], "kind": request.GET.get("kind", ""),
        "level": request.GET.get("level", ""),
    }  # fmt: skip
    return render(request, "campaigns/pages/meetings.html", shown | as_of(request, at), status=422 if form.is_bound else 200)


@require_POST
def sheet(request: HttpRequest, code: str) -> FileResponse | HttpResponse:
    """The register as Excel (D07), as it is filtered; written into the book with its purpose."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    rows = list(
        _chosen(request, asked_of.visible_meetings(actor, campaign), None).prefetch_related("attending__unit").order_by("held_on", "pk")
    )
    form = SheetForm(request.POST)

    def write() -> None:
        operations.record_export(campaign=campaign, reason=form.cleaned_data["reason"], count=len(rows), **who(request))

    if not form.is_valid() or not done(form, write):
        return _page(request, campaign, form)
    return handed(io.BytesIO(meeting_sheet(rows)), name=_(MEETINGS_NAME), kind=_XLSX)


@require_GET
def meeting(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """One meeting: what it was for, which units were there, its record and materials, and what became of its decisions (M10). `as=docx` is the
    record as a paper (D05, D06)."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    row = asked_of.find_meeting(actor, campaign, pk)
    tasks = asked_of.decisions_of(actor, row)
    if request.GET.get("as") == "docx":
        paper = meeting_record(row, tasks)
        return handed(io.BytesIO(render_docx(paper)), name=f"{paper.title}.docx", kind=_DOCX)
    today, is_on = today_of(campaign), queries.switches_for(campaign).meetings
    shown = {
        "campaign": campaign, "title": row.topic, "row": row, "tasks": [(one, lamp_on(one.due_on, today)[0]) for one in tasks],
        "open": sum(one.state == "open" for one in tasks), "units": [one.unit.name for one in row.attending.all()],
        "explained": [(_(one.label), one.value in row.explained) for one in Explained], "is_mobilisation": row.kind == MeetingKind.MOBILISATION,
        "may": is_on and _registers(actor, campaign, row), "dispatches": is_on and queries.run_by(actor, campaign),
        "crumbs": [(_("会议登记"), reverse("campaigns:meetings", args=[code])), (row.topic, "")],
    }  # fmt: skip
    return render(request, "campaigns/pages/meeting.html", shown)


def _registers(actor: Actor, campaign: Campaign, row: Meeting) -> bool:
    whole, own = asked_of.registers_for(actor, campaign)
    return (
        whole or row.unit_id in own or (row.group_id is not None and groups_meeting_with(actor, campaign).filter(pk=row.group_id).exists())
    )


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, code: str) -> HttpResponse:
    """Register a meeting that was held: the office for the campaign's bodies and every unit, a unit for itself, a supervision group its own."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    whole, own = asked_of.registers_for(actor, campaign)
    groups = () if whole else tuple(groups_meeting_with(actor, campaign))
    if not whole and not own and not groups:
        raise NotAllowed(_("会议由专班、督导组和各单位的联络员、主要负责人登记。"))
    today = today_of(campaign).day
    units = list(queries.units_of(campaign, today))
    kind = request.GET.get("kind", "")
    first = {
        "held_on": today,
        "kind": kind if kind in set(MeetingKind) else (MeetingKind.RELAY if own and not whole else MeetingKind.DISPATCH),
    }
    form = MeetingForm(
        request.POST or None, request.FILES or None, campaign=campaign, units=units, whole=whole, own=own, groups=groups, initial=first
    )
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(operations.register_meeting(campaign=campaign, **form.told(), **who(request)))):
        return toast(request, redirect("campaigns:meeting", code=code, pk=made[0].pk), _("会议已登记"))
    note = _("开过以后登记。写清主题和要解决什么问题；到会只填人数和单位，不留名单。")
    return form_page(request, campaign, form, title=_("登记会议"), act=_("登记"), back="meetings", note=note, files=True)


@require_http_methods(["GET", "POST"])
def complete(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Add the record, units, numbers or a file to a meeting."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    row = _mine(actor, campaign, pk)
    units = list(queries.units_of(campaign, today_of(campaign).day))
    form = CompleteForm(request.POST or None, request.FILES or None, units=units, meeting=row)
    if form.is_valid() and done(form, lambda: operations.complete_meeting(meeting=row, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:meeting", code=code, pk=pk), _("已补充"))
    back = reverse("campaigns:meeting", args=[code, pk])
    return form_page(request, campaign, form, title=_("补充会议记录"), act=_("保存"), back=back, files=True)


def _mine(actor: Actor, campaign: Campaign, pk: int) -> Meeting:
    """A meeting that he registers himself; whoever only reads it is refused."""
    row = asked_of.find_meeting(actor, campaign, pk)
    if not _registers(actor, campaign, row):
        raise NotAllowed(_("这次会议由召开的单位、机构和专班登记。"))
    return row


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a wrong entry off the register with its reason."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    row, form = _mine(actor, campaign, pk), ReasonForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.withdraw_meeting(row, **form.cleaned_data, **who(request))):
        return toast(request, redirect("campaigns:meetings", code=code), _("已撤销，操作记录里留着"))
    back = reverse("campaigns:meeting", args=[code, pk])
    return form_page(request, campaign, form, title=_("撤销会议登记"), act=_("撤销"), back=back)


@require_http_methods(["GET", "POST"])
def dispatch(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What the meeting decided, given as tasks (M10)."""
    actor, campaign = desk(request, code)
    row, today = asked_of.find_meeting(actor, campaign, pk), today_of(campaign).day
    stage = queries.current_stage(campaign, today)
    first = {"stage": stage.order if stage else ""}
    units = list(queries.units_of(campaign, today))
    form = DispatchForm(request.POST or None, campaign=campaign, units=units, meeting=row, initial=first)
    if form.is_valid() and done(form, lambda: operations.dispatch_from_meeting(meeting=row, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:meeting", code=code, pk=pk), _("任务已下达，承办单位的待办里看得到"))
    note = _("会上议定的事逐项下达，办结情况列在会议页上，直到答复为止。")
    back = reverse("campaigns:meeting", args=[code, pk])
    return form_page(request, campaign, form, title=_("下达议定事项"), act=_("下达"), back=back, note=note)


@require_GET
def file(request: HttpRequest, code: str, pk: int, number: int) -> FileResponse:
    """A file of a meeting."""
    actor = actor_of(request)
    row = asked_of.find_meeting_file(actor, queries.find(actor, code), pk, number)
    return handed(open_content(row.file), name=row.file.name)
