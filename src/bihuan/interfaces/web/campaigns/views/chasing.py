"""Late units: the log of calls, and who is followed closely until a decision lets him go (M100)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries import chasing as asked_of
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.campaigns.forms.chasing import CallForm, FollowForm, ReleaseForm
from bihuan.interfaces.web.campaigns.views.office import desk, form_page, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done


@require_http_methods(["GET", "POST"])
def calls(request: HttpRequest, code: str, unit: int) -> HttpResponse:
    """The calls to one unit, latest first, and the form for another."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    row = queries.unit_in(campaign, unit)
    may = asked_of.chases(actor, campaign, row.pk)
    if not may and not asked_of.reads_chasing(actor, campaign):
        raise NotAllowed(_("催办记录由专班、领导小组和督导组查看。"))
    form = CallForm(request.POST or None, initial={"on": today_of(campaign).day})
    if form.is_valid() and done(form, lambda: operations.log_call(campaign=campaign, unit=row, **form.cleaned_data, **who(request))):
        return toast(request, redirect("campaigns:calls", code=code, unit=unit), _("已记录"))
    found, further = older(request, asked_of.calls_to(campaign, row))
    shown = {
        "campaign": campaign, "title": _("%(unit)s催办记录") % {"unit": row.name}, "unit": row, "rows": found, "older": further,
        "liaisons": asked_of.liaisons_of(campaign, [row.pk]).get(row.pk, ()), "form": form,
        "may": may and queries.switches_for(campaign).chasing,
        "crumbs": [(_("答问卡"), reverse("reports:answer_card", args=[code])), (row.name, "")] if asked_of.reads_chasing(actor, campaign) else [],
    }  # fmt: skip
    return render(request, "campaigns/pages/calls.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, code: str, unit: int) -> HttpResponse:
    """Follow a unit closely."""
    _actor, campaign = desk(request, code)
    row, form = queries.unit_in(campaign, unit), FollowForm(request.POST or None, initial={"ground": request.GET.get("ground", "")})
    back = reverse("reports:answer_card", args=[code])
    if form.is_valid() and done(form, lambda: operations.follow_unit(campaign=campaign, unit=row, **form.told(), **who(request))):
        return toast(request, redirect(back), _("已列为跟踪督促单位"))
    title = _("跟踪督促“%(unit)s”") % {"unit": row.name}
    note = _("列入以后只有作出决定才能解除。只针对单位，不针对个人。")
    return form_page(request, campaign, form, title=title, act=_("列入"), back=back, note=note)


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Let a unit go by a decision."""
    _actor, campaign = desk(request, code, but_heads=True)
    row, form = asked_of.find_follow(campaign, pk), ReleaseForm(request.POST or None)
    back = reverse("reports:answer_card", args=[code])
    if form.is_valid() and done(form, lambda: operations.release_unit(row, **form.cleaned_data, **who(request))):
        return toast(request, redirect(back), _("已解除跟踪督促"))
    return form_page(request, campaign, form, title=_("解除跟踪督促：%(unit)s") % {"unit": row.unit.name}, act=_("解除"), back=back)
