"""Reminders on items: sent by a person, one an item and working day, firmer only where the one before did not help, answered on the item."""

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns.operations import switch_mechanisms
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NotAllowed, NotNow
from bihuan.problems import operations as do
from bihuan.problems.models import Problem, Reminder
from bihuan.problems.queries.reminders import reminders_of
from bihuan.problems.rules.reminders import day_of, next_level
from bihuan.problems.vocabulary import ReminderLevel as Level
from bihuan.problems.vocabulary import Source
from tests.factories import town as factory
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    HEAD,
    LEADER,
    LIAISON,
    NOW,
    OFFICE,
    OFFICIAL,
    OTHER_LIAISON,
    TODAY,
    WATER,
    Town,
    days_later,
)

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def urge(place: Town, row: Problem, level: Level = Level.REMIND, *, days: int = 0, who: str = OFFICE, **more: Any) -> Reminder:
    return do.remind(
        problem=row, level=level, text=more.pop("text", "请尽快制定措施"), actor=place.actor(who), now=days_later(days), **more
    )


@pytest.mark.mechanism("M99")
def test_an_item_shows_every_reminder_and_answer(place: Town) -> None:
    """Urged item by item by the office or its supervision group; the unit is told on its to-do page and answers on the item."""
    row = place.find()
    first = urge(place, row, answer_by_on=TODAY + timedelta(days=2))
    todo = place.client(LIAISON).get(reverse("home:todo")).content.decode()
    assert "第 0001 号：提醒" in todo and "请尽快制定措施" in todo
    do.answer_reminder(reminder=first, answer="本周五前报措施", actor=place.actor(LIAISON), now=days_later(1))
    urge(place, row, Level.URGE, days=3, who=GROUP, text="措施还没有报来")
    assert [(one.level, one.answer) for one in reminders_of(row)] == [(Level.URGE, ""), (Level.REMIND, "本周五前报措施")]
    for who in (OFFICE, LIAISON, GROUP, LEADER):
        page = place.client(who).get(reverse("problems:problem", args=[place.campaign.code, row.number])).content.decode()
        assert all(one in page for one in ("请尽快制定措施", "本周五前报措施", "措施还没有报来", "催办函")), who
    assert "催办：请答复" in place.client(OFFICIAL).get(reverse("home:todo")).content.decode(), "whoever puts it right may answer, too"
    assert Record.objects.filter(kind="reminder").count() == 3 and "请尽快" not in str(
        list(Record.objects.filter(kind="reminder").values())
    )


def test_one_item_is_urged_once_a_working_day(place: Town) -> None:
    row, other = place.find(), place.find()
    urge(place, row)
    urge(place, other)
    with pytest.raises(NotNow, match="今天已经催办过"):
        urge(place, row, Level.URGE)
    urge(place, row, Level.URGE, days=1)
    urge(place, row, Level.SUPERVISE, days=5)  # a Saturday: it counts for Monday
    for days in (6, 7):
        with pytest.raises(NotNow, match="今天已经催办过"):
            urge(place, row, Level.SUPERVISE, days=days)
    urge(place, row, Level.SUPERVISE, days=8)
    assert day_of(date(2026, 3, 7), lambda day: day.weekday() < 5) == date(2026, 3, 9)


def test_a_firmer_level_follows_the_one_below(place: Town) -> None:
    row = place.find()
    for level in (Level.URGE, Level.SUPERVISE):
        with pytest.raises(NotNow, match="才能发"):
            urge(place, row, level)
    urge(place, row)
    with pytest.raises(NotNow, match="先发过“催办函”"):  # one step at a time
        urge(place, row, Level.SUPERVISE, days=1)
    assert [next_level(sent) for sent in ((), (Level.REMIND,), (Level.SUPERVISE, Level.REMIND))] == [
        Level.REMIND,
        Level.URGE,
        Level.SUPERVISE,
    ]
    for wrong, says in (({"text": " "}, "催办什么"), ({"answer_by_on": TODAY - timedelta(days=1)}, "不能早于今天")):
        with pytest.raises(BadInput, match=says):
            urge(place, row, **wrong)


def test_the_form_offers_what_may_be_sent_and_says_what_waits_for_what(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """No 催办函 is offered before a reminder was made; an item that was urged today has no form but the sentence why."""
    row, other = place.find(due_on=TODAY), place.find(due_on=TODAY)
    client = place.client(OFFICE)
    one = reverse("problems:remind", args=[place.campaign.code, row.number])
    all_of_it = reverse("reports:remind_unit", args=[place.campaign.code, place.units[WATER].pk])

    def at(days: int) -> tuple[str, str]:
        for module in ("problems.views.reminders", "reports.answer_card"):
            monkeypatch.setattr(f"bihuan.interfaces.web.{module}.now", lambda: days_later(days))
        return client.get(one).content.decode(), client.get(all_of_it).content.decode()

    assert "没有超期的问题" in at(0)[1] and "<textarea" not in at(0)[1]
    item, unit = at(1)
    assert 'value="remind"' in item and 'value="urge"' not in item and "先发过“提醒”，才能发“催办函”" in item
    assert "提醒（2 件可发）" in unit and "件可发）" not in unit.replace("提醒（2 件可发）", "")
    assert "现在还不能用这种方式" in client.post(one, {"level": "urge", "text": "请办"}).content.decode()
    urge(place, row, days=1)
    item, unit = at(1)
    assert "今天已经催办过" in item and "<textarea" not in item and "提醒（1 件可发）" in unit
    urge(place, other, days=1)
    assert "每一件今天都已经催办过" in at(1)[1] and "<textarea" not in at(1)[1]
    urge(place, row, Level.URGE, days=2)
    item, unit = at(3)
    assert 'value="supervise" selected' in item and 'value="urge"' in item
    assert all(told in unit for told in ("提醒（2 件可发）", "催办函（2 件可发）", "督办函（1 件可发）"))


def test_who_urges_and_who_answers(place: Town) -> None:
    row = place.find()
    for who in (LIAISON, LEADER, OFFICIAL, COLLEAGUE):
        with pytest.raises(NotAllowed):
            urge(place, row, who=who)
    with pytest.raises(NotAllowed):
        do.remind(problem=row, level=Level.REMIND, text="x", actor=place.machine, now=NOW)  # each is sent by a person
    sent = urge(place, row)
    for who in (OTHER_LIAISON, GROUP, LEADER):
        with pytest.raises(NotAllowed):
            do.answer_reminder(reminder=sent, answer="x", actor=place.actor(who), now=NOW)
    with pytest.raises(BadInput):
        do.answer_reminder(reminder=sent, answer=" ", actor=place.actor(LIAISON), now=NOW)
    do.answer_reminder(reminder=sent, answer="已办", actor=place.actor(OFFICIAL), now=NOW)
    with pytest.raises(NotNow):
        do.answer_reminder(reminder=sent, answer="再答", actor=place.actor(LIAISON), now=NOW)


def test_what_is_closed_or_switched_off_is_not_urged(place: Town) -> None:
    closed = place.to("closed", place.find())
    with pytest.raises(NotNow, match="不用催办"):
        urge(place, closed)
    row = place.find()
    switch_mechanisms(campaign=place.campaign, switches={"chasing": False}, actor=place.actor(OFFICE), now=NOW)
    row.campaign.refresh_from_db()
    with pytest.raises(NotNow, match="没有启用“催办督办”"):
        urge(place, row)
    page = place.client(OFFICE).get(reverse("problems:problem", args=[place.campaign.code, row.number])).content.decode()
    assert "催办这一件" not in page


def test_all_late_items_of_a_unit_are_urged_for_one_paper(place: Town) -> None:
    late = [place.find(due_on=TODAY + timedelta(days=n)) for n in (1, 2)]
    private = place.find(Source.SELF_CHECK, due_on=TODAY + timedelta(days=1), text="自查的事")
    place.find(due_on=TODAY + timedelta(days=30))
    place.find(due_on=TODAY + timedelta(days=9))  # its last day is not over
    place.find(unit=FOREST, person=None, due_on=TODAY + timedelta(days=1))
    urge(place, late[0], days=9)
    told: dict[str, Any] = {"campaign": place.campaign, "unit": place.units[WATER], "actor": place.actor(OFFICE), "now": days_later(9)}
    sent, refused = do.remind_unit(level=Level.REMIND, text="请逐件说明", answer_by_on=TODAY + timedelta(days=12), **told)
    assert {one.problem_id for one in sent} == {late[1].pk, private.pk} and [one.pk for one, _why in refused] == [late[0].pk]
    with pytest.raises(NotNow, match="今天已经催办过"):
        do.remind_unit(level=Level.REMIND, text="再催", **told)
    with pytest.raises(NotNow, match="没有超期"):
        do.remind_unit(level=Level.REMIND, text="x", **told | {"now": NOW})
    day = sent[0].counted_on.isoformat()
    address = reverse("reports:chasing_paper", args=[place.campaign.code, place.units[WATER].pk, "remind", day])
    text = zipfile.ZipFile(io.BytesIO(b"".join(place.client(OFFICE).get(address).streaming_content))).read("word/document.xml").decode()
    assert (
        "关于县水利局超期问题的提醒" in text and "请逐件说明" in text and "0001" in text and "自查的事" not in text and "内容不公开" in text
    )
    assert place.client(LIAISON).get(address).status_code == 403


def test_urging_and_answering_on_pages(place: Town) -> None:
    row, client, code = place.find(), place.client(OFFICE), place.campaign.code
    address = reverse("problems:remind", args=[code, row.number])
    assert client.get(address).status_code == 200 and client.post(address, {"level": "remind", "text": ""}).status_code == 422
    assert client.post(address, {"level": "remind", "text": "请抓紧"}).status_code == 302
    assert client.post(address, {"level": "urge", "text": "再催"}).status_code == 422
    sent = Reminder.objects.get()
    answer = reverse("problems:answer_reminder", args=[code, row.number, sent.pk])
    liaison = place.client(LIAISON)
    assert "请抓紧" in liaison.get(answer).content.decode() and liaison.post(answer, {"answer": "正在办"}).status_code == 302
    assert liaison.get(address).status_code == 403 and client.get(answer).status_code == 403
    sent.refresh_from_db()
    assert sent.answer == "正在办"


def test_a_reminder_on_a_private_item_is_for_those_who_read_it(place: Town) -> None:
    """A colleague puts right what the official wrote of himself; he does not read it, nor what it is urged with."""
    row = place.find(Source.SELF_CHECK, text="自查的事")
    Problem.objects.filter(pk=row.pk).update(doer=place.people[COLLEAGUE])
    sent = urge(place, row, text="自查的那件事请抓紧")
    address = reverse("problems:answer_reminder", args=[place.campaign.code, row.number, sent.pk])
    for who in (COLLEAGUE, LIAISON):
        client = place.client(who)
        assert client.get(address).status_code == 403
        assert "自查的那件事" not in client.get(reverse("home:todo")).content.decode()
    for who in (OFFICIAL, HEAD):
        client = place.client(who)
        assert "自查的那件事" in client.get(address).content.decode()
        assert "自查的那件事" in client.get(reverse("home:todo")).content.decode(), who
