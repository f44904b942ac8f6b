"""Somebody leaves: all that he has in hand goes to his successors in one step, or nothing does; who stands against it is named."""

from typing import Any

import pytest

from bihuan.campaigns.models import Delegation, Grant, Handover
from bihuan.campaigns.operations import add_task, seat_person, set_up_group
from bihuan.campaigns.vocabulary import Duty, GroupKind, GroupPost
from bihuan.foundation.accounts.operations import close_account
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed
from bihuan.organisation.models import Post
from bihuan.organisation.operations import end_post
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.queries import Today, conflicts, divided, leavers, narrowed, open_work, reach
from bihuan.problems.rules.filters import Filters
from tests.factories import town as t
from tests.factories.town import (
    COLLEAGUE,
    GROUP,
    HEAD,
    LIAISON,
    NOW,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    OTHER_OFFICIAL,
    WATER,
    Town,
    days_later,
    town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Town:
    return town()


def hand(place: Town, leaver: str, to: dict[str, str | None], by: str = OFFICE) -> Handover:
    plan = {key: place.people[name] if name else None for key, name in to.items()}
    return do.hand_over(campaign=place.campaign, leaver=place.people[leaver], to=plan, reason="调任外县", actor=place.actor(by), now=NOW)


def keys(place: Town, name: str) -> dict[str, int]:
    return {one.key: one.count for one in open_work(place.campaign, place.people[name])}


def test_items_go_to_the_successor_each_with_its_record(place: Town) -> None:
    first, second = (
        place.to("rectifying", place.find(person=None, doer=place.people[OFFICIAL])),
        place.to("asked", place.find(person=None, doer=place.people[OFFICIAL])),
    )
    own, led, done = place.find(), place.find(person=COLLEAGUE, leader=place.people[OFFICIAL]), place.to("closed", place.find())
    assert keys(place, OFFICIAL) == {"doer": 2, "leader": 1, "own": 1}
    row = hand(place, OFFICIAL, {"doer": HEAD, "leader": HEAD})
    told = dict(Problem.objects.values_list("pk", "doer__name"))
    assert [told[one.pk] for one in (first, second, own, done)] == [HEAD, HEAD, OFFICIAL, OFFICIAL], (
        "what is about himself stays, what is closed too"
    )
    assert Problem.objects.get(pk=led.pk).leader == place.people[HEAD] and Problem.objects.get(pk=first.pk).of_unit_head
    records = Record.objects.filter(action="hand_over")
    assert {one.row for one in records} == {first.pk, second.pk, led.pk} and {one.reason for one in records} == {"调任外县"}
    assert Record.objects.filter(kind="handover", action="hand_over_work").count() == 1 and verify().fault is None
    assert [(one["what"], one["count"], one["successor"], one["stays"]) for one in row.lines] == [
        ("由他整改的问题", 2, HEAD, False), ("由他任责任领导的问题", 1, HEAD, False), ("关于他本人、由他整改的问题", 1, "", True),
    ]  # fmt: skip
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    found = narrowed(mine, place.campaign.pk, Filters(q=HEAD), Today(t.TODAY, t.TODAY))
    assert set(found) >= {first, second}, "search knows the new name"


def test_hands_stay_hands(place: Town) -> None:
    row = place.to("asked", place.find(person=None, doer=place.people[OFFICIAL]))
    hand(place, OFFICIAL, {"doer": HEAD})
    row.refresh_from_db()
    assert row.asked_person == place.people[OFFICIAL] and row.doer == place.people[HEAD]
    with pytest.raises((NeedsUnmet, NotAllowed)):
        do.confirm(problem=row, actor=place.actor(HEAD), now=NOW)
    assert do.confirm(problem=row, actor=place.actor(t.IN_CHARGE), now=NOW), "an item of the head goes to the leader in charge"


def test_conflicts_are_named_and_stop_everything(place: Town) -> None:
    signed = place.to("confirmed", place.find(person=None, doer=place.people[OFFICIAL]))
    plain = place.find(person=None, doer=place.people[OFFICIAL])
    led = place.find(person=COLLEAGUE, leader=place.people[OFFICIAL])
    works = open_work(place.campaign, place.people[OFFICIAL])
    told = conflicts(works, {one.key: place.people[HEAD] for one in works})
    assert [(one.numbers, one.stops) for one in told["doer"]] == [((signed.number,), True)]
    with pytest.raises(BadInput, match=f"{HEAD}”已在这些问题上.*第 {signed.number:04d} 号"):
        hand(place, OFFICIAL, {"doer": HEAD, "leader": HEAD})
    with pytest.raises(BadInput, match="不能批准自己的措施"):
        hand(place, OFFICIAL, {"doer": LIAISON, "leader": COLLEAGUE})
    works = open_work(place.campaign, place.people[OFFICIAL])
    parts = divided(works, {"doer": place.people[HEAD], "doer-else": place.people[LIAISON]})
    assert [(one.key, one.count) for one in parts] == [("doer", 1), ("doer-else", 1), ("leader", 1)], (
        "what stands against him goes to another"
    )
    assert Problem.objects.filter(doer=place.people[OFFICIAL]).count() == 2 and not Handover.objects.exists(), "all or nothing"
    row = hand(place, OFFICIAL, {"doer": HEAD, "doer-else": LIAISON, "leader": HEAD})
    assert dict(Problem.objects.filter(pk__in=(signed.pk, plain.pk)).values_list("pk", "doer__name")) == {
        signed.pk: LIAISON,
        plain.pk: HEAD,
    }
    assert [(one["count"], one["successor"]) for one in row.lines] == [(1, HEAD), (1, LIAISON), (1, HEAD)]
    assert Problem.objects.get(pk=led.pk).leader == place.people[HEAD]


def test_duties_and_what_waits_there_go_along(place: Town) -> None:
    place.to("asked", place.find())
    add_task(campaign=place.campaign, title="修订值班办法", unit=place.units[WATER], actor=place.machine, now=NOW)
    (work,) = open_work(place.campaign, place.people[HEAD])
    assert (work.count, work.tasks, work.label) == (1, 1, f"单位主要负责人 · {WATER}")
    told = conflicts([work], {work.key: place.people[OFFICIAL]})
    assert [(one.numbers, one.stops) for one in told[work.key]] == [((1,), False)], (
        "his own item: told, and it goes to the leader in charge"
    )
    hand(place, HEAD, {work.key: OFFICIAL})
    held = Grant.objects.filter(unit=place.units[WATER], duty=Duty.UNIT_HEAD)
    assert [(one.person.name, one.ended_at is None) for one in held.order_by("pk")] == [(HEAD, False), (OFFICIAL, True)]
    assert Problem.objects.get().of_unit_head, "followed by itself"
    assert keys(place, HEAD) == {}


def test_a_seat_goes_with_its_duties_and_the_office_never_stands_empty(place: Town) -> None:
    group = set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="整治办", actor=place.machine, now=NOW)
    seat = seat_person(group=group, person=place.people[LIAISON], post=GroupPost.HEAD, actor=place.machine, now=NOW)
    works = keys(place, LIAISON)
    assert f"seat-{seat.pk}" in works and len(works) == 2
    hand(place, LIAISON, dict.fromkeys(works, COLLEAGUE))
    seat.refresh_from_db()
    assert seat.person == place.people[COLLEAGUE] and Grant.objects.filter(person=seat.person, duty=Duty.OFFICE, ended_at=None).exists()
    assert not Grant.objects.filter(person=place.people[LIAISON], ended_at=None).exists()
    (one,) = keys(place, OFFICE_2)
    hand(place, OFFICE_2, {one: None}, by=OFFICE)
    hand(place, COLLEAGUE, dict.fromkeys(keys(place, COLLEAGUE)), by=OFFICE)
    (last,) = keys(place, OFFICE)
    with pytest.raises(BadInput, match="至少要留一个人"):
        hand(place, OFFICE, {last: None})


def test_several_successors_and_supervisors_with_their_units(place: Town) -> None:
    works = keys(place, GROUP)
    assert len(works) == 2
    first, second = works
    hand(place, GROUP, {first: HEAD, second: COLLEAGUE})
    now_held = Grant.objects.filter(duty=Duty.SUPERVISOR, ended_at=None).exclude(person=place.people[t.GROUP_2])
    assert {one.person.name for one in now_held} == {HEAD, COLLEAGUE}


def test_delegations_of_the_leaver_end(place: Town) -> None:
    told = {
        "campaign": place.campaign,
        "duty": "unit_head",
        "from_on": NOW.date(),
        "to_on": days_later(9).date(),
        "reason": "外出",
        "given_at": NOW,
    }
    given = Delegation.objects.create(principal=place.people[HEAD], deputy=place.people[COLLEAGUE], **told)
    taken = Delegation.objects.create(principal=place.people[OFFICIAL], deputy=place.people[HEAD], **told)
    hand(place, HEAD, dict.fromkeys(keys(place, HEAD), LIAISON))
    for one in (given, taken):
        one.refresh_from_db()
        assert one.ended_at is not None


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ({}, "还没有定接手人：由他整改的问题"), ({"doer": None}, "还没有定接手人"), ({"doer": OFFICIAL}, "移交人本人"), ({"doer": "关门"}, "没有在用的账号"),
    ],
)  # fmt: skip
def test_what_is_refused(place: Town, to: dict[str, str | None], said: str) -> None:
    place.find(person=None, doer=place.people[OFFICIAL])
    place.people["关门"] = place.people[OTHER_OFFICIAL]
    place.people["关门"].user.is_active = False  # type: ignore[union-attr]
    with pytest.raises(BadInput, match=said):
        hand(place, OFFICIAL, to)
    with pytest.raises(BadInput, match="没有未办结的工作"):
        hand(place, COLLEAGUE, {})
    with pytest.raises(NotAllowed):
        hand(place, OFFICIAL, {"doer": HEAD}, by=LIAISON)


def test_a_deputy_of_the_office_hands_nothing_over(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    place.find(person=None, doer=place.people[OFFICIAL])
    told: dict[str, Any] = {"from_on": NOW.date(), "to_on": days_later(9).date(), "reason": "外出", "given_at": NOW}
    Delegation.objects.create(campaign=place.campaign, principal=place.people[OFFICE], deputy=place.people[HEAD], duty="office", **told)
    with pytest.raises(NotAllowed, match="本人办"):
        hand(place, OFFICIAL, {"doer": COLLEAGUE}, by=HEAD)


def test_who_has_left_with_open_work_is_named(place: Town) -> None:
    place.find(person=None, doer=place.people[OFFICIAL])
    place.find(person=None, doer=place.people[COLLEAGUE])
    assert not leavers(place.campaign)
    end_post(Post.objects.get(person=place.people[OFFICIAL]), on=NOW.date(), actor=place.machine, now=NOW)
    end_post(Post.objects.get(person=place.people[OTHER_OFFICIAL]), on=NOW.date(), actor=place.machine, now=NOW)
    close_account(place.people[HEAD].user, reason="退休", actor=place.machine, now=NOW)  # type: ignore[arg-type]
    assert {(one.person.name, one.closed) for one in leavers(place.campaign)} == {(OFFICIAL, False), (HEAD, True)}
    hand(place, OFFICIAL, {"doer": COLLEAGUE})
    assert [one.person.name for one in leavers(place.campaign)] == [HEAD]
