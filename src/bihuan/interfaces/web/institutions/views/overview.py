"""Common problems for somebody to look at, and what came up again after it was closed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.campaigns.queries import switches_for
from bihuan.institutions.queries.alike import alike_groups, common_items
from bihuan.institutions.queries.recurring import repetitions
from bihuan.institutions.queries.register import units_to_write_for
from bihuan.interfaces.web.institutions.views.shapes import crumbs, entered, tabs
from bihuan.interfaces.web.shell.actors import actor_of, reach_of
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.older import older
from bihuan.problems.operations import record_all_seen
from bihuan.problems.policy import may_read
from bihuan.problems.rules import text_is_private
from bihuan.problems.vocabulary import Weight

MOST = 50
_GROUPS = 20


@require_GET
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """The same item in several units, and texts that are alike across units."""
    actor, campaign = entered(request, code)
    mine, on = reach_of(request, campaign.pk), switches_for(campaign)
    items, groups = common_items(mine, campaign), alike_groups(mine, campaign)[:_GROUPS]
    keys = [row.pk for one in groups for row, text in one.problems if text is not None and text_is_private(row.source)]
    record_all_seen(campaign, keys=keys, actor=actor_of(request), now=now())
    shown = {
        "campaign": campaign, "title": _("举一反三与制度"), "tabs": tabs(campaign, "overview"), "items": items[:MOST], "groups": groups,
        "registers": on.institutions and units_to_write_for(actor, campaign) != [], "common": Weight.COMMON.value,
    }  # fmt: skip
    return render(request, "institutions/pages/overview.html", shown)


@require_GET
def repeated(request: HttpRequest, code: str) -> HttpResponse:
    """New findings of an item in a unit where an earlier one had been closed (M192)."""
    _actor, campaign = entered(request, code)
    mine = reach_of(request, campaign.pk)
    again = repetitions(mine, campaign)
    found, further = older(request, again, MOST)
    rows = [(row, row.text if may_read(mine, row) else None) for row in found]
    keys = [row.pk for row, text in rows if text is not None and text_is_private(row.source)]
    record_all_seen(campaign, keys=keys, actor=actor_of(request), now=now())
    shown = {
        "campaign": campaign, "title": _("重复发生"), "tabs": tabs(campaign, "repetitions"), "rows": rows, "total": again.count(),
        "older": further, "crumbs": crumbs(code, (_("重复发生"), "")),
    }  # fmt: skip
    return render(request, "institutions/pages/repetitions.html", shown)
