"""Cells of the grid changed: one, a pasted block, the same field of thousands of rows; in bulk statements, one record a row, and each
change can be taken back as it was made."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db.models import prefetch_related_objects

from bihuan.campaigns.models import Campaign, Manifestation
from bihuan.foundation.audit.changing import changing_many, one_write
from bihuan.foundation.audit.drawing import draw
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.kernel import Actor, BadInput, Refused, _
from bihuan.foundation.kernel.sweeping import without_sweeping
from bihuan.problems.models import Edit, Measure, Problem, Progress
from bihuan.problems.operations.edits import keep_edit
from bihuan.problems.operations.filling import settle_own
from bihuan.problems.operations.following import By, Following, RowChange
from bihuan.problems.operations.indexing import index, text_changed
from bihuan.problems.rules.searched import SEARCHED
from bihuan.problems.rules.sheet.written import WRITTEN
from bihuan.problems.vocabulary import Action, EditKind

EDITABLE = frozenset({"doer_id", "planned_due_on", "priority", "own"}).union(*WRITTEN.values())
"""What the grid writes: what a cell of the sheet writes, and what it has besides or what follows."""


@dataclass
class Edited:
    """The rows that were changed, those refused with the reason, and what was kept for taking it back."""

    done: list[Problem] = field(default_factory=list)
    refused: list[tuple[Problem, str]] = field(default_factory=list)
    edit: Edit | None = None


class _Undone(Exception):
    """Leaves the transaction: nothing is written."""


def edit_rows(
    *, campaign: Campaign, changes: Sequence[RowChange], kind: EditKind, actor: Actor, now: datetime, whole: bool = False,
    beyond: bool | None = None,
) -> Edited:  # fmt: skip
    """Write these changes in one transaction. A row that moved on since it was looked at, or whose rules forbid it, stays as it is and is
    told; with `whole` nothing at all is written then. `beyond` as in `ends.ask_beyond`. Refused: fields that are not edited in the grid."""
    unknown = {name for change in changes for name in change.values} - EDITABLE
    if unknown:
        raise BadInput(_("这些栏目不能直接修改：%(names)s。"), names="、".join(sorted(unknown)))
    result = Edited()
    try:
        with without_sweeping(), one_write():
            _write(campaign, changes, kind, By(actor, now, kind.label if kind is not EditKind.CELL else "", beyond), result)
            if whole and result.refused:
                raise _Undone
    except _Undone:
        return Edited(refused=result.refused)
    return result


def change_many(
    *, campaign: Campaign, rows: Sequence[int], action: Action, values: Mapping[str, Any], actor: Actor, now: datetime,
    fills: Mapping[int, str] = MappingProxyType({}), seen: Mapping[int, int] = MappingProxyType({}),
    beyond: bool | None = None,
) -> Edited:  # fmt: skip
    """The same values on many rows of one campaign, by their keys; `fills` are columns of the campaign's own by their numbers, `seen` the
    revisions that were looked at: who saved a moment earlier is not written over."""
    changes = [RowChange(pk, action, values, seen.get(pk), fills) for pk in rows]
    return edit_rows(campaign=campaign, changes=changes, kind=EditKind.BULK, actor=actor, now=now, beyond=beyond)


# Who set his hand to what, and when: no edit asks, and ten thousand rows are read in three quarters of the time without.
_STEPS = "asked|confirmed|verified|closed|corrected|looked_back|published|measures_approved"
_HANDS = tuple(one.name for one in Problem._meta.concrete_fields if re.fullmatch(rf"({_STEPS})_(by|person|for_person)", one.name))


def locked(campaign: Campaign, keys: Iterable[int]) -> dict[int, Problem]:
    """The rows with all that an edit asks of them, locked in the order of their keys."""
    rows = Problem.objects.filter(campaign=campaign).select_for_update(no_key=True).order_by("pk")
    found = draw(among(rows, "id", sorted(set(keys))), without=_HANDS)
    for row in found:
        row._state.fields_cache["campaign"] = campaign
    return {row.pk: row for row in found}


def _write(campaign: Campaign, changes: Sequence[RowChange], kind: EditKind, by: By, result: Edited) -> None:
    rows = locked(campaign, (one.pk for one in changes))
    follow = Following(campaign, rows.values(), by, [one.values for one in changes])
    wanted: dict[Action, dict[int, dict[str, Any]]] = defaultdict(dict)
    for one in changes:
        row = rows.get(one.pk)
        if row is None:
            continue
        try:
            values = follow.values(row, one)
        except Refused as no:
            result.refused.append((row, no.sentence))
            continue
        if values:
            wanted[one.action][one.pk] = values
    was = {pk: (action, values, _before(rows[pk], values)) for action, each in wanted.items() for pk, values in each.items()}
    for action, each in wanted.items():
        done, refused = changing_many(
            [rows[pk] for pk in each], action, actor=by.actor, now=by.now, reason=by.reason, each=with_entries(each), fresh=True
        )
        result.done += done
        result.refused += refused
    keep_parts(result.done, {pk: values for pk, (_action, values, _old) in was.items()}, by)
    result.edit = keep_edit(campaign.pk, kind, {row.pk: _pairs(*was[row.pk]) for row in result.done}, by.actor, by.now)


def _before(row: Problem, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in values}


def _pairs(action: Action, values: Mapping[str, Any], old: Mapping[str, Any]) -> tuple[Action, dict[str, tuple[Any, Any]]]:
    return action, {name: (_plain(old[name]), _plain(value)) for name, value in values.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value.value if isinstance(value, Action) else value


def with_entries(each: Mapping[int, Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    """The same values with the catalogue's entries themselves in the place of their keys: what is asked of them is asked without a query a row."""
    keys = {values["manifestation_id"] for values in each.values() if values.get("manifestation_id")}
    entries = Manifestation.objects.in_bulk(keys) if keys else {}

    def told(values: Mapping[str, Any]) -> Mapping[str, Any]:
        entry = entries.get(values.get("manifestation_id"))
        rest = {name: value for name, value in values.items() if name != "manifestation_id"}
        return {**rest, "manifestation": entry} if entry else values

    return {pk: told(values) for pk, values in each.items()}


def keep_parts(rows: Sequence[Problem], each: Mapping[int, Mapping[str, Any]], by: By) -> None:
    """What hangs on the rows follows their texts: measures line by line, progress as one more line, the search index."""
    settle_own([row for row in rows if "own" in each[row.pk]], by.now)
    measured = [row for row in rows if "measures_text" in each[row.pk]]
    if measured:
        Measure.objects.filter(problem__in=measured).delete()
        lines = (
            (row, n, text) for row in measured for n, text in enumerate(filter(None, map(str.strip, row.measures_text.splitlines())), 1)
        )
        Measure.objects.bulk_create((Measure(problem=row, order=n, text=text) for row, n, text in lines), batch_size=500)
    told = [row for row in rows if "progress_text" in each[row.pk]]
    if told:
        lines_of = (Progress(problem=row, text=row.progress_text, reported_at=by.now, reported_by_id=by.actor.user_id) for row in told)
        Progress.objects.bulk_create(lines_of, batch_size=500)
    text_changed([row for row in rows if "text" in each[row.pk]])
    searched = [row for row in rows if SEARCHED & each[row.pk].keys()]
    if searched:
        prefetch_related_objects(searched, "unit", "person", "doer", "leader")
        index(searched)
