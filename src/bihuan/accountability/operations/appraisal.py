"""Documented proposals to the personnel body, its answers, and a person's record for the appraisal on its written request. The platform changes no
grade and no post (M147, M154–M156)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.accountability.models import DecisionBody, Motion, Rating, Referral, ReferralEntry
from bihuan.accountability.operations.local_rules import rule_in_force
from bihuan.accountability.operations.motions import next_number
from bihuan.accountability.operations.words import written
from bihuan.accountability.policy.cards import touched, unit_now
from bihuan.accountability.policy.motions import is_final_motion
from bihuan.accountability.queries.marks import FinalLine, final_lines
from bihuan.accountability.vocabulary.appraisal import ReferralAction as A
from bihuan.accountability.vocabulary.appraisal import ReferralKind as K
from bihuan.accountability.vocabulary.appraisal import Reward
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.motions import MotionKind, MotionState
from bihuan.accountability.vocabulary.ratings import RatingKind, RatingState, RuleAbout
from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _
from bihuan.foundation.kernel.unseen import seen
from bihuan.organisation.models import Person, Unit


def send_rewards(
    *, campaign: Campaign, body: DecisionBody, proposed: Sequence[tuple[Rating, Reward]], document: str, text: str, actor: Actor, now: datetime
) -> Referral:  # fmt: skip
    """From the strivers in force a list of proposals for appraisal and promotion (M147), sent by the body that rated them. Refused: somebody who is none,
    nobody, without number or reason."""
    found = rule_in_force(campaign, RuleAbout.RATINGS)
    fits = [
        one
        for one, _reward in proposed
        if (one.campaign_id, one.kind, one.state) == (campaign.pk, RatingKind.STRIVER, RatingState.IN_FORCE)
    ]
    if not proposed or len(fits) < len(proposed):
        raise BadInput(_("请从现行有效的“奋斗者”里选人。"))
    _refuse_touched(actor, [(one.unit, one.person) for one, _reward in proposed])
    row = _referral(campaign, K.REWARD, found.body, body, document, text, localdate(now), actor, now)
    with one_write():
        row.number = next_number(Referral, campaign)
        with creating(row, A.SEND, actor=actor, now=now):
            ReferralEntry.objects.bulk_create(
                [ReferralEntry(referral=row, person=one.person, rating=one, reward=reward) for one, reward in proposed]
            )
    return row


def send_proposal(
    motion: Motion, *, kind: K, body: DecisionBody, document: str, text: str, actor: Actor, now: datetime
) -> Referral:  # fmt: skip
    """Send the proposal "basically competent" (M154) or one for the up-and-down procedure (M156) on a decision that a red card did not get better.
    Refused: another kind of decision, one that was not served or is appealed."""
    if kind not in (K.BASIC, K.UP_DOWN) or motion.kind != MotionKind.DOWN or motion.state != MotionState.GRANTED:
        raise BadInput(_("只有已经同意的按“下”处理建议才能送组织人事部门。"))
    if motion.served_at is None or not is_final_motion(motion, localdate(now)):
        raise NotNow(_("决定还没有送达本人，或者申诉期限没有过、申诉正在办理。"))
    _refuse_touched(actor, [(motion.unit, motion.person)])
    row = _referral(motion.campaign, kind, motion.body, body, document, text, localdate(now), actor, now)
    with one_write():
        row.number = next_number(Referral, motion.campaign)
        with creating(row, A.SEND, actor=actor, now=now):
            ReferralEntry.objects.create(referral=row, person=motion.person, motion=motion)
    return row


def ask_record(
    *, campaign: Campaign, body: DecisionBody, person: Person, document: str, document_on: date, purpose: str, actor: Actor, now: datetime
) -> Referral:  # fmt: skip
    """The personnel body asks in writing for what was finally decided about somebody (M155): its letter, its day, what for."""
    if document_on > localdate(now):
        raise BadInput(_("行文日期不能晚于今天。"))
    _refuse_touched(actor, [(unit_now(person), person)])
    row = _referral(campaign, K.RECORD, None, body, document, purpose, document_on, actor, now)
    with one_write():
        row.number = next_number(Referral, campaign)
        with creating(row, A.ASK_RECORD, actor=actor, now=now):
            ReferralEntry.objects.create(referral=row, person=person)
    return row


def _refuse_touched(actor: Actor, about: Sequence[tuple[Unit | None, Person]]) -> None:
    """Nobody proposes himself, asks for his own record, or has a hand in what he keeps away from (P04)."""
    if touched(actor, about):
        raise NotAllowed(_("涉及本人，或者您正在回避的人员，请由别人办理。"))


def _referral(
    campaign: Campaign, kind: K, sender: DecisionBody | None, body: DecisionBody, document: str, text: str, on: date, actor: Actor, now: datetime
) -> Referral:  # fmt: skip
    number = seen(document)
    if not number or body.kind != BodyKind.PERSONNEL or body.campaign_id != campaign.pk or body.ended_at is not None:
        raise BadInput(_("请写明文号，并选本专项的组织人事部门。"))
    return Referral(
        campaign=campaign, kind=kind, sender=sender, body=body, document=number, document_on=on, text=written(text, _("理由或者用途")), sent_at=now,
        sent_by_id=actor.user_id,
    )  # fmt: skip


def answer_referral(row: Referral, *, answer: str, document: str, on: date, actor: Actor, now: datetime) -> None:
    """What the personnel body answered, by which document and when. Nothing here follows from it."""
    words, number = written(answer, _("答复")), seen(document)
    if not number or not row.document_on <= on <= localdate(now):
        raise BadInput(_("请写明答复文号；答复日期要在行文以后、今天以前。"))
    with changing(row, A.ANSWER, actor=actor, now=now) as change:
        change.set(answer=words, answer_document=number, answered_on=on, answered_at=now, answered_by_id=actor.user_id)


def take_record(row: Referral, *, actor: Actor, now: datetime) -> list[FinalLine]:
    """Take home what was asked for: final decisions only, as they stand today. That it was taken stands in the book."""
    if row.kind != K.RECORD:
        raise BadInput(_("这份文件不是书面要求。"))
    with changing(row, A.TAKE_RECORD, actor=actor, now=now) as change:
        told = [line for one in row.entries.select_related("person") for line in final_lines(row.campaign, one.person, localdate(now))]
        change.note(lines=len(told))
    return told
