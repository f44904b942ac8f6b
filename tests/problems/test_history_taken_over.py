"""A ledger taken over with its history by the command line."""

import pytest
from django.db import connection, transaction

from bihuan.foundation.audit.pouring import give_keys
from bihuan.problems.models import Problem
from bihuan.problems.operations import take_over
from bihuan.problems.operations.history import Happened, PastFinding
from bihuan.problems.operations.recording import Finding
from bihuan.problems.vocabulary import Action, Source
from tests.factories.town import NOW, OFFICE, WATER, town


@pytest.mark.django_db
def test_its_keys_are_nobody_elses_and_the_next_problem_gets_a_fresh_one() -> None:
    place = town()
    place.find()
    with transaction.atomic():
        elsewhere = [Problem(), Problem()]  # rows of somebody who has his keys and has not stored them yet
        give_keys(Problem, elsewhere)
        past = [
            PastFinding(
                Finding(unit=place.units[WATER], source=Source.SUPERVISION, person=None, text=f"旧账第{n}件"),
                [Happened(Action.RECORD, NOW, place.actor(OFFICE))],
            )
            for n in range(3)
        ]
        rows = take_over(campaign=place.campaign, findings=past, actor=place.machine)
    assert [one.number for one in rows] == [2, 3, 4] and len({one.pk for one in rows}) == 3
    if connection.vendor == "postgresql":
        assert not {one.pk for one in rows} & {one.pk for one in elsewhere}
    assert place.find().pk > max(one.pk for one in rows)
