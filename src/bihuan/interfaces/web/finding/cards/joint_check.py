"""Cards of the joint check and the quarterly lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.campaigns import queries as campaigns
from bihuan.finding.queries.feedback import joint_figures, works_joint_check
from bihuan.finding.queries.red_black import lists_of
from bihuan.interfaces.web.finding.channels import Channel
from bihuan.interfaces.web.shell.actors import actor_of, reach_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from bihuan.campaigns.models import Campaign


def cards(request: HttpRequest, campaign: Campaign) -> Iterator[Channel]:
    """The joint check with its three figures; the quarterly lists."""
    on, code, mine = campaigns.switches_for(campaign), campaign.code, reach_of(request, campaign.pk)
    if on.joint_check:
        told, works = joint_figures(mine, campaign), works_joint_check(actor_of(request), campaign)
        lines = ((_("问题"), told.instances), (_("事项"), told.matters), (_("单位"), told.units), (_("涉及人员"), told.persons))
        text = _("批示、督查反馈、红黑榜、巡察反馈、上级点名汇在一起，不重复。")
        begin = reverse("finding:new_report", args=[code]) if works else ""
        yield Channel(_("组织联查"), text, reverse("finding:joint", args=[code]), lines, begin, _("登记反馈材料"), "layers")
    if on.red_black_list:
        lines = ((_("期数"), lists_of(mine, campaign).count()),)  # type: ignore[assignment]
        yield Channel(_("红黑榜"), _("每季度一期，连同评定标准和研究决定。"), reverse("finding:red_black", args=[code]), lines, icon="flag")
