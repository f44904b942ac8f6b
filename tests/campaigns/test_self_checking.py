"""What a campaign settles for self-checks: comparisons, yardsticks, phrases, the day, what a commitment may serve for."""

from datetime import date
from typing import Any

import pytest

from bihuan.campaigns.operations.self_checking import settle_self_checking
from bihuan.campaigns.queries import file_of
from bihuan.campaigns.rules.campaign_file import SelfChecking, dump, load
from bihuan.campaigns.rules.catalogues import ready_catalogue
from bihuan.campaigns.rules.self_checking import checked_self_checking, self_checking_of
from bihuan.foundation.kernel import BadInput, NotAllowed
from tests.factories import town as factory
from tests.factories.town import OFFICE, OFFICIAL, Town

FILE = """
bihuan_campaign: 1
title: 甲
catalogue: {name: 乙}
self_check:
  comparisons: [先进标准, 群众反映的问题]
  yardsticks: [本职使命]
  return_phrases: [请写具体]
  due_on: 2031-03-20
  pledge_as_basis: false
"""


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def test_the_part_goes_through_the_file_and_back() -> None:
    told = load(FILE).self_check
    assert told == SelfChecking(
        comparisons=("先进标准", "群众反映的问题"), yardsticks=("本职使命",), return_phrases=("请写具体",), due_on=date(2031, 3, 20), pledge_as_basis=False
    )  # fmt: skip
    assert load(dump(load(FILE))).self_check == told
    stored = {"self_check": {"comparisons": ["先进标准"], "due_on": "2031-03-20", "yardsticks": None}}
    assert self_checking_of(stored) == SelfChecking(comparisons=("先进标准",), due_on=date(2031, 3, 20))
    assert self_checking_of({}) == SelfChecking() and SelfChecking().pledge_as_basis


def test_the_seeds_own_comparisons_and_yardsticks_come_ready() -> None:
    assert len(ready_catalogue("four-ills").self_check.comparisons) == 4
    assert len(ready_catalogue("lying-flat").self_check.yardsticks) == 4


def test_what_no_place_takes_is_refused() -> None:
    for wrong in ({"due_on": "明天"}, {"comparisons": ["甲" * 301]}, {"nothing": 1}):
        with pytest.raises(BadInput, match="没有改"):
            checked_self_checking(wrong)
    assert checked_self_checking({"due_on": date(2031, 1, 2), "yardsticks": ("甲",)}) == {"due_on": "2031-01-02", "yardsticks": ["甲"]}


def test_the_office_settles_one_thing_and_the_rest_stays(place: Town) -> None:
    said: dict[str, Any] = {"campaign": place.campaign, "now": place.now}
    settle_self_checking(values={"comparisons": ["先进标准"]}, actor=place.actor(OFFICE), **said)
    settle_self_checking(values={"pledge_as_basis": False}, actor=place.actor(OFFICE), **said)
    place.campaign.refresh_from_db()
    assert self_checking_of(place.campaign.file) == SelfChecking(comparisons=("先进标准",), pledge_as_basis=False)
    assert file_of(place.campaign).self_check.comparisons == ("先进标准",)
    with pytest.raises(NotAllowed):
        settle_self_checking(values={}, actor=place.actor(OFFICIAL), **said)
