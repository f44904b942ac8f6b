"""The changes by which rules are broken on purpose (bench.mutants)."""

import ast

from bench.mutating import mutants_of

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
