"""Activation slips by unit: how far everybody is, and slips printed by the liaison for his unit or by the office for its campaign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.campaigns import queries
from bihuan.campaigns.vocabulary import AccountState
from bihuan.foundation.kernel import BadInput, NotAllowed
from bihuan.interfaces.web.campaigns.views.office import tabs, who
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.slips import slips_file
from bihuan.interfaces.web.shell.taking import number_of
from bihuan.organisation.operations import print_slips

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.organisation.models import Unit

MOST = 5000
_SETTLED = (AccountState.ACTIVE, AccountState.CLOSED)
_NOT_YET = (AccountState.UNPRINTED, AccountState.LAPSED)


@require_http_methods(["GET", "POST"])
def slips(request: HttpRequest, code: str) -> HttpResponse:
    """The units with how far their people are, and the people of one unit. A POST prints; codes printed before die."""
    campaign = campaign_at(request, code)
    units = queries.slip_units(actor_of(request), campaign, today_of(campaign).day)
    if not units:
        raise NotAllowed(_("激活单由单位联络员或专班打印。"))
    if request.method == "POST":
        return _printed(request, campaign, units)
    asked = number_of(request.GET.get("unit"))
    unit = next((one for one in units if one.pk == asked), units[0] if len(units) == 1 else None)
    shown = {"campaign": campaign, "title": _("激活单"), "tabs": _tabs(request, campaign), "unit": unit, "one": len(units) == 1}
    shown |= _units(campaign, units) if unit is None else _people(request, campaign, unit)
    return render(request, "campaigns/pages/slips.html", shown)


def _units(campaign: Campaign, units: Sequence[Unit]) -> dict[str, Any]:
    """How far the people of each unit are."""
    rows = queries.accounts_by_unit(campaign, units, today_of(campaign).day)
    counts = {name: sum(getattr(one, name) for one in rows) for name in ("waiting", "without", "uncoded")}
    return {"rows": sorted(rows, key=lambda one: not (one.waiting or one.without)), **counts}  # where there is something to do comes first


def _people(request: HttpRequest, campaign: Campaign, unit: Unit) -> dict[str, Any]:
    """The people of one unit, those who still need a slip first."""
    people = queries.accounts_of(actor_of(request), campaign, [unit], today_of(campaign).day)[unit.pk]
    ready = sum(one.may_print and one.state in _NOT_YET for one in people)
    told = sorted(people, key=lambda one: one.state in _SETTLED)
    return {"people": told, "printable": any(one.may_print for one in people), "ready": ready}


def _tabs(request: HttpRequest, campaign: Campaign) -> list[dict[str, Any]]:
    return tabs(request, campaign, "slips") if queries.run_by(actor_of(request), campaign) else []


def _printed(request: HttpRequest, campaign: Campaign, units: list[Unit]) -> HttpResponse:
    """Slips for the ticked people of one unit, or (without ticks) for all of the chosen units who have no code that opens."""
    chosen = {number_of(one) for one in request.POST.getlist("unit")}
    here = [unit for unit in units if not chosen or unit.pk in chosen]
    found = queries.accounts_of(actor_of(request), campaign, here, today_of(campaign).day)
    ticked = {number_of(one) for one in request.POST.getlist("person")}
    people = [
        (one.person, unit.name)
        for unit in here
        for one in found[unit.pk]
        if one.may_print and (one.person.pk in ticked if ticked or "some" in request.POST else one.state in _NOT_YET)
    ]
    if not people:
        raise BadInput(_("没有要打印的：请先勾选要换码的人。已激活的不再打印，没有账号的请系统管理员开通。"))
    if len(people) > MOST:
        raise BadInput(_("一次最多打印 %(most)d 张，请按单位分几次打印。") % {"most": MOST})
    made = print_slips(people=[person for person, _unit in people], **who(request))
    return slips_file(request, made, {person.pk: unit for person, unit in people})
