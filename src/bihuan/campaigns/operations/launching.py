"""From a prepared campaign to a running one: roster frozen, office granted, started. All or nothing."""

from collections.abc import Sequence
from datetime import date, datetime

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations.covering import cover_from_roster
from bihuan.campaigns.operations.duties import grant_duty
from bihuan.campaigns.operations.running import start_campaign
from bihuan.campaigns.queries.gaps import OrganisationGap, gaps_before_the_first_stage
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Person
from bihuan.organisation.operations.roster import enter_roster_sheet
from bihuan.organisation.queries import Entered

NOBODY_BEHIND = _(
    "您的账号还没有关联到本人，启动后就没有人当专班。请组织管理员在“单位与人员”里打开您的名字（没有就先登记），点“关联账号”，再来启动；"
    "您自己就是唯一的组织管理员的，在服务器上用 bihuan account link。"
)


_GAPS = _("进入第一阶段以前还有缺口：%(told)s。请补齐，或者写明为什么带着缺口启动、由谁什么时候补齐。")


def launch_campaign(
    *, campaign: Campaign, entries: Sequence[Entered], on: date, actor: Actor, now: datetime, gaps_reason: str | None = None
) -> Campaign:
    """Freeze the roster of a prepared campaign and start it; whoever launches it becomes its office. Refused: nobody to cover.

    Units without a responsible leader or a named officer are told before the first stage is entered (M05): `gaps_reason` says why it starts
    nevertheless; "", that somebody was asked and said nothing: refused with the units. None: nobody could be asked; the book has the gaps."""
    if not actor.is_system and actor.person_id is None:
        raise BadInput(NOBODY_BEHIND)
    if not entries:
        raise BadInput(_("“%(unit)s”下面还没有人员。请先导入干部名册，或在这里上传。"), unit=campaign.root.name)
    with one_write():
        cover_from_roster(campaign=campaign, entries=entries, on=on, actor=actor, now=now)
        if actor.person_id is not None:
            grant_duty(campaign=campaign, person=Person(pk=actor.person_id), duty=Duty.OFFICE, actor=actor, now=now)
        gaps = gaps_before_the_first_stage(campaign, on)
        if gaps and gaps_reason is not None and not gaps_reason.strip():
            raise BadInput(_GAPS, told="；".join(map(_told, gaps)))
        counts = {one.name: one.count for one in gaps}
        start_campaign(campaign=campaign, actor=actor, now=now, reason=gaps_reason or "" if gaps else "", gaps=counts)
    return campaign


_FEW = 5
"""So many units are named in the sentence; the page of gaps names them all."""


def _told(gap: OrganisationGap) -> str:
    names = "、".join(one.name for one in gap.units[:_FEW]) + ("等" if gap.count > _FEW else "")
    return f"{gap.text % {'count': gap.count}}（{names}）"


def launch_campaign_with_sheet(
    *, campaign: Campaign, data: bytes, name: str, on: date, actor: Actor, now: datetime, gaps_reason: str | None = None
) -> Campaign:
    """The same with a roster sheet that is taken over first. Refused with the sheet's errors, each at its cell; then nothing was written."""
    with one_write():
        taken = enter_roster_sheet(data=data, name=name, on=on, actor=actor, now=now)
        return launch_campaign(campaign=campaign, entries=taken.entries, on=on, actor=actor, now=now, gaps_reason=gaps_reason)
