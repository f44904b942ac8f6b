"""Leaders' instructions: registered from the ink, handed out, carried out, answered upward, seen (M61)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.documents.rendering import render_docx
from bihuan.finding import operations
from bihuan.finding.papers.instructions import drafted, joint_reply
from bihuan.finding.queries import instructions as asked_of
from bihuan.finding.vocabulary.instructions import InstructionState, PartState
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.finding.forms import instructions as forms
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import lamp_on, now, today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bihuan.campaigns.models import Campaign
    from bihuan.finding.models import Instruction, InstructionPart

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request), "now": now()}


def _office(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for its office alone."""
    campaign = campaign_at(request, code)
    if not asked_of.hands_of(actor_of(request), campaign).office:
        raise NotAllowed(_("批示由专班登记和分办。"))
    return campaign


def _crumbs(code: str, title: str = "") -> list[tuple[str, str]]:
    """The way here from the ways of finding."""
    here = reverse("finding:instructions", args=[code])
    return [
        (_("查摆问题"), reverse("finding:overview", args=[code])),
        (_("批示"), here if title else ""),
        *([(title, "")] if title else []),
    ]


def _form(request: HttpRequest, campaign: Campaign, form: Any, back: str, **shown: Any) -> HttpResponse:
    page = {"campaign": campaign, "form": form, "back": back, "crumbs": _crumbs(campaign.code, shown.get("title", "")), **shown}
    return render(request, "finding/pages/instruction_form.html", page, status=422 if form.is_bound else 200)


@require_GET
def instructions(request: HttpRequest, code: str) -> HttpResponse:
    """The register: all for office and leading group, a unit those of which it has a part."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    today, state = today_of(campaign).day, request.GET.get("state", "")
    rows = asked_of.with_counts(asked_of.visible_instructions(actor, campaign), today)
    found, further = older(request, rows.filter(state=state) if state in set(InstructionState) else rows)
    is_on = campaigns.switches_for(campaign).instructions
    shown = {
        "campaign": campaign, "title": _("批示"), "rows": found, "older": further, "is_on": is_on, "state": state,
        "may": is_on and asked_of.hands_of(actor, campaign).office, "states": [(one.value, _(one.label)) for one in InstructionState],
        "crumbs": _crumbs(code),
    }  # fmt: skip
    return render(request, "finding/pages/instructions.html", shown)


@require_GET
def instruction(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """One instruction with the parts that he reads, their progress, the reply; `as=docx` is the joint reply (呈阅件), for the office."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    row, hands = asked_of.find_instruction(actor, campaign, pk), asked_of.hands_of(actor, campaign)
    parts, today = asked_of.parts_of(actor, row), today_of(campaign)
    if request.GET.get("as") == "docx":
        return _paper(row, parts, office=hands.office)
    shown = {
        "campaign": campaign, "title": _("%(who)s的批示") % {"who": row.leader}, "row": row, "hands": hands, "is_open": row.state == InstructionState.OPEN,
        "parts": [(one, lamp_on(one.due_on, today)[0], one.unit_id in hands.units or hands.office, one.due_on < today.day) for one in parts],
        "states": PartState, "replied": row.state == InstructionState.REPLIED, "crumbs": _crumbs(code, row.leader),
    }  # fmt: skip
    return render(request, "finding/pages/instruction.html", shown)


def _paper(row: Instruction, parts: list[InstructionPart], *, office: bool) -> FileResponse:
    if not office:
        raise NotAllowed(_("呈阅件由专班拟稿。"))
    paper = joint_reply(row, parts, campaigns.settings_for(row.campaign).issuer)
    return handed(io.BytesIO(render_docx(paper)), name=f"{paper.title}.docx", kind=_DOCX)


@require_GET
def scan(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The ink."""
    row = asked_of.find_instruction(actor_of(request), campaign_at(request, code), pk)
    return handed(open_content(row.scan), name=row.scan.name)


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, code: str) -> HttpResponse:
    """Register an instruction from its ink and hand it out."""
    campaign = _office(request, code)
    units = campaigns.units_of(campaign, today_of(campaign).day)
    form = forms.InstructionForm(request.POST or None, request.FILES or None, units=units, initial={"given_on": today_of(campaign).day})
    if form.is_valid() and done(form, lambda: operations.register_instruction(campaign=campaign, **form.told(), **_who(request))):
        return toast(request, redirect("finding:instructions", code=code), _("批示已登记，承办单位的待办里看得到"))
    back = reverse("finding:instructions", args=[code])
    return _form(
        request, campaign, form, back, title=_("登记批示"), act=_("登记"), files=True, note=_("批示以手写原件为准：上传扫描件，照抄原文。")
    )


@require_http_methods(["GET", "POST"])
def hand_out(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give further units their parts."""
    campaign = _office(request, code)
    row = asked_of.find_instruction(actor_of(request), campaign, pk)
    form = forms.SharesForm(request.POST or None, units=campaigns.units_of(campaign, today_of(campaign).day))
    if form.is_valid() and done(form, lambda: operations.hand_out(instruction=row, shares=form.shares(), **_who(request))):
        return toast(request, redirect("finding:instruction", code=code, pk=pk), _("已分办"))
    return _form(request, campaign, form, _page(code, pk), title=_("增加承办单位"), act=_("分办"))


def _page(code: str, pk: int) -> str:
    return reverse("finding:instruction", args=[code, pk])


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Settle the joint reply, drafted from the progress of the parts, and record that it goes up."""
    campaign = _office(request, code)
    row = asked_of.find_instruction(actor_of(request), campaign, pk)
    text = row.report or drafted(asked_of.parts_of(actor_of(request), row))
    form = forms.ReplyForm(request.POST or None, initial={"report": text})
    if form.is_valid() and done(form, lambda: operations.reply_to_instruction(instruction=row, **form.cleaned_data, **_who(request))):
        return toast(request, redirect("finding:instruction", code=code, pk=pk), _("已呈报，可以下载呈阅件"))
    note = _("草稿由各单位填报的进展汇成，改定后呈报；呈报以后还可以再改再报。")
    return _form(request, campaign, form, _page(code, pk), title=_("呈报办理情况"), act=_("呈报"), note=note)


@require_http_methods(["GET", "POST"])
def seen(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The secretary tells that the leader has seen the reply."""
    campaign = _office(request, code)
    row, form = asked_of.find_instruction(actor_of(request), campaign, pk), forms.SeenForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.note_instruction_seen(instruction=row, **form.cleaned_data, **_who(request))):
        return toast(request, redirect("finding:instruction", code=code, pk=pk), _("已登记领导已阅"))
    return _form(request, campaign, form, _page(code, pk), title=_("登记领导已阅"), act=_("登记"))


def _part(request: HttpRequest, code: str, pk: int, form: Any, step: Callable[[Any], Any], **shown: Any) -> HttpResponse:
    """A step on a part that may be taken by whoever carries it out or by the office, as the operation says."""
    campaign = campaign_at(request, code)
    row = asked_of.find_part(actor_of(request), campaign, pk)
    if form.is_valid() and done(form, lambda: step(row)):
        return toast(request, redirect("finding:instruction", code=code, pk=row.instruction_id), shown["told"])
    return _form(request, campaign, form, _page(code, row.instruction_id), note=f"{row.unit.name}：{row.text}", **shown)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What a unit has done about its part."""
    campaign = campaign_at(request, code)
    row, hands = asked_of.find_part(actor_of(request), campaign, pk), asked_of.hands_of(actor_of(request), campaign)
    if not hands.office and row.unit_id not in hands.units:
        raise NotAllowed(_("进展由承办单位的联络员、主要负责人填报。"))
    form = forms.ReportForm(request.POST or None)
    return _part(
        request, code, pk, form, lambda part: operations.report_part(part=part, **form.cleaned_data, **_who(request)),
        title=_("填报办理进展"), act=_("填报"), told=_("已填报"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What was reported as carried out goes back to the unit."""
    _office(request, code)
    form = forms.BackForm(request.POST or None)
    return _part(
        request, code, pk, form, lambda part: operations.return_part(part=part, **form.cleaned_data, **_who(request)),
        title=_("退回继续办理"), act=_("退回"), told=_("已退回，单位的待办里看得到"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def fail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """By decision of the office an unfulfilled part becomes a finding."""
    _office(request, code)
    form = forms.FailForm(request.POST or None)
    return _part(
        request, code, pk, form, lambda part: operations.fail_part(part=part, **form.cleaned_data, **_who(request)),
        title=_("认定未落实，转入台账"), act=_("转入台账"), told=_("已作为批示来源的问题记入台账"),
    )  # fmt: skip
