"""A ledger sheet taken over: everything or nothing, in bulk statements, one record of the book for each row that changes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.db.models.base import ModelState

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.people import heads_of
from bihuan.foundation.audit.changing import changing_many
from bihuan.foundation.audit.pouring import pour_values
from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.jobs.running import Turn
from bihuan.foundation.kernel import Actor, Refused, Term, _
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Measure, Numbering, Problem, Progress
from bihuan.problems.operations.amending import path_now
from bihuan.problems.operations.indexing import SEARCHED, index
from bihuan.problems.operations.recording import Finding, enter_many, problem_of
from bihuan.problems.policy import refuse_moving_a_head
from bihuan.problems.queries.sheet import preview_import
from bihuan.problems.rules.sheet import Change, Checked, NewLine, RawRow
from bihuan.problems.vocabulary import Action, OwnerLevel, State


@dataclass(frozen=True)
class ImportResult:
    """What a sheet did. With `errors` nothing was written. `gone`: external numbers imported earlier that the sheet no longer has (nothing
    is deleted); `kept`: cells that differ and may no longer be changed here; `guessed`: causes sorted by their words."""

    new: int
    changed: int
    same: int
    gone: tuple[str, ...]
    errors: tuple[CellError, ...]
    kept: tuple[CellError, ...] = ()
    guessed: int = 0

    @classmethod
    def of(cls, checked: Checked) -> "ImportResult":
        """The same counts, before or after the writing."""
        counts = (len(checked.new), len(checked.changed), checked.same)
        return cls(*counts, checked.gone, checked.errors, checked.kept, checked.guessed)


def import_ledger(*, campaign: Campaign, rows: Sequence[RawRow], actor: Actor, now: datetime, reason: str = "") -> ImportResult:
    """Check the rows and take them over. All or nothing; an equal sheet writes nothing. Refused: no duty to import here."""
    with transaction.atomic():
        Numbering.objects.get_or_create(campaign=campaign)
        Numbering.objects.select_for_update().get(campaign=campaign)  # one import at a time: two of one sheet do not double it
        checked = preview_import(actor, campaign, rows)
        if not checked.errors:
            _record(campaign, checked.new, actor, now, reason)
            _amend(checked.changed, actor, now, reason)
    return ImportResult.of(checked)


PART = 5000
"""Rows a transaction of a long import: some seconds on a slow machine, well below the silence after which a worker counts as dead."""


def import_in_parts(
    *, campaign: Campaign, rows: Sequence[RawRow], actor: Actor, now: datetime, turn: Turn, reason: str = ""
) -> ImportResult:  # fmt: skip
    """The same for a long sheet in the background: the whole is checked first, then taken over in parts, each a transaction of its own with
    its mark. Whoever takes up a turn that was cut off goes on behind the last part; no row comes twice. Refused: what was right when the
    whole was checked is wrong by now; the parts before it stay."""
    turn.step(0, len(rows), _("核对"))
    whole = preview_import(actor, campaign, rows)
    before = turn.mark.get("counts", {"new": 0, "changed": 0, "rows": 0})
    counts = dict(before)
    while not whole.errors and counts["rows"] < len(rows):
        part = rows[counts["rows"] : counts["rows"] + PART]
        with transaction.atomic():
            done = import_ledger(campaign=campaign, rows=part, actor=actor, now=now, reason=reason)
            if done.errors:
                raise Refused(
                    _("核对之后数据又有变化：%(first)s。此前的 %(rows)d 行已导入，请改正后重新导入整份。"),
                    first=done.errors[0],
                    rows=counts["rows"],
                )
            counts = {"new": counts["new"] + done.new, "changed": counts["changed"] + done.changed, "rows": counts["rows"] + len(part)}
            turn.keep(counts=counts)
        turn.step(counts["rows"], len(rows), _("写入"))
    told = ImportResult.of(whole)
    return (
        told
        if whole.errors
        else replace(told, new=counts["new"], changed=counts["changed"], same=len(rows) - counts["new"] - counts["changed"])
    )


def _record(campaign: Campaign, lines: Sequence[NewLine], actor: Actor, now: datetime, reason: str) -> None:
    """New rows on the ledger, with their measures and progress; those that are further are carried there by the steps of the table."""
    if not lines:
        return
    blank = _Blank(campaign, lines, actor, now)
    problems = [blank.filled(line) for line in lines]
    enter_many(campaign=campaign, rows=problems, actor=actor, now=now, reason=reason, checked=False)
    measures = [[one.pk, n, text] for one in problems for n, text in enumerate(_lines(one.measures_text), 1)]
    pour_values(Measure, ("problem_id", "order", "text"), measures)
    progress = [[one.pk, one.progress_text, now, actor.user_id] for one in problems if one.progress_text]
    pour_values(Progress, ("problem_id", "text", "reported_at", "reported_by_id"), progress)
    further = [(one, line.state) for one, line in zip(problems, lines, strict=True) if line.state is not State.RECORDED]
    _carry([one for one, _state in further], Action.ANALYSE, actor, now)
    _carry([one for one, state in further if state is State.RECTIFYING], Action.PLAN, actor, now)


class _Blank:
    """Unsaved problems that differ only in what their rows say. A model's own constructor looks at its sixty fields for every row; a copy
    of one that was built with the same source, weight and day is ten times as quick (bench.importing)."""

    def __init__(self, campaign: Campaign, lines: Sequence[NewLine], actor: Actor, now: datetime) -> None:
        self.campaign, self.actor, self.now = campaign, actor, now
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
            like = Finding(self.units[line.unit_pk], line.source, "", weight=line.weight, found_on=line.found_on, owner_level=level)
            built = vars(problem_of(self.campaign, like, self.actor, self.now))
            self._built[key] = {name: str(value) if isinstance(value, Term) else value for name, value in built.items()}
        return self._built[key]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _carry(problems: Sequence[Problem], action: Action, actor: Actor, now: datetime) -> None:
    """Take a step with all of them; the check asked the same needs, so a refusal here means that the sheet is not to be taken at all."""
    _done, refused = changing_many(problems, action, actor=actor, now=now)
    _must_not_refuse(refused)


def _must_not_refuse(refused: Sequence[tuple[Problem, str]]) -> None:
    if refused:
        row, why = refused[0]
        raise Refused(_("第 %(number)04d 号没有办成：%(why)s整份没有导入。"), number=row.number, why=why)


def _amend(changes: Sequence[Change], actor: Actor, now: datetime, reason: str) -> None:
    """What the sheet says otherwise, one record a row."""
    by_action: dict[Action, dict[int, Mapping[str, Any]]] = defaultdict(dict)
    for change in changes:
        by_action[change.action][change.pk] = change.values
    for action, each in by_action.items():
        rows = list(Problem.objects.filter(pk__in=each).order_by("pk"))
        each = _with_what_follows(rows, each, actor)
        done, refused = changing_many(rows, action, actor=actor, now=now, reason=reason, each=each)
        _must_not_refuse(refused)
        _keep_parts(done, each, actor, now)
        touched = [row for row in done if set(each[row.pk]) & SEARCHED]
        if touched:
            index(list(Problem.objects.filter(pk__in=[row.pk for row in touched]).select_related("unit", "person", "doer", "leader")))


def _with_what_follows(rows: Sequence[Problem], each: Mapping[int, Mapping[str, Any]], actor: Actor) -> dict[int, Mapping[str, Any]]:
    """The way follows the weight; whoever puts his own finding right is followed by the new owner; a head's items go to the leader in charge."""
    prefetch_related_objects(rows, "campaign")
    heads = heads_of(rows[0].campaign, list({row.unit_id for row in rows})) if rows else frozenset()
    found: dict[int, Mapping[str, Any]] = {}
    for row in rows:
        values = dict(each[row.pk])
        if "due_on" in values and (row.returned or row.reopened):
            raise Refused(_("第 %(number)04d 号曾被退回，时限不能由导入修改，请由专班办理延期。整份没有导入。"), number=row.number)
        if "weight" in values:
            row.weight = values["weight"]
            values["path"] = path_now(row)
        if "person_id" in values:
            refuse_moving_a_head(actor, row, row.person_id, heads)
            doer = values["person_id"] if row.doer_id in (None, row.person_id) else row.doer_id
            values |= {"doer_id": doer, "of_unit_head": bool({(row.unit_id, values["person_id"]), (row.unit_id, doer)} & heads)}
        found[row.pk] = values
    return found


def _keep_parts(rows: Sequence[Problem], each: Mapping[int, Mapping[str, Any]], actor: Actor, now: datetime) -> None:
    """Measures are replaced, progress is appended, as the steps of one problem do."""
    measured = [row for row in rows if "measures_text" in each[row.pk]]
    Measure.objects.filter(problem__in=measured).delete()
    measures = [Measure(problem=row, order=n, text=text) for row in measured for n, text in enumerate(_lines(row.measures_text), 1)]
    told = [row for row in rows if "progress_text" in each[row.pk]]
    progress = [Progress(problem=row, text=row.progress_text, reported_at=now, reported_by_id=actor.user_id) for row in told]
    Measure.objects.bulk_create(measures, batch_size=500)
    Progress.objects.bulk_create(progress, batch_size=500)
