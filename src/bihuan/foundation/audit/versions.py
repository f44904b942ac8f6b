"""Version rows: what a row's list and figure columns were, from when until when."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any

from django.db.models import F, Model

from bihuan.foundation.audit.keeping import Kept, kept
from bihuan.foundation.audit.models import VersionRow
from bihuan.foundation.audit.pouring import among, pour_values


def write(about: Kept, rows: Sequence[Any], now: datetime, *, fresh: bool = False, moved: bool = False) -> None:
    """Close the open version of each row whose columns changed and open a new one. `fresh` rows have none yet; `moved` says that a column of
    each has changed, so that the open ones need not be compared.

    A change whose moment lies before the last one's (it waited for its turn) follows it all the same: no two versions hold at once."""
    model: Any = about.versions
    if model is None or not rows:
        return
    read = attrgetter(*(attribute(about.model, name) for name in model.columns))
    values = {row.pk: read(row) for row in rows}
    ahead: dict[Any, datetime] = {}
    if not fresh:
        open_ones = among(model._base_manager.filter(valid_to=None), "row_id", list(values))
        if moved:
            ahead = dict(open_ones.filter(valid_from__gt=now).values_list("row_id", "valid_from"))
        else:
            still = {row: (since, columns) for row, since, *columns in open_ones.values_list("row_id", "valid_from", *model.columns)}
            values = {pk: columns for pk, columns in values.items() if pk not in still or still[pk][1] != [*columns]}
            if not values:
                return
            ahead = {pk: still[pk][0] for pk in values if pk in still and still[pk][0] > now}
        among(model._base_manager.filter(valid_to=None), "row_id", list(values)).update(valid_to=now)
        if ahead:
            among(model._base_manager.filter(valid_to=now, valid_from__gt=now), "row_id", list(ahead)).update(valid_to=F("valid_from"))
    names = ["row_id", "valid_from", *(attribute(model, name) for name in model.columns)]
    pour_values(model, names, ([pk, ahead.get(pk, now), *columns] for pk, columns in values.items()))


def write_above(about: Kept, row: Any, now: datetime) -> None:
    """A version of the row above, where it tells of this one; the row above is locked, so that two writes below it take turns."""
    if about.above is None:
        return
    model = type(about.above(row))
    write(kept(model), [model._base_manager.select_for_update(no_key=True).get(pk=about.above(row).pk)], now)


@cache
def attribute(model: type[Model], name: str) -> str:
    """The attribute that holds the plain value: `unit` and `unit_id` both give `unit_id`; a property of the row gives itself."""
    return next((one.attname for one in model._meta.concrete_fields if name in (one.name, one.attname)), name)


def carried(about: Kept) -> frozenset[str]:
    """The attributes of the row that its versions carry."""
    return _carried(about.model, about.versions) if about.versions else frozenset()


@cache
def _carried(model: type[Model], versions: type[VersionRow]) -> frozenset[str]:
    return frozenset(attribute(model, name) for name in versions.columns)
