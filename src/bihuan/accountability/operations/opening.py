"""A handling is opened on facts, and each fact is verified by another hand (P06)."""

from datetime import datetime

from django.db.models import Max

from bihuan.accountability.models import DecisionBody, Fact, Handling
from bihuan.accountability.operations.forgetting import empty_papers
from bihuan.accountability.operations.words import written
from bihuan.accountability.vocabulary.handling import HandlingAction as A
from bihuan.accountability.vocabulary.handling import HandlingState
from bihuan.accountability.vocabulary.measures import Level
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, _
from bihuan.organisation.models import Person, Post, Unit
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import State


def open_handling(
    *, campaign: Campaign, handler: DecisionBody, person: Person | None, unit: Unit | None, matter: str, actor: Actor, now: datetime
) -> Handling:  # fmt: skip
    """Open a handling of a person, or of a unit as such. Refused: no matter, neither of both, a body of another campaign."""
    refuse_left_out(campaign.file, "handlings")
    if not matter.strip():
        raise BadInput(_("请写明事由。"))
    if handler.campaign_id != campaign.pk:
        raise BadInput(_("承办机构不属于本专项。"))
    unit = unit or _unit_of(person)
    if unit is None:
        raise BadInput(_("请选定处理的对象：一个人，或者一个单位。"))
    row = Handling(
        campaign=campaign, handler=handler, person=person, unit=unit, matter=matter.strip(), opened_at=now, opened_by_id=actor.user_id
    )
    with one_write():
        row.number = _next(campaign)
        with creating(row, A.OPEN, actor=actor, now=now):
            pass
    return row


def _unit_of(person: Person | None) -> Unit | None:
    post = Post.objects.filter(person=person, to_on=None).select_related("unit").order_by("pk").first() if person else None
    return post.unit if post else None


def _next(campaign: Campaign) -> int:
    list(Campaign.objects.select_for_update(no_key=True).filter(pk=campaign.pk).values_list("pk"))  # numbers are given one at a time
    return int(Handling.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0) + 1


def add_fact(
    row: Handling, *, text: str, evidence: str, problem: Problem | None = None, file: StoredFile | None = None, actor: Actor, now: datetime
) -> Fact:  # fmt: skip
    """Write down one fact with what it rests on. Refused: no words, nothing it rests on, an item of another campaign, one that is void or about
    somebody else."""
    if not text.strip() or not (evidence.strip() or file):
        raise BadInput(_("请写明事实和依据：什么时间、什么事、有什么材料证明。"))
    if problem is not None:
        _refuse_strange(row, problem)
    with changing(row, A.ADD_FACT, actor=actor, now=now) as change:
        fact = Fact.objects.create(
            handling=row,
            problem=problem,
            text=text.strip(),
            evidence=evidence.strip(),
            file=file,
            written_at=now,
            written_by_id=actor.user_id,
        )
        change.set(origin="", origin_text="")  # who found this one has to be looked at, too (M55)
        change.note(fact=fact.pk, problem=problem.pk if problem else None)
    return fact


def _refuse_strange(row: Handling, problem: Problem) -> None:
    if problem.campaign_id != row.campaign_id or problem.state in (State.VOID, State.MERGED):
        raise BadInput(_("这件问题不在本专项的台账里，或者已经作废、并入别的问题。"))
    if Fact.objects.filter(problem=problem, handling__state=HandlingState.TOLERATED, handling__person=row.person_id).exists():
        raise BadInput(_("这件问题已决定予以容错，不再作为处理的事实。"))  # M173
    if row.person_id is not None and problem.person_id not in (row.person_id, None):
        raise BadInput(_("第 %(number)04d 号问题是别人的，不能作为他的事实。"), number=problem.number)
    if row.person_id is None and not problem.unit.path.startswith(row.unit.path):
        raise BadInput(_("第 %(number)04d 号问题是别的单位的，不能作为它的事实。"), number=problem.number)


def verify_fact(fact: Fact, *, how: str, actor: Actor, now: datetime) -> None:
    """Say that a fact was verified, and how. Refused: to whoever wrote it."""
    if not how.strip():
        raise BadInput(_("请写明怎样核实。"))
    with changing(fact.handling, A.VERIFY_FACT, actor=actor, now=now) as change:
        if fact.written_by_id == actor.user_id:
            raise NotAllowed(_("写入事实的人不能自己核实，请另一名承办人核实。"))
        done = Fact.objects.filter(pk=fact.pk, verified_at=None)
        if not done.update(verified_how=how.strip(), verified_at=now, verified_by_id=actor.user_id):
            raise BadInput(_("这项事实已经核实。"))
        change.note(fact=fact.pk)


def drop_fact(fact: Fact, *, reason: str, actor: Actor, now: datetime) -> None:
    """It did not prove right, or does not belong here: it goes, and the book tells only that."""
    with changing(fact.handling, A.DROP_FACT, actor=actor, now=now) as change:
        change.set(reason=written(reason), origin="", origin_text="")  # who found what is left has to be looked at again (M55)
        change.note(fact=fact.pk)
        Fact.objects.filter(pk=fact.pk).delete()


def mark_typical(
    row: Handling, *, person: Person | None, unit: Unit, level: Level, matter: str, reason: str, actor: Actor, now: datetime
) -> Handling:  # fmt: skip
    """Mark a case as typical: an inquiry on the responsibility of those who lead opens with it, and it is not closed before that one (M126)."""
    if row.typical:
        raise BadInput(_("已经标为典型案件。"))
    if person is not None and person.pk == row.person_id:
        raise BadInput(_("领导责任要核查的不是同一个人。"))
    with one_write():
        with changing(row, A.MARK_TYPICAL, actor=actor, now=now) as change:
            change.set(typical=True, reason=written(reason))
        inquiry = Handling(
            campaign=row.campaign, handler=row.handler, person=person, unit=unit, matter=matter.strip() or row.matter, parent=row, level=level,
            opened_at=now, opened_by_id=actor.user_id, number=_next(row.campaign),
        )  # fmt: skip
        with creating(inquiry, A.OPEN, actor=actor, now=now) as change:
            change.note(parent=row.pk)
    return inquiry


def drop_handling(row: Handling, *, reason: str, actor: Actor, now: datetime) -> None:
    """There is nothing to handle: the facts did not hold, somebody else handles it. Whoever was told of it is told so."""
    with one_write():
        with changing(row, A.DROP, actor=actor, now=now) as change:
            change.set(reason=written(reason), over_at=now, over_by_id=actor.user_id)
        empty_papers(row, now=now)
