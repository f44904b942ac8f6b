"""Each lifecycle is one table: every action has its operation, every word of the table is used."""

import ast
import importlib
from collections.abc import Iterator

import pytest

from bihuan.foundation.kernel import Term, Workflow
from tests.architecture.source import FOUNDATION, folders, part, rooms, tree

# Actions that no operation takes, with the reason.
NO_OPERATION: dict[str, str] = {}


def workflows() -> Iterator[tuple[str, Workflow]]:
    """(room, table) of every room."""
    for room in [*sorted(rooms()), *(f"foundation.{name}" for name in sorted(folders(FOUNDATION)))]:
        try:
            found = importlib.import_module(f"bihuan.{room}.workflow")
        except ModuleNotFoundError:
            continue
        for table in vars(found).values():
            if isinstance(table, Workflow):
                yield room, table


def _actions_used(room: str) -> set[str]:
    """Names of the action words that a room's operations mention (A.CLOSE_OUT → CLOSE_OUT)."""
    files = [path for name in ("operations", "intake", "jobs") for path in part(room.replace(".", "/"), name)]
    return {node.attr for path in files for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize(("room", "table"), list(workflows()), ids=lambda value: getattr(value, "name", value))
def test_every_action_has_its_operation(room: str, table: Workflow) -> None:
    actions = {step.action.name for step in table if f"{table.name}.{step.action.value}" not in NO_OPERATION}
    assert not actions - _actions_used(room), "a row of the table without an operation that names its action"


@pytest.mark.parametrize("room", sorted({room for room, _ in workflows()}))
def test_operations_take_only_actions_of_the_tables(room: str) -> None:
    inside = [table for place, table in workflows() if place == room]
    kinds = {type(step.action) for table in inside for step in table}
    told = {step.action.name for table in inside for step in table}
    assert not {word.name for kind in kinds for word in kind} - told, "an action without a row in the table"


@pytest.mark.parametrize("table", [table for _, table in workflows() if table.states], ids=lambda table: table.name)
def test_every_state_is_reached(table: Workflow) -> None:
    assert table.states
    reached: set[Term] = {step.target for step in table if step.target is not None}
    left: set[Term] = {source for step in table for source in step.sources}
    assert set(table.states) <= reached | left, "a state that no step reaches"
    assert all(isinstance(source, table.states) for source in left)


def test_there_are_tables() -> None:
    assert any(True for _ in workflows())
