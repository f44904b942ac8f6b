"""Items beyond their own campaign: shared and entered once, carried over with reason, person and date, old ones told apart; the chain above one."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries import find_stage
from bihuan.campaigns.rules.campaign_file import load
from bihuan.campaigns.vocabulary import CampaignState, Duty, GroupKind, GroupPost
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NotAllowed, NotNow
from bihuan.problems import operations as do
from bihuan.problems.models import CarryOver, Problem, Share
from bihuan.problems.operations.passing_on import Taking, carry_over, hide_elsewhere, name_local_form, show_elsewhere
from bihuan.problems.queries import Today, narrowed, reach
from bihuan.problems.queries.passing_on import left_open, local_form_of, shared_counts, shared_with, shown_to
from bihuan.problems.queries.progress import progress_of_units
from bihuan.problems.queries.responsibility import responsible_for
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import CauseKind, Source
from bihuan.reports.queries.figures import figures_of_key_few
from tests.factories import town as t
from tests.factories.town import (
    FOREST,
    HEAD,
    IN_CHARGE,
    LEADER,
    LIAISON,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    OTHER_LIAISON,
    OTHER_OFFICIAL,
    TODAY,
    WATER,
    Town,
)

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO = True
    monkeypatch.setattr("django.utils.timezone.now", lambda: t.NOW)
    return t.town()


def by(place: Town, name: str = OFFICE) -> dict[str, Any]:
    return {"actor": place.actor(name), "now": t.NOW}


@pytest.fixture
def later(place: Town) -> Campaign:
    """A later campaign at the same place, with its own office and liaisons."""
    file = load("bihuan_campaign: 1\ntitle: 巩固提升行动\ncatalogue: {name: 目录, categories: [{name: 反弹回潮}]}\n")
    row = campaigns.prepare_campaign(file=file, root=place.campaign.root, code="GG-2026", **by(place))
    campaigns.freeze_roster(campaign=row, units=[place.units[WATER], place.units[FOREST]], people=[], on=TODAY, **by(place))
    for name, duty, unit in ((OFFICE_2, Duty.OFFICE, None), (LIAISON, Duty.LIAISON, WATER), (OTHER_LIAISON, Duty.LIAISON, FOREST)):
        campaigns.grant_duty(campaign=row, person=place.people[name], duty=duty, unit=place.units[unit] if unit else None, **by(place))
    campaigns.grant_duty(campaign=row, person=place.people[OFFICE], duty=Duty.OFFICE, **by(place))
    campaigns.start_campaign(campaign=row, **by(place))
    return row


def _taking(place: Town, **more: Any) -> Taking:
    told = {
        "body": "县水利局办公室",
        "person": place.people[LIAISON],
        "due_on": TODAY + timedelta(days=60),
        "reason": "工程跨汛期，汛后完成",
    }
    return Taking(**{**told, **more})


@pytest.mark.mechanism("M30")
def test_a_shared_item_is_entered_once_and_shown_in_both(place: Town, later: Campaign) -> None:
    row = place.find()
    with pytest.raises(BadInput, match="没有和本专项关联"):
        show_elsewhere(problems=[row], campaign=later, **by(place))
    campaigns.link_campaign(campaign=place.campaign, other=later, **by(place))
    show_elsewhere(problems=[row], campaign=later, **by(place))
    show_elsewhere(problems=[row], campaign=later, **by(place))  # twice is once
    assert Problem.objects.count() == 1 and Share.objects.count() == 1
    page = place.client(OFFICE_2).get(reverse("problems:shared", args=[later.code])).content.decode()
    assert row.text in page and place.campaign.title in page
    counts = shared_counts(reach(place.actor(OFFICE_2), later.pk), later)
    assert (counts.own, counts.shared, counts.old) == (0, 1, 0), "own and shared are two numbers"
    mine = shared_with(reach(place.actor(OTHER_LIAISON), later.pk), later)
    assert not mine.exists(), "another unit sees nothing of it"
    place.to("closed", row)
    [one] = shown_to(place.actor(LIAISON), list(shared_with(reach(place.actor(LIAISON), later.pk), later)))
    assert one.done and one.opens, "what happens at home is seen here"
    hide_elsewhere(one.share, reason="不再关联", **by(place))
    assert shared_counts(reach(place.actor(OFFICE_2), later.pk), later).shared == 0


def test_a_self_check_is_not_shared_and_only_the_office_shares(place: Town, later: Campaign) -> None:
    campaigns.link_campaign(campaign=place.campaign, other=later, **by(place))
    with pytest.raises(BadInput, match="自查或互查"):
        show_elsewhere(problems=[place.find(source=Source.SELF_CHECK)], campaign=later, **by(place))
    with pytest.raises(NotAllowed):
        show_elsewhere(problems=[place.find()], campaign=later, **by(place, LIAISON))


@pytest.mark.mechanism("M31")
def test_open_items_of_an_earlier_campaign_come_with_their_history_and_are_counted_apart(place: Town, later: Campaign) -> None:
    row, new = place.find(), do.Finding(unit=place.units[WATER], source=Source.SUPERVISION, text="新问题一件", person=None)
    place.to("rectifying", row)
    do.record(campaign=later, finding=new, **by(place))
    carry_over(problems=[row], taking=_taking(place, to_campaign=later), **by(place))
    counts = shared_counts(reach(place.actor(OFFICE_2), later.pk), later)
    assert (counts.own, counts.shared, counts.old, counts.old_done) == (1, 0, 1, 0)
    share = shared_with(reach(place.actor(OFFICE_2), later.pk), later).get()
    page = place.client(OFFICE_2).get(reverse("problems:shared_item", args=[later.code, share.pk])).content.decode()
    assert row.text in page and "剖析" in page and "县水利局办公室" in page and LIAISON in page, "with everything that was done before"
    for step in (lambda: do.ask(problem=row, no_evidence_reason="现场已核对，无须另附", **by(place, OFFICIAL)),):
        step()
    assert shared_with(reach(place.actor(OFFICE_2), later.pk), later).get().problem.state == "asked", "the earlier work goes on"


def test_old_self_checks_keep_their_readers(place: Town, later: Campaign) -> None:
    row = place.find(source=Source.SELF_CHECK)
    carry_over(problems=[row], taking=_taking(place, to_campaign=later), **by(place))
    rows = list(shared_with(reach(place.actor(OFFICE_2), later.pk), later))
    campaigns.end_grants(
        grants=list(place.campaign.grants.filter(person=place.people[OFFICE_2], ended_at=None)), reason="调离", **by(place)
    )
    [one] = shown_to(place.actor(OFFICE_2), rows)
    assert one.text is None and not one.opens
    page = place.client(OFFICE_2).get(reverse("problems:shared_item", args=[later.code, one.share.pk])).content.decode()
    assert row.text not in page and "内容由原专项有权的人查看" in page


@pytest.mark.mechanism("M98")
def test_a_campaign_ends_only_when_every_item_is_closed_or_carried_over(place: Town) -> None:
    closed, water, forest = place.find(), place.find(), place.find(unit=FOREST, person=OTHER_OFFICIAL)
    place.to("closed", closed)
    with pytest.raises(NotNow, match="还有 2 件"):
        campaigns.close_campaign(campaign=place.campaign, reason="到期", **by(place))
    carry_over(problems=[water], taking=_taking(place), **by(place))
    with pytest.raises(NotNow, match="还有 1 件"):
        campaigns.close_campaign(campaign=place.campaign, reason="到期", **by(place))
    carry_over(problems=[forest], taking=_taking(place, body="县林业局", person=place.people[OTHER_LIAISON]), **by(place))
    told = CarryOver.objects.get(problem=forest)
    assert told.reason and told.person == place.people[OTHER_LIAISON] and told.carried_at and told.due_on and told.carried_by_id
    campaigns.close_campaign(campaign=place.campaign, reason="到期", **by(place))
    place.campaign.refresh_from_db()
    assert place.campaign.state == CampaignState.CLOSED
    assert Problem.objects.filter(campaign=place.campaign).count() == 3 and Record.objects.filter(kind="carry_over").count() == 2
    place.to("closed", water)  # the named body goes on


def test_the_last_stage_ends_so_too_an_earlier_one_lets_items_move_on(place: Town) -> None:
    place.find()
    for order in (1, 2):
        do.declare_stage_over(stage=find_stage(place.campaign, order), reason="会议决定", **by(place))
    last = find_stage(place.campaign, 3)
    with pytest.raises(NotNow, match="还有 1 件"):
        do.declare_stage_over(stage=last, reason="会议决定", **by(place))
    carry_over(problems=list(left_open(place.campaign)), taking=_taking(place), **by(place))
    do.declare_stage_over(stage=last, reason="会议决定", **by(place))


def test_what_is_refused_when_items_are_carried_over(place: Town, later: Campaign) -> None:
    row, closed = place.find(), place.find()
    place.to("closed", closed)
    for wrong, says in (({"body": " "}, "承接机构"), ({"reason": ""}, "结转理由"), ({"due_on": TODAY - timedelta(days=1)}, "不能早于今天"),
                        ({"person": place.people["风荷"]}, "没有职责"), ({"to_campaign": place.campaign}, "另一个没有结束")):  # fmt: skip
        with pytest.raises(BadInput, match=says):
            carry_over(problems=[row], taking=_taking(place, **wrong), **by(place))
    with pytest.raises(BadInput, match="不用结转"):
        carry_over(problems=[closed], taking=_taking(place), **by(place))
    with pytest.raises(NotAllowed):
        carry_over(problems=[row], taking=_taking(place), **by(place, LIAISON))
    assert not CarryOver.objects.exists()


def test_the_office_carries_over_on_a_page_and_then_ends_the_campaign(place: Town) -> None:
    row, client, code = place.find(), place.client(OFFICE), place.campaign.code
    asked = client.get(reverse("campaigns:close", args=[code]))
    assert asked.status_code == 302 and asked["Location"] == reverse("problems:left", args=[code])
    address = reverse("problems:left", args=[code])
    shown, ticked = client.get(address).content.decode(), client.get(address + "?all=1").content.decode()
    assert f"{row.number:04d}" in shown and " checked" not in shown and " checked" in ticked, "ticked by nobody but who carries them over"
    form = {
        "problems": [row.pk],
        "body": "县水利局",
        "person": place.people[LIAISON].pk,
        "due_on": str(TODAY + timedelta(days=30)),
        "reason": "汛后完成",
    }
    assert client.post(address, {**form, "person": ""}).status_code == 422
    assert client.post(address, form).status_code == 302
    page = client.get(address).content.decode()
    assert "所有问题都已销号" in page and "县水利局" in page and "汛后完成" in page
    assert client.post(reverse("campaigns:close", args=[code]), {"reason": "到期"}).status_code == 302
    assert place.client(LIAISON).get(address).status_code in (403, 404)


def test_very_many_leftovers_are_read_page_by_page(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is ticked on a page is carried over from that page, and what was carried over is read on, too."""
    monkeypatch.setattr("bihuan.interfaces.web.problems.views.passing_on.SHELF", 2)
    numbers = [place.find().number for _time in range(5)]
    client, address = place.client(OFFICE), reverse("problems:left", args=[place.campaign.code])

    def ticks(page: Any) -> list[str]:
        return re.findall(r'name="problems" value="(\d+)"', page.content.decode())

    first = client.get(address)
    assert len(ticks(first)) == 2 and "5 件没有销号" in first.content.decode() and "勾选本页" in first.content.decode()
    onward = re.findall(r'rel="next" href="([^"]+)"', first.content.decode())
    second = address + onward[0].replace("&amp;", "&")
    seen = client.get(second)
    assert len(ticks(seen)) == 2 and not set(ticks(seen)) & set(ticks(first))
    all_of_it = client.get(address + re.findall(r'href="([^"]+all=1[^"]*)"', seen.content.decode())[0].replace("&amp;", "&"))
    assert ticks(all_of_it) == ticks(seen) and all_of_it.content.decode().count(" checked") == 2, "whoever ticks stays on his page"
    form = {"body": "县水利局", "person": place.people[LIAISON].pk, "due_on": str(TODAY + timedelta(days=30)), "reason": "汛后完成"}
    assert client.post(second, {**form, "problems": ticks(first)}).status_code == 422, "what the page does not show cannot be carried over"
    assert client.post(second, {**form, "problems": ticks(seen)}).status_code == 302
    assert set(CarryOver.objects.values_list("problem__number", flat=True)) == set(numbers[1:3])
    carry_over(problems=list(left_open(place.campaign)[:1]), taking=_taking(place), **by(place))
    assert "kind=carried" in client.get(address).content.decode()


@pytest.mark.mechanism("M44")
def test_a_local_form_counts_under_its_item(place: Town) -> None:
    item = place.campaign.catalogue.categories.get(name="推诿扯皮").manifestations.get(number="1")
    local = campaigns.add_local_manifestation(
        campaign=place.campaign, parent=item, unit=place.units[WATER], text="河道采砂审批往县里推", **by(place, LIAISON)
    )
    row, other = place.find(), place.find(unit=FOREST, person=OTHER_OFFICIAL)
    client = place.client(LIAISON)
    address = reverse("problems:local_form", args=[place.campaign.code, row.number])
    assert local.text in client.get(address).content.decode()
    assert client.post(address, {"local": local.pk}).status_code == 302
    row.refresh_from_db()
    assert row.manifestation == item and row.category == item.category and local_form_of(row) == local
    seen = narrowed(
        reach(place.actor(OFFICE), place.campaign.pk), place.campaign.pk, Filters(manifestation=(item.pk,)), Today(TODAY, TODAY)
    )
    assert list(seen) == [row], "counted under the item of the campaign"
    with pytest.raises(BadInput, match="不是“县林业局”"):
        name_local_form(problem=other, local=local, **by(place))
    again = campaigns.add_local_manifestation(
        campaign=place.campaign, parent=item, unit=place.units[WATER], text="互相推诿", **by(place, LIAISON)
    )
    name_local_form(problem=row, local=again, **by(place))
    assert local_form_of(row) == again
    do.classify(problem=row, category=item.category, manifestation=None, **by(place))
    assert local_form_of(row) is None


@pytest.mark.mechanism("M06")
def test_the_chain_above_an_item_and_who_of_it_has_acted(place: Town) -> None:
    leading = campaigns.set_up_group(campaign=place.campaign, kind=GroupKind.LEADING, name="领导小组", **by(place))
    campaigns.seat_person(group=leading, person=place.people["雷峰"], post=GroupPost.DEPUTY, **by(place))
    campaigns.charge_deputy(campaign=place.campaign, deputy=place.people["雷峰"], units=[place.units[WATER]], **by(place))
    row = place.find()
    place.to("confirmed", row)
    chain = {one.word: one for one in responsible_for(row)}
    assert {word: one.person.name for word, one in chain.items() if one.person} == {
        "分管领导": IN_CHARGE,
        "单位主要负责人": HEAD,
        "分管副组长": "雷峰",
    }
    assert [deed.word for deed in chain["单位主要负责人"].deeds] == ["确认整改"] or chain["单位主要负责人"].deeds
    assert not chain["分管领导"].deeds and not chain["分管副组长"].deeds
    page = place.client(OFFICE).get(reverse("problems:problem", args=[place.campaign.code, row.number])).content.decode()
    address = reverse("problems:around", args=[place.campaign.code, row.number])
    assert address in page
    page = place.client(OFFICE).get(address).content.decode()
    assert "责任链" in page and HEAD in page and "对这一件还没有办过" in page


def test_a_place_of_the_chain_that_nobody_holds_is_said(place: Town) -> None:
    row = place.find(unit=FOREST, person=OTHER_OFFICIAL)
    for grant in place.campaign.grants.filter(unit=place.units[FOREST], duty=Duty.LEADER_IN_CHARGE, ended_at=None):
        campaigns.end_duty(grant=grant, reason="分工调整", **by(place))
    assert [one.person for one in responsible_for(row) if one.word == "分管领导"] == [None]


@pytest.mark.mechanism("M04")
def test_a_deputy_head_sees_the_progress_of_exactly_his_units(place: Town) -> None:
    group = campaigns.set_up_group(campaign=place.campaign, kind=GroupKind.LEADING, name="领导小组", **by(place))
    for name in (IN_CHARGE, "雷峰"):
        campaigns.seat_person(group=group, person=place.people[name], post=GroupPost.DEPUTY, **by(place))
    campaigns.charge_deputy(campaign=place.campaign, deputy=place.people[IN_CHARGE], units=[place.units[WATER]], **by(place))
    campaigns.charge_deputy(campaign=place.campaign, deputy=place.people["雷峰"], units=[place.units[FOREST]], **by(place))
    place.to("closed", place.find())
    place.find()
    address = reverse("campaigns:portfolios", args=[place.campaign.code])
    page = place.client(IN_CHARGE).get(address).content.decode()
    assert WATER in page and FOREST not in page and "还没有" not in page
    told = progress_of_units(
        reach(place.actor(IN_CHARGE), place.campaign.pk), place.campaign.pk, [place.units[WATER].pk], Today(TODAY, TODAY)
    )
    one = told[place.units[WATER].pk]
    assert (one.found, one.done, one.late) == (2, 1, 0)
    whole = place.client(OFFICE).get(address).content.decode()
    assert WATER in whole and FOREST in whole
    assert place.client(LIAISON).get(address).status_code in (403, 404)


@pytest.mark.mechanism("M15")
def test_lists_and_figures_are_narrowed_to_the_key_few(place: Town) -> None:
    his, other = place.find(), place.find(unit=FOREST, person=OTHER_OFFICIAL)
    campaigns.mark_key_few(campaign=place.campaign, person=place.people[OFFICIAL], note="", **by(place))
    assert his.number != other.number
    page = place.client(OFFICE).get(reverse("problems:ledger", args=[place.campaign.code]), {"key_few": "1"}).content.decode()
    assert f"{his.number:04d}" in page and f"{other.number:04d}" not in page and "关键少数" in page
    past = place.client(OFFICE).get(reverse("problems:ledger", args=[place.campaign.code]), {"key_few": "1", "at": "2026-03-01"})
    assert past.status_code == 200 and f"{his.number:04d}" not in past.content.decode(), "a past moment is narrowed the same way"
    told = figures_of_key_few(place.campaign, TODAY, TODAY)
    assert told["O01"].value == 1 and "key_few=1" in told["O01"].rows
    page = place.client(OFFICE).get(reverse("reports:figures", args=[place.campaign.code]), {"key_few": "1"}).content.decode()
    assert "key_few=1" in page
    past = narrowed(reach(place.actor(OFFICE), place.campaign.pk), place.campaign.pk, Filters(key_few=True), Today(TODAY, TODAY))
    assert list(past) == [his]
    campaigns.unmark_key_few(place.campaign.key_few.get(), reason="分工调整", **by(place))
    assert figures_of_key_few(place.campaign, TODAY, TODAY)["O01"].value == 0


@pytest.mark.mechanism("M07")
def test_the_office_does_its_five_things_for_every_unit_and_no_unit_does_them_for_another(place: Town) -> None:
    """协调、调度、督办、汇总、上报 (001): a task given, a finding dispatched, an item marked for attention, the whole ledger summed up, a report."""
    for unit, person in ((WATER, OFFICIAL), (FOREST, OTHER_OFFICIAL)):
        campaigns.add_task(campaign=place.campaign, title="报送整改进度", unit=place.units[unit], **by(place))  # coordinate
        row = place.find(unit=unit, person=person)  # dispatch: on whose list it is, decided by the office
        do.prioritise(problem=row, priority=True, **by(place))  # supervise
        do.analyse(problem=row, cause="制度不落实", kind=CauseKind.MANAGERIAL, **by(place))
    rows = Problem.objects.filter(campaign=place.campaign)
    assert {
        one.unit.name for one in narrowed(reach(place.actor(OFFICE), place.campaign.pk), place.campaign.pk, Filters(), Today(TODAY, TODAY))
    } == {WATER, FOREST}
    assert place.client(OFFICE).get(reverse("reports:figures", args=[place.campaign.code])).status_code == 200  # summarise
    drafted = place.client(OFFICE).post(reverse("reports:draft", args=[place.campaign.code]), {"what": "weekly", "day": str(TODAY)})
    assert drafted.status_code == 302  # report upward
    others = rows.get(unit=place.units[FOREST])
    for forbidden in (
        lambda: campaigns.add_task(campaign=place.campaign, title="替别人派活", unit=place.units[FOREST], **by(place, LIAISON)),
        lambda: place.find(unit=FOREST, person=OTHER_OFFICIAL, by=LIAISON),
        lambda: do.prioritise(problem=others, priority=False, **by(place, LIAISON)),
        lambda: do.analyse(problem=others, cause="替别人写", kind=CauseKind.MANAGERIAL, **by(place, LIAISON)),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    seen = narrowed(reach(place.actor(LIAISON), place.campaign.pk), place.campaign.pk, Filters(), Today(TODAY, TODAY))
    assert {one.unit.name for one in seen} == {WATER}
    assert place.client(LIAISON).get(reverse("reports:figures", args=[place.campaign.code])).status_code in (403, 404)
    draft = place.client(LIAISON).post(reverse("reports:draft", args=[place.campaign.code]), {"what": "weekly", "day": str(TODAY)})
    assert draft.status_code in (403, 404)


def test_what_is_shared_is_read_on_kind_by_kind(place: Town, later: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.interfaces.web.problems.views.passing_on.SHELF", 2)
    campaigns.link_campaign(campaign=place.campaign, other=later, **by(place))
    rows = [place.find(text=f"第{n}件共享的事") for n in range(5)]
    show_elsewhere(problems=rows, campaign=later, **by(place))
    client, link, seen = place.client(OFFICE_2), "", list[str]()
    while True:
        page = client.get(reverse("problems:shared", args=[later.code]) + link).content.decode()
        seen += re.findall(r"第(\d)件共享的事", page)
        if not (onward := re.search(r'rel="next" href="([^"]+)"', page)):
            break
        link = onward[1].replace("&amp;", "&")
    assert seen == ["4", "3", "2", "1", "0"] and "kind=shared" in link
    assert client.get(reverse("problems:shared", args=[later.code]) + "?kind=old&before=zzz").status_code == 200


@pytest.mark.mechanism("M98")
def test_a_head_of_the_leading_group_who_may_end_it_sees_what_stands_against_the_end(place: Town) -> None:
    group = campaigns.set_up_group(campaign=place.campaign, kind=GroupKind.LEADING, name="领导小组", **by(place))
    campaigns.seat_person(group=group, person=place.people[LEADER], post=GroupPost.HEAD, **by(place))
    row, head = place.find(), place.client(LEADER)
    end = head.get(reverse("campaigns:close", args=[place.campaign.code]))
    page = head.get(end.headers["Location"]).content.decode()
    assert end.status_code == 302 and f"{row.number:04d}　{WATER}　{row.text}" in page, "what is ticked is told"
    assert f"{LIAISON}（{WATER}）" in page, "two people may have one name"
    told = {
        "problems": [row.pk], "body": "县水利局办公室", "person": place.people[LIAISON].pk, "reason": "工程跨汛期",
        "due_on": str(TODAY + timedelta(days=60)),
    }  # fmt: skip
    assert head.post(end.headers["Location"], told, follow=True).status_code == 200
    assert "县水利局办公室" in head.get(end.headers["Location"]).content.decode() and not left_open(place.campaign).exists()
    assert place.client(LIAISON).get(end.headers["Location"]).status_code == 403
