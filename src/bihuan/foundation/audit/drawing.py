"""Many rows out of a table at the speed of the engine: values converted a column at a time, each different one once, and rows made of them
without asking each of their sixty fields."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)


def draw_values(rows: "models.QuerySet[Any, Any]") -> Iterator[tuple[Any, ...]]:
    """What `rows.values_list(…)` gives."""
    compiler = rows.query.get_compiler(rows.db)
    found = [row for part in compiler.execute_sql(chunked_fetch=False) or () for row in part]
    if not found:
        return iter(())
    columns: list[Any] = list(zip(*found, strict=True))
    for place, (converts, told) in compiler.get_converters([one for one, *_rest in compiler.select]).items():
        for convert in converts:
            columns[place] = _converted(columns[place], partial(_by, convert, told))
    return zip(*columns, strict=True)


def _by(convert: Any, told: Any, value: Any) -> Any:
    return convert(value, told, connection)


def _converted(column: Collection[Any], convert: Callable[[Any], Any]) -> list[Any]:
    """Each different value of a column converted once; what may be altered in place is made anew for each row."""
    try:
        known = {value: convert(value) for value in set(column)}
        set(known.values())
    except TypeError:  # what can be altered has no hash
        return [convert(value) for value in column]
    return [*map(known.__getitem__, column)]


def draw(rows: "models.QuerySet[Row]", without: Collection[str] = (), only: Collection[str] = ()) -> list[Row]:
    """What `list(rows)` gives, for a query that follows no keys. Columns `without`, or others than `only`, are read when somebody asks for
    them."""
    model, made = rows.model, []
    names = [one.attname for one in model._meta.concrete_fields if one.name not in without and (not only or one.attname in only)]
    for values in draw_values(rows.values_list(*names)):
        row = model.__new__(model)
        row._state = state = ModelState()
        state.adding, state.db = False, rows.db
        vars(row).update(zip(names, values, strict=True))
        made.append(row)
    return made
