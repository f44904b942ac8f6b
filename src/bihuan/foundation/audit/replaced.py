"""What steps replaced: old values of columns that versions do not carry, so that a whole row can be told as it stood at any moment (M88).

A step writes only what it took away; a row that was never changed costs nothing. Kept apart from the book, which holds no business text."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.keeping import Kept, kept
from bihuan.foundation.audit.pouring import pour_values
from bihuan.foundation.audit.versions import attribute, carried

_NOTHING = "-"
"""Names of columns that were empty stand together under this key."""
_ALWAYS = frozenset({"revision"})
_packing = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write(about: Kept, changes: Sequence[Change], now: datetime) -> None:
    """Keep what these changes replaced at `now`."""
    if about.replaced is not None:
        store(about, values_of(about, ((change, now) for change in changes)))


def values_of(about: Kept, changes: Iterable[tuple[Change, datetime]]) -> list[list[Any]]:
    """Rows to store: key, moment, old values; nothing for a change that versions tell whole."""
    known, told = carried(about), []
    for change, now in changes:
        named = ((attribute(about.model, one), old) for one, old in change.was.items())
        was = {name: old for name, old in named if name not in known and name not in _ALWAYS}
        if was:
            told.append([change.row.pk, now, _packed(was)])
    return told


def store(about: Kept, rows: Sequence[list[Any]]) -> None:
    """Store rows as `values_of` gives them."""
    if about.replaced is not None and rows:
        pour_values(about.replaced, ("row_id", "until", "values"), rows)


def add(model: type[Model], keys: Iterable[int], now: datetime, **was: Any) -> None:
    """Keep old values of rows that were changed in bulk beside the steps of the same moment."""
    about = kept(model)
    store(about, [[key, now, _packed(was)] for key in keys])


def _packed(was: Mapping[str, Any]) -> str:
    empty = [name for name, old in was.items() if old is None]
    told = {name: old for name, old in was.items() if old is not None} | ({_NOTHING: empty} if empty else {})
    return _packing(told)


def replaced_in(text: str) -> dict[str, Any]:
    """The old values of one step by their columns, as they were stored."""
    was: dict[str, Any] = json.loads(text)
    was.update(dict.fromkeys(was.pop(_NOTHING, ())))
    return was


def put_back(model: type[Model], rows: Iterable[Any], until: datetime) -> None:
    """Give these rows (of one kind, in hand, never saved again) what steps at or after `until` replaced: one query for all. The last
    written goes first: a step that waited for its turn may bear an earlier moment than the one before it."""
    about, by_key = kept(model), {row.pk: row for row in rows}
    if about.replaced is None or not by_key:
        return
    manager: Any = about.replaced._base_manager
    later = manager.filter(row_id__in=list(by_key), until__gte=until).order_by("-pk")
    fields = {one.attname: one for one in model._meta.concrete_fields}
    for key, text in later.values_list("row_id", "values"):
        for name, old in replaced_in(text).items():
            if name in fields:  # a column that the house no longer has is told by nobody
                setattr(by_key[key], name, fields[name].to_python(old))
