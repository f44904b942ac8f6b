"""Unsaved problems by the thousand that differ only in what their rows say.

A model's own constructor looks at its eighty fields for every row; a copy of one that was built with the same source, weight, day and level
is ten times as quick (bench.importing, bench.demo)."""

from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models.base import ModelState
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Category
from bihuan.foundation.kernel import Actor, Term
from bihuan.problems.models import Problem
from bihuan.problems.operations.recording import Finding, level_of, plain_of, problem_of, related_of
from bihuan.problems.rules.days import due_by_default
from bihuan.problems.vocabulary import OwnerLevel, Path, Source, Weight


class Blanks:
    """Copies of the problems that `problem_of` builds for one campaign."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self._built: dict[tuple[object, ...], dict[str, Any]] = {}

    def blank(
        self, source: Source, weight: Weight, found_on: date | None, level: OwnerLevel, actor: Actor, now: datetime
    ) -> Problem:  # fmt: skip
        """A problem that says nothing yet; words as the plain texts that they are. Refused: found after today."""
        key = (source, weight, found_on, level, None if found_on else localdate(now))
        if key not in self._built or found_on and found_on > localdate(now):
            like = Finding(None, source, "", weight=weight, found_on=found_on, owner_level=level)  # type: ignore[arg-type]
            built = vars(problem_of(self.campaign, like, actor, now))
            self._built[key] = {name: str(value) if isinstance(value, Term) else value for name, value in built.items()}
        row, state = Problem.__new__(Problem), ModelState()
        state.db, state.fields_cache = self.campaign._state.db, {"campaign": self.campaign}
        vars(row).update(self._built[key], _state=state, recorded_at=now, recorded_by_id=actor.user_id)
        return row

    def of(self, finding: Finding, actor: Actor, now: datetime) -> Problem:
        """The same as `problem_of`, but for columns of the campaign's own."""
        row = self.blank(finding.source, finding.weight, finding.found_on, level_of(finding), actor, now)
        related = related_of(finding)
        row._state.fields_cache |= related
        vars(row).update({f"{name}_id": one.pk if one else None for name, one in related.items()}, **plain_of(finding))
        self.set_due(row, finding.due_on)
        return row

    def set_due(self, row: Problem, due_on: date | None) -> None:
        """The due day: the one that was given, else by the category, else as the blank has it."""
        if day := due_on or self._by_category(row):
            row.due_on = row.planned_due_on = day

    def _by_category(self, row: Problem) -> date | None:
        planned = self._planned.get(row.category_id)
        if planned is None or row.due_on is None or row.found_on is None:
            return None
        return due_by_default(row.found_on, (row.due_on - row.found_on).days, planned, at_once=row.path == Path.QUICK)

    @cached_property
    def _planned(self) -> dict[int | None, date]:
        """The days that the plan names, by category. One query."""
        found = Category.objects.filter(catalogue__campaign=self.campaign)
        return {one.pk: one.due_on for one in found if one.due_on}
