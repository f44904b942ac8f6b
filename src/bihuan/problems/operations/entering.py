"""New rows of a sheet on the ledger, in bulk statements: with their measures and progress, as far as the sheet says they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.changing import changing_many, creating_many, one_write
from bihuan.foundation.audit.pouring import pour_values
from bihuan.foundation.kernel import Actor, Refused, _
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Measure, Problem, Progress
from bihuan.problems.operations.blanks import Blanks
from bihuan.problems.operations.filling import settle_own
from bihuan.problems.operations.indexing import index
from bihuan.problems.operations.recording import enter_many, mark_unit_heads, take_numbers
from bihuan.problems.rules.sheet import NewLine
from bihuan.problems.vocabulary import Action, OwnerLevel, Source, State

SAID_BY_A_SHEET = ("import", _("导入的台账里写明是自查"))
"""A self-found item that came by a sheet tells so for ever: whoever weighs it sees that it did not come from the person's own list (M55)."""


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
    filling = _Filling(campaign, lines, by)
    problems = [filling.filled(line) for line in lines]
    enter_many(campaign=campaign, rows=problems, actor=by.actor, now=by.now, reason=by.reason, checked=False)
    _hang(problems, by)
    further = [(one, line.state) for one, line in zip(problems, lines, strict=True) if line.state is not State.RECORDED]
    _carry([one for one, _state in further], Action.ANALYSE, by)
    _carry([one for one, state in further if state is State.RECTIFYING], Action.PLAN, by)


def enter_closed(campaign: Campaign, lines: Sequence[NewLine], by: By) -> None:
    """Rows that were closed before the campaign came here: with the days of their sheet, and nobody's hand on their closing."""
    if not lines:
        return
    filling = _Filling(campaign, lines, by)
    problems = [filling.filled(line) for line in lines]
    mark_unit_heads(campaign, problems)
    with one_write():
        numbered = enumerate(zip(problems, lines, strict=True), take_numbers(campaign, len(problems)))
        for number, (row, line) in numbered:
            row.number, row.closed_at = number, _noon(line.closed_on)
        creating_many(problems, Action.TAKE_OVER, actor=by.actor, now=by.now, reason=by.reason, checked=False)
        index(problems, fresh=True)
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


class _Filling:
    """Unsaved problems from the rows of a sheet."""

    def __init__(self, campaign: Campaign, lines: Sequence[NewLine], by: By) -> None:
        self.by, self.blanks = by, Blanks(campaign)
        self.units = Unit.objects.in_bulk({line.unit_pk for line in lines})
        self.people: Mapping[int | None, Person] = Person.objects.in_bulk(
            {pk for line in lines for pk in (line.person and line.person.pk, line.leader_pk) if pk}
        )

    def filled(self, line: NewLine) -> Problem:
        """The problem that a row says."""
        unit, owner = self.units[line.unit_pk], self.people.get(line.person.pk) if line.person else None
        leader, person = self.people.get(line.leader_pk), line.person.pk if line.person else None
        kind, label = self.by.origin if any(self.by.origin) or line.source is not Source.SELF_CHECK else SAID_BY_A_SHEET
        level = OwnerLevel.PERSON if line.person else OwnerLevel.UNIT
        row = self.blanks.blank(line.source, line.weight, line.found_on, level, self.by.actor, self.by.now)
        vars(row).update(
            text=line.text, external_number=line.external, unit_id=line.unit_pk, person_id=person, doer_id=person, leader_id=line.leader_pk,
            category_id=line.category_pk, manifestation_id=line.manifestation_pk, cause=line.cause, cause_kind=str(line.cause_kind),
            measures_text=line.measures, progress_text=line.progress, own=line.own, origin_kind=kind, origin_label=label,
        )  # fmt: skip
        self.blanks.set_due(row, line.due_on)
        row._state.fields_cache |= {"unit": unit, "person": owner, "doer": owner, "leader": leader}
        return row


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
