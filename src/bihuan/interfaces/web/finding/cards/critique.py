"""Cards of critique meetings and of pointing out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.campaigns import queries as campaigns
from bihuan.finding.queries import critique as queries
from bihuan.interfaces.web.finding.channels import Channel
from bihuan.interfaces.web.shell.actors import actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from bihuan.campaigns.models import Campaign


def cards(request: HttpRequest, campaign: Campaign) -> Iterator[Channel]:
    """The meetings for everybody in the campaign; the total is the campaign's, never a unit's or a person's."""
    if not campaigns.switches_for(campaign).critique:
        return
    href = reverse("finding:critique", args=[campaign.code])
    lines = ((_("互查发现问题"), queries.total_of(campaign)),) if campaigns.run_by(actor_of(request), campaign) else ()
    yield Channel(_("互评会议"), _("四种结对之间互相提意见，列入台账时不写由谁提出。"), href, lines, icon="users")
    pointing = reverse("finding:pointing", args=[campaign.code])
    yield Channel(_("指出问题"), _("领导批评、同事点醒、群众监督：对方看得到问题，看不到是谁提的。"), pointing, icon="chat")
