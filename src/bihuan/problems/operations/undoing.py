"""Taking back what one changed in the grid, as one step and on the record, as long as nobody changed the same cells since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.changing import changing_many, one_write
from bihuan.foundation.audit.queries import last_touch
from bihuan.foundation.kernel import Actor, Missing, NotNow, Refused, _
from bihuan.foundation.kernel.sweeping import without_sweeping
from bihuan.problems.models import Edit, Problem, Progress
from bihuan.problems.operations.editing import keep_parts, locked, with_entries
from bihuan.problems.operations.edits import keep_edit
from bihuan.problems.operations.following import By, Following
from bihuan.problems.rules.own import with_values
from bihuan.problems.vocabulary import Action, EditKind

SINCE = _("%(who)s 已在 %(when)s 又改过。")
GONE = _("又被改过。")


@dataclass
class TakenBack:
    """The rows that stand as before, and those that do not, each with the reason. Without `done` nothing was written."""

    done: list[Problem] = field(default_factory=list)
    refused: list[tuple[Problem, str]] = field(default_factory=list)
    edit: Edit | None = None


class _Stay(Exception):
    """Leaves the transaction: nothing is written."""


def take_back(*, edit: Edit, actor: Actor, now: datetime, rest: bool = False) -> TakenBack:
    """Put every cell of one's own change back. Cells that somebody changed since are told, with who and when, and nothing is written unless
    the `rest` was asked for. Refused: another's change, one taken back already."""
    result = TakenBack()
    try:
        with without_sweeping(), one_write():
            _take_back(edit, By(actor, now), result)
            if result.refused and not rest:
                raise _Stay
    except _Stay:
        return TakenBack(refused=result.refused)
    return result


def _claimed(edit: Edit, by: By) -> Edit:
    """The change, locked; two keystrokes take it back once."""
    row = Edit.objects.select_for_update(of=("self",), no_key=True).filter(pk=edit.pk, made_by_id=by.actor.user_id or 0).first()
    if row is None:
        raise Missing()
    if row.undone_at is not None:
        raise NotNow(_("这一步已经撤销过了。"))
    return row


def _take_back(edit: Edit, by: By, result: TakenBack) -> None:
    kept = _claimed(edit, by)
    told = {int(pk): (Action(action), fields) for pk, (action, fields) in kept.rows.items()}
    rows = locked(kept.campaign, told)
    moved_on = {pk for pk, row in rows.items() if not _stands(row, told[pk][1])}
    result.refused += [(rows[pk], why) for pk, why in _whose(sorted(moved_on), kept).items()]
    wanted = {pk: _values(rows[pk], told[pk][1], 0) for pk in rows if pk not in moved_on}
    each = _allowed(kept.campaign, rows, wanted, by, result)
    _put_back(kept, rows, told, each, by, result)
    if not result.done:
        return
    Edit.objects.filter(pk=kept.pk).update(undone_at=by.now, undone_by_id=by.actor.user_id)
    back = {row.pk: (told[row.pk][0], {name: pair[::-1] for name, pair in told[row.pk][1].items()}) for row in result.done}
    result.edit = keep_edit(kept.campaign_id, _kind_of_taking_back(kept), back, by.actor, by.now)


def _kind_of_taking_back(kept: Edit) -> EditKind:
    """Taking a taking back back is doing it again: a change like the first one, which can be taken back like it."""
    if kept.kind != EditKind.UNDO:
        return EditKind.UNDO
    first = Edit.objects.filter(made_by_id=kept.made_by_id, campaign=kept.campaign_id, undone_at=kept.made_at).exclude(kind=EditKind.UNDO)
    return EditKind(first.values_list("kind", flat=True).first() or EditKind.CELL)


def _allowed(
    campaign: Campaign, rows: Mapping[int, Problem], wanted: Mapping[int, Mapping[str, Any]], by: By, result: TakenBack
) -> dict[int, Mapping[str, Any]]:  # fmt: skip
    """What may be put back: the rules that a change obeys are those of taking it back, on the row as it stands now."""
    follow, each = Following(campaign, [rows[pk] for pk in wanted], by, wanted.values()), dict[int, Mapping[str, Any]]()
    for pk, values in wanted.items():
        try:
            follow.refuse(rows[pk], values)
        except Refused as no:
            result.refused.append((rows[pk], no.sentence))
        else:
            each[pk] = values
    return each


def _put_back(kept: Edit, rows: Mapping[int, Problem], told: Any, each: Mapping[int, Mapping[str, Any]], by: By, result: TakenBack) -> None:
    reason = _("重做") if kept.kind == EditKind.UNDO else _("撤销：%(what)s") % {"what": EditKind(kept.kind).label}
    for action in dict.fromkeys(told[pk][0] for pk in each):
        some = {pk: values for pk, values in each.items() if told[pk][0] is action}
        done, refused = changing_many(
            [rows[pk] for pk in some], action, actor=by.actor, now=by.now, reason=reason, each=with_entries(some), fresh=True
        )
        result.done += done
        result.refused += refused
    _unsay([row for row in result.done if "progress_text" in each[row.pk]], kept, told)
    keep_parts(result.done, {pk: {n: v for n, v in values.items() if n != "progress_text"} for pk, values in each.items()}, by)


def _stands(row: Problem, fields: Mapping[str, Sequence[Any]]) -> bool:
    """Does every cell still say what the change wrote?"""
    return all(getattr(row, name) == value for name, value in _values(row, fields, 1).items())


def _values(row: Problem, fields: Mapping[str, Sequence[Any]], at: int) -> dict[str, Any]:
    """The values before (0) or after (1) the change; of the campaign's own columns those alone that it wrote, the others as they stand."""
    return {name: _own(row.own, fields[name], at) if name == "own" else value for name, value in _plain_values(fields, at).items()}


def _own(standing: Mapping[str, str], pair: Sequence[Any], at: int) -> dict[str, str]:
    written = {key for key in {*(pair[0] or {}), *(pair[1] or {})} if (pair[0] or {}).get(key) != (pair[1] or {}).get(key)}
    return with_values(standing, {int(key): (pair[at] or {}).get(key, "") for key in written})


def _plain_values(fields: Mapping[str, Sequence[Any]], at: int) -> dict[str, Any]:
    return {name: _BY_NAME[name].to_python(pair[at]) if pair[at] is not None else None for name, pair in fields.items()}


_BY_NAME = {name: one for one in Problem._meta.concrete_fields for name in (one.name, one.attname)}


def _whose(keys: Sequence[int], kept: Edit) -> dict[int, str]:
    """Who changed these rows since, and when."""
    found = last_touch("problem", keys, kept.made_at)
    sentences = {pk: NotNow(SINCE, who=who, when=f"{at:%m-%d %H:%M}").sentence for pk, (who, at) in found.items()}
    return {pk: sentences.get(pk, GONE) for pk in keys}


def _unsay(rows: Sequence[Problem], kept: Edit, told: Any) -> None:
    """The line of progress that the change had added goes with it; that it was there stands in the book."""
    for row in rows:
        text = told[row.pk][1]["progress_text"][1]
        last = Progress.objects.filter(problem=row, text=text, reported_at__gte=kept.made_at).order_by("-pk").first()
        if last is not None:
            last.delete()
