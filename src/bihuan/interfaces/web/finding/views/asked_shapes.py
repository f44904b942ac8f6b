"""What the pages of opinions, letters, gatherings and critique meetings have in common: who may enter, tabs, tables, the page with one form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import Actor, Missing
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.folding import labelled
from bihuan.interfaces.web.shell.menu import address

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign

"""Rows of one page of a list."""
COLOURS = {
    "open": "near", "entered": "done", "no_action": "", "drafted": "near", "sent": "accent", "replied": "done", "prepared": "near", "closed": "done",
}  # fmt: skip
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def entered(request: HttpRequest, code: str, *switches: str) -> tuple[Actor, Campaign]:
    """The campaign for whoever takes part in it, where one of these mechanisms is in use; strangers and campaigns without it find nothing."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    on = campaigns.switches_for(campaign)
    if switches and not any(getattr(on, one) for one in switches):
        raise Missing()
    return actor, campaign


def who(request: HttpRequest) -> dict[str, Any]:
    """Actor and moment, as every operation asks for them."""
    return {"actor": actor_of(request), "now": now()}


def at(name: str, *given: Any) -> str:
    """An address of this room."""
    return reverse(f"finding:{name}", args=given)


def cell(text: object, href: str = "", *, note: str = "", num: bool = False) -> dict[str, Any]:
    """A cell of a table."""
    return {"text": str(text) if text not in (None, "") else "", "href": href, "note": note, "num": num}


def state_cell(row: Any) -> dict[str, Any]:
    """The state of a row, coloured."""
    return {"text": _(row.get_state_display()), "tag": True, "colour": COLOURS.get(row.state, "")}


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[dict[str, Any]]], *, none: str = "", hint: str = "") -> dict[str, Any]:
    """A table with its empty state."""
    return {"title": title, "head": head, "rows": labelled(head, rows), "none": none or _("还没有"), "hint": hint}


def tabs(campaign: Campaign, here: str) -> list[dict[str, Any]]:
    """The pages of what is asked for and said, as far as the campaign uses them."""
    on = campaigns.switches_for(campaign)
    pages = (
        ("opinions", _("意见建议"), True),
        ("resented", _("群众反映强烈"), True),
        ("letters", _("征求意见函"), on.letters),
        ("gatherings", _("座谈走访问卷"), on.gatherings),
        ("critique", _("互评会议"), on.critique),
        ("pointing", _("指出问题"), on.critique),
    )
    return [{"label": label, "href": at(name, campaign.code), "on": name == here} for name, label, shown in pages if shown]


def crumbs(campaign: Campaign, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where this page lies: below the page of all channels, where there is one."""
    above = address("finding:overview", campaign.code)
    return [*([(_("查摆问题"), above)] if above else []), *more]


def list_page(request: HttpRequest, campaign: Campaign, here: str, **shown: Any) -> HttpResponse:
    """A page with tabs, figures and tables."""
    page = {"campaign": campaign, "tabs": tabs(campaign, here), "crumbs": crumbs(campaign, (shown["title"], "")), **shown}
    return render(request, "finding/pages/asked_list.html", page)


def detail_page(request: HttpRequest, campaign: Campaign, above: tuple[str, str], **shown: Any) -> HttpResponse:
    """A page about one row; `above` is the label and the url name of its list."""
    label, name = above
    page = {"campaign": campaign, "crumbs": crumbs(campaign, (label, at(name, campaign.code)), (shown["title"], "")), **shown}
    form = shown.get("said_form")
    return render(request, "finding/pages/asked_detail.html", page, status=422 if form is not None and form.is_bound else 200)


def form_page(request: HttpRequest, campaign: Campaign, form: Any, *, back: str, **shown: Any) -> HttpResponse:
    """A page with one form."""
    page = {"campaign": campaign, "form": form, "back": back, "crumbs": crumbs(campaign, (str(shown["title"]), "")), **shown}
    return render(request, "finding/pages/asked_form.html", page, status=422 if form.is_bound else 200)


def buttons(code: str, kind: str, pk: int, taken: set[Any], words: Mapping[Any, str]) -> list[dict[str, str]]:
    """The steps that this actor may take, in the order of `words`."""
    return [{"label": label, "href": at("asked_step", code, kind, pk, action.value)} for action, label in words.items() if action in taken]
