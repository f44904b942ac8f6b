"""The list of handlings that one may know of, and how one is opened."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.accountability import operations, queries
from bihuan.accountability.queries import listing
from bihuan.accountability.vocabulary.handling import HandlingState
from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.accountability.forms import a_choice, a_text, asking
from bihuan.interfaces.web.accountability.shapes import COLOURS, about, at, crumbs, entered, form_page, tabs, who
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import lamp_on, today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.units import UnitField


@require_GET
def handlings(request: HttpRequest, code: str) -> HttpResponse:
    """Latest first; narrowed by state and by what waits for one's own hand. Nothing is counted or sorted by person (P07)."""
    actor, campaign = entered(request, code)
    state, mine = request.GET.get("state", ""), request.GET.get("mine") == "1"
    rows, further = older(request, listing.listed(actor, campaign, state=state if state in set(HandlingState) else "", mine=mine))
    today = today_of(campaign)
    opens = campaigns.switches_for(campaign).handlings and queries.bodies_that_handle(actor, campaign)
    shown = {
        "campaign": campaign, "title": _("处理与申诉"), "tabs": tabs(actor, campaign, "handlings"), "older": further, "state": state, "mine": mine,
        "rows": [_line(one, code, today) for one in rows], "states": [(one.value, _(one.label)) for one in listing.IN_LISTS],
        "add": at("new_handling", code) if opens else "",
    }  # fmt: skip
    return render(request, "accountability/pages/handlings.html", shown)


_DUE = {"noticed": "respond_on"}


def _line(row: Any, code: str, today: Any) -> dict[str, Any]:
    due = getattr(row, _DUE[row.state]) if row.state in _DUE else None
    lamp, words = lamp_on(due, today) if due else (None, "")
    return {"row": row, "about": about(row), "href": at("handling", code, row.number), "state": _(row.get_state_display()),
            "colour": COLOURS.get(row.state, ""), "lamp": lamp, "due": words, "measure": _told(row)}  # fmt: skip


def _told(row: Any) -> str:
    """The measure, once it was decided."""
    return _(queries.measure_name(row)) if row.measure and row.decided_on else ""


class _UnitForm(asking(unit=UnitField(label=lazy("单位")))):  # type: ignore[misc]
    """Of which unit."""


@require_http_methods(["GET", "POST"])
def new_handling(request: HttpRequest, code: str) -> HttpResponse:
    """Open one: first the unit, then the person (or the unit as such), for a body in which one sits."""
    actor, campaign = entered(request, code)
    bodies = {str(one.pk): one for one in queries.bodies_that_handle(actor, campaign)}
    if not bodies or not campaigns.switches_for(campaign).handlings:
        raise NotAllowed()
    first = _UnitForm(request.GET if "unit" in request.GET else None)
    first.fields["unit"].offer(campaigns.units_of(campaign, today_of(campaign).day))
    unit = first.cleaned_data["unit"] if first.is_bound and first.is_valid() else None
    way = crumbs(code, (_("提出核实"), ""))
    if unit is None:
        shown = {"campaign": campaign, "title": _("提出核实"), "first": first, "back": at("handlings", code), "crumbs": way}
        return render(request, "accountability/pages/unit.html", shown, status=422 if first.is_bound else 200)
    form, people = _opening(request, actor, campaign, unit, bodies)
    made: list[Any] = []

    def give() -> None:
        said = form.cleaned_data
        told = {"handler": bodies[said["handler"]], "person": people.get(said["person"]), "unit": unit, "matter": said["matter"]}
        made.append(operations.open_handling(campaign=campaign, **told, **who(request)))

    if form.is_valid() and done(form, give):
        return toast(request, redirect(at("handling", code, made[0].number)), _("已提出，先写事实和依据"))
    note = _("%(unit)s。先核实、后处理：提出核实不是认定，本人在告知以前看不到，别人一直看不到。") % {"unit": unit.name}
    return form_page(request, campaign, form, title=_("提出核实"), act=_("提出"), back=at("new_handling", code), note=note, crumbs=way)


def _opening(request: HttpRequest, actor: Any, campaign: Any, unit: Any, bodies: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    found = [one for one in campaigns.people_of(campaign, unit) if one.pk != actor.person_id]
    posts = campaigns.posts_in(campaign, unit, found)
    people = {str(one.pk): one for one in found}
    names = [(key, f"{one.name}（{posts[one.pk]}）" if posts.get(one.pk) else one.name) for key, one in people.items()]
    fields = {
        "person": a_choice(lazy("对象"), names, required=False, help_text=lazy("空着就是对单位。")),
        "handler": a_choice(lazy("承办机构"), [(key, one.name) for key, one in bodies.items()]),
        "matter": a_text(lazy("事由"), help_text=lazy("只写是什么事，不写评价。")),
    }
    initial = {"handler": next(iter(bodies)) if len(bodies) == 1 else "", "person": request.GET.get("person", "")[:12]}
    return asking(**fields)(request.POST or None, initial=initial), people
