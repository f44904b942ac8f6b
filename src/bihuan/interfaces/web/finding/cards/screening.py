"""The card of units' own screenings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.campaigns import queries as campaigns
from bihuan.finding.queries.screening import asks_for_screening, screenings_of, units_screened_by
from bihuan.finding.vocabulary.screening import ScreeningState
from bihuan.interfaces.web.finding.channels import Channel
from bihuan.interfaces.web.shell.actors import actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from bihuan.campaigns.models import Campaign


def cards(request: HttpRequest, campaign: Campaign) -> Iterator[Channel]:
    """For units and those who look at them."""
    actor, code = actor_of(request), campaign.code
    if not campaigns.switches_for(campaign).screening:
        return
    states = list(screenings_of(actor, campaign).values_list("state", flat=True))
    begins, asks = units_screened_by(actor, campaign), asks_for_screening(actor, campaign)
    if not (states or begins or asks):
        return
    lines = tuple((_(one.label), states.count(one.value)) for one in ScreeningState)
    name = "begin_screening" if begins else "ask_screening"
    begin, label = (reverse(f"finding:{name}", args=[code]), _("开展排查") if begins else _("布置排查")) if begins or asks else ("", "")
    text = _("单位对照一类问题自己排查，报“未发现问题”或逐条列入。")
    yield Channel(_("单位排查"), text, reverse("finding:screenings", args=[code]), lines, begin, label, "check")
