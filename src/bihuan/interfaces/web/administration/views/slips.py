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
from bihuan.interfaces.web.shell.slips import slips_file
from bihuan.organisation.operations import print_slips

SYSTEM = Administrator.SYSTEM
SCOPES = ("duties", "roster")


def _people(campaign: Any, scope: str, what: str) -> list[Any]:
    """`fresh`: without an account; `waiting`: with one that waits for its password. Of holders of duties, or of the whole roster."""
    everybody = scope == "roster"
    if what == "waiting":
        return queries.waiting_for_password(campaign, whole_roster=everybody)
    return queries.without_account(campaign, localdate(), whole_roster=everybody)


def _campaigns() -> list[dict[str, Any]]:
    """Codes with the number of people who cannot sign in: without an account, and with one that waits."""
    return [
        {
            "code": one.code,
            "cells": [
                (scope, what, len(_people(one, scope, what)), label)
                for what, label in (("fresh", _("开通并打印激活单")), ("waiting", _("换码重新打印")))
                for scope in SCOPES
            ],
        }
        for one in queries.running_campaigns()
    ]


@require_http_methods(["GET", "POST"])
@only(SYSTEM)
def in_bulk(request: HttpRequest) -> HttpResponse:
    """How many cannot sign in; a POST opens their accounts and answers with the slips to print."""
    if request.method == "POST":
        return _slips(request, request.POST.get("code", ""), request.POST.get("scope", ""), request.POST.get("what", "fresh"))
    shown = frame(SYSTEM, "accounts", title=_("成批开通账号"), rows=_campaigns())
    return render(request, "administration/pages/accounts_in_bulk.html", shown)


def _slips(request: HttpRequest, code: str, scope: str, what: str) -> HttpResponse:
    campaign = next((one for one in queries.running_campaigns() if one.code == code), None)
    if campaign is None or scope not in SCOPES:
        raise Missing()
    people = _people(campaign, scope, what)
    units = queries.unit_names(campaign, people)
    people.sort(key=lambda one: units.get(one.pk, ""))  # stable: within a unit by Chinese name
    return slips_file(request, print_slips(people=people, actor=actor_of(request), now=now()), units)
