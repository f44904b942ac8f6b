"""One's own list: what is told before, writing, handing in, the commitment. Made for a thumb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.finding.operations.handing_in import hand_in, take_back
from bihuan.finding.operations.pledges import sign_pledge, withdraw_pledge
from bihuan.finding.operations.self_checks import begin_self_check, change_item, complete_item, withdraw_item, write_item
from bihuan.finding.queries.pledges import find_pledge, pledges_of, text_for, told_before
from bihuan.finding.queries.quality import hints_of_text
from bihuan.finding.queries.self_checks import Seen, entry_of, find_item, find_list, own_list, rounds_of, standing_items
from bihuan.finding.vocabulary.self_checks import SelfCheckDuty, SelfCheckState
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.finding.forms.self_checks import EntryForm, PlanForm, PledgeForm, SignedForm, WhyForm
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done, number_of

if TYPE_CHECKING:
    from bihuan.finding.models import SelfCheck, SelfCheckItem


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request), "now": now()}


def crumbs(code: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(_("查摆问题"), reverse("finding:overview", args=[code])), *more]


def of_mine(request: HttpRequest, code: str) -> tuple[Any, SelfCheck | None]:
    """The campaign and one's own list there; Missing for whoever need not write one."""
    campaign = campaign_at(request, code)
    actor = actor_of(request)
    row = own_list(actor, campaign)
    switched = campaigns.switches_for(campaign).self_checks
    if row is None and (not switched or actor.person_id is None or entry_of(campaign, actor.person_id) is None):
        raise Missing()
    return campaign, row


def asked_here(request: HttpRequest, campaign: Any) -> bool:
    """Has whoever asks a list here, or is he asked to write one?"""
    actor = actor_of(request)
    if own_list(actor, campaign) is not None:
        return True
    return campaigns.switches_for(campaign).self_checks and actor.person_id is not None and entry_of(campaign, actor.person_id) is not None


def writable(request: HttpRequest, code: str, pk: int) -> tuple[Any, Seen]:
    """A list that this actor writes: his own, or one that he enters from paper."""
    campaign = campaign_at(request, code)
    seen = find_list(actor_of(request), campaign, pk)
    if not seen.duties & {SelfCheckDuty.OWNER, SelfCheckDuty.ENTERER}:
        raise Missing()
    return campaign, seen


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest, code: str) -> HttpResponse:
    """My list. A POST begins it."""
    campaign = campaign_at(request, code)
    if not asked_here(request, campaign):
        shown = {"campaign": campaign, "title": _("我的自查"), "crumbs": crumbs(code)}
        return render(request, "finding/pages/not_asked.html", shown)
    campaign, row = of_mine(request, code)
    if request.method == "POST" and row is None:
        person = campaigns.person_in(actor_of(request).person_id)
        assert person is not None
        row = begin_self_check(campaign=campaign, person=person, **_who(request))
        return redirect("finding:write_item", code=code, pk=row.pk)
    shown = {"campaign": campaign, "title": _("我的自查"), "told": told_before(campaign), "crumbs": crumbs(code), "row": row}
    if row is not None:
        shown |= _list_shown(request, row)
    return render(request, "finding/pages/self_check.html", shown)


def _list_shown(request: HttpRequest, row: SelfCheck) -> dict[str, Any]:
    items = list(standing_items(row))
    pledges, rounds = pledges_of(row), rounds_of(row)
    seen = find_list(actor_of(request), row.campaign, row.pk)
    last = rounds[0] if rounds else None
    return {
        "items": [(one, hints_of_text(one.text) if row.state == SelfCheckState.DRAFTING else ()) for one in items],
        "steps": seen.steps, "own": seen.own, "pledge": next((one for one in pledges if one.withdrawn_at is None), None), "pledges": pledges,
        "rounds": rounds, "returned": last if last and last.end == "returned" and row.state == SelfCheckState.DRAFTING else None,
        "unplanned": sum(not one.planned for one in items), "can_pledge": campaigns.switches_for(row.campaign).pledges,
        "drafting": row.state == SelfCheckState.DRAFTING, "entered": _to_confirm(row, last),
    }  # fmt: skip


def _to_confirm(row: SelfCheck, last: Any) -> bool:
    """Has the liaison entered what stands here from paper, and the person not yet said that it is his (M50)?"""
    return row.state == SelfCheckState.DRAFTING and row.entered_at is not None and (last is None or row.entered_at > last.handed_in_at)


@require_http_methods(["GET", "POST"])
def entering(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A list from paper, while the liaison enters it; it is handed in with the printed list signed by him whose it is."""
    campaign, seen = writable(request, code, pk)
    if seen.own:
        return redirect("finding:self_check", code=code)
    form = SignedForm(request.POST or None, request.FILES or None)
    if form.is_valid() and done(form, lambda: hand_in(seen.row, signed=form.told(), **_who(request))):
        return toast(request, redirect("finding:overview", code=code), _("已提交，与本人自己填写的一样"))
    shown = {
        "campaign": campaign,
        "title": _("代录%(name)s的自查表") % {"name": seen.row.person.name},
        "row": seen.row,
        "form": form,
        "crumbs": crumbs(code),
    }
    return render(request, "finding/pages/entering.html", shown | _list_shown(request, seen.row), status=422 if form.is_bound else 200)


def _back(seen: Seen, code: str) -> HttpResponse:
    return redirect("finding:self_check", code=code) if seen.own else redirect("finding:entering", code=code, pk=seen.row.pk)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write one thing down, the catalogue at hand."""
    campaign, seen = writable(request, code, pk)
    form = EntryForm(request.POST or None, row=seen.row)
    kept = f"self-check-{seen.row.pk}"
    if form.is_valid() and done(form, lambda: write_item(seen.row, entry=form.told(), **_who(request))):
        again = redirect("finding:write_item", code=code, pk=pk) if request.POST.get("again") else _back(seen, code)
        return toast(request, again, _("已保存"), kept=kept)
    return _entry_page(request, campaign, seen, form, _("写一条"), kept)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str, pk: int, item: int) -> HttpResponse:
    """Write it otherwise."""
    campaign, seen = writable(request, code, pk)
    row = find_item(seen.row, item)
    form = EntryForm(request.POST or None, row=seen.row, item=row)
    kept = f"self-check-item-{row.pk}"
    if form.is_valid() and done(form, lambda: change_item(row, entry=form.told(), **_who(request))):
        return toast(request, _back(seen, code), _("已保存"), kept=kept)
    return _entry_page(request, campaign, seen, form, _("修改"), kept, row)


def _entry_page(
    request: HttpRequest, campaign: Any, seen: Seen, form: Any, title: str, kept: str, item: SelfCheckItem | None = None
) -> HttpResponse:
    shown = {
        "campaign": campaign, "title": title, "form": form, "row": seen.row, "item": item, "kept": kept,
        "back": _back(seen, campaign.code)["Location"], "crumbs": crumbs(campaign.code, (_("我的自查"), _back(seen, campaign.code)["Location"])),
        "categories": campaigns.categories_of(campaign),
    }  # fmt: skip
    return render(request, "finding/pages/entry.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def complete(request: HttpRequest, code: str, pk: int, item: int) -> HttpResponse:
    """Fill in task, date and responsible person after the list was handed in (M85)."""
    campaign, seen = writable(request, code, pk)
    row = find_item(seen.row, item)
    form, kept = PlanForm(request.POST or None, row=seen.row, item=row), f"self-check-plan-{row.pk}"
    if form.is_valid() and done(form, lambda: complete_item(row, **form.planned(), **_who(request))):
        return toast(request, _back(seen, code), _("已保存"), kept=kept)
    return _entry_page(request, campaign, seen, form, _("整改任务、时限、责任人"), kept, row)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str, pk: int, item: int) -> HttpResponse:
    """Take one thing off the list."""
    campaign, seen = writable(request, code, pk)
    row = find_item(seen.row, item)
    form = WhyForm(request.POST or None, handed_in=row.problem_id is not None)
    if form.is_valid() and done(form, lambda: withdraw_item(row, why=form.cleaned_data.get("why", ""), **_who(request))):
        return toast(request, _back(seen, code), _("已撤回"))
    shown = {
        "campaign": campaign,
        "title": _("撤回这一条"),
        "form": form,
        "act": _("撤回"),
        "text": row.text,
        "back": _back(seen, code)["Location"],
    }
    return render(request, "finding/pages/self_check_form.html", shown, status=422 if form.is_bound else 200)


@require_POST
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """Hand my list in."""
    _campaign, row = of_mine(request, code)
    if row is None:
        raise Missing()
    hand_in(row, seen=number_of(request.POST.get("seen")), **_who(request))
    return toast(request, redirect("finding:self_check", code=code), _("已提交。每一条都已列入台账，请继续按时限整改"))


@require_POST
def fetch(request: HttpRequest, code: str) -> HttpResponse:
    """Take my list back to add or correct."""
    _campaign, row = of_mine(request, code)
    if row is None:
        raise Missing()
    take_back(row, **_who(request))
    return toast(request, redirect("finding:self_check", code=code), _("已取回，可以补充更正，改好后再提交"))


@require_http_methods(["GET", "POST"])
def pledge(request: HttpRequest, code: str) -> HttpResponse:
    """The commitment: its whole text, and the click that confirms it."""
    campaign, row = of_mine(request, code)
    if row is None:
        person = campaigns.person_in(actor_of(request).person_id)
        if request.method == "GET" or person is None:
            return redirect("finding:self_check", code=code)
        row = begin_self_check(campaign=campaign, person=person, **_who(request))
    text = text_for(row)
    form = PledgeForm(request.POST or None, request.FILES or None, initial={"read": text})
    if form.is_valid() and done(form, lambda: sign_pledge(row, **form.told(), **_who(request))):
        return toast(request, redirect("finding:self_check", code=code), _("已签并提交。以后发现了问题，随时可以撤回补写"))
    shown = {"campaign": campaign, "title": _("自查无问题承诺书"), "form": form, "text": text, "row": row, "crumbs": crumbs(code)}
    return render(request, "finding/pages/pledge.html", shown, status=422 if form.is_bound else 200)


@require_POST
def unsign(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take the commitment back."""
    _campaign, row = of_mine(request, code)
    if row is None:
        raise Missing()
    withdraw_pledge(find_pledge(row, pk), **_who(request))
    return toast(request, redirect("finding:self_check", code=code), _("已撤回，请补写自查清单。主动更正不受任何不利对待"))
