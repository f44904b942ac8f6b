"""What the pages of tolerance, clearing and announcing have in common: tabs, lists, the page about one row with its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bihuan.accountability.operations import record_right_seen
from bihuan.accountability.queries import rights
from bihuan.campaigns.queries import switches_for
from bihuan.foundation.kernel import Actor
from bihuan.interfaces.web.accountability.shapes import at, who
from bihuan.interfaces.web.accountability.words_rights import OWN_LABELS, told
from bihuan.interfaces.web.shell.doors import carries
from bihuan.interfaces.web.shell.folding import labelled
from bihuan.interfaces.web.shell.menu import address

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign

WAITS = ("applied", "accepted", "verified", "proposed", "ready", "approved")
"""What waits is told from what does not; nothing that is said about a person is red."""
_LEADING = (
    "accept_tolerance",
    "verify_tolerance",
    "verify_clarification",
    "hear_wish",
    "clear_by_way",
    "clear_name",
    "follow_clarification",
    "reply_to_announcement",
)
"""What leads on stands out. Of what a decider may decide nothing does: the page urges him to none of it."""
FIND: dict[str, Callable[..., Any]] = {
    "tolerance": rights.find_tolerance, "clarification": rights.find_clarification, "announcement": rights.find_announcement,
}  # fmt: skip


def cell(text: object, href: str = "", *, note: str = "", tag: str = "", num: bool = False) -> dict[str, Any]:
    """A cell of a table."""
    return {"text": str(text or ""), "href": href, "note": note, "tag": tag, "num": num}


def state_of(row: Any) -> tuple[str, str]:
    """The word of its state, and its colour."""
    return _(row.get_state_display()), "near" if row.state in WAITS else ""


def table(
    title: str, head: Sequence[str], rows: Iterable[Sequence[dict[str, Any]]], *, none: str = "", hint: str = "", older: Any = None
) -> dict[str, Any]:  # fmt: skip
    """A table with its empty state."""
    return {"title": title, "head": head, "rows": labelled(head, rows), "none": none or _("还没有"), "hint": hint, "older": older}


def tabs(campaign: Campaign, here: str) -> list[dict[str, Any]]:
    """The pages of these three; what the campaign leaves out has none."""
    on = switches_for(campaign)
    pages = (
        ("tolerances", _("容错审查"), on.tolerance), ("clarifications", _("澄清正名"), on.clarification),
        ("announcements", _("公布的办理"), on.publicity_of_handlings or on.clarification),
        ("announced", _("公布栏"), on.publicity_of_handlings or on.clarification),
    )  # fmt: skip
    return [{"label": label, "href": at(name, campaign.code), "on": name == here} for name, label, there in pages if there]


def retaliation(code: str) -> dict[str, str]:
    """Where retaliation is reported: at the public door of the clue desk, where there is one; else what to do is told (P05)."""
    return {"label": _("遭到报复怎么办"), "href": settings.BIHUAN_PORTAL_SITE or address("finding:protection", code)}


def list_page(request: HttpRequest, campaign: Campaign, here: str, **shown: Any) -> HttpResponse:
    """A page with tabs and tables."""
    page = {"campaign": campaign, "tabs": tabs(campaign, here), **shown}
    return render(request, "accountability/pages/rights.html", page)


def way(page: str, label: str, campaign: Campaign) -> tuple[str, str]:
    """Where one comes from; on the phone everybody comes from his own matters."""
    if carries(f"accountability:{page}"):
        return label, at(page, campaign.code)
    return _("与我有关的事项"), at("own_matters")


def _over(row: Any, step: Any) -> tuple[str, ...]:
    """Each approved way is written down once: then there is none left to write down."""
    if step.value != "clear_by_way" or set(row.ways) - set(row.clearings.values_list("way", flat=True)):
        return ()
    return ("clear_by_way",)


def row_page(request: HttpRequest, actor: Actor, campaign: Campaign, kind: str, row: Any, **shown: Any) -> HttpResponse:
    """A page about one row: facts, texts, what may be done next and what is missing for it, papers to take along."""
    back, label = {"tolerance": ("tolerances", _("容错审查")), "clarification": ("clarifications", _("澄清正名"))}.get(
        kind, ("announcements", _("公布的办理"))
    )
    record_right_seen(row, **who(request))
    taken, himself = rights.steps_of_right(actor, row), rights.is_his(actor, row)
    own = OWN_LABELS if himself else {}
    acts = [
        {"label": own.get(one.value, _(one.label)), "href": at("right_step", campaign.code, kind, row.pk, one.value), "lead": one.value in _LEADING,
         "missing": [need.label for need in needs]}
        for one, needs in taken.items() if one.value not in ("correct_error", *_over(row, one))
    ]  # fmt: skip
    word, colour = state_of(row)
    shown["facts"] = [one for one in shown["facts"] if one[1] not in (None, "")]  # a page of one's own matter is no form with holes
    page = {
        "campaign": campaign, "state": word, "colour": colour, "acts": acts, "kind": kind, "row": row, "told": told(kind, row) if himself else "",
        "crumbs": [way(back, label, campaign), (shown["title"], "")], **shown,
    }  # fmt: skip
    return render(request, "accountability/pages/right.html", page)
