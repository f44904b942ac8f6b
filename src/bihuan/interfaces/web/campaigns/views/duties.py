"""Who holds which duty: gaps first, then everybody; granting and ending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import operations, queries
from bihuan.campaigns.sheets import FILE_NAME, duties_template
from bihuan.campaigns.vocabulary import GRANTED, Duty
from bihuan.foundation.audit.moments import after
from bihuan.interfaces.web.campaigns.forms import DutySheetForm, GrantForm, ReasonForm
from bihuan.interfaces.web.campaigns.forms.choosing import told
from bihuan.interfaces.web.campaigns.views.office import cells_told, desk, form_page, tabs, who
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.organisation.queries import find_people

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _gaps(campaign: Campaign, asked: str) -> list[dict[str, Any]]:
    """Duties nobody holds; the one asked for with its units."""
    return [
        {"text": _(gap.text) % {"count": len(gap.units)}, "duty": gap.duty.value, "open": gap.duty.value == asked, "units": gap.units}
        for gap in queries.duty_gaps(campaign, today_of(campaign).day)
    ]


def _number(request: HttpRequest, name: str) -> int | None:
    return number_of(request.GET.get(name))


@require_GET
def duties(request: HttpRequest, code: str) -> HttpResponse:
    """What is missing, then who holds what, searched by name, unit and duty."""
    _actor, campaign = desk(request, code)
    at = asked(request)
    words, unit, duty = request.GET.get("q", "").strip()[:40], _number(request, "unit"), request.GET.get("duty", "")
    found = queries.grants_of(campaign, words, unit, duty, after(at) if at else None)
    rows, further = older(request, found)
    shown = {
        "campaign": campaign, "title": _("职责分工"), "tabs": tabs(request, campaign, "duties", at),
        "gaps": [] if at else _gaps(campaign, request.GET.get("gap", "")),
        "rows": rows, "older": further, "total": found.count(),
        "q": words, "unit": unit, "duty": duty, "units": queries.units_of(campaign, today_of(campaign).day),
        "duties": [(one.value, _(one.label)) for one in GRANTED],
        "mute": 0 if at else len(queries.without_account(campaign, today_of(campaign).day)),
    }  # fmt: skip
    return render(request, "campaigns/pages/duties.html", shown | as_of(request, at))


@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, code: str) -> HttpResponse:
    """Duty → unit → person."""
    _actor, campaign = desk(request, code)
    start = {"duty": request.GET.get("duty", Duty.LIAISON), "unit": request.GET.get("unit", "")}
    form = GrantForm(request.POST or None, campaign=campaign, units=queries.units_of(campaign, today_of(campaign).day), initial=start)
    if form.is_valid() and done(form, lambda: operations.grant_duty(campaign=campaign, **form.granted(), **who(request))):
        text = _("已授予 %(name)s：%(duty)s") % {"name": form.somebody, "duty": _(Duty(form.cleaned_data["duty"]).label)}
        return toast(request, redirect("campaigns:duties", code=code), text)
    note = _("授予后立即生效，对方登录就能办理；还没有账号的，请系统管理员开通。")
    return form_page(request, campaign, form, title=_("授予职责"), act=_("授予"), back="duties", note=note)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a duty back, with the reason."""
    _actor, campaign = desk(request, code)
    held, form = queries.find_grant(campaign, pk), ReasonForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.end_duty(grant=held, reason=form.cleaned_data["reason"], **who(request))):
        return toast(request, redirect("campaigns:duties", code=code), _("职责已收回，办过的事和记录都保留"))
    facts = {"name": held.person.name, "duty": _(held.get_duty_display()), "unit": held.unit.name if held.unit else _("本专项")}
    title = _("收回 %(name)s 的职责") % facts
    return form_page(request, campaign, form, title=title, act=_("收回"), back="duties", note=_("%(unit)s · %(duty)s") % facts)


@require_GET
def people(request: HttpRequest, code: str) -> HttpResponse:
    """People whose name holds what was typed, with unit and post, to choose from."""
    desk(request, code)
    words = request.GET.get("who", "").strip()[:40]
    found = find_people(words) if words else []
    return render(request, "campaigns/parts/people.html", {"words": words, "people": [(one, told(one)) for one in found]})


def _lacking(campaign: Campaign) -> list[tuple[str, str]]:
    """(unit, duty) pairs that wait for a name; supervisors come with their groups."""
    gaps = [gap for gap in queries.duty_gaps(campaign, today_of(campaign).day) if gap.duty is not Duty.SUPERVISOR]
    return [(unit.name, gap.duty.label) for gap in gaps for unit in gap.units]


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Many duties by a workbook: every error at its cell, all or nothing."""
    _actor, campaign = desk(request, code)
    form, made = DutySheetForm(request.POST or None, request.FILES or None), []
    if form.is_valid() and done(form, lambda: made.append(cells_told(form, lambda: _granted(request, campaign, form)))):
        return toast(request, redirect("campaigns:duties", code=code), _("新授予 %(count)d 项，已有的不变") % {"count": len(made[0])})
    shown = {"campaign": campaign, "title": _("由表格授予职责"), "form": form, "waiting": len(_lacking(campaign))}
    return render(request, "campaigns/pages/duty_sheet.html", shown, status=422 if form.is_bound else 200)


def _granted(request: HttpRequest, campaign: Campaign, form: DutySheetForm) -> Any:
    file = form.cleaned_data["file"]
    return operations.grant_from_sheet(campaign=campaign, data=file.read(), name=file.name or "", **who(request))


@require_GET
def template(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet with a row for every duty that nobody holds."""
    _actor, campaign = desk(request, code)
    headers = {"Content-Type": XLSX, "Content-Disposition": content_disposition_header(True, _(FILE_NAME))}
    return HttpResponse(duties_template(_lacking(campaign)), headers=headers)
