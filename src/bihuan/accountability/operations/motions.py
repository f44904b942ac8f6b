"""A motion from the facts to the day on which it is laid before the body that decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.timezone import localdate

from bihuan.accountability.models import Card, DecisionBody, Motion, Rating, Saying
from bihuan.accountability.operations.local_rules import rule_in_force
from bihuan.accountability.operations.words import written
from bihuan.accountability.policy.motions import RATINGS
from bihuan.accountability.rules.cards import is_due
from bihuan.accountability.vocabulary.cards import CardState
from bihuan.accountability.vocabulary.handling import Asked, Heard
from bihuan.accountability.vocabulary.motions import MotionAction as A
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.accountability.vocabulary.motions import SayingKind
from bihuan.accountability.vocabulary.ratings import RatingKind, RatingState, RuleAbout
from bihuan.accountability.workflow.motions import OPEN
from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _
from bihuan.foundation.kernel.time import due_on
from bihuan.foundation.rulebook.queries import rule
from bihuan.organisation.models import Person, Post, Unit


@dataclass(frozen=True)
class Grounds:
    """What a motion rests on: facts in words, what proves them, the clause of the local rule."""

    text: str
    evidence: str
    clause: str = ""
    file: StoredFile | None = None

    def columns(self) -> dict[str, Any]:
        """As the row keeps them. Refused: no words, nothing that proves them."""
        if not self.text.strip() or not (self.evidence.strip() or self.file):
            raise BadInput(_("请写明事实和依据：什么时间、什么事、有什么材料证明。"))
        evidence = self.evidence.strip() or _("见所附材料")
        return {"text": self.text.strip(), "evidence": str(evidence), "clause": self.clause.strip(), "file": self.file}


def about_of(kind: str) -> RuleAbout:
    """Under which rule a motion stands."""
    return RuleAbout.RATINGS if kind in RATINGS else RuleAbout.CARDS


def next_number(model: Any, campaign: Campaign) -> int:
    """Numbers are given one at a time."""
    list(Campaign.objects.select_for_update(no_key=True).filter(pk=campaign.pk).values_list("pk"))
    return int(model.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0) + 1


def propose_motion(
    *, campaign: Campaign, kind: K, handler: DecisionBody, person: Person, told: Grounds, card: Card | None = None, actor: Actor, now: datetime
) -> Motion:  # fmt: skip
    """Propose to rate or to card somebody, or what is to become of his card. Refused: without a local rule, a person who serves nowhere, a card that
    is not his, a second open motion of the kind."""
    row = Motion(campaign=campaign, kind=kind, handler=handler, person=person, opened_at=now, opened_by_id=actor.user_id, **told.columns())
    found = rule_in_force(campaign, about_of(kind))
    row.rule, row.body = found, found.body
    if kind is K.HAT_OFF or (card is None) != (kind not in (K.RAISE, K.DOWN)):
        raise BadInput(_("升牌和按“下”处理的建议要选定一张牌；摘帽用申请提出。"))
    if card is not None:
        if (card.person_id, card.campaign_id) != (person.pk, campaign.pk):
            raise BadInput(_("这张牌不是他的。"))
        row.card, row.rule, row.body = card, card.rule, card.rule.body
    unit = card.unit if card else _unit_of(person)
    if unit is None or handler.campaign_id != campaign.pk:
        raise BadInput(_("对象没有任职单位，或者提出机构不属于本专项。"))
    row.unit = unit
    _refuse_second(row, (kind,))
    return _open(row, A.PROPOSE, actor, now)


def apply_hat_off(
    *, told: Grounds, card: Card | None = None, rating: Rating | None = None, handler: DecisionBody | None = None, actor: Actor, now: datetime
) -> Motion:  # fmt: skip
    """The person asks for the hat to be taken off, with what shows his improvement (M151); or somebody of the deciding or the personnel body does for
    him. Refused: before the review date, unless the local rule allows it; nothing to take off; while one is open."""
    mark = card or rating
    if mark is None or (rating is not None and rating.kind != RatingKind.FLAT):
        raise BadInput(_("没有可以摘的帽。"))
    row = Motion(campaign=mark.campaign, kind=K.HAT_OFF, person=mark.person, unit=mark.unit, rule=mark.rule, body=mark.rule.body)
    row.card, row.rating, row.handler = card, None if card else rating, handler or mark.rule.body
    row.opened_at, row.opened_by_id, row.submitted_at, row.submitted_by_id = now, actor.user_id, now, actor.user_id
    for name, value in told.columns().items():
        setattr(row, name, value)
    standing = card.state in (CardState.YELLOW, CardState.RED) if card else mark.state == RatingState.IN_FORCE
    if not standing:
        raise NotNow(_("已经摘帽，或者已经撤销，不用申请。"))
    if card is not None and not is_due(card.review_on, localdate(now)) and not card.rule.early:
        raise NotNow(_("复核日期 %(day)s 以后可以申请摘帽。"), day=card.review_on)
    if row.handler_id != row.body_id and row.handler.kind != "personnel":
        raise NotAllowed(_("摘帽由本人申请，或者由决定机构、组织人事部门代为提出。"))
    _refuse_second(row, (K.HAT_OFF,))
    return _open(row, A.APPLY, actor, now)


def _unit_of(person: Person) -> Unit | None:
    post = Post.objects.filter(person=person, to_on=None).select_related("unit").order_by("pk").first()
    return post.unit if post else None


def _refuse_second(row: Motion, kinds: Iterable[K]) -> None:
    if Motion.objects.filter(campaign=row.campaign, person=row.person, kind__in=list(kinds), state__in=OPEN).exists():
        raise BadInput(_("同样的建议或者申请正在办理。"))


def _open(row: Motion, action: A, actor: Actor, now: datetime) -> Motion:
    with one_write():
        row.number = next_number(Motion, row.campaign)
        with creating(row, action, actor=actor, now=now):
            pass
    return row


def reword_motion(row: Motion, *, told: Grounds, actor: Actor, now: datetime) -> None:
    """Write the facts anew. They are verified anew, and by another than who writes them now."""
    columns = told.columns()
    with changing(row, A.REWORD, actor=actor, now=now) as change:
        change.set(**columns, opened_by_id=actor.user_id, opened_at=now, verified_how="", verified_at=None, verified_by_id=None)


def ask_before_motion(row: Motion, *, health: Asked, workload: Asked, orders: Asked, actor: Actor, now: datetime) -> None:
    """Lying flat may be illness, overload or orders that contradict each other: that is asked first (P14); only that it was considered is kept."""
    with changing(row, A.ASK_FIRST, actor=actor, now=now) as change:
        change.set(health=health, workload=workload, orders=orders)


def verify_motion(row: Motion, *, how: str, actor: Actor, now: datetime) -> None:
    """Say that the facts were verified, and how (P06). Refused: to whoever wrote them."""
    words = written(how, _("怎样核实"))
    with changing(row, A.VERIFY, actor=actor, now=now) as change:
        if actor.user_id == row.opened_by_id:
            raise NotAllowed(_("写入事实的人不能自己核实，请另一名承办人核实。"))
        change.set(verified_how=words, verified_at=now, verified_by_id=actor.user_id)


def notice_motion(row: Motion, *, actor: Actor, now: datetime) -> None:
    """Tell the person what is proposed, on what facts and by which clause, and until when he may answer; others may object as long (P01, M145)."""
    rule_in_force(row.campaign, about_of(row.kind))
    today = localdate(now)
    last = due_on(today, rule("statement_days", today).length, calendar().is_working)
    with changing(row, A.NOTICE, actor=actor, now=now) as change:
        change.set(noticed_at=now, noticed_by_id=actor.user_id, respond_on=last)


def say_to_motion(
    row: Motion, *, text: str, how: Heard = Heard.HIMSELF, kind: SayingKind = SayingKind.PERSON, on: date | None = None, actor: Actor, now: datetime
) -> Saying:  # fmt: skip
    """What the person says, or what somebody objects in writing. Refused: no words, a day to come, the person by another's hand."""
    on, himself = on or localdate(now), actor.person_id == row.person_id
    if not text.strip() or on > localdate(now):
        raise BadInput(_("请写下意见的内容，日期不能晚于今天。"))
    if himself != (how is Heard.HIMSELF) or (himself and kind is SayingKind.OBJECTION):
        raise BadInput(_("本人在自己的页面上写；代录的，请写明是书面材料还是当面陈述。"))
    with changing(row, A.SAY, actor=actor, now=now) as change:
        said = Saying.objects.create(motion=row, kind=kind, text=text.strip(), how=how, said_on=on, said_at=now, said_by_id=actor.user_id)
        if kind is SayingKind.PERSON:
            change.set(waived_at=None, waived_by_id=None)
        change.note(saying=said.pk)
    return said


def waive_saying(row: Motion, *, actor: Actor, now: datetime) -> None:
    """Say that one will not say anything. It is no admission, and is taken back by saying something."""
    with changing(row, A.WAIVE, actor=actor, now=now) as change:
        change.set(waived_at=now, waived_by_id=actor.user_id)


def answer_saying(saying: Saying, *, text: str, actor: Actor, now: datetime) -> None:
    """Answer in writing what was said: what is taken up, what is not and why."""
    words = written(text, _("采纳和不采纳的内容和理由"))
    with changing(saying.motion, A.ANSWER, actor=actor, now=now) as change:
        done = Saying.objects.filter(pk=saying.pk, answered_at=None)
        if not done.update(answer=words, answered_at=now, answered_by_id=actor.user_id):
            raise BadInput(_("这份意见已经答复。"))
        change.note(saying=saying.pk)


def submit_motion(row: Motion, *, actor: Actor, now: datetime) -> None:
    """Lay it before the body that the local rule names."""
    rule_in_force(row.campaign, about_of(row.kind))
    with changing(row, A.SUBMIT, actor=actor, now=now) as change:
        change.set(submitted_at=now, submitted_by_id=actor.user_id)


def drop_motion(row: Motion, *, reason: str, actor: Actor, now: datetime) -> None:
    """There is nothing to decide. Refused: for what the person asked for himself."""
    words = written(reason)
    with changing(row, A.DROP, actor=actor, now=now) as change:
        if row.opened_by_id is not None and row.opened_by_id == row.person.user_id:
            raise NotAllowed(_("本人的申请由本人撤回，其他人只能作出决定。"))
        change.set(reason=words, over_at=now, over_by_id=actor.user_id)


def withdraw_application(row: Motion, *, actor: Actor, now: datetime) -> None:
    """The person takes his application back; he may ask again."""
    with changing(row, A.WITHDRAW, actor=actor, now=now) as change:
        change.set(over_at=now, over_by_id=actor.user_id)
