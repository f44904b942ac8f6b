"""Who stands in whose line (检举控告工作规则 第十五、四十八条; A1.3, A1.15): the pure part of the routing that goes round the accused.

Somebody has nothing to do with a clue, and never learns that there is one, when it is about himself; about somebody whom he leads or who leads
him; about a body that he leads, leads from above, or belongs to; about a person or a unit from which he keeps away; or about anybody in the line of
somebody for whom he stands in.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

LEADING = frozenset({"head", "leader", "section_head"})
"""Roles of posts whose holders lead their unit and all below it, as far as routing goes: rather one too many."""


@dataclass(frozen=True, slots=True)
class Party:
    """Whom or what a clue is about: a person of the tree with a unit of his (one row for each), or a unit as such (`person` None)."""

    person: int | None
    path: str


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody must not learn of: `persons` are parties by themselves, `branches` are units with all below them (`led` or kept away from),
    `bodies` the units to which he belongs, from his own up to the top."""

    persons: frozenset[int] = frozenset()
    branches: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()

    def touches(self, parties: Iterable[Party]) -> bool:
        """Does a clue about these lie in it?"""
        return any(self._touches(one) for one in parties)

    def _touches(self, party: Party) -> bool:
        if party.person is not None and party.person in self.persons:
            return True
        if party.path and any(party.path.startswith(branch) for branch in self.branches):
            return True
        return party.person is None and party.path in self.bodies

    def __or__(self, other: "Line") -> "Line":
        return Line(self.persons | other.persons, self.branches | other.branches, self.bodies | other.bodies)


def ways_up(paths: Collection[str], width: int) -> frozenset[str]:
    """These units and all above them."""
    return frozenset(path[:end] for path in paths for end in range(width, len(path) + 1, width))
