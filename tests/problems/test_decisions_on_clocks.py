"""Decisions on the clock of a problem have a paper, somebody who approved them and an end, and what stands still runs on by itself (F9)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries import last_day
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit import chain
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NotAllowed
from bihuan.interfaces.clock.table import resume_over as in_its_hour
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.queries import decisions_of, reach
from bihuan.problems.queries.telling import history
from bihuan.problems.vocabulary import State
from tests.factories.pictures import jpeg
from tests.factories.town import HEAD, NOW, OFFICE, OFFICIAL, OTHER_LIAISON, TODAY, Town, days_later, town

pytestmark = pytest.mark.django_db
PAPER = ("批复.jpg", jpeg())


@pytest.fixture
def place() -> Town:
    return town()


def suspended(place: Town, days: int = 30) -> Problem:
    row = place.to("rectifying", place.find())
    do.suspend(problem=row, until=TODAY + timedelta(days), reason="等上级批复", actor=place.actor(OFFICE), now=NOW, proof=PAPER)
    return row


def test_on_its_day_the_clock_runs_on_by_itself_however_late_it_is_asked(place: Town) -> None:
    row, other = suspended(place), suspended(place, 40)
    due = row.due_on
    clock = system_actor("clock")
    assert do.resume_over(actor=clock, now=days_later(29)) == 0
    assert do.resume_over(actor=clock, now=days_later(34)) == 1  # the machine was off for four days: nobody gains by it
    row.refresh_from_db()
    assert due and (row.state, row.due_on) == (State.RECTIFYING, due + timedelta(30))
    assert row.suspensions.get().to_on == TODAY + timedelta(30)
    told = Record.objects.filter(kind="problem", row=row.pk, action="resume").get()
    assert (told.actor_name, told.reason) == ("系统时钟", "中止到期，自动恢复")
    assert do.resume_over(actor=clock, now=days_later(34)) == 0 and not list(chain.faults())
    assert Problem.objects.get(pk=other.pk).state == State.SUSPENDED


def test_by_hand_after_its_day_nobody_gains_by_it_either(place: Town) -> None:
    row = suspended(place)
    due = row.due_on
    do.resume(problem=row, actor=place.actor(OFFICE), now=days_later(34))
    assert due and row.due_on == due + timedelta(30) and row.suspensions.get().to_on == TODAY + timedelta(30)


def test_the_clock_of_the_house_asks_each_hour(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    row = suspended(place)
    monkeypatch.setattr("django.utils.timezone.now", lambda: days_later(30))
    assert in_its_hour.call() == {"text": "到期恢复 1 件"}
    assert Problem.objects.get(pk=row.pk).state == State.RECTIFYING


def test_what_is_void_meanwhile_is_left_and_runs_on_when_it_comes_back(place: Town) -> None:
    row = suspended(place)
    do.void(problem=row, why=do.Why("out_of_scope", "不属于本次整治"), actor=place.actor(OFFICE), now=days_later(2))  # type: ignore[arg-type]
    assert do.resume_over(actor=system_actor("clock"), now=days_later(31)) == 0
    do.restore(problem=row, reason="查明属于本次整治", actor=place.actor(OFFICE), now=days_later(35))
    assert do.resume_over(actor=system_actor("clock"), now=days_later(35)) == 1


@pytest.mark.parametrize("days", [-1, 0, 181])
def test_the_end_lies_ahead_and_not_too_far(place: Town, days: int) -> None:
    row = place.to("rectifying", place.find())
    with pytest.raises(BadInput, match="180 天以内"):
        do.suspend(problem=row, until=TODAY + timedelta(days), reason="等批复", actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotAllowed):
        do.suspend(problem=row, until=TODAY + timedelta(9), reason="等批复", actor=place.actor(HEAD), now=NOW)


def test_the_page_asks_for_the_day_and_the_paper_and_shows_them(place: Town, settings: Any) -> None:
    settings.BIHUAN_DEMO = True  # no second factor
    row, client = place.to("rectifying", place.find()), place.client(OFFICE)
    home = reverse("problems:problem", args=[place.campaign.code, row.number])

    def take(action: str, **told: object) -> None:
        address = reverse("problems:step", args=[place.campaign.code, row.number, action])
        assert "multipart/form-data" in client.get(address).content.decode()
        file = SimpleUploadedFile(PAPER[0], PAPER[1], "image/jpeg")
        answer = client.post(address, {"reason": "等上级批复", "proof": file, "seen": row.revision, **told})
        assert answer.status_code == 302, answer.content.decode()
        row.refresh_from_db()

    assert row.due_on
    take("extend", to_on=row.due_on + timedelta(5))
    take("suspend", until=localdate() + timedelta(9))
    longer, still = decisions_of(row)
    assert (longer.still, still.still, longer.file, still.file) == (False, True, "批复.jpg", "批复.jpg")
    page = client.get(home).content.decode()
    assert "停止计时" in page and "中止整改到" in page and "期限决定" in page and "到期自动恢复" in page and page.count("批复.jpg") == 2
    for what, one in (("extension", longer), ("suspension", still)):
        paper = reverse("problems:decision_paper", args=[place.campaign.code, row.number, what, one.pk])
        answer = place.client(OFFICIAL).get(paper)
        assert answer.getvalue() == PAPER[1] and "sandbox" in answer["Content-Security-Policy"]
        assert place.client(OTHER_LIAISON).get(paper).status_code == 404
        assert client.get(f"{paper[:-2]}99/").status_code == 404


def test_a_past_moment_tells_only_what_was_decided_by_then(place: Town) -> None:
    row = suspended(place)
    do.resume(problem=row, actor=place.actor(OFFICE), now=days_later(10))
    assert row.due_on
    do.extend(problem=row, to_on=row.due_on + timedelta(9), reason="材料未到", actor=place.actor(OFFICE), now=days_later(12))
    assert [one.to_on for one in decisions_of(row, days_later(5))] == [TODAY + timedelta(30)]
    assert [one.to_on for one in decisions_of(row, days_later(11))] == [TODAY + timedelta(10)]
    assert len(decisions_of(row)) == 2
    assert {one.by for one in decisions_of(row)} == {OFFICE}


def test_a_day_after_the_end_of_the_campaign_has_to_be_known(place: Town, settings: Any) -> None:
    settings.BIHUAN_DEMO = True
    row = place.to("rectifying", place.find())
    end = last_day(place.campaign)
    assert end and row.due_on and row.due_on < end
    client = place.client(OFFICE)
    address = reverse("problems:step", args=[place.campaign.code, row.number, "extend"])
    form = client.get(address).content.decode()
    assert f"专项到 {end.isoformat()} 结束" in form and "延到专项结束以后" in form
    asked = {"to_on": (end + timedelta(10)).isoformat(), "reason": "设备年底才到货"}
    refused = client.post(address, asked)
    assert refused.status_code == 422 and f"晚于专项结束的 {end.isoformat()}" in refused.content.decode()
    row.refresh_from_db()
    assert row.extended == 0
    assert client.post(address, asked | {"beyond": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.due_on == end + timedelta(10) and row.extended == 1
    last = history(reach(place.actor(OFFICE), place.campaign.pk), row)[-1].said()
    assert f"，晚于专项结束的 {end.month}月{end.day}日，理由：设备年底才到货" in last
    assert Record.objects.filter(kind="problem", row=row.pk).latest("position").changes["beyond"] == end.isoformat()


def test_up_to_the_last_day_and_where_no_end_is_known_nobody_is_asked(place: Town, settings: Any) -> None:
    settings.BIHUAN_DEMO = True
    row = place.to("rectifying", place.find())
    end = last_day(place.campaign)
    assert end
    do.extend(problem=row, to_on=end, reason="材料未到", actor=place.actor(OFFICE), now=days_later(2))
    assert "晚于" not in history(reach(place.actor(OFFICE), place.campaign.pk), row)[-1].said()
    place.campaign.stages.update(end_on=None)
    Campaign.objects.update(end_on=None)
    row.campaign = Campaign.objects.get()
    assert last_day(row.campaign) is None
    do.extend(problem=row, to_on=end + timedelta(90), reason="材料未到", actor=place.actor(OFFICE), now=days_later(3))
    page = place.client(OFFICE).get(reverse("problems:step", args=[place.campaign.code, row.number, "extend"])).content.decode()
    assert "延到专项结束以后" not in page


def test_on_the_morning_of_the_day_it_was_started_again_the_page_still_tells_its_own_end(place: Town) -> None:
    row = suspended(place)
    do.resume(problem=row, actor=place.actor(OFFICE), now=days_later(10))  # at nine
    address, day = f"/c/QS-2026/ledger/{row.number}/", days_later(10).date()
    before, after = (place.client(HEAD).get(f"{address}?at={day}T{hour}").content.decode() for hour in ("08:00", "09:30"))
    assert f"{TODAY}—{TODAY + timedelta(30)}" in before and f"{TODAY}—{day}" not in before
    assert f"{TODAY}—{day}" in after
