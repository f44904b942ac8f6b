"""Version rows: what a row's list and figure columns were, from when until when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from bihuan.foundation.audit.keeping import Kept
from bihuan.foundation.audit.pouring import pour_values


def write(about: Kept, rows: Sequence[Any], now: datetime, *, fresh: bool = False) -> None:
    """Close the open version of each row whose columns changed and open a new one. `fresh` rows have none yet."""
    model: Any = about.versions
    if model is None or not rows:
        return
    values = {row.pk: {name: getattr(row, name) for name in model.columns} for row in rows}
    if not fresh:
        still = {
            old["row_id"]: {name: old[name] for name in model.columns}
            for old in model._base_manager.filter(row_id__in=list(values), valid_to=None).values("row_id", *model.columns)
        }
        values = {pk: columns for pk, columns in values.items() if still.get(pk) != columns}
        if not values:
            return
        model._base_manager.filter(row_id__in=list(values), valid_to=None).update(valid_to=now)
    names = ["row_id", "valid_from", *(model._meta.get_field(name).attname for name in model.columns)]
    pour_values(model, names, ([pk, now, *(_key(value) for value in columns.values())] for pk, columns in values.items()))


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value
