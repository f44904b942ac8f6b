"""What every request passes: light, because the machine door itself is loaded only when a program knocks."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

DOCUMENT = "/api/v1/openapi.json"


def speaks_json(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: under /api/ no session counts (but for the document), and whatever is refused is refused as a problem document."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith("/api/"):
            return get_response(request)
        if request.headers.get("Authorization") or (request.method, request.path) != ("GET", DOCUMENT):
            request.COOKIES = {}
        answer = get_response(request)
        ours = answer.get("Content-Type", "").startswith("application/problem+json")
        answer.setdefault("Cache-Control", "no-store")
        if answer.status_code < 400 or ours:
            return answer
        from bihuan.interfaces.api.v1.refusals import problem_of_status

        told = problem_of_status(answer.status_code)
        if answer.has_header("Allow"):
            told["Allow"] = answer["Allow"]
        return told

    return middleware
