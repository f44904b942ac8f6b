"""Cards of talks and home visits, for whoever has any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.campaigns import queries as campaigns
from bihuan.finding.queries.talks import home_visits_of, may_talk, may_visit, talks_of
from bihuan.interfaces.web.finding.channels import Channel
from bihuan.interfaces.web.shell.actors import actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from bihuan.campaigns.models import Campaign


def cards(request: HttpRequest, campaign: Campaign) -> Iterator[Channel]:
    """Counts are of what whoever asks may read himself."""
    on, code, actor = campaigns.switches_for(campaign), campaign.code, actor_of(request)
    if on.talks and ((many := talks_of(actor, campaign).count()) or may_talk(actor, campaign)):
        begin = reverse("finding:new_talk", args=[code]) if may_talk(actor, campaign) else ""
        lines = ((_("谈话记录"), many),)
        yield Channel(
            _("谈话"), _("由本人阅看确认，可以写不同意见。"), reverse("finding:talks", args=[code]), lines, begin, _("记录谈话"), "chat"
        )
    if on.home_visits and ((many := home_visits_of(actor, campaign).count()) or may_visit(actor, campaign)):
        lines = ((_("家访"), many),)
        yield Channel(_("干部家访"), _("先征得本人同意再去。"), reverse("finding:home_visits", args=[code]), lines, icon="users")
