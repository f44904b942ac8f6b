"""What follows from cells that are changed in the grid, and what forbids it: asked of a change and of taking one back alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.people import heads_of
from bihuan.campaigns.rules.campaign_file import Settings
from bihuan.campaigns.rules.settings import settings_of
from bihuan.foundation.kernel import Actor, Refused, _
from bihuan.problems.models import Problem
from bihuan.problems.operations.amending import path_now
from bihuan.problems.operations.ends import refuse_unknown
from bihuan.problems.operations.filling import refuse_foreign_columns
from bihuan.problems.operations.recording import NUMBER_TAKEN
from bihuan.problems.policy import Reach, reach, refuse_moving_a_head
from bihuan.problems.rules import keeps_company
from bihuan.problems.rules.days import DUE_BEFORE_FOUND, is_due_before_found
from bihuan.problems.rules.own import with_values
from bihuan.problems.vocabulary import Action, OwnerLevel, SharedPart, State

CHANGED_MEANWHILE = _("其间被人改过，没有覆盖。")
CLOCK_RUNS = _("整改已经开始，时限不能直接改，请由专班办理延期。")
DAY_PAST = _("原定时限已过，不能直接改，请由专班办理延期。")
APPROVED = _("措施已由责任领导批准，要改请重新提请批准。")
IN_COMMON = _("这一项与别的问题共用，请打开这一件改，共用的会一起改。")
_PARTS = {
    "cause": SharedPart.CAUSE,
    "cause_kind": SharedPart.CAUSE,
    "measures_text": SharedPart.MEASURES,
    "progress_text": SharedPart.PROGRESS,
}


@dataclass(frozen=True)
class By:
    """Who does it, when, and why as the book has it. `beyond`: whether it is known that a due day lies after the campaign; None: not asked."""

    actor: Actor
    now: datetime
    reason: str = ""
    beyond: bool | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """What one row is to say: the step that may write it, the values by their attributes, the revision that was looked at (None: any), and
    values of the campaign's own columns by their numbers, laid over what stands on the row once it is locked."""

    pk: int
    action: Action
    values: Mapping[str, Any]
    seen: int | None = None
    fills: Mapping[int, str] = field(default_factory=dict)


class Following:
    """The way follows the weight, the hand the owner, and from both whose head confirms. `wanted` are the values of every row: an external
    number stands on one problem alone."""

    def __init__(self, campaign: Campaign, rows: Iterable[Problem], by: By, wanted: Iterable[Mapping[str, Any]]) -> None:
        self.campaign, self.by, self.today = campaign, by, localdate(by.now)
        self._units = {row.unit_id for row in rows}
        numbers = {number for values in wanted if (number := values.get("external_number"))}
        with_these = Problem.objects.filter(campaign=campaign, external_number__in=numbers)
        self._numbers: dict[str, int] = dict(with_these.values_list("external_number", "pk")) if numbers else {}

    @cached_property
    def heads(self) -> frozenset[tuple[int, int]]:
        """The heads of the units at hand; asked once, where somebody asks."""
        return heads_of(self.campaign, list(self._units))

    @cached_property
    def options(self) -> Settings:
        """The campaign's settings, read once."""
        return settings_of(self.campaign.file)

    @cached_property
    def mine(self) -> Reach:
        """What the actor holds here; asked once, where somebody asks."""
        return reach(self.by.actor, self.campaign.pk)

    def values(self, row: Problem, one: RowChange) -> dict[str, Any]:
        """Everything that changes on this row; empty where all stands already."""
        if one.seen is not None and one.seen != row.revision:
            raise Refused(CHANGED_MEANWHILE)
        given = {**one.values, "own": with_values(row.own, one.fills)} if one.fills else one.values
        values = {name: value for name, value in given.items() if getattr(row, name) != value}
        self.refuse(row, values)
        if "due_on" in values:
            values["planned_due_on"] = values["due_on"]
        if "weight" in values:
            was, row.weight = row.weight, values["weight"]
            values["path"], row.weight = path_now(row, self.options), was
        if {"person_id", "doer_id"} & values.keys():
            self._owner(row, values)
        return {name: value for name, value in values.items() if getattr(row, name) != value}

    def refuse(self, row: Problem, values: Mapping[str, Any]) -> None:
        """Refuse new values that the rules of this row forbid, whoever holds the step."""
        self._refuse_parts(row, values)
        if "own" in values:
            refuse_foreign_columns(row, values["own"], self.mine)
        if "due_on" in values:
            self._refuse_silent_extension(row)
            if is_due_before_found(values["due_on"], row.found_on):
                raise Refused(DUE_BEFORE_FOUND)
            refuse_unknown(self.campaign, values["due_on"], self.by.beyond)
        if "person_id" in values:
            refuse_moving_a_head(self.by.actor, row, row.person_id, self.heads)
        if (number := values.get("external_number")) and self._numbers.setdefault(number, row.pk) != row.pk:
            raise Refused(NUMBER_TAKEN)

    def _refuse_parts(self, row: Problem, values: Mapping[str, Any]) -> None:
        if "measures_text" in values and row.state == State.RECTIFYING and self.options.approve_measures:
            raise Refused(APPROVED)
        parts = {_PARTS[name].value for name in values if name in _PARTS}
        if parts and row.sharing is not None and parts & set(row.sharing.parts):
            raise Refused(IN_COMMON)

    def _refuse_silent_extension(self, row: Problem) -> None:
        if row.due_on and (row.state == State.RECTIFYING or row.returned or row.reopened):
            raise Refused(CLOCK_RUNS)
        if row.due_on and row.due_on < self.today:
            raise Refused(DAY_PAST)

    def _owner(self, row: Problem, values: dict[str, Any]) -> None:
        if "person_id" in values and "doer_id" not in values and row.doer_id in (None, row.person_id):
            values["doer_id"] = values["person_id"]
        person, doer = values.get("person_id", row.person_id), values.get("doer_id", row.doer_id)
        if not keeps_company(row.source, row.person_id, person):
            values["sharing_id"] = None
        if person is None and row.owner_level == OwnerLevel.PERSON:
            values["owner_level"] = OwnerLevel.UNIT.value
        values["of_unit_head"] = bool({(row.unit_id, person), (row.unit_id, doer)} & self.heads)
