"""Columns of a campaign's own filled in: one problem, or many; the typed side table follows in the same transaction.

`own_after` gives bulk writers (sheets, pasted blocks) the new `own` of a row or a refusal; whoever writes `own` calls `settle_own`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.columns import OwnColumn, column_of, columns_of
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.audit.pouring import pour_values
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, Term, _
from bihuan.problems.models import OwnValue, Problem
from bihuan.problems.policy import Reach, duties_of_many, duties_within
from bihuan.problems.rules.own import may_fill, typed, with_values
from bihuan.problems.rules.sheet.own_values import Wrong, read_value
from bihuan.problems.vocabulary import Action

_NAMES = ("text", "word", "number", "day")
_PART = 500


def fill(*, problem: Problem, values: Mapping[int, str], actor: Actor, now: datetime, seen: int | None = None, reason: str = "") -> Problem:
    """Fill in columns by their numbers, each as somebody types it; an empty text takes the value away.

    Refused: no such column in use, a text that is no value of it, a column that this actor does not fill in."""
    with changing(problem, Action.FILL, actor=actor, now=now, seen=seen, reason=reason) as change:
        change.set(own=filled_in(problem, values, change.actor))
        settle_own([problem], now)
    return problem


def filled_in(row: Problem, values: Mapping[int, str], actor: Actor) -> dict[str, str]:
    """What `row.own` will be with these texts by the numbers of columns. Refused: as `fill` refuses."""
    [held] = duties_of_many(actor, [row])
    return own_after(row, checked(row.campaign, values), held)


def numbers_of(campaign: Campaign, told: Mapping[str, str]) -> dict[int, str]:
    """Values by the keys or names of columns → by their numbers. Refused: no such column."""
    found = {key: column_of(campaign.file, key) for key in told}
    if unknown := [key for key, one in found.items() if one is None]:
        raise BadInput(_("没有叫“%(names)s”的自设栏目。"), names="、".join(unknown))
    return {one.number: told[key] for key, one in found.items() if one is not None}


def checked(campaign: Campaign, values: Mapping[int, str]) -> dict[OwnColumn, str]:
    """The texts as values by their columns, or a refusal with all that is wrong."""
    known = {one.number: one for one in columns_of(campaign.file) if one.retired is None}
    told, wrong = dict[OwnColumn, str](), list[str]()
    for number, text in values.items():
        column = known.get(number)
        value = read_value(column, text) if column else Wrong(_("没有这个自设栏目，或已停用。"))
        if isinstance(value, Wrong) or column is None:
            wrong.append(str(value))
        else:
            told[column] = value
    if wrong:
        raise BadInput("".join(wrong).replace("%", "%%"), tuple(wrong))
    return told


def own_after(row: Problem, values: Mapping[OwnColumn, str], held: frozenset[Term]) -> dict[str, str]:
    """What `row.own` will be with these values. Refused: a column that these duties do not fill in, unless nothing changes there."""
    now_there = row.own
    for column, value in values.items():
        if value != now_there.get(str(column.number), "") and not may_fill(column.editors, held):
            raise NotAllowed(_("“%(column)s”由%(who)s填写。"), column=column.name, who=column.editors.label)
    return with_values(now_there, {column.number: value for column, value in values.items()})


def refuse_foreign_columns(row: Problem, own: Mapping[str, str], mine: Reach) -> None:
    """Refuse a new `own` that differs from the row's in a column that this actor, or whom he stands in for, does not fill in."""
    held = frozenset[Term]().union(*(duties_within(one, row) for one in (mine, *mine.stand_ins())))
    known = {str(one.number): one for one in columns_of(row.campaign.file)}
    differ = {known[key]: own.get(key, "") for key in {*own, *row.own} if key in known and own.get(key, "") != row.own.get(key, "")}
    own_after(row, differ, held)


def settle_own(rows: Sequence[Problem], now: datetime) -> None:
    """Bring the side table in line with `own` of these rows (of one campaign): values that changed end at `now`, new ones begin."""
    if not rows:
        return
    known = {str(one.number): one for one in columns_of(rows[0].campaign.file)}
    for at in range(0, len(rows), _PART):
        _settle(rows[at : at + _PART], known, now)


def _settle(rows: Sequence[Problem], known: Mapping[str, OwnColumn], now: datetime) -> None:
    standing: dict[tuple[int, str], tuple[int, list[Any]]] = {}
    ahead: dict[tuple[int, str], datetime] = {}  # a change that waited for its turn follows the one before it, whatever its moment
    held = OwnValue.objects.filter(Q(valid_to=None) | Q(valid_to__gt=now), problem__in=rows)
    for pk, row, column, since, until, *values in held.values_list("pk", "problem_id", "column", "valid_from", "valid_to", *_NAMES):
        key = row, str(column)
        ahead[key] = max(ahead.get(key, now), until or since)
        if until is None:
            standing[key] = pk, values
    wanted = {(row.pk, key): (row, typed(known[key], value)) for row in rows for key, value in row.own.items() if key in known}
    same = {key for key, (_pk, values) in standing.items() if key in wanted and [wanted[key][1][name] for name in _NAMES] == values}
    _end([pk for key, (pk, _values) in standing.items() if key not in same], now)
    fresh = (_row(row, int(key[1]), values, ahead.get(key, now)) for key, (row, values) in wanted.items() if key not in same)
    pour_values(OwnValue, ("problem_id", "campaign_id", "column", *_NAMES, "valid_from"), fresh)


def _end(keys: Sequence[int], now: datetime) -> None:
    ended = OwnValue.objects.filter(pk__in=keys)
    ended.filter(valid_from__lte=now).update(valid_to=now)
    ended.filter(valid_to=None).update(valid_to=F("valid_from"))


def _row(row: Problem, column: int, values: Mapping[str, Any], since: datetime) -> list[Any]:
    return [row.pk, row.campaign_id, column, *(values[name] for name in _NAMES), since]
