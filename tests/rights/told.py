"""What the words about rows of the rooms are said with: one organisation with its rows, a kind of row, and words that several kinds share."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from types import SimpleNamespace as Fact
from typing import Any

from django.utils.timezone import localdate

from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.kernel import Actor, Missing
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, record_many
from bihuan.problems.vocabulary import Source
from tests.factories.town import NOW
from tests.rights.organisations import OF_UNITS, PEOPLE, UNITS, WHOLE, Organisation, World

OWN = ("unit_head", "leader_in_charge", "liaison")
SERIAL = count(1)
Rows = dict[int, Fact]
"""Rows by their keys, with what the words need to know of each."""


def maybe(dice: random.Random, many: int) -> int | None:
    return dice.choice([None, *range(many)])


class Told:
    """One organisation with its rows, built for one look."""

    def __init__(self, at: World, org: Organisation, dice: random.Random) -> None:
        self.at, self.org, self.dice = at, org, dice
        self.here: dict[str, Any] = {"campaign": at.campaign}
        self.today = localdate()
        self.problems = self._problems()

    def who(self) -> int:
        return self.dice.randrange(PEOPLE)

    def where(self) -> int:
        return self.dice.randrange(UNITS)

    def _problems(self) -> list[Problem]:
        """One of each unit, nobody's own, open to all who have to do with the unit."""
        rows = [Finding(unit=one, source=Source.SUPERVISION, text=f"第{n}件") for n, one in enumerate(self.at.units)]
        return record_many(campaign=self.at.campaign, findings=rows, actor=self.at.place.machine, now=NOW)

    def file(self) -> StoredFile:
        return StoredFile.objects.get_or_create(name="件.pdf", defaults={"sha256": "0" * 64, "size": 1, "kind": "pdf", "stored_at": NOW})[0]


@dataclass(frozen=True)
class Kind:
    """One kind of row: `build` makes some and tells what the words must know, `words` say who may see one, `seen` asks the product."""

    name: str
    build: Callable[[Told], Rows]
    words: Callable[[Organisation, int, Fact], bool]
    seen: Callable[[Told, Actor], set[int]]


def keys_of(rows: Any) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def opened(find: Callable[[int], Any], rows: Iterator[int]) -> set[int]:
    """Keys of those that can be opened one by one."""
    there = set()
    for pk in rows:
        try:
            find(pk)
        except Missing:
            continue
        there.add(pk)
    return there


def near_or_whole(org: Organisation, who: int, f: Fact) -> bool:
    """Office and leading group all; who has a duty towards the unit its own."""
    return org.has(who, *WHOLE) or org.over(who, f.unit, *OF_UNITS)


def any_unit(org: Organisation, who: int, f: Fact) -> bool:
    """Office and leading group all; who has a duty towards one of the units."""
    return org.has(who, *WHOLE) or any(org.over(who, one, *OF_UNITS) for one in f.units)
