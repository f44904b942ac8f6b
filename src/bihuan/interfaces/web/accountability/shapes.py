"""What the pages of handling have in common: who enters, tabs, the way here, the page with one form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from bihuan.accountability.queries import listing, party
from bihuan.accountability.rules.support import source_of, whom_to_call
from bihuan.campaigns.queries import switches_for
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.days import now

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.foundation.kernel import Actor

COLOURS = {"submitted": "near", "noticed": "near", "decided": "near", "in_force": "done", "filed": "near", "accepted": "near"}
"""What waits is told from what does not; nothing that is said about a person is red."""


def entered(request: HttpRequest, code: str) -> tuple[Actor, Campaign]:
    """Who asks, and the campaign as he finds it. What has begun goes on where the campaign leaves handling out later: nobody loses his appeal."""
    return actor_of(request), campaign_at(request, code)


def who(request: HttpRequest) -> dict[str, Any]:
    """Actor and moment, as every operation asks for them."""
    return {"actor": actor_of(request), "now": now()}


def at(name: str, *given: object) -> str:
    """An address of this room."""
    return reverse(f"accountability:{name}", args=given)


def own_page(row: Any) -> HttpResponse:
    """Whom it is about has a page of his own, in plain words and with his rights on it."""
    return redirect("accountability:own_matter", pk=row.pk)


def tabs(actor: Actor, campaign: Campaign, here: str) -> list[dict[str, Any]]:
    """The pages of this room; bodies are for those who keep them or sit there."""
    pages = [("handlings", _("处理案件")), ("appeals", _("申诉"))]
    if listing.keeps_bodies(actor, campaign) or listing.sits_somewhere(actor, campaign):
        pages.append(("bodies", _("办理机构")))
    if party.opens_desk(actor, campaign):
        pages.append(("party", _("党组研究")))
    if switches_for(campaign).return_visits:
        pages.append(("return_visits", _("回访教育")))
    return [{"label": label, "href": at(name, campaign.code), "on": name == here} for name, label in pages]


def call_line() -> str:
    """Whom somebody in distress may call, in the reader's language (P14)."""
    return whom_to_call(localdate(now()), settings.BIHUAN_SUPPORT_LINE, _)


def line_to_write() -> str:
    """The same as it is written down for the person: in the language of the records, whoever writes it."""
    return whom_to_call(localdate(now()), settings.BIHUAN_SUPPORT_LINE)


def call_source() -> str:
    """By what and since when that line stands, so that whoever writes it down can look it up; "" for the installation's own."""
    source = source_of(localdate(now()), settings.BIHUAN_SUPPORT_LINE)
    return _("写给本人看：热线、工会、信任的领导。所填热线的依据：%(source)s 起。") % {"source": source} if source else ""


def crumbs(code: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(_("处理与申诉"), at("handlings", code)), *more]


def form_page(request: HttpRequest, campaign: Campaign, form: Any, *, back: str, **shown: Any) -> HttpResponse:
    """A page with one form; `act` is the word on its button, `note` what follows from it, `beside` texts to be read before, `ladders` the table
    of measures."""
    page = {"campaign": campaign, "form": form, "back": back, "files": "file" in form.fields, **shown}
    return render(request, "accountability/pages/form.html", page, status=422 if form.is_bound else 200)


def moment(value: Any, by: Any = None) -> str:
    """When, and who."""
    told = f"{localtime(value):%Y-%m-%d %H:%M}" if value else ""
    return f"{told} {by}" if value and by else told


def plain(value: Any) -> Any:
    """A day as the papers write it."""
    return value.isoformat() if isinstance(value, date) else value


def about(row: Any) -> str:
    """Whom it is about."""
    return f"{row.person.name}（{row.unit.name}）" if row.person_id else str(row.unit.name)
