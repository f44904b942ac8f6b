"""Setting the organisation to work: where the office sits, who is lent, what is lacking, who is in charge of which units, the key few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries import gaps as lacking
from bihuan.campaigns.queries import key_few as keys
from bihuan.campaigns.queries import lending, portfolios
from bihuan.campaigns.rules.patterns import PATTERNS, proposed
from bihuan.campaigns.vocabulary import Duty, OrganisationPattern
from bihuan.finding.queries.leaders import leaders_first
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.campaigns.forms import ReasonForm
from bihuan.interfaces.web.campaigns.forms.organising import PATTERN_CHOICES, DeputyForm, KeyForm, PatternForm, SecondForm
from bihuan.interfaces.web.campaigns.views.office import desk, form_page, tabs, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed
from bihuan.problems.queries import reach
from bihuan.problems.queries.passing_on import shared_counts
from bihuan.problems.queries.progress import progress_of_units

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.foundation.kernel import Actor


@require_http_methods(["GET", "POST"])
def pattern(request: HttpRequest, code: str) -> HttpResponse:
    """Four ways to place the office; one chosen, the bodies it proposes with their names."""
    _actor, campaign = desk(request, code)
    there = [one.name for one in queries.groups_of(campaign)]
    chosen = next((one for one in OrganisationPattern if one.value == request.GET.get("pattern")), None)
    now_set = campaign.file.get("organisation", {}).get("pattern", OrganisationPattern.TASK_FORCE.value)
    if chosen is None:
        shown = {
            "campaign": campaign,
            "title": _("组织方式"),
            "patterns": PATTERN_CHOICES,
            "now_set": now_set,
            "crumbs": _crumbs(code, _("组织方式")),
        }
        return render(request, "campaigns/pages/patterns.html", shown)
    form = PatternForm(request.POST if request.method == "POST" else None, bodies=proposed(chosen, there))
    told: dict[str, Any] = {"campaign": campaign, "pattern": chosen}
    if form.is_valid() and done(form, lambda: operations.choose_pattern(**told, bodies=form.chosen(), **who(request))):
        return toast(request, redirect("campaigns:groups", code=code), _("组织方式已定，接着把席位落实到人"))
    note = _(PATTERNS[chosen].text)
    title = _("组织方式：%(name)s") % {"name": _(chosen.label)}
    return form_page(request, campaign, form, title=title, act=_("设立这些机构"), back="pattern", note=note)


def _crumbs(code: str, title: str) -> list[tuple[str, str]]:
    return [(pgettext("several", "工作机构"), reverse("campaigns:groups", args=[code])), (title, "")]


@require_GET
def gaps(request: HttpRequest, code: str) -> HttpResponse:
    """What the organisation still lacks, each with the page that fills it (M05)."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    duties = {one.duty for one in queries.duties_held(actor, campaign)}
    if not queries.run_by(actor, campaign) and Duty.LEADER not in duties:
        raise NotAllowed()
    rows = [
        {"text": _(one.text) % {"count": one.count}, "units": one.units, "href": reverse(f"campaigns:{one.page}", args=[code])}
        for one in lacking.organisation_gaps(campaign, today_of(campaign).day)
    ]
    if request.headers.get("HX-Request") and "few" in request.GET:
        return render(
            request, "campaigns/parts/organisation.html", {"campaign": campaign, "rows": rows, **_for_the_cockpit(actor, campaign)}
        )
    shown = {"campaign": campaign, "title": _("组织缺口"), "rows": rows, "crumbs": _crumbs(code, _("组织缺口"))}
    return render(request, "campaigns/pages/gaps.html", shown)


def _for_the_cockpit(actor: Actor, campaign: Campaign) -> dict[str, Any]:
    """Leaders who should have gone first (M14), one's own units as a deputy head (M04), own and shared counts (M30)."""
    return {
        "leaders": leaders_first(campaign, today_of(campaign).day), "deputy": portfolios.is_deputy_head(actor, campaign),
        "counts": shared_counts(reach(actor, campaign.pk), campaign),
    }  # fmt: skip


@require_GET
def secondments(request: HttpRequest, code: str) -> HttpResponse:
    """Who is lent to which body, from where, until when."""
    _actor, campaign = desk(request, code)
    rows, further = older(request, lending.secondments_of(campaign))
    shown = {
        "campaign": campaign,
        "title": _("借调人员"),
        "rows": rows,
        "older": further,
        "today": today_of(campaign).day,
        "crumbs": _crumbs(code, _("借调人员")),
    }
    return render(request, "campaigns/pages/secondments.html", shown)


@require_http_methods(["GET", "POST"])
def second(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Lend somebody to a body of the campaign."""
    _actor, campaign = desk(request, code)
    group, today = queries.find_group(campaign, pk), today_of(campaign).day
    form = SecondForm(request.POST or None, request.FILES or None, campaign=campaign, initial={"from_on": today})
    if form.is_valid() and done(form, lambda: operations.second_person(group=group, lending=form.lending(), **who(request))):
        return toast(request, redirect("campaigns:secondments", code=code), _("已借调，职责到截止日自动收回"))
    note = _("借调人员登记原单位和起止日期；上级机关一般不从县级及以下单位借调，确有必要的要有批件。")
    title = _("借调到“%(group)s”") % {"group": group.name}
    return form_page(request, campaign, form, title=title, act=_("借调"), back="secondments", note=note, files=True)


@require_http_methods(["GET", "POST"])
def end_secondment(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """End a secondment before its day."""
    _actor, campaign = desk(request, code)
    row, form = lending.find_secondment(campaign, pk), ReasonForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.end_secondment(row, reason=form.cleaned_data["reason"], **who(request))):
        return toast(request, redirect("campaigns:secondments", code=code), _("借调已结束，职责同时收回"))
    title = _("结束 %(name)s 的借调") % {"name": row.person.name}
    return form_page(request, campaign, form, title=title, act=_("结束借调"), back="secondments", note=_("立即失去在这个机构里的职责。"))


@require_GET
def approval(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The scanned approval on which a secondment rests."""
    _actor, campaign = desk(request, code)
    row = lending.find_secondment(campaign, pk)
    if row.approval is None:
        raise Missing()
    return handed(open_content(row.approval), name=row.approval.name)


@require_GET
def portfolio(request: HttpRequest, code: str) -> HttpResponse:
    """Deputy heads and their units with progress: a deputy head sees exactly his own, the office and the leading group's heads all (M04)."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    runs = queries.run_by(actor, campaign) or queries.signs_as_head(actor, campaign)
    today = today_of(campaign)
    rows, loose = portfolios.portfolios_of(campaign, today.day)
    rows = rows if runs else [one for one in rows if one.deputy.pk == actor.person_id]
    if not runs and not rows:
        raise NotAllowed()
    units = [unit.pk for one in rows for unit in one.units]
    told = progress_of_units(reach(actor, campaign.pk), campaign.pk, units, today)
    ledger = reverse("problems:ledger", args=[code])
    shelves = [
        {"deputy": one.deputy, "units": [(unit, told[unit.pk]) for unit in one.units],
         "href": f"{ledger}?" + "&".join(f"unit={unit.pk}" for unit in one.units) if one.units else ""}
        for one in rows
    ]  # fmt: skip
    shown: dict[str, Any] = {"campaign": campaign, "title": _("副组长分管单位"), "shelves": shelves, "loose": loose if runs else [], "runs": runs,
                             "ledger": ledger, "crumbs": _crumbs(code, _("副组长分管单位"))}  # fmt: skip
    return render(request, "campaigns/pages/portfolios.html", shown)


@require_http_methods(["GET", "POST"])
def charge_deputy(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The units of one deputy head; a unit that another one has moves to him."""
    _actor, campaign = desk(request, code, but_heads=True)
    deputy = portfolios.find_deputy(campaign, pk)
    units = list(queries.units_of(campaign, today_of(campaign).day))
    mine = [str(one.pk) for one in portfolios.units_in_charge(campaign, deputy.pk)]
    form = DeputyForm(request.POST if request.method == "POST" else None, units=units, initial={"units": mine})
    told: dict[str, Any] = {"campaign": campaign, "deputy": deputy}
    if form.is_valid() and done(form, lambda: operations.charge_deputy(**told, units=form.units(), **who(request))):
        return toast(request, redirect("campaigns:portfolios", code=code), _("分管单位已明确"))
    note = _("一个单位只归一位副组长；勾选别人分管的单位，就改由他分管。")
    title = _("%(name)s 分管哪些单位") % {"name": deputy.name}
    return form_page(request, campaign, form, title=title, act=_("保存"), back="portfolios", note=note)


@require_GET
def leaders(request: HttpRequest, code: str) -> HttpResponse:
    """Whether those who should go first have handed in their own lists (M14)."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    if queries.units_seen(actor, campaign) is not None:
        raise NotAllowed()
    told, title = leaders_first(campaign, today_of(campaign).day), _("领导带头")
    shown = {
        "campaign": campaign,
        "title": title,
        "told": told,
        "crumbs": [(_("作战图"), reverse("reports:cockpit", args=[code])), (title, "")],
    }
    return render(request, "campaigns/pages/leaders.html", shown)


@require_GET
def key_few(request: HttpRequest, code: str) -> HttpResponse:
    """Whose doing of duty is looked at closely; each opens the ledger narrowed to him."""
    actor, campaign = desk(request, code, but_heads=True)
    found, further = older(request, keys.key_few_of(campaign))
    posts = keys.posts_of_key_few(campaign, [one.person_id for one in found])
    rows = [(one, posts.get(one.person_id, "")) for one in found]
    shown = {
        "campaign": campaign,
        "title": _("关键少数"),
        "rows": rows,
        "older": further,
        "tabs": tabs(request, campaign, "key_few") if queries.run_by(actor, campaign) else [],
    }
    return render(request, "campaigns/pages/key_few.html", shown)


@require_http_methods(["GET", "POST"])
def mark_key(request: HttpRequest, code: str) -> HttpResponse:
    """Mark somebody."""
    _actor, campaign = desk(request, code, but_heads=True)
    form = KeyForm(request.POST or None, campaign=campaign)
    if form.is_valid() and done(form, lambda: operations.mark_key_few(campaign=campaign, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:key_few", code=code), _("已列入关键少数"))
    note = _("列入只是为了在台账和指标里单独看，不是处理，也不影响办理。")
    return form_page(request, campaign, form, title=_("列入关键少数"), act=_("列入"), back="key_few", note=note)


@require_POST
def mark_heads(request: HttpRequest, code: str) -> HttpResponse:
    """Mark every head of a unit."""
    _actor, campaign = desk(request, code, but_heads=True)
    count = operations.mark_heads_as_key(campaign=campaign, **who(request))
    return toast(request, redirect("campaigns:key_few", code=code), _("已列入 %(count)d 位一把手") % {"count": count})


@require_http_methods(["GET", "POST"])
def unmark_key(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take the mark away."""
    _actor, campaign = desk(request, code, but_heads=True)
    row, form = keys.find_key_mark(campaign, pk), ReasonForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.unmark_key_few(row, reason=form.cleaned_data["reason"], **who(request))):
        return toast(request, redirect("campaigns:key_few", code=code), _("已移出关键少数"))
    return form_page(request, campaign, form, title=_("移出关键少数：%(name)s") % {"name": row.person.name}, act=_("移出"), back="key_few")
