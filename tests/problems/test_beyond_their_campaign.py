"""Edges of items beyond their campaign, of the chain above one, of hidden forms: what does not count, what is no deed, what was then."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.campaign_file import load
from bihuan.foundation.kernel import NotAllowed, NotNow
from bihuan.problems import operations as do
from bihuan.problems.models import HiddenForm, Problem
from bihuan.problems.operations.hidden_forms import mark_hidden_form, unmark_hidden_form
from bihuan.problems.operations.passing_on import Taking, carry_over, show_elsewhere
from bihuan.problems.operations.voiding import Why
from bihuan.problems.queries import reach
from bihuan.problems.queries.hidden_forms import is_hidden_form
from bihuan.problems.queries.passing_on import shared_counts, shared_with
from bihuan.problems.queries.responsibility import responsible_for
from bihuan.problems.vocabulary import Source, VoidKind
from tests.factories import town as t
from tests.factories.town import HEAD, LIAISON, OFFICE, OFFICE_2, TODAY, WATER, Town


@pytest.fixture
def place(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr("django.utils.timezone.now", lambda: t.NOW)
    return t.town()


def by(place: Town, name: str = OFFICE, days: int = 0) -> dict[str, Any]:
    return {"actor": place.actor(name), "now": t.days_later(days)}


def _other(place: Town) -> Campaign:
    file = load("bihuan_campaign: 1\ntitle: 巩固提升行动\ncatalogue: {name: 目录, categories: [{name: 反弹回潮}]}\n")
    told = {"actor": place.machine, "now": t.NOW}
    row = campaigns.prepare_campaign(file=file, root=place.campaign.root, code="GG-2026", **told)
    campaigns.freeze_roster(campaign=row, units=[place.units[WATER]], people=[], on=TODAY, **told)
    return row


def test_what_does_not_count_at_home_is_not_shown_elsewhere(place: Town) -> None:
    other, row = _other(place), place.find()
    campaigns.link_campaign(campaign=place.campaign, other=other, **by(place))
    show_elsewhere(problems=[row], campaign=other, **by(place))
    mine = reach(place.machine, other.pk)
    assert shared_counts(mine, other).shared == 1
    do.void(problem=row, why=Why(VoidKind.ERROR, "登记错了"), **by(place))
    assert not shared_with(mine, other).exists() and shared_counts(mine, other).shared == 0


def test_nobody_hands_his_old_items_to_a_campaign_that_others_run(place: Town) -> None:
    other, row = _other(place), place.find()
    taking = Taking("新专班", place.people[LIAISON], TODAY + timedelta(days=9), "下一个专项接着办", other)
    with pytest.raises(NotAllowed):
        carry_over(problems=[row], taking=taking, **by(place))
    assert not row.carried.exists() and not row.shares.exists()


def test_reading_is_no_deed_in_the_chain_above(place: Town) -> None:
    row = place.find(Source.CRITIQUE)
    do.record_seen(row, **by(place, HEAD))
    assert all(not one.deeds for one in responsible_for(row))
    place.to("confirmed", row)
    assert [len(one.deeds) for one in responsible_for(row) if one.person == place.people[HEAD]] == [1]


def test_a_hidden_form_of_a_past_day_is_what_was_marked_then(place: Town) -> None:
    row = place.find()
    mark = mark_hidden_form(row, text="以“一桌餐”代替公款吃喝", **by(place, OFFICE_2, 2))
    unmark_hidden_form(mark, reason="核实不是", **by(place, OFFICE, 5))
    for days, marked in ((1, False), (3, True), (6, False)):
        assert Problem.objects.filter(is_hidden_form(until=t.days_later(days))).exists() is marked, days
    assert not Problem.objects.filter(is_hidden_form()).exists()


def test_what_does_not_count_is_no_hidden_form(place: Town) -> None:
    row = place.find()
    do.void(problem=row, why=Why(VoidKind.ERROR, "登记错了"), **by(place))
    with pytest.raises(NotNow):
        mark_hidden_form(row, text="换了样子", **by(place))
    assert not HiddenForm.objects.exists()
