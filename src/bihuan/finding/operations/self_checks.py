"""Writing one's own list: begin, write, change, withdraw, complete (M48–M52, M85)."""

from dataclasses import dataclass
from datetime import date, datetime
from secrets import choice
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Category, Manifestation
from bihuan.campaigns.queries.stages import stages
from bihuan.campaigns.rules.self_checking import self_checking_of
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding.models import SelfCheck, SelfCheckItem
from bihuan.finding.queries.self_checks import entry_of, goes_on
from bihuan.finding.vocabulary.self_checks import Dimension, HeldAgainst, PutIn, SelfCheckAction
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.audit.lengths import refuse_unfit
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Person
from bihuan.problems.operations import amend
from bihuan.problems.vocabulary import State

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is mistaken for another in handwriting


_WORDS = ("text", "put_in", "dimension", "against", "against_what", "category", "manifestation")
"""What an item says: where all of it is the same, it is the same item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEntry:
    """One thing as somebody writes it of himself. Without `doer` he answers for it himself."""

    put_in: PutIn
    text: str
    dimension: Dimension | None = None
    against: HeldAgainst | None = None
    against_what: str = ""
    category: Category | None = None
    manifestation: Manifestation | None = None
    task: str = ""
    due_on: date | None = None
    doer: Person | None = None


def due_day(campaign: Campaign) -> date | None:
    """By when lists are handed in: as settled, else the end of the first stage."""
    settled = self_checking_of(campaign.file).due_on
    return settled or next((one.end_on for one in stages(campaign)[:1]), None)


def _fresh(campaign: Campaign, person: Person, **more: Any) -> SelfCheck:
    refuse_left_out(campaign.file, "self_checks")
    entry = entry_of(campaign, person.pk)
    if entry is None:
        raise BadInput(_("%(name)s不在本专项的整治对象名册上，不用填自查清单。"), name=person.name)
    code = "".join(choice(_SIGNS) for _n in range(8))
    return SelfCheck(campaign=campaign, person=person, unit=entry.unit, code=code, due_on=due_day(campaign), **more)


def begin_self_check(*, campaign: Campaign, person: Person, actor: Actor, now: datetime) -> SelfCheck:
    """Open one's list. Refused: somebody who is no subject, a campaign that does without."""
    row = _fresh(campaign, person)
    with creating(row, SelfCheckAction.BEGIN, actor=actor, now=now):
        pass
    return row


def enter_paper_list(
    *, campaign: Campaign, person: Person, scan: tuple[str, bytes], written_on: date, actor: Actor, now: datetime
) -> SelfCheck:  # fmt: skip
    """The liaison begins to enter what somebody wrote by hand (代录), with the scan of his form. It counts as everybody's, once he has
    confirmed it. Refused: a list that he is already writing himself, a day to come."""
    if written_on > localdate(now):
        raise BadInput(_("纸面日期不能晚于今天。"))
    with one_write():
        row = SelfCheck.objects.filter(campaign=campaign, person=person).first()
        if row is not None and (row.items.exists() and not row.on_paper):
            raise NotNow(_("%(name)s已经在自己填写，不用代录。"), name=person.name)
        name, data = scan
        paper = store(data=data, name=name, actor=actor, now=now)
        told = {"on_paper": True, "scan": paper, "written_on": written_on, "entered_at": now, "entered_by_id": actor.user_id}
        if row is None:
            row = _fresh(campaign, person, **told)
            with creating(row, SelfCheckAction.ENTER_PAPER, actor=actor, now=now) as change:
                change.note(scan=paper.sha256)
        else:
            with changing(row, SelfCheckAction.ENTER_PAPER, actor=actor, now=now) as change:
                change.set(**told)
    return row


def write_item(self_check: SelfCheck, *, entry: OwnEntry, actor: Actor, now: datetime) -> SelfCheckItem:
    """Write one thing down. Kept at once, read by nobody else before the list is handed in. What stands there already in the same words stays
    one: it was sent again because its answer was lost on the way."""
    item = SelfCheckItem(self_check=self_check, written_at=now, written_by_id=actor.user_id)
    with changing(self_check, SelfCheckAction.WRITE, actor=actor, now=now) as change:
        _fill(item, entry, now)
        again = self_check.items.filter(withdrawn_at=None, problem=None, **{name: getattr(item, name) for name in _WORDS}).first()
        if again is not None:
            return again
        item.save(force_insert=True)
        change.note(item=item.pk)
    return item


def change_item(item: SelfCheckItem, *, entry: OwnEntry, actor: Actor, now: datetime) -> SelfCheckItem:
    """Write it otherwise. What stands on the ledger follows when the list is handed in again. Refused: what is being closed there already."""
    with changing(item.self_check, SelfCheckAction.WRITE, actor=actor, now=now) as change:
        item.refresh_from_db()
        _refuse_gone(item)
        _fill(item, entry, now)
        item.save()
        change.note(item=item.pk)
    return item


def withdraw_item(item: SelfCheckItem, *, why: str, actor: Actor, now: datetime) -> None:
    """Take a thing off the list. What was never handed in is gone; what was stays in its rounds, with the reason, and is void on the ledger
    when the list is handed in again."""
    with changing(item.self_check, SelfCheckAction.WRITE, actor=actor, now=now) as change:
        item.refresh_from_db()
        change.note(withdrawn=item.pk)
        if item.problem_id is None:
            item.delete()
            return
        _refuse_gone(item)
        if not why.strip():
            raise BadInput(_("这一条已经提交过，撤回请写明理由。"))
        item.withdrawn_at, item.withdrawn_why = now, why.strip()
        item.withdrawn_by_id = actor.user_id
        refuse_unfit([item])
        item.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])


def complete_item(
    item: SelfCheckItem, *, task: str, due_on: date | None, doer: Person | None, actor: Actor, now: datetime
) -> SelfCheckItem:
    """Say what is to be done, by when and by whom (M85), also after the list was handed in; the ledger follows at once while it may."""
    with changing(item.self_check, SelfCheckAction.COMPLETE, actor=actor, now=now) as change:
        item.refresh_from_db()
        if item.withdrawn_at is not None:
            raise NotNow(_("这一条已经撤回。"))
        _plan(item, task, due_on, doer, now)
        item.save(update_fields=["task", "due_on", "doer"])
        change.note(item=item.pk)
        problem = item.problem
        if problem is not None and problem.state in (State.RECORDED, State.ANALYSED):
            amend(problem=problem, values={"due_on": item.due_on or problem.due_on, "doer": item.doer}, actor=actor, now=now)
    return item


def _refuse_gone(item: SelfCheckItem) -> None:
    if item.withdrawn_at is not None:
        raise NotNow(_("这一条已经撤回。"))
    if item.problem is not None and not goes_on(item.problem):
        raise NotNow(_("台账第 %(number)04d 号已经在办结，不能再改。"), number=item.problem.number)


def _fill(item: SelfCheckItem, entry: OwnEntry, now: datetime) -> None:
    if not entry.text.strip():
        raise BadInput(_("请写明问题：哪一件事、什么时候、涉及谁。"))
    offered = self_checking_of(item.self_check.campaign.file)
    lists = {HeldAgainst.COMPARISON: offered.comparisons, HeldAgainst.YARDSTICK: offered.yardsticks}
    if entry.against is not None and entry.against_what not in lists[entry.against]:
        raise BadInput(_("本专项的对照里没有“%(what)s”。"), what=entry.against_what)
    category = entry.manifestation.category if entry.manifestation else entry.category
    if category is not None and category.catalogue.campaign_id != item.self_check.campaign_id:
        raise BadInput(_("这个类别不在本专项的问题目录里。"))
    item.put_in, item.text = entry.put_in, entry.text.strip()
    item.dimension, item.against = entry.dimension or "", entry.against or ""
    item.against_what = entry.against_what if entry.against else ""
    item.category, item.manifestation = category, entry.manifestation
    _plan(item, entry.task, entry.due_on, entry.doer, now)


def _plan(item: SelfCheckItem, task: str, due_on: date | None, doer: Person | None, now: datetime) -> None:
    if due_on is not None and due_on != item.due_on and due_on < localdate(now):
        raise BadInput(_("完成时限不能早于今天。"))
    item.task, item.due_on, item.doer = task.strip(), due_on, doer or item.self_check.person
    refuse_unfit([item])
