"""What belongs to the plan: goals with what they are tied to, linked campaigns, what units add in their own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries import goals as aims
from bihuan.campaigns.queries import links as linking
from bihuan.campaigns.queries import units_own as own
from bihuan.foundation.kernel import Missing, NotAllowed, said
from bihuan.interfaces.web.campaigns.forms import ReasonForm
from bihuan.interfaces.web.campaigns.forms.organising import GoalForm, LinkForm, OwnForm
from bihuan.interfaces.web.campaigns.views.office import desk, form_page, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.problems.queries import reach
from bihuan.problems.queries.passing_on import shared_counts
from bihuan.reports.queries import figures as figures_of
from bihuan.reports.rules.definitions import DEFINITIONS

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign


def _crumbs(code: str, title: str) -> list[tuple[str, str]]:
    return [(_("方案"), reverse("campaigns:plan", args=[code])), (title, "")]


@require_GET
def goals(request: HttpRequest, code: str) -> HttpResponse:
    """Goal by goal: the figures and tasks it is tied to, as they stand (M19)."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    found, today = aims.goals_of(campaign), today_of(campaign).day
    whole = queries.units_seen(actor, campaign) is None
    tied = {tie.figure for one in found for tie in one.ties if tie.figure}
    told = figures_of(campaign, today, today) if tied and whole else {}
    names = {one.code: one.name for one in DEFINITIONS}
    tasks = set(queries.visible_tasks(actor, campaign).filter(pk__in=[tie.task_id for one in found for tie in one.ties if tie.task_id]))
    rows = [
        {"text": one.text, "ties": [
            {"row": tie, "name": said(names[tie.figure], _) if tie.figure in names else tie.figure, "figure": told.get(tie.figure)}
            for tie in one.ties if tie.figure or tie.task in tasks
        ], "tied": bool(one.ties)}
        for one in found
    ]  # fmt: skip
    shown = {
        "campaign": campaign,
        "title": _("工作目标"),
        "rows": rows,
        "runs": queries.run_by(actor, campaign),
        "crumbs": _crumbs(code, _("工作目标")),
    }
    return render(request, "campaigns/pages/goals.html", shown)


@require_http_methods(["GET", "POST"])
def tie(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Tie a goal (its place in the plan) to a figure or a task."""
    actor, campaign = desk(request, code)
    found = aims.goals_of(campaign)
    if not 0 < number <= len(found):
        raise Missing()
    goal = found[number - 1].text
    figures = [(one.code, f"{one.code}　{said(one.name, _)}") for one in DEFINITIONS if not one.about_people]
    form = GoalForm(
        request.POST if request.method == "POST" else None, figures=figures, tasks=list(queries.visible_tasks(actor, campaign)[:300])
    )
    if form.is_valid() and done(form, lambda: operations.tie_goal(campaign=campaign, goal=goal, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:goals", code=code), _("已挂接，总结报告按目标逐条写"))
    return form_page(request, campaign, form, title=_("目标挂接"), act=_("挂接"), back="goals", note=goal)


@require_POST
def untie(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Undo a tie."""
    _actor, campaign = desk(request, code)
    operations.untie_goal(aims.find_tie(campaign, pk), **who(request))
    return toast(request, redirect("campaigns:goals", code=code), _("已取消挂接"))


@require_GET
def links(request: HttpRequest, code: str) -> HttpResponse:
    """What this campaign is tied to, what runs inside it or around it; what is shared with it."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    rows, counts = linking.links_of(actor, campaign), shared_counts(reach(actor, campaign.pk), campaign)
    shown = {
        "campaign": campaign, "title": _("关联专项"), "rows": rows, "runs": queries.run_by(actor, campaign), "counts": counts,
        "crumbs": _crumbs(code, _("关联专项")),
    }  # fmt: skip
    return render(request, "campaigns/pages/links.html", shown)


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, code: str) -> HttpResponse:
    """Link to another campaign or to other work."""
    actor, campaign = desk(request, code)
    form = LinkForm(request.POST or None, others=linking.may_be_linked(actor, campaign))
    if form.is_valid() and done(form, lambda: operations.link_campaign(campaign=campaign, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:links", code=code), _("已关联"))
    note = _("关联后，一件问题只登记一次，可以共享到对方专项，两边都看得到。")
    return form_page(request, campaign, form, title=_("关联专项"), act=_("关联"), back="links", note=note)


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Undo a link."""
    _actor, campaign = desk(request, code)
    row, form = linking.find_link(campaign, pk), ReasonForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.part_campaign(row, reason=form.cleaned_data["reason"], **who(request))):
        return toast(request, redirect("campaigns:links", code=code), _("已取消关联"))
    return form_page(request, campaign, form, title=_("取消关联“%(name)s”") % {"name": str(row)}, act=_("取消关联"), back="links")


@require_GET
def units_own(request: HttpRequest, code: str) -> HttpResponse:
    """The catalogue with local forms of its items and units' own measures under the campaign's (M32, M44)."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    mine = {one.pk for one in own.writes_for(actor, campaign)}
    shown = {"campaign": campaign, "title": _("单位细化"), "rows": own.units_own(actor, campaign), "writes": bool(mine), "mine": mine,
             "crumbs": _crumbs(code, _("单位细化"))}  # fmt: skip
    return render(request, "campaigns/pages/units_own.html", shown)


def _own_form(request: HttpRequest, campaign: Campaign) -> OwnForm:
    units = own.writes_for(actor_of(request), campaign)
    if not units:
        raise NotAllowed()
    return OwnForm(request.POST or None, units=units)


@require_http_methods(["GET", "POST"])
def add_local(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A local form of an item."""
    campaign = queries.find(actor_of(request), code)
    form = _own_form(request, campaign)  # who may at all is asked before what there is
    item = queries.manifestation_in(campaign, pk)
    if item is None:
        raise Missing()
    told: dict[str, Any] = {"campaign": campaign, "parent": item}
    if form.is_valid() and done(form, lambda: operations.add_local_manifestation(**told, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:units_own", code=code), _("已细化，登记问题时可以选；统计时计入上面的具体表现"))
    return form_page(request, campaign, form, title=_("细化具体表现"), act=_("保存"), back="units_own", note=item.text)


@require_POST
def drop_local(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is not offered any more."""
    actor = actor_of(request)
    operations.drop_local_manifestation(own.find_local(actor, queries.find(actor, code), pk), **who(request))
    return toast(request, redirect("campaigns:units_own", code=code), _("已停用，登记过的问题不变"))


@require_http_methods(["GET", "POST"])
def add_measure(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A unit's own measure under a measure of the campaign (`measure`: its place in the category)."""
    campaign = queries.find(actor_of(request), code)
    form = _own_form(request, campaign)  # who may at all is asked before what there is
    category = queries.category_in(campaign, pk)
    place = number_of(request.GET.get("measure")) or 0
    if category is None or not 0 < place <= len(category.measures):
        raise Missing()
    measure = category.measures[place - 1]
    told: dict[str, Any] = {"campaign": campaign, "category": category, "measure": measure}
    if form.is_valid() and done(form, lambda: operations.add_unit_measure(**told, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:units_own", code=code), _("已细化，方案原文不变"))
    return form_page(request, campaign, form, title=_("细化整治措施"), act=_("保存"), back="units_own", note=measure)


@require_POST
def drop_measure(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is not in force any more."""
    actor = actor_of(request)
    operations.drop_unit_measure(own.find_unit_measure(actor, queries.find(actor, code), pk), **who(request))
    return toast(request, redirect("campaigns:units_own", code=code), _("已停用"))
