"""Return visits: planned, made, assessed, ended (M164–M170). What is written about the person stands on the row; the book knows only that it was."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate

from bihuan.accountability.models import Handling, Seat
from bihuan.accountability.models.visits import Difficulty, ReturnVisit, SealedNote, Visitor, VisitRecord
from bihuan.accountability.operations.words import written
from bihuan.accountability.policy.visits import VISITING, visitors_now
from bihuan.accountability.rules.visits import year_until
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import HandlingState
from bihuan.accountability.vocabulary.visits import NoteKind, VisitState, VisitWord
from bihuan.accountability.vocabulary.visits import VisitAction as A
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.audit.seeing import note_seen
from bihuan.foundation.kernel import Actor, BadInput, NeedsUnmet, NotNow, _
from bihuan.foundation.seals.sealing import Unopened
from bihuan.foundation.seals.texts import opened_text, sealed_text
from bihuan.organisation.queries import kept_away

AT_ONCE = 200


@dataclass(frozen=True)
class Bases:
    """What a plan is drawn from (M166), beside the worries, which are sealed; how he is visited; whom he may turn to; when next."""

    circumstances: str
    kind: str
    conduct: str
    way: str
    support: str
    next_on: date

    def told(self, earliest: date, until_on: date) -> dict[str, object]:
        """As they are kept. Refused: nobody to turn to, a day gone by or after the visit year."""
        support = written(self.support, _("遇到难处可以找谁"))
        if not earliest <= self.next_on <= until_on:
            raise BadInput(_("下次回访要在今天以后、回访期以内。"))
        texts = {name: getattr(self, name).strip() for name in ("circumstances", "kind", "conduct", "way")}
        return {**texts, "support": support, "next_on": self.next_on}


def plan_visits(row: Handling, *, bases: Bases, seats: list[Seat], worries: str = "", actor: Actor, now: datetime) -> ReturnVisit:
    """Plan the visits of one person under a measure. Refused: a unit, a measure not in force, visitors of one body only, one who keeps away, and
    to plan for others: whoever plans is one of the visitors."""
    refuse_left_out(row.campaign.file, "return_visits")
    today = localdate(now)
    until_on = year_until(today)
    if row.person_id is None or row.state != HandlingState.IN_FORCE:
        raise NotNow(_("措施送达生效以后、影响期满以前，可以为本人制定回访计划。"))
    if row.return_visits.exclude(state=VisitState.ENDED).exists():
        raise BadInput(_("已经有回访计划。"))
    _refuse_unfit(row, seats, today)
    if actor.person_id not in {one.person_id for one in seats}:
        raise BadInput(_("制定计划的人是回访人之一：谁回访，谁了解情况。"))
    plan = ReturnVisit(handling=row, until_on=until_on, planned_at=now, planned_by_id=actor.user_id, **bases.told(today, until_on))
    with creating(plan, A.PLAN, actor=actor, now=now) as change:
        for one in seats:
            Visitor.objects.create(visits=plan, seat=one, named_at=now, named_by_id=actor.user_id)
        _seal(plan, NoteKind.WORRIES, worries, actor, now)
        change.note(visitors=len(seats))
    return plan


def _refuse_unfit(row: Handling, seats: list[Seat], today: date) -> None:
    kinds = {one.body.kind for one in seats}
    if not set(VISITING) <= kinds or kinds - set(VISITING):
        raise BadInput(_("回访人要有纪检监察方和组织人事方各至少一名。"))
    away = kept_away(row.unit, today, [row.person_id] if row.person_id else [])
    for one in seats:
        if one.body.campaign_id != row.campaign_id or one.ended_at is not None or one.body.ended_at is not None:
            raise BadInput(_("回访人不是本专项这两个机构现在的成员。"))
        if one.person_id == row.person_id or one.person_id in away:
            raise BadInput(_("“%(name)s”须回避，不能回访。"), name=one.person.name)
    if len({one.person_id for one in seats}) != len(seats):
        raise BadInput(_("同一个人不能代表两方回访。"))


def change_visit_plan(row: ReturnVisit, *, bases: Bases, actor: Actor, now: datetime) -> None:
    """Put the plan right as one comes to know him better."""
    with changing(row, A.REPLAN, actor=actor, now=now) as change:
        change.set(**bases.told(min(localdate(now), row.next_on), row.until_on))  # a visit that is late stays late


def name_visitor(row: ReturnVisit, *, seat: Seat, actor: Actor, now: datetime) -> Visitor:
    """Another one visits, too."""
    with changing(row, A.NAME, actor=actor, now=now) as change:
        others = [one.seat for one in visitors_now(row).select_related("seat__body", "seat__person")]
        if seat.pk in {one.pk for one in others}:
            raise BadInput(_("他已经是回访人。"))
        if seat.body.kind not in VISITING:
            raise BadInput(_("回访人要有纪检监察方和组织人事方各至少一名。"))
        whole = [*others, seat]
        if {one.body.kind for one in whole} == set(VISITING):
            _refuse_unfit(row.handling, whole, localdate(now))
        fresh = Visitor.objects.create(visits=row, seat=seat, named_at=now, named_by_id=actor.user_id)
        change.note(visitor=fresh.pk)
    return fresh


def leave_visits(row: ReturnVisit, *, visitor: Visitor, actor: Actor, now: datetime) -> None:
    """He visits no more, and reads nothing of it any more. Refused: the last of his body."""
    with changing(row, A.LEAVE, actor=actor, now=now) as change:
        left = visitors_now(row).exclude(pk=visitor.pk)
        if {one.seat.body.kind for one in left.select_related("seat__body")} != set(VISITING):
            raise BadInput(_("先增加同一方的另一名回访人，再退出。"))
        if not visitors_now(row).filter(pk=visitor.pk).update(left_at=now, left_by_id=actor.user_id):
            raise BadInput(_("他已经不是回访人。"))
        change.note(visitor=visitor.pk)


def seal_note(row: ReturnVisit, *, kind: NoteKind, text: str, actor: Actor, now: datetime) -> SealedNote:
    """Lay down worries, health, family, or what to look after quietly, sealed to the visitors; by a visitor or by the person. Never asked for."""
    written(text, _("内容"))
    with changing(row, A.SEAL, actor=actor, now=now) as change:
        note = _seal(row, kind, text, actor, now)
        assert note is not None
        change.note(note=note.pk)
    return note


def _seal(row: ReturnVisit, kind: NoteKind, text: str, actor: Actor, now: datetime) -> SealedNote | None:
    if not text.strip():
        return None
    kept = sealed_text(text.strip(), settings.BIHUAN_HOME, settings.BIHUAN_SEAL)
    return SealedNote.objects.create(visits=row, kind=kind, sealed=kept, sealed_at=now, sealed_by_id=actor.user_id)


def drop_note(note: SealedNote, *, actor: Actor, now: datetime) -> None:
    """Delete it before its time: what was told freely is taken back freely."""
    with changing(note.visits, A.DROP, actor=actor, now=now) as change:
        change.note(note=note.pk)
        SealedNote.objects.filter(pk=note.pk).delete()


def open_notes(row: ReturnVisit, *, actor: Actor, now: datetime) -> list[tuple[SealedNote, str]]:
    """Open what is sealed to the visitors; the book tells that he did, each time. Refused to everybody else, the person's own handlers included."""
    with changing(row, A.OPEN_NOTES, actor=actor, now=now) as change:
        notes = list(row.notes.all())
        try:
            found = [(one, opened_text(one.sealed, settings.BIHUAN_HOME)) for one in notes]
        except Unopened as no:
            raise NotNow(_("密封内容打不开：系统的密钥换过，或者没有随备份恢复。")) from no
        change.note(notes=len(found))
    return found


@dataclass(frozen=True)
class Brought:
    """What a visit brought: the modes used (M167), the person's own words, what his Party organisation says (M168)."""

    own_words: str
    organisation_view: str
    explained: str = ""
    relieved: str = ""
    solved: str = ""

    def texts(self) -> dict[str, str]:
        """As they are kept. Refused: no mode, no own words, no view of the organisation."""
        modes = {name: getattr(self, name).strip() for name in ("explained", "relieved", "solved")}
        if not any(modes.values()):
            raise BadInput(_("讲清政策、心理疏导、解决困难，至少写一项。"))
        view = written(self.organisation_view, _("所在党组织的意见"))
        return {**modes, "own_words": written(self.own_words, _("本人怎么说")), "organisation_view": view}


def record_visit(
    row: ReturnVisit, *, pair: tuple[Visitor, Visitor], on: date, next_on: date, told: Brought, actor: Actor, now: datetime
) -> VisitRecord:  # fmt: skip
    """Write down one visit: `pair` is who came of the discipline and of the personnel body (M165). Refused: one body only, a day to come."""
    texts, today = told.texts(), localdate(now)
    if not localdate(row.planned_at) <= on <= today:
        raise BadInput(_("回访日期要在制定计划以后、今天以前。"))
    if not today <= next_on <= row.until_on:
        raise BadInput(_("下次回访要在今天以后、回访期以内。"))
    with changing(row, A.RECORD, actor=actor, now=now) as change:
        known = {one.pk: one.seat.body.kind for one in visitors_now(row).select_related("seat__body")}
        if [known.get(one.pk) for one in pair] != [BodyKind.DISCIPLINE, BodyKind.PERSONNEL]:
            raise BadInput(_("回访人要有纪检监察方和组织人事方各至少一名。"))
        fresh = VisitRecord.objects.create(
            visits=row, discipline=pair[0], personnel=pair[1], visited_on=on, recorded_at=now, recorded_by_id=actor.user_id, **texts
        )
        change.set(next_on=next_on)
        change.note(visit=fresh.pk)
    return fresh


def raise_difficulty(row: ReturnVisit, *, text: str, owner: Visitor, due_on: date, actor: Actor, now: datetime) -> Difficulty:
    """Take down what is hard for him, who sees to it and by when. Refused: somebody who does not visit him, a day gone by."""
    text = written(text, _("困难"))
    if due_on < localdate(now):
        raise BadInput(_("答复期限不能早于今天。"))
    with changing(row, A.RAISE, actor=actor, now=now) as change:
        if not visitors_now(row).filter(pk=owner.pk).exists():
            raise BadInput(_("请由回访人之一负责：请别的单位帮忙时，不必说起处理的事。"))
        fresh = Difficulty.objects.create(visits=row, text=text, owner=owner, due_on=due_on, raised_at=now, raised_by_id=actor.user_id)
        change.note(difficulty=fresh.pk)
    return fresh


def answer_difficulty(difficulty: Difficulty, *, text: str, actor: Actor, now: datetime) -> None:
    """Say what came of it; he reads it on his page."""
    text = written(text, _("办得怎样"))
    with changing(difficulty.visits, A.ANSWER, actor=actor, now=now) as change:
        waiting = Difficulty.objects.filter(pk=difficulty.pk, answered_at=None)
        if not waiting.update(answer=text, answered_at=now, answered_by_id=actor.user_id):
            raise BadInput(_("这项困难已经答复。"))
        change.note(difficulty=difficulty.pk)


def decline_visits(row: ReturnVisit, *, actor: Actor, now: datetime) -> None:
    """He does not want to be visited now. Nothing follows from it."""
    with changing(row, A.DECLINE, actor=actor, now=now):
        pass


def resume_visits(row: ReturnVisit, *, actor: Actor, now: datetime) -> None:
    """He is glad of visits again."""
    with changing(row, A.RESUME, actor=actor, now=now):
        pass


def close_visits(row: ReturnVisit, *, political: str, discipline: str, social: str, actor: Actor, now: datetime) -> None:
    """Assess the visits – not the person – on the three effects (M169). Refused: no visit yet, a difficulty without its answer, an effect left out."""
    told = {
        "political": written(political, _("政治效果")), "discipline": written(discipline, _("纪法效果")), "social": written(social, _("社会效果")),
    }  # fmt: skip
    with changing(row, A.CLOSE, actor=actor, now=now) as change:
        change.set(closed_at=now, closed_by_id=actor.user_id, **told)


def end_visits_due(*, actor: Actor, now: datetime) -> int:
    """By the clock: visits end with their year, or with the measure, and what was sealed is deleted. How many ended."""
    rows = ReturnVisit.objects.exclude(state=VisitState.ENDED).select_related("handling").order_by("pk")
    today, count = localdate(now), 0
    over = rows.filter(until_on__lt=today) | rows.exclude(handling__state=HandlingState.IN_FORCE)
    for row in over[:AT_ONCE]:
        try:
            with changing(row, A.END, actor=actor, now=now) as change:
                gone, _each = SealedNote.objects.filter(visits=row).delete()
                change.set(ended_at=now, ended_by_id=actor.user_id)
                change.note(deleted=gone)
        except NeedsUnmet:
            continue
        count += 1
    return count


def record_visits_seen(row: ReturnVisit, *, paper: bool = False, actor: Actor, now: datetime) -> None:
    """Who read a plan and its visits, or took the `paper` of it home, stands in the book; the person reads his own without."""
    if row.handling.person_id != actor.person_id:
        facts: dict[str, Any] = {"paper": True} if paper else {}
        note_seen(row, VisitWord.READ, actor=actor, now=now, **facts)
