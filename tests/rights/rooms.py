"""Who sees which row of the rooms: the rules' words on the left, the product on the right. The words are said anew, on plain numbers, and ask
nothing of the product; each names its source."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace as Fact
from typing import Any
from unittest.mock import patch

from bihuan.campaigns.policy import branches
from tests.rights.of_campaigns import CAMPAIGNS
from tests.rights.of_finding import FINDING
from tests.rights.of_inspections import INSPECTIONS
from tests.rights.of_institutions import INSTITUTIONS
from tests.rights.organisations import Organisation, World
from tests.rights.told import Told

KINDS = (*FINDING, *INSTITUTIONS, *INSPECTIONS, *CAMPAIGNS)


@dataclass(frozen=True)
class Wrong:
    """Somebody sees a row that the words hide from him (`leak`), or not one that they show."""

    kind: str
    leak: bool
    who: int
    fact: Fact
    org: Organisation

    def __str__(self) -> str:
        return f"{self.kind}: {'LEAK' if self.leak else 'hidden'} {self.who} {self.fact} {self.org}"


@contextmanager
def _held_once() -> Iterator[None]:
    """Who holds what is asked of the database once a person and organisation, not a hundred times: nothing changes while they look."""
    real, told = branches.answers, dict[Any, list[Any]]()

    def remembered(sql: str, values: tuple[Any, ...]) -> list[Any]:
        if (sql, values) not in told:
            told[sql, values] = real(sql, values)
        return told[sql, values]

    with patch.object(branches, "answers", remembered):
        yield


def compare(at: World, org: Organisation, dice: random.Random) -> tuple[int, list[Wrong]]:
    """Everybody against every row of every kind: how many were asked about, and what went wrong."""
    at.settle(org)
    told, asked, wrong = Told(at, org, dice), 0, list[Wrong]()
    made = {build: build(told) for build in dict.fromkeys(kind.build for kind in KINDS)}
    with _held_once():
        for kind in KINDS:
            rows = made[kind.build]
            for who, actor in enumerate(at.actors):
                seen = kind.seen(told, actor)
                for pk, fact in rows.items():
                    asked += 1
                    if (pk in seen) != bool(kind.words(org, who, fact)):
                        wrong.append(Wrong(kind.name, pk in seen, who, fact, org))
    return asked, wrong
