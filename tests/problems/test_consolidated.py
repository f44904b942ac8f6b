"""One list of all departments, and single items of it chased (M09); leaders first (M14); the final report goal by goal (M19)."""

from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.operations.roster import Listed
from bihuan.campaigns.rules.patterns import proposed
from bihuan.campaigns.vocabulary import GroupKind, GroupPost, OrganisationPattern, RosterRole
from bihuan.documents.rules.paper import Heading, Para
from bihuan.finding.queries.leaders import leaders_first
from bihuan.foundation.kernel import Figure, NotAllowed
from bihuan.problems.models import Reminder
from bihuan.problems.operations.reminding import remind
from bihuan.problems.queries import Today, narrowed, reach
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import ReminderLevel, Source
from bihuan.reports.papers import compose
from tests.factories import town as t
from tests.factories.town import (
    FOREST,
    HEAD,
    IN_CHARGE,
    LIAISON,
    OFFICE,
    OFFICIAL,
    OTHER_HEAD,
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


@pytest.mark.mechanism("M09")
def test_the_group_under_the_education_office_has_one_list_of_all_departments_and_chases_an_item(place: Town) -> None:
    made = campaigns.choose_pattern(
        campaign=place.campaign,
        pattern=OrganisationPattern.EDUCATION_OFFICE,
        bodies=proposed(OrganisationPattern.EDUCATION_OFFICE, []),
        **by(place),
    )
    group = next(one for one in made if one.kind == GroupKind.OFFICE)
    member = campaigns.seat_person(group=group, person=place.people[IN_CHARGE], post=GroupPost.MEMBER, **by(place)).person
    assert member is not None
    rows = [
        place.find(unit=WATER, person=OFFICIAL, by=LIAISON, text="窗口无人值守"),
        place.find(unit=FOREST, person=OTHER_OFFICIAL, by=OTHER_LIAISON, text="林权证久拖不办"),
    ]
    his = reach(place.actor(IN_CHARGE), place.campaign.pk)
    whole = narrowed(his, place.campaign.pk, Filters(), Today(TODAY, TODAY))
    assert {one.unit.name for one in whole} == {WATER, FOREST}, "what the departments entered stands in one list at once"
    page = place.client(IN_CHARGE).get(reverse("problems:ledger", args=[place.campaign.code])).content.decode()
    assert all(one.text in page for one in rows) and reverse("problems:export", args=[place.campaign.code]) in page
    told = {"problem": rows[1], "level": ReminderLevel.REMIND, "text": "请于本周五前报进展"}
    remind(**told, **by(place, IN_CHARGE))  # type: ignore[arg-type]
    assert Reminder.objects.get().problem == rows[1]
    with pytest.raises(NotAllowed):
        remind(**{**told, "problem": rows[0]}, **by(place, OTHER_LIAISON))  # type: ignore[arg-type]


def _leader(place: Town, name: str, unit: str, rank: str) -> None:
    listed = Listed(place.people[name], place.units[unit], RosterRole.PARTICIPANT, "局长", rank)
    old = place.campaign.roster.get(person=place.people[name], unit=place.units[unit], to_on=None)
    campaigns.change_roster_post(old, listed=listed, on=TODAY, reason="补登职级", **by(place))


@pytest.mark.mechanism("M14")
def test_leaders_at_or_above_the_rank_are_told_apart_with_who_has_handed_in(place: Town) -> None:
    campaigns.amend_campaign(campaign=place.campaign, settings={"rank_threshold": "副处级"}, **by(place))
    _leader(place, HEAD, WATER, "正处级")
    _leader(place, OTHER_HEAD, FOREST, "副处级")
    place.campaign.refresh_from_db()
    told = leaders_first(place.campaign, TODAY)
    assert {(one.entry.person.name, one.handed_in) for one in told.leaders} == {(HEAD, False), (OTHER_HEAD, False)} and told.missing == 2
    place.find(source=Source.SELF_CHECK, unit=WATER, person=HEAD)
    told = leaders_first(place.campaign, TODAY)
    assert {(one.entry.person.name, one.handed_in) for one in told.leaders} == {(HEAD, True), (OTHER_HEAD, False)} and told.missing == 1
    page = place.client(OFFICE).get(reverse("campaigns:leaders", args=[place.campaign.code])).content.decode()
    assert HEAD in page and OTHER_HEAD in page and OFFICIAL not in page and "已交" in page and "未交" in page
    part = (
        place.client(OFFICE).get(reverse("campaigns:gaps", args=[place.campaign.code]) + "?few=1", HTTP_HX_REQUEST="true").content.decode()
    )
    assert "还有 1 人没有交自己的清单" in part, "beside the progress of the cockpit"
    assert (
        reverse("campaigns:gaps", args=[place.campaign.code])
        in place.client(OFFICE).get(reverse("reports:cockpit", args=[place.campaign.code])).content.decode()
    )


def _words(paper: Any) -> list[str]:
    told = []
    for block in paper.blocks:
        if isinstance(block, Heading):
            told.append(block.text)
        elif isinstance(block, Para):
            told.append("".join(str(one.value) if isinstance(one, Figure) else str(one) for one in block.runs))
    return told


@pytest.mark.mechanism("M19")
def test_the_final_report_tells_goal_by_goal(place: Town) -> None:
    place.campaign.file = {**place.campaign.file, "goals": ["迅速治标", "制度治本", "推动工作"]}
    place.campaign.save(update_fields=["file"])
    place.to("closed", place.find())
    place.find()
    campaigns.tie_goal(campaign=place.campaign, goal="迅速治标", figure="O02", note="销号一件算一件", **by(place))
    task = campaigns.add_task(campaign=place.campaign, title="修订值班办法", unit=place.units[WATER], **by(place))
    campaigns.tie_goal(campaign=place.campaign, goal="制度治本", task=task, **by(place))
    lines = _words(compose(place.campaign, "final", TODAY, TODAY))
    goals = lines[lines.index("目标完成情况") + 1 :][:3]
    assert goals[0].startswith("目标1：迅速治标。已销号1件") and "销号一件算一件" in goals[0]
    assert "“修订值班办法”还没有完成" in goals[1] and "待补" in goals[2]
    campaigns.finish_task(task=task, result="值班到人，群众等候由两小时降到二十分钟", proof="窗口叫号记录", **by(place, LIAISON))
    lines = _words(compose(place.campaign, "final", TODAY, TODAY))
    assert any("“修订值班办法”已完成：值班到人" in one for one in lines)
    page = place.client(OFFICE).get(reverse("campaigns:goals", args=[place.campaign.code])).content.decode()
    assert "迅速治标" in page and "已销号" in page and "修订值班办法" in page
