"""The same step on many rows: those ticked, or all that the present filter finds."""

from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.problems import operations, queries
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import Action

MOST = 2000  # rows of one bulk step from a page; more belongs into a job


def _query(text: str) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, value in parse_qsl(text.lstrip("?")):
        found.appendlist(name, value)
    return found


@require_POST
def many(request: HttpRequest, code: str) -> HttpResponse:
    """Do one step on the ticked rows (or on all of the filter) and say what was refused and why."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    mine, query = queries.reach(actor, campaign.pk), request.POST.get("query", "")
    found = queries.narrowed(mine, campaign.pk, Filters.read(_query(query)), today_of(campaign)).select_related("unit")
    if not request.POST.get("everything"):
        found = found.filter(pk__in=[one for one in request.POST.getlist("row") if one.isdigit()])
    rows = list(found[: MOST + 1])
    if len(rows) > MOST:
        raise BadInput(_("一次最多办理 %(most)d 件，请先缩小范围。"), most=MOST)
    action = next((one for one in Action if one.value == request.POST.get("action")), None)
    if action is None or not rows:
        raise BadInput(_("请先勾选要办理的问题，再选择办理事项。"))
    if action is Action.CONFIRM_CORRECTION:
        batches, refused = operations.confirm_corrections(problems=rows, actor=actor, now=now())
        done = len(rows) - len(refused)
    else:
        changed, refused = operations.act_on_many(
            problems=rows, action=action, actor=actor, now=now(), reason=request.POST.get("reason", "")
        )
        done = len(changed)
    text = ngettext("%(action)s：办理 %(done)d 件", "%(action)s：办理 %(done)d 件", done) % {"action": _(action.label), "done": done}
    back = reverse("problems:ledger", args=[code]) + (f"?{query.lstrip('?')}" if query else "")
    if not refused:
        return toast(request, redirect(back), text)
    shown = {"campaign": campaign, "title": text, "refused": refused, "back": back, "done": done}
    return render(request, "problems/pages/many.html", shown)
