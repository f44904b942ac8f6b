"""Bodies, duties, roster, tasks, commendations, handovers, the register and look-backs as they stood, by the machine door."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bihuan.campaigns import operations as do
from bihuan.campaigns import queries
from bihuan.campaigns.operations import Handing
from bihuan.campaigns.vocabulary import Duty, GroupKind, GroupPost
from bihuan.problems.operations import draw_look_back, hand_over, record_look_back
from bihuan.problems.operations.looking_back import Wanted
from bihuan.problems.queries import open_work
from bihuan.problems.vocabulary import Held
from bihuan.reports.operations import draft_report, issue_report
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, HEAD, OFFICE, OFFICE_2, TODAY, WATER, Town, days_later
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
AT = "campaigns/QS-2026"


@pytest.fixture
def past(place: Town, machine: Callable[..., Machine]) -> Callable[..., Any]:
    """past(what, day) → what the office is told of `what` at the end of the day so many days after the start; None: now."""
    office = machine(OFFICE)

    def told(what: str, day: int | None) -> Any:
        status, answer = office.get(f"{AT}{what}", **({} if day is None else {"at": (TODAY + timedelta(day)).isoformat()}))
        assert status == 200, answer
        return answer

    return told


def by(place: Town, day: int) -> dict[str, Any]:
    return {"actor": place.actor(OFFICE), "now": days_later(day)}


def test_bodies_and_duties_are_told_as_they_stood(place: Town, past: Any) -> None:
    group = do.set_up_group(
        campaign=place.campaign, kind=GroupKind.SUPERVISION, name="第一督导组", units=[place.units[WATER]], **by(place, 1)
    )
    do.seat_person(group=group, person=place.people[GROUP], post=GroupPost.HEAD, **by(place, 2))
    do.dissolve_group(group=queries.find_group(place.campaign, group.pk), reason="并组", **by(place, 4))
    assert past("/groups", 0) == [] == past("/groups", None)
    [then] = past("/groups", 3)
    assert [(one["person"]["name"], one["post"], one["id"]) for one in then["seats"]] == [(GROUP, "head", None)]
    assert [one["name"] for one in then["units"]] == [WATER] and past("/groups", 1)[0]["seats"] == []
    grant = do.grant_duty(
        campaign=place.campaign, person=place.people[COLLEAGUE], duty=Duty.LIAISON, unit=place.units[WATER], **by(place, 2)
    )  # fmt: skip
    do.end_duty(grant=grant, reason="换人", **by(place, 5))
    for day, there in ((1, False), (3, True), (5, False), (None, False)):
        assert any(one["person"]["name"] == COLLEAGUE for one in past("/duties", day)["items"]) is there, day


def test_the_roster_is_told_as_it_was_registered(place: Town, past: Any) -> None:
    unit = place.units[WATER].pk
    entry = place.campaign.roster.get(person__name=COLLEAGUE)
    do.leave_roster(entry, on=TODAY + timedelta(1), reason="调离", **by(place, 4))

    def there(day: int | None) -> dict[str, int]:
        return {one["person"]["name"]: one["id"] for one in past(f"/units/{unit}/roster", day)}

    assert there(3)[COLLEAGUE] == entry.pk and COLLEAGUE not in there(4) and COLLEAGUE not in there(None)
    subjects = [[one["subjects"] for one in past("/units", day) if one["id"] == unit][0] for day in (3, 4)]
    assert subjects[0] - subjects[1] == 1
    assert [past("/roster", day)["subjects"] for day in (3, 4)] == [3, 2]
    [change] = past("/roster", None)["changes"]
    assert (change["change"], change["on"], change["entry"]["person"]["name"]) == ("left", (TODAY + timedelta(1)).isoformat(), COLLEAGUE)


def test_tasks_commendations_and_handovers_are_told_as_they_stood(place: Town, past: Any) -> None:
    task = do.add_task(campaign=place.campaign, title="公开承诺", unit=place.units[WATER], due_on=None, **by(place, 2))
    do.finish_task(task=task, result="二十个窗口全部公开了承诺", proof="窗口照片二十张", **by(place, 4))
    states = {day: [(one["state"], one["proof"]) for one in past("/tasks", day)["items"]] for day in (1, 3, None)}
    assert states == {1: [], 3: [("open", "")], None: [("done", "窗口照片二十张")]}
    told: dict[str, Any] = {"standard": "政治力强", "unit": place.units[WATER], "person": None, "on": TODAY, "deed": "窗口延时办件"}
    row = do.commend(campaign=place.campaign, **told, **by(place, 1))
    do.withdraw_commendation(row, reason="弄错了单位", **by(place, 4))
    assert [len(past("/commendations", day)["items"]) for day in (0, 3, 4, None)] == [0, 1, 0, 0]
    keys = {one.key for one in open_work(place.campaign, place.people[GROUP_2])}
    to = dict.fromkeys(keys, place.people[GROUP])
    hand_over(campaign=place.campaign, leaver=place.people[GROUP_2], to=to, reason="调任外地", **by(place, 3))
    assert [len(past("/handovers", day)) for day in (2, 3, None)] == [0, 1, 1]


def test_a_delegation_that_was_ended_later_stands_in_its_past(place: Town, past: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    water, day = place.units[WATER], TODAY + timedelta(20)
    handing = Handing(place.people[HEAD], place.people[COLLEAGUE], Duty.UNIT_HEAD, TODAY, day, "外出学习", unit=water)
    with monkeypatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: days_later(0))
        row = do.delegate_duty(campaign=place.campaign, handing=handing, actor=place.actor(HEAD), now=days_later(0))
        do.end_delegation(row=row, actor=place.actor(HEAD), now=days_later(4))
    assert [[one["state"] for one in past("/delegations", day)] for day in (-1, 2, None)] == [[], ["in_force"], ["ended"]]


def test_the_campaign_is_told_with_the_days_its_stages_had(place: Town, past: Any) -> None:
    stage = queries.find_stage(place.campaign, 1)
    told = {"decision": "领导小组会议", "reason": "材料未齐", "following": False}
    do.extend_stage(stage=stage, to_on=TODAY.replace(month=4, day=9), **told, **by(place, 3))
    ends = {day: past("", day)["stages"][0]["end_on"] for day in (2, 3, None)}
    assert ends == {2: "2026-03-31", 3: "2026-04-09", None: "2026-04-09"} and past("", 2)["current_stage"] == 1


def test_the_register_is_told_as_it_stood(place: Town, past: Any, settings: Any, tmp_path: Any) -> None:
    settings.BIHUAN_FILES = tmp_path
    do.set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="专班", **by(place, 0))
    row = draft_report(campaign=place.campaign, what="weekly", day=TODAY, **by(place, 1))
    issue_report(document=row, **by(place, 3))
    states = {day: [(one["state"], one["number"] != "") for one in past("/documents", day)["items"]] for day in (0, 2, 3, None)}
    assert states == {0: [], 2: [("draft", False)], 3: [("issued", True)], None: [("issued", True)]}
    home = f"/documents/{row.pk}"
    assert past(home, 2)["state"] == "draft" and past(home, 2)["figures_digest"] == "" and past(home, 3)["state"] == "issued"
    assert past(f"{home}/figures", 2) and past(f"{home}/file", 2)[:2] == b"PK"
    assert [past("/documents-by-year", day) for day in (2, 3)] == [[], [{"year": 2026, "issued": 1}]]
    assert past("/wordings", 2) == [] == past(f"{home}/signed", 2)


def test_look_backs_are_told_as_they_stood(place: Town, past: Any, machine: Callable[..., Machine]) -> None:
    row = place.to("closed", place.find(text="窗口排长队"), now=days_later(1))
    made = draw_look_back(campaign=place.campaign, wanted=Wanted(share=100), reason="销号满一个月", **by(place, 30))
    found = {"result": Held.CAME_BACK, "text": "又排起了长队", "actor": place.actor(OFFICE_2), "now": days_later(32)}
    found["due_on"] = days_later(60).date()
    record_look_back(item=made.items.get(), **found)
    assert [[(one["drawn"], one["came_back"]) for one in past("/look-backs", day)] for day in (29, 31, 32)] == [[], [(1, 0)], [(1, 1)]]
    place_of = f"/look-backs/{made.number}/items"
    [then], [now] = past(place_of, 31)["items"], past(place_of, None)["items"]
    assert (then["number"], then["result"], then["text"], then["recorded_at"]) == (row.number, None, "", None)
    assert (now["result"], now["text"]) == ("came_back", "又排起了长队")
    assert machine(OFFICE).get(f"{AT}{place_of}", at=(TODAY + timedelta(29)).isoformat())[0] == 404
    assert machine(OFFICE).get(f"{AT}/look-backs", at="gestern")[0] == 422


def test_the_code_of_conduct_is_told_as_it_stood(place: Town, past: Any) -> None:
    was = past("", None)["conduct"]
    do.set_words(campaign=place.campaign, issuer="", conduct=["说到做到：定了就办"], **by(place, 3))
    assert past("", None)["conduct"] == {"说到做到": "定了就办"} != was == past("", 1)["conduct"]
