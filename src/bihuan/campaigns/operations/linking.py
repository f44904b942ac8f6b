"""Campaigns that belong together: tied to other work (M30), or a second one with its own plan inside the first (M211)."""

from datetime import datetime

from bihuan.campaigns.models import Campaign, CampaignLink
from bihuan.campaigns.vocabulary.organising import LinkKind, OrganisingAction
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _


def link_campaign(
    *, campaign: Campaign, actor: Actor, now: datetime, other: Campaign | None = None, label: str = "", kind: LinkKind = LinkKind.TIED, note: str = ""
) -> CampaignLink:  # fmt: skip
    """Link a campaign to another one, or to work that has a name only. Refused: to itself, twice, an inner campaign that lies inside another
    one (or around this one) already."""
    if other is None and (not label.strip() or kind is not LinkKind.TIED):
        raise BadInput(_("请选本系统里的专项，或写明工作名称；内设专项和上下级专项要选本系统里的专项。"))
    if other is not None and other.pk == campaign.pk:
        raise BadInput(_("不能关联到自己。"))
    row = CampaignLink(
        campaign=campaign, other=other, label=label.strip(), kind=kind, note=note.strip(), linked_at=now, linked_by_id=actor.user_id
    )
    with one_write():
        list(
            Campaign.objects.select_for_update(no_key=True).filter(pk__in={campaign.pk, other.pk if other else campaign.pk}).order_by("pk")
        )
        _refuse_twice(row)
        with creating(row, OrganisingAction.LINK_CAMPAIGN, actor=actor, now=now) as change:
            change.note(other=other.code if other else label.strip(), kind=kind)
    return row


def _refuse_twice(row: CampaignLink) -> None:
    standing = CampaignLink.objects.filter(parted_at=None)
    if row.other is None:
        return
    pair = {row.campaign_id, row.other_id}
    if standing.filter(campaign__in=pair, other__in=pair).exists():
        raise BadInput(_("这两个专项已经关联了。"))
    if row.kind == LinkKind.INSIDE and standing.filter(other=row.other, kind=LinkKind.INSIDE).exists():
        raise BadInput(_("“%(title)s”已经是别的专项的内设专项。"), title=row.other.title)


def part_campaign(row: CampaignLink, *, reason: str, actor: Actor, now: datetime) -> CampaignLink:
    """Undo a link; what was shared stays shared until it is taken back item by item. Refused: undone already."""
    with changing(row, OrganisingAction.PART_CAMPAIGN, actor=actor, now=now, reason=reason) as change:
        if row.parted_at is not None:
            raise NotNow(_("已经取消关联了。"))
        change.set(parted_at=now, parted_by_id=actor.user_id)
    return row
