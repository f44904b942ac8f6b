"""Announcements: drawn up and approved by two hands, answered by the person, gone with what they told – leaving a seal and no name (P09, P10)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q
from django.utils.timezone import localdate

from bihuan.accountability.models import Announcement, Clarification, DecisionBody, Handling
from bihuan.accountability.operations.forgetting import empty_papers
from bihuan.accountability.operations.words import written
from bihuan.accountability.rules.publicity import OUTSIDE, names_in, seal
from bihuan.accountability.vocabulary.handling import HandlingAction
from bihuan.accountability.vocabulary.publicity import AnnouncementAction as A
from bihuan.accountability.vocabulary.publicity import AnnouncementKind, AnnouncementState, Audience, Channel, RemovedWhy
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, _

_LIVE = (AnnouncementState.PROPOSED, AnnouncementState.SHOWN)
AT_ONCE = 200


@dataclass(frozen=True)
class Wording:
    """What is announced, to whom, by what, until when. `no_private`: whoever draws it up has read it for health, family and what is nobody's business
    (P09)."""

    title: str
    text: str
    ends_on: date
    named: bool = False
    audience: Audience = Audience.UNIT
    channels: Collection[Channel] = (Channel.PAGE,)
    no_private: bool = False


def waive_appeal(row: Handling, *, actor: Actor, now: datetime) -> None:
    """The person accepts it and will not appeal. He may still think better of it while his days last; then nothing is announced any more."""
    with changing(row, HandlingAction.WAIVE_APPEAL, actor=actor, now=now) as change:
        change.set(appeal_waived_at=now, appeal_waived_by_id=actor.user_id)


def propose_announcement(*, handling: Handling, body: DecisionBody, told: Wording, actor: Actor, now: datetime) -> Announcement:
    """Draw up what is announced about a handling. Nameless unless somebody says so. Refused: a name in a nameless one, no end, one that was not read
    for what is private."""
    refuse_left_out(handling.campaign.file, "publicity_of_handlings")
    _refuse_unfit(told, localdate(now))
    if body.campaign_id != handling.campaign_id or body.ended_at is not None:
        raise BadInput(_("审批机构不属于本专项，或者已经停用。"))
    names = [handling.person.name] if handling.person else []
    if not told.named and names_in([*names, handling.unit.name], told.title, told.text):
        raise BadInput(_("不点名的，不能写出姓名和单位；要点名的请选“点名”，并经审批。"))
    row = _drawn_up(handling.campaign, told, actor, now)
    row.kind, row.handling, row.unit, row.handler, row.body = AnnouncementKind.HANDLING, handling, handling.unit, handling.handler, body
    with one_write():
        row.number = _next(handling.campaign)
        with creating(row, A.PROPOSE, actor=actor, now=now) as change:
            change.note(handling=handling.number)
    return row


def _refuse_unfit(told: Wording, today: date) -> None:
    written(told.title, _("标题"))
    written(told.text, _("内容"))
    if told.ends_on <= today:
        raise BadInput(_("请写明公布到哪天为止，要在今天以后。"))
    if not told.channels:
        raise BadInput(_("请选择公布的渠道。"))
    if not told.no_private:
        raise BadInput(_("请先核对：不含家庭、健康等个人隐私。"))


def _drawn_up(campaign: Campaign, told: Wording, actor: Actor, now: datetime) -> Announcement:
    return Announcement(
        campaign=campaign, named=told.named, title=told.title.strip(), text=told.text.strip(), audience=told.audience, ends_on=told.ends_on,
        channels=[one.value for one in Channel if one in told.channels], on_page=Channel.PAGE in told.channels, proposed_at=now,
        proposed_by_id=actor.user_id,
    )  # fmt: skip


def _next(campaign: Campaign) -> int:
    list(Campaign.objects.select_for_update(no_key=True).filter(pk=campaign.pk).values_list("pk"))  # numbers are given one at a time
    return int(Announcement.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0) + 1


def reply_to_announcement(row: Announcement, *, text: str, actor: Actor, now: datetime) -> None:
    """What the person says to it stands beside it, in his words (P09)."""
    with changing(row, A.REPLY, actor=actor, now=now) as change:
        change.set(reply=written(text, _("说明")))


def approve_announcement(row: Announcement, *, actor: Actor, now: datetime) -> None:
    """Another hand approves, and it stands from today. Refused: who drew it up; a name of what somebody may still change; its days over."""
    refuse_left_out(row.campaign.file, "publicity_of_handlings")
    with changing(row, A.APPROVE, actor=actor, now=now) as change:
        if row.ends_on < localdate(now):
            raise BadInput(_("截止日期已经过了。"))
        change.set(from_on=localdate(now), approved_at=now, approved_by_id=actor.user_id)


def refuse_announcement(row: Announcement, *, actor: Actor, now: datetime) -> None:
    """Nothing is announced, and no words of it stay."""
    with changing(row, A.REFUSE, actor=actor, now=now) as change:
        change.set(**_gone(row))


def publish_clarification(row: Clarification, *, told: Wording, actor: Actor, now: datetime) -> Announcement:
    """Announce a clearing that was approved, as widely as what it answers."""
    _refuse_unfit(told, localdate(now))
    fresh = _drawn_up(row.campaign, told, actor, now)
    fresh.kind, fresh.clarification, fresh.unit, fresh.handler, fresh.body = (
        AnnouncementKind.CLARIFICATION,
        row,
        row.unit,
        row.handler,
        row.body,
    )
    fresh.from_on, fresh.approved_at, fresh.approved_by_id = localdate(now), row.approved_at, row.approved_by_id
    with one_write():
        fresh.number = _next(row.campaign)
        with creating(fresh, A.PUBLISH, actor=actor, now=now) as change:
            change.note(clarification=row.number)
    return fresh


def remove_announcement(row: Announcement, *, actor: Actor, now: datetime) -> None:
    """Take it down before its day."""
    _remove(row, RemovedWhy.BY_HAND, actor, now)


def remove_announcements(handling: Handling, *, why: RemovedWhy, now: datetime) -> int:
    """Take down whatever was announced about a handling, because it is lifted, undone, over, tolerated or cleared. By the machine: nobody has to think
    of it. Its papers go with it. How many."""
    empty_papers(handling, now=now)
    rows = list(Announcement.objects.filter(handling=handling, state__in=_LIVE).order_by("pk"))
    for row in rows:
        _remove(row, why, system_actor("clock"), now)
    return len(rows)


def remove_due_announcements(*, actor: Actor, now: datetime) -> int:
    """By the clock: what is past its day, or whose handling is over, goes. How many."""
    today = localdate(now)
    gone = Q(handling__isnull=False) & (
        Q(named=True, handling__ends_on__lt=today) | ~Q(handling__state__in=("in_force", "ended", "lifted"))
    )
    ended = Q(named=True, handling__isnull=False, handling__state__in=("ended", "lifted"))
    rows = Announcement.objects.filter(state__in=_LIVE).filter(Q(ends_on__lt=today) | gone | ended).order_by("pk")[:AT_ONCE]
    for row in rows:
        _remove(row, RemovedWhy.EXPIRED, actor, now)
    return len(rows)


def _gone(row: Announcement) -> dict[str, Any]:
    return {"seal": seal(row.title, row.text, row.reply), "title": "", "text": "", "reply": ""}


def _remove(row: Announcement, why: RemovedWhy, actor: Actor, now: datetime) -> None:
    with changing(row, A.REMOVE, actor=actor, now=now) as change:
        change.set(why=why, removed_at=now, removed_by_id=actor.user_id, **_gone(row))


def take_off_channel(row: Announcement, *, channel: Channel, on: date, actor: Actor, now: datetime) -> None:
    """It was taken off where only people can take it off: the board, the screen, the site, the copies of a circular."""
    if channel not in OUTSIDE or channel not in row.channels or not localdate(row.removed_at or now) <= on <= localdate(now):
        raise BadInput(_("请选公布过的线下渠道，日期在撤下以后、今天以前。"))
    with changing(row, A.TAKE_OFF, actor=actor, now=now) as change:
        change.set(taken_off={**row.taken_off, channel.value: on.isoformat()})
