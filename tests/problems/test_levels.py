"""Rectification linked across levels: one entry, one lead, measures of both, one history that both read (M104)."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import held
from bihuan.campaigns.queries.desk import waiting_on_desk
from bihuan.campaigns.queries.links import links_of
from bihuan.campaigns.rules.campaign_file import load
from bihuan.campaigns.vocabulary import Duty
from bihuan.campaigns.vocabulary.organising import LinkKind
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.problems import operations as do
from bihuan.problems.models import JointMeasure, Problem, Share
from bihuan.problems.operations.levels import Part, add_joint_measure, change_lead, drop_joint_measure, finish_joint_measure
from bihuan.problems.operations.passing_on import hide_elsewhere, show_elsewhere
from bihuan.problems.queries import reach
from bihuan.problems.queries.levels import find_joint, joint_history, joint_measures_of
from bihuan.problems.queries.passing_on import shared_counts
from tests.factories import town as t
from tests.factories.town import FOREST, GROUP, HEAD, LIAISON, OFFICE, OFFICIAL, OTHER_HEAD, OTHER_LIAISON, TODAY, WATER, Town

pytestmark = pytest.mark.usefixtures("db")
CITY_OFFICE, CITY_LIAISON = OTHER_HEAD, OTHER_LIAISON  # people who hold nothing of the office of the county's campaign
SOON = TODAY + timedelta(days=20)


@pytest.fixture
def place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO = True
    monkeypatch.setattr("django.utils.timezone.now", lambda: t.NOW)
    return t.town()


def by(place: Town, name: str = OFFICE) -> dict[str, Any]:
    return {"actor": place.actor(name), "now": t.NOW}


@pytest.fixture
def city(place: Town) -> Campaign:
    """The campaign of the superior level, with an office of its own, linked by the county's as its superior."""
    file = load("bihuan_campaign: 1\ntitle: 市级作风专项整治\ncatalogue: {name: 目录, categories: [{name: 推诿扯皮}]}\n")
    row = campaigns.prepare_campaign(file=file, root=place.campaign.root, code="SJ-2026", **by(place))
    campaigns.freeze_roster(campaign=row, units=[place.units[WATER], place.units[FOREST]], people=[], on=TODAY, **by(place))
    campaigns.grant_duty(campaign=row, person=place.people[CITY_OFFICE], duty=Duty.OFFICE, **by(place))
    campaigns.grant_duty(campaign=row, person=place.people[CITY_LIAISON], duty=Duty.LIAISON, unit=place.units[FOREST], **by(place))
    campaigns.start_campaign(campaign=row, **by(place))
    campaigns.link_campaign(campaign=place.campaign, other=row, kind=LinkKind.ABOVE, **by(place))
    return row


def shared(place: Town, city: Campaign, **more: Any) -> Share:
    row = place.find()
    show_elsewhere(problems=[row], campaign=city, **{**more, **by(place)})
    return Share.objects.get(problem=row)


def part(campaign: Campaign, text: str = "协调市级用地指标") -> Part:
    return Part(campaign, text, "市自然资源局", SOON)


def page(place: Town, name: str, code: str, share: Share) -> str:
    return place.client(name).get(reverse("problems:joint", args=[code, share.pk])).content.decode()


def timeline(html: str) -> str:
    return html.split('<ol class="timeline">')[1].split("</ol>")[0]


def waits(place: Town, name: str, campaign: Campaign) -> dict[str, int]:
    actor = place.actor(name)
    return {one.name: one.count for one in waiting_on_desk(actor, held(actor, campaign.pk), campaign.pk, TODAY)}


@pytest.mark.mechanism("M104")
def test_an_item_shared_between_two_levels_has_one_lead_and_one_history(place: Town, city: Campaign) -> None:
    share = shared(place, city)
    assert Problem.objects.count() == 1, "entered once"
    assert (share.upper, share.lead) == (city, place.campaign), "the home leads until somebody decides otherwise"
    with pytest.raises(NotAllowed):  # the superior level takes part, the subordinate one leads: who leads writes for both
        add_joint_measure(share=share, part=part(place.campaign, "县里排班"), **by(place, CITY_OFFICE))
    assert waits(place, CITY_OFFICE, city) == {"joint_items": 1}
    measure = add_joint_measure(share=share, part=part(city), **by(place, CITY_OFFICE))
    assert waits(place, CITY_OFFICE, city) == {"joint_measures": 1}, "its own part waits on its desk"
    change_lead(share, lead=city, decision="市委专题会议", reason="要市里先给指标", **by(place, CITY_OFFICE))
    share.refresh_from_db()
    assert share.lead == city, "exactly one leads"
    with pytest.raises(NotAllowed):
        change_lead(share, lead=place.campaign, decision="县里说的", reason="想要回来", **by(place))
    ours = add_joint_measure(share=share, part=part(place.campaign, "县里腾出窗口"), **by(place, CITY_OFFICE))
    place.to("verified", share.problem)
    with pytest.raises(NotNow, match="还有 2 项联动措施没有办结"):
        do.close(problem=share.problem, **by(place))
    finish_joint_measure(measure, result="指标已下达", **by(place, CITY_OFFICE))
    drop_joint_measure(ours, reason="不再需要", **by(place, CITY_OFFICE))
    do.close(problem=share.problem, **by(place))
    here, there = (timeline(page(place, *who, share)) for who in ((OFFICE, place.campaign.code), (CITY_OFFICE, city.code)))
    assert here == there, "both read the same history, word by word"
    for told in ("把这件问题记入台账", "由“青石县作风专项整治”牵头", "改由“市级作风专项整治”牵头，依据：市委专题会议，理由：要市里先给指标",
                 "协调市级用地指标", "指标已下达", "不再需要", "予以销号"):  # fmt: skip
        assert told in here, told
    counts = shared_counts(reach(place.actor(CITY_OFFICE), city.pk), city)
    assert (counts.own, counts.shared) == (0, 1), "counted as shared there, never as its own"
    assert shared_counts(reach(place.actor(OFFICE), place.campaign.pk), place.campaign).own == 1


def test_each_level_writes_and_ends_its_own_part_only(place: Town, city: Campaign) -> None:
    share = shared(place, city, lead=city)
    assert share.lead == city
    theirs = add_joint_measure(share=share, part=part(city), **by(place, CITY_OFFICE))
    add_joint_measure(share=share, part=part(place.campaign, "县里自己的"), **by(place))
    for forbidden in (
        lambda: add_joint_measure(share=share, part=part(city), **by(place)),
        lambda: add_joint_measure(share=share, part=part(city), **by(place, CITY_LIAISON)),
        lambda: finish_joint_measure(theirs, result="替市里办了", **by(place)),
        lambda: drop_joint_measure(theirs, reason="不办了", **by(place)),
        lambda: change_lead(share, lead=place.campaign, decision="x", reason="y", **by(place, LIAISON)),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    assert [one.text for one in joint_measures_of(share)] == ["协调市级用地指标", "县里自己的"]
    with pytest.raises(Missing):
        find_joint(place.actor(CITY_LIAISON), city, share.pk)  # another unit there sees nothing of it


def test_what_is_refused_between_levels(place: Town, city: Campaign) -> None:
    share = shared(place, city)
    for wrong, says in (
        (lambda: change_lead(share, lead=place.campaign, decision="会议", reason="x", **by(place)), "现在就由"),
        (lambda: change_lead(share, lead=city, decision=" ", reason="x", **by(place)), "由谁、以什么方式"),
        (lambda: add_joint_measure(share=share, part=Part(city, " ", "局", SOON), **by(place, CITY_OFFICE)), "措施和承办机构"),
        (
            lambda: add_joint_measure(share=share, part=Part(city, "x", "局", TODAY - timedelta(1)), **by(place, CITY_OFFICE)),
            "不能早于今天",
        ),
    ):
        with pytest.raises(BadInput, match=says):
            wrong()
    row = add_joint_measure(share=share, part=part(city), **by(place, CITY_OFFICE))
    with pytest.raises(BadInput, match="办理结果"):
        finish_joint_measure(row, result=" ", **by(place, CITY_OFFICE))
    finish_joint_measure(row, result="办好了", **by(place, CITY_OFFICE))
    with pytest.raises(NotNow):
        finish_joint_measure(row, result="再办", **by(place, CITY_OFFICE))
    hide_elsewhere(share, reason="不联动了", **by(place))
    with pytest.raises(NotNow):
        add_joint_measure(share=share, part=part(city), **by(place, CITY_OFFICE))


def test_campaigns_that_are_no_levels_share_without_a_lead(place: Town, city: Campaign) -> None:
    [link] = links_of(place.actor(OFFICE), place.campaign)
    assert link.above and not link.below
    campaigns.part_campaign(link.link, reason="关联错了", **by(place))
    campaigns.link_campaign(campaign=place.campaign, other=city, **by(place))
    with pytest.raises(BadInput, match="按上下级关联"):
        show_elsewhere(problems=[place.find()], campaign=city, lead=city, **by(place))
    share = shared(place, city)
    assert share.lead is None and share.upper is None
    with pytest.raises(BadInput, match="没有按上下级关联"):
        change_lead(share, lead=city, decision="会议", reason="x", **by(place))
    with pytest.raises(BadInput, match="不是这两级联动"):
        add_joint_measure(share=share, part=part(place.campaign), **by(place))


def test_many_are_closed_and_those_that_another_level_works_on_stay(place: Town, city: Campaign) -> None:
    share, other = shared(place, city), place.find()
    add_joint_measure(share=share, part=part(city), **by(place, CITY_OFFICE))
    for one in (share.problem, other):
        place.to("verified", one)
    done, refused = do.act_on_many(problems=[share.problem, other], action=do_close(), **by(place))
    assert [one.pk for one in done] == [other.pk] and [(row.pk, "联动措施" in why) for row, why in refused] == [(share.problem_id, True)]


def do_close() -> Any:
    from bihuan.problems.vocabulary import Action

    return Action.CLOSE


def test_both_levels_work_on_pages(place: Town, city: Campaign) -> None:
    row = place.find()
    office, upper = place.client(OFFICE), place.client(CITY_OFFICE)
    at = reverse("problems:share_out", args=[place.campaign.code, row.number])
    assert "由哪一级牵头" in office.get(at).content.decode()
    assert office.post(at, {"campaign": city.code, "lead": "there"}).status_code == 302
    share = Share.objects.get()
    assert share.lead == city
    assert office.get(reverse("problems:joint", args=[place.campaign.code, share.pk])).status_code == 200
    listed = upper.get(reverse("problems:shared", args=[city.code])).content.decode()
    assert "本级牵头" in listed and reverse("problems:joint", args=[city.code, share.pk]) in listed
    assert "联动整改的" in office.get(reverse("problems:shared", args=[place.campaign.code])).content.decode()
    moved = upper.get(reverse("problems:shared_item", args=[city.code, share.pk]))
    assert moved.status_code == 302 and moved["Location"] == reverse("problems:joint", args=[city.code, share.pk])
    add = reverse("problems:add_joint_measure", args=[city.code, share.pk])
    form = {"level": city.code, "text": "协调指标", "body": "市局", "due_on": str(SOON)}
    assert upper.post(add, {**form, "body": ""}).status_code == 422
    assert upper.post(add, form).status_code == 302
    measure = JointMeasure.objects.get()
    todo = upper.get(reverse("home:todo")).content.decode()
    assert "联动整改：本级的措施" in todo and "协调指标" in todo
    done = reverse("problems:finish_joint_measure", args=[city.code, share.pk, measure.pk])
    assert office.get(done.replace(city.code, place.campaign.code)).status_code == 403
    assert upper.post(done, {"result": "已下达"}).status_code == 302
    assert upper.get(done).status_code == 404, "done already"
    lead = reverse("problems:joint_lead", args=[city.code, share.pk])
    form = {"lead": place.campaign.code, "decision": "市委会议", "reason": "交县里"}
    assert upper.post(lead, form).status_code == 302
    assert office.get(lead.replace(city.code, place.campaign.code)).status_code == 200, "who leads may hand it over"
    share.refresh_from_db()
    assert share.lead == place.campaign
    for name in (LIAISON, OFFICIAL, HEAD, GROUP):
        assert place.client(name).get(lead).status_code in (403, 404)
    html = page(place, LIAISON, place.campaign.code, share)
    assert "已下达" in html and "改定牵头" not in html, "the unit reads it and decides nothing"
    assert [one.said() for one in joint_history(share)][-1].endswith("依据：市委会议，理由：交县里。")


def test_the_cockpit_tells_shared_items_apart_and_each_number_opens_its_list(place: Town, city: Campaign) -> None:
    for _n in range(2):
        shared(place, city)
    office = place.client(CITY_OFFICE)
    for address in (reverse("reports:cockpit", args=[city.code]), reverse("reports:figures", args=[city.code])):
        html = office.get(address).content.decode()
        assert "另有共享 2 项" in html and "不计入上面各数" in html
        opens = reverse("problems:shared", args=[city.code]) + "?kind=shared"
        assert opens in html and office.get(opens).content.decode().count("/joint/") == 2, "as many rows as the number says"
    tiles = office.get(reverse("reports:cockpit", args=[city.code])).content.decode()
    assert '<strong class="num">0</strong>' in tiles, "its own tile counts its own"
    assert "另有共享" not in place.client(CITY_LIAISON).get(reverse("reports:cockpit", args=[city.code])).content.decode()
    home = place.client(OFFICE).get(reverse("reports:cockpit", args=[place.campaign.code])).content.decode()
    assert "另有共享" not in home, "at home they are its own"
