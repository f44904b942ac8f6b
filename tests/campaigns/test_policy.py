"""How duties in a campaign are held, clause by clause: founders, heads of the leading group, keepers of a view, deputies, who vouches for whom."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.campaigns.models import Campaign, Delegation, Grant, GroupMember, RosterEntry, SavedView, Task
from bihuan.campaigns.operations import seat_person, set_up_group
from bihuan.campaigns.policy import (
    STRONG_DUTIES,
    Held,
    delegations_in_force,
    duties,
    duties_of_delegation,
    duties_of_view,
    held_over,
    runs,
    spread,
    stand_ins,
    unmet_of_task,
    visible_campaigns,
    vouches_for,
)
from bihuan.campaigns.vocabulary import CampaignAction, CampaignState, Duty, GroupKind, GroupPost, TaskNeed, ViewDuty, ViewScope
from bihuan.foundation.accounts.models import User
from bihuan.foundation.kernel import Actor
from tests.factories.town import (
    COLLEAGUE,
    GROUP,
    HEAD,
    LEADER,
    LIAISON,
    NOW,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    OTHER_OFFICIAL,
    TODAY,
    Town,
    town,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(1)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Town:
    made = town()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return made


def hand(place: Town, principal: str, deputy: str, duty: Duty, **more: Any) -> Delegation:
    told = {"from_on": TODAY, "to_on": TODAY, "reason": "外出", "given_at": NOW, **more}
    return Delegation.objects.create(
        campaign=place.campaign, principal=place.people[principal], deputy=place.people[deputy], duty=duty, **told,
    )  # fmt: skip


def test_a_duty_over_a_unit_is_one_over_what_lies_below_it_and_over_nothing_else() -> None:
    me, path = Actor(7, "春晓", 70), "001."
    rows = [("liaison", 1, path, 70), ("supervisor", 5, "005.", 80), ("office", None, None, 70), ("", 1, path, 0), ("", 2, "001.002.", 0),
            ("", 3, "003.", 0), ("", 2, "001.002.", 0)]  # fmt: skip
    own = (Held(Duty.LIAISON, 4, 1, path), Held(Duty.SUPERVISOR, 4, 5, "005.", of=80), Held(Duty.OFFICE, 4, None, ""))
    assert spread(me, 4, rows) == (*own, Held(Duty.LIAISON, 4, 2, "001.002."))


def test_a_founder_sets_up_what_he_prepares_and_nobody_elses(place: Town) -> None:
    """柳浪 may found; he is of the office besides, which is ended here."""
    Grant.objects.filter(person=place.people[OFFICE]).update(ended_at=NOW)
    founder, campaign = place.actor(OFFICE), place.campaign
    for prepared_by, his in ((founder.user_id, True), (place.people[HEAD].user_id, False), (None, False)):
        campaign.prepared_by_id = prepared_by
        assert runs(founder, campaign) is his and (Duty.FOUNDER in duties(founder, campaign)) is his
    assert Duty.FOUNDER in duties(founder, Campaign()) and Duty.FOUNDER not in duties(place.actor(HEAD), Campaign())
    campaign.prepared_by_id = place.people[HEAD].user_id
    assert not runs(place.actor(HEAD), campaign)  # having prepared it alone is not enough: the standing duty is gone


def test_the_office_its_deputy_and_the_machine_run_a_campaign(place: Town) -> None:
    told = {name: runs(place.actor(name), place.campaign) for name in (OFFICE, OFFICE_2, LEADER, HEAD, LIAISON, GROUP, COLLEAGUE)}
    assert told == {OFFICE: True, OFFICE_2: True, LEADER: False, HEAD: False, LIAISON: False, GROUP: False, COLLEAGUE: False}
    assert runs(place.machine, place.campaign) and duties(place.machine, place.campaign) == {Duty.MACHINE}
    hand(place, OFFICE, COLLEAGUE, Duty.OFFICE)
    assert runs(place.actor(COLLEAGUE), place.campaign)
    assert duties(place.actor(COLLEAGUE), place.campaign) == frozenset()  # by himself he is nothing there


def test_the_head_of_the_leading_group_is_told_by_his_seat_and_his_duty(place: Town) -> None:
    """M03: each co-head signs alone. A seat without the duty, another seat or the head of another group signs nothing."""
    me, campaign = place.actor(LEADER), place.campaign
    assert duties(me, campaign) == {Duty.LEADER}
    told = {"campaign": campaign, "actor": place.machine, "now": NOW}
    group = set_up_group(kind=GroupKind.LEADING, name="领导小组", **told)
    beside = set_up_group(kind=GroupKind.SUPERVISION, name="第一督导组", units=[], **told)
    for one, post in ((group, GroupPost.MEMBER), (beside, GroupPost.HEAD)):
        seat_person(group=one, person=place.people[LEADER], post=post, actor=place.machine, now=NOW)
        assert Duty.GROUP_HEAD not in duties(me, campaign)
    GroupMember.objects.filter(group=group).update(post=GroupPost.HEAD)
    assert Duty.GROUP_HEAD in duties(me, campaign)
    Grant.objects.filter(person=place.people[LEADER], duty=Duty.LEADER).update(ended_at=NOW)
    assert Duty.GROUP_HEAD not in duties(me, campaign)


def test_a_kept_view_is_its_keepers_and_a_shared_one_the_offices_too(place: Town) -> None:
    told = {}
    for scope in ViewScope:
        view = SavedView(campaign=place.campaign, user_id=place.people[LIAISON].user_id, scope=scope.value)
        told[scope] = {name for name in (LIAISON, OFFICE, HEAD, LEADER) if ViewDuty.KEEPER in duties_of_view(place.actor(name), view)}
    assert told == {ViewScope.PRIVATE: {LIAISON}, ViewScope.UNIT: {LIAISON, OFFICE}, ViewScope.CAMPAIGN: {LIAISON, OFFICE}}
    nobodys = SavedView(campaign=place.campaign, scope=ViewScope.PRIVATE.value)
    assert ViewDuty.KEEPER not in duties_of_view(Actor(None, "路人"), nobodys)


def test_a_delegation_is_its_holders_and_its_deputys(place: Town) -> None:
    row = Delegation(campaign=place.campaign, principal=place.people[HEAD], deputy=place.people[COLLEAGUE])
    told = {name: duties_of_delegation(place.actor(name), row) for name in (HEAD, COLLEAGUE, OFFICIAL, OFFICE)}
    assert {name: found & {Duty.HOLDER, Duty.DEPUTY} for name, found in told.items()} == {
        HEAD: {Duty.HOLDER}, COLLEAGUE: {Duty.DEPUTY}, OFFICIAL: set(), OFFICE: set(),
    }  # fmt: skip
    assert Duty.OFFICE in told[OFFICE]


def test_a_task_is_done_by_its_result_and_only_finishing_asks_for_it(place: Town) -> None:
    for task, unmet in ((Task(), (TaskNeed.PROOF,)), (Task(result="窗口等候由40分钟降到15分钟", proof="叫号系统记录"), ())):
        assert unmet_of_task(task, place.machine, CampaignAction.FINISH_TASK, NOW) == unmet
        assert unmet_of_task(task, place.machine, CampaignAction.ADD_TASK, NOW) == ()


def test_a_delegation_holds_from_its_first_day_to_its_last_unless_it_was_ended(place: Town) -> None:
    row = hand(place, HEAD, COLLEAGUE, Duty.UNIT_HEAD, from_on=TODAY + DAY, to_on=TODAY + 2 * DAY)
    assert [delegations_in_force(TODAY + n * DAY).exists() for n in range(4)] == [False, True, True, False]
    Delegation.objects.filter(pk=row.pk).update(ended_at=NOW)
    assert not delegations_in_force(TODAY + DAY).exists()


def test_one_of_the_three_and_a_stranger_hold_nothing_and_stand_in_for_nobody(place: Town) -> None:
    """Even where the person behind an account of the three has a duty."""
    hand(place, GROUP, LIAISON, Duty.SUPERVISOR)
    me = place.people[LIAISON]
    assert held_over(place.actor(LIAISON), place.campaign.pk) and stand_ins(place.actor(LIAISON), [place.campaign])[0]
    for nobody in (Actor(me.user_id, me.name, me.pk, administrator="system"), Actor(me.user_id, me.name)):
        assert held_over(nobody, place.campaign.pk) == () and duties(nobody, place.campaign) == frozenset()
        assert stand_ins(nobody, [place.campaign]) == [[]] and not Campaign.objects.filter(visible_campaigns(nobody)).exists()


def test_a_campaign_is_seen_by_whoever_takes_part_and_no_longer(place: Town) -> None:
    sees = lambda name: Campaign.objects.filter(visible_campaigns(place.actor(name))).exists()  # noqa: E731
    assert sees(LIAISON) and sees(OTHER_OFFICIAL) and Campaign.objects.filter(visible_campaigns(place.machine)).exists()
    RosterEntry.objects.filter(person=place.people[OTHER_OFFICIAL]).update(to_on=TODAY, ended_by="调离")
    assert not sees(OTHER_OFFICIAL)
    row = hand(place, HEAD, OTHER_OFFICIAL, Duty.UNIT_HEAD)
    assert sees(OTHER_OFFICIAL)
    Delegation.objects.filter(pk=row.pk).update(ended_at=NOW)
    Campaign.objects.update(prepared_by=User.objects.get(username=OTHER_OFFICIAL))
    assert sees(OTHER_OFFICIAL)  # he prepares it


def test_nobody_vouches_in_a_closed_campaign_for_a_deputy_or_by_another_duty(place: Town) -> None:
    asked = [place.people[name].user_id for name in (COLLEAGUE, OFFICIAL, OTHER_OFFICIAL)]
    by = lambda name: {User.objects.get(pk=one).name for one in vouches_for(place.actor(name), asked)}  # type: ignore[arg-type]  # noqa: E731
    assert by(LIAISON) == {COLLEAGUE, OFFICIAL} and by(OFFICE) == {COLLEAGUE, OFFICIAL, OTHER_OFFICIAL}
    assert by(HEAD) == by(GROUP) == by(LEADER) == set()
    row = hand(place, HEAD, COLLEAGUE, Duty.UNIT_HEAD)
    assert by(LIAISON) == {OFFICIAL}  # whoever stands in for a higher duty has its hand
    Delegation.objects.filter(pk=row.pk).update(duty=Duty.LIAISON)
    assert by(LIAISON) == {COLLEAGUE, OFFICIAL}
    RosterEntry.objects.filter(person=place.people[OFFICIAL]).update(to_on=TODAY, ended_by="调离")
    place.people[OFFICIAL].posts.update(to_on=TODAY)
    assert by(LIAISON) == {COLLEAGUE} and by(OFFICE) == {COLLEAGUE, OTHER_OFFICIAL}  # neither listed nor in a post any more
    Campaign.objects.update(state=CampaignState.CLOSED)
    assert by(LIAISON) == by(OFFICE) == set()


def test_a_second_factor_is_asked_of_whoever_sees_or_decides_beyond_one_unit() -> None:
    assert {Duty.OFFICE, Duty.LEADER, Duty.SUPERVISOR} == STRONG_DUTIES
