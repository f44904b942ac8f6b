"""A campaign from a ready catalogue or a campaign file: prepared, then started with its roster."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.campaigns import operations
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.campaigns.forms import PrepareForm, StartForm
from bihuan.interfaces.web.campaigns.views.office import cells_told, desk, form_page, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
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
    if form.is_valid() and done(form, lambda: made.append(operations.prepare_campaign(**form.told(), **who(request)))):
        return toast(request, redirect("campaigns:start", code=made[0].code), _("专项已建立，定下名册就可以启动"))
    shown: dict[str, Any] = {"title": _("由现成目录或专项文件建立"), "form": form}
    return render(request, "campaigns/pages/prepare.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Fix the roster and start."""
    actor, campaign = desk(request, code)
    form = StartForm(request.POST or None, request.FILES or None, keeps=may_keep(actor), initial={"on": today_of(campaign).day})
    if form.is_valid() and done(form, lambda: _start(request, campaign, form)):
        return toast(request, redirect("reports:cockpit", code=code), _("专项已启动：%(title)s") % {"title": campaign.title})
    note = _("名册确定后，调入、调出、免于参加都逐笔注明日期和理由，分母随时可以核对。您会成为本专项的专班成员。")
    return form_page(
        request, campaign, form, title=_("启动专项：%(title)s") % {"title": campaign.title}, act=_("启动专项"), note=note, files=True
    )


def _start(request: HttpRequest, campaign: Any, form: StartForm) -> None:
    sheet, told = form.cleaned_data.get("sheet"), {"campaign": campaign, "on": form.cleaned_data["on"], **who(request)}
    if sheet:
        cells_told(form, lambda: operations.launch_campaign_with_sheet(data=sheet.read(), name=sheet.name or "", **told))
    else:
        operations.launch_campaign(entries=entered_of(campaign.root, form.cleaned_data["subjects"]), **told)
