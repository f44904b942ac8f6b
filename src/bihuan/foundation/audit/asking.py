"""Questions that every page asks: put together once, answered often. Django makes the same words anew each time, which for a row with what it
points to takes ten times as long as the database needs to find it."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=models.Model)


class Asked(Generic[Row]):
    """A question whose answers are rows with the rows they point to (`select_related`), worked out once. `values` are those that stand in the
    question's conditions; another question may take their place as long as it asks for the same columns."""

    def __init__(self, rows: "models.QuerySet[Row]") -> None:
        compiler = rows.query.get_compiler(rows.db)
        self.sql, self.values = compiler.as_sql()
        told: Any = compiler.klass_info
        self._model, fields = told["model"], told["select_fields"]
        self._span = slice(fields[0], fields[-1] + 1)
        self._names = [one[0].target.attname for one in compiler.select[self._span]]
        self._others = get_related_populators(told, compiler.select, rows.db)  # type: ignore[call-arg]  # the stubs are of a later Django
        self._converters = compiler.get_converters([one[0] for one in compiler.select])
        self._convert, self._db = compiler.apply_converters, rows.db

    def rows(self, sql: str = "", values: Sequence[Any] = ()) -> list[Row]:
        """What `list(rows)` gives now."""
        with connection.cursor() as cursor:
            cursor.execute(sql or self.sql, values if sql else self.values)
            found = cursor.fetchall()
        return [self._row(one) for one in (self._convert(found, self._converters) if self._converters else found)]

    def _row(self, values: Sequence[Any]) -> Row:
        row: Row = self._model.from_db(self._db, self._names, values[self._span])
        for one in self._others:
            one.populate(values, row)
        return row


@cache
def _locking(model: type[Row]) -> Asked[Row]:
    key: Any = model._meta.pk
    return Asked(model._base_manager.select_for_update(no_key=True).filter(**{key.attname: key.get_prep_value(1)}).order_by())


def lock(row: models.Model, steady: Collection[str] = ()) -> None:
    """Lock a row and bring it to what stands in its table, as `refresh_from_db` does. Related rows named by `steady` stay in hand where the row
    still points to them and nobody changed it since it was read: else they are read anew, for what let him do so may have changed, too.
    DoesNotExist: it is gone."""
    model: Any = type(row)
    asked = _locking(model)
    found = asked.rows(asked.sql, [row.pk])
    if not found:
        raise model.DoesNotExist
    in_hand, held, seen = row._state.fields_cache, vars(row), vars(row).get("revision")
    held.update((one.attname, vars(found[0])[one.attname]) for one in row._meta.concrete_fields)
    kept = steady if held.get("revision") == seen else ()
    row._state.fields_cache = {name: one for name in kept if (one := in_hand.get(name)) and one.pk == held[f"{name}_id"]}
    held.pop("_prefetched_objects_cache", None)
