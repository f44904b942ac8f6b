"""Cards of opinions, letters and gatherings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.campaigns import queries as campaigns
from bihuan.finding.queries import opinions as queries
from bihuan.interfaces.web.finding.channels import Channel
from bihuan.interfaces.web.shell.actors import actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from bihuan.campaigns.models import Campaign


def cards(request: HttpRequest, campaign: Campaign) -> Iterator[Channel]:
    """One for each way of asking that is in use; the counts are the office's, and nobody is counted."""
    actor, code, on = actor_of(request), campaign.code, campaigns.switches_for(campaign)
    runs = campaigns.run_by(actor, campaign)
    counts = queries.counts_of(campaign) if runs and (on.letters or on.gatherings) else None

    def at(name: str) -> str:
        return reverse(f"finding:{name}", args=[code])

    if on.letters and (runs or queries.letters_of(actor, campaign).exists()):
        lines = ((_("发出的函"), counts.letters), (_("收回的意见"), counts.by_letter)) if counts else ()
        text = _("一人一函，编号发出；回复逐条登记到单位。")
        begin = at("new_letters") if runs else ""
        yield Channel(_("征求意见函"), text, at("letters"), lines, begin, _("起草征求意见函"), "send")
    if on.gatherings:
        lines = ((_("登记的意见"), counts.opinions), (_("待处理"), counts.open)) if counts else ()
        text = _("座谈会、走访群众、问卷调查、征求意见表。每条意见都有着落。")
        yield Channel(_("座谈走访问卷"), text, at("gatherings"), lines, icon="chat")
        yield Channel(_("意见建议清单"), _("来自各种形式的意见，列入台账或者写明理由。"), at("opinions"), icon="list")
