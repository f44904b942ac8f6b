"""Wrong activation codes count like wrong passwords: five from one address lock the name there for half an hour (axes, for all processes)."""

from django.http import HttpRequest, HttpResponse


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
