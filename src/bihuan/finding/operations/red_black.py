"""Keeping a red and black list (红黑榜): by unit and matter, decided and published by the office, never by a count (M63)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, CoveredUnit
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding.models.feedback import RedBlackEntry, RedBlackList
from bihuan.finding.operations.feedback import Upload, group_matter
from bihuan.finding.vocabulary.feedback import FeedbackAction as A
from bihuan.finding.vocabulary.feedback import Quarter, Side
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, Conflict, NotNow, _
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, record
from bihuan.problems.vocabulary import Source, State


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What a quarterly list says of itself."""

    year: int
    quarter: Quarter
    publisher: str
    criteria: str
    decision: str
    decided_on: date
    published_on: date | None = None


def keep_red_black_list(*, campaign: Campaign, facts: ListFacts, file: Upload = None, actor: Actor, now: datetime) -> RedBlackList:
    """Keep a quarterly list with its criteria and the decision. Refused: without either, published before it was decided, twice (M63)."""
    refuse_left_out(campaign.file, "red_black_list")
    if not (facts.publisher.strip() and facts.criteria.strip() and facts.decision.strip()):
        raise BadInput(_("请写明发布机构、评定标准和研究决定。"))
    if facts.decided_on > localdate(now) or (facts.published_on and facts.published_on < facts.decided_on):
        raise BadInput(_("决定日期不能晚于今天，发布不能早于决定。"))
    known = RedBlackList.objects.filter(campaign=campaign, year=facts.year, quarter=facts.quarter, publisher=facts.publisher.strip())
    if known.exists():
        raise Conflict(_("这一季度的红黑榜已经登记。"))
    row = RedBlackList(
        campaign=campaign, year=facts.year, quarter=facts.quarter.value, publisher=facts.publisher.strip(), criteria=facts.criteria.strip(),
        decision=facts.decision.strip(), decided_on=facts.decided_on, published_on=facts.published_on, kept_at=now, kept_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, A.KEEP_LIST, actor=actor, now=now) as change:
        if file is not None:
            change.set(file=store(data=file[1], name=file[0], actor=actor, now=now))
    return row


def enter_red_black(row: RedBlackList, *, side: Side, unit: Unit, grounds: str, actor: Actor, now: datetime) -> RedBlackEntry:
    """Enter a unit on one side, with why. Units only: no list names a person."""
    if not grounds.strip():
        raise BadInput(_("请写明上榜理由，对照评定标准。"))
    if not CoveredUnit.objects.filter(campaign=row.campaign, unit=unit).exists():
        raise BadInput(_("“%(name)s”不在本专项的整治单位里。"), name=unit.name)
    with changing(row, A.ENTER, actor=actor, now=now) as change:
        if row.entries.filter(unit=unit, withdrawn_at=None).exists():
            raise Conflict(_("“%(name)s”已在这份榜上。"), name=unit.name)
        entry = row.entries.create(side=side.value, unit=unit, grounds=grounds.strip(), entered_at=now, entered_by_id=actor.user_id)
        change.note(unit=unit.pk, side=side.value)
    return entry


def turn_black_entry(entry: RedBlackEntry, *, matter: str, text: str = "", actor: Actor, now: datetime) -> Problem:
    """Turn an entry on the black side into a finding for that unit, once (M63). Refused: the red side, a list that was not published."""
    row = entry.list
    refuse_left_out(row.campaign.file, "red_black_list")
    if not matter.strip():
        raise BadInput(_("请写明事项：同一类的问题写同一个事项。"))
    with changing(row, A.TURN, actor=actor, now=now) as change:
        entry.refresh_from_db()
        if entry.withdrawn_at is not None:
            raise NotNow(_("这个上榜单位已经撤回。"))
        if entry.side != Side.BLACK:
            raise BadInput(_("只有黑榜单位可以转为问题。"))
        if entry.problem_id:
            raise NotNow(_("这个上榜单位已经转为问题。"))
        if not _is_out(row, now):
            raise NotNow(_("红黑榜发布以后才能转为问题。"))
        label = _("%(list)s黑榜（%(publisher)s）") % {"list": str(row), "publisher": row.publisher}
        finding = Finding(
            unit=entry.unit, source=Source.RED_BLACK, text=text.strip() or entry.grounds, origin=("red_black", str(row.pk), label)
        )
        problem = record(campaign=row.campaign, finding=finding, actor=actor, now=now)
        RedBlackEntry.objects.filter(pk=entry.pk).update(problem=problem, turned_at=now, turned_by=actor.user_id)
        group_matter(campaign=row.campaign, problems=[problem], matter=matter, actor=actor, now=now)
        change.note(unit=entry.unit_id, number=problem.number)
    return problem


def withdraw_red_black_entry(entry: RedBlackEntry, *, reason: str, actor: Actor, now: datetime) -> RedBlackEntry:
    """Take back a unit that was entered wrongly, with the reason; it may be entered anew (M63). On a published list it stays to be read as
    withdrawn: people saw it. Refused: twice, and while the finding that it became still stands on the ledger."""
    with changing(entry.list, A.WITHDRAW_ENTRY, actor=actor, now=now, reason=reason) as change:
        entry.refresh_from_db()
        if entry.withdrawn_at is not None:
            raise NotNow(_("这个上榜单位已经撤回。"))
        if entry.problem is not None and entry.problem.state != State.VOID:
            raise NotNow(_("已经转为台账问题 %(number)s，先在台账上作废这个问题，再撤回。"), number=f"{entry.problem.number:04d}")
        entry.withdrawn_at, entry.withdrawn_by_id, entry.withdrawn_why = now, actor.user_id, reason.strip()
        entry.withdrawn_in_public = _is_out(change.row, now)
        entry.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why", "withdrawn_in_public"])
        change.note(unit=entry.unit_id, side=entry.side)
    return entry


def _is_out(row: RedBlackList, now: datetime) -> bool:
    return row.published_on is not None and row.published_on <= localdate(now)


def publish_red_black(row: RedBlackList, *, on: date, actor: Actor, now: datetime) -> RedBlackList:
    """Say when the list was published."""
    with changing(row, A.PUBLISH, actor=actor, now=now) as change:
        if row.published_on is not None:
            raise NotNow(_("这份红黑榜已经发布。"))
        if on < row.decided_on or on > localdate(now):
            raise BadInput(_("发布日期不能早于决定、晚于今天。"))
        change.set(published_on=on)
    return row
