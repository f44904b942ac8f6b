"""How much of a request is taken at all, by its own word and before anything of it is read: the guard against forgery reads whole forms."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from bihuan.interfaces.web.shell.errors import page

MOST = 210_000_000
"""Bytes: the largest film with the form around it. nginx is told the same (deploy/nginx)."""
FROM_STRANGERS = 20_000_000
"""Whoever has not signed in hands in an issued paper to be checked, and nothing larger."""


def not_too_much(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: 413 for a request that says it brings more. Programs sign in with each request, at their own door."""

    def middleware(request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        size = int(told) if told.isascii() and told.isdigit() else 0
        if size > MOST or size > FROM_STRANGERS and not request.path.startswith("/api/") and not request.user.is_authenticated:
            return page(request, 413)
        return get_response(request)

    return middleware
