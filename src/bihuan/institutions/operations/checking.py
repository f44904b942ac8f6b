"""举一反三: units are asked whether they have the same problem, and answer in one place (M96)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, CoveredUnit
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.documents.rules.paper import Paper
from bihuan.foundation.audit.changing import changing, creating, creating_many, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.institutions.models import CheckAnswer, CheckOrder, SiblingFinding
from bihuan.institutions.papers.checks import check_paper
from bihuan.institutions.queries.checks import answers_of, refuse_who_orders_none
from bihuan.institutions.sheets.checks import check_sheet
from bihuan.institutions.vocabulary.checks import CheckAction as A
from bihuan.institutions.vocabulary.checks import CheckWord
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, record
from bihuan.problems.operations.recording import lock_numbers
from bihuan.problems.policy import reach
from bihuan.problems.vocabulary import Source, Weight

MOST_FINDINGS = 50


@dataclass(frozen=True, slots=True)
class Found:
    """One problem that a unit found in itself; whose it is, where it is a person's."""

    text: str
    person: Person | None = None


def order_check(
    *, campaign: Campaign, problem: Problem, units: Sequence[Unit], text: str, due_on: date, actor: Actor, now: datetime
) -> CheckOrder:  # fmt: skip
    """Ask units whether they have what was found here. Refused: left out of this campaign, an item that nobody marked as common, no unit, the unit
    itself, one that is not covered, a day that is over, nothing said of what to look for."""
    refuse_who_orders_none(actor, campaign)
    refuse_left_out(campaign.file, "sibling_checks")
    _refuse_odd(campaign, problem, units, text, due_on, now)
    with one_write():
        lock_numbers(campaign)
        number = int(CheckOrder.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0) + 1
        order = CheckOrder(
            campaign=campaign, number=number, problem=problem, text=text.strip(), due_on=due_on, ordered_at=now, ordered_by_id=actor.user_id
        )
        with creating(order, A.ORDER, actor=actor, now=now) as change:
            change.note(problem=problem.number, units=[one.pk for one in units])
        asked = [CheckAnswer(order=order, unit=one, asked_at=now, asked_by_id=actor.user_id) for one in dict.fromkeys(units)]
        creating_many(asked, A.ASK, actor=actor, now=now)
    return order


def _refuse_odd(campaign: Campaign, problem: Problem, units: Sequence[Unit], text: str, due_on: date, now: datetime) -> None:
    if problem.weight != Weight.COMMON:
        raise BadInput(_("先把第 %(number)04d 号的程度标为“普遍共性”，再布置举一反三。"), number=problem.number)
    if not units:
        raise BadInput(_("请选至少一个单位。"))
    if problem.unit_id in {one.pk for one in units}:
        raise BadInput(_("“%(name)s”就是发现问题的单位，不用再查。"), name=problem.unit.name)
    known = set(CoveredUnit.objects.filter(campaign=campaign, to_on=None, unit__in=units).values_list("unit_id", flat=True))
    if strange := [one.name for one in units if one.pk not in known]:
        raise BadInput(_("“%(name)s”不在本专项的整治单位里。"), name="、".join(strange[:5]))
    if not text.strip():
        raise BadInput(_("请写明查什么，让单位知道从哪里看起。"))
    if due_on < localdate(now):
        raise BadInput(_("答复期限不能早于今天。"))


def withdraw_check(order: CheckOrder, *, reason: str, actor: Actor, now: datetime) -> CheckOrder:
    """Take an order back that was given by mistake; what was answered stays."""
    with changing(order, A.WITHDRAW, actor=actor, now=now, reason=reason) as change:
        if order.withdrawn_at is not None:
            raise NotNow(_("这次举一反三已经撤回。"))
        change.set(withdrawn_at=now, withdrawn_by_id=actor.user_id)
    return order


def answer_none(answer: CheckAnswer, *, how: str, actor: Actor, now: datetime) -> CheckAnswer:
    """A unit looked and has it not; it says how it looked. As good an answer as any other."""
    _refuse_over(answer, how)
    with changing(answer, A.ANSWER_NONE, actor=actor, now=now) as change:
        change.set(how=how.strip(), answered_at=now, answered_by_id=actor.user_id)
    return answer


def answer_found(answer: CheckAnswer, *, how: str, found: Sequence[Found], actor: Actor, now: datetime) -> list[Problem]:
    """A unit has it too: each problem goes on the ledger under the same item, with the order as its origin. Also later, after "none"."""
    _refuse_over(answer, how)
    told = [one for one in found if one.text.strip()]
    if not told:
        raise BadInput(_("请写明发现的问题；没有发现的，请报“未发现”。"))
    if len(told) > MOST_FINDINGS:
        raise BadInput(_("一次最多报 %(most)d 个问题。"), most=MOST_FINDINGS)
    campaign, made = answer.order.campaign, list[Problem]()
    with changing(answer, A.ANSWER_FOUND, actor=actor, now=now) as change:
        for one in told:
            problem = record(campaign=campaign, finding=_finding(answer, one), actor=change.actor, now=now)
            SiblingFinding.objects.create(answer=answer, problem=problem)
            made.append(problem)
        change.set(how=how.strip(), answered_at=now, answered_by_id=actor.user_id)
        change.note(numbers=[one.number for one in made])
    return made


def _finding(answer: CheckAnswer, one: Found) -> Finding:
    first = answer.order.problem
    label = _("第 %(order)d 次举一反三（由第 %(number)04d 号引起）") % {"order": answer.order.number, "number": first.number}
    return Finding(
        unit=answer.unit, source=Source.SCREENING, text=one.text, person=one.person, category=first.category, manifestation=first.manifestation,
        weight=Weight.COMMON, origin=("sibling", str(answer.pk), label),
    )  # fmt: skip


def _refuse_over(answer: CheckAnswer, how: str) -> None:
    refuse_left_out(answer.order.campaign.file, "sibling_checks")
    if answer.order.withdrawn_at is not None:
        raise NotNow(_("这次举一反三已经撤回。"))
    if not how.strip():
        raise BadInput(_("请写明怎么查的：看了哪些材料、问了哪些人。"))


def return_answer(answer: CheckAnswer, *, reason: str, actor: Actor, now: datetime) -> CheckAnswer:
    """The office does not take "none" for good and says why; the unit looks again."""
    with changing(answer, A.RETURN, actor=actor, now=now, reason=reason) as change:
        change.set(answered_at=None, answered_by_id=None)
    return answer


def take_check(*, order: CheckOrder, as_paper: bool, reason: str, actor: Actor, now: datetime) -> bytes | Paper:
    """The answers of all units that this actor sees, as Excel or as a paper. Refused: no purpose told."""
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))
    rows = answers_of(reach(actor, order.campaign_id), order)
    note(kept(Campaign), order.campaign, CheckWord.EXPORT, actor=actor, now=now, reason=reason.strip(), order=order.number, rows=len(rows))
    return check_paper(order, rows, localdate(now)) if as_paper else check_sheet(order, rows)
