"""The answer card: three figures with their change since Friday, late units with whom to call, as of a stated moment; units followed closely."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.models import ChaseCall, Follow
from bihuan.campaigns.queries.chasing import last_calls
from bihuan.campaigns.vocabulary import FollowGround
from bihuan.finding.operations.handing_in import hand_in, take_back
from bihuan.finding.operations.reviewing import Returning, return_list
from bihuan.foundation.kernel import BadInput, NotAllowed, NotNow
from bihuan.problems.vocabulary import Source
from bihuan.reports.queries.answer_card import answer_card, complained_of, last_friday, returned_to
from tests.campaigns.test_delegating import at
from tests.factories import town as factory
from tests.factories.self_checks import handed_in
from tests.factories.town import COLLEAGUE, FOREST, GROUP, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town, days_later

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    made = factory.town()
    person = made.people[LIAISON]
    person.phone = "0000-0101"
    person.save()
    return made


def test_the_card_says_three_figures_the_change_since_friday_and_whom_to_call(place: Town) -> None:
    place.find(due_on=TODAY + timedelta(days=2))
    place.find(due_on=TODAY + timedelta(days=3))
    today, moment = TODAY + timedelta(days=9), days_later(9)  # a Wednesday
    place.find(now=moment)
    told = answer_card(place.campaign, moment, today)
    assert told.friday == TODAY + timedelta(days=4)
    assert [(one.figure.value, one.since_friday) for one in told.figures] == [(3, 1), (0, 0), (2, 2 - 2 + 0)]
    [late] = told.units
    assert (late.unit.name, late.late.value, late.since, list(late.liaisons)) == (
        WATER,
        2,
        TODAY + timedelta(days=2),
        [(LIAISON, "0000-0101")],
    )
    spoken = told.spoken(place.campaign.title)
    assert "截至2026年3月11日9时0分" in spoken and "发现问题3件，已销号0件，超期2件" in spoken and "发现增加1件，销号持平" in spoken
    assert f"{WATER}2件" in spoken and LIAISON not in spoken and "0000" not in spoken, "what is read aloud names no person"


def test_the_friday_before() -> None:
    assert [last_friday(date(2026, 3, day)) for day in (5, 6, 7, 9)] == [
        date(2026, 2, 27),
        date(2026, 2, 27),
        date(2026, 3, 6),
        date(2026, 3, 6),
    ]


def test_the_card_on_its_page_with_calls_and_papers(
    place: Town, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    for _time in range(3):
        place.find(due_on=TODAY + timedelta(days=2))
    at(monkeypatch, 9)
    client, code, unit = place.client(OFFICE), place.campaign.code, place.units[WATER].pk
    card = reverse("reports:answer_card", args=[code])
    page = client.get(card).content.decode()
    assert "截至" in page and "0000-0101" in page and LIAISON in page and "超期3件" in page
    calls = reverse("campaigns:calls", args=[code, unit])
    form = {
        "on": str(TODAY + timedelta(days=9)),
        "told": "三件超期",
        "promise": "周五前报措施",
        "promised_on": str(TODAY + timedelta(days=11)),
    }
    assert client.post(calls, {**form, "told": ""}).status_code == 422 and client.post(calls, form).status_code == 302
    assert client.post(reverse("reports:remind_unit", args=[code, unit]), {"level": "remind", "text": "请逐件答复"}).status_code == 302
    page = client.get(card).content.decode()
    assert "周五前报措施" in page and reverse("reports:chasing_paper", args=[code, unit, "remind", str(TODAY + timedelta(days=9))]) in page
    assert [client.get(card).status_code for client in (place.client(LEADER), place.client(LIAISON), place.client(OFFICIAL))] == [
        200,
        403,
        403,
    ]
    with django_assert_max_num_queries(34):
        client.get(card)


def test_a_call_says_what_was_said_and_promised(place: Town) -> None:
    told: dict[str, Any] = {"campaign": place.campaign, "unit": place.units[WATER], "on": TODAY, "told": "催两件超期", "now": NOW}
    campaigns.log_call(**told, actor=place.actor(GROUP))
    for wrong, says in (
        ({"told": " "}, "催办了什么"), ({"on": TODAY + timedelta(days=1)}, "不能晚于今天"),
        ({"promise": "办好", "promised_on": TODAY - timedelta(days=1)}, "不能早于催办日期"), ({"promised_on": TODAY}, "承诺了什么"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=says):
            campaigns.log_call(**told | wrong, actor=place.actor(OFFICE))
    for who in (LIAISON, LEADER):
        with pytest.raises(NotAllowed):
            campaigns.log_call(**told, actor=place.actor(who))
    assert ChaseCall.objects.get().logged_by == place.people[GROUP].user
    last = campaigns.log_call(**told | {"told": "再催"}, actor=place.actor(OFFICE))
    with CaptureQueriesContext(connection) as asked:
        assert last_calls(place.campaign, [place.units[WATER].pk]) == {place.units[WATER].pk: last}
    assert "MAX(" in asked[0]["sql"], "of a long log the last call alone is read"


@pytest.mark.mechanism("M100")
def test_a_unit_is_followed_closely_and_leaves_only_by_decision(place: Town) -> None:
    """With returned self-checks or many complaints a unit is put under tracking; days, figures and the clock never let it go."""
    for _time in range(3):
        place.find(Source.OPINION, person=None)
    place.find(Source.OPINION, unit=FOREST, person=None)
    assert [(one.unit.name, one.complaints.value) for one in complained_of(place.campaign, TODAY)] == [(WATER, 3)], (
        "shown to people, no more"
    )
    assert not Follow.objects.exists()
    told: dict[str, Any] = {"campaign": place.campaign, "reason": "三次退回，仍空泛", "now": NOW}
    row = campaigns.follow_unit(**told, unit=place.units[WATER], ground=FollowGround.COMPLAINTS, actor=place.actor(OFFICE))
    campaigns.follow_unit(**told, unit=place.units[FOREST], ground=FollowGround.SHALLOW, actor=place.actor(OFFICE))
    assert not complained_of(place.campaign, TODAY)
    with pytest.raises(NotNow, match="已经在跟踪督促"):
        campaigns.follow_unit(**told, unit=place.units[WATER], ground=FollowGround.OTHER, actor=place.actor(OFFICE))
    page = place.client(OFFICE).get(reverse("reports:answer_card", args=[place.campaign.code])).content.decode()
    assert "三次退回，仍空泛" in page and "自查不深入、被退回" in page and "群众反映问题较多" in page
    ending: dict[str, Any] = {"reason": "问题已见底", "now": days_later(30)}
    with pytest.raises(BadInput, match="谁、以什么方式决定"):
        campaigns.release_unit(row, decision=" ", actor=place.actor(OFFICE), **ending)
    with pytest.raises(BadInput):
        campaigns.release_unit(row, decision="领导小组第3次会议", actor=place.actor(OFFICE), **ending | {"reason": " "})
    for who in (LIAISON, GROUP):
        with pytest.raises(NotAllowed):
            campaigns.release_unit(row, decision="x", actor=place.actor(who), **ending)
    address = reverse("campaigns:release_unit", args=[place.campaign.code, row.pk])
    assert place.client(OFFICE).post(address, {"decision": "领导小组第3次会议", "reason": "问题已见底"}).status_code == 302
    row.refresh_from_db()
    assert row.decision == "领导小组第3次会议" and row.released_by == place.people[OFFICE].user
    assert Follow.objects.filter(released_at=None).count() == 1


@pytest.mark.mechanism("M100")
def test_units_whose_self_checks_came_back_are_shown_to_the_office_until_they_are_followed(place: Town) -> None:
    """Counted by unit and list, never by person; a list that came back twice counts once, one that was accepted or taken back does not."""
    told: dict[str, Any] = {"actor": place.actor(HEAD), "now": NOW}
    saying = Returning(remark="没有写清时间", new_due_on=TODAY + timedelta(days=3))
    first = handed_in(place)
    for _time in range(2):
        return_list(first, said=saying, **told)
        hand_in(first, actor=place.actor(OFFICIAL), now=NOW)
    take_back(handed_in(place, COLLEAGUE), actor=place.actor(COLLEAGUE), now=NOW)
    assert [(one.unit.name, one.lists) for one in returned_to(place.campaign)] == [(WATER, 1)]
    assert not Follow.objects.exists(), "nothing follows by itself"
    address = reverse("reports:answer_card", args=[place.campaign.code])
    page = place.client(OFFICE).get(address).content.decode()
    assert "自查清单被退回的单位" in page and "1 份清单退回过" in page and OFFICIAL not in page
    form = place.client(OFFICE).get(reverse("campaigns:follow_unit", args=[place.campaign.code, first.unit_id]) + "?ground=shallow")
    assert 'value="shallow" selected' in form.content.decode()
    by_office: dict[str, Any] = {"actor": place.actor(OFFICE), "now": NOW}
    campaigns.follow_unit(campaign=place.campaign, unit=first.unit, ground=FollowGround.SHALLOW, reason="自查不深入", **by_office)
    assert returned_to(place.campaign) == [] and "自查清单被退回的单位" not in place.client(OFFICE).get(address).content.decode()


def test_switched_off_nothing_is_chased(place: Town) -> None:
    campaigns.switch_mechanisms(campaign=place.campaign, switches={"chasing": False}, actor=place.actor(OFFICE), now=NOW)
    place.campaign.refresh_from_db()
    told: dict[str, Any] = {"campaign": place.campaign, "unit": place.units[WATER], "actor": place.actor(OFFICE), "now": NOW}
    with pytest.raises(NotNow, match="催办督办"):
        campaigns.log_call(**told, on=TODAY, told="x")
    with pytest.raises(NotNow, match="催办督办"):
        campaigns.follow_unit(**told, ground=FollowGround.OTHER, reason="x")
    assert "发催办" not in place.client(OFFICE).get(reverse("reports:answer_card", args=[place.campaign.code])).content.decode()
