"""Holding up an example: a commendation cites one standard of the campaign's code of conduct (M43)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Commendation, CoveredUnit
from bihuan.campaigns.rules.conduct import standards_of
from bihuan.campaigns.vocabulary import CampaignAction
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Person, Unit


def commend(
    *, campaign: Campaign, standard: str, unit: Unit, person: Person | None, deed: str, on: date, agreed: bool = False,
    actor: Actor, now: datetime,
) -> Commendation:  # fmt: skip
    """Commend a unit of the campaign, or somebody in it who `agreed` that his name stands there (M157). Refused: a standard that the code does not
    have, a unit that is not part of the campaign, a day to come, no deed, oneself, a name without consent."""
    if standard not in standards_of(campaign.file):
        raise BadInput(_("行为准则里没有“%(standard)s”这一条。"), standard=standard)
    if not CoveredUnit.objects.filter(campaign=campaign, unit=unit).exists():
        raise BadInput(_("“%(name)s”不在本专项的整治单位里。"), name=unit.name)
    if not deed.strip():
        raise BadInput(_("请写明事迹，让别人知道该学什么。"))
    if on > localdate(now):
        raise BadInput(_("表扬日期不能晚于今天。"))
    if person is not None and person.pk == actor.person_id:
        raise BadInput(_("不能表扬自己，请由别人登记。"))
    if person is not None and not agreed:
        raise BadInput(_("写出姓名的表扬，要先征得本人同意。"))
    row = Commendation(
        campaign=campaign, standard=standard, unit=unit, person=person, deed=deed.strip(), on_date=on, commended_at=now, commended_by_id=actor.user_id
    )  # fmt: skip
    with creating(row, CampaignAction.COMMEND, actor=actor, now=now) as change:
        change.note(standard=standard, unit=unit.pk, person=person.pk if person else None, agreed=agreed if person else None)
    return row


def withdraw_commendation(row: Commendation, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take a commendation back with its reason; the record stays."""
    with changing(row, CampaignAction.WITHDRAW_COMMENDATION, actor=actor, now=now, reason=reason) as change:
        if row.withdrawn_at is not None:
            raise NotNow(_("这条表扬已经撤销。"))
        change.set(withdrawn_at=now, withdrawn_by_id=actor.user_id)
