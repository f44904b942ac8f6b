"""Items beyond their own campaign: what is shown here from others, where ours are shown, to whom open ones were carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.queries.lending import holders_of
from bihuan.campaigns.queries.links import linked_campaigns, may_be_linked, superior_of
from bihuan.campaigns.queries.units_own import local_forms_of
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.problems.histories import history_of
from bihuan.interfaces.web.problems.passing_forms import CarryForm, LocalFormForm, ReasonForm, ShareForm
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.problems import queries
from bihuan.problems.operations import passing_on as do
from bihuan.problems.operations.hidden_forms import mark_hidden_form, unmark_hidden_form
from bihuan.problems.queries import passing_on as beyond
from bihuan.problems.queries.hidden_forms import hidden_form_of, may_mark
from bihuan.problems.queries.levels import joint_out
from bihuan.problems.rules import text_is_private
from bihuan.problems.vocabulary.passing_on import ShareKind

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from bihuan.campaigns.models import Campaign, Stage
    from bihuan.foundation.kernel import Actor
    from bihuan.problems.models import Problem, Share

SHELF = 100
"""Rows on one page of a list that is read on."""
_JOINT, _OPEN = "joint", "open"


def desk(request: HttpRequest, code: str, *, but_heads: bool = False) -> tuple[Actor, Campaign]:
    """The campaign, for whoever runs it (`but_heads`: and for the heads of the leading group)."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    campaigns.refuse_others(actor, campaign, but_heads=but_heads)
    return actor, campaign


def form_page(request: HttpRequest, row: Problem, form: Any, **shown: Any) -> HttpResponse:
    """A page with one form about one item."""
    code, back = row.campaign.code, reverse("problems:problem", args=[row.campaign.code, row.number])
    page = {
        "campaign": row.campaign,
        "form": form,
        "back": back,
        "crumbs": [*_crumbs(code, f"{row.number:04d}")[:1], (f"{row.number:04d}", back)],
    }
    return render(request, "problems/pages/passing.html", {**page, **shown}, status=422 if form.is_bound else 200)


def _crumbs(code: str, title: str) -> list[tuple[str, str]]:
    return [(_("问题台账"), reverse("problems:ledger", args=[code])), (title, "")]


_SHELVES = {ShareKind.SHARED: gettext_lazy("关联专项共享来的"), ShareKind.OLD: gettext_lazy("以前专项结转来的老问题")}


def _shelf(request: HttpRequest, title: Any, rows: QuerySet[Share], name: str) -> dict[str, Any]:
    """One kind of shares, latest first; whoever reads on in one kind sees that kind alone."""
    found, further = older(request, rows.order_by("-pk"), SHELF, kind=name)
    return {"title": title, "kind": name, "rows": beyond.shown_to(actor_of(request), found), "older": further}


@require_GET
def shared(request: HttpRequest, code: str) -> HttpResponse:
    """What other campaigns share with this one, and open ones of earlier campaigns, told apart as old (M30, M31); own ones on which another
    level works, too (M104)."""
    campaign = campaign_at(request, code)
    mine = reach_of(request, campaign.pk)
    title, wanted = _("共享和结转来的问题"), request.GET.get("kind", "")
    shelves = [_shelf(request, _SHELVES[kind], beyond.shared_with(mine, campaign).filter(kind=kind), kind.value) for kind in ShareKind]
    joint = _shelf(request, _("本专项登记、与另一级联动整改的"), joint_out(mine, campaign), _JOINT)
    shelves += [joint] if joint["rows"] else []
    chosen = wanted if wanted in {one["kind"] for one in shelves} else ""
    shown = {
        "campaign": campaign, "title": title, "crumbs": _crumbs(code, title), "counts": beyond.shared_counts(mine, campaign), "chosen": chosen,
        "shelves": [one for one in shelves if chosen in ("", one["kind"])],
    }  # fmt: skip
    return render(request, "problems/pages/shared.html", shown)


@require_GET
def shared_item(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One of them with its whole history, to read; it is worked on in its home campaign."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    share = beyond.find_share(actor, campaign, pk)
    if share.lead_id is not None:  # two levels read one page (M104)
        return redirect("problems:joint", code=code, pk=pk)
    [one] = beyond.shown_to(actor, [share])
    row = share.problem
    told = history_of(request, queries.reach(actor, row.campaign_id), row, book=queries.book_of(row)) if one.text is not None else {}
    shown = {
        "campaign": campaign, "home": row.campaign, "problem": row, "shown": one, "carried": beyond.carried_over(row),
        "title": _("%(title)s　第 %(number)04d 号") % {"title": row.campaign.title, "number": row.number}, **told,
        "crumbs": [(_("共享和结转来的问题"), reverse("problems:shared", args=[code])), (f"{row.number:04d}", "")],
    }  # fmt: skip
    return render(request, "problems/pages/shared_item.html", shown)


@require_http_methods(["GET", "POST"])
def share_out(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Show one of ours in a linked campaign, too."""
    actor, campaign = desk(request, code)
    row = queries.find(actor, campaign, number)
    linked = list(linked_campaigns(campaign))
    form = ShareForm(request.POST or None, linked=linked, levels=any(superior_of(campaign, one) for one in linked))
    told: dict[str, Any] = {"actor": actor, "now": now()}

    def work() -> None:
        do.show_elsewhere(problems=[row], campaign=form.chosen(), lead=form.chosen() if form.lead_there() else None, **told)

    if form.is_valid() and done(form, work):
        return toast(request, redirect("problems:problem", code=code, number=number), _("已共享，两边都看得到，只登记一次"))
    note = _("问题仍在本专项整改、销号；对方专项按它的权限看得到，数里写作“共享”。自查、互查的内容不能共享。")
    title = _("第 %(number)04d 号共享到关联专项") % {"number": number}
    return form_page(request, row, form, title=title, act=_("共享"), note=note)


@require_http_methods(["GET", "POST"])
def hide(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """It is not shown there any more."""
    actor, campaign = desk(request, code)
    row, form = queries.find(actor, campaign, number), ReasonForm(request.POST or None)
    share = next((one for one in beyond.shown_elsewhere(row) if one.pk == pk), None)
    if share is None:
        raise Missing()
    told: dict[str, Any] = {"actor": actor, "now": now()}
    if form.is_valid() and done(form, lambda: do.hide_elsewhere(share, reason=form.cleaned_data["reason"], **told)):
        return toast(request, redirect("problems:problem", code=code, number=number), _("已取消共享"))
    return form_page(request, row, form, title=_("取消共享到“%(title)s”") % {"title": share.campaign.title}, act=_("取消共享"))


def _left_by_stage(request: HttpRequest, campaign: Campaign, stage: Stage) -> HttpResponse:
    """The rows behind the number that a stage's end shows: in nobody's hands yet; named there, all at once."""
    found = beyond.left_by_stage(stage)
    rows, further = older(request, found.select_related("unit", "category").order_by("-number"), SHELF)
    for one in rows:
        one.private = text_is_private(one.source)  # type: ignore[attr-defined]
    title = _("“%(name)s”结束前没有明确由谁接着办的问题") % {"name": stage.name}
    shown = {
        "campaign": campaign, "title": title, "stage": stage, "rows": rows, "count": found.count(), "older": further,
        "crumbs": _crumbs(campaign.code, title),
    }  # fmt: skip
    return render(request, "problems/pages/left_by_stage.html", shown)


def _with(request: HttpRequest, **given: str) -> str:
    """This page's address with another mark: whoever ticks stays on his page of the list."""
    kept = request.GET.copy()
    for name, value in given.items():
        kept[name] = value
    return f"?{kept.urlencode()}"


@require_http_methods(["GET", "POST"])
def left(request: HttpRequest, code: str) -> HttpResponse:
    """Open items that nobody was named for, and to whom the others were carried over: what stands against the end (M98)."""
    actor, campaign = desk(request, code, but_heads=True)
    if order := number_of(request.GET.get("stage")):
        return _left_by_stage(request, campaign, campaigns.find_stage(campaign, order))
    open_ones = beyond.left_open(campaign)
    rows, further = older(request, open_ones.select_related("unit", "campaign").order_by("-number"), SHELF, kind=_OPEN)
    later = [one for one in may_be_linked(actor, campaign) if one.state != CampaignState.CLOSED and campaigns.run_by(actor, one)]
    people = holders_of(campaign)
    ticked = [one.pk for one in rows] if request.GET.get("all") else []  # one click must not carry over what nobody looked at
    form = CarryForm(request.POST or None, rows=rows, people=people, later=later, initial={"problems": ticked})
    told: dict[str, Any] = {"actor": actor, "now": now()}
    if form.is_valid() and done(form, lambda: do.carry_over(problems=form.chosen(), taking=form.taking(), **told)):
        return toast(request, redirect("problems:left", code=code), _("已结转，理由、承接人和日期记入操作记录"))
    carried, older_carried = older(request, beyond.carried_from(campaign).order_by("-pk"), SHELF, kind="carried")
    title = _("遗留问题结转")
    shown = {
        "campaign": campaign, "title": title, "crumbs": _crumbs(code, title), "count": open_ones.count(), "rows": rows, "older": further,
        "form": form if rows else None, "ticked": bool(ticked), "tick": _with(request, all="" if ticked else "1"),
        "carried": carried, "older_carried": older_carried, "today": today_of(campaign).day,
    }  # fmt: skip
    return render(request, "problems/pages/left.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def local_form(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Say under which local form of its unit an item was found (M44)."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    row = queries.find(actor, campaign, number)
    if not queries.may_read(reach_of(request, campaign.pk), row):
        raise NotAllowed()
    form = LocalFormForm(request.POST or None, forms_known=local_forms_of(campaign, row.unit))
    told: dict[str, Any] = {"actor": actor, "now": now()}
    if form.is_valid() and done(form, lambda: do.name_local_form(problem=row, local=form.chosen(), **told)):
        return toast(request, redirect("problems:problem", code=code, number=number), _("已注明，统计时计入上面的具体表现"))
    return form_page(request, row, form, title=_("注明本单位的具体表现"), act=_("保存"))


class _HiddenFormForm(forms.Form):
    """What the form is."""

    text = forms.CharField(
        label=gettext_lazy("隐形变异的表现"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("换了什么样子、躲开了什么规定，例如以“一桌餐”代替公款吃喝。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def hidden_form(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Mark an item as a hidden form with what it is, or take the mark back (M46)."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    row = queries.find(actor, campaign, number)
    if not queries.may_read(reach_of(request, campaign.pk), row) or not may_mark(actor, row):
        raise NotAllowed()
    standing = hidden_form_of(row)
    told: dict[str, Any] = {"actor": actor, "now": now()}
    form: Any = (ReasonForm if standing else _HiddenFormForm)(request.POST or None)

    def work() -> None:
        if standing:
            unmark_hidden_form(standing, **form.cleaned_data, **told)
        else:
            mark_hidden_form(row, **form.cleaned_data, **told)

    if form.is_valid() and done(form, work):
        said = _("已取消标记") if standing else _("已标为隐形变异")
        return toast(request, redirect("problems:problem", code=code, number=number), said)
    title = _("取消隐形变异标记") if standing else _("标为隐形变异")
    return form_page(request, row, form, title=title, act=_("保存"))
