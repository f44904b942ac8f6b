"""The card of back-checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.campaigns import queries as campaigns
from bihuan.finding.queries.back_checks import back_checks_of, may_back_check, reads
from bihuan.finding.vocabulary.back_checks import BackCheckState
from bihuan.interfaces.web.finding.channels import Channel
from bihuan.interfaces.web.shell.actors import actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from bihuan.campaigns.models import Campaign


def cards(request: HttpRequest, campaign: Campaign) -> Iterator[Channel]:
    """For those who work or read them."""
    actor, code = actor_of(request), campaign.code
    if not campaigns.switches_for(campaign).back_checks or not reads(actor, campaign):
        return
    rows = back_checks_of(actor, campaign)
    lines = (
        (_("倒查中"), rows.filter(state=BackCheckState.OPEN).count()),
        (_("已有结论"), rows.filter(state=BackCheckState.CONCLUDED).count()),
    )
    begin = reverse("finding:new_back_check", args=[code]) if may_back_check(actor, campaign) else ""
    text = _("以事查人、以事责人：从事件查到问题，再查到责任。")
    yield Channel(_("倒查"), text, reverse("finding:back_checks", args=[code]), lines, begin, _("开展倒查"), "search")
