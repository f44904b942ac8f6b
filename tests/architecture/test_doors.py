"""Who may enter where, beyond what import contracts can say."""

import ast
import importlib
import re

from tests.architecture.source import SOURCE, imports, modules, rooms, short, tree

DOORS = {"vocabulary", "rules", "queries", "operations"}
# What another room may import besides the four doors, with the reason.
OTHER_DOORS = {
    "policy": "a duty held in a lower room is a ground for a right in a higher one",
    "models": "for keys, from models, policy, queries and operations of the higher room",
}
MODELS_FROM = {"models", "policy", "queries", "operations", "papers", "statistics"}


def test_interfaces_never_touch_tables() -> None:
    users = [
        f"{short(path)}:{node.lineno}"
        for path in modules(SOURCE / "interfaces")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_base_manager", "_default_manager")
    ]
    assert not users


def test_what_a_module_offers_is_there() -> None:
    names = [".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__") for path in modules()
             if "\n__all__" in path.read_text("utf-8")]  # fmt: skip
    found = map(importlib.import_module, names)
    assert not [f"{one.__name__}.{name}" for one in found for name in one.__all__ if not hasattr(one, name)]


def test_rooms_enter_each_other_by_the_four_doors() -> None:
    wrong = []
    for room in sorted(rooms()):
        for path in modules(SOURCE / room):
            for name in imports(path):
                found = re.match(r"bihuan\.(\w+)\.(\w+)", name)
                if not found or found[1] not in rooms() or found[1] == room:
                    continue
                inside = path.relative_to(SOURCE / room).parts[0].removesuffix(".py")
                allowed = found[2] in DOORS | {"policy"} or (found[2] == "models" and inside in MODELS_FROM)
                wrong += [] if allowed else [f"{short(path)} imports {name}"]
    assert not wrong


def test_nothing_is_called_by_a_name_that_says_nothing() -> None:
    empty_words = {"utils", "helpers", "services", "managers", "common", "misc", "signals"}
    assert not [short(path) for path in modules() if empty_words & {part.removesuffix(".py") for part in path.parts}]


def test_package_doors_say_what_the_room_is() -> None:
    silent = [short(path) for path in modules() if path.name == "__init__.py" and not ast.get_docstring(tree(path))]
    # Packages inside a room (a file that grew) speak through their files.
    assert not [path for path in silent if path.count("/") <= 1 or path.startswith("foundation/") and path.count("/") == 2]
