"""What somebody changed in the grid is kept for some days, with each field before and after, so that he can take it back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.versions import attribute
from bihuan.foundation.kernel import Actor
from bihuan.problems.models import Edit, Problem
from bihuan.problems.vocabulary import Action, EditKind

KEPT_DAYS, KEPT_EDITS = 7, 30
"""How long, and how many of a person in a campaign."""
_ASIDE = frozenset({"revision", "state", "state_before", "planned_due_on", "path", "of_unit_head", "doer_id", "owner_level", "sharing_id"})
Fields = Mapping[str, Sequence[Any]]
"""Attribute of a problem → what stood there, what stands there now; as plain values."""


def keep_edit(campaign_id: int, kind: EditKind, rows: Mapping[int, tuple[Action, Fields]], actor: Actor, now: datetime) -> Edit | None:
    """Keep what was changed; what is too old goes. Nothing is kept for programs and the machine."""
    rows = {pk: told for pk, told in rows.items() if told[1]}
    if actor.user_id is None or actor.is_system or actor.door != "web" or not rows:
        return None
    mine = Edit.objects.filter(made_by_id=actor.user_id, campaign_id=campaign_id)
    known, least = mine.order_by("-pk").values_list("pk", "made_at"), now - timedelta(days=KEPT_DAYS)
    if old := [pk for n, (pk, made_at) in enumerate(known) if n >= KEPT_EDITS or made_at < least]:
        mine.filter(pk__in=old).delete()
    told = {str(pk): [action.value, {name: list(pair) for name, pair in fields.items()}] for pk, (action, fields) in rows.items()}
    return Edit.objects.create(
        campaign_id=campaign_id, kind=kind, count=len(rows), fields=_named(rows.values()), rows=told, made_at=now, made_by_id=actor.user_id
    )


def _named(rows: Iterable[tuple[Action, Fields]]) -> str:
    """The fields that were changed, without those that only follow."""
    names = dict.fromkeys(
        name for _action, fields in rows for field, pair in fields.items() if field not in _ASIDE for name in _columns(field, pair)
    )
    return ",".join(names)[:200]


def _columns(field: str, pair: Sequence[Any]) -> Sequence[str]:
    """The field, or which of the campaign's own columns changed, as own1, own2."""
    if field != "own":
        return (field,)
    was, new = (one or {} for one in pair)
    return [f"own{number}" for number in sorted({*was, *new}, key=int) if was.get(number) != new.get(number)]


def remember(change: Change, actor: Actor, now: datetime) -> None:
    """Keep the change of one row, as its step made it."""
    row: Problem = change.row
    fields = {attribute(Problem, name): pair for name, pair in change.changes.items()}
    keep_edit(row.campaign_id, EditKind.CELL, {row.pk: (Action(change.step.action), fields)}, actor, now)
