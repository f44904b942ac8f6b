"""The first page of the desk: what waits for whoever opens it. Without an unlocked key it tells nothing of reports, not even whether there are any."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.clues import queries
from bihuan.interfaces.web.clues import keyring
from bihuan.interfaces.web.clues.tabs import EVERYBODY, READERS
from bihuan.interfaces.web.clues.views.clues import lit, today
from bihuan.interfaces.web.clues.views.shapes import desk_page, only_for
from bihuan.interfaces.web.shell.actors import actor_of, standing_duties_of
from bihuan.interfaces.web.shell.days import lamp_on, now
from bihuan.interfaces.web.shell.menu import address

MOST = 50
SCANNED, LONG = 200, 2000
"""So many reports are looked at, oldest first, each in two milliseconds; more where somebody asks for it."""


@only_for(EVERYBODY)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits; who keeps identities only is led to his keys."""
    if not READERS & standing_duties_of(request):
        return redirect("clues:keys")
    actor = actor_of(request)
    until = queries.unlocked_until(actor, keyring.session_of(request), now())
    request.keys_until = until  # type: ignore[attr-defined]
    shown = {
        "unlocked": until is not None, "has_key": queries.active_key(actor) is not None, "opens": queries.opens_reports(actor),
        "to_do": lit(list(queries.clues_to_do(actor, localdate())[:MOST])), "aways": queries.aways_waiting(actor),
        **_urged(request), **_reports(request, until is not None),
        "enter": address("clues:enter") if queries.opens_reports(actor) else "", "upper": address("clues:upper") if queries.opens_reports(actor) else "",
    }  # fmt: skip
    return desk_page(request, "clues/pages/desk.html", "desk", title=_("线索"), **shown)


def _reports(request: HttpRequest, unlocked: bool) -> dict[str, Any]:
    """Reports that the unlocked keys open, oldest first: new ones, and what reporters added."""
    if not unlocked or not queries.opens_reports(actor_of(request)):
        return {}
    found = queries.waiting_tips(actor_of(request), keyring.identities(request), LONG if request.GET.get("more") == "1" else SCANNED)
    new = sorted(found.new, key=lambda some: (some[0].received_on, some[0].pk))[:MOST]
    return {
        "tips": [(some[0], len(some) - 1) for some in new],
        "added": found.added[:MOST],
        "more": found.more or len(found.new) > MOST,
        "opinions": found.opinions,
    }


def _urged(request: HttpRequest) -> dict[str, Any]:
    """Clocks that were laid before whoever asks."""
    day = today()
    return {"urged": [(one, *lamp_on(one.urge.due_on, day)) for one in queries.urged(actor_of(request), day.day, MOST)]}
