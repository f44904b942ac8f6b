"""The changes by which rules are broken on purpose (bench.mutants)."""

import ast
from typing import Any

from bench.mutating import mutants_of
from bench.probes import TELL, Probes

TEXT = '''
"""Words about it."""
from somewhere import things

STEPS = frozenset({"one", "two"})
MOST: int = 5


class Shape:
    size: int = 3

    @property
    def wide(self) -> bool:
        """Words."""
        if not self.size:
            return False
        return self.size > MOST and _("a text for readers") != ""


def kept(rows: list[int]) -> list[int]:
    return [row + 1 for row in rows if row < MOST]
'''


def _told() -> set[tuple[str, str, str]]:
    return {(one.place, one.before, one.after) for one in mutants_of("it.py", TEXT)}


def test_each_kind_of_change_is_made() -> None:
    assert {
        ("", "'one'", "(left out)"), ("", "'one'", "'onex'"), ("", "5", "6"), ("", "5", "4"), ("", "3", "4"),
        ("Shape.wide", "not self.size", "self.size"), ("Shape.wide", "if not self.size: return False", "(no guard)"),
        ("Shape.wide", "self.size > MOST", "self.size >= MOST"), ("Shape.wide", "self.size > MOST", "self.size <= MOST"),
        ("kept", "row + 1", "row - 1"), ("kept", "… if row < MOST", "(no condition)"), ("kept", "row < MOST", "row <= MOST"),
    } <= _told()  # fmt: skip


def test_texts_for_readers_types_and_imports_are_left_alone() -> None:
    told = " ".join(before for _place, before, _after in _told())
    assert "text for readers'x" not in told and "Words" not in told and "things" not in told
    assert not [one for one in _told() if one[1] == "list[int]"]


def test_every_change_is_another_module_that_can_be_read() -> None:
    plain = ast.unparse(ast.parse(TEXT))
    for one in mutants_of("it.py", TEXT):
        changed = one.applied(TEXT)
        assert ast.unparse(changed) != plain
        compile(changed, one.path, "exec")


def test_a_change_of_a_table_knows_what_the_statement_binds() -> None:
    names = {one.before: one.names for one in mutants_of("it.py", TEXT) if not one.place}
    assert names["'one'"] == {"STEPS"} and names["5"] == {"MOST"} and names["3"] == {"Shape", "size"}


WALKED = '''
class Shape:
    """Words."""

    def told(self, way):
        """Words."""
        if way == 1:
            return "one"
        elif (
            way == 2
        ):
            return "two"
        for _ in range(way):
            def inner():
                return "inner"
            return inner()
        return "none"


def plain():
    return 1
'''


def test_a_probed_module_does_the_same_and_tells_its_lines_and_functions() -> None:
    probes = Probes("/house/", {"/house/it.py"})
    room: dict[str, Any] = {TELL: probes.walked.add}
    exec(compile(probes.probed("/house/it.py", WALKED), "/house/it.py", "exec"), room)  # noqa: S102
    assert probes.told() == {"lines": {}, "calls": []}
    shape = room["Shape"]()
    for way, says, lines in (
        (1, "one", {7, 8}),
        (2, "two", {7, 9, 10, 12}),
        (3, "inner", {7, 9, 10, 13, 14, 15, 16}),
        (0, "none", {7, 9, 10, 13, 17}),
    ):
        assert shape.told(way) == says
        assert probes.told() == {"lines": {"it.py": sorted(lines)}, "calls": ["it.py:Shape.told"]}
    assert room["Shape"].told.__doc__ == "Words." and room["Shape"].told.__code__.co_firstlineno == 5


def test_of_a_file_that_is_no_rule_only_the_functions_are_told() -> None:
    probes = Probes("/house/", set())
    room: dict[str, Any] = {TELL: probes.walked.add}
    exec(compile(probes.probed("/house/it.py", WALKED), "/house/it.py", "exec"), room)  # noqa: S102
    assert room["plain"]() == 1 and room["Shape"]().told(1) == "one"
    assert probes.told() == {"lines": {}, "calls": ["it.py:Shape.told", "it.py:plain"]}
