"""To have found it oneself lightens what follows: it comes from the person's own list, and a sheet that says so is seen to have said so."""

from typing import Any

import pytest
from django.urls import reverse

from bihuan.foundation.kernel import BadInput
from bihuan.problems.models import Problem
from bihuan.problems.operations import importing
from bihuan.problems.operations.recording import FROM_HIS_LIST
from bihuan.problems.rules.sheet import Column, RawRow
from bihuan.problems.vocabulary import Source
from tests.factories import town as factory
from tests.factories.self_checks import handed_in
from tests.factories.town import COLLEAGUE, HEAD, LIAISON, NOW, OFFICE, OFFICIAL, WATER, Town


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    return factory.town()


@pytest.mark.parametrize("by", [OFFICE, LIAISON, HEAD])
def test_nobody_writes_a_self_found_item_for_somebody_else(place: Town, by: str) -> None:
    with pytest.raises(BadInput, match="写在自己的自查清单里"):
        place.find(Source.SELF_CHECK, person=OFFICIAL, by=by)
    with pytest.raises(BadInput, match="写在自己的自查清单里"):
        place.find(Source.SELF_CHECK, person=None, by=by)
    assert not Problem.objects.exists()


def test_his_own_hand_and_his_own_list_do(place: Town) -> None:
    assert place.find(Source.SELF_CHECK).person == place.people[OFFICIAL]
    handed_in(place, COLLEAGUE)
    assert set(Problem.objects.values_list("origin_kind", flat=True)) == {"", "self_check"}


def test_the_page_offers_no_such_source_and_the_api_says_why(place: Town) -> None:
    code = place.campaign.code
    office = place.client(OFFICE)
    page = office.get(reverse("problems:new", args=[code]))
    assert Source.SELF_CHECK not in dict(page.context["form"].fields["source"].choices)
    told = {"unit": place.units[WATER].pk, "source": "self_check", "text": "窗口值班迟到", "owner_level": "person", "weight": "general",
            "person": place.people[OFFICIAL].pk}  # fmt: skip
    assert office.post(reverse("problems:new", args=[code]), told).status_code == 422 and not Problem.objects.exists()
    assert "代录" in FROM_HIS_LIST and "导入" in FROM_HIS_LIST


def test_an_old_ledger_comes_in_and_says_that_a_sheet_said_so(place: Town) -> None:
    cells = {Column.UNIT: WATER, Column.PERSON: OFFICIAL, Column.SOURCE: "自查", Column.TEXT: "去年值班时迟到两次"}
    other = {**cells, Column.SOURCE: "督查反馈", Column.TEXT: "窗口群众等候两小时"}
    rows = [RawRow(n, one) for n, one in enumerate((cells, other), 2)]
    importing.import_ledger(campaign=place.campaign, rows=rows, actor=place.actor(OFFICE), now=NOW)
    told = dict(Problem.objects.values_list("source", "origin_label"))
    assert told == {"self_check": "导入的台账里写明是自查", "supervision": ""}
    row = Problem.objects.get(source="self_check")
    page = place.client(OFFICIAL).get(reverse("problems:problem", args=[place.campaign.code, row.number])).content.decode()
    assert "导入的台账里写明是自查" in page
