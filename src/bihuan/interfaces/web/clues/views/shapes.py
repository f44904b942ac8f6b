"""What the pages of the clue desk have in common: who may enter, tabs, watermark, the page with one form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.clues.tabs import READERS, desk_tabs
from bihuan.interfaces.web.shell.actors import actor_of, standing_duties_of
from bihuan.interfaces.web.shell.days import now

Page = Callable[..., HttpResponseBase]


def who(request: HttpRequest) -> dict[str, Any]:
    """Actor and moment, as every operation asks for them."""
    return {"actor": actor_of(request), "now": now()}


def at(name: str, *given: Any) -> str:
    """An address of this room."""
    return reverse(f"clues:{name}", args=given)


def only_for(duties: frozenset[Any]) -> Callable[[Page], Page]:
    """The page is there for whoever holds one of these standing duties; for everybody else there is nothing (404), and nothing more is said."""

    def guarding(page: Page) -> Page:
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated or not duties & standing_duties_of(request):
                raise Missing
            return page(request, *args, **kwargs)

        return guarded

    return guarding


for_readers = only_for(READERS)


def desk_page(request: HttpRequest, template: str, here: str, *, status: int = 200, **shown: Any) -> HttpResponse:
    """A page of the desk with its tabs and the watermark; no copy of it stays anywhere on the way."""
    page = {"tabs": desk_tabs(request, here), "marked": watermark(request), **shown}
    answer = render(request, template, page, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def watermark(request: HttpRequest) -> list[str]:
    """Name and day, as often as they stand behind a page: a photograph of the screen tells who took it."""
    actor = actor_of(request)
    return [f"{actor.name} {localdate():%Y-%m-%d}"] * 24


def form_page(request: HttpRequest, form: Any, *, title: str, act: str, back: str, here: str = "desk", **shown: Any) -> HttpResponse:
    """A page with one form."""
    crumbs = shown.pop("crumbs", [(_("线索"), at("desk")), (title, "")])
    told = {"form": form, "title": title, "act": act, "back": back, "crumbs": crumbs, **shown}
    return desk_page(request, "clues/pages/form.html", here, status=422 if form.is_bound else 200, **told)
