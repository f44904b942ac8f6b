"""What an answer says besides its page: a toast, in the page after a redirect or at once to htmx."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse


def toast(request: HttpRequest, response: HttpResponse, text: str, kind: str = "success", kept: str = "") -> HttpResponse:
    """Add a toast to an answer; `kept` names the form (data-keep) whose kept words may be forgotten."""
    if request.headers.get("HX-Request"):
        response["HX-Trigger"] = json.dumps({"toast": {"text": text, "kind": kind}, **({"kept-done": kept} if kept else {})})
    else:
        messages.add_message(request, messages.SUCCESS if kind == "success" else messages.WARNING, text)
    return response
