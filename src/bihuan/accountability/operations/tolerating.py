"""Tolerance (D6): somebody asks, a body accepts and verifies, others decide together with reasons on every line, and what went wrong is put right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils.timezone import localdate

from bihuan.accountability.models import Correction, DecisionBody, Handling, Tolerance
from bihuan.accountability.operations.announcing import remove_announcements
from bihuan.accountability.operations.words import refuse_present, written
from bihuan.accountability.policy.duties import is_subject
from bihuan.accountability.rules.tolerance import Review, checked, principles_of
from bihuan.accountability.vocabulary.handling import HandlingAction, HandlingState
from bihuan.accountability.vocabulary.publicity import RemovedWhy
from bihuan.accountability.vocabulary.tolerance import Asker
from bihuan.accountability.vocabulary.tolerance import ToleranceAction as A
from bihuan.accountability.workflow.handling import OPEN as UNDECIDED
from bihuan.accountability.workflow.tolerance import OPEN
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.foundation.kernel.time import due_on
from bihuan.foundation.kernel.unseen import seen
from bihuan.foundation.rulebook.queries import rule
from bihuan.organisation.models import Person, Unit


@dataclass(frozen=True)
class Asking:
    """What tolerance is asked for: whom it is about, who asks, the case it belongs to (None where nobody handles one), in which words."""

    person: Person | None
    unit: Unit
    asker: Asker
    matter: str
    text: str
    handling: Handling | None = None


def apply_for_tolerance(*, campaign: Campaign, handler: DecisionBody, asked: Asking, actor: Actor, now: datetime) -> Tolerance:
    """Ask for a review: the person by right (P21), his unit, or whoever handles the case. Refused: a case that was decided (it is appealed against),
    one under review already, a body of another campaign, himself by another's hand."""
    refuse_left_out(campaign.file, "tolerance")
    _refuse_strange(campaign, handler, asked)
    row = Tolerance(
        campaign=campaign, handler=handler, person=asked.person, unit=asked.unit, asker=asked.asker, handling=asked.handling,
        matter=written(asked.matter, _("申请容错的事项")), text=written(asked.text, _("申请理由")), applied_at=now, applied_by_id=actor.user_id,
        accept_by_on=_by("tolerance_accept_days", now),
    )  # fmt: skip
    if is_subject(actor, row) != (asked.asker is Asker.PERSON):
        raise BadInput(_("本人申请的，由本人提出；单位、机构提出的，如实选择。"))
    with one_write():
        row.number = _next(campaign)
        with creating(row, A.APPLY, actor=actor, now=now):
            pass
    return row


def _refuse_strange(campaign: Campaign, handler: DecisionBody, asked: Asking) -> None:
    told = asked.handling
    if handler.campaign_id != campaign.pk or handler.ended_at is not None:
        raise BadInput(_("受理机构不属于本专项，或者已经停用。"))
    if told is None:
        return
    if (told.campaign_id, told.person_id, told.unit_id) != (campaign.pk, asked.person.pk if asked.person else None, asked.unit.pk):
        raise BadInput(_("这件处理不是他的。"))
    if told.state not in (*UNDECIDED, HandlingState.REFERRED):
        raise NotNow(_("这件处理已经有结果，不服的请提出申诉。"))
    if told.tolerances.filter(state__in=OPEN).exists():
        raise BadInput(_("这件处理正在作容错审查。"))


def _by(clock: str, now: datetime) -> date | None:
    return due_on(localdate(now), rule(clock, localdate(now)).length, calendar().is_working)


def _next(campaign: Campaign) -> int:
    list(Campaign.objects.select_for_update(no_key=True).filter(pk=campaign.pk).values_list("pk"))  # numbers are given one at a time
    return int(Tolerance.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0) + 1


def accept_tolerance(row: Tolerance, *, actor: Actor, now: datetime) -> None:
    """It is looked into, and by when is told."""
    with changing(row, A.ACCEPT, actor=actor, now=now) as change:
        change.set(accepted_at=now, accepted_by_id=actor.user_id, verify_by_on=_by("tolerance_verify_days", now))


def turn_down_tolerance(row: Tolerance, *, reason: str, actor: Actor, now: datetime) -> None:
    """It is not looked into, and why: he reads it."""
    with changing(row, A.TURN_DOWN, actor=actor, now=now) as change:
        change.set(reasons=written(reason), decided_on=localdate(now), decided_at=now, decided_by_id=actor.user_id)


def verify_tolerance(row: Tolerance, *, findings: str, body: DecisionBody, actor: Actor, now: datetime) -> None:
    """Write down what was found, and lay it before the body that decides together. Refused: nothing found, a body that handles the case itself."""
    words = written(findings, _("核实情况"))
    with changing(row, A.VERIFY, actor=actor, now=now, given={"body": body}) as change:
        change.set(findings=words, verified_at=now, verified_by_id=actor.user_id)


@dataclass(frozen=True)
class Together:
    """A decision taken together: its number, who was present, the reasons, and an answer to every line of the review (M172)."""

    document: str
    present: str
    reasons: str
    review: Review


def grant_tolerance(
    row: Tolerance, *, decision: Together, corrections: Sequence[tuple[str, date]], actor: Actor, now: datetime
) -> None:  # fmt: skip
    """It is tolerated: the case ends without anything following from it, and counts in nothing (D7, M173). Refused: no list of what is put right."""
    if not corrections or any(not text.strip() or due < localdate(now) for text, due in corrections):
        raise BadInput(_("容错也要纠错：请列出纠错事项，期限不能早于今天。"))
    with one_write():
        if row.handling is not None and row.handling.state in UNDECIDED:
            over = {"decided_at": now, "decided_by_id": actor.user_id, "over_at": now, "over_by_id": actor.user_id}
            with changing(row.handling, HandlingAction.TOLERATE_REVIEWED, actor=actor, now=now) as change:
                change.set(decided_on=localdate(now), document=seen(decision.document), decision=written(decision.reasons), **over)
            remove_announcements(row.handling, why=RemovedWhy.TOLERATED, now=now)
        _decide(row, A.GRANT, decision, actor, now)
        Correction.objects.bulk_create([Correction(tolerance=row, text=text.strip(), due_on=due) for text, due in corrections])


def decline_tolerance(row: Tolerance, *, decision: Together, actor: Actor, now: datetime) -> None:
    """It is not tolerated: the case goes on, and that he asked makes nothing worse."""
    _decide(row, A.DECLINE, decision, actor, now)


def _decide(row: Tolerance, action: A, decision: Together, actor: Actor, now: datetime) -> None:
    said = {"document": seen(decision.document), "present": decision.present.strip(), "reasons": decision.reasons.strip()}
    if not all(said.values()):
        raise BadInput(_("请写明文号、参加集体研究的人和理由。"))
    review = checked(decision.review, principles_of(row.campaign.file.get("principles") or ()))
    with changing(row, action, actor=actor, now=now) as change:
        refuse_present(decision.present, unit=row.unit, person=row.person, now=now)
        change.set(review=review, decided_on=localdate(now), decided_at=now, decided_by_id=actor.user_id, **said)


def withdraw_tolerance(row: Tolerance, *, actor: Actor, now: datetime) -> None:
    """Whoever asked takes it back. Refused: others."""
    if is_subject(actor, row) != (row.asker == Asker.PERSON) or (row.asker != Asker.PERSON and actor.user_id != row.applied_by_id):
        raise NotNow(_("谁申请的，由谁撤回。"))
    with changing(row, A.WITHDRAW, actor=actor, now=now):
        pass


def correct_error(correction: Correction, *, done: str, actor: Actor, now: datetime) -> None:
    """One thing was put right."""
    words = written(done, _("完成情况"))
    with changing(correction.tolerance, A.CORRECT, actor=actor, now=now) as change:
        if not Correction.objects.filter(pk=correction.pk, done_at=None).update(done=words, done_at=now, done_by_id=actor.user_id):
            raise BadInput(_("这一项已经登记。"))
        change.note(correction=correction.pk)
