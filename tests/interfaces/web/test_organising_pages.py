"""Organisation at work on its pages: each form once as it should be, once as it should not."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.models import Campaign, CampaignLink, GoalTie, Group, KeyFew, LocalManifestation, Portfolio, Secondment, UnitMeasure
from bihuan.campaigns.rules.campaign_file import load
from bihuan.campaigns.rules.patterns import PATTERNS
from bihuan.campaigns.vocabulary import Duty, GroupKind, GroupPost, OrganisationPattern
from bihuan.problems.models import Share
from tests.factories import town as t
from tests.factories.pictures import jpeg
from tests.factories.town import COLLEAGUE, FOREST, IN_CHARGE, LIAISON, OFFICE, OFFICIAL, OTHER_OFFICIAL, TODAY, WATER, Town

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO = True
    monkeypatch.setattr("django.utils.timezone.now", lambda: t.NOW)
    return t.town()


@pytest.fixture
def office(place: Town) -> Client:
    return place.client(OFFICE)


def at(place: Town, name: str, *args: Any) -> str:
    return reverse(name, args=[place.campaign.code, *args])


def by(place: Town) -> dict[str, Any]:
    return {"actor": place.actor(OFFICE), "now": t.NOW}


def test_a_pattern_is_chosen_and_a_body_left_out(place: Town, office: Client) -> None:
    page = office.get(at(place, "campaigns:pattern")).content.decode()
    assert all(word in page for word in ("抽调专班", "几个科室合署", "教育办公室下设整改组", "设在机关党委（纪委）"))
    form = {"name_0": "县领导小组", "name_1": "人教处", "name_2": "", "name_3": "办公室", "name_4": "监督检查组"}
    assert office.post(at(place, "campaigns:pattern") + "?pattern=joint", form).status_code == 302
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(["县领导小组", "人教处", "办公室", "监督检查组"])
    page = office.get(at(place, "campaigns:groups")).content.decode()
    assert "人教处处长" in page and "还没有落实到人" in page


def test_somebody_is_lent_and_sent_home(place: Town, office: Client) -> None:
    group = campaigns.set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="工作专班", **by(place))
    form = {
        "who": OFFICIAL,
        "home": WATER,
        "level": "county",
        "post": "member",
        "from_on": str(TODAY),
        "to_on": str(TODAY + timedelta(days=30)),
    }
    refused = office.post(at(place, "campaigns:second", group.pk), form)
    assert refused.status_code == 422 and "不得从县级及以下单位借调" in refused.content.decode()
    whole = {**form, "approval_number": "青组〔2026〕3号", "approval": SimpleUploadedFile("批件.jpg", jpeg(), content_type="image/jpeg")}
    assert office.post(at(place, "campaigns:second", group.pk), whole).status_code == 302
    row, page = Secondment.objects.get(), office.get(at(place, "campaigns:secondments")).content.decode()
    assert OFFICIAL in page and WATER in page and "青组〔2026〕3号" in page and "借调中" in page
    assert office.get(at(place, "campaigns:secondment_approval", row.pk)).status_code == 200
    assert office.post(at(place, "campaigns:end_secondment", row.pk), {"reason": ""}).status_code == 422
    assert office.post(at(place, "campaigns:end_secondment", row.pk), {"reason": "召回"}).status_code == 302
    assert "已结束" in office.get(at(place, "campaigns:secondments")).content.decode()


def test_units_are_given_to_a_deputy_head(place: Town, office: Client) -> None:
    group = campaigns.set_up_group(campaign=place.campaign, kind=GroupKind.LEADING, name="领导小组", **by(place))
    campaigns.seat_person(group=group, person=place.people[IN_CHARGE], post=GroupPost.DEPUTY, **by(place))
    address = at(place, "campaigns:charge_deputy", place.people[IN_CHARGE].pk)
    assert WATER in office.get(address).content.decode()
    assert office.post(address, {"units": [place.units[WATER].pk]}).status_code == 302
    assert Portfolio.objects.get().deputy == place.people[IN_CHARGE]
    assert "1 个单位没有明确分管副组长" in office.get(at(place, "campaigns:portfolios")).content.decode()


def test_gaps_lead_to_the_pages_that_fill_them(place: Town, office: Client) -> None:
    page = office.get(at(place, "campaigns:gaps")).content.decode()
    assert "领导小组还没有组长" in page and at(place, "campaigns:groups") in page
    file = load("bihuan_campaign: 1\ntitle: 消防安全整治\ncatalogue: {name: 目录, categories: [{name: 通道堵塞}]}\n")
    fresh = campaigns.prepare_campaign(file=file, root=place.campaign.root, code="XF-2026", **by(place))
    page = office.get(reverse("campaigns:start", args=[fresh.code])).content.decode()
    assert "进入第一阶段以前还缺" in page and "没有明确具体负责人员" in page and WATER in page and "带着缺口启动的理由" in page
    assert reverse("campaigns:duties", args=[fresh.code]) in page and reverse("campaigns:groups", args=[fresh.code]) in page


def test_the_key_few_are_marked_on_a_page(place: Town, office: Client) -> None:
    assert office.post(at(place, "campaigns:mark_heads")).status_code == 302 and KeyFew.objects.count() == 2
    assert office.post(at(place, "campaigns:mark_key"), {"who": COLLEAGUE, "note": "分管审批"}).status_code == 302
    page = office.get(at(place, "campaigns:key_few")).content.decode()
    assert COLLEAGUE in page and "一把手" in page and "key_few=1" in page
    row = KeyFew.objects.get(person=place.people[COLLEAGUE])
    assert office.post(at(place, "campaigns:unmark_key", row.pk), {"reason": "调整分工"}).status_code == 302


def test_goals_links_and_own_words(place: Town, office: Client) -> None:
    file = load(
        "bihuan_campaign: 1\ntitle: 会风整治\ngoals: [制度治本]\n"
        "catalogue: {name: 目录, categories: [{name: 会议过多, measures: [压减会议], manifestations: [{text: 一事多会}]}]}\n"
    )
    other = campaigns.prepare_campaign(file=file, root=place.campaign.root, code="HF-2026", **by(place))
    campaigns.freeze_roster(campaign=other, units=[place.units[WATER]], people=[], on=TODAY, **by(place))
    campaigns.grant_duty(campaign=other, person=place.people[OFFICE], duty=Duty.OFFICE, **by(place))
    tie = reverse("campaigns:tie_goal", args=[other.code, 1])
    assert office.post(tie, {}).status_code == 422 and office.post(tie, {"figure": "O02"}).status_code == 302
    assert office.post(reverse("campaigns:untie_goal", args=[other.code, GoalTie.objects.get().pk])).status_code == 302
    assert office.post(at(place, "campaigns:link"), {"kind": "tied"}).status_code == 422
    assert office.post(at(place, "campaigns:link"), {"other": other.code, "kind": "inside"}).status_code == 302
    row = place.find()
    share = at(place, "problems:share_out", row.number)
    assert "会风整治" in office.get(share).content.decode() and office.post(share, {"campaign": other.code}).status_code == 302
    hide = at(place, "problems:hide", row.number, Share.objects.get().pk)
    assert "会风整治" in office.get(at(place, "problems:around", row.number)).content.decode()
    assert office.post(hide, {"reason": "不再关联"}).status_code == 302
    assert office.post(at(place, "campaigns:part_link", CampaignLink.objects.get().pk), {"reason": "另行开展"}).status_code == 302
    category = other.catalogue.categories.get()
    measure = reverse("campaigns:add_measure", args=[other.code, category.pk]) + "?measure=1"
    assert office.post(measure, {"unit": place.units[WATER].pk, "text": "例会并为一次"}).status_code == 302
    assert "例会并为一次" in office.get(reverse("campaigns:units_own", args=[other.code])).content.decode()
    assert office.post(reverse("campaigns:drop_measure", args=[other.code, UnitMeasure.objects.get().pk])).status_code == 302
    liaison, item = place.client(LIAISON), place.campaign.catalogue.categories.first().manifestations.first()  # type: ignore[union-attr]
    added = liaison.post(at(place, "campaigns:add_local", item.pk), {"unit": place.units[WATER].pk, "text": "审批往外推"})  # type: ignore[union-attr]
    assert added.status_code == 302
    local = LocalManifestation.objects.get()
    assert "审批往外推" in liaison.get(at(place, "campaigns:units_own")).content.decode()
    assert liaison.post(at(place, "campaigns:drop_local", local.pk)).status_code == 302


@pytest.mark.parametrize("pattern", list(OrganisationPattern))
def test_the_office_is_placed_as_a_campaign_is_prepared(place: Town, office: Client, pattern: OrganisationPattern) -> None:
    """The four patterns of A23 on the form of a new campaign, and on the page of settings."""
    address, root = reverse("campaigns:prepare"), place.campaign.root
    assert PATTERNS[pattern].text in office.get(address).content.decode()
    told = {
        "ready": "five-tendencies",
        "root": root.name,
        "start": "2026-03-01",
        "end": "2026-05-31",
        "code": "FS-2026",
        "pattern": pattern.value,
    }
    assert office.post(address, told).status_code == 302
    made = Campaign.objects.get(code="FS-2026")
    assert made.file["organisation"]["pattern"] == pattern
    assert set(made.groups.values_list("name", flat=True)) == {one.name for one in PATTERNS[pattern].bodies}
    page = office.get(reverse("campaigns:settings", args=[made.code])).content.decode()
    for one in OrganisationPattern:
        assert f"{reverse('campaigns:pattern', args=[made.code])}?pattern={one.value}" in page


@pytest.mark.mechanism("M15")
def test_roster_and_six_lists_are_narrowed_to_the_key_few(place: Town, office: Client) -> None:
    his, _other = place.find(), place.find(unit=FOREST, person=OTHER_OFFICIAL)
    campaigns.mark_key_few(campaign=place.campaign, person=place.people[OFFICIAL], note="", **by(place))
    roster = at(place, "campaigns:roster")
    page = office.get(roster, {"key_few": "1", "unit": place.units[WATER].pk}).content.decode()
    body = page[page.index("<main") :]
    assert OFFICIAL in body and COLLEAGUE not in body and FOREST not in body and "看全部" in body
    assert COLLEAGUE in office.get(roster, {"unit": place.units[WATER].pk}).content.decode()
    assert "只看关键少数" not in place.client(LIAISON).get(roster).content.decode(), "who is marked is the office's to see"
    lists = at(place, "problems:lists")
    assert [one["found"] for one in office.get(lists).context["lists"] if one["found"]] == [2]
    narrowed = [one for one in office.get(lists, {"key_few": "1"}).context["lists"] if one["found"]]
    assert [one["found"] for one in narrowed] == [1] and "key_few=1" in narrowed[0]["href"]
    assert f"{his.number:04d}" in office.get(narrowed[0]["href"]).content.decode()
