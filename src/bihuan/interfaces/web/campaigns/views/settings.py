"""Settings of a running campaign, and its end."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.campaigns import operations, queries
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.kernel import Conflict
from bihuan.interfaces.web.campaigns.forms import ReasonForm, SettingsForm, SwitchesForm
from bihuan.interfaces.web.campaigns.forms.organising import PATTERN_CHOICES
from bihuan.interfaces.web.campaigns.forms.words import WordsForm
from bihuan.interfaces.web.campaigns.views.office import desk, form_page, meanwhile, tabs, who
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.problems.queries import left_open
from bihuan.reports.operations import fill_drafts


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, code: str) -> HttpResponse:
    """What the plan left open: days, shares, which items may be put right at once."""
    _actor, campaign = desk(request, code)
    now_set = queries.settings_for(campaign)
    form = SettingsForm(request.POST or None, initial={name: getattr(now_set, name) for name in SettingsForm.SETTINGS})
    seen = number_of(request.POST.get("seen"))  # the page sends every setting: an old page would put back what somebody changed since
    if form.is_valid() and done(form, lambda: operations.amend_campaign(campaign=campaign, **form.told(), seen=seen, **who(request))):
        return toast(request, redirect("campaigns:settings", code=code), _("设置已改，今后的时限和办法照此计算"))
    shown: dict[str, Any] = {
        "campaign": campaign,
        "title": _("专项设置"),
        "form": form,
        "tabs": tabs(request, campaign, "settings"),
        "seen": campaign.revision if seen is None else seen,
    }
    shown |= {"patterns": PATTERN_CHOICES, "pattern": campaign.file.get("organisation", {}).get("pattern", "")}
    shown["can_start"] = campaign.state == CampaignState.PREPARED
    shown["can_close"] = campaign.state == CampaignState.RUNNING
    return render(request, "campaigns/pages/settings.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, code: str) -> HttpResponse:
    """Who issues the papers, and the code of conduct; open drafts with 待补 take them in at once."""
    _actor, campaign = desk(request, code)
    form, seen = WordsForm(request.POST or None, campaign=campaign), number_of(request.POST.get("seen"))
    try:
        if form.is_valid() and done(form, lambda: _said(request, campaign, form.told(), seen)):
            return toast(request, redirect("campaigns:settings", code=code), _("已保存，文书里的“待补”会随之补上"))
    except Conflict:
        campaign, seen = queries.find(_actor, code), None
        form.add_error(None, meanwhile("campaign", campaign.pk, campaign.title))
    shown = {"title": _("编发单位和行为准则"), "act": _("保存"), "seen": campaign.revision if seen is None else seen}
    return form_page(request, campaign, form, back="settings", **shown)


@require_http_methods(["GET", "POST"])
def switches(request: HttpRequest, code: str) -> HttpResponse:
    """Which mechanisms this campaign uses; what was done with one that is left out stays (A40)."""
    _actor, campaign = desk(request, code)
    form = SwitchesForm(request.POST or None, initial=asdict(queries.switches_for(campaign)))
    seen = number_of(request.POST.get("seen"))
    if form.is_valid() and done(form, lambda: operations.switch_mechanisms(campaign=campaign, **form.told(), seen=seen, **who(request))):
        return toast(request, redirect("campaigns:settings", code=code), _("机制开关已改，菜单和待办随之变化"))
    shown = {"campaign": campaign, "title": _("用哪些机制"), "form": form, "seen": campaign.revision if seen is None else seen}
    return render(request, "campaigns/pages/switches.html", shown, status=422 if form.is_bound else 200)


def _said(request: HttpRequest, campaign: Any, told: dict[str, Any], seen: int | None) -> None:
    with one_write():
        operations.set_words(campaign=campaign, **told, seen=seen, **who(request))
        fill_drafts(campaign=campaign, **who(request))


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    """End the campaign; open items are carried over to a named body first (M98), and stay on the ledger."""
    _actor, campaign = desk(request, code, but_heads=True)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: operations.close_campaign(campaign=campaign, reason=form.cleaned_data["reason"], **who(request))
    ):
        return toast(request, redirect("campaigns:plan", code=code), _("专项已结束，未销号的问题仍在台账上"))
    if left := left_open(campaign).count():
        text = _("还有 %(count)d 件没有销号、没有结转，先逐件结转才能结束") % {"count": left}
        return toast(request, redirect("problems:left", code=code), text)
    note = _("结束后不再登记新问题。已结转的问题留在台账上，继续整改、照常显示超期，不会隐去。")
    return form_page(request, campaign, form, title=_("结束专项"), act=_("结束专项"), back="plan", note=note)
