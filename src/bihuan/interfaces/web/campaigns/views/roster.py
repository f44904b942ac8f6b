"""The roster: as of any day, with every change since it was frozen as a dated entry of its own (M18)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries.key_few import key_people, units_of_key_few
from bihuan.foundation.audit.moments import after
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import Actor, Missing
from bihuan.foundation.kernel.moments import Written
from bihuan.interfaces.web.campaigns.forms import CoverForm, ExemptForm, JoinForm, LeaveForm, MoveForm, ThresholdForm
from bihuan.interfaces.web.campaigns.views.office import desk, form_page, tabs, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.interfaces.web.shell.uploads import handed
from bihuan.organisation.queries import branch

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign

NOTES = {
    "leave": noop("%(unit)s。自这一天起不再计入分母。"),
    "exempt": noop("%(unit)s。自这一天起不再计入分母；到恢复参加的那天，自动重新计入。不定期限的可不填。"),
}
ENDINGS: dict[str, Any] = {"leave": operations.leave_roster, "exempt": operations.exempt_from_roster}


def _day(request: HttpRequest, today: date) -> tuple[date, datetime | None]:
    """The day of `day`, as registered by now; or that of the past moment `at`, as registered by then."""
    if (written := Written.read(request.GET.get("at", ""))) and after(written) <= now():
        return written.day, after(written)
    try:
        return date.fromisoformat(request.GET.get("day", "")), None
    except ValueError:
        return today, None


def _rates(campaign: Campaign, day: date, until: datetime | None) -> tuple[Any, list[str]]:
    """Counts of the day, and shares that say what they are shares of."""
    counts = queries.counts_on(campaign, day, until)
    if until is not None:
        return counts, []
    account = counts.rate_of_subjects(queries.with_account(campaign, day))
    return counts, [_("能登录办理的整治对象：%(rate)s") % {"rate": account.said(_)}]


def _sees(actor: Actor, campaign: Campaign, unit: int | None, *when: Any) -> Any:
    return queries.roster_of(actor, campaign, unit, *when) if unit is not None else []


@require_GET
def roster(request: HttpRequest, code: str) -> HttpResponse:
    """Units and people covered on a day, and what changed since the roster was frozen."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    runs, (day, until) = queries.run_by(actor, campaign), _day(request, today_of(campaign).day)
    unit = number_of(request.GET.get("unit"))
    counts, rates = _rates(campaign, day, until)
    changes = queries.changes_of(campaign, queries.units_seen(actor, campaign))
    wanted = request.GET.get("unit_q", "").strip()[:60]
    units = [one for one in queries.roster_by_unit(actor, campaign, day, until) if wanted in one.unit.name]
    people, few = _sees(actor, campaign, unit, day, until), runs and request.GET.get("key_few") == "1"  # the marks are the office's (M15)
    if few:
        units = [one for one in units if one.unit.pk in units_of_key_few(campaign, day, until)]
        people = people.filter(person_id__in=key_people(campaign.pk)) if unit is not None else people
    shown = {
        "campaign": campaign, "title": _("整治名册"), "units": units, "unit_q": wanted, "chosen": unit, "runs": runs,
        "at": Written.read(request.GET.get("at", "")) if until else None, "people": people, "few": few,
        "counts": counts, "rates": rates, "day": day, "changes": changes,
        "tabs": tabs(request, campaign, "roster") if runs else [], "below": queries.below_threshold(campaign, day) if runs else None,
    }  # fmt: skip
    return render(request, "campaigns/pages/roster.html", shown)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody who came after the roster was frozen (调入)."""
    _actor, campaign = desk(request, code)
    today = today_of(campaign).day
    start = {"on": today, "unit": request.GET.get("unit", "")}
    form = JoinForm(request.POST or None, campaign=campaign, units=queries.units_of(campaign, today), initial=start)
    if form.is_valid() and done(form, lambda: operations.join_roster(campaign=campaign, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:roster", code=code), _("已列入名册，从这一天起计入分母"))
    return form_page(
        request, campaign, form, title=_("调入登记"), act=_("列入名册"), back="roster", note=_("从列入之日起计入分母，之前的比率不变。")
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, code: str, pk: int, how: str) -> HttpResponse:
    """Somebody left (调出) or is exempt (免于参加)."""
    if how not in ENDINGS:
        raise Missing()
    _actor, campaign = desk(request, code)
    entry, of_form = queries.find_entry(campaign, pk), LeaveForm if how == "leave" else ExemptForm
    form = of_form(request.POST or None, request.FILES or None, initial={"on": today_of(campaign).day})
    if form.is_valid() and done(form, lambda: ENDINGS[how](entry, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:roster", code=code), _("变动已登记，此前的日期不受影响"))
    told = {"name": entry.person.name, "unit": entry.unit.name}
    title = (_("%(name)s 调出") if how == "leave" else _("%(name)s 免于参加")) % told
    return form_page(
        request, campaign, form, title=title, act=_("登记"), back="roster", files=how == "exempt",
        note=_(NOTES[how]) % told,
    )  # fmt: skip


@require_GET
def paper(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The paper on which an exemption rests, for the office."""
    _actor, campaign = desk(request, code)
    entry = queries.find_entry(campaign, pk)
    if entry.paper is None:
        raise Missing()
    return handed(open_content(entry.paper), name=entry.paper.name)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Another post or unit from a day on."""
    _actor, campaign = desk(request, code)
    entry, today = queries.find_entry(campaign, pk), today_of(campaign).day
    start = {"on": today, "unit": entry.unit_id, "post": entry.post, "rank": entry.rank, "role": entry.role}
    form = MoveForm(request.POST or None, units=queries.units_of(campaign, today), initial=start)
    if form.is_valid() and done(form, lambda: operations.change_roster_post(entry, **form.told(entry.person), **who(request))):
        return toast(request, redirect("campaigns:roster", code=code), _("职务变动已登记"))
    title = _("%(name)s 职务变动") % {"name": entry.person.name}
    return form_page(
        request,
        campaign,
        form,
        title=title,
        act=_("登记"),
        back="roster",
        note=_("原来的一条到前一天为止，新的一条从这一天开始，两头都可查。"),
    )


@require_http_methods(["GET", "POST"])
def cover(request: HttpRequest, code: str) -> HttpResponse:
    """Take further units into the campaign."""
    _actor, campaign = desk(request, code)
    today = today_of(campaign).day
    there = {one.pk for one in queries.units_of(campaign, today)}
    others = [one for one in branch(campaign.root).filter(parent=campaign.root).order_by("order", "pk") if one.pk not in there]
    form = CoverForm(request.POST or None, units=others, initial={"on": today})
    if form.is_valid() and done(
        form, lambda: operations.cover_units(campaign=campaign, units=form.units(), on=form.cleaned_data["on"], **who(request))
    ):
        return toast(request, redirect("campaigns:roster", code=code), _("单位已列入，接着登记人员"))
    return form_page(request, campaign, form, title=_("列入单位"), act=_("列入"), back="roster", note=_("从列入之日起计入单位数。"))


@require_http_methods(["GET", "POST"])
def threshold(request: HttpRequest, code: str) -> HttpResponse:
    """Decide about subjects whose rank lies below the campaign's threshold; nothing changes by itself."""
    _actor, campaign = desk(request, code)
    today = today_of(campaign).day
    found = queries.below_threshold(campaign, today)
    if found is None:
        raise Missing()
    form = ThresholdForm(request.POST or None, entries=found.entries)
    if form.is_valid() and done(form, lambda: operations.settle_threshold(campaign=campaign, on=today, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:roster", code=code), _("已按职级界线核定名册"))
    told = {"threshold": found.threshold, "n": len(found.entries), "unknown": found.unknown}
    note = _("职级界线是“%(threshold)s”：%(n)d 名整治对象低于界线，建议改列参与人员，由专班决定。") % told
    note += _("职级认不出的 %(unknown)d 名不作建议。") % told if found.unknown else ""
    shown = {"campaign": campaign, "form": form, "title": _("按职级界线核定名册"), "note": note, "few": len(found.entries) <= 20}
    return render(request, "campaigns/pages/threshold.html", shown, status=422 if form.is_bound else 200)
