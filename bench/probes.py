"""Product files that tell where they were walked: each statement of a function names its place first, and the rest of the text is as it was.

A tracer of the language is asked at every call of every library, and a run of all tests takes an hour; this asks nobody but the product.
"""

import ast
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from types import CodeType
from typing import Any

TELL = "__walked__"
"""The name under which a probe is called, kept among the builtins."""


class Probes:
    """The places there are, and which of them were walked since it was last asked."""

    def __init__(self, root: str, by_line: set[str]) -> None:
        self.root, self.by_line = root, by_line
        self.places: list[tuple[str, str, range]] = []
        """File, function, and its lines; a function of a file without lines of interest has one place alone."""
        self.walked = set[int]()

    def probed(self, path: str, text: str) -> ast.Module:
        """The module with a probe before each statement of a function, its lines where they were."""
        tree = ast.parse(text)
        self._down(tree, path[len(self.root) :], (), None, path in self.by_line)
        return ast.fix_missing_locations(tree)

    def told(self) -> dict[str, Any]:
        """Lines by file, and functions called; then forgotten."""
        lines, calls = dict[str, set[int]](), set[str]()
        for at in list(self.walked):
            path, function, here = self.places[at]
            calls.add(f"{path}:{function}")
            if here:
                lines.setdefault(path, set()).update(here)
        self.walked.clear()
        return {"lines": {path: sorted(one) for path, one in lines.items()}, "calls": sorted(calls)}

    def _down(self, node: ast.AST, path: str, owners: tuple[str, ...], place: str | None, by_line: bool) -> None:
        for field, value in ast.iter_fields(node):
            if not isinstance(value, list) or not value or not isinstance(value[0], ast.stmt | ast.excepthandler | ast.match_case):
                continue
            if place is not None and isinstance(value[0], ast.stmt):
                entered = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                setattr(node, field, list(self._told_first(value, path, place, by_line, entered)))
            for child in value:
                inner, function = owners, place
                if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and place is None:
                    inner = (*owners, child.name)
                    function = None if isinstance(child, ast.ClassDef) else ".".join(inner)
                self._down(child, path, inner, function, by_line)

    def _told_first(self, body: list[ast.stmt], path: str, place: str, by_line: bool, entered: bool) -> Iterator[ast.stmt]:
        for at, one in enumerate(body):
            if at == 0 and entered and isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant):
                yield one  # a docstring stays the first
                continue
            if by_line or (entered and at == 0) or (entered and at == 1 and isinstance(body[0], ast.Expr)):
                yield self._probe(one, (path, place, lines_of(one) if by_line else range(0)))
            yield one

    def _probe(self, one: ast.stmt, place: tuple[str, str, range]) -> ast.stmt:
        self.places.append(place)
        call = ast.Call(ast.Name(TELL, ast.Load()), [ast.Constant(len(self.places) - 1)], [])
        return ast.fix_missing_locations(ast.copy_location(ast.Expr(ast.copy_location(call, one)), one))


def lines_of(one: ast.stmt) -> range:
    """Those that are walked when this statement is, without the statements below it."""
    match one:
        case ast.Match():
            return range(one.lineno, max(case.body[0].lineno for case in one.cases) + 1)
        case ast.FunctionDef() | ast.ClassDef() | ast.Try():
            return range(one.lineno, one.lineno + 1)
        case ast.If(test=head) | ast.While(test=head) | ast.For(iter=head):
            return range(one.lineno, (head.end_lineno or one.lineno) + 1)
        case ast.With(items=items):
            return range(one.lineno, (items[-1].context_expr.end_lineno or one.lineno) + 1)
    return range(one.lineno, (one.end_lineno or one.lineno) + 1)


def put_in(probes: Probes) -> None:
    """From now on modules of the product are loaded with their probes."""
    plain: Callable[..., CodeType] = SourceFileLoader.source_to_code

    def probed(loader: SourceFileLoader, data: Any, path: Any, **more: Any) -> CodeType:
        name = str(path)
        given = (
            probes.probed(name, bytes(data).decode("utf-8"))
            if name.startswith(probes.root) and isinstance(data, bytes | memoryview)
            else data
        )
        return plain(loader, given, path, **more)

    SourceFileLoader.source_to_code = probed  # type: ignore[method-assign,assignment]
