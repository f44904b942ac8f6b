"""Beside the to-dos: 已办, 我发起, 抄送我; pages by keyset, cheap however long the book is, and never more than one may see."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.campaigns.models import Grant
from bihuan.foundation.audit.queries import steps_of
from bihuan.problems import operations as do
from bihuan.problems.queries import done_by_me, reach, started_by_me, told_to_me
from bihuan.problems.queries.mine import PAGE
from bihuan.problems.vocabulary import Action, Source
from tests.factories.town import COLLEAGUE, FOREST, GROUP, HEAD, IN_CHARGE, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, Town, town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_by_heart")]


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    return town()


def lines(place: Town, who: str, ask: Any, after: str = "") -> list[tuple[str, str]]:
    found = ask(reach(place.actor(who), place.campaign.pk), place.campaign, after)
    return [(one.label, one.action.value if one.action else "") for one in found.lines]


def test_what_i_did_and_what_i_started(place: Town) -> None:
    row = place.to("closed", place.find())
    assert lines(place, OFFICE, done_by_me) == [("0001", "close"), ("0001", "record")]
    assert lines(place, HEAD, done_by_me) == [("0001", "confirm")]
    assert lines(place, OFFICIAL, done_by_me) == [("0001", "ask"), ("0001", "plan"), ("0001", "analyse")]
    assert lines(place, OFFICIAL, started_by_me) == [("0001", "ask")] and lines(place, OFFICE, started_by_me) == [("0001", "record")]
    assert lines(place, LEADER, done_by_me) == []
    page = place.client(OFFICIAL).get("/todo/started/").content.decode()
    assert "申请销号" in page and "已销号" in page and f"/ledger/{row.number}/" in page


def test_in_my_copy_is_what_others_do_under_me_or_about_me(place: Town) -> None:
    led, mine = place.find(leader=place.people[LEADER]), place.find()
    about = place.find(person=COLLEAGUE, doer=place.people[OFFICIAL])
    assert lines(place, LEADER, told_to_me) == [(str(led), "")]
    assert lines(place, COLLEAGUE, told_to_me) == [(str(about), "")]
    assert lines(place, OFFICIAL, told_to_me) == [], f"{mine} is his own to do"
    both = place.find(person=LEADER, leader=place.people[LEADER], doer=place.people[OFFICIAL], by=OFFICE)
    assert lines(place, LEADER, told_to_me) == [(str(both), ""), (str(led), "")], "once, latest first"


def test_pages_follow_each_other_without_a_gap(place: Town) -> None:
    rows = [place.find(leader=place.people[LEADER]) for _n in range(PAGE + 5)]
    for who, ask in ((OFFICE, done_by_me), (OFFICE, started_by_me), (LEADER, told_to_me)):
        mine = reach(place.actor(who), place.campaign.pk)
        first = ask(mine, place.campaign)
        second = ask(mine, place.campaign, first.after)
        assert (len(first.lines), len(second.lines), second.after) == (PAGE, 5, "")
        assert [one.label for one in (*first.lines, *second.lines)] == [str(row) for row in reversed(rows)]
        assert len(ask(mine, place.campaign, "x; drop").lines) == PAGE, "a mark that somebody typed shows the first page"


def test_what_one_may_no_longer_see_or_read_is_not_told(place: Town) -> None:
    row = place.find(Source.SELF_CHECK, text="上班时间浏览购物网页")
    do.classify(problem=row, category=place.campaign.catalogue.categories.first(), manifestation=None, actor=place.actor(GROUP), now=NOW)
    assert "购物网页" in place.client(GROUP).get("/todo/done/").content.decode()
    Grant.objects.filter(person=place.people[GROUP]).exclude(unit=place.units[FOREST]).delete()
    page = place.client(GROUP).get("/todo/done/").content.decode()
    assert "购物网页" not in page and "这一件已不在您的范围内" in page and "归类" in page


@pytest.mark.parametrize("page", ["done", "started", "told"])
def test_a_page_asks_the_same_few_questions_however_much_was_done(place: Town, page: str) -> None:
    client, asked = place.client(OFFICE), []
    for more in (2, 40):
        for _n in range(more):
            place.find(leader=place.people[OFFICE])
        client.get(f"/todo/{page}/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/todo/{page}/").status_code == 200
        asked.append(len(queries))
    assert asked[1] <= asked[0] <= 14, [one["sql"][:100] for one in queries][-6:]


def test_the_book_is_read_by_its_index(place: Town) -> None:
    user = place.actor(OFFICE).user_id
    assert user
    for actions in ((), (Action.RECORD.value,)):
        told = steps_of(user, place.campaign.code, "problem", actions=actions, before=10)[:PAGE].explain()
        if connection.vendor == "sqlite":
            assert "audit_what_somebody_did" in told, told
    for who in (IN_CHARGE, LIAISON, HEAD):
        assert place.client(who).get("/todo/").content.decode().count("aria-current") >= 1
