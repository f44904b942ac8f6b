"""The same step on very many rows that changes one column of each, by columns: rows come narrow, values go by statements that name them all,
versions are copied inside the database. The step leads to no other state and asks for nothing; each row has its record."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Case, F, Value, When

from bihuan.foundation.audit.chain import Entry
from bihuan.foundation.audit.change import plain
from bihuan.foundation.audit.changing import _book
from bihuan.foundation.audit.keeping import Kept, kept
from bihuan.foundation.audit.models import VersionRow
from bihuan.foundation.audit.pouring import among, as_one
from bihuan.foundation.audit.taking import Takers, state_of
from bihuan.foundation.audit.versions import carried
from bihuan.foundation.kernel import Actor, Step, Term


def changing_alike(
    rows: Sequence[Any], action: Term, values: tuple[str, Mapping[Any, Any]], *, actor: Actor, now: datetime, reason: str = ""
) -> None:
    """Set a column of many rows to its new value by key (`values`: the column, key → value). Rows were locked in this transaction and hold what
    their state, name, campaign, the duties towards them and the column need. Refused as a whole where one of them is refused.

    The column is one that versions carry."""
    if not rows:
        return
    about, (column, told) = kept(type(rows[0])), values
    assert column in carried(about)
    with _book() as book:
        steps = _steps(about, rows, action, actor)
        reason = reason.strip()
        book.extend(
            Entry(
                now, actor.user_id, actor.told, actor.door, about.kind, row.pk, about.name(row)[:200], about.campaign(row), step.action.value,
                state or "", state or "", reason, {column: [plain(getattr(row, column)), plain(told[row.pk])]},
            )
            for row, (step, state) in zip(rows, steps, strict=True)
        )  # fmt: skip
        keys: dict[Any, list[Any]] = {}
        for key, value in told.items():
            keys.setdefault(value, []).append(key)
        for value, some in keys.items():
            more = {"revision": F("revision") + 1} if hasattr(about.model, "revision") else {}
            among(about.model._base_manager.all(), "id", some).update(**{column: value}, **more)
        _copy_versions(about, column, keys, now)


def _steps(about: Kept, rows: Sequence[Any], action: Term, actor: Actor) -> list[tuple[Step, str | None]]:
    """The step for each row with the row's state; asked once for each state and set of duties."""
    takers, known, told = Takers(about, action, actor, rows), {}, []
    for at, row in enumerate(rows):
        state = state_of(about, row)
        kind = state, takers.duties[at]
        if kind not in known:
            step, taker = takers.of(at)
            assert taker == actor and step.target is None and not step.needs
            known[kind] = step, state
        told.append(known[kind])
    return told


def _copy_versions(about: Kept, column: str, keys: Mapping[Any, Sequence[Any]], now: datetime) -> None:
    """Close the open version of each row and open one that differs in the column. A version that began later than this moment (a step that
    waited for its turn) is followed all the same, see `versions.write`."""
    model: Any = about.versions
    every = [key for some in keys.values() for key in some]
    opened = among(model._base_manager.filter(valid_to=None), "row_id", every)
    ids: dict[Any, list[int]] = {}
    value_of = {key: value for value, some in keys.items() for key in some}
    for pk, row in opened.values_list("pk", "row_id"):
        ids.setdefault(value_of[row], []).append(pk)
    for value, some in ids.items():
        at = Case(When(valid_from__gt=now, then=F("valid_from")), default=Value(now, model._meta.get_field("valid_from")))
        among(model._base_manager.all(), "id", some).update(valid_to=at)
        _copy(model, some, column, value)


def _copy(model: type[VersionRow], ids: Sequence[int], column: str, value: Any) -> None:
    """Versions that begin where these end, with one column changed."""
    quoted = connection.ops.quote_name
    fields: list[Any] = [model._meta.get_field(name) for name in model.columns]
    told = ", ".join(quoted(str(one.column)) for one in fields)
    copied = ", ".join("%s" if one.attname == column else quoted(str(one.column)) for one in fields)
    new = next(one for one in fields if one.attname == column).get_db_prep_value(value, connection)
    listed, keys = as_one(ids)
    into, of = f"INSERT INTO {quoted(model._meta.db_table)} (row_id, valid_from, {told})", f"FROM {quoted(model._meta.db_table)} WHERE id"
    with connection.cursor() as cursor:
        cursor.execute(f"{into} SELECT row_id, valid_to, {copied} {of} {listed} ORDER BY id", [new, keys])
