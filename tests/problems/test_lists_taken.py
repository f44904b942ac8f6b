"""Lists narrowed, taken home and read by many: what is open, what is private, what stands in the book."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from bihuan.foundation.audit.models import Record
from bihuan.problems.operations import merge, take_list, take_six_lists
from bihuan.problems.policy import reach
from bihuan.problems.queries.finds import joined, mergers_seen
from bihuan.problems.queries.lists import Chosen, choose, listing
from bihuan.problems.vocabulary import LedgerAction, Source
from bihuan.problems.vocabulary.lists import ListKind
from tests.factories.town import HEAD, LEADER, LIAISON, OFFICE, OFFICIAL, WATER, Town, town

pytestmark = pytest.mark.django_db
SECRET = "午休后常常迟到半小时去接孩子"


@pytest.fixture
def place() -> Town:
    return town()


def test_only_open_ones_are_left_where_that_is_asked(place: Town) -> None:
    closed, still = place.to("closed", place.find()), place.find()
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    for kind, unit in ((ListKind.WHOLE, None), (ListKind.DEPARTMENT, place.units[WATER].pk)):
        numbers = {
            only: [
                one.number for one in listing(mine, place.campaign, choose(mine, place.campaign, kind, unit, open_only=only), most=9).lines
            ]
            for only in (True, False)
        }
        assert numbers == {True: [still.number], False: [closed.number, still.number]}


def test_of_mergers_too_a_private_text_is_for_its_readers(place: Town, settings: Any) -> None:
    settings.BIHUAN_DEMO = True
    main, member = place.find(), place.find(Source.CRITIQUE, text=SECRET)
    merge(main=main, members=[member], reason="同一件", actor=place.actor(OFFICE), now=place.now)
    for who, reads in ((OFFICE, True), (HEAD, True), (LIAISON, False), (LEADER, False)):
        mine = reach(place.actor(who), place.campaign.pk)
        [one] = joined(mine, list(mergers_seen(mine, place.campaign)))
        assert one.main_text == main.text and one.member_text == (SECRET if reads else None)
        assert (SECRET in place.client(who).get(f"/c/{place.campaign.code}/lists/finds/").content.decode()) is reads, who
    told = Record.objects.filter(kind="reading", row=member.pk, action=LedgerAction.READ)
    assert {one.actor for one in told} == {place.people[name].user_id for name in (OFFICE, HEAD)}


def test_what_is_taken_home_stands_in_the_book_and_holds_no_formula(place: Town) -> None:
    own = place.find(Source.SELF_CHECK, text="=HYPERLINK(1)")
    by: dict[str, Any] = {"campaign": place.campaign, "reason": "谈话用", "actor": place.actor(OFFICE), "now": place.now}
    six = take_six_lists(person=place.people[OFFICIAL].pk, as_paper=False, **by)
    whole = take_list(chosen=Chosen(ListKind.WHOLE), as_paper=False, **by)
    for taken in (six, whole):
        cells = [cell.value for sheet in load_workbook(io.BytesIO(taken.workbook)) for row in sheet.rows for cell in row]
        assert "'=HYPERLINK(1)" in cells and "=HYPERLINK(1)" not in cells
    told = Record.objects.filter(kind="campaign", action=LedgerAction.EXPORT, reason="谈话用").order_by("position")
    assert [one.changes["list"] for one in told] == ["six", "whole"] and told[0].changes["person"] == place.people[OFFICIAL].pk
    assert Record.objects.filter(kind="reading", row=own.pk, action=LedgerAction.READ).exists()
