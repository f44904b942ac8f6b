"""The office sets a campaign up: bodies with the duties of their seats, co-heads, settings, stages, tasks, its start and end."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.campaigns import operations, queries
from bihuan.campaigns.models import Grant, Group, GroupMember
from bihuan.campaigns.rules.campaign_file import load
from bihuan.campaigns.vocabulary import CampaignState, Duty, GroupKind, GroupPost
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import signed_by
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed
from bihuan.organisation.queries import entered_of
from tests.factories import town as t

TODAY = t.TODAY


@pytest.fixture
def town(db: None) -> t.Town:
    return t.town()


def said(town: t.Town, name: str = t.OFFICE) -> dict[str, object]:
    return {"actor": town.actor(name), "now": town.now}


def set_up(town: t.Town, kind: GroupKind, name: str, **more: object) -> Group:
    return operations.set_up_group(campaign=town.campaign, kind=kind, name=name, **more, **said(town))  # type: ignore[arg-type]


def seat(town: t.Town, group: Group, name: str, post: GroupPost) -> GroupMember:
    return operations.seat_person(group=group, person=town.people[name], post=post, **said(town))  # type: ignore[arg-type]


def held(town: t.Town, name: str, duty: Duty) -> set[str | None]:
    rows = Grant.objects.filter(campaign=town.campaign, person=town.people[name], duty=duty, ended_at=None).select_related("unit")
    return {one.unit.name if one.unit else None for one in rows}


@pytest.mark.mechanism("M03")
def test_two_co_heads_sign_with_equal_right_and_each_under_his_own_name(town: t.Town) -> None:
    group = set_up(town, GroupKind.LEADING, "领导小组")
    seat(town, group, t.LEADER, GroupPost.HEAD)
    seat(town, group, t.IN_CHARGE, GroupPost.HEAD)
    seat(town, group, t.GROUP_2, GroupPost.MEMBER)
    first, second = queries.stages(town.campaign)[:2]
    for name, stage in ((t.LEADER, first), (t.IN_CHARGE, second)):
        operations.extend_stage(
            stage=stage, to_on=stage.end_on + timedelta(days=7), decision="组长批示", reason="质量优先", **said(town, name)
        )
    for name in (t.LEADER, t.IN_CHARGE):
        rows = signed_by(town.campaign.code, [town.people[name].user_id], ["extend_stage"])
        assert [row.actor_name for row in rows] == [name], "one sign-off each, under his own name"
    assert {one.decided_by.name for one in queries.extensions_of(town.campaign)} == {t.LEADER, t.IN_CHARGE}
    with pytest.raises(NotAllowed):  # a member of the group is no head
        operations.extend_stage(stage=first, to_on=date(2026, 6, 1), decision="x", reason="y", **said(town, t.GROUP_2))
    with pytest.raises(BadInput, match="两名组长"):
        seat(town, group, t.HEAD, GroupPost.HEAD)


@pytest.mark.mechanism("M02")
@pytest.mark.parametrize(
    ("heads", "deputies", "members"),
    [
        ((t.LEADER, t.IN_CHARGE), (), (t.GROUP,)),  # both top leaders are co-heads
        ((t.LEADER,), (), (t.IN_CHARGE, t.GROUP, t.GROUP_2)),  # head, and leaders of a rank as members
        ((t.LEADER,), (t.IN_CHARGE, t.GROUP, t.GROUP_2), ()),  # head, all other members of the Party group are deputies
    ],
)
def test_a_leading_group_takes_each_of_the_three_patterns(
    town: t.Town, heads: tuple[str, ...], deputies: tuple[str, ...], members: tuple[str, ...]
) -> None:
    group = set_up(town, GroupKind.LEADING, "领导小组")
    for post, names in ((GroupPost.HEAD, heads), (GroupPost.DEPUTY, deputies), (GroupPost.MEMBER, members)):
        for name in names:
            seat(town, group, name, post)
    page = town.client(t.LIAISON).get("/c/QS-2026/groups/").content.decode()
    seats = [(name, re.sub(r"<[^>]*>", "", after).split()[0]) for name, after in re.findall(r"<li>(\S+) (.*?)</li>", page)]
    posts = (("组长", heads), ("副组长", deputies), ("成员", members))
    assert sorted(seats) == sorted((name, word) for word, names in posts for name in names), "each with his post on the page"
    for name in (*heads, *deputies, *members):
        assert held(town, name, Duty.LEADER) == {None}
    shown = [(one.post, one.person.name) for one in queries.find_group(town.campaign, group.pk).members.all() if one.person]
    assert sorted(shown) == sorted([*(("head", n) for n in heads), *(("deputy", n) for n in deputies), *(("member", n) for n in members)])


def test_a_seat_brings_its_duty_and_takes_it_away(town: t.Town) -> None:
    water, forest = town.units[t.WATER], town.units[t.FOREST]
    group = set_up(town, GroupKind.SUPERVISION, "第一督导组", units=[water])
    place = seat(town, group, t.OFFICE_2, GroupPost.MEMBER)
    assert held(town, t.OFFICE_2, Duty.SUPERVISOR) == {t.WATER}
    operations.charge_group(group=group, units=[forest], **said(town))
    assert held(town, t.OFFICE_2, Duty.SUPERVISOR) == {t.FOREST}, "duties follow the units"
    operations.unseat_person(group=group, seat=place, reason="调离", **said(town))
    assert held(town, t.OFFICE_2, Duty.SUPERVISOR) == set()
    assert held(town, t.OFFICE_2, Duty.OFFICE) == {None}, "another duty stays"


def test_one_supervision_group_a_unit(town: t.Town) -> None:
    set_up(town, GroupKind.SUPERVISION, "第一督导组", units=[town.units[t.WATER]])
    with pytest.raises(BadInput, match="第一督导组"):
        set_up(town, GroupKind.SUPERVISION, "第二督导组", units=[town.units[t.WATER]])
    other = set_up(town, GroupKind.SUPERVISION, "第二督导组")
    with pytest.raises(BadInput, match="第一督导组"):
        operations.charge_group(group=other, units=[town.units[t.WATER]], **said(town))
    assert [one.name for one in queries.units_without_group(town.campaign, TODAY)] == [t.FOREST]


def test_the_last_of_the_office_cannot_leave(town: t.Town) -> None:
    mine = list(queries.grants_of(town.campaign, duty=Duty.OFFICE))
    operations.end_duty(grant=mine[1], reason="调离", **said(town))
    with pytest.raises(BadInput, match="至少要留一个人"):
        operations.end_duty(grant=mine[0], reason="调离", **said(town))
    with pytest.raises(BadInput, match="理由"):
        operations.end_duty(grant=queries.grants_of(town.campaign, duty=Duty.LIAISON)[0], reason=" ", **said(town))


def test_gaps_name_the_units_where_nobody_holds_a_duty(town: t.Town) -> None:
    gaps = {one.duty: [unit.name for unit in one.units] for one in queries.duty_gaps(town.campaign, TODAY)}
    assert gaps == {}
    operations.end_duty(grant=queries.grants_of(town.campaign, t.LIAISON)[0], reason="调离", **said(town))
    assert {one.duty: [unit.name for unit in one.units] for one in queries.duty_gaps(town.campaign, TODAY)} == {Duty.LIAISON: [t.WATER]}


def test_duties_that_follow_from_something_else_are_not_granted(town: t.Town) -> None:
    for duty in (Duty.FOUNDER, Duty.MACHINE, Duty.GROUP_HEAD):
        with pytest.raises(BadInput):
            operations.grant_duty(campaign=town.campaign, person=town.people[t.LIAISON], duty=duty, **said(town))
    with pytest.raises(NotAllowed):
        operations.grant_duty(campaign=town.campaign, person=town.people[t.LIAISON], duty=Duty.OFFICE, **said(town, t.LIAISON))


def test_settings_take_only_what_their_place_takes(town: t.Town) -> None:
    operations.amend_campaign(campaign=town.campaign, settings={"near_days": 5, "quick_sources": ["self_check"]}, **said(town))
    assert (queries.settings_for(town.campaign).near_days, queries.settings_for(town.campaign).quick_sources) == (5, ("self_check",))
    for wrong in ({"near_days": 99}, {"sample_percent": "很多"}, {"near_dayz": 3}):
        with pytest.raises(BadInput, match="设置没有改"):
            operations.amend_campaign(campaign=town.campaign, settings=wrong, **said(town))
    assert queries.settings_for(town.campaign).near_days == 5


def test_a_stage_without_days_gets_them_once(town: t.Town) -> None:
    stage = queries.stages(town.campaign)[0]
    with pytest.raises(BadInput, match="已有日期"):
        operations.date_stage(stage=stage, start_on=TODAY, end_on=TODAY, **said(town))
    type(stage).objects.filter(pk=stage.pk).update(start_on=None, end_on=None, planned_end_on=None)
    with pytest.raises(BadInput, match="早于"):
        operations.date_stage(stage=stage, start_on=TODAY, end_on=TODAY - timedelta(days=1), **said(town))
    operations.date_stage(stage=stage, start_on=TODAY, end_on=TODAY + timedelta(days=30), **said(town))
    stage.refresh_from_db()
    assert stage.planned_end_on == stage.end_on == TODAY + timedelta(days=30)


@pytest.mark.mechanism("M213")
def test_a_task_is_not_done_by_a_document_or_a_meeting(town: t.Town) -> None:
    units = [town.units[t.WATER], town.units[t.FOREST]]
    first, second = operations.add_tasks(campaign=town.campaign, title="公开窗口等候时间", units=units, due_on=TODAY, **said(town))
    for paper in ("印发了《实施方案》", "召开了动员会"):
        with pytest.raises(NeedsUnmet, match="办成了什么"):
            operations.finish_task(task=first, result=paper, proof="会议纪要", **said(town, t.LIAISON))
    with pytest.raises(NeedsUnmet):
        operations.finish_task(task=first, result="窗口等候由40分钟降到15分钟", proof="", **said(town, t.LIAISON))
    operations.finish_task(task=first, result="窗口等候由40分钟降到15分钟", proof="叫号系统记录", **said(town, t.LIAISON))
    assert [one.pk for one in queries.open_tasks(town.actor(t.OTHER_LIAISON), town.campaign, TODAY).rows] == [second.pk]
    with pytest.raises(BadInput, match="承办"):
        operations.add_tasks(campaign=town.campaign, title="无人承办", **said(town))


def test_a_prepared_campaign_is_launched_with_its_roster(town: t.Town) -> None:
    file = load("bihuan_campaign: 1\ntitle: 另一个专项\ncatalogue: {name: 目录, categories: [{name: 推诿}]}\n")
    campaign = operations.prepare_campaign(file=file, root=town.units["青石县"], **said(town))
    entries = entered_of(campaign.root, ("section_head",))
    with pytest.raises(BadInput, match="还没有人员"):
        operations.launch_campaign(campaign=campaign, entries=[], on=TODAY, **said(town))
    operations.launch_campaign(campaign=campaign, entries=entries, on=TODAY, **said(town))
    assert campaign.state == CampaignState.RUNNING
    assert queries.counts_on(campaign, TODAY).subjects == 2  # the two section heads
    assert queries.run_by(town.actor(t.OFFICE), campaign), "whoever launches it becomes its office"
    with pytest.raises(NotAllowed):
        queries.refuse_others(town.actor(t.LIAISON), campaign)


def test_whoever_cannot_sign_in_is_named(town: t.Town) -> None:
    assert queries.without_account(town.campaign, TODAY, whole_roster=True) == []
    for name in (t.LIAISON, t.OFFICIAL):
        town.people[name].user = None
        town.people[name].save(update_fields=["user"])
    assert [one.name for one in queries.without_account(town.campaign, TODAY)] == [t.LIAISON]
    assert {one.name for one in queries.without_account(town.campaign, TODAY, whole_roster=True)} == {t.LIAISON, t.OFFICIAL}
    assert str(queries.counts_on(town.campaign, TODAY).rate_of_subjects(queries.with_account(town.campaign, TODAY))).startswith(
        "66.7%（2/3，"
    )


def test_stages_are_added_in_order_where_a_catalogue_names_none(town: t.Town) -> None:
    with pytest.raises(BadInput, match="上一个阶段"):
        operations.add_stage(campaign=town.campaign, name="回头看", start_on=date(2026, 5, 1), end_on=date(2026, 6, 30), **said(town))
    added = operations.add_stage(campaign=town.campaign, name="回头看", start_on=date(2026, 6, 1), end_on=date(2026, 6, 30), **said(town))
    assert (added.order, added.planned_end_on) == (4, date(2026, 6, 30))
    with pytest.raises(NotAllowed):
        operations.add_stage(
            campaign=town.campaign, name="再一个", start_on=date(2026, 7, 1), end_on=date(2026, 7, 2), **said(town, t.HEAD)
        )


def test_a_dissolved_body_takes_its_duties_along_and_stays_in_the_book(town: t.Town) -> None:
    water = town.units[t.WATER]
    group = set_up(town, GroupKind.SUPERVISION, "第一督导组", units=[water])
    seat(town, group, t.OFFICE_2, GroupPost.HEAD)
    task = operations.add_task(campaign=town.campaign, title="抽查水务局", group=group, **said(town))
    with pytest.raises(BadInput, match="还有 1 项任务没有办结"):
        operations.dissolve_group(group=group, reason="人员调整", **said(town))
    operations.finish_task(task=task, result="查了 3 个科室", proof="抽查记录", **said(town))
    with pytest.raises(BadInput, match="理由"):
        operations.dissolve_group(group=group, reason=" ", **said(town))
    operations.dissolve_group(group=group, reason="人员调整", **said(town))
    assert held(town, t.OFFICE_2, Duty.SUPERVISOR) == set() and held(town, t.OFFICE_2, Duty.OFFICE) == {None}
    assert group not in queries.groups_of(town.campaign) and queries.dissolved_groups(town.campaign) == [group]
    assert water in queries.units_without_group(town.campaign, TODAY)
    record = Record.objects.get(kind="group", action="dissolve_group")
    assert record.reason == "人员调整" and record.changes["seats"] == [t.OFFICE_2] and record.changes["units"] == [water.pk]
    with pytest.raises(BadInput, match="已经撤销"):
        operations.dissolve_group(group=group, reason="又一次", **said(town))
    again = set_up(town, GroupKind.SUPERVISION, "第一督导组", units=[water])
    assert again.pk != group.pk, "the name is free again"


def test_the_office_that_still_has_to_run_is_not_dissolved_and_strangers_dissolve_nothing(town: t.Town, settings: Any) -> None:
    settings.BIHUAN_DEMO = True  # without second factors
    office = set_up(town, GroupKind.OFFICE, "专班")
    for one in queries.grants_of(town.campaign, duty=Duty.OFFICE):
        operations.seat_person(group=office, person=one.person, post=GroupPost.MEMBER, **said(town))
    with pytest.raises(BadInput, match="至少要留一个人"):
        operations.dissolve_group(group=office, reason="试", **said(town))
    assert office.members.count() == 2
    address = f"/c/QS-2026/groups/{office.pk}/dissolve/"
    assert town.client(t.LIAISON).get(address).status_code in (403, 404)
    other = set_up(town, GroupKind.SUPERVISION, "第一督导组")
    page = town.client(t.OFFICE)
    address = f"/c/QS-2026/groups/{other.pk}/dissolve/"
    assert "撤销“第一督导组”" in page.get(address).content.decode()
    assert page.post(address, {"reason": ""}).status_code == 422
    assert page.post(address, {"reason": "不再需要"}).status_code == 302
    assert "已撤销 1 个机构" in page.get("/c/QS-2026/groups/").content.decode()
    assert page.get(address).status_code == 404


def test_whoever_sits_in_two_bodies_keeps_his_duty_when_one_of_them_goes(town: t.Town) -> None:
    first, second = (set_up(town, GroupKind.LEADING, name) for name in ("领导小组", "协调小组"))
    seats = [seat(town, body, t.COLLEAGUE, GroupPost.MEMBER) for body in (first, second)]
    assert held(town, t.COLLEAGUE, Duty.LEADER) == {None}
    operations.dissolve_group(group=second, reason="合并", **said(town))
    assert held(town, t.COLLEAGUE, Duty.LEADER) == {None}, "he still sits in the other one"
    operations.unseat_person(group=first, seat=seats[0], reason="调离", **said(town))
    assert held(town, t.COLLEAGUE, Duty.LEADER) == set()


def test_a_kept_filter_is_deleted_by_whoever_kept_it(town: t.Town) -> None:
    office = town.actor(t.OFFICE)
    view = operations.save_view(campaign=town.campaign, name="超期的", query="lamp=overdue", actor=office, now=town.now)
    assert queries.find_view(office, town.campaign, view.pk) == view
    with pytest.raises(NotAllowed):
        operations.drop_view(view, actor=replace(office, user_id=(office.user_id or 0) + 1000), now=town.now)
    operations.drop_view(view, actor=office, now=town.now)
    assert not queries.views_of(office, town.campaign).exists()
    assert Record.objects.get(kind="saved_view", action="drop_view").label == "超期的"


@pytest.mark.parametrize("code", ["bad code!", "整治", "a/b", "-x", "x" * 33])
def test_a_code_that_is_no_word_of_an_address_is_refused(town: t.Town, code: str) -> None:
    with pytest.raises(BadInput, match="网页地址"):
        operations.prepare_campaign(file=load(t.FILE % ("true", 10)), root=town.campaign.root, code=code, **said(town))
