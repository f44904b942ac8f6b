"""The rows that somebody ticked, or all that his filter finds; and which of them changed since he looked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.shell.actors import reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import number_of
from bihuan.problems import queries
from bihuan.problems.rules.filters import Filters

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.problems.models import Problem

FEW = 100  # rows named before a bulk step, as many as a page of the ledger holds: each can be opened
MOST_TOLD = 200  # refusals that a dialogue names
RENEWED = 300  # so many rows are drawn anew one by one; with more the page is
MOST = 10_000  # rows of one bulk step from a page; more belongs into a job
CHANGED_MEANWHILE = noop("其间有变动，没有办理；请刷新后再看。")


def query_of(text: str) -> QueryDict:
    """A query string that a form carries."""
    found = QueryDict(mutable=True)
    for name, value in parse_qsl(text.lstrip("?")):
        found.appendlist(name, value)
    return found


@dataclass(frozen=True)
class Ticked:
    """`rows` that were chosen and still are as they were when he looked, `moved` those that are not; `mark`: how far the book is now."""

    rows: Sequence[Problem]
    moved: Sequence[Problem]
    mark: int


def ticked(request: HttpRequest, campaign: Campaign) -> Ticked:
    """The chosen rows. A form carries the mark of the book that its page was drawn at: what happened to a row since then, or brought it under
    the filter, keeps it out. Refused: none, too many, a page of the past."""
    mine, today = reach_of(request, campaign.pk), today_of(campaign)
    filters = Filters.read(query_of(request.POST.get("query", "")))
    if queries.then(campaign.pk, filters.moment, today):
        raise BadInput(_("您看的是过去的样子，只能查看。请回到现在再办理。"))
    mark = queries.last_mark(campaign)
    found = (
        queries.narrowed(mine, campaign.pk, filters, today).select_related("unit").only("number", "campaign_id", "revision", "unit__name")
    )
    if not request.POST.get("everything"):
        found = found.filter(pk__in=[pk for pk in map(number_of, request.POST.getlist("row")) if pk is not None])
    rows = list(found[: MOST + 1])
    if len(rows) > MOST:
        raise BadInput(_("一次最多办理 %(most)d 件，请先缩小范围。"), most=MOST)
    if not rows:
        raise BadInput(_("请先勾选要办理的问题，再选择办理事项。"))
    seen = number_of(request.POST.get("mark"))
    changed = queries.changed_since(mine.actor, campaign, seen) if seen is not None and seen < mark else frozenset()
    return Ticked([row for row in rows if row.pk not in changed], [row for row in rows if row.pk in changed], mark)


def asked(request: HttpRequest, campaign: Campaign, chosen: Ticked) -> dict[str, Any]:
    """What is shown before many rows change: a few of them, how many more, which changed since the page was drawn."""
    mine, rows = reach_of(request, campaign.pk), [*chosen.rows, *chosen.moved]
    few = queries.shown(queries.visible_to(mine, campaign.pk).filter(pk__in=[row.pk for row in rows[:FEW]]).order_by("-number"))
    return {
        "rows": rows, "few": rows_of(mine, list(few), today_of(campaign), campaign), "more": max(0, len(rows) - FEW), "moved": chosen.moved[:20],
        "moved_count": len(chosen.moved), "mark": chosen.mark, "ids": request.POST.getlist("row"), "everything": request.POST.get("everything", ""),
    }  # fmt: skip


def ask_in(request: HttpRequest, page: str, part: str, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    """What is asked before many rows change: `part` in the dialogue over the ledger, without scripts `page`."""
    inside = bool(request.headers.get("HX-Request"))
    return render(request, part if inside else page, shown | {"inside": inside}, status=status)


def all_done(request: HttpRequest, back: str, text: str) -> HttpResponse:
    """Nothing was refused: the ledger anew, with what was done."""
    if not request.headers.get("HX-Request"):
        return toast(request, redirect(back), text)
    messages.success(request, text)  # read by the page that follows
    return HttpResponse(headers={"HX-Redirect": back})


def some_left(request: HttpRequest, shown: dict[str, Any], done: Sequence[int]) -> HttpResponse:
    """What was refused and why: in the dialogue, with the rows behind it that were done drawn anew; without scripts on a page of its own."""
    if not request.headers.get("HX-Request"):
        return render(request, "problems/pages/many.html", shown)
    more = max(0, len(shown["refused"]) - MOST_TOLD)
    answer = render(request, "problems/parts/many.html", shown | {"more": more, "told": shown["refused"][:MOST_TOLD]})
    if done:
        answer["HX-Trigger"] = json.dumps({"grid-renew": {"rows": list(done[:RENEWED])}})
    return answer
