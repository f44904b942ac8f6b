"""What of me is in this system, room by room, as each shows it to me: counted for the page, in full for the export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.finding.queries.self_checks import items_of, own_list
from bihuan.interfaces.web.shell.actors import actor_of, campaigns_open, reach_of
from bihuan.interfaces.web.shell.doors import carries
from bihuan.problems import queries as problems

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from bihuan.campaigns.models import Campaign
    from bihuan.problems.models import Problem


def _about_me(request: HttpRequest, campaign: Campaign) -> QuerySet[Problem]:
    """Items of the ledger that are about me, among those that I may see."""
    rows = problems.visible_to(reach_of(request, campaign.pk), campaign.pk)
    return rows.filter(person_id=actor_of(request).person_id or 0).order_by("number")


def held_of_me(request: HttpRequest, handlings: int) -> list[dict[str, Any]]:
    """Lines for the page: what, how many, where it is read."""
    found = [{"label": _("处理事项"), "count": handlings, "href": "", "note": _("上面列的就是全部")}]
    person = actor_of(request).person_id
    for campaign in campaigns_open(request) if person else []:
        own = own_list(actor_of(request), campaign)
        lists = reverse("problems:person_lists", args=[campaign.code, person]) if carries("problems:person_lists") else ""
        found.append(
            {"label": _("台账里关于您的问题"), "count": _about_me(request, campaign).count(), "href": lists, "note": campaign.title}
        )
        href = reverse("finding:self_check", args=[campaign.code])
        count = len(items_of(own)) if own else 0
        found.append({"label": _("您的自查清单"), "count": count, "href": href if own else "", "note": campaign.title})
    return found


def problem_lines(request: HttpRequest) -> Iterator[tuple[str, ...]]:
    """Each item about me, its words where I may read them; never who reported it."""
    for campaign in campaigns_open(request):
        mine = reach_of(request, campaign.pk)
        for row in _about_me(request, campaign):
            text = row.text if problems.may_read(mine, row) else "＊"
            yield campaign.title, f"{row.number:04d}", row.get_source_display(), row.get_state_display(), text


def self_check_lines(request: HttpRequest) -> Iterator[tuple[str, ...]]:
    """Each thing that I wrote of myself."""
    for campaign in campaigns_open(request):
        own = own_list(actor_of(request), campaign)
        for one in items_of(own) if own else []:
            yield campaign.title, one.text, one.task, one.due_on.isoformat() if one.due_on else ""
