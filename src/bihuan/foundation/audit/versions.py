"""Version rows: what a row's list and figure columns were, from when until when."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any

from django.db.models import Model

from bihuan.foundation.audit.keeping import Kept, kept
from bihuan.foundation.audit.pouring import among, pour_values


def write(about: Kept, rows: Sequence[Any], now: datetime, *, fresh: bool = False) -> None:
    """Close the open version of each row whose columns changed and open a new one. `fresh` rows have none yet."""
    model: Any = about.versions
    if model is None or not rows:
        return
    read = attrgetter(*(attribute(about.model, name) for name in model.columns))
    values = {row.pk: read(row) for row in rows}
    if not fresh:
        open_ones = among(model._base_manager.filter(valid_to=None), "row_id", list(values))
        still = {row: columns for row, *columns in open_ones.values_list("row_id", *model.columns)}
        values = {pk: columns for pk, columns in values.items() if still.get(pk) != [*columns]}
        if not values:
            return
        among(model._base_manager.filter(valid_to=None), "row_id", list(values)).update(valid_to=now)
    names = ["row_id", "valid_from", *(attribute(model, name) for name in model.columns)]
    pour_values(model, names, ([pk, now, *columns] for pk, columns in values.items()))


def write_above(about: Kept, row: Any, now: datetime) -> None:
    """A version of the row above, where it tells of this one; the row above is locked, so that two writes below it take turns."""
    if about.above is None:
        return
    model = type(about.above(row))
    write(kept(model), [model._base_manager.select_for_update().get(pk=about.above(row).pk)], now)


@cache
def attribute(model: type[Model], name: str) -> str:
    """The attribute that holds the plain value: `unit` and `unit_id` both give `unit_id`; a property of the row gives itself."""
    return next((one.attname for one in model._meta.concrete_fields if name in (one.name, one.attname)), name)


def carried(about: Kept) -> frozenset[str]:
    """The attributes of the row that its versions carry."""
    return frozenset(attribute(about.model, name) for name in about.versions.columns) if about.versions else frozenset()
