"""Addresses of the door for phones: every name of the house is known, so that pages can be drawn, but only those of one's own items answer."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, include, path
from django.urls.resolvers import URLResolver

from bihuan.config.urls import ROOMS, handler400, handler403, handler404, handler500
from bihuan.config.urls import urlpatterns as _whole
from bihuan.interfaces.web.shell.doors import PHONE_PAGES

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def closed(_request: HttpRequest, **_given: Any) -> HttpResponse:
    """Not carried by this door."""
    raise Http404


def _carried(room: str, patterns: list[URLPattern]) -> Iterator[URLPattern]:
    for one in patterns:
        open_here = f"{room}:{one.name}" in PHONE_PAGES
        yield one if open_here else URLPattern(one.pattern, closed, one.default_args, one.name)


def _of(room: str) -> URLResolver:
    urls = import_module(f"bihuan.interfaces.web.{room}.urls")
    return path("", include((list(_carried(urls.app_name, urls.urlpatterns)), urls.app_name)))


_sign_in = [one for one in cast("list[URLPattern]", _whole) if str(one.pattern).startswith("account/")]
urlpatterns = [*_sign_in, *(_of(room) for room in ROOMS)]
