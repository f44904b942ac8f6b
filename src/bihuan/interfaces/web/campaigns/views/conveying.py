"""Who was told of the campaign and how (M22): a list to look at, ticks and their taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries import meetings as asked_of
from bihuan.foundation.audit.moments import after
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.campaigns.forms import ReasonForm
from bihuan.interfaces.web.campaigns.forms.meetings import ConveyForm
from bihuan.interfaces.web.campaigns.views.office import form_page, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import done

if TYPE_CHECKING:
    pass


@require_GET
def relay(request: HttpRequest, code: str) -> HttpResponse:
    """Every unit with its relay meeting, or how it was told otherwise (M22). A list to look at: no lamp, nothing is chased."""
    actor, at = actor_of(request), asked(request)
    campaign = queries.find(actor, code)
    day, only = at.day if at else today_of(campaign).day, request.GET.get("only", "")
    whole, own = asked_of.registers_for(actor, campaign)
    told = asked_of.relay_coverage(campaign, day, after(at) if at else None, queries.units_seen(actor, campaign))
    shown = {
        "campaign": campaign, "title": _("传达情况"), "told": told, "lines": [one for one in told.lines if only in ("", one.how)], "only": only,
        "whole": whole, "own": own, "day": day, "is_on": queries.switches_for(campaign).meetings and not at,
        "crumbs": [(_("会议登记"), reverse("campaigns:meetings", args=[code])), (_("传达情况"), "")],
    }  # fmt: skip
    return render(request, "campaigns/pages/relay.html", shown | as_of(request, at))


@require_http_methods(["GET", "POST"])
def conveyed(request: HttpRequest, code: str) -> HttpResponse:
    """Tick that a unit was told, by any means (M22)."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    whole, own = asked_of.registers_for(actor, campaign)
    if not whole and not own:
        raise NotAllowed(_("传达情况由专班和各单位的联络员、主要负责人登记。"))
    today = today_of(campaign).day
    units = [one for one in queries.units_of(campaign, today) if whole or one.pk in own]
    form = ConveyForm(request.POST or None, units=units, today=today, initial={"unit": request.GET.get("unit", "")})
    if form.is_valid() and done(form, lambda: operations.note_conveyed(campaign=campaign, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:relay", code=code), _("已登记传达"))
    note = _("不开会也可以传达，方式不限。这里不亮灯、不催办、不登记人员。")
    return form_page(request, campaign, form, title=_("登记已传达"), act=_("登记"), back="relay", note=note)


@require_http_methods(["GET", "POST"])
def unconvey(request: HttpRequest, code: str, unit: int) -> HttpResponse:
    """Take a tick back with its reason."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    row, form = asked_of.find_conveyance(campaign, queries.unit_in(campaign, unit)), ReasonForm(request.POST or None)
    whole, own = asked_of.registers_for(actor, campaign)
    if not whole and row.unit_id not in own:
        raise NotAllowed(_("传达情况由专班和各单位的联络员、主要负责人登记。"))
    if form.is_valid() and done(form, lambda: operations.withdraw_conveyed(row, **form.cleaned_data, **who(request))):
        return toast(request, redirect("campaigns:relay", code=code), _("已撤销，操作记录里留着"))
    return form_page(request, campaign, form, title=_("撤销传达登记"), act=_("撤销"), back="relay")
