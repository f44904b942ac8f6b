"""A ledger taken over with its history by the command line."""

import pytest
from django.db import connection, transaction

from bihuan.foundation.audit.pouring import give_keys
from bihuan.problems.models import Batch, Problem
from bihuan.problems.operations import take_over
from bihuan.problems.operations.history import Happened, PastBatch, PastFinding
from bihuan.problems.operations.recording import Finding
from bihuan.problems.rules import draw_sample, sample_size
from bihuan.problems.vocabulary import Action, Source, State
from tests.factories.town import GROUP, HEAD, NOW, OFFICE, OFFICIAL, WATER, days_later, town


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


@pytest.mark.django_db
def test_a_batch_is_drawn_from_what_is_stored_and_anybody_draws_the_same() -> None:
    place = town()
    place.find(), place.find()  # keys are not places in the list
    unit, person, by = place.units[WATER], place.people[OFFICIAL], place.actor
    said = Happened(Action.RECORD, NOW, by(OFFICIAL)), Happened(Action.CORRECT, days_later(1), by(OFFICIAL), "已道歉")
    confirmed = Happened(Action.CONFIRM_CORRECTION, days_later(2), by(HEAD))
    past = [PastFinding(Finding(unit=unit, source=Source.SELF_CHECK, person=person, text=f"第{n}件"), [*said, confirmed]) for n in range(9)]
    seen = Happened(Action.PASS_SAMPLE, days_later(4), by(GROUP))
    together = (
        PastBatch(unit, days_later(2), by(HEAD), "5eed", range(1, 7), 30, seen),
        PastBatch(unit, days_later(2), by(HEAD), "a5ed", [7, 8, 9], 30),
    )
    rows = take_over(campaign=place.campaign, findings=past, actor=place.machine, batches=together)
    for batch, waits in zip(Batch.objects.order_by("pk"), (False, True), strict=True):
        drawn = sorted(Problem.objects.filter(batch=batch, sampled=True).values_list("pk", flat=True))
        assert drawn == draw_sample(batch.pool, sample_size(len(batch.pool), 30), batch.seed) and len(drawn) == (1 if waits else 2)
        assert all(row.awaits_sample is waits and (row.verified_at is None) is waits for row in Problem.objects.filter(pk__in=drawn))
    assert {row.state for row in rows} == {State.CLOSED}
