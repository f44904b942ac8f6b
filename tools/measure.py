"""Sizes of files, functions and templates against the taste of the house (`make measure`). It never fails a build.

python -m tools.measure            the table and what is largest
python -m tools.measure problems   of one room
"""

import ast
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

SOURCE = Path(__file__).resolve().parent.parent / "src" / "bihuan"


@dataclass(frozen=True)
class Size:
    value: int
    place: str


@dataclass(frozen=True)
class Taste:
    """What is wanted: the median, and the value that nine of ten stay under (0: not asked)."""

    name: str
    median: int
    p90: int
    most: int = 0


TASTES = [Taste("lines of a file", 80, 250), Taste("lines of a function", 8, 25), Taste("lines of a template", 35, 100, 100),
          Taste("arguments of a function", 0, 0, 5)]  # fmt: skip


def _python(room: str) -> list[Path]:
    return [path for path in sorted((SOURCE / room).rglob("*.py")) if "migrations" not in path.parts]


def files(room: str = "") -> list[Size]:
    """Lines of every file with content, without blank ends; package doors are no files in this sense."""
    return [Size(len(path.read_text("utf-8").splitlines()), _short(path)) for path in _python(room) if path.name != "__init__.py"]


def templates(room: str = "") -> list[Size]:
    return [Size(len(path.read_text("utf-8").splitlines()), _short(path)) for path in sorted((SOURCE / room).rglob("*.html"))]


def _functions(room: str) -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    found = []
    for path in _python(room):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.append((f"{_short(path)}:{node.lineno} {node.name}", node))
    return found


def functions(room: str = "") -> list[Size]:
    """Lines of every function from `def` to its end, its docstring not counted."""
    return [Size((node.end_lineno or 0) - node.lineno + 1 - _docstring(node), place) for place, node in _functions(room)]


def arguments(room: str = "") -> list[Size]:
    """Positional arguments of every function (keyword-only ones of an operation are its form, not counted), self not counted."""
    return [
        Size(len([a for a in [*node.args.posonlyargs, *node.args.args] if a.arg not in ("self", "cls")]), place)
        for place, node in _functions(room)
    ]


def _docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    said = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return (first.end_lineno or 0) - first.lineno + 1 if said else 0


def _short(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def ninetieth(sizes: Iterable[Size]) -> int:
    values = sorted(size.value for size in sizes)
    return values[min(len(values) - 1, int(len(values) * 0.9))] if values else 0


def main(names: list[str]) -> int:
    room = names[0] if names else ""
    measured = [files(room), functions(room), templates(room), arguments(room)]
    print(f"{'':26}{'number':>8}{'median':>8}{'wanted':>8}{'p90':>8}{'wanted':>8}{'most':>8}")
    for taste, sizes in zip(TASTES, measured, strict=True):
        middle = int(median(size.value for size in sizes)) if sizes else 0
        most = max((size.value for size in sizes), default=0)
        wanted = [str(taste.median or ""), str(taste.p90 or "")]
        print(f"{taste.name:26}{len(sizes):>8}{middle:>8}{wanted[0]:>8}{ninetieth(sizes):>8}{wanted[1]:>8}{most:>8}")
    for taste, sizes in zip(TASTES, measured, strict=True):
        limit = taste.most or taste.p90
        over = sorted((size for size in sizes if size.value > limit), key=lambda size: -size.value)
        if over:
            print(f"\n{taste.name}, more than {limit}: {len(over)}")
            print("\n".join(f"{size.value:6} {size.place}" for size in over[:12]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
