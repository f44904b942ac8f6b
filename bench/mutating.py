"""How a rule is broken on purpose: every small change of a Python text that its author could have made by mistake, one at a time.

Left alone is what is no rule: texts for readers (arguments of gettext, docstrings), types, imports, decorators, `__all__`, `strict=`.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_ORDER = {ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
          ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,),
          ast.IsNot: (ast.Is,)}  # fmt: skip
"""A comparison and what is put in its place: for an order the one a step beside it, and its opposite."""
_COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.Mult,
            ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr}  # fmt: skip
_NAMED = {"any": "all", "all": "any", "min": "max", "max": "min"}
_WORDS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "TypeVar", "NewType", "getLogger"}
_ABOUT_TYPES = {"isinstance", "issubclass", "cast"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_EMPTY = {ast.List: "[]", ast.ListComp: "[]", ast.Dict: "{}", ast.DictComp: "{}", ast.Set: "set()", ast.SetComp: "set()", ast.Tuple: "()"}


@dataclass(frozen=True)
class Mutant:
    """One change of one file: where the node stands below the module, and what takes its place."""

    path: str
    address: tuple[tuple[str, int | None], ...]
    new: ast.AST | None
    """None: the node is taken out of its list."""
    place: str
    """The function (`Class.method`) whose body it changes, or "" for what is read once, when the module is loaded."""
    names: frozenset[str]
    """What the changed statement of the module or class binds."""
    lines: tuple[int, int]
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path}:{self.lines[0]}  {self.place or '(table)'}  {self.before}  →  {self.after}"

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The same for as long as the code around it stands, wherever the line is."""
        return self.path, self.place, self.before, self.after

    def applied(self, text: str) -> ast.Module:
        """The changed module; lines stay where they were."""
        tree = ast.parse(text)
        owner: Any = tree
        for field, at in self.address[:-1]:
            owner = getattr(owner, field) if at is None else getattr(owner, field)[at]
        field, at = self.address[-1]
        old = getattr(owner, field) if at is None else getattr(owner, field)[at]
        if self.new is None:
            assert at is not None
            del getattr(owner, field)[at]
            if isinstance(owner, ast.Dict):
                del owner.values[at]
        else:
            new = copy.deepcopy(self.new)
            for one in ast.walk(new):
                ast.copy_location(one, old)
            if at is None:
                setattr(owner, field, new)
            else:
                getattr(owner, field)[at] = new
        return ast.fix_missing_locations(tree)


def mutants_of(path: str, text: str) -> list[Mutant]:
    """All of one file, in the order of its lines."""
    found: list[Mutant] = []
    _Walk(path, found).down(ast.parse(text), ())
    return found


@dataclass
class _Walk:
    path: str
    found: list[Mutant]
    place: str = ""
    owners: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    lines: tuple[int, int] = (0, 0)

    def down(self, node: ast.AST, address: tuple[tuple[str, int | None], ...]) -> None:
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "decorator_list", "bases", "type_params"):
                continue
            for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(child, ast.AST) and not _no_rule(child, bool(self.place)):
                    self._into(node, field, child, (*address, (field, at)))

    def _into(self, node: ast.AST, field: str, child: ast.AST, address: tuple[tuple[str, int | None], ...]) -> None:
        kept = self.place, self.owners, self.names, self.lines
        if isinstance(child, ast.stmt):
            head = child.test if isinstance(child, ast.If | ast.While) else child.iter if isinstance(child, ast.For) else child
            self.lines = child.lineno, head.end_lineno or child.lineno
            if not self.place and not isinstance(child, ast.ClassDef | ast.FunctionDef):
                self.names |= {one.id for one in ast.walk(child) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
        elif isinstance(child, ast.expr) and not isinstance(node, ast.stmt):
            self.lines = (child.lineno, child.end_lineno or child.lineno) if self.place else self.lines
        for new, before, after in _changes(node, field, child, bool(self.place)):
            at_line = getattr(child, "lineno", self.lines[0])
            lines = (at_line, max(at_line, self.lines[1])) if self.place else (at_line, at_line)
            self.found.append(Mutant(self.path, address, new, self.place, self.names, lines, before, after))
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            self.owners, self.names = (*self.owners, child.name), self.names | {child.name}
        if isinstance(child, _FUNCTIONS) and not self.place:
            if isinstance(child, ast.Lambda):
                self.down(child, address)  # what a table of functions holds is looked up when the module is loaded
            else:
                self._defaults(child, address)
                self.place = ".".join(self.owners)
                self._body(child, address)
        else:
            self.down(child, address)
        self.place, self.owners, self.names, self.lines = kept

    def _defaults(self, child: ast.FunctionDef | ast.AsyncFunctionDef, address: tuple[tuple[str, int | None], ...]) -> None:
        self.down(child.args, (*address, ("args", None)))

    def _body(self, child: ast.FunctionDef | ast.AsyncFunctionDef, address: tuple[tuple[str, int | None], ...]) -> None:
        for at, one in enumerate(child.body):
            if not _no_rule(one, True):
                self._into(child, "body", one, (*address, ("body", at)))


def _no_rule(child: ast.AST, inside: bool) -> bool:
    match child:
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom() | ast.Assert():
            return True  # a docstring; what is brought in; what cannot happen
        case ast.Assign(targets=[ast.Name(id="__all__" | "__slots__")]) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _WORDS:
            return True
        case ast.keyword(arg="strict" | "flags" | "verbose_name" | "before_field" | "maxsize"):
            return True
        case ast.Raise():
            return True  # which words a refusal has
    return not inside and isinstance(child, ast.Subscript)  # a type with a name


Change = tuple[ast.AST | None, str, str]


def _changes(node: ast.AST, field: str, child: ast.AST, inside: bool) -> Iterator[Change]:
    """What may stand in the child's place, with the words to tell it."""
    for new in _others(node, field, child, inside):
        yield new, _told(child), _told(new)
    if _is_guard(child):
        assert isinstance(child, ast.If)
        yield ast.Pass(), f"if {_told(child.test)}: {_told(child.body[-1])}", "(no guard)"
    if isinstance(node, ast.Tuple | ast.List | ast.Set) and field == "elts" and len(node.elts) > 1 and not inside:
        yield None, _told(child), "(left out)"
    if isinstance(node, ast.Dict) and field == "keys" and len(node.keys) > 1 and not inside:
        yield None, f"{_told(child)}: …", "(left out)"
    if isinstance(node, ast.comprehension) and field == "ifs":
        yield None, f"… if {_told(child)}", "(no condition)"


def _others(node: ast.AST, field: str, child: ast.AST, inside: bool) -> Iterator[ast.AST]:
    match child:
        case ast.Compare(left, ops, comparators):
            for at, op in enumerate(ops):
                for other in _ORDER[type(op)]:
                    yield ast.Compare(left, [*ops[:at], other(), *ops[at + 1 :]], comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.IfExp(_, body, orelse):
            yield body
            yield orelse
        case ast.BinOp(left, op, right) if type(op) in _COUNTED and not _is_text(left) and not _is_text(right):
            yield ast.BinOp(left, _COUNTED[type(op)](), right)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.Constant(value=str(value)) if (
            value and not isinstance(node, ast.JoinedStr) and (not inside or isinstance(node, ast.Compare))
        ):
            yield ast.Constant(value + "x")
        case ast.Return(value=ast.AST() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
            if empty := _EMPTY.get(type(value)):
                yield ast.Return(ast.parse(empty, mode="eval").body)
        case ast.Call(func=ast.Name(id=name) as func, args=args, keywords=keywords) if name in _NAMED:
            yield ast.Call(ast.Name(_NAMED[name], func.ctx), args, keywords)
        case ast.Call(func, [ast.Name() | ast.Attribute() as one, ast.Name() | ast.Attribute() as two, *more], keywords) if (
            inside and _told(func) not in _ABOUT_TYPES
        ):
            yield ast.Call(func, [two, one, *more], keywords)
    if isinstance(node, ast.If) and field == "test" and not _is_guard(node) and not isinstance(child, ast.Constant):
        yield ast.Constant(True)
        yield ast.Constant(False)


def _is_guard(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and not node.orelse and isinstance(node.body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _told(node: ast.AST | None) -> str:
    said = " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split()) if node else ""
    return said if len(said) < 110 else f"{said[:70]} … {said[-35:]}"
