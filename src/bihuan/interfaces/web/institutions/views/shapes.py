"""What the pages of this room have in common: tabs, the page with one form, files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from bihuan.campaigns.queries import switches_for
from bihuan.documents.rendering import render_docx
from bihuan.documents.rules.paper import Paper
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.days import now

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.foundation.kernel import Actor

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def entered(request: HttpRequest, code: str) -> tuple[Actor, Campaign]:
    """Who asks, and the campaign as he finds it."""
    return actor_of(request), campaign_at(request, code)


def who(request: HttpRequest) -> dict[str, Any]:
    """Actor and moment, as every operation asks for them."""
    return {"actor": actor_of(request), "now": now()}


def at(page: str, code: str, *given: object) -> str:
    """An address of this room."""
    return reverse(f"institutions:{page}", args=[code, *given])


def tabs(campaign: Campaign, here: str) -> list[dict[str, Any]]:
    """The pages of this room; what the campaign leaves out has none."""
    on = switches_for(campaign)
    pages = [("overview", _("共性问题"), True), ("checks", _("举一反三"), on.sibling_checks), ("register", _("制度"), on.institutions)]
    shown = [*((name, label) for name, label, there in pages if there), ("repetitions", _("重复发生"))]
    return [{"label": label, "href": at(name, campaign.code), "on": name == here} for name, label in shown]


def crumbs(code: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(_("举一反三与制度"), at("overview", code)), *more]


def form_page(request: HttpRequest, campaign: Campaign, form: Any, **shown: Any) -> HttpResponse:
    """A page with one form; `back` is an address, `act` the word on its button, `note` what follows from it."""
    return render(
        request, "institutions/pages/form.html", {"campaign": campaign, "form": form, **shown}, status=422 if form.is_bound else 200
    )


def file_of(made: bytes | Paper, title: str) -> HttpResponse:
    """A workbook, or a paper as Word, as a file."""
    kind = "docx" if isinstance(made, Paper) else "xlsx"
    data = render_docx(made) if isinstance(made, Paper) else made
    name = content_disposition_header(True, f"{title}.{kind}") or "attachment"
    return HttpResponse(data, content_type=_TYPES[kind], headers={"Content-Disposition": name})
