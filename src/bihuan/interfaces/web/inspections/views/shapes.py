"""What the pages of supervision have in common: who may enter, tabs, tables, the page with one form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import Actor, Missing, Term
from bihuan.inspections import queries
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.folding import labelled

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign

MOST = 200
"""Rows of a table inside another page (visits of one plan, what is in one draw): more than anybody reads there; whole lists are paged."""
COLOURS = {
    "drafted": "near",
    "proposed": "near",
    "approved": "ok",
    "reported": "done",
    "noted": "near",
    "sent": "near",
    "answered": "ok",
    "recorded": "done",
    "returned": "late",
    "replied": "near",
    "refused": "late",
    "accepted": "done",
    "committed": "near",
    "drawn": "done",
    "under_review": "near",
    "asked": "near",
    "in_force": "ok",
}


def entered(request: HttpRequest, code: str) -> tuple[Actor, Campaign]:
    """The campaign for whoever takes part in it, where supervision is in use; strangers and campaigns without it find nothing."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    if not campaigns.switches_for(campaign).inspections:
        raise Missing()
    return actor, campaign


def who(request: HttpRequest) -> dict[str, Any]:
    """Actor and moment, as every operation asks for them."""
    return {"actor": actor_of(request), "now": now()}


def at(name: str, *given: Any) -> str:
    """An address of this room."""
    return reverse(f"inspections:{name}", args=given)


def cell(text: object, href: str = "", *, note: str = "", num: bool = False) -> dict[str, Any]:
    """A cell of a table."""
    return {"text": str(text) if text not in (None, "") else "", "href": href, "note": note, "num": num}


def state_cell(row: Any) -> dict[str, Any]:
    """The state of a row, coloured."""
    return {"text": _(row.get_state_display()), "tag": True, "colour": COLOURS.get(row.state, "")}


def table(
    title: str, head: Sequence[str], rows: Iterable[Sequence[dict[str, Any]]], *, none: str = "", hint: str = "",
    older: dict[str, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """A table with its empty state; `older` where it is a page of a longer list, the rest is short by what it is about."""
    told = labelled(head, rows)
    more = _("只列最近 %(most)d 条") % {"most": MOST} if older is None and len(told) >= MOST else ""
    return {"title": title, "head": head, "rows": told, "none": none or _("还没有"), "hint": hint, "more": more, "older": older}


def tabs(campaign: Campaign, here: str, actor: Actor) -> list[dict[str, Any]]:
    """The pages of this room; checklists are for whoever works here, the board is the office's."""
    pages = [
        ("overview", _("检查")),
        ("plans", _("督查方案")),
        ("observations", _("检查发现")),
        ("notices", _("纠偏通知")),
        ("hearings", _("听取汇报和研判")),
        ("progress", _("各单位进度")),
        ("notes", _("分析研判")),
        *([("checklists", _("检查单"))] if queries.works_here(actor, campaign) else []),
        ("draws", _("抽取")),
    ]
    if campaigns.run_by(actor, campaign):
        pages.append(("board", _("调度")))
    return [{"label": label, "href": at(name, campaign.code), "on": name == here} for name, label in pages]


def list_page(request: HttpRequest, campaign: Campaign, here: str, **shown: Any) -> HttpResponse:
    """A page with tabs, figures side by side and tables."""
    page = {"campaign": campaign, "tabs": tabs(campaign, here, actor_of(request)), **shown}
    return render(request, "inspections/pages/list.html", page)


def detail_page(request: HttpRequest, campaign: Campaign, back: str, label: str, **shown: Any) -> HttpResponse:
    """A page about one row."""
    page = {"campaign": campaign, "crumbs": [(label, at(back, campaign.code)), (shown["title"], "")], **shown}
    return render(request, "inspections/pages/detail.html", page)


def form_page(request: HttpRequest, campaign: Campaign, form: Any, *, back: str, **shown: Any) -> HttpResponse:
    """A page with one form."""
    crumbs = [(_("督导检查"), at("overview", campaign.code)), (shown["title"], "")]
    page = {"campaign": campaign, "form": form, "back": back, "crumbs": crumbs, **shown}
    return render(request, "inspections/pages/form.html", page, status=422 if form.is_bound else 200)


def acts_of(actor: Actor, row: Any, kind: str, code: str, words: dict[Term, str]) -> list[dict[str, str]]:
    """The buttons of a row: the steps that this actor may take, in the order of `words`."""
    taken = queries.open_steps(actor, row)
    return [{"label": label, "href": at("step", code, kind, row.pk, action.value)} for action, label in words.items() if action in taken]


def moment(value: Any, by: Any = None) -> str:
    """When, and who."""
    from django.utils.timezone import localtime

    told = f"{localtime(value):%Y-%m-%d %H:%M}" if value else ""
    return f"{told} {by}" if value and by else told
