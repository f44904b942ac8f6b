"""What people do on a page a program does at the machine door: every operation of the rooms of the work has an address there."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import SOURCE, modules, part, short, tree

ROOMS = ("finding", "institutions", "inspections", "campaigns", "problems")
# Operations that a page or a command calls and the machine door does not, each with its reason.
NOT_FOR_PROGRAMS = {
    "campaigns.keep_look": "keeps how somebody left his list: a program sends its filters each time",
    "problems.edit_rows": "the cells of the grid; a program sends them to change_cells, which goes through paste",
    "problems.change_many": "the choice of the grid; a program sends the rows to act_on_many",
    "problems.take_back": "the undo of the grid: whoever writes a program knows what stood there, and sends it",
    "finding.open_author": "who wrote a critique is told to people who give their reason on the page, never to a program (P05)",
    "finding.renew_reply_code": "a reply code opens a letter without an account; answers to programs are kept for a day, a code is not",
    "inspections.note_at_spot": "a finding with its photo as the phone keeps them; a program notes the finding, then attaches to it",
    "finding.note_export": "the book's line of the Excel of opinions; a program reads the whole list in pages",
}


def _operations(room: str) -> dict[str, Path]:
    """The functions of a room that somebody does: they take the actor and the moment."""
    found = {}
    for path in part(room, "operations"):
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                asked = {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
                found |= {node.name: path} if {"actor", "now"} <= asked else {}
    return found


def _called(path: Path) -> Iterator[tuple[str, str]]:
    """(room, name) of what a file takes from the operations of a room: imported by its name, or as `operations.name` under any alias."""
    doors: dict[str, str] = {}
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.ImportFrom) or not node.module or not node.module.startswith("bihuan."):
            continue
        room, inside = node.module.split(".")[1], node.module.split(".")[2:3]
        for alias in node.names:
            if inside == ["operations"]:
                yield room, alias.name
                doors[alias.asname or alias.name] = room  # `from …operations import talks`, then talks.note_talk
            elif alias.name == "operations":
                doors[alias.asname or alias.name] = room
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in doors:
            yield doors[node.value.id], node.attr


def _called_in(place: Path) -> set[tuple[str, str]]:
    return {one for path in modules(place) for one in _called(path)}


def _parts_of_others(room: str, names: set[str]) -> set[str]:
    """Operations that others are made of: called within the room's operations or by those of a higher one, or by the house itself, in jobs and
    by the clock."""
    used = {name for path in part(room, "operations") for node in ast.walk(tree(path)) for name in _names(node)}
    above = [path for path in modules() if _is_verb(path) and (short(path).split("/")[0] != room or path.name == "jobs.py")]
    return names & (used | {name for path in above for where, name in _called(path) if where == room})


def _is_verb(path: Path) -> bool:
    return (
        "clock" in path.parts or path.name == "jobs.py" or ("operations" in path.with_suffix("").parts and "interfaces" not in path.parts)
    )


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def unreached() -> list[str]:
    by_api, by_people = _called_in(SOURCE / "interfaces" / "api"), _called_in(SOURCE / "interfaces" / "web")
    found = []
    for room in ROOMS:
        names = set(_operations(room))
        parts = _parts_of_others(room, names) - {name for where, name in by_people if where == room}
        found += [f"{room}.{name}" for name in sorted(names - parts) if (room, name) not in by_api]
    return found


def test_every_operation_has_an_address_for_programs() -> None:
    lacking = [one for one in unreached() if one not in NOT_FOR_PROGRAMS]
    assert not lacking, "give it an address in interfaces/api/v1, or say in NOT_FOR_PROGRAMS why a program does not do it"


def test_no_reason_is_given_for_what_has_an_address() -> None:
    assert not NOT_FOR_PROGRAMS.keys() - set(unreached()), "it is reached, or gone: strike it off"
