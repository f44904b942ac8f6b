"""Leaders' instructions: registered from the ink, handed out, carried out, answered upward in one reply, seen; unfulfilled by decision only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, CoveredUnit
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding.models import Instruction, InstructionPart, InstructionProgress
from bihuan.finding.vocabulary.instructions import InstructionAction as A
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.rules import ORDERS
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, record
from bihuan.problems.vocabulary import Source


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit has to do of an instruction, until when."""

    unit: Unit
    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Ink:
    """What the paper shows: who wrote, the exact words, when, on what paper; and its scan (name, content)."""

    leader: str
    words: str
    given_on: date
    scan: tuple[str, bytes]
    about: str = ""


def register_instruction(*, campaign: Campaign, ink: Ink, shares: Sequence[Share], actor: Actor, now: datetime) -> Instruction:
    """Register an instruction from its ink and hand it out. Refused: without the scan, its words or its leader, a day to come, nobody to carry
    it out, a unit that has two parts or is not covered."""
    refuse_left_out(campaign.file, "instructions")
    if not ink.leader.strip() or not ink.words.strip():
        raise BadInput(_("请写明批示领导，照抄批示原文，一字不改。"))
    if ink.given_on > localdate(now):
        raise BadInput(_("批示日期不能晚于今天。"))
    if not shares:
        raise BadInput(_("请写明由哪些单位承办、什么时限。"))
    row = Instruction(
        campaign=campaign, leader=ink.leader.strip(), words=ink.words.strip(), given_on=ink.given_on, about=ink.about.strip(), registered_at=now,
        registered_by_id=actor.user_id,
    )  # fmt: skip
    with one_write():
        row.scan = store(name=ink.scan[0], data=ink.scan[1], actor=actor, now=now, taken=ORDERS)
        with creating(row, A.REGISTER, actor=actor, now=now) as change:
            change.note(scan=row.scan.sha256, units=[one.unit.pk for one in shares])
            hand_out(instruction=row, shares=shares, actor=actor, now=now)
    return row


def hand_out(*, instruction: Instruction, shares: Sequence[Share], actor: Actor, now: datetime) -> list[InstructionPart]:
    """Give units their parts, each with its own day; further units may follow later, also when a reply was seen: a further one goes up."""
    taken = set(InstructionPart.objects.filter(instruction=instruction).values_list("unit_id", flat=True))
    covered = set(CoveredUnit.objects.filter(campaign=instruction.campaign, to_on=None).values_list("unit_id", flat=True))
    parts = []
    with one_write():
        for one in shares:
            if one.unit.pk in taken:
                raise BadInput(_("“%(name)s”已经有这件批示的承办事项。"), name=one.unit.name)
            if one.unit.pk not in covered:
                raise BadInput(_("“%(name)s”不在本专项的整治单位里。"), name=one.unit.name)
            if not one.text.strip() or one.due_on < instruction.given_on:
                raise BadInput(_("请写明“%(name)s”的承办事项，时限不能早于批示日期。"), name=one.unit.name)
            taken.add(one.unit.pk)
            part = InstructionPart(instruction=instruction, unit=one.unit, text=one.text.strip(), due_on=one.due_on)
            with creating(part, A.HAND_OUT, actor=actor, now=now):
                parts.append(part)
    return parts


def report_part(*, part: InstructionPart, text: str, actor: Actor, now: datetime, done: bool = False) -> InstructionPart:
    """What a unit has done about its part; `done`: it is carried out. Refused: nothing said."""
    if not text.strip():
        raise BadInput(_("请写明办了什么、结果怎样。"))
    with changing(part, A.FINISH_PART if done else A.REPORT_PART, actor=actor, now=now) as change:
        InstructionProgress.objects.create(part=part, text=text.strip(), reported_at=now, reported_by_id=actor.user_id)
        if done:
            change.set(done_at=now, done_by_id=actor.user_id)
    return part


def return_part(*, part: InstructionPart, reason: str, actor: Actor, now: datetime) -> InstructionPart:
    """What was reported as carried out is not: it goes back to the unit with the reason, which stands in its progress."""
    with changing(part, A.RETURN_PART, actor=actor, now=now, reason=reason) as change:
        text = f"退回：{reason.strip()}"
        InstructionProgress.objects.create(part=part, text=text, reported_at=now, reported_by_id=actor.user_id)
        change.set(done_at=None, done_by=None)
    return part


def reply_to_instruction(*, instruction: Instruction, report: str, actor: Actor, now: datetime) -> Instruction:
    """The joint reply goes up, in the words that the office settled from the units' progress; a further one where some parts were still open
    when the leader read the first. What he wrote on that stays. Refused: no words."""
    if not report.strip():
        raise BadInput(_("请写明办理情况。"))
    with changing(instruction, A.REPLY, actor=actor, now=now) as change:
        change.set(report=report.strip(), replied_at=now, replied_by_id=actor.user_id)
    return instruction


def note_instruction_seen(*, instruction: Instruction, on: date, note: str, actor: Actor, now: datetime) -> Instruction:
    """The secretary tells that the leader has seen the reply, and what he wrote on it. Refused: a day before the reply, or to come."""
    with changing(instruction, A.NOTE_SEEN, actor=actor, now=now) as change:
        replied = localdate(instruction.replied_at) if instruction.replied_at else on
        if not replied <= on <= localdate(now):
            raise BadInput(_("阅示日期在呈报当天（%(day)s）和今天之间。"), day=replied.isoformat())
        told = dict.fromkeys(one for one in (instruction.seen_note, note.strip()) if one)  # what he wrote on an earlier reply stays
        change.set(seen_on=on, seen_note="；".join(told), seen_at=now, seen_by_id=actor.user_id)
    return instruction


def fail_part(*, part: InstructionPart, text: str, reason: str, actor: Actor, now: datetime) -> Problem:
    """By decision of the office an unfulfilled part becomes a finding of the unit, with this source and origin (M61); nothing else makes it one.
    Refused: before its day."""
    if not text.strip():
        raise BadInput(_("请写明发现的问题。"))
    with changing(part, A.FAIL_PART, actor=actor, now=now, reason=reason) as change:
        if part.due_on >= localdate(now):
            raise NotNow(_("办理时限（%(day)s）还没有过，不能认定未落实。"), day=part.due_on.isoformat())
        row = part.instruction
        label = f"{row.leader}{row.given_on.isoformat()}批示"
        finding = Finding(unit=part.unit, source=Source.INSTRUCTION, text=text, origin=("instruction", str(row.pk), label[:200]))
        problem = record(campaign=row.campaign, finding=finding, actor=actor, now=now)
        change.set(failed_at=now, failed_by_id=actor.user_id, problem=problem)
        change.note(problem=problem.number)
    return problem
