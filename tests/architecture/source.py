"""The source of the house as the fitness tests read it."""

import ast
import configparser
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "bihuan"
FOUNDATION = SOURCE / "foundation"
# Floors that are no business rooms.
NOT_ROOMS = {"foundation", "interfaces", "config", "locale"}


def folders(place: Path) -> set[str]:
    return {path.name for path in place.iterdir() if path.is_dir() and (path / "__init__.py").exists()}


def rooms() -> set[str]:
    """The business rooms."""
    return folders(SOURCE) - NOT_ROOMS


@cache
def heights(contract: str) -> dict[str, int]:
    """Room → how high it stands by a contract of `.importlinter`; siblings of one line stand equally high."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    lines = [line for line in contracts[f"importlinter:contract:{contract}"]["layers"].split("\n") if line.strip()]
    return {name.strip(" ()"): height for height, line in enumerate(reversed(lines)) for name in line.split("|")}


def modules(place: Path = SOURCE) -> list[Path]:
    """Every file of Python under a folder, migrations left out."""
    return [path for path in sorted(place.rglob("*.py")) if "migrations" not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def short(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a file imports; `from a.b import c` is a.b.c."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part(room: str, name: str) -> list[Path]:
    """The files of one part of a room: `operations.py`, or all of the package `operations/`."""
    place = SOURCE / room / name
    return modules(place) if place.is_dir() else [path for path in [place.with_suffix(".py")] if path.exists()]
