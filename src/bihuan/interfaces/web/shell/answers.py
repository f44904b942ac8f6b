"""What an answer says besides its page: a toast, in the page after a redirect or at once to htmx."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme


def toast(request: HttpRequest, response: HttpResponse, text: str, kind: str = "success", kept: str = "") -> HttpResponse:
    """Add a toast to an answer; `kept` names the form (data-keep) whose kept words may be forgotten."""
    if request.headers.get("HX-Request"):
        response["HX-Trigger"] = json.dumps({"toast": {"text": text, "kind": kind}, **({"kept-done": kept} if kept else {})})
    else:
        messages.add_message(request, messages.SUCCESS if kind == "success" else messages.WARNING, text, extra_tags=kept)
    return response


def came_from(request: HttpRequest) -> str:
    """The page of ours from which this was asked, "" for none: an address typed by hand, or the page itself opened again."""
    told = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure())
    return told if ours and (request.method != "GET" or told != request.build_absolute_uri()) else ""
