"""What colleagues changed while a page lies open: one small question, and the rows drawn anew."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.interfaces.web.problems.columns import Look, known
from bihuan.interfaces.web.problems.drawing import drawn
from bihuan.interfaces.web.problems.own import own_heads
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.shell.actors import campaign_at, reach_of
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import number_of
from bihuan.problems import queries
from bihuan.problems.rules.filters import Filters

MOST = 1000


@require_GET
def news(request: HttpRequest, code: str) -> HttpResponse:
    """What others changed since the mark `since`, and the mark to ask from next; 304 where nothing happened at all."""
    campaign, since = campaign_at(request, code), number_of(request.GET.get("since")) or 0
    mark = queries.last_mark(campaign)
    tag = f'"{mark}"'
    if request.headers.get("If-None-Match") == tag or mark <= since:
        return HttpResponseNotModified(headers={"ETag": tag})
    found, more = queries.news_since(reach_of(request, campaign.pk), campaign, since)
    told = [{"row": one.row, "text": _said(one)} for one in found]
    return JsonResponse({"mark": mark, "rows": told, "more": more}, headers={"ETag": tag}, json_dumps_params={"ensure_ascii": False})


def _said(one: queries.News) -> str:
    names = dict.fromkeys(name for name in map(queries.label_of, one.fields) if name)
    what = _("%(action)s：%(names)s") % {"action": _(one.action.label), "names": _("、").join(names)} if names else _(one.action.label)
    return _("%(who)s %(when)s %(what)s") % {"who": one.who, "when": f"{one.at:%H:%M}", "what": what}


@require_GET
def rows(request: HttpRequest, code: str) -> HttpResponse:
    """These rows as they stand now, in the columns of the list that asks."""
    campaign, mine = campaign_at(request, code), reach_of(request, campaign_at(request, code).pk)
    keys = [pk for pk in map(number_of, request.GET.get("rows", "").split(",")[:MOST]) if pk is not None]
    found = list(queries.shown(queries.visible_to(mine, campaign.pk).filter(pk__in=keys)))
    columns = Look(known(request.GET.getlist("cols")), own=own_heads(campaign)).columns
    return HttpResponse(
        drawn(rows_of(mine, found, today_of(campaign), campaign), [one.key for one in columns], Filters.read(request.GET).q)
    )
