"""People lent to a body of the campaign: with a home and dates, an approval where one is needed, and nothing left when their days are over (M08)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bihuan.campaigns import operations as do
from bihuan.campaigns.models import Grant, Group, GroupMember, Secondment
from bihuan.campaigns.queries import delegable, visible_tasks, visible_to
from bihuan.campaigns.queries import grants_of as duties_of
from bihuan.campaigns.queries.holders import holders
from bihuan.campaigns.queries.lending import holders_of
from bihuan.campaigns.queries.meetings import visible_meetings
from bihuan.campaigns.queries.slips import waiting_for_password
from bihuan.campaigns.rules.meetings import MeetingFacts
from bihuan.campaigns.rules.seconding import level_of
from bihuan.campaigns.vocabulary import Duty, GroupKind, MeetingKind
from bihuan.campaigns.vocabulary.organising import Level
from bihuan.finding.queries.reviewing import may_review
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotNow
from bihuan.organisation.operations import found_unit
from bihuan.organisation.vocabulary import UnitKind
from bihuan.problems.queries import find as find_problem
from bihuan.problems.queries.handover import leavers, open_work
from bihuan.problems.queries.sheet import _people
from tests.factories import town as t
from tests.factories.pictures import jpeg
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    OFFICE,
    OFFICIAL,
    TODAY,
    WATER,
    Town,
)

pytestmark = pytest.mark.usefixtures("db")


SCAN = jpeg()


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    at(monkeypatch, 0)
    return t.town()


def at(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """The day from which lists and rights are asked."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: t.days_later(days))


def by(place: Town, name: str = OFFICE, days: int = 0) -> dict[str, Any]:
    return {"actor": place.actor(name), "now": t.days_later(days)}


def _lending(place: Town, **more: Any) -> do.Lending:
    wanted = {"person": place.people[OFFICIAL], "home": place.units[WATER], "level": Level.CITY, "from_on": TODAY,
              "to_on": TODAY + timedelta(days=9)}  # fmt: skip
    return do.Lending(**{**wanted, **more})


def _office(place: Town) -> Group:
    return do.set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="工作专班", **by(place))


@pytest.mark.mechanism("M08")
def test_a_lent_member_has_a_home_and_dates_and_loses_access_when_they_end(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    row = do.second_person(group=_office(place), lending=_lending(place), **by(place))
    assert row.home == place.units[WATER] and row.to_on == TODAY + timedelta(days=9)
    problem, lent = place.find(unit=FOREST, person=None), place.actor(OFFICIAL)
    at(monkeypatch, 9)
    assert find_problem(lent, place.campaign, problem.number) == problem, "the office sees every unit, the last day too"
    at(monkeypatch, 10)
    with pytest.raises(Missing):  # nobody had to do anything
        find_problem(lent, place.campaign, problem.number)
    assert GroupMember.objects.filter(person=row.person).exists(), "the seat is taken away by the clock"
    assert do.end_secondments_over(actor=place.machine, now=t.days_later(10)) == 1
    assert (
        not GroupMember.objects.filter(person=row.person).exists() and not Grant.objects.filter(person=row.person, ended_at=None).exists()
    )
    assert do.end_secondments_over(actor=place.machine, now=t.days_later(10)) == 0
    again = do.second_person(
        group=row.group, lending=_lending(place, from_on=t.days_later(10).date(), to_on=t.days_later(20).date()), **by(place, days=10)
    )
    assert find_problem(lent, place.campaign, problem.number) == problem and again.ended_at is None


def test_a_second_secondment_does_not_wait_for_the_clock(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    group, problem = _office(place), place.find(unit=FOREST, person=None)
    do.second_person(group=group, lending=_lending(place), **by(place))
    at(monkeypatch, 12)
    do.second_person(
        group=group, lending=_lending(place, from_on=t.days_later(12).date(), to_on=t.days_later(20).date()), **by(place, days=12)
    )
    assert find_problem(place.actor(OFFICIAL), place.campaign, problem.number) == problem
    assert Secondment.objects.filter(ended_at=None).count() == 1


def test_ended_early_the_access_ends_at_once(place: Town) -> None:
    row = do.second_person(group=_office(place), lending=_lending(place), **by(place))
    with pytest.raises(BadInput):
        do.end_secondment(row, reason=" ", **by(place))
    do.end_secondment(row, reason="原单位召回", **by(place))
    assert not Grant.objects.filter(person=row.person, ended_at=None).exists()
    with pytest.raises(NotNow):
        do.end_secondment(row, reason="再来", **by(place))
    assert Record.objects.filter(kind="secondment", row=row.pk).count() == 2


def test_the_last_of_an_office_cannot_be_a_secondment_that_is_over(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    do.second_person(group=_office(place), lending=_lending(place), **by(place))
    at(monkeypatch, 10)
    grants = list(Grant.objects.filter(campaign=place.campaign, duty=Duty.OFFICE, ended_at=None, until_on=None))
    with pytest.raises(BadInput, match="至少要留一个人"):
        do.end_grants(grants=grants, reason="都走了", **by(place, days=10))


def test_who_stands_in_for_somebody_lent_sees_no_more_than_he(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    do.second_person(group=_office(place), lending=_lending(place, person=place.people[COLLEAGUE]), **by(place))
    do.leave_roster(place.campaign.roster.get(person=place.people[OFFICIAL]), on=TODAY, reason="不在范围", **by(place))
    handing = do.Handing(place.people[COLLEAGUE], place.people[OFFICIAL], Duty.OFFICE, TODAY, TODAY + timedelta(days=29), "出差")
    do.delegate_duty(campaign=place.campaign, handing=handing, actor=place.actor(COLLEAGUE), now=place.now)
    at(monkeypatch, 9)
    assert place.campaign in visible_to(place.actor(OFFICIAL))
    at(monkeypatch, 10)
    assert not visible_to(place.actor(OFFICIAL)).exists() and not delegable(place.people[COLLEAGUE].pk, place.campaign)
    with pytest.raises(BadInput, match="本人没有"):
        handing = replace(handing, from_on=t.days_later(10).date())
        do.delegate_duty(campaign=place.campaign, handing=handing, actor=place.actor(COLLEAGUE), now=t.days_later(10))


def test_after_the_last_day_neither_tasks_nor_meetings_of_the_body_are_seen(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    group = do.set_up_group(
        campaign=place.campaign, kind=GroupKind.SUPERVISION, name="第一督导组", units=[place.units[FOREST]], **by(place)
    )
    do.second_person(group=group, lending=_lending(place), **by(place))
    do.add_task(campaign=place.campaign, title="督导一次", group=group, **by(place))
    facts = MeetingFacts(kind=MeetingKind.DISPATCH, topic="调度", purpose="推进", held_on=TODAY)
    do.register_meeting(campaign=place.campaign, told=facts, group=group, **by(place))
    lent = place.actor(OFFICIAL)
    for days, sees in ((9, 1), (10, 0)):
        at(monkeypatch, days)
        assert visible_tasks(lent, place.campaign).count() == visible_meetings(lent, place.campaign).count() == sees


def test_no_list_of_holders_names_whose_secondment_is_over(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    do.second_person(group=_office(place), lending=_lending(place), **by(place))
    somebody = place.people[OFFICIAL]
    for days, held in ((9, True), (10, False)):
        at(monkeypatch, days)
        assert (somebody in [one for one, _told in holders_of(place.campaign)]) is held
        assert any(one.person == somebody for one in duties_of(place.campaign)) is held
        assert any(one["person__name"] == OFFICIAL for one in holders(OFFICIAL)) is held
    then = t.days_later(9)
    assert any(one.person == somebody for one in duties_of(place.campaign, until=then)), "a past day tells who held it then"


@pytest.mark.parametrize("days", [3, 10])
def test_a_duty_granted_for_good_does_not_end_with_the_secondment(days: int, place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before its last day, and after it while the clock has not come round."""
    do.second_person(group=_office(place), lending=_lending(place), **by(place))
    problem, lent = place.find(unit=FOREST, person=None), place.actor(OFFICIAL)
    at(monkeypatch, days)
    do.grant_duty(campaign=place.campaign, person=place.people[OFFICIAL], duty=Duty.OFFICE, **by(place, days=days))
    at(monkeypatch, 12)
    assert find_problem(lent, place.campaign, problem.number) == problem
    assert Grant.objects.filter(person=place.people[OFFICIAL], duty=Duty.OFFICE, ended_at=None).count() == 1


def test_lent_to_two_bodies_he_has_access_until_the_later_day(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    other = do.set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="综合组", **by(place))
    do.second_person(group=_office(place), lending=_lending(place), **by(place))
    do.second_person(group=other, lending=_lending(place, to_on=TODAY + timedelta(days=19)), **by(place))
    problem, lent = place.find(unit=FOREST, person=None), place.actor(OFFICIAL)
    at(monkeypatch, 15)
    assert do.end_secondments_over(actor=place.machine, now=t.days_later(15)) == 1
    assert find_problem(lent, place.campaign, problem.number) == problem
    at(monkeypatch, 20)
    with pytest.raises(Missing):
        find_problem(lent, place.campaign, problem.number)
    do.second_person(
        group=other, lending=_lending(place, from_on=t.days_later(20).date(), to_on=t.days_later(30).date()), **by(place, days=20)
    )
    assert Grant.objects.get(person=place.people[OFFICIAL], duty=Duty.OFFICE, ended_at=None).until_on == t.days_later(30).date()


@pytest.mark.parametrize("level", [Level.COUNTY, Level.TOWNSHIP])
def test_from_county_level_or_below_nobody_is_lent_without_an_approval(level: Level, place: Town) -> None:
    group = _office(place)
    for missing in ({}, {"approval_number": "青组借〔2026〕3号"}, {"approval": ("批件.jpg", SCAN)}):
        with pytest.raises(BadInput, match="不得从县级及以下单位借调"):
            do.second_person(group=group, lending=_lending(place, level=level, **missing), **by(place))
    assert not Secondment.objects.exists() and not group.members.exists()
    whole = {"approval_number": "青组借〔2026〕3号", "approval": ("批件.jpg", SCAN)}
    row = do.second_person(group=group, lending=_lending(place, level=level, **whole), **by(place))
    assert row.approval is not None and row.approval_number


def test_a_township_is_one_whatever_was_said(place: Town) -> None:
    assert level_of(Level.PROVINCE, [UnitKind.BUREAU, UnitKind.TOWNSHIP]) is Level.TOWNSHIP
    home = found_unit(name="白石乡", kind=UnitKind.TOWNSHIP, parent=place.units["青石县"], actor=place.machine, now=place.now)
    with pytest.raises(BadInput, match="不得从县级"):
        do.second_person(group=_office(place), lending=_lending(place, home=home, level=Level.PROVINCE), **by(place))


def test_days_of_a_secondment(place: Town) -> None:
    group = _office(place)
    for days, says in (((0, -1), "早于借调开始"), ((-9, -2), "已经过去"), ((3, 9), "请到那天再登记")):
        first, last = (TODAY + timedelta(days=one) for one in days)
        with pytest.raises(BadInput, match=says):
            do.second_person(group=group, lending=_lending(place, from_on=first, to_on=last), **by(place))


def test_a_lent_supervisor_gets_new_units_for_his_days_only(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    group = do.set_up_group(campaign=place.campaign, kind=GroupKind.SUPERVISION, name="第一督导组", units=[place.units[WATER]], **by(place))
    do.second_person(group=group, lending=_lending(place), **by(place))
    do.charge_group(group=group, units=[place.units[WATER], place.units[FOREST]], **by(place))
    lasts = Grant.objects.filter(person=place.people[OFFICIAL], duty=Duty.SUPERVISOR, ended_at=None).values_list("until_on", flat=True)
    assert list(lasts) == [TODAY + timedelta(days=9)] * 2


def test_whose_secondment_is_over_reviews_nothing_and_hands_nothing_over(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    do.second_person(group=_office(place), lending=_lending(place), **by(place))
    somebody = place.people[OFFICIAL]
    for days, held in ((9, True), (10, False)):
        at(monkeypatch, days)
        assert (somebody.pk in may_review(place.campaign)) is held
        assert bool(open_work(place.campaign, somebody)) is held
        somebody.user.is_active = False  # type: ignore[union-attr]
        somebody.user.save()  # type: ignore[union-attr]
        assert (somebody in [one.person for one in leavers(place.campaign)]) is held
        somebody.user.is_active, somebody.user.must_change_password = True, True  # type: ignore[union-attr]
        somebody.user.save()  # type: ignore[union-attr]
        assert (somebody in waiting_for_password(place.campaign)) is held
        assert (OFFICIAL in [one.name for one in _people(place.campaign) if one.unit_pk is None]) is held
