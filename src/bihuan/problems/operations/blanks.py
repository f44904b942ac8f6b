"""Unsaved problems by the thousand that differ only in what their rows say.

A model's own constructor looks at its eighty fields for every row; a copy of one that was built with the same source, weight, day and level
is ten times as quick (bench.importing, bench.demo)."""

from datetime import date, datetime
from typing import Any

from django.db.models.base import ModelState
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.foundation.kernel import Actor, Term
from bihuan.problems.models import Problem
from bihuan.problems.operations.recording import Finding, level_of, plain_of, problem_of, related_of
from bihuan.problems.vocabulary import OwnerLevel, Source, Weight


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
        if finding.due_on:
            row.due_on = row.planned_due_on = finding.due_on
        return row
