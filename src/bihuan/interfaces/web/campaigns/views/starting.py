"""A campaign from a ready catalogue or a campaign file: prepared, then started with its roster."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.campaigns import operations
from bihuan.campaigns.queries.gaps import organisation_gaps
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.campaigns.forms import PrepareForm, StartForm
from bihuan.interfaces.web.campaigns.views.office import cells_told, desk, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.covering import Covered, covered_by, sheet_of
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import done
from bihuan.organisation.queries import entered_of, may_keep, standing_duties


@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    """Choose a ready catalogue or hand in a campaign file, and the unit at which it runs."""
    actor = actor_of(request)
    if "founder" not in standing_duties(actor):
        raise Missing()
    form, made = PrepareForm(request.POST or None, request.FILES or None), []
    if form.is_valid() and done(form, lambda: made.append(_prepared(request, form))):
        return toast(request, redirect("campaigns:start", code=made[0].code), _("专项已建立，定下名册就可以启动"))
    shown: dict[str, Any] = {"title": _("由现成目录或专项文件建立"), "form": form}
    return render(request, "campaigns/pages/prepare.html", shown, status=422 if form.is_bound else 200)


def _prepared(request: HttpRequest, form: PrepareForm) -> Any:
    if pattern := form.pattern_told():
        return operations.prepare_in_pattern(**form.told(), **pattern, **who(request))
    return operations.prepare_campaign(**form.told(), **who(request))


_FEW = 8
"""So many units of a gap are named; the page of gaps names all."""


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """The choice of people; then whom it covers (`look`); then, from there, the start."""
    actor, campaign = desk(request, code)
    form = StartForm(request.POST or None, request.FILES or None, keeps=may_keep(actor), initial={"on": today_of(campaign).day})
    covered: list[Covered] = []
    if form.is_valid():
        if "look" in request.POST:
            done(form, lambda: covered.append(covered_by(request, form, campaign.root)))
        elif done(form, lambda: _start(request, campaign, form)):
            return toast(request, redirect("reports:cockpit", code=code), _("专项已启动：%(title)s") % {"title": campaign.title})
        elif not form.cells and "look" not in request.POST:  # refused for its gaps (M05): the second look stays, the reason is asked
            done(form, lambda: covered.append(covered_by(request, form, campaign.root)))
    shown: dict[str, Any] = {
        "campaign": campaign, "form": form, "covered": covered[0] if covered else None, "again": reverse("campaigns:start", args=[code]),
        "lacking": [
            {"text": _(one.text) % {"count": one.count}, "units": one.units[:_FEW], "more": one.count > _FEW,
             "href": reverse(f"campaigns:{one.page}", args=[code])}
            for one in organisation_gaps(campaign, today_of(campaign).day)
        ],
        "title": _("启动专项：%(title)s") % {"title": campaign.title},
    }  # fmt: skip
    return render(request, "campaigns/pages/start.html", shown, status=422 if form.errors or (form.is_bound and not covered) else 200)


def _start(request: HttpRequest, campaign: Any, form: StartForm) -> None:
    sheet, told = (
        sheet_of(request, form),
        {"campaign": campaign, "on": form.cleaned_data["on"], "gaps_reason": form.cleaned_data["gaps_reason"], **who(request)},
    )
    if sheet:
        cells_told(form, lambda: operations.launch_campaign_with_sheet(data=sheet[0], name=sheet[1], **told))
    else:
        operations.launch_campaign(entries=entered_of(campaign.root, form.cleaned_data["subjects"]), **told)
