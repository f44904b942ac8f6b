"""No list, chart, export or program sorts or groups persons by how many problems they have; a count stands on the person's own page (S13, P10)."""

import ast
import json
import re

from django.apps import apps

from bihuan.finding.queries import reporting, self_checks
from bihuan.finding.sheets.self_checks import HEAD
from bihuan.interfaces.api.v1.urls import api
from bihuan.problems.rules.sheet import Column
from tests.architecture.source import SOURCE, short, tree

_PERSONS = re.compile(r"(?:^|__)(?:person|doer|leader|author|about|reviewer)(?:_id|__name)?$")
# Queries that add up by person, with the reason why nobody is ranked by them.
COUNTED = {
    "finding/queries/reviewing.py": "how many lists still wait with each reviewer, so that the next are dealt evenly; shown nowhere",
}

# Shapes of one person alone, with the reason.
OF_ONE = {"ListingOut": "one list of the six, of the one person whose page it is"}


def _words(call: ast.Call) -> list[str]:
    return [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _grouping(path: object) -> bool:
    """Does a query of this file give persons with an aggregate beside them: values(…person…).annotate(Count(…))?"""
    for node in ast.walk(tree(path)):  # type: ignore[arg-type]
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "annotate"):
            continue
        counted = any(
            isinstance(part, ast.Call) and getattr(part.func, "id", "") == "Count" for one in node.keywords for part in ast.walk(one)
        )
        inner = node.func.value
        grouped = isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr in ("values", "values_list")
        if counted and grouped and any(_PERSONS.search(word) for word in _words(inner)):  # type: ignore[arg-type]
            return True
    return False


def test_no_query_of_finding_counts_by_person() -> None:
    files = sorted((SOURCE / "finding").rglob("*.py"))
    assert {short(path) for path in files if _grouping(path)} <= COUNTED.keys() and len(files) > 40


def test_lists_of_persons_stand_by_unit_and_name() -> None:
    for module in (self_checks, reporting):
        text = (SOURCE / "finding" / "queries" / f"{module.__name__.rpartition('.')[2]}.py").read_text("utf-8")
        orders = re.findall(r"order_by\(([^)]*)\)", text)
        assert orders and not [one for one in orders if re.search(r'"-?(?:n|count|items|many)"', one)]


def test_no_row_and_no_sheet_carries_a_number_of_somebody() -> None:
    lists = [one for one in apps.get_app_config("finding").get_models() if any(field.name == "person" for field in one._meta.get_fields())]
    names = {f"{one.__name__}.{field.name}" for one in lists for field in one._meta.concrete_fields}
    assert len(lists) > 1 and not [one for one in names if re.search(r"count|score|rank|points|total", one)]
    told = [*HEAD, *(one.label for one in Column)]
    assert not [one for one in told if re.search("条数|排名|得分|次数", one)]


def test_no_program_is_given_persons_with_their_counts() -> None:
    """A shape that names a person has no number of items beside him."""
    shapes = api.get_openapi_schema(path_prefix="/api/v1/")["components"]["schemas"]
    with_person = {name: one["properties"] for name, one in shapes.items() if name not in OF_ONE and "person" in one.get("properties", {})}
    counting = {"count", "items", "problems", "score", "rank", "total"}
    strays = [
        (name, field) for name, fields in with_person.items() for field, shape in fields.items()
        if field in counting and json.dumps(shape).find('"integer"') >= 0
    ]  # fmt: skip
    assert len(with_person) > 3 and not strays
