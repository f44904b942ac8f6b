"""Beside the to-dos: 已办 (done by me), 我发起 (started by me), 抄送我 (in my copy). One campaign at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.campaigns import queries as campaigns
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.shell.actors import actor_of, reach_of
from bihuan.interfaces.web.shell.days import today_of
from bihuan.problems import queries

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.problems.queries import Line, Lines, Reach


def tabs(here: str, code: str = "") -> list[dict[str, Any]]:
    """The four pages of somebody's own work."""
    pages = (("todo", _("待办")), ("done", _("已办")), ("started", _("我发起")), ("told", _("抄送我")))
    chosen = f"?{urlencode({'c': code})}" if code else ""
    return [
        {"label": label, "href": reverse(f"home:{name}") + (chosen if name != "todo" else ""), "on": name == here} for name, label in pages
    ]


def _shown(mine: Reach, campaign: Campaign, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Each line with its row as lists show it; None where it is no longer his to see."""
    rows = rows_of(mine, [one.problem for one in lines if one.problem], today_of(campaign), campaign)
    by_key = {row.problem.pk: row for row in rows}
    return [{"line": one, "row": by_key[one.problem.pk] if one.problem else None} for one in lines]


def _lines(request: HttpRequest, campaign: Campaign, ask: Callable[..., Lines]) -> dict[str, Any]:
    mine, code, after = reach_of(request, campaign.pk), campaign.code, request.GET.get("after", "")
    found = ask(mine, campaign, after)
    return {
        "campaign": campaign, "lines": _shown(mine, campaign, found.lines),
        "older": f"?{urlencode({'c': code, 'after': found.after})}" if found.after else "",
        "newest": f"?{urlencode({'c': code})}" if after else "",
    }  # fmt: skip


def _page(request: HttpRequest, here: str, title: str, lead: str, ask: Callable[..., Lines]) -> HttpResponse:
    his = list(campaigns.visible_to(actor_of(request)).select_related("root"))
    campaign = next((one for one in his if one.code == request.GET.get("c")), his[0] if his else None)
    chips = [{"label": one.title, "href": f"?{urlencode({'c': one.code})}", "on": one == campaign} for one in his] if len(his) > 1 else []
    told = _lines(request, campaign, ask) if campaign else {}
    page = {"title": title, "lead": lead, "tabs": tabs(here, campaign.code if campaign else ""), "here": here, "campaigns": chips}
    return render(request, "home/pages/mine.html", page | told)


@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """What I did, latest first."""
    return _page(request, "done", _("已办"), _("您办过的每一步，最近的在前"), queries.done_by_me)


@require_GET
def started(request: HttpRequest) -> HttpResponse:
    """What I put on the ledger or asked to close, and where it stands."""
    return _page(request, "started", _("我发起"), _("您建账的问题、提出的销号申请和归属异议，现在到了哪一步"), queries.started_by_me)


@require_GET
def told(request: HttpRequest) -> HttpResponse:
    """What I answer for or what is about me, while somebody else acts."""
    return _page(request, "told", _("抄送我"), _("由您负责领导、或者关于您而由别人整改的问题，供您掌握"), queries.told_to_me)
