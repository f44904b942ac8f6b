"""Calling late units, and following those closely that need it."""

from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, ChaseCall, CoveredUnit, Follow
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.campaigns.vocabulary import ChasingAction, FollowGround
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Unit


def log_call(
    *, campaign: Campaign, unit: Unit, on: date, told: str, actor: Actor, now: datetime, promise: str = "", promised_on: date | None = None
) -> ChaseCall:  # fmt: skip
    """Keep what was said to a late unit, and what it promised until when. Refused: a day to come, nothing said, a promised day before the call."""
    refuse_left_out(campaign.file, "chasing")
    if on > localdate(now):
        raise BadInput(_("催办日期不能晚于今天。"))
    if not told.strip():
        raise BadInput(_("请写明催办了什么。"))
    if promised_on is not None and (promised_on < on or not promise.strip()):
        raise BadInput(_("承诺办结日期不能早于催办日期，并请写明承诺了什么。"))
    _refuse_foreign(campaign, unit)
    row = ChaseCall(
        campaign=campaign, unit=unit, called_on=on, told=told.strip(), promise=promise.strip(), promised_on=promised_on, logged_at=now,
        logged_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, ChasingAction.LOG_CALL, actor=actor, now=now) as change:
        change.note(unit=unit.pk, promised_on=promised_on)
    return row


def _refuse_foreign(campaign: Campaign, unit: Unit) -> None:
    if not CoveredUnit.objects.filter(campaign=campaign, unit=unit).exists():
        raise BadInput(_("“%(name)s”不在本专项的整治单位里。"), name=unit.name)


def follow_unit(*, campaign: Campaign, unit: Unit, ground: FollowGround, reason: str, actor: Actor, now: datetime) -> Follow:
    """Follow a unit closely: its self-checks came back, or the public complains much (M100). Refused: followed already."""
    refuse_left_out(campaign.file, "chasing")
    _refuse_foreign(campaign, unit)
    if Follow.objects.filter(campaign=campaign, unit=unit, released_at=None).exists():
        raise NotNow(_("“%(name)s”已经在跟踪督促。"), name=unit.name)
    row = Follow(campaign=campaign, unit=unit, ground=ground, reason=reason.strip(), begun_at=now, begun_by_id=actor.user_id)
    with creating(row, ChasingAction.FOLLOW, actor=actor, now=now, reason=reason) as change:
        change.note(unit=unit.pk, ground=ground.value)
    return row


def release_unit(row: Follow, *, decision: str, reason: str, actor: Actor, now: datetime) -> None:
    """Let it go by a decision: nothing else ends it. Refused: no word who decided, let go already."""
    if not decision.strip():
        raise BadInput(_("请写明是谁、以什么方式决定解除的。"))
    with changing(row, ChasingAction.RELEASE, actor=actor, now=now, reason=reason) as change:
        if row.released_at is not None:
            raise NotNow(_("已经解除跟踪督促。"))
        change.set(decision=decision.strip(), released_at=now, released_by_id=actor.user_id)
