"""The sign-in that is asked once more before something that matters most: an identity, an export, the end of a clue (bars.md, step-up).

Where somebody bound a second factor it asks for that one; a password alone would be what a shoulder saw at the first sign-in. Nothing that was
typed is put by meanwhile: what the sign-in package keeps of a form would lie open in the table of sessions.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.shell.answers import came_from, toast

FRESH_SECONDS = 300
_ASKS = {"reauthenticate": ("password", "account_reauthenticate"), "mfa_reauthenticate": ("mfa", "mfa_reauthenticate")}


def stepped_up(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Only for whoever proved a moment ago that it is he. The page with the form asks first, so that nobody types for nothing."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        way = way_of(request)
        if is_fresh(request, _ASKS[way][0]):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else came_from(request) or request.path
        answer = redirect(f"{reverse(_ASKS[way][1])}?{urlencode({'next': back})}")
        return (
            toast(request, answer, _("这一步要再确认一次是您本人；刚才填写的请重新填写。"), "warning")
            if request.method == "POST"
            else answer
        )

    return entered


def way_of(request: HttpRequest) -> str:
    """How this account proves it: by its second factor, else by its password. Refused where it has neither of its own."""
    ways = [one["id"] for one in get_reauthentication_flows(request.user)]
    if not ways:
        raise NotAllowed(_("这一步要再确认一次是您本人。您的账号没有本系统的口令，请先绑定动态口令。"))
    return str(ways[-1])


def is_fresh(request: HttpRequest, method: str) -> bool:
    """Was it proved so in the last five minutes?"""
    proved = [
        one["at"] for one in get_authentication_records(request, request.user) if one.get("reauthenticated") and one["method"] == method
    ]
    return bool(proved) and 0 <= time.time() - max(proved) < FRESH_SECONDS
