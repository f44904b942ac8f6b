"""The card of leaders' instructions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.campaigns import queries as campaigns
from bihuan.finding.queries.instructions import counts_of, hands_of
from bihuan.interfaces.web.finding.channels import Channel
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.days import today_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from bihuan.campaigns.models import Campaign


def cards(request: HttpRequest, campaign: Campaign) -> Iterator[Channel]:
    """For the office always, for others once there is one that they read."""
    actor = actor_of(request)
    if not campaigns.switches_for(campaign).instructions:
        return
    every, late = counts_of(actor, campaign, today_of(campaign).day)
    office = hands_of(actor, campaign).office
    if every or office:
        begin = reverse("finding:register_instruction", args=[campaign.code]) if office else ""
        href = reverse("finding:instructions", args=[campaign.code])
        text = _("领导手写批示的扫描件、原文、分办和呈报；未落实的由专班决定转入台账。")
        yield Channel(_("批示"), text, href, ((_("登记的批示"), every), (_("超期未办结的分办"), late)), begin, _("登记批示"), "pen")
