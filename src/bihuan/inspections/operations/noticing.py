"""Correction notices: numbered, with a day, a reply, and what became of the reply (M107)."""

from datetime import date, datetime

from django.db.models import Max
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, GroupUnit
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.inspections.models import CorrectionNotice, Observation
from bihuan.inspections.vocabulary import NoticeAction, ObservationState
from bihuan.organisation.models import Unit


def send_notice(
    *, campaign: Campaign, unit: Unit, deviation: str, demand: str, due_on: date, actor: Actor, now: datetime, observation: Observation | None = None
) -> CorrectionNotice:  # fmt: skip
    """Tell a unit what has gone off the way and until when it is put right. Numbers have no gap: whoever takes one holds the campaign's row.

    Refused: a finding of which the unit does not know yet."""
    refuse_left_out(campaign.file, "inspections")
    if not deviation.strip() or not demand.strip():
        raise BadInput(_("请写明偏差和要求。"))
    if due_on < localdate(now):
        raise BadInput(_("回复期限不能早于今天。"))
    if observation is not None and observation.unit_id != unit.pk:
        raise BadInput(_("这条发现不是这个单位的。"))
    if observation is not None and observation.state == ObservationState.NOTED:
        raise NotNow(_("先把发现送单位说明，再发纠偏通知。"))
    charge = GroupUnit.objects.filter(campaign=campaign, unit=unit, group__dissolved_on=None).first()
    with one_write():
        Campaign._base_manager.select_for_update(no_key=True).get(pk=campaign.pk)
        last = CorrectionNotice.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0
        row = CorrectionNotice(
            campaign=campaign, group_id=charge.group_id if charge else None, unit=unit, observation=observation, number=last + 1,
            deviation=deviation.strip(), demand=demand.strip(), due_on=due_on, sent_at=now, sent_by_id=actor.user_id,
        )  # fmt: skip
        with creating(row, NoticeAction.SEND, actor=actor, now=now):
            pass
    return row


def reply_to_notice(row: CorrectionNotice, *, reply: str, actor: Actor, now: datetime) -> CorrectionNotice:
    """The unit says what it did."""
    if not reply.strip():
        raise BadInput(_("请写明怎么纠正的。"))
    with changing(row, NoticeAction.REPLY, actor=actor, now=now) as change:
        change.set(reply=reply.strip(), replied_at=now, replied_by_id=actor.user_id)
    return row


def accept_reply(row: CorrectionNotice, *, verdict: str, actor: Actor, now: datetime) -> CorrectionNotice:
    """It is put right."""
    with changing(row, NoticeAction.ACCEPT, actor=actor, now=now) as change:
        change.set(verdict=verdict.strip(), judged_at=now, judged_by_id=actor.user_id)
    return row


def refuse_reply(row: CorrectionNotice, *, reason: str, due_on: date, actor: Actor, now: datetime) -> CorrectionNotice:
    """It is not: why, and until when the next reply comes."""
    if due_on < localdate(now):
        raise BadInput(_("回复期限不能早于今天。"))
    with changing(row, NoticeAction.REFUSE, actor=actor, now=now, reason=reason) as change:
        change.set(verdict=reason.strip(), judged_at=now, judged_by_id=actor.user_id, due_on=due_on)
    return row
