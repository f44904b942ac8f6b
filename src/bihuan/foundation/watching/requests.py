"""The outermost middleware: every request gets a number, the client's address from a trusted proxy, a line, and its place in the counters."""

import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from bihuan.foundation.watching import counters, lines
from bihuan.foundation.watching.proxies import client_behind, networks

Answer = Callable[[HttpRequest], HttpResponseBase]
HEADER = "X-Request-ID"
_PASSED = re.compile(r"[0-9a-f]{32}")  # as nginx makes them; anything else a client might use to smuggle text into the lines
_PROXIED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def watched(get_response: Answer) -> Answer:
    """Middleware, the first of all."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        number = _number_of(request)
        lines.begin(number)
        request.META["bihuan.passed_on"] = any(name in request.META for name in _PROXIED)
        request.META["REMOTE_ADDR"] = client_behind(request.META, networks(tuple(settings.BIHUAN_PROXIES), "BIHUAN_PROXIES"))
        answer = get_response(request)
        answer[HEADER] = number
        _tell(request, answer.status_code, time.perf_counter() - begun)
        lines.begin("")
        return answer

    return middleware


def _number_of(request: HttpRequest) -> str:
    passed = request.headers.get(HEADER, "")
    return passed if _PASSED.fullmatch(passed) else uuid.uuid4().hex


def route_of(request: HttpRequest) -> str:
    """The name of the address, without what stands in it; `-` where none fits."""
    match = request.resolver_match
    if match is None:
        return "-"
    return match.view_name if match.view_name and ":" in match.view_name else str(match.route)


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    route, method = route_of(request), request.method if request.method in _METHODS else "-"
    counters.count("bihuan_requests_total", route=route, method=str(method), status=str(status))
    counters.took("bihuan_request_seconds", seconds, route=route)
    told = {"address": request.META["REMOTE_ADDR"]} if settings.BIHUAN_LOG_ADDRESS else {}
    door = "api" if request.path.startswith("/api/") else "web"
    lines.tell("request", door=door, route=route, method=method, status=status, ms=round(seconds * 1000, 1), **told)
