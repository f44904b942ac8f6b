"""Whoever's secondment is over takes over no open items, whatever the clock has done."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.campaigns.vocabulary.organising import Level
from bihuan.foundation.kernel import BadInput
from bihuan.problems.operations.passing_on import Taking, carry_over
from tests.factories import town as t
from tests.factories.town import COLLEAGUE, OFFICE, TODAY, WATER, Town


@pytest.fixture
def place(db: None) -> Town:
    return t.town()


def test_open_items_are_carried_over_to_somebody_who_still_has_a_duty(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    by: dict[str, Any] = {"actor": place.actor(OFFICE)}
    monkeypatch.setattr("django.utils.timezone.now", lambda: t.NOW)
    group = campaigns.set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="工作专班", now=t.NOW, **by)
    lent = campaigns.Lending(place.people[COLLEAGUE], place.units[WATER], Level.CITY, TODAY, TODAY + timedelta(days=9))
    campaigns.second_person(group=group, lending=lent, now=t.NOW, **by)
    taking = Taking("县水利局", lent.person, TODAY + timedelta(days=60), "跨汛期")
    monkeypatch.setattr("django.utils.timezone.now", lambda: t.days_later(10))
    with pytest.raises(BadInput, match="没有职责"):
        carry_over(problems=[place.find()], taking=taking, now=t.days_later(10), **by)
    monkeypatch.setattr("django.utils.timezone.now", lambda: t.days_later(9))
    assert len(carry_over(problems=[place.find()], taking=taking, now=t.days_later(9), **by)) == 1
