"""Rules made, changed and abolished because of problems (M191, M192, M196)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, CoveredUnit
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.documents.rules.paper import Paper
from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing, creating, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.institutions.models import EffectJudged, Institution, InstitutionProblem
from bihuan.institutions.papers.register import register_paper
from bihuan.institutions.queries.recurring import came_back
from bihuan.institutions.queries.register import institutions_of
from bihuan.institutions.sheets.register import register_sheet
from bihuan.institutions.vocabulary.register import Effect, InstitutionKind, InstitutionWord, Mechanism
from bihuan.institutions.vocabulary.register import InstitutionAction as A
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem
from bihuan.problems.operations.recording import lock_numbers
from bihuan.problems.policy import reach
from bihuan.problems.queries import find

MOST_LINKS = 200
Handed = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned: a rule's title and kind, who answers for it, by when, why; under which lasting mechanism it is filed."""

    title: str
    unit: Unit
    kind: InstitutionKind = InstitutionKind.NEW
    mechanism: Mechanism | None = None
    because: str = ""
    planned_on: date | None = None
    replaces: Institution | None = None
    old_title: str = ""


def register_institution(*, campaign: Campaign, told: Planned, actor: Actor, now: datetime, problems: Sequence[int] = ()) -> Institution:
    """Put a rule that is planned on the register, linked to the problems (by ledger number) because of which it is made. Refused: left out of this
    campaign, no title, a unit that is not covered, an amendment that does not say of what, a problem that the actor does not see."""
    refuse_left_out(campaign.file, "institutions")
    _refuse_odd(campaign, told)
    with one_write():
        lock_numbers(campaign)
        row = Institution(campaign=campaign, number=_next(campaign), registered_at=now, registered_by_id=actor.user_id, **_columns(told))
        with creating(row, A.REGISTER, actor=actor, now=now) as change:
            _link(change, row, _problems(campaign, problems, actor), actor, now)
    return row


def _next(campaign: Campaign) -> int:
    return int(Institution.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0) + 1


def _columns(told: Planned) -> dict[str, Any]:
    return {
        "title": told.title.strip(), "unit": told.unit, "kind": told.kind, "mechanism": told.mechanism or "", "because": told.because.strip(),
        "planned_on": told.planned_on, "replaces": told.replaces, "old_title": told.old_title.strip(),
    }  # fmt: skip


def _refuse_odd(campaign: Campaign, told: Planned) -> None:
    if not told.title.strip():
        raise BadInput(_("请写明制度名称。"))
    if told.kind is not InstitutionKind.NEW and told.replaces is None and not told.old_title.strip():
        raise BadInput(_("修订或废止的，请写明是哪一项制度。"))
    if not CoveredUnit.objects.filter(campaign=campaign, unit=told.unit).exists() and told.unit.pk != campaign.root_id:
        raise BadInput(_("“%(name)s”不在本专项的整治单位里。"), name=told.unit.name)


def _problems(campaign: Campaign, numbers: Sequence[int], actor: Actor) -> list[Problem]:
    """The problems with these ledger numbers, those that he sees; Missing for any other."""
    if len(numbers) > MOST_LINKS:
        raise BadInput(_("一项制度最多挂接 %(most)d 件问题。"), most=MOST_LINKS)
    return [find(actor, campaign, number) for number in dict.fromkeys(numbers)]


def _link(change: Change, row: Institution, problems: Sequence[Problem], actor: Actor, now: datetime) -> None:
    there = set(row.links.values_list("problem_id", flat=True))
    fresh = [one for one in problems if one.pk not in there]
    InstitutionProblem.objects.bulk_create(
        [InstitutionProblem(institution=row, problem=one, linked_at=now, linked_by_id=actor.user_id) for one in fresh]
    )
    if fresh:
        change.note(problems=[one.number for one in fresh])


def link_problems(row: Institution, *, problems: Sequence[int], actor: Actor, now: datetime) -> Institution:
    """Say that it is made because of these problems, too. Refused: one that the actor does not see."""
    found = _problems(row.campaign, problems, actor)
    if not found:
        raise BadInput(_("请写明问题的序号。"))
    with changing(row, A.LINK, actor=actor, now=now) as change:
        _link(change, row, found, actor, now)
    return row


def unlink_problem(row: Institution, *, problem: int, reason: str, actor: Actor, now: datetime) -> Institution:
    """Take a link back that was made by mistake."""
    one = find(actor, row.campaign, problem)
    with changing(row, A.UNLINK, actor=actor, now=now, reason=reason) as change:
        if not row.links.filter(problem=one).delete()[0]:
            raise BadInput(_("第 %(number)04d 号没有挂接在这项制度上。"), number=one.number)
        change.note(problem=one.number)
    return row


def correct_institution(row: Institution, *, told: Planned, actor: Actor, now: datetime, seen: int | None = None) -> Institution:
    """Put right what was registered wrongly, or plan it anew."""
    _refuse_odd(row.campaign, told)
    with changing(row, A.CORRECT, actor=actor, now=now, seen=seen) as change:
        change.set(**_columns(told))
    return row


def draft_institution(row: Institution, *, on: date, actor: Actor, now: datetime) -> Institution:
    """The draft is there."""
    _refuse_day(on, now)
    with changing(row, A.DRAFT, actor=actor, now=now) as change:
        change.set(drafted_on=on)
    return row


def issue_institution(
    row: Institution, *, on: date, doc_number: str, actor: Actor, now: datetime, file: Handed | None = None
) -> Institution:  # fmt: skip
    """It is issued, under a number; the text may be put beside it. The rule of the register that it amends or abolishes ends on that day.
    Refused: a day to come, made because of nothing."""
    _refuse_day(on, now)
    with one_write():
        with changing(row, A.ISSUE, actor=actor, now=now) as change:
            change.set(issued_on=on, doc_number=doc_number.strip())
            if file:
                change.set(file=store(name=file[0], data=file[1], actor=actor, now=now))
        if row.replaces is not None and row.kind != InstitutionKind.NEW:
            _end_old(row, on, actor, now)
    return row


def _end_old(row: Institution, on: date, actor: Actor, now: datetime) -> None:
    assert row.replaces is not None
    reason = _("由《%(title)s》代替") % {"title": row.title}
    action = A.AMEND if row.kind == InstitutionKind.AMENDED else A.ABOLISH
    with changing(row.replaces, action, actor=actor, now=now, reason=reason) as change:
        change.set(ended_on=on)


def abolish_institution(row: Institution, *, on: date, reason: str, actor: Actor, now: datetime) -> Institution:
    """It holds no longer, and nothing takes its place."""
    _refuse_day(on, now)
    with changing(row, A.ABOLISH, actor=actor, now=now, reason=reason) as change:
        change.set(ended_on=on)
    return row


def drop_institution(row: Institution, *, reason: str, actor: Actor, now: datetime) -> Institution:
    """It is not made after all; the register keeps the entry and why."""
    with changing(row, A.DROP, actor=actor, now=now, reason=reason):
        pass
    return row


def judge_effect(row: Institution, *, effect: Effect, text: str, actor: Actor, now: datetime) -> EffectJudged:
    """Say what a rule was worth, after a look at what came back; the figure that was seen is kept with it. Refused: no word why."""
    if not text.strip():
        raise BadInput(_("请写明看了什么、为什么这样评价。"))
    with changing(row, A.JUDGE_EFFECT, actor=actor, now=now) as change:
        found = came_back(reach(actor, row.campaign_id), row)
        told = EffectJudged.objects.create(
            institution=row,
            effect=effect,
            recurred=found.count + found.reopened,
            text=text.strip(),
            judged_at=now,
            judged_by_id=actor.user_id,
        )
        change.note(effect=effect.value, recurred=told.recurred)
    return told


def _refuse_day(on: date, now: datetime) -> None:
    if on > localdate(now):
        raise BadInput(_("日期不能晚于今天。"))


def take_register(*, campaign: Campaign, as_paper: bool, reason: str, actor: Actor, now: datetime) -> bytes | Paper:
    """The register as Excel, or as a paper. Refused: no purpose told."""
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))
    rows = list(institutions_of(campaign).order_by("number"))
    note(kept(Campaign), campaign, InstitutionWord.EXPORT, actor=actor, now=now, reason=reason.strip(), rows=len(rows))
    return register_paper(campaign, rows, localdate(now)) if as_paper else register_sheet(campaign.title, rows)
