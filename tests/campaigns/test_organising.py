"""Organisation at work: four patterns, gaps before the start, deputy heads with their units, key few, goals, links."""

from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns import operations as do
from bihuan.campaigns.models import Campaign, Grant, Group, KeyFew, Portfolio
from bihuan.campaigns.queries import find, gaps_of, groups_of, visible_to
from bihuan.campaigns.queries.gaps import organisation_gaps
from bihuan.campaigns.queries.goals import goals_of
from bihuan.campaigns.queries.key_few import key_few_of
from bihuan.campaigns.queries.links import linked_campaigns, links_of
from bihuan.campaigns.queries.portfolios import deputy_of_unit, is_deputy_head, portfolios_of, units_in_charge
from bihuan.campaigns.queries.units_own import local_forms_for, units_own, writes_for
from bihuan.campaigns.rules.campaign_file import load
from bihuan.campaigns.rules.patterns import PATTERNS, proposed
from bihuan.campaigns.vocabulary import CampaignState, Duty, GroupKind, GroupPost, OrganisationPattern
from bihuan.campaigns.vocabulary.organising import LinkKind
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed
from bihuan.organisation.operations import found_unit
from bihuan.organisation.queries import entered_of
from bihuan.problems.queries import find as find_problem
from tests.factories import town as t
from tests.factories.town import (
    FOREST,
    GROUP,
    IN_CHARGE,
    LEADER,
    LIAISON,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    OTHER_LIAISON,
    TODAY,
    WATER,
    Town,
)

pytestmark = pytest.mark.usefixtures("db")


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


@pytest.mark.parametrize("pattern", list(OrganisationPattern))
def test_each_pattern_proposes_a_leading_group_an_office_and_who_checks(pattern: OrganisationPattern, place: Town) -> None:
    made = do.choose_pattern(campaign=place.campaign, pattern=pattern, bodies=proposed(pattern, []), **by(place))
    kinds = {one.kind for one in made}
    assert kinds == {GroupKind.LEADING, GroupKind.OFFICE, GroupKind.SUPERVISION}
    assert place.campaign.file["organisation"]["pattern"] == pattern.value
    seats = [seat for one in groups_of(place.campaign) for seat in one.members.all()]
    assert seats and all(seat.person is None and seat.as_written for seat in seats), "places to fill, nobody yet"
    assert all(1 <= sum(post is GroupPost.HEAD for post, _text in one.seats) <= 2 for one in PATTERNS[pattern].bodies)
    again = do.choose_pattern(campaign=place.campaign, pattern=pattern, bodies=PATTERNS[pattern].bodies, **by(place))
    assert again == [] and proposed(pattern, [one.name for one in made]) == []


def test_only_who_sets_up_the_campaign_chooses(place: Town) -> None:
    with pytest.raises(NotAllowed):
        do.choose_pattern(campaign=place.campaign, pattern=OrganisationPattern.JOINT, bodies=(), **by(place, LIAISON))


@pytest.mark.mechanism("M12")
def test_what_one_cooperating_office_finds_the_others_see_at_once(place: Town) -> None:
    """Three offices together (001): each one's finding stands in the others' list in the same moment; a unit sees its own branch alone."""
    made = do.choose_pattern(
        campaign=place.campaign, pattern=OrganisationPattern.JOINT, bodies=proposed(OrganisationPattern.JOINT, []), **by(place)
    )
    offices = [one for one in made if one.kind == GroupKind.OFFICE]
    members = (OFFICIAL, GROUP, IN_CHARGE)
    assert len(offices) == len(members)
    for group, name in zip(offices, members, strict=True):
        do.seat_person(group=group, person=place.people[name], post=GroupPost.MEMBER, **by(place))
    for name in members:
        found = place.find(unit=FOREST, person=None, by=name, text=f"{name}发现窗口无人值守")
        assert all(find_problem(place.actor(one), place.campaign, found.number).text == found.text for one in members)
        with pytest.raises(Missing):
            find_problem(place.actor(LIAISON), place.campaign, found.number)


def _names(place: Town) -> dict[str, list[str]]:
    return {one.name: [unit.name for unit in one.units] for one in organisation_gaps(place.campaign, TODAY)}


@pytest.mark.mechanism("M05")
def test_units_without_a_leader_or_an_officer_are_gaps_before_the_first_stage(place: Town) -> None:
    """A campaign that is only prepared: nobody has a duty yet, so each unit right below its root lacks what the plan asks for."""
    file = load("bihuan_campaign: 1\ntitle: 消防安全整治\ncatalogue: {name: 目录, categories: [{name: 通道堵塞}]}\n")
    fresh = do.prepare_campaign(file=file, root=place.campaign.root, **by(place))
    found_unit(name="县档案馆", parent=place.campaign.root, actor=place.machine, now=place.now)
    found = {one.name: [unit.name for unit in one.units] for one in organisation_gaps(fresh, TODAY)}
    assert {"head", "office", "group", "officer", "leader"} <= set(found)
    assert {WATER, FOREST, "县档案馆"} <= set(found["officer"])
    assert found["leader"] == ["县档案馆"], "the others have a head by post, whom the start gives the duty"
    # in the running one: leader and officer are there until one of them leaves
    assert "leader" not in _names(place) and "officer" not in _names(place)
    row = Grant.objects.get(campaign=place.campaign, person=place.people[OTHER_LIAISON], duty=Duty.LIAISON)
    do.end_duty(grant=row, reason="调离", **by(place))
    assert _names(place)["officer"] == [FOREST] and "leader" not in _names(place)


@pytest.mark.mechanism("M05")
def test_the_first_stage_is_entered_with_gaps_only_knowingly(place: Town) -> None:
    file = load("bihuan_campaign: 1\ntitle: 消防安全整治\ncatalogue: {name: 目录, categories: [{name: 通道堵塞}]}\n")
    fresh = do.prepare_campaign(file=file, root=place.campaign.root, **by(place))
    told: dict[str, Any] = {"campaign": fresh, "entries": entered_of(fresh.root, ("section_head",)), "on": TODAY, **by(place)}
    with pytest.raises(BadInput, match=f"没有明确具体负责人员（联络员）.*{WATER}"):
        do.launch_campaign(**told, gaps_reason=" ")
    fresh.refresh_from_db()
    assert fresh.state == CampaignState.PREPARED and not fresh.grants.exists(), "nothing was written"
    do.launch_campaign(**told, gaps_reason="三天内由各单位报送联络员")
    record = Record.objects.get(kind="campaign", row=fresh.pk, action="start_campaign")
    assert record.reason == "三天内由各单位报送联络员" and record.changes["gaps"]["officer"] >= 2
    page = place.client(OFFICE).get(reverse("campaigns:gaps", args=[fresh.code])).content.decode()
    assert "没有明确具体负责人员" in page, "what remains stays listed"


def test_without_gaps_nothing_is_asked(place: Town) -> None:
    file = load("bihuan_campaign: 1\ntitle: 消防安全整治\ncatalogue: {name: 目录, categories: [{name: 通道堵塞}]}\n")
    fresh = do.prepare_campaign(file=file, root=place.campaign.root, **by(place))
    entries = [one for one in entered_of(fresh.root, ("section_head",)) if one.unit.name == WATER]
    do.grant_duty(campaign=fresh, person=place.people[LIAISON], duty=Duty.LIAISON, unit=place.units[WATER], **by(place))
    do.launch_campaign(campaign=fresh, entries=entries, on=TODAY, gaps_reason="", **by(place))
    assert fresh.state == CampaignState.RUNNING


def test_gaps_of_heads_groups_and_verifiers(place: Town) -> None:
    assert "head" in _names(place) and "verifier" not in _names(place)
    leading = do.set_up_group(campaign=place.campaign, kind=GroupKind.LEADING, name="领导小组", **by(place))
    do.seat_person(group=leading, person=place.people[LEADER], post=GroupPost.HEAD, **by(place))
    assert "head" not in _names(place)
    for grant in Grant.objects.filter(campaign=place.campaign, duty=Duty.SUPERVISOR, unit=place.units[FOREST], ended_at=None):
        do.end_duty(grant=grant, reason="换组", **by(place))
    assert _names(place)["group"] == [FOREST]
    do.set_up_group(campaign=place.campaign, kind=GroupKind.SUPERVISION, name="空组", units=[place.units[FOREST]], **by(place))
    assert _names(place)["verifier"] == [FOREST] and "group" not in _names(place)
    assert gaps_of(place.campaign) == []


@pytest.fixture
def leading(place: Town) -> Group:
    group = do.set_up_group(campaign=place.campaign, kind=GroupKind.LEADING, name="领导小组", **by(place))
    for name in (IN_CHARGE, LEADER):
        do.seat_person(group=group, person=place.people[name], post=GroupPost.DEPUTY, **by(place))
    return group


def test_each_unit_has_one_deputy_head(place: Town, leading: Group) -> None:
    water, forest = place.units[WATER], place.units[FOREST]
    assert _names(place)["deputy"] == [WATER, FOREST]
    do.charge_deputy(campaign=place.campaign, deputy=place.people[IN_CHARGE], units=[water, forest], **by(place))
    assert "deputy" not in _names(place)
    do.charge_deputy(campaign=place.campaign, deputy=place.people[LEADER], units=[forest], **by(place))
    rows, loose = portfolios_of(place.campaign, TODAY)
    assert {one.deputy.name: [unit.name for unit in one.units] for one in rows} == {IN_CHARGE: [WATER], LEADER: [FOREST]} and not loose
    assert [one.name for one in units_in_charge(place.campaign, place.people[LEADER].pk)] == [FOREST]
    do.charge_deputy(campaign=place.campaign, deputy=place.people[LEADER], units=[], **by(place))
    assert [one.name for one in portfolios_of(place.campaign, TODAY)[1]] == [FOREST]
    assert Portfolio.objects.filter(detached_at=None).count() == 1 and Portfolio.objects.count() == 3


def test_only_a_deputy_head_is_put_in_charge_of_covered_units(place: Town, leading: Group) -> None:
    with pytest.raises(BadInput, match="不是领导小组副组长"):
        do.charge_deputy(campaign=place.campaign, deputy=place.people[GROUP], units=[place.units[WATER]], **by(place))
    with pytest.raises(BadInput, match="不在整治范围"):
        do.charge_deputy(campaign=place.campaign, deputy=place.people[LEADER], units=[place.units["整治专班"]], **by(place))
    with pytest.raises(NotAllowed):
        do.charge_deputy(campaign=place.campaign, deputy=place.people[LEADER], units=[place.units[WATER]], **by(place, LIAISON))


def test_who_left_the_leading_group_is_in_charge_of_nothing(place: Town, leading: Group) -> None:
    do.charge_deputy(campaign=place.campaign, deputy=place.people[IN_CHARGE], units=[place.units[WATER]], **by(place))
    assert is_deputy_head(place.actor(IN_CHARGE), place.campaign) and deputy_of_unit(place.campaign, place.units[WATER].pk)
    do.unseat_person(group=leading, seat=leading.members.get(person=place.people[IN_CHARGE]), reason="分工调整", **by(place))
    assert not is_deputy_head(place.actor(IN_CHARGE), place.campaign)
    assert deputy_of_unit(place.campaign, place.units[WATER].pk) is None and not units_in_charge(place.campaign, place.people[IN_CHARGE].pk)
    do.charge_deputy(campaign=place.campaign, deputy=place.people[LEADER], units=[place.units[WATER]], **by(place))
    assert deputy_of_unit(place.campaign, place.units[WATER].pk) == place.people[LEADER]


def test_the_key_few_are_marked_and_the_mark_is_taken_away_with_a_reason(place: Town) -> None:
    assert (
        do.mark_heads_as_key(campaign=place.campaign, **by(place)) == 2 and do.mark_heads_as_key(campaign=place.campaign, **by(place)) == 0
    )
    row = do.mark_key_few(campaign=place.campaign, person=place.people[OFFICIAL], note="分管审批", **by(place))
    with pytest.raises(BadInput, match="已经列入"):
        do.mark_key_few(campaign=place.campaign, person=place.people[OFFICIAL], note="", **by(place))
    assert [one.first_hand for one in key_few_of(place.campaign)].count(True) == 2
    with pytest.raises(NotAllowed):
        do.unmark_key_few(row, reason="不用", **by(place, LIAISON))
    do.unmark_key_few(row, reason="已调整分工", **by(place))
    assert row.person_id not in key_few_of(place.campaign).values_list("person_id", flat=True) and KeyFew.objects.count() == 3


def _with_goals(place: Town) -> Campaign:
    file = load(
        "bihuan_campaign: 1\ntitle: 会风整治\ngoals: [文件会议进一步压减, 制度治本]\n"
        "catalogue: {name: 目录, categories: [{name: 会议过多, measures: [压减会议, 开短会], manifestations: [{text: 一事多会}]}]}\n"
    )
    return do.prepare_campaign(file=file, root=place.campaign.root, code="HF-2026", **by(place))


def test_a_goal_is_tied_to_a_figure_or_a_task(place: Town) -> None:
    campaign = _with_goals(place)
    task = do.add_task(campaign=campaign, title="修订办会制度", unit=place.units[WATER], **by(place))
    do.tie_goal(campaign=campaign, goal="文件会议进一步压减", figure="O02", **by(place))
    tie = do.tie_goal(campaign=campaign, goal="制度治本", task=task, note="制度印发", **by(place))
    assert [[one.figure or one.task.title for one in goal.ties] for goal in goals_of(campaign)] == [["O02"], ["修订办会制度"]]
    for wrong in ({"goal": "没有的目标", "figure": "O02"}, {"goal": "制度治本"}, {"goal": "制度治本", "figure": "O01", "task": task},
                  {"goal": "制度治本", "task": task}):  # fmt: skip
        with pytest.raises(BadInput):
            do.tie_goal(campaign=campaign, **wrong, **by(place))
    do.untie_goal(tie, **by(place))
    assert goals_of(campaign)[1].ties == ()


def test_the_task_of_a_goal_is_read_by_those_who_see_the_task(place: Town) -> None:
    campaign = _with_goals(place)
    do.freeze_roster(campaign=campaign, units=[place.units[WATER], place.units[FOREST]], people=[], on=TODAY, **by(place))
    for name, unit in ((LIAISON, WATER), (OTHER_LIAISON, FOREST)):
        do.grant_duty(campaign=campaign, person=place.people[name], duty=Duty.LIAISON, unit=place.units[unit], **by(place))
    task = do.add_task(campaign=campaign, title="修订办会制度", unit=place.units[WATER], **by(place))
    do.tie_goal(campaign=campaign, goal="制度治本", task=task, **by(place))
    for name, reads in ((OFFICE, True), (LIAISON, True), (OTHER_LIAISON, False)):
        page = place.client(name).get(f"/c/{campaign.code}/goals/").content.decode()
        assert "制度治本" in page and (task.title in page) is reads, name


def test_links_are_seen_from_both_sides_and_made_once(place: Town) -> None:
    inner = _with_goals(place)
    do.link_campaign(campaign=place.campaign, label="党史学习教育", note="同学习同部署", **by(place))
    do.link_campaign(campaign=place.campaign, other=inner, kind=LinkKind.INSIDE, **by(place))
    told = links_of(place.actor(OFFICE), place.campaign)
    assert [(one.label, one.inside) for one in told] == [("党史学习教育", False), ("会风整治", True)] and told[1].other == inner
    assert [one.around for one in links_of(place.actor(OFFICE), inner)] == [True]
    assert list(linked_campaigns(inner)) == [place.campaign]
    for wrong in ({"other": place.campaign}, {"other": inner}, {}, {"label": "x", "kind": LinkKind.INSIDE}):
        with pytest.raises(BadInput):
            do.link_campaign(campaign=place.campaign, **wrong, **by(place))
    do.part_campaign(told[1].link, reason="另行开展", **by(place))
    assert not linked_campaigns(inner)
    stranger = links_of(place.actor(OFFICE_2), place.campaign)
    assert [one.other for one in stranger] == [None]


def test_what_another_campaign_says_of_itself_is_for_those_who_may_open_it(place: Town) -> None:
    """A link that the other side made names a campaign of which most here know nothing."""
    other = _third(place)
    do.link_campaign(campaign=other, other=place.campaign, note="先摸底", **by(place))
    assert [one.label for one in links_of(place.actor(OFFICE_2), place.campaign)] == [other.title], "the office may share with it"
    for name in (LIAISON, OFFICIAL, LEADER):
        assert links_of(place.actor(name), place.campaign) == []
        page = place.client(name).get(f"/c/{place.campaign.code}/links/").content.decode()
        assert other.title not in page and "先摸底" not in page
    do.freeze_roster(campaign=other, units=[place.units[WATER]], people=[], on=TODAY, **by(place))
    do.grant_duty(campaign=other, person=place.people[LIAISON], duty=Duty.LIAISON, unit=place.units[WATER], **by(place))
    assert [one.other for one in links_of(place.actor(LIAISON), place.campaign)] == [other]


@pytest.mark.mechanism("M211")
def test_a_second_campaign_with_its_own_plan_runs_inside_the_first(place: Town) -> None:
    inner = _with_goals(place)
    do.link_campaign(campaign=place.campaign, other=inner, kind=LinkKind.INSIDE, **by(place))
    do.cover_units(campaign=inner, units=[place.units[WATER]], on=TODAY, **by(place))
    do.freeze_roster(campaign=inner, units=[place.units[WATER]], people=[], on=TODAY, **by(place))
    do.grant_duty(campaign=inner, person=place.people[OFFICE], duty=Duty.OFFICE, **by(place))
    do.start_campaign(campaign=inner, **by(place))
    assert find(place.actor(OFFICE), inner.code).catalogue.name != place.campaign.catalogue.name, "a plan and catalogue of its own"
    assert {one.code for one in visible_to(place.actor(OFFICE))} == {inner.code, place.campaign.code}
    page = place.client(OFFICE).get(f"/c/{place.campaign.code}/links/").content.decode()
    assert inner.title in page and "专项内的专项" in page
    page = place.client(OFFICE).get(f"/c/{inner.code}/links/").content.decode()
    assert place.campaign.title in page and "内设" in page
    other = _third(place)
    with pytest.raises(BadInput, match="已经是别的专项的内设专项"):
        do.link_campaign(campaign=other, other=inner, kind=LinkKind.INSIDE, **by(place))


def _third(place: Town) -> Campaign:
    file = load("bihuan_campaign: 1\ntitle: 消防安全整治\ncatalogue: {name: 目录, categories: [{name: 通道堵塞}]}\n")
    return do.prepare_campaign(file=file, root=place.campaign.root, **by(place))


@pytest.mark.mechanism("M32")
def test_units_attach_their_own_measures_and_the_text_of_the_campaign_stays(place: Town) -> None:
    campaign = _with_goals(place)
    do.freeze_roster(campaign=campaign, units=[place.units[WATER], place.units[FOREST]], people=[], on=TODAY, **by(place))
    for name, unit in ((LIAISON, WATER), (OTHER_LIAISON, FOREST)):
        do.grant_duty(campaign=campaign, person=place.people[name], duty=Duty.LIAISON, unit=place.units[unit], **by(place))
    category = campaign.catalogue.categories.get()
    before = list(category.measures)
    told = {"campaign": campaign, "category": category, "measure": "压减会议"}
    do.add_unit_measure(**told, unit=place.units[WATER], text="每月例会并为一次", **by(place, LIAISON))
    do.add_unit_measure(**told, unit=place.units[FOREST], text="能电话说的不开会", **by(place, OTHER_LIAISON))
    with pytest.raises(NotAllowed):
        do.add_unit_measure(**told, unit=place.units[FOREST], text="替别人写", **by(place, LIAISON))
    with pytest.raises(BadInput):
        do.add_unit_measure(**{**told, "measure": "方案里没有的"}, unit=place.units[WATER], text="x", **by(place, LIAISON))
    category.refresh_from_db()
    assert category.measures == before
    seen = units_own(place.actor(OFFICE), campaign)[0].measures[0]
    assert seen.text == "压减会议" and [one.text for one in seen.own] == ["每月例会并为一次", "能电话说的不开会"]
    assert [one.text for one in units_own(place.actor(LIAISON), campaign)[0].measures[0].own] == ["每月例会并为一次"]
    assert [one.name for one in writes_for(place.actor(LIAISON), campaign)] == [WATER]
    do.drop_unit_measure(seen.own[0], **by(place, LIAISON))
    assert len(units_own(place.actor(OFFICE), campaign)[0].measures[0].own) == 1


def test_a_unit_adds_local_forms_for_itself_alone(place: Town) -> None:
    item = place.campaign.catalogue.categories.get(name="推诿扯皮").manifestations.get(number="1")
    told: dict[str, Any] = {"campaign": place.campaign, "parent": item}
    row = do.add_local_manifestation(**told, unit=place.units[WATER], text="河道采砂审批往县里推", **by(place, LIAISON))
    with pytest.raises(BadInput, match="已经写过"):
        do.add_local_manifestation(**told, unit=place.units[WATER], text="河道采砂审批往县里推", **by(place, LIAISON))
    with pytest.raises(NotAllowed):
        do.add_local_manifestation(**told, unit=place.units[FOREST], text="林权证往外推", **by(place, LIAISON))
    assert (
        local_forms_for(place.campaign, place.units[WATER], item) == [row]
        and local_forms_for(place.campaign, place.units[FOREST], item) == []
    )
    do.drop_local_manifestation(row, **by(place, LIAISON))
    assert local_forms_for(place.campaign, place.units[WATER], item) == []
