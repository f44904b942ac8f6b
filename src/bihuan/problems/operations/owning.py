"""Whose a problem is: a unit objects in time, the office keeps, moves or divides; meanwhile the clock stands still."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from bihuan.campaigns.queries.people import heads_of
from bihuan.campaigns.rules.settings import settings_of
from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing, one_write
from bihuan.foundation.audit.lengths import stored
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Dispute, Division, Problem
from bihuan.problems.operations.amending import reindex
from bihuan.problems.operations.clocks import start_clock, stop_clocks
from bihuan.problems.operations.hands import NEW_ROUND
from bihuan.problems.operations.recording import Finding, lock_numbers, record
from bihuan.problems.queries.needs import last_day_to_object
from bihuan.problems.vocabulary import Action, OwnerLevel, Ruling, Source, Weight


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for a problem, or for a part of it; `text` is that part in its own words, "" for the words of the whole."""

    unit: Unit
    person: Person | None = None
    text: str = ""


MOST_PARTS = 20


def dispute(*, problem: Problem, text: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Say that a problem is not one's own. Its clock stands still until the office rules. Refused: too late, or ruled before."""
    _refuse_late(problem, now)
    with one_write():
        with changing(problem, Action.DISPUTE, actor=actor, now=now, reason=text, seen=seen):
            stored(Dispute(problem=problem, unit_id=problem.unit_id, text=text.strip(), raised_at=now, raised_by_id=actor.user_id))
        stop_clocks([problem], _("归属异议"), now)
    return problem


def _refuse_late(problem: Problem, now: datetime) -> None:
    last, told = last_day_to_object(problem), problem.told_on or localdate(problem.recorded_at)
    if localdate(now) > last:
        raise NotNow(
            _("归属异议应在告知之日（%(told)s）起 %(days)d 个工作日内提出，%(last)s 已截止。确有错误的，请联系专班。"),
            told=told.isoformat(), days=settings_of(problem.campaign.file).objection_days, last=last.isoformat(),
        )  # fmt: skip


def keep_owner(*, problem: Problem, reason: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """The problem stays where it is; the days of the objection are added to its due day, and it is not objected to again."""
    with changing(problem, Action.KEEP_OWNER, actor=actor, now=now, reason=reason, seen=seen) as change:
        start_clock(change, now)
        change.set(ruled=True)
        rule_on([problem], Ruling.KEPT, reason, actor, now)
    return problem


def move_owner(*, problem: Problem, to: Owner, reason: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Somebody else answers for the problem and begins anew; he was told today, and may object in his turn."""
    if (to.unit.pk, to.person and to.person.pk) == (problem.unit_id, problem.person_id):
        raise BadInput(_("改派给的还是原来的单位和责任人，请另选。"))
    with changing(problem, Action.MOVE_OWNER, actor=actor, now=now, reason=reason, seen=seen) as change:
        start_clock(change, now)
        _hand_over(change, to, now)
        rule_on([problem], Ruling.MOVED, reason, actor, now)
    return problem


def _hand_over(change: Change, to: Owner, now: datetime) -> None:
    row: Problem = change.row
    level = OwnerLevel.PERSON if to.person else OwnerLevel.UNIT if row.owner_level == OwnerLevel.PERSON else row.owner_level
    heads = heads_of(row.campaign, [to.unit.pk])
    change.set(
        unit=to.unit, person=to.person, doer=to.person, leader=None, section=None, owner_level=level, told_on=localdate(now), ruled=False,
        of_unit_head=bool(to.person and (to.unit.pk, to.person.pk) in heads), sharing=None, measures_approved_at=None,
        measures_approved_by_id=None, **NEW_ROUND, **({"text": to.text.strip()} if to.text.strip() else {}),
    )  # fmt: skip
    reindex(change)


def divide(
    *, problem: Problem, parts: Sequence[Owner], keeps: bool, reason: str, actor: Actor, now: datetime, seen: int | None = None
) -> list[Problem]:  # fmt: skip
    """Several answer for one problem: each part is an entry of its own from now on. `keeps`: the present owner keeps his part; else the
    first of the others gets the entry itself. Returns the entries, the old one first. Refused: fewer than two owners, one owner twice."""
    _refuse_wrong_parts(problem, parts, keeps)
    with one_write():
        lock_numbers(problem.campaign)  # before the entry, as an import does: two of them do not wait for each other
        with changing(problem, Action.DIVIDE, actor=actor, now=now, reason=reason, seen=seen) as change:
            start_clock(change, now)
            rule_on([problem], Ruling.DIVIDED, reason, actor, now)
            made = [_part(problem, one, actor, now) for one in (parts if keeps else parts[1:])]
            change.set(ruled=True, told_on=localdate(now))
            change.note(parts=[one.number for one in made])
        if not keeps:
            move_owner(problem=problem, to=parts[0], reason=reason, actor=actor, now=now)
    return [problem, *made]


def _refuse_wrong_parts(problem: Problem, parts: Sequence[Owner], keeps: bool) -> None:
    owners = [(one.unit.pk, one.person.pk if one.person else None) for one in parts]
    owners += [(problem.unit_id, problem.person_id)] if keeps else []
    if len(owners) < 2:
        raise BadInput(_("分解至少要有两家承担。只换一家的，请用“改派”。"))
    if len(owners) > MOST_PARTS:
        raise BadInput(_("一件问题最多分给 %(most)d 家。"), most=MOST_PARTS)
    if len(set(owners)) < len(owners):
        raise BadInput(_("同一家写了两次，请合成一份。"))


def _part(whole: Problem, owner: Owner, actor: Actor, now: datetime) -> Problem:
    finding = Finding(
        unit=owner.unit, source=Source(whole.source), text=owner.text.strip() or whole.text, person=owner.person, category=whole.category,
        manifestation=whole.manifestation, weight=Weight(whole.weight), due_on=whole.due_on, found_on=whole.found_on,
        origin=("division", f"{whole.number:04d}", _("由第 %(number)04d 号分解") % {"number": whole.number}),
    )  # fmt: skip
    part = record(campaign=whole.campaign, finding=finding, actor=actor, now=now)
    Division.objects.create(whole=whole, part=part, divided_at=now, divided_by_id=actor.user_id)
    return part


def rule_on(rows: Sequence[Problem], ruling: Ruling, answer: str, actor: Actor, now: datetime) -> None:
    """The open objections of these problems are answered by it."""
    open_ones = Dispute.objects.filter(problem__in=rows, ruled_at=None)
    open_ones.update(ruling=ruling, answer=answer.strip(), ruled_at=now, ruled_by=actor.user_id)
