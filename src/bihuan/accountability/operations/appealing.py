"""An appeal goes to others than who proposed or decided, has a day for its answer, and its outcome undoes what it finds wrong (P03, B2.9)."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.accountability.models import Appeal, DecisionBody, Handling
from bihuan.accountability.operations.announcing import remove_announcements
from bihuan.accountability.operations.deciding import refuse_without_term
from bihuan.accountability.policy.duties import is_subject
from bihuan.accountability.rules.measures import ends_on, find_measure, follow_up_on, may_give, not_heavier
from bihuan.accountability.rules.pack import Measure
from bihuan.accountability.vocabulary.appeals import AppealAction as A
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import HandlingAction, Heard
from bihuan.accountability.vocabulary.publicity import RemovedWhy
from bihuan.accountability.workflow.handling import STANDING
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.foundation.kernel.time import due_on
from bihuan.foundation.kernel.unseen import seen
from bihuan.foundation.rulebook.queries import rule


def file_appeal(
    row: Handling, *, text: str, body: DecisionBody | None, how: Heard = Heard.HIMSELF, on: date | None = None, actor: Actor, now: datetime
) -> Appeal:  # fmt: skip
    """The person does not accept it; by himself, or on paper entered by whoever handles it, and then the day on which he handed it in counts (`on`). It
    goes to a body of the campaign that neither proposed nor decided; to none (`body` None) where the competent body outside has to answer it. Refused:
    nothing served, out of time, one that is open, to a body of the campaign what a competent body outside decided (P15)."""
    on = localdate(now) if how is Heard.HIMSELF else on or localdate(now)
    if not text.strip() or on > localdate(now):
        raise BadInput(_("请写明申诉的理由，日期不能晚于今天。"))
    if row.state not in STANDING:
        raise NotNow(_("决定送达以后才能申诉。"))
    if row.served_on is not None and on < row.served_on:
        raise BadInput(_("提出日期要在送达以后、今天以前。"))
    if row.outside_body and body is not None:
        raise BadInput(_("由有权机关作出的决定，向有权机关申诉，不由本专项的机构受理。"))
    if is_subject(actor, row) != (how is Heard.HIMSELF):
        raise BadInput(_("本人在自己的页面上写；代录的，请写明是书面材料还是当面陈述。"))
    if row.appeals.filter(state__in=(AppealState.FILED, AppealState.ACCEPTED)).exists():
        raise BadInput(_("已经有一份申诉正在办理。"))
    if body is not None and (body.campaign_id != row.campaign_id or body.ended_at is not None):
        raise BadInput(_("受理机构不属于本专项，或者已经停用。"))
    appeal = Appeal(handling=row, body=body, text=text.strip(), how=how, filed_on=on, filed_at=now, filed_by_id=actor.user_id)
    with creating(appeal, A.FILE, actor=actor, now=now) as change:
        change.note(handling=row.number)
    return appeal


def withdraw_appeal(row: Appeal, *, actor: Actor, now: datetime) -> None:
    """The person takes it back."""
    with changing(row, A.WITHDRAW, actor=actor, now=now) as change:
        change.set(over_at=now, over_by_id=actor.user_id)


def accept_appeal(row: Appeal, *, actor: Actor, now: datetime) -> None:
    """The body takes it, and by when it answers is set by the clock of the measure."""
    with changing(row, A.ACCEPT, actor=actor, now=now) as change:
        one, today = find_measure(row.handling.measure), localdate(now)
        last = due_on(today, rule(one.answer or "T20-answer", today).length, calendar().is_working)
        change.set(accepted_at=now, accepted_by_id=actor.user_id, answer_on=last)


def pass_on_appeal(row: Appeal, *, to: str, actor: Actor, now: datetime) -> None:
    """What was decided outside is appealed outside: passed on, and that it was stands here."""
    if not seen(to):
        raise BadInput(_("请填写转往哪个机关。"))
    with changing(row, A.PASS_ON, actor=actor, now=now) as change:
        change.set(passed_to=seen(to))


def uphold_decision(row: Appeal, *, outcome: str, document: str, actor: Actor, now: datetime) -> None:
    """The decision stands."""
    _decide(row, A.UPHOLD, outcome, document, actor, now)


def change_decision(row: Appeal, *, measure: str, outcome: str, document: str, actor: Actor, now: datetime) -> None:
    """Another measure, never a heavier one (第四十三条: an appeal makes nothing worse), and one that this body may give; its periods are counted from the
    old decision's day."""
    handling = row.handling
    if measure == handling.measure or not not_heavier(measure, handling.measure):
        raise BadInput(_("变更只能变轻；不变的，请选维持。"))
    one = find_measure(measure)
    if row.body is None or not may_give(one, BodyKind(row.body.kind)):
        raise BadInput(_("受理机构无权采取“%(name)s”。"), name=one.name)
    _decide(row, A.CHANGE, outcome, document, actor, now, HandlingAction.CHANGE, _instead(handling, one, None, now))


def _instead(handling: Handling, one: Measure, until_on: date | None, now: datetime) -> dict[str, Any]:
    """What stands in the place of the old measure, counted from its day."""
    decided = handling.decided_on or localdate(now)
    last = ends_on(one, decided, until_on)
    told = {"measure": one.id, "until_on": until_on, "ends_on": last, "follow_on": follow_up_on(one, decided, last)}
    return told if one.mends else {**told, "mend_on": None}


def revoke_decision(row: Appeal, *, outcome: str, document: str, actor: Actor, now: datetime) -> None:
    """It was wrong: it is undone, and with it everything that followed from it."""
    over = {"over_at": now, "over_by_id": actor.user_id}
    _decide(row, A.REVOKE, outcome, document, actor, now, HandlingAction.UNDO, over)


def record_upheld(row: Appeal, *, outcome: str, document: str, actor: Actor, now: datetime) -> None:
    """The competent body outside left its decision as it was."""
    _decide(row, A.RECORD_UPHELD, outcome, document, actor, now)


def record_changed(
    row: Appeal, *, measure: str, outcome: str, document: str, until_on: date | None = None, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """It put another measure in its place. Which is lighter it answers for itself; here it is recorded (P15)."""
    one, handling = find_measure(measure), row.handling
    refuse_without_term(one, until_on)
    if measure == handling.measure and until_on == handling.until_on:
        raise BadInput(_("没有变更的，请登记为维持。"))
    if handling.person_id is None and not one.units:
        raise BadInput(_("“%(name)s”是对人的措施，不能用于单位。"), name=one.name)
    _decide(row, A.RECORD_CHANGED, outcome, document, actor, now, HandlingAction.RECORD_CHANGE, _instead(handling, one, until_on, now))


def record_revoked(row: Appeal, *, outcome: str, document: str, actor: Actor, now: datetime) -> None:
    """It undid it, and with it everything that followed from it."""
    over = {"over_at": now, "over_by_id": actor.user_id}
    _decide(row, A.RECORD_REVOKED, outcome, document, actor, now, HandlingAction.RECORD_UNDO, over)


def _decide(
    row: Appeal, action: A, outcome: str, document: str, actor: Actor, now: datetime, effect: HandlingAction | None = None,
    values: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    number = seen(document)
    if not outcome.strip() or not number:
        raise BadInput(_("请写明处理意见和文号。"))
    was = row.handling.measure
    with one_write():
        if effect is not None:
            with changing(row.handling, effect, actor=actor, now=now) as change:
                change.set(reason=outcome.strip(), **(values or {}))
                change.note(appeal=row.pk)
            remove_announcements(row.handling, why=RemovedWhy.APPEAL, now=now)
        with changing(row, action, actor=actor, now=now) as change:
            change.set(outcome=outcome.strip(), document=number, over_at=now, over_by_id=actor.user_id, was=was)
