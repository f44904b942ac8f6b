"""Whose rows of the new rooms somebody sees, in random organisations, against the rules said anew in words. 2,000 of them: `python -m bench.leaks`."""

import random

import pytest
from django.db import transaction

from tests.rights.organisations import drawn, world
from tests.rights.rooms import KINDS, compare

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_everybody_sees_what_the_words_show_him_and_nothing_else() -> None:
    at, asked = world(), 0
    for seed in range(12):
        dice = random.Random(seed)
        with transaction.atomic():
            many, wrong = compare(at, drawn(dice), dice)
            transaction.set_rollback(True)
        asked += many
        assert not wrong, f"{seed}: " + "\n".join(map(str, wrong[:5]))
    assert asked > 12 * 5 * len(KINDS)
