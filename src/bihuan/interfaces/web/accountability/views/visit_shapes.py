"""What the pages of return visits and of study have in common: tables, the page with one form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.folding import labelled

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign


def who(request: HttpRequest) -> dict[str, Any]:
    """Actor and moment, as every operation asks for them."""
    return {"actor": actor_of(request), "now": now()}


def at(name: str, *given: object) -> str:
    """An address of this room."""
    return reverse(f"accountability:{name}", args=given)


def cell(text: object, href: str = "", *, note: object = "", num: bool = False, tag: str = "") -> dict[str, Any]:
    """A cell of a table; `tag` stands behind its text."""
    return {"text": str(text) if text not in (None, "") else "", "href": href, "note": note, "num": num, "tag": tag}


def table(
    title: str, head: Sequence[str], rows: Iterable[Sequence[dict[str, Any]]], *, none: str = "", hint: str = "",
    older: dict[str, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """A table with its empty state; `older` where it is a page of a longer list."""
    return {"title": title, "head": head, "rows": labelled(head, rows), "none": none or _("还没有"), "hint": hint, "older": older}


def form_page(request: HttpRequest, campaign: Campaign, form: Any, *, back: tuple[str, str], **shown: Any) -> HttpResponse:
    """A page with one form; `act` is the word on its button, `back` where one came from."""
    crumbs = [back, (shown["title"], "")]
    page = {"campaign": campaign, "form": form, "back": back[1], "crumbs": crumbs, "files": "file" in form.fields, **shown}
    return render(request, "accountability/pages/visit_form.html", page, status=422 if form.is_bound else 200)
