"""A decision: here by a body that did not propose it, or elsewhere by the competent body, whose decision is only recorded (P07, P15, M132)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.accountability.models import DecisionBody, Handling
from bihuan.accountability.operations.forgetting import empty_papers
from bihuan.accountability.operations.weighing import forget_hearing
from bihuan.accountability.operations.words import refuse_present, written
from bihuan.accountability.rules.measures import find_measure, not_heavier
from bihuan.accountability.rules.pack import Measure
from bihuan.accountability.vocabulary.handling import HandlingAction as A
from bihuan.foundation.audit.changing import changing, one_write
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.kernel.unseen import seen


def submit_handling(row: Handling, *, body: DecisionBody, actor: Actor, now: datetime) -> None:
    """Lay it before the body that decides. Refused: not heard, not answered, a body that may not give this measure or that proposed it."""
    with changing(row, A.SUBMIT, actor=actor, now=now, given={"body": body}) as change:
        change.set(submitted_at=now, submitted_by_id=actor.user_id)


def decide_handling(
    row: Handling, *, document: str, present: str, reasons: str, heard: str, measure: str = "", actor: Actor, now: datetime
) -> None:  # fmt: skip
    """Decide, as proposed or lighter; a heavier measure is proposed and heard anew. Refused: no number, nobody present, no reasons, nothing said of
    what the person said, to whoever proposed it."""
    said = {"document": seen(document), "present": present.strip(), "decision": reasons.strip(), "heard_text": heard.strip()}
    if not all(said.values()):
        raise BadInput(_("请写明决定文号、参加研究的人、决定理由和对陈述的采纳情况。"))
    fresh = measure or row.measure
    if not not_heavier(fresh, row.measure):
        raise BadInput(_("不能比告知本人的更重：请退回，重新提出、重新告知、重新听取陈述。"))
    with changing(row, A.DECIDE, actor=actor, now=now) as change:
        refuse_present(said["present"], unit=row.unit, person=row.person, now=now)
        change.set(measure=fresh, decided_on=localdate(now), decided_at=now, decided_by_id=actor.user_id, **said)


def not_handle(row: Handling, *, reason: str, actor: Actor, now: datetime) -> None:
    """Decide that nothing follows."""
    _end(row, A.NOT_HANDLE, reason, actor, now)


def tolerate(row: Handling, *, reason: str, actor: Actor, now: datetime) -> None:
    """Decide that it is tolerated: it counts in nothing against the person (M173)."""
    _end(row, A.TOLERATE, reason, actor, now)


def _end(row: Handling, action: A, reason: str, actor: Actor, now: datetime) -> None:
    hand = {"decided_at": now, "decided_by_id": actor.user_id, "over_at": now, "over_by_id": actor.user_id}
    with one_write():
        with changing(row, action, actor=actor, now=now) as change:
            change.set(decided_on=localdate(now), decision=written(reason), **hand)
        empty_papers(row, now=now)


def send_back_handling(row: Handling, *, reason: str, actor: Actor, now: datetime) -> None:
    """Send it back to be looked at again."""
    with changing(row, A.SEND_BACK, actor=actor, now=now) as change:
        change.set(reason=written(reason), body=None, submitted_at=None, submitted_by_id=None)
        forget_hearing(change)


def refer_handling(row: Handling, *, to: str, actor: Actor, now: datetime) -> None:
    """Hand it to the competent body: it tells the person and hears him by its own rules; here its decision is recorded, and nothing is decided."""
    if not seen(to):
        raise BadInput(_("请填写移送给哪个有权机关。"))
    with changing(row, A.REFER, actor=actor, now=now) as change:
        change.set(outside_body=seen(to), proposed_at=now, proposed_by_id=actor.user_id)


def record_decision(
    row: Handling, *, measure: str, document: str, decided_on: date, until_on: date | None = None, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """Record what the competent body decided, with its number and day. Refused: without them, a day to come, an end before the day, a suspension
    without its end (M140)."""
    if not (number := seen(document)):
        raise BadInput(_("请填写决定的文号。"))
    if row.person_id is None and not find_measure(measure).units:
        raise BadInput(_("“%(name)s”是对人的措施，不能用于单位。"), name=find_measure(measure).name)
    if decided_on > localdate(now) or (until_on is not None and until_on <= decided_on):
        raise BadInput(_("决定日期不能晚于今天，期限要在决定日期以后。"))
    refuse_without_term(find_measure(measure), until_on)
    with changing(row, A.RECORD_DECISION, actor=actor, now=now) as change:
        change.set(
            measure=measure, document=number, decided_on=decided_on, until_on=until_on, decided_at=now, decided_by_id=actor.user_id
        )  # fmt: skip


def refuse_without_term(one: Measure, until_on: date | None) -> None:
    """A suspension has its end (M140); and of what is named only by its kind nobody but the decision knows how long it weighs."""
    if (one.ends or one.term) and until_on is None:
        raise BadInput(_("“%(name)s”要写明到哪天为止。"), name=one.name)


def record_no_decision(row: Handling, *, reason: str, actor: Actor, now: datetime) -> None:
    """Record that the competent body decided to do nothing."""
    _end(row, A.RECORD_NONE, reason, actor, now)
