"""The page for a phone at the spot: it works without a network. Its HTML holds nobody's data, so that a browser may keep it; what is needed comes
as data when there is a network, what was written waits in the browser until it was taken (M116)."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.foundation.kernel import BadInput, Conflict, Missing, NotNow, Refused
from bihuan.inspections import operations, queries
from bihuan.inspections.operations import Seen
from bihuan.inspections.vocabulary import Focus, HeardFrom
from bihuan.interfaces.web.inspections.views.shapes import at, entered, who
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import number_of, sentence_of
from bihuan.interfaces.web.shell.uploads import name_and_content


@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The empty page with its addresses."""
    _actor, campaign = entered(request, code)
    shown = {
        "code": campaign.code,
        "title": _("现场检查"),
        "focuses": [(one.value, _(one.label)) for one in Focus],
        "heard_from": [(one.value, _(one.label)) for one in HeardFrom],
    }
    return render(request, "inspections/pages/spot.html", shown)


@require_GET
def manifest(request: HttpRequest, code: str) -> HttpResponse:
    """What a phone asks before it puts the page on its first screen."""
    _actor, campaign = entered(request, code)
    here = at("spot", campaign.code)
    icon = {"src": f"{settings.STATIC_URL}img/logo.svg", "sizes": "any", "type": "image/svg+xml"}
    told = {"name": _("现场检查"), "short_name": _("现场检查"), "start_url": here, "scope": here, "display": "standalone", "icons": [icon]}
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker: our own file, with the header that lets it serve the pages of campaigns."""
    found = finders.find("js/spot-worker.js") or str(settings.STATIC_ROOT / "js" / "spot-worker.js")
    try:
        text = Path(found).read_text("utf-8")
    except FileNotFoundError:
        raise Http404 from None
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = reverse("inspections:overview", args=["x"])[:3]
    answer["Cache-Control"] = "no-cache"
    return answer


@require_GET
def data(request: HttpRequest, code: str) -> HttpResponse:
    """The visits on which this person goes, today or lately, with their checklists; the token with which to send; a sign by which a phone tells
    whose it is: what one of two who share it wrote is never sent as the other's."""
    actor, campaign = entered(request, code)
    mine = (
        queries.visits_of(actor, campaign)
        .filter(inspectors=actor.person_id or 0, state__in=("approved", "reported"))
        .select_related("checklist")
        .prefetch_related("checklist__lines")[:30]
    )
    visits = [
        {
            "id": one.pk,
            "unit": one.unit.name,
            "day": one.visit_on.isoformat(),
            "place": one.place,
            "kind": _(one.get_kind_display()),
            "lines": [
                {"id": line.pk, "subject": line.subject, "text": line.text} for line in (one.checklist.lines.all() if one.checklist else ())
            ],
        }
        for one in mine
    ]
    owner = salted_hmac("bihuan.spot", str(actor.user_id)).hexdigest()[:16]
    return JsonResponse({"visits": visits, "token": get_token(request), "owner": owner, "today": today_of(campaign).day.isoformat()})


@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Take one thing that a phone kept: a finding with its photo, or an opinion. Sent again it is taken once. 409: it clashes, the phone keeps it
    and shows why; 422: something is missing."""
    actor, campaign = entered(request, code)
    try:
        visit = queries.find_visit(actor, campaign, number_of(request.POST.get("visit")) or 0)
        told = _taken(request, visit)
    except (Conflict, NotNow, Missing) as no:
        return JsonResponse({"sentence": sentence_of(no)}, status=409)
    except BadInput as no:
        return JsonResponse({"sentence": sentence_of(no)}, status=422)
    except Refused as no:
        return JsonResponse({"sentence": sentence_of(no)}, status=403)
    return JsonResponse({"taken": told})


def _taken(request: HttpRequest, visit: Any) -> str:
    given, by = request.POST, who(request)
    mark = given.get("mark", "")[:36]
    if given.get("what") == "heard":
        source = given.get("heard_from", "")
        if source not in {one.value for one in HeardFrom}:
            raise BadInput(_("请选择听谁说的。"))
        said = operations.hear_opinion(visit=visit, heard_from=HeardFrom(source), text=given.get("text", "")[:4000], mark=mark, **by)
        return f"heard {said.pk}"
    focus = given.get("focus", "")
    line = visit.checklist.lines.filter(pk=number_of(given.get("line")) or 0).first() if visit.checklist else None
    seen = Seen(
        visit.unit,
        given.get("text", "")[:4000],
        _day(given.get("day", ""), visit),
        visit=visit,
        line=line,
        mark=mark,
        focus=Focus(focus) if focus in {one.value for one in Focus} else Focus.DISCIPLINE if line else Focus.MATTER,
    )
    photo = name_and_content(request.FILES.get("photo"))
    shot = operations.Shot(photo[1], photo[0], given.get("need", "")) if photo else None
    row = operations.note_at_spot(campaign=visit.campaign, seen=seen, shot=shot, **by)
    return f"observation {row.pk}"


def _day(text: str, visit: Any) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        day: date = visit.visit_on
        return day
