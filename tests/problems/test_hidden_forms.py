"""A finding that is an old fault in a hidden form is marked with what the form is, and found by the mark."""

from typing import Any

import pytest
from django.urls import reverse

from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NotAllowed, NotNow
from bihuan.problems.operations.hidden_forms import mark_hidden_form, unmark_hidden_form
from bihuan.problems.queries import reach
from bihuan.problems.queries.ledger import Today
from bihuan.problems.queries.narrowing import narrowed
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import Source
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, LIAISON, NOW, OFFICE, OTHER_LIAISON, TODAY, Town, days_later
from tests.interfaces.api.machines import Machine, token_for

FORM = "以内部食堂“一桌餐”代替公款吃喝"


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


@pytest.mark.mechanism("M46")
def test_a_finding_is_marked_with_its_form_and_the_ledger_narrowed_to_it(place: Town) -> None:
    row, other = place.find(text="食堂超标准接待"), place.find(text="窗口空岗")
    with pytest.raises(BadInput, match="隐形变异的表现"):
        mark_hidden_form(row, text=" ", actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotAllowed):
        mark_hidden_form(row, text=FORM, actor=place.actor(OTHER_LIAISON), now=NOW)
    mark = mark_hidden_form(row, text=FORM, actor=place.actor(LIAISON), now=NOW)
    with pytest.raises(NotNow, match="已标为"):
        mark_hidden_form(row, text=FORM, actor=place.actor(OFFICE), now=NOW)
    address, client = reverse("problems:ledger", args=["QS-2026"]), place.client(OFFICE)
    page = client.get(address, {"hidden_form": "1"}).content.decode()
    assert row.text in page and other.text not in page and "隐形变异" in page
    mine, today = reach(place.actor(OFFICE), place.campaign.pk), Today(TODAY, TODAY)
    assert list(narrowed(mine, place.campaign.pk, Filters(hidden_form=True), today)) == [row]
    assert FORM not in str(list(Record.objects.values_list("changes", flat=True))), "the book tells no texts"
    unmark_hidden_form(mark, reason="核实为正常工作餐", actor=place.actor(OFFICE), now=days_later(1))
    assert not narrowed(mine, place.campaign.pk, Filters(hidden_form=True), today).exists()
    assert row.text not in client.get(address, {"hidden_form": "1"}).content.decode()


def test_on_a_page_and_by_a_program(place: Town) -> None:
    place.find()
    address = reverse("problems:hidden_form", args=["QS-2026", 1])
    client = place.client(LIAISON)
    assert client.get(address).status_code == 200 and client.post(address, {"text": ""}).status_code == 422
    assert client.post(address, {"text": FORM}).status_code == 302
    around = reverse("problems:around", args=["QS-2026", 1])
    assert FORM in place.client(OFFICE).get(around).content.decode()
    machine = Machine(token_for(place.people[OFFICE].user))  # type: ignore[arg-type]
    assert machine.post("campaigns/QS-2026/problems/1/hidden-form", {"reason": "核实不是"})[0] == 200
    assert FORM not in place.client(OFFICE).get(around).content.decode()
    assert machine.post("campaigns/QS-2026/problems/1/hidden-form", {"text": ""})[0] == 422


def test_what_was_written_in_confidence_stays_so(place: Town) -> None:
    place.find(Source.SELF_CHECK, person=COLLEAGUE, text="私事外出")
    assert place.client(LIAISON).get(reverse("problems:hidden_form", args=["QS-2026", 1])).status_code == 403
