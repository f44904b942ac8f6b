"""A drawn part of the permission matrix: every address × everybody × what he is to the matter (own, other unit, named, keeps away, closed). The whole of
it is `python -m bench.permissions`; BIHUAN_CHECKS asks for more here."""

import os
import random
from collections import Counter
from typing import Any

import pytest
from django.db import connection

from tests.interfaces.web.doors import House, addresses, house
from tests.interfaces.web.relations import MATTERS, NOBODYS, OF_WATER, OWN_PAGES, RELATIONS, asked, every_check

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="asks the policies, which are the same; SQLite counts what was written"),
]
DRAWN = int(os.environ.get("BIHUAN_CHECKS", "300"))
LEAST = 50_000
"""The issue's bar for all of them."""


@pytest.fixture
def built(settings: Any) -> House:
    settings.BIHUAN_DEMO = True  # no second factor
    return house()


def test_every_address_of_the_room_says_whose_it_is() -> None:
    names = {name for name, _arguments in addresses() if name.startswith("accountability:")}
    parts = (MATTERS, OWN_PAGES, NOBODYS)
    assert not names - set().union(*parts), "say in relations.py whom the matter behind it is about, or that it is about nobody"
    assert not set().union(*parts) - names and sum(map(len, parts)) == len(set().union(*parts))
    assert not OF_WATER - {name for name, _arguments in addresses()}


def test_there_are_as_many_questions_as_the_issue_asks_for() -> None:
    assert sum(1 for _check in every_check()) >= LEAST


@pytest.mark.mechanism("P04")
@pytest.mark.mechanism("P05")
def test_a_drawn_part_of_the_permission_matrix_is_as_the_table_says(built: House) -> None:
    every, luck = list(every_check()), random.Random(7)  # noqa: S311 - a draw, no secret
    room = [one for one in every if one.name.startswith("accountability:")]
    drawn = luck.sample(room, DRAWN * 3 // 4) + luck.sample(every, DRAWN // 4)
    assert len(Counter(one.relation.name for one in drawn)) == len(RELATIONS)
    assert not asked(built, drawn)


def test_a_form_filled_wrongly_is_shown_to_nobody_who_may_not_send_it(built: House) -> None:
    forms = ("accountability:visit_step", "inspections:step")
    found = [one for one in every_check() if one.name in forms and one.relation.name == "own" and one.method == "post"]
    assert len(found) == 28 and not asked(built, found)
