"""The history of one problem on a page of its own: by kind, to be printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.campaigns import queries as campaigns
from bihuan.interfaces.web.problems.histories import history_of
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.problems import queries
from bihuan.problems.operations import record_seen


@require_GET
def history(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Who did what when and why, in sentences; texts only for who may read them."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    mine, past = queries.reach(actor, campaign.pk), queries.then(campaign.pk, asked(request), today_of(campaign))
    row = queries.find_then(mine, campaign, number, past) if past else queries.find(actor, campaign, number)
    home = reverse("problems:problem", args=[code, number]) + (f"?at={past.written.text}" if past else "")
    shown = {
        "campaign": campaign, "problem": row, "title": _("问题 %(number)04d 的全过程") % {"number": number}, "now": now(),
        "readable": queries.may_read(mine, row),
        "crumbs": [(_("问题台账"), reverse("problems:ledger", args=[code])), (f"{number:04d}", home), (_("全过程"), "")],
        **as_of(request, past), **history_of(request, mine, row, past),
    }  # fmt: skip
    if shown["readable"]:
        record_seen(row, actor=actor, now=now())
    return render(request, "problems/pages/history.html", shown)
