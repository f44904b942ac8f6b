"""Somebody leaves: his open work with counts, successors chosen, what stands against them named, everything handed over in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.documents.rendering import render_handover
from bihuan.foundation.audit.moments import after
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.campaigns.forms.choosing import PersonForm
from bihuan.interfaces.web.campaigns.forms.handover import HandoverForm
from bihuan.interfaces.web.campaigns.views.office import tabs, who
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.organisation.queries import find_person
from bihuan.problems import queries
from bihuan.problems.operations import hand_over

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.organisation.models import Person


def _desk(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_at(request, code)
    queries.refuse_who_may_not(actor_of(request), campaign)
    return campaign


def _leaver(campaign: Campaign, pk: int) -> Person:
    """Somebody whom this campaign knows, or who has open work in it: a number by itself tells nobody whose it is."""
    try:
        return campaigns.known_person(campaign, pk)
    except Missing:
        person = find_person(pk)
        if not queries.open_work(campaign, person):
            raise
        return person


def _successor(campaign: Campaign, told: str) -> Person | None:
    """`number`, or `number:name` for somebody who was found by name and is new here."""
    key, _colon, name = told.partition(":")
    number = number_of(key)
    return campaigns.chosen_person(campaign, number, name) if number else None


@require_GET
def handovers(request: HttpRequest, code: str) -> HttpResponse:
    """Who has left with work open, anybody else by name, and what was handed over; of a past moment what had been by then."""
    campaign, at = _desk(request, code), asked(request)
    form = PersonForm(request.GET if "who" in request.GET else None, campaign=campaign)
    if form.is_bound and form.is_valid():
        try:
            return redirect("campaigns:handover", code=code, pk=_leaver(campaign, form.somebody.pk).pk)
        except Missing:
            form.add_error("who", _("“%(name)s”在这个专项里没有工作，不用移交。") % {"name": form.somebody.name})
    rows, further = older(request, queries.handovers_of(campaign, after(at) if at else None))
    shown = {
        "campaign": campaign, "title": _("工作移交"), "tabs": tabs(request, campaign, "handovers", at), "form": None if at else form,
        "leavers": [] if at else queries.leavers(campaign, 100), "rows": rows, "older": further,
    }  # fmt: skip
    return render(request, "campaigns/pages/handovers.html", shown | as_of(request, at))


@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One leaver: each piece of work with its successor. A POST looks, or (`do`) hands over."""
    campaign = _desk(request, code)
    leaver = _leaver(campaign, pk)
    told = request.POST if request.method == "POST" else request.GET
    keys = dict.fromkeys(told.getlist("to"))
    successors = [one for key in keys if (one := _successor(campaign, key))]
    adding = PersonForm(request.GET if "who" in request.GET else None, campaign=campaign)
    if adding.is_bound and adding.is_valid():
        keys = dict.fromkeys([*keys, _key_of(campaign, adding.somebody)])
        return redirect(f"{reverse('campaigns:handover', args=[code, pk])}?{urlencode({'to': list(keys)}, doseq=True)}")
    works = queries.open_work(campaign, leaver)
    form = HandoverForm(request.POST or None, works=works, successors=successors)
    made: list[Any] = []
    if "do" in request.POST and form.is_valid():
        wanted = {"campaign": campaign, "leaver": leaver, "to": form.plan(), "reason": form.cleaned_data["reason"]}
        if done(form, lambda: made.append(hand_over(**wanted, **who(request)))):
            return toast(request, redirect("campaigns:handed", code=code, pk=made[0].pk), _("已移交，请打印清单由双方签字"))
    parts = queries.divided(works, form.plan())
    against = queries.conflicts(parts, form.plan())
    shown = {
        "campaign": campaign, "title": _("移交 %(name)s 的工作") % {"name": leaver.name}, "leaver": leaver, "form": form, "adding": adding,
        "successors": successors, "keys": [_key_of(campaign, one) for one in successors],
        "rows": [(one, form.field_of(one), against.get(one.key, ()), form.other_field_of(one)) for one in parts],
    }  # fmt: skip
    return render(request, "campaigns/pages/handover.html", shown, status=422 if form.errors and "do" in request.POST else 200)


def _key_of(campaign: Campaign, person: Person) -> str:
    return str(person.pk) if campaigns.knows(campaign, person) else f"{person.pk}:{person.name}"


@require_GET
def handed(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What was handed over, to be printed and signed by both."""
    campaign = _desk(request, code)
    at = asked(request)
    row = queries.find_handover(campaign, pk, after(at) if at else None)
    return render(request, "campaigns/pages/handed.html", {"campaign": campaign, "title": _("移交清单"), "row": row, **as_of(request, at)})


@require_GET
def handed_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The same as PDF with the lines for the signatures."""
    campaign = _desk(request, code)
    row = queries.find_handover(campaign, pk)
    data = render_handover(
        campaign=campaign.title, leaver=row.leaver.name, reason=row.reason, day=localdate(row.handed_at), lines=row.lines
    )
    name = _("移交清单-%(name)s.pdf") % {"name": row.leaver.name}
    return HttpResponse(data, content_type="application/pdf", headers={"Content-Disposition": content_disposition_header(True, name)})
