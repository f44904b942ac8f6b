"""New rows of a sheet on the ledger, in bulk statements: with their measures and progress, as far as the sheet says they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models.base import ModelState
from django.utils.timezone import get_current_timezone

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.changing import changing_many, creating_many
from bihuan.foundation.audit.pouring import pour_values
from bihuan.foundation.kernel import Actor, Refused, Term, _
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Measure, Problem, Progress
from bihuan.problems.operations.filling import settle_own
from bihuan.problems.operations.indexing import index, stored_beside
from bihuan.problems.operations.recording import Finding, enter_many, mark_unit_heads, problem_of, take_numbers
from bihuan.problems.rules.sheet import NewLine
from bihuan.problems.vocabulary import Action, OwnerLevel, State


@dataclass(frozen=True, slots=True)
class By:
    """Who takes the rows, when, why, and how the rows came."""

    actor: Actor
    now: datetime
    reason: str = ""
    origin: tuple[str, str] = ("", "")


def record_lines(campaign: Campaign, lines: Sequence[NewLine], by: By) -> None:
    """New rows on the ledger, with their measures and progress; those that are further are carried there by the steps of the table."""
    if not lines:
        return
    blank = _Blank(campaign, lines, by)
    problems = [blank.filled(line) for line in lines]
    enter_many(campaign=campaign, rows=problems, actor=by.actor, now=by.now, reason=by.reason, checked=False)
    _hang(problems, by)
    further = [(one, line.state) for one, line in zip(problems, lines, strict=True) if line.state is not State.RECORDED]
    _carry([one for one, _state in further], Action.ANALYSE, by)
    _carry([one for one, state in further if state is State.RECTIFYING], Action.PLAN, by)


def enter_closed(campaign: Campaign, lines: Sequence[NewLine], by: By) -> None:
    """Rows that were closed before the campaign came here: with the days of their sheet, and nobody's hand on their closing."""
    if not lines:
        return
    blank = _Blank(campaign, lines, by)
    problems = [blank.filled(line) for line in lines]
    mark_unit_heads(campaign, problems)
    with transaction.atomic():
        numbered = enumerate(zip(problems, lines, strict=True), take_numbers(campaign, len(problems)))
        for number, (row, line) in numbered:
            row.number, row.closed_at = number, _noon(line.closed_on)
        beside = stored_beside(problems)
        creating_many(problems, Action.TAKE_OVER, actor=by.actor, now=by.now, reason=by.reason, checked=False, beside=beside)
        index(problems, fresh=True, beside=True)
    _hang(problems, by)


def _noon(day: date | None) -> datetime | None:
    """A sheet knows the day alone; its middle stands for it."""
    return datetime.combine(day, time(12), get_current_timezone()) if day else None


def _hang(problems: Sequence[Problem], by: By) -> None:
    measures = [[one.pk, n, text] for one in problems for n, text in enumerate(lines_of(one.measures_text), 1)]
    pour_values(Measure, ("problem_id", "order", "text"), measures)
    progress = [[one.pk, one.progress_text, by.now, by.actor.user_id] for one in problems if one.progress_text]
    pour_values(Progress, ("problem_id", "text", "reported_at", "reported_by_id"), progress)
    settle_own([one for one in problems if one.own], by.now)


class _Blank:
    """Unsaved problems that differ only in what their rows say. A model's own constructor looks at its sixty fields for every row; a copy
    of one that was built with the same source, weight and day is ten times as quick (bench.importing)."""

    def __init__(self, campaign: Campaign, lines: Sequence[NewLine], by: By) -> None:
        self.campaign, self.by = campaign, by
        self.units = Unit.objects.in_bulk({line.unit_pk for line in lines})
        self.people: Mapping[int | None, Person] = Person.objects.in_bulk(
            {pk for line in lines for pk in (line.person and line.person.pk, line.leader_pk) if pk}
        )
        self._built: dict[tuple[object, ...], dict[str, Any]] = {}

    def filled(self, line: NewLine) -> Problem:
        """The problem that a row says."""
        like, row = self._like(line), Problem.__new__(Problem)
        person, due_on = line.person.pk if line.person else None, line.due_on or like["due_on"]
        vars(row).update(
            like, _state=ModelState(), text=line.text, external_number=line.external, unit_id=line.unit_pk, person_id=person, doer_id=person,
            leader_id=line.leader_pk, due_on=due_on, planned_due_on=due_on, category_id=line.category_pk, manifestation_id=line.manifestation_pk,
            cause=line.cause, cause_kind=str(line.cause_kind), measures_text=line.measures, progress_text=line.progress,
            own=line.own,
        )  # fmt: skip
        owner, leader = self.people.get(person), self.people.get(line.leader_pk)
        row._state.fields_cache = {
            "campaign": self.campaign, "unit": self.units[line.unit_pk], "person": owner, "doer": owner, "leader": leader,
        }  # fmt: skip
        return row

    def _like(self, line: NewLine) -> dict[str, Any]:
        """The values of a problem that was built from its source, weight, day and level; words as the plain texts that they are."""
        level = OwnerLevel.PERSON if line.person else OwnerLevel.UNIT
        key = (line.source, line.weight, line.found_on, level)
        if key not in self._built:
            kind, label = self.by.origin
            like = Finding(
                self.units[line.unit_pk], line.source, "", weight=line.weight, found_on=line.found_on, owner_level=level, origin=(kind, "", label)
            )  # fmt: skip
            built = vars(problem_of(self.campaign, like, self.by.actor, self.by.now))
            self._built[key] = {name: str(value) if isinstance(value, Term) else value for name, value in built.items()}
        return self._built[key]


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something: a measure each."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _carry(problems: Sequence[Problem], action: Action, by: By) -> None:
    """Take a step with all of them; the check asked the same needs, so a refusal here means that the sheet is not to be taken at all."""
    _done, refused = changing_many(problems, action, actor=by.actor, now=by.now)
    must_not_refuse(refused)


def must_not_refuse(refused: Sequence[tuple[Problem, str]]) -> None:
    """A row that was refused where its check was passed: nothing of the sheet is taken."""
    if refused:
        row, why = refused[0]
        raise Refused(_("第 %(number)04d 号没有办成：%(why)s整份没有导入。"), number=row.number, why=why)
