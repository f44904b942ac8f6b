"""Every write has the one shape, and a state changes in one place."""

import ast

import pytest

from tests.architecture.source import SOURCE, imports, modules, part, rooms, short, tree

WRITING = {"changing", "changing_many", "creating", "creating_many", "replaying_many", "note", "note_seen"}
# Public functions of `operations` that do not go through the one shape, with the reason.
OTHERWISE = {
    "compose": "writes nothing: the paper as it would be, for whoever drafts it",
    "template_for": "writes nothing: the empty sheet of a campaign",
    "take": "the intake of the public door is exempt: no record tells when anything came (M70)",
    "shuffle": "changes no row, only where the rows lie",
    "use_keys": "opens for the time of a request; the half hour of an unlocked key begins anew",
    "keep_unlocked": "somebody works with his key: the half hour begins anew",
    "own_keys": "the same",
    "lock_keys": "ends what one browser had unlocked; nothing of the desk changes",
    "forget_unlocked": "the same, by the clock",
    "hold_sheet": "nothing of the desk changes before the sheet is taken; it is sealed to whoever handed it in, for half an hour",
    "read_sheet_held": "opens it for the time of a request",
    "drop_sheet": "what was not taken is deleted: nothing came of it",
    "forget_sheets": "the same, by the clock",
    "print_docx": "writes nothing: a paper for whoever has it made, who says so in the book himself",
}
# Where a state field may be assigned.
THE_PLACE = "foundation/audit/"


def _called(node: ast.AST) -> set[str]:
    names = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
    return {name.id if isinstance(name, ast.Name) else name.attr for name in names if isinstance(name, ast.Name | ast.Attribute)}


def _functions() -> list[tuple[str, ast.FunctionDef]]:
    places = sorted(rooms()) + [
        f"foundation/{name}"
        for name in ("accounts", "calendar", "rulebook", "files", "draws", "notifications", "jobs", "tokens", "webhooks")
    ]
    files = [path for place in places for path in part(place, "operations")]
    return [(short(path), node) for path in files for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]


def _writers() -> set[str]:
    """Names of functions that write in the one shape, themselves or through one they call."""
    found = set(WRITING)
    while more := {node.name for _, node in _functions() if _called(node) & found} - found:
        found |= more
    return found


def _public() -> list[tuple[str, ast.FunctionDef]]:
    """The verbs other rooms may call: functions of `operations.py`, or what the door of a package `operations/` offers."""
    offered = {
        alias.asname or alias.name
        for room in rooms()
        for door in [SOURCE / room / "operations" / "__init__.py"]
        if door.exists()
        for node in ast.walk(tree(door))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    outer = [(place, node) for place, node in _functions() if not node.name.startswith("_") and node.col_offset == 0]
    return [(place, node) for place, node in outer if place.endswith("operations.py") or node.name in offered]


def test_every_operation_goes_through_the_one_shape() -> None:
    writers = _writers()
    strays = [f"{place} {node.name}" for place, node in _public() if node.name not in writers | OTHERWISE.keys()]
    assert not strays, "write inside creating(…) or changing(…) of foundation/audit/changing.py"


def test_what_belongs_together_is_one_write() -> None:
    """A transaction of its own around several writes closes the chain after the first of them, and then waits for rows that others hold."""
    shapes = {"changing", "changing_many", "creating", "creating_many"}
    strays = {
        place
        for place, node in _functions()
        if "atomic" in _called(node) and any(name.rpartition(".")[2] in shapes for name in imports(SOURCE / place))
    }
    assert not strays, "use one_write()"


def test_operations_take_keywords_only() -> None:
    # The row that is acted on may come first, everything else by name.
    by_place = [f"{place} {node.name}" for place, node in _public() if len(node.args.args) > 1 and node.name not in OTHERWISE]
    assert not by_place, "write def verb(*, …)"


def _assigned(path_tree: ast.AST) -> list[ast.Attribute]:
    targets = [target for node in ast.walk(path_tree) if isinstance(node, ast.Assign) for target in node.targets]
    targets += [node.target for node in ast.walk(path_tree) if isinstance(node, ast.AugAssign | ast.AnnAssign)]
    return [target for target in targets if isinstance(target, ast.Attribute)]


def test_a_state_is_assigned_in_one_place() -> None:
    where = [
        f"{short(path)}:{target.lineno}"
        for path in modules()
        if not short(path).startswith(THE_PLACE) and "rules" not in path.relative_to(SOURCE).parts  # plain values, never rows
        for target in _assigned(tree(path))
        if target.attr == "state"
    ]
    assert not where, "a state moves by its table, inside changing(row, Action.…)"


@pytest.mark.parametrize("door", ["queries", "rules", "policy"])
def test_who_reads_never_writes(door: str) -> None:
    writing = {"save", "bulk_create", "bulk_update", "update_or_create", "get_or_create"} | WRITING - {"note"}
    files = [path for room in sorted(rooms()) for path in part(room, door)]
    wrong = [f"{short(path)} {sorted(_called(tree(path)) & writing)}" for path in files if _called(tree(path)) & writing]
    assert not wrong, "only operations write"
