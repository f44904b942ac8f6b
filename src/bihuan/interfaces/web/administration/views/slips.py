"""The system administrator: accounts for everybody of a campaign who has none, with slips to hand out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.campaigns import queries
from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.administration.views.console import frame, only
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.days import now
from bihuan.organisation.operations import open_for_people

SYSTEM = Administrator.SYSTEM
SCOPES = ("duties", "roster")


def _campaigns() -> list[dict[str, Any]]:
    """Codes with the number of people who cannot sign in: holders of duties, and everybody on the roster."""
    today = localdate()
    return [
        {
            "code": one.code,
            "duties": len(queries.without_account(one, today)),
            "roster": len(queries.without_account(one, today, whole_roster=True)),
        }
        for one in queries.running_campaigns()
    ]


@require_http_methods(["GET", "POST"])
@only(SYSTEM)
def in_bulk(request: HttpRequest) -> HttpResponse:
    """How many are without an account; a POST opens them and shows the slips, once."""
    if request.method == "POST":
        return _slips(request, request.POST.get("code", ""), request.POST.get("scope", ""))
    shown = frame(SYSTEM, "accounts", title=_("成批开通账号"), rows=_campaigns())
    return render(request, "administration/pages/accounts_in_bulk.html", shown)


def _slips(request: HttpRequest, code: str, scope: str) -> HttpResponse:
    campaign = next((one for one in queries.running_campaigns() if one.code == code), None)
    if campaign is None or scope not in SCOPES:
        raise Missing()
    people = queries.without_account(campaign, localdate(), whole_roster=scope == "roster")
    slips = open_for_people(people=people, actor=actor_of(request), now=now())
    shown = frame(SYSTEM, "accounts", title=_("口令条只显示这一次"), slips=slips, site=request.build_absolute_uri("/"))
    answer = render(request, "administration/pages/slips.html", shown)
    answer["Cache-Control"] = "no-store"
    return answer
