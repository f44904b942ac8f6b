"""What a unit adds under the plan in its own words: local forms of an item (M44), its own measures under a measure (M32)."""

from datetime import datetime

from bihuan.campaigns.models import Campaign, Category, CoveredUnit, LocalManifestation, Manifestation, UnitMeasure
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.campaigns.vocabulary.organising import OrganisingAction
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Unit


def _check(campaign: Campaign, unit: Unit, text: str) -> str:
    if campaign.state == CampaignState.CLOSED:
        raise NotNow(_("专项已经结束。"))
    if not text.strip():
        raise BadInput(_("请写明内容。"))
    if not CoveredUnit.objects.filter(campaign=campaign, unit=unit, to_on=None).exists():
        raise BadInput(_("“%(name)s”不在本专项的整治单位里。"), name=unit.name)
    return text.strip()


def add_local_manifestation(
    *, campaign: Campaign, parent: Manifestation, unit: Unit, text: str, actor: Actor, now: datetime
) -> LocalManifestation:
    """Say how an item of the catalogue shows itself in this unit. Refused: an item of another campaign, the same words twice."""
    told = _check(campaign, unit, text)
    if parent.category.catalogue.campaign_id != campaign.pk:
        raise BadInput(_("这条具体表现不在本专项的问题目录里。"))
    if LocalManifestation.objects.filter(campaign=campaign, unit=unit, parent=parent, text=told, dropped_at=None).exists():
        raise BadInput(_("本单位已经写过这一条。"))
    row = LocalManifestation(campaign=campaign, parent=parent, unit=unit, text=told, added_at=now, added_by_id=actor.user_id)
    with creating(row, OrganisingAction.ADD_LOCAL, actor=actor, now=now):
        pass
    return row


def drop_local_manifestation(row: LocalManifestation, *, actor: Actor, now: datetime) -> LocalManifestation:
    """It is not offered any more; what was recorded under it stays. Refused: dropped already."""
    with changing(row, OrganisingAction.DROP_LOCAL, actor=actor, now=now) as change:
        if row.dropped_at is not None:
            raise NotNow(_("已经停用了。"))
        change.set(dropped_at=now, dropped_by_id=actor.user_id)
    return row


def add_unit_measure(
    *, campaign: Campaign, category: Category, measure: str, unit: Unit, text: str, actor: Actor, now: datetime
) -> UnitMeasure:
    """Attach a unit's own measure under a measure of the campaign, whose words do not change. Refused: a measure the plan does not have."""
    told = _check(campaign, unit, text)
    if category.catalogue.campaign_id != campaign.pk or measure not in category.measures:
        raise BadInput(_("方案里没有这条整治措施。"))
    row = UnitMeasure(campaign=campaign, category=category, measure=measure, unit=unit, text=told, added_at=now, added_by_id=actor.user_id)
    with creating(row, OrganisingAction.ADD_UNIT_MEASURE, actor=actor, now=now):
        pass
    return row


def drop_unit_measure(row: UnitMeasure, *, actor: Actor, now: datetime) -> UnitMeasure:
    """It is not in force any more; it stays in the book. Refused: dropped already."""
    with changing(row, OrganisingAction.DROP_UNIT_MEASURE, actor=actor, now=now) as change:
        if row.dropped_at is not None:
            raise NotNow(_("已经停用了。"))
        change.set(dropped_at=now, dropped_by_id=actor.user_id)
    return row
