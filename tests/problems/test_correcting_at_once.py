"""What is put right on the spot: closed with proof, confirmed by the batch, a sample drawn and held against it (M94)."""

from typing import Any

import pytest

from bihuan.campaigns.operations import grant_duty
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit import chain
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed
from bihuan.interfaces.web.problems.notes import note_of_many
from bihuan.problems import operations as do
from bihuan.problems import queries
from bihuan.problems.models import Batch, Problem
from bihuan.problems.rules import draw_sample, sample_size
from bihuan.problems.vocabulary import Action, Need, Path, Source, State, Weight
from tests.factories.town import (
    FOREST,
    GROUP,
    GROUP_2,
    HEAD,
    IN_CHARGE,
    NOW,
    OFFICE,
    OFFICIAL,
    TODAY,
    WATER,
    Town,
    days_later,
    town,
)
from tests.problems.asking import quick, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Town:
    return town()


def corrected(place: Town, count: int) -> list[Problem]:
    rows = [quick(place) for _ in range(count)]
    for row in rows:
        do.correct(problem=row, how="已卸载并公开承诺", actor=place.actor(OFFICIAL), now=days_later(1))
    return rows


# --- corrected at once ---


@pytest.mark.mechanism("M94")
def test_a_general_item_is_closed_on_the_spot_and_says_how_long_it_took(place: Town, settings: Any) -> None:
    """An item marked general can be closed on the spot with proof, and the time from finding to closing is shown."""
    row = quick(place)
    refused(NeedsUnmet, do.correct, problem=row, how=" ", actor=place.actor(OFFICIAL))
    do.attach_evidence(problem=row, data=b"\xff\xd8\xff\xe0" + bytes(64), name="承诺.jpg", actor=place.actor(OFFICIAL), now=NOW)
    do.correct(problem=row, how="已卸载并公开承诺", actor=place.actor(OFFICIAL), now=days_later(1))
    assert do.confirm_corrections(problems=[row], actor=place.actor(OFFICIAL), now=days_later(1))[0] == []
    batches, no = do.confirm_corrections(problems=[row], actor=place.actor(HEAD), now=days_later(2))
    row.refresh_from_db()
    assert (len(batches), no, row.state) == (1, [], State.CLOSED)
    assert row.closed_at and (row.closed_at.date() - row.found_on).days == 2
    settings.BIHUAN_DEMO = True  # no second factor
    page = place.client(OFFICE).get(f"/c/QS-2026/ledger/{row.number}/").content.decode()
    assert "从发现到销号 2 天" in page and "承诺.jpg" in page and "已卸载并公开承诺" in page, "with its proof"
    serious = quick(place, weight=Weight.SERIOUS)
    refused(NeedsUnmet, do.correct, problem=serious, how="已改", actor=place.actor(OFFICIAL))


def test_a_batch_is_confirmed_each_item_openable_and_a_sample_drawn(place: Town) -> None:
    rows = corrected(place, 23)
    batches, no = do.confirm_corrections(problems=rows, actor=place.actor(HEAD), now=days_later(2))
    batch = batches[0]
    assert not no and len(batch.pool) == 23
    drawn = sorted(Problem.objects.filter(sampled=True).values_list("pk", flat=True))
    assert drawn == draw_sample(batch.pool, sample_size(23, 10), batch.seed) and len(drawn) == 3
    told = Record.objects.filter(action="confirm_correction")
    assert told.count() == 23, "one record an item"
    undrawn = Problem.objects.filter(sampled=False, batch=batch).first()
    refused(NeedsUnmet, do.pass_sample, problem=undrawn, actor=place.actor(GROUP))
    for pk in drawn:
        do.pass_sample(problem=Problem.objects.get(pk=pk), actor=place.actor(GROUP), now=days_later(3))
    assert Problem.objects.filter(state=State.CLOSED).count() == 23


def test_a_campaign_that_draws_none_waits_for_nobody() -> None:
    place = town(sample_percent=0)
    rows = corrected(place, 3)
    [batch], no = do.confirm_corrections(problems=rows, actor=place.actor(HEAD), now=days_later(2))
    assert not no and len(batch.pool) == 3
    assert not Problem.objects.filter(sampled=True).exists() and not Problem.objects.filter(awaits_sample=True).exists()
    assert note_of_many(Action.CONFIRM_CORRECTION, place.campaign) == "确认即销号，本专项不再抽验。"


def test_a_failed_sample_returns_the_whole_batch_to_the_full_chain(place: Town) -> None:
    rows = corrected(place, 23)
    batch = do.confirm_corrections(problems=rows, actor=place.actor(HEAD), now=days_later(2))[0][0]
    first, second, third = Problem.objects.filter(sampled=True).order_by("pk")
    do.pass_sample(problem=first, actor=place.actor(GROUP), now=days_later(3))
    refused(NeedsUnmet, do.look_back, problem=third, actor=place.actor(GROUP_2))
    undrawn, looked_at = Problem.objects.filter(sampled=False, batch=batch).order_by("pk")[:2]
    do.look_back(problem=looked_at, actor=place.actor(GROUP_2), now=days_later(3))
    refused(NeedsUnmet, do.fail_sample, problem=undrawn, reason="不实", actor=place.actor(GROUP))
    refused(BadInput, do.fail_sample, problem=second, reason=" ", actor=place.actor(GROUP))
    refused(NotAllowed, do.fail_sample, problem=second, reason="不实", actor=place.actor(HEAD))
    batch.refresh_from_db()
    assert batch.failed_at is None, "a refused step leaves the batch alone"
    assert do.fail_sample(problem=second, reason="抽查发现没有改", actor=place.actor(GROUP), now=days_later(4)) == []
    batch.refresh_from_db()
    assert batch.failed_by_id == place.actor(GROUP).user_id
    told = set(Problem.objects.filter(pk__in=batch.pool).values_list("state", "path", "returned", "sampled", "batch_id", "closed_at"))
    assert told == {(State.RECORDED, Path.FULL, 1, False, None, None)}
    second.refresh_from_db()
    told = {one.row: one.reason for one in Record.objects.filter(action="fail_sample")}
    assert told.pop(second.pk) == "抽查发现没有改"
    assert set(told.values()) == {f"同一批里第 {second.number:04d} 号抽验不合格，整批退回。"}, "what was seen is told at that item alone"
    refused(NeedsUnmet, do.correct, problem=second, how="再改", actor=place.actor(OFFICIAL))
    place.to("closed", second, now=days_later(5))
    assert list(chain.faults()) == []


def test_whoever_found_that_an_item_holds_does_not_fail_it_afterwards(place: Town) -> None:
    do.confirm_corrections(problems=corrected(place, 3), actor=place.actor(HEAD), now=days_later(2))
    drawn = Problem.objects.get(sampled=True)
    do.pass_sample(problem=drawn, actor=place.actor(GROUP), now=days_later(3))
    refused(NeedsUnmet, do.fail_sample, problem=drawn, reason="不实", actor=place.actor(GROUP))
    missing = {
        who: one.missing
        for who in (GROUP, GROUP_2)
        for one in queries.buttons(queries.reach(place.actor(who), place.campaign.pk), drawn, TODAY)
        if one.action is Action.FAIL_SAMPLE
    }
    assert missing == {GROUP: (Need.ANOTHER_PERSON,), GROUP_2: ()}, "the button says it before"
    assert Problem.objects.filter(state=State.CLOSED).count() == 3
    assert do.fail_sample(problem=drawn, reason="现场没有改", actor=place.actor(GROUP_2), now=days_later(4)) == []
    assert Problem.objects.filter(state=State.RECORDED).count() == 3


def test_an_item_of_the_full_chain_cannot_fail_as_a_sample(place: Town) -> None:
    row = place.to("closed", place.find())
    refused(NeedsUnmet, do.fail_sample, problem=row, reason="不实", actor=place.actor(GROUP))
    assert Problem.objects.get(pk=row.pk).state == State.CLOSED


def test_each_unit_has_a_batch_of_its_own(place: Town) -> None:
    grant_duty(
        campaign=place.campaign, person=place.people[HEAD], duty=Duty.UNIT_HEAD, unit=place.units[FOREST], actor=place.machine, now=NOW
    )
    rows = [*corrected(place, 2), place.find(Source.OPINION, unit=FOREST, person=None)]
    do.correct(problem=rows[2], how="已答复", actor=place.actor("秋月"), now=NOW)
    batches, no = do.confirm_corrections(problems=rows, actor=place.actor(HEAD), now=NOW)
    assert not no and sorted((one.unit.name, len(one.pool)) for one in batches) == [(FOREST, 1), (WATER, 2)]


def test_the_head_does_not_confirm_his_own_correction(place: Town) -> None:
    own = quick(place, HEAD)
    do.correct(problem=own, how="已改", actor=place.actor(HEAD), now=NOW)
    by_him = place.find(Source.OPINION, person=None)
    do.correct(problem=by_him, how="已答复", actor=place.actor(HEAD), now=NOW)
    batches, no = do.confirm_corrections(problems=[own, by_him], actor=place.actor(HEAD), now=NOW)
    assert not batches and not Batch.objects.exists()
    assert {one.pk: ("职责" in why, "换人" in why) for one, why in no} == {own.pk: (True, False), by_him.pk: (False, True)}
    assert do.confirm_corrections(problems=[own], actor=place.actor(IN_CHARGE), now=NOW)[1] == []


def test_a_correction_may_be_sent_back(place: Town) -> None:
    row = corrected(place, 1)[0]
    do.send_back(problem=row, reason="没有说清", actor=place.actor(HEAD), now=NOW)
    assert (row.state, row.corrected_at, row.path) == (State.RECORDED, None, Path.QUICK)
    do.correct(problem=row, how="已卸载软件", actor=place.actor(OFFICIAL), now=NOW)
