"""Wrong activation codes count like wrong passwords: five from one address lock the name there for half an hour (axes, for all processes)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from bihuan.foundation.accounts.rules import spelled


def counted_name(_request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str | None:
    """The name under which tries are counted: that of the account which the door opens for what was typed. It takes capitals and small letters
    for the same, and a directory takes more; counted as typed, every spelling would have tries of its own. Asked by axes."""
    from allauth.account.internal.userkit import get_user_by_username  # at call time: as the door itself finds an account

    typed = (credentials or {}).get("username")
    if not typed:
        return None
    found = get_user_by_username(str(typed)) or get_user_by_username(spelled(str(typed)))
    return found.get_username() if found else spelled(str(typed))


def locked_out(request: HttpRequest, username: str) -> HttpResponse | None:
    """The page that says so, while this name is locked at this address; None where it may be tried."""
    from axes.handlers.proxy import AxesProxyHandler  # at call time: its models need a ready registry
    from axes.helpers import get_lockout_response

    credentials = {"username": username}
    if AxesProxyHandler.is_allowed(request, credentials):
        return None
    answer: HttpResponse = get_lockout_response(request, None, credentials)
    return answer


def count_wrong(request: HttpRequest, username: str) -> None:
    """One more wrong try. With the last one allowed, the middleware of axes answers instead of the page."""
    from axes.handlers.proxy import AxesProxyHandler

    AxesProxyHandler.user_login_failed(sender=__name__, credentials={"username": username}, request=request)
