"""Cards of self-checks: my own list, and the lists that I look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bihuan.campaigns import queries as campaigns
from bihuan.finding.queries.reporting import totals
from bihuan.finding.queries.self_checks import entry_of, own_list, reads_lists
from bihuan.finding.vocabulary.self_checks import SelfCheckState
from bihuan.interfaces.web.finding.channels import Channel
from bihuan.interfaces.web.shell.actors import actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from bihuan.campaigns.models import Campaign


def cards(request: HttpRequest, campaign: Campaign) -> Iterator[Channel]:
    """One for the person, where he is a subject; one for whoever has lists of others to do with."""
    actor = actor_of(request)
    if not campaigns.switches_for(campaign).self_checks:
        return
    if actor.person_id is not None and entry_of(campaign, actor.person_id):
        row = own_list(actor, campaign)
        stands = _(SelfCheckState(row.state).label) if row else _("还没有开始")
        text = _("把自己、职责、工作摆进去，对照目录写下问题；确实没有的签承诺书。")
        href = reverse("finding:self_check", args=[campaign.code])
        yield Channel(_("我的自查"), text, href, ((_("状态"), stands),), href, _("去填写"), "pen")
    if reads_lists(actor, campaign):
        href = reverse("finding:self_checks", args=[campaign.code])
        lines: tuple[tuple[str, int], ...] = ()
        if campaigns.run_by(actor, campaign):
            told = totals(campaign, localdate())
            lines = (
                (_("已提交清单"), told.listed),
                (_("签承诺书"), told.signed),
                *(((_("由表格导入"), told.entered),) if told.entered else ()),
                (_("还没有交"), told.missing),
                (_("清单上的问题"), told.items),
            )
        yield Channel(_("自查清单"), _("单位初审、分发审核、退回修改、认可。"), href, lines, icon="users")
