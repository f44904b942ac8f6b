"""The names beside a row of a list: whose it is, who answers above, where in the catalogue it stands."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from bihuan.problems.models import Problem

_NAMES = {"unit": "name", "person": "name", "leader": "name", "category": "name", "manifestation": "text"}


def _name_of(one: str, field: str) -> RawSQL:
    """The name behind a key of a row, looked up for the rows of the page alone. As a join it would have the server weigh six tables in every
    order before it reads fifty rows: most of the question's time."""
    key: Any = Problem._meta.get_field(one)
    table = key.related_model._meta.db_table
    words = f'SELECT "{table}"."{field}" FROM "{table}" WHERE "{table}"."id" = "problems_problem"."{key.column}"'  # noqa: S608
    return RawSQL(f"({words})", ())  # noqa: S611 - names of our own tables


# Names come as plain words beside a row: two hundred more instances of models would be a tenth of the page's time.
_TOLD = {f"{one}_told": _name_of(one, field) for one, field in _NAMES.items()}


def with_names(rows: QuerySet[Problem]) -> QuerySet[Problem]:
    """Few rows with the names that `names_on` tells, in the same question."""
    return rows.annotate(**_TOLD)


def names_on(row: Problem) -> tuple[str, str, str, str, str]:
    """Unit, person (or whoever else the problem is about; "" for the unit itself), leader, category and manifestation of a row, "" for none:
    read with the rows of a page, else from what the row points to."""
    told = row.__dict__
    if "unit_told" in told:
        names = [told[f"{one}_told"] or "" for one in _NAMES]
    else:
        names = [getattr(getattr(row, one), field, "") for one, field in _NAMES.items()]
    unit, person, leader, category, manifestation = names
    return unit, person or (row.owner_name if row.owner_name != unit else ""), leader, category, manifestation
