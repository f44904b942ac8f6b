"""Recording one finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.vocabulary import Duty
from bihuan.interfaces.web.problems.ends import KNOWN, LATER, ask_beyond, known
from bihuan.interfaces.web.problems.forms import NewForm
from bihuan.interfaces.web.problems.own import field_of
from bihuan.interfaces.web.problems.people import people as people_choices
from bihuan.interfaces.web.problems.units import unit_told
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.taking import done
from bihuan.problems import operations, queries
from bihuan.problems.operations import Finding
from bihuan.problems.queries.own import fillable_somewhere
from bihuan.problems.vocabulary import OwnerLevel, Source, Weight

if TYPE_CHECKING:
    from bihuan.campaigns.rules.columns import OwnColumn
    from bihuan.problems.models import Problem


def _units(request: HttpRequest, campaign: Any) -> list[Any]:
    """The units for which this person may record: all for the office, else his own."""
    mine = queries.reach(actor_of(request), campaign.pk)
    found = list(campaigns.units_of(campaign, today_of(campaign).day))
    own = set(mine.units(Duty.LIAISON, Duty.UNIT_HEAD, Duty.SUPERVISOR))
    return found if mine.holds(Duty.OFFICE) else [one for one in found if one.pk in own]


def _own(request: HttpRequest, campaign: Any) -> tuple[OwnColumn, ...]:
    """The columns of the campaign's own that whoever records fills in."""
    return fillable_somewhere(queries.reach(actor_of(request), campaign.pk), campaign, doing=False)


def _finding(form: NewForm, own: Sequence[OwnColumn]) -> Finding:
    told = form.cleaned_data
    field: Any = form.fields["entry"]
    return Finding(
        unit=campaigns.unit_in(form.campaign, int(told["unit"])), source=Source(told["source"]), text=told["text"],
        person=campaigns.person_in(int(told["person"])) if told["person"] else None, owner_level=OwnerLevel(told["owner_level"]),
        weight=Weight(told["weight"]), found_on=told["found_on"], due_on=told["due_on"], **field.place(form.campaign, told["entry"]),
        own={one.number: str(told[one.key]) for one in own if told.get(one.key)},
    )  # fmt: skip


def _recorded(request: HttpRequest, form: NewForm, own: Sequence[OwnColumn]) -> Problem:
    return operations.record(campaign=form.campaign, finding=_finding(form, own), actor=actor_of(request), now=now(), **known(form))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Record one finding; 存并再记 keeps unit and source for the next."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    units, own = _units(request, campaign), _own(request, campaign)
    start = {
        "found_on": today_of(campaign).day,
        "owner_level": "person",
        "unit": request.GET.get("unit"),
        "source": request.GET.get("source"),
    }
    form = NewForm(request.POST or None, campaign=campaign, units=units, own={one.key: field_of(one) for one in own}, initial=start)
    ask_beyond(form, campaign, "due_on", LATER, KNOWN)
    made: list[Problem] = []
    if request.method == "POST" and form.is_valid() and done(form, lambda: made.append(_recorded(request, form, own))):
        row = made[0]
        again = f"{reverse('problems:new', args=[code])}?unit={row.unit_id}&source={row.source}"
        target = again if "again" in request.POST else reverse("problems:problem", args=[code, row.number])
        return toast(request, redirect(target), _("已建账：%(number)04d") % {"number": row.number}, kept=f"new-{code}")
    crumbs = [(_("问题台账"), reverse("problems:ledger", args=[code])), (_("记一件"), "")]
    shown = {"campaign": campaign, "form": form, "units": units, "title": _("记一件"), "crumbs": crumbs}
    return render(request, "problems/pages/new.html", shown, status=422 if form.is_bound else 200)


@require_GET
def people(request: HttpRequest, code: str) -> HttpResponse:
    """The people of a unit as options, when the unit of a form changes."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    unit = unit_told(_units(request, campaign), request.GET.get("unit", ""))
    return render(request, "problems/parts/people.html", {"people": people_choices(campaign, unit)})
