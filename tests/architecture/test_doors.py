"""Who may enter where, beyond what import contracts can say."""

import ast
import importlib
import re

from tests.architecture.source import SOURCE, imports, modules, rooms, short, tree

DOORS = {"vocabulary", "rules", "queries", "operations"}
# What another room may import besides the four doors, with the reason.
OTHER_DOORS = {
    "policy": "a duty held in a lower room is a ground for a right in a higher one",
    "statistics": "all that reports may see of clues; the contract on the clue desk lets nobody else in",
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
    assert not users, "ask a query of the room instead"


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
                allowed = found[2] in DOORS | {"policy", "statistics"} or (found[2] == "models" and inside in MODELS_FROM)
                wrong += [] if allowed else [f"{short(path)} imports {name}"]
    assert not wrong, f"another room may be asked by {sorted(DOORS)} and policy, its models only from {sorted(MODELS_FROM)}"


def test_nothing_is_called_by_a_name_that_says_nothing() -> None:
    empty_words = {"utils", "helpers", "services", "managers", "common", "misc", "signals"}
    assert not [short(path) for path in modules() if empty_words & {part.removesuffix(".py") for part in path.parts}]


def test_package_doors_say_what_the_room_is() -> None:
    silent = [short(path) for path in modules() if path.name == "__init__.py" and not ast.get_docstring(tree(path))]
    # Packages inside a room (a file that grew) speak through their files.
    doors = [path for path in silent if path.count("/") <= 1 or path.startswith("foundation/") and path.count("/") == 2]
    assert not doors, "say in three to eight lines what the room is and what it is not"


def test_every_room_is_installed() -> None:
    from django.conf import settings

    apart = [room for room in sorted(rooms()) if (SOURCE / room / "apps.py").exists() and f"bihuan.{room}" not in settings.INSTALLED_APPS]
    assert not apart, "name it in INSTALLED_APPS of config/settings.py, below the rooms it uses"


def test_every_family_of_commands_and_room_of_the_api_is_reached() -> None:
    from bihuan.interfaces.api.v1 import api
    from bihuan.interfaces.cli.main import FAMILIES

    commands = {path.stem if path.name != "__init__.py" else path.parent.name for path in modules(SOURCE / "interfaces" / "cli")
                if "\ndef add(commands:" in path.read_text("utf-8")}  # fmt: skip
    assert not commands ^ FAMILIES.keys(), "a family has a module with add(commands) and a line in FAMILIES of interfaces/cli/main.py"
    door = SOURCE / "interfaces" / "api" / "v1"
    with_router = {
        path.stem if path.parent == door else path.parent.name
        for path in modules(door)
        if re.search(r"^router = ", path.read_text("utf-8"), re.M)
    }
    assert not [name for name in with_router if not hasattr(api, name) or getattr(api, name) not in api.ROOMS], (
        "import it in interfaces/api/v1/api.py and name it in ROOMS there"
    )
