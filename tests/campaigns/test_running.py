"""A campaign on its way: its stages, what the plan left unsaid, what is prolonged, what its pages show everybody."""

from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.campaigns.models import Campaign, StageExtension
from bihuan.campaigns.operations import add_stage, add_task, extend_stage, fill_gap, finish_stage, prepare_campaign
from bihuan.campaigns.queries import current_stage, file_of, gaps_of, stages
from bihuan.campaigns.queries.past import campaign_then
from bihuan.campaigns.rules.campaign_file import dump, load
from bihuan.campaigns.vocabulary import CampaignAction
from bihuan.documents.queries import missing_in
from bihuan.foundation.audit.queries import records_of
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed
from bihuan.plan_import.rules.campaign import open_questions
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.queries import Today, due_from, narrowed, reach
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import CauseKind
from bihuan.reports.operations import draft_report, issue_report
from tests.factories.town import HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town, days_later, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return town()


@pytest.mark.mechanism("M23")
def test_stages_are_ordered_and_the_current_one_is_visible_to_everyone(place: Town) -> None:
    """A campaign has ordered stages with dates; each task, list and report belongs to a stage; the current stage is visible to everyone."""
    stages = list(place.campaign.stages.all())
    assert [one.name for one in stages] == ["查摆问题", "集中整改", "巩固提升"] and all(one.start_on and one.end_on for one in stages)
    days = {date(2026, 2, 1): 0, date(2026, 3, 31): 0, date(2026, 4, 1): 1, date(2026, 5, 31): 2, date(2026, 9, 1): 2}
    assert {day: stages.index(current_stage(place.campaign, day)) for day in days} == days  # type: ignore[arg-type]
    for who in (OFFICE, LEADER, HEAD, LIAISON, OFFICIAL):
        client = place.client(who)
        for day, now in (("2026-03-02", "查摆问题"), ("2026-04-05", "集中整改")):
            line = client.get(f"/c/QS-2026/cockpit/?at={day}").content.decode().split('<ol class="stages">')[1].split("</ol>")[0]
            assert all(one.name in line for one in stages), who
            assert now in line.split('aria-current="step"')[1].split("</li>")[0] and line.count("aria-current") == 1, who


@pytest.mark.mechanism("M23")
def test_each_task_list_and_report_belongs_to_a_stage(place: Town) -> None:
    """Tasks by choice, a problem by the day on which it was found, a paper by the day of its numbers."""
    office, client = place.actor(OFFICE), place.client(OFFICE)
    first, second = list(place.campaign.stages.all())[:2]
    for stage, title in ((first, "公开等候时间"), (second, "修订值班办法")):
        add_task(campaign=place.campaign, stage=stage, title=title, unit=place.units[WATER], due_on=stage.end_on, actor=office, now=NOW)
    early, late = place.find(text="早先查出的一件"), place.find(text="后来查出的一件", now=days_later(31))
    assert (early.stage, late.stage) == (first, second)
    for stage, mine, others in ((first, "公开等候时间", "修订值班办法"), (second, "修订值班办法", "公开等候时间")):
        page = client.get(f"/c/QS-2026/tasks/?stage={stage.order}").content.decode()
        assert mine in page and others not in page
    for stage, mine, others in ((first, early, late), (second, late, early)):
        page = client.get(f"/c/QS-2026/ledger/?stage={stage.pk}").content.decode()
        assert mine.text in page and others.text not in page
    for day, what in ((TODAY, "weekly"), (date(2026, 4, 5), "final")):
        draft_report(campaign=place.campaign, what=what, day=day, actor=office, now=days_later(40))
    page = client.get("/c/QS-2026/documents/").content.decode().split("<tbody>")[1]
    rows = {("工作周报" in row): row for row in page.split("</tr>")[:2]}
    assert first.name in rows[True] and second.name not in rows[True] and second.name in rows[False]


@pytest.mark.mechanism("M25")
def test_a_stage_is_prolonged_by_a_decision_and_its_first_day_stays(place: Town) -> None:
    """A stage can be prolonged only with a recorded reason and decision, and the original date stays visible."""
    stage, office = place.campaign.stages.get(order=1), place.actor(OFFICE)
    told: dict[str, Any] = {"stage": stage, "to_on": date(2026, 4, 10), "decision": "领导小组会议决定", "reason": "查摆不深", "now": NOW}
    for missing in ("decision", "reason"):
        with pytest.raises(BadInput, match="写明"):
            extend_stage(**{**told, missing: " "}, actor=office)
    with pytest.raises(BadInput, match="晚于"):
        extend_stage(**{**told, "to_on": date(2026, 3, 31)}, actor=office)
    with pytest.raises(NotAllowed):
        extend_stage(**told, actor=place.actor(LIAISON))
    extend_stage(**told, actor=office)
    assert (stage.end_on, stage.planned_end_on) == (date(2026, 4, 10), date(2026, 3, 31))
    kept = stage.extensions.get()
    assert (kept.from_on, kept.to_on, kept.decision, kept.reason) == (date(2026, 3, 31), date(2026, 4, 10), "领导小组会议决定", "查摆不深")
    page = place.client(OFFICIAL).get("/c/QS-2026/plan/").content.decode()
    assert "“查摆问题”原定 2026-03-31，延至 2026-04-10" in page and "领导小组会议决定" in page and "查摆不深" in page


def days_of(place: Town) -> list[tuple[date | None, date | None]]:
    return list(place.campaign.stages.order_by("order").values_list("start_on", "end_on"))


def test_the_following_stages_move_along_when_the_decision_says_so_and_the_days_of_the_plan_stay(place: Town) -> None:
    first, before = place.campaign.stages.get(order=1), days_of(place)
    told: dict[str, Any] = {"decision": "领导小组会议决定", "reason": "查摆不深", "actor": place.actor(OFFICE), "now": NOW}
    extend_stage(stage=first, to_on=date(2026, 4, 10), following=True, **told)
    later = timedelta(10)
    assert days_of(place) == [(before[0][0], date(2026, 4, 10)), *((a + later, b + later) for a, b in before[1:] if a and b)]
    planned = list(place.campaign.stages.order_by("order").values_list("planned_start_on", "planned_end_on"))
    assert planned == before, "the days of the plan stay"
    assert [one.stage.order for one in StageExtension.objects.order_by("pk")] == [1, 2, 3]
    assert all((one.decision, one.reason) == ("领导小组会议决定", "查摆不深") for one in StageExtension.objects.all())
    campaign = Campaign.objects.get(pk=place.campaign.pk)
    assert (campaign.end_on, campaign.planned_end_on) == (date(2026, 6, 10), date(2026, 5, 31))
    assert load(dump(file_of(campaign))).period.end == date(2026, 6, 10), "the campaign is still a file that can be read"
    page = place.client(OFFICIAL).get("/c/QS-2026/plan/").content.decode()
    assert "原定 2026-04-01—2026-04-30，顺延为 2026-04-11—2026-05-10" in page


def test_the_days_of_the_stages_are_those_of_any_past_moment(place: Town) -> None:
    office, before = place.actor(OFFICE), days_of(place)
    told: dict[str, Any] = {"reason": "查摆不深", "actor": office, "following": True}
    extend_stage(stage=place.campaign.stages.get(order=1), to_on=date(2026, 4, 10), decision="一次会议", now=days_later(5), **told)
    middle = days_of(place)
    extend_stage(stage=place.campaign.stages.get(order=2), to_on=date(2026, 5, 20), decision="二次会议", now=days_later(10), **told)
    add_stage(campaign=place.campaign, name="回头看", start_on=date(2026, 7, 1), end_on=date(2026, 7, 31), actor=office, now=days_later(12))
    for when, days in ((4, before), (6, middle), (11, days_of(place)[:3]), (13, days_of(place))):
        then = campaign_then(Campaign.objects.get(pk=place.campaign.pk), days_later(when))
        assert [(one.start_on, one.end_on) for one in stages(then)] == days, when
    asked = Campaign.objects.get(pk=place.campaign.pk)
    assert [current_stage(one, date(2026, 4, 5)).order for one in (campaign_then(asked, days_later(4)), asked)] == [2, 1]  # type: ignore[union-attr]


def test_the_plan_of_a_past_moment_shows_its_stages_and_offers_nothing(place: Town) -> None:
    told: dict[str, Any] = {"decision": "领导小组会议决定", "reason": "查摆不深", "actor": place.actor(OFFICE)}
    extend_stage(stage=place.campaign.stages.get(order=1), to_on=date(2026, 4, 10), now=days_later(5), **told)
    client = place.client(OFFICE)
    now, then = (client.get(f"/c/QS-2026/plan/{at}").content.decode() for at in ("", f"?at={days_later(3):%Y-%m-%d}"))
    assert "04-10" in now and "领导小组会议决定" in now and "延长这个阶段" in now
    assert "04-10" not in then and "领导小组会议决定" not in then and "延长这个阶段" not in then and "截至" in then


def test_a_following_stage_that_was_declared_over_stays_where_it_is(place: Town) -> None:
    office, before = place.actor(OFFICE), days_of(place)
    finish_stage(stage=place.campaign.stages.get(order=2), unmet=(), actor=office, now=NOW)
    told: dict[str, Any] = {"decision": "会议", "reason": "查摆不深", "actor": office, "now": NOW}
    extend_stage(stage=place.campaign.stages.get(order=1), to_on=date(2026, 4, 10), following=True, **told)
    assert days_of(place)[1] == before[1] and days_of(place)[2] != before[2]


def test_without_it_only_the_one_stage_moves_and_a_campaign_ends_with_its_last(place: Town) -> None:
    before, told = days_of(place), {"decision": "会议", "reason": "未办结", "actor": place.actor(OFFICE), "now": NOW}
    extend_stage(stage=place.campaign.stages.get(order=3), to_on=date(2026, 6, 30), **told)  # type: ignore[arg-type]
    assert days_of(place) == [*before[:2], (before[2][0], date(2026, 6, 30))]
    campaign = Campaign.objects.get(pk=place.campaign.pk)
    assert file_of(campaign).period.end == date(2026, 6, 30)
    told_of = records_of("campaign", campaign.pk).get(action=CampaignAction.STRETCH)
    assert told_of.changes == {"end_on": ["2026-05-31", "2026-06-30"]} and (told_of.reason, told_of.actor_name) == ("未办结", OFFICE)


def test_the_page_shows_where_the_following_stages_go_before_they_do(place: Town) -> None:
    office, at, before = place.client(OFFICE), "/c/QS-2026/stages/1/extend/", days_of(place)
    told = {"to_on": "2026-04-10", "following": "on", "decision": "会议决定", "reason": "查摆不深"}
    page = office.post(at, told).content.decode()
    assert "2026-04-01—2026-04-30" in page and "2026-04-11—2026-05-10" in page and days_of(place) == before
    page = office.post(at, {**told, "sure": "2026-04-10", "to_on": "2026-04-12"}).content.decode()
    assert "2026-04-13" in page and days_of(place) == before, "other days are shown again first"
    assert office.post(at, {**told, "sure": "2026-04-10"}).status_code == 302
    assert days_of(place)[1] == (date(2026, 4, 11), date(2026, 5, 10))
    assert "following" not in office.get("/c/QS-2026/stages/3/extend/").content.decode()


@pytest.mark.mechanism("M29")
def test_phrases_and_code_of_conduct_are_shown_and_printed(place: Town) -> None:
    """The campaign can carry its guiding phrases, shown on its home page and in its plan (M29); a code of conduct stands beside the catalogue."""
    office = place.client(OFFICE)
    plan = office.get("/c/QS-2026/plan/").content.decode()
    for word in ("找差距", "提层次", "强能力", "抓落实", "政治力强", "观念先进"):
        assert word in plan
    assert "找差距" in office.get("/c/QS-2026/cockpit/").content.decode()
    assert "找差距" in office.get("/c/QS-2026/documents/settings/plan/").content.decode()


@pytest.mark.mechanism("M01")
def test_a_missing_basis_stays_an_open_gap_until_it_is_answered(place: Town) -> None:
    """Unanswered it stays an open gap on the cockpit, and every paper that names it is a draft with 待补 in that place; answered, both are
    printed in each of them."""
    assert {one.key for one in open_questions({"title": "专项"}, {}, 2026)} >= {"basis", "decided_by"}
    Campaign.objects.filter(pk=place.campaign.pk).update(basis=[], decided_by="")
    campaign, office, client = Campaign.objects.get(pk=place.campaign.pk), place.actor(OFFICE), place.client(OFFICE)
    told: dict[str, Any] = {"campaign": campaign, "what": "final", "day": TODAY, "actor": office, "now": NOW}
    document = draft_report(**told)
    assert {"依据文件", "决定机关"} <= set(missing_in(document))
    with pytest.raises(NeedsUnmet, match="待补"):
        issue_report(document=document, actor=office, now=NOW)
    papers = (f"/c/QS-2026/documents/{document.pk}/", "/c/QS-2026/documents/settings/plan/", "/c/QS-2026/documents/settings/basis/")
    for paper in papers:
        page = client.get(paper).content.decode()
        assert "草稿" in page and all(f"待补：{what}" in page for what in ("依据文件", "决定机关")), paper
    gaps, cockpit = gaps_of(campaign), "/c/QS-2026/cockpit/"
    assert len(gaps) == 2 and all(gap.text in client.get(cockpit).content.decode() for gap in gaps)
    fill_gap(campaign=campaign, basis="作风建设意见", decided_by="县委", actor=office, now=NOW)
    assert not gaps_of(campaign) and not any(gap.text in client.get(cockpit).content.decode() for gap in gaps)
    draft_report(**told)
    for paper in papers:
        page = client.get(paper).content.decode()
        assert "作风建设意见" in page and "县委" in page and "待补：依据" not in page and "待补：决定" not in page, paper


@pytest.mark.mechanism("M90")
def test_unsorted_problems_are_counted_as_work_left(place: Town) -> None:
    """Each problem has one catalogue item; unsorted problems are counted and shown as work left."""
    rows = [place.find(), place.find(), place.find()]
    item = place.campaign.catalogue.categories.get(order=1).manifestations.get(order=1)
    do.classify(problem=rows[0], category=None, manifestation=item, actor=place.actor(OFFICE), now=NOW)
    assert (rows[0].manifestation, rows[0].category) == (item, item.category)
    left = next(one for one in due_from(place.actor(OFFICE), place.campaign, TODAY) if one.action.value == "classify")
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    assert left.count == 2 == narrowed(mine, place.campaign.pk, left.filters, Today(TODAY, TODAY)).count()
    place.to("confirmed", rows[1])
    left = next(one for one in due_from(place.actor(OFFICE), place.campaign, TODAY) if one.action.value == "classify")
    assert left.count == 2 == narrowed(mine, place.campaign.pk, left.filters, Today(TODAY, TODAY)).count(), "as long as it can be sorted"
    page = place.client(OFFICE).get("/todo/").content.decode()
    head = page.split('<div class="card todo-group">')[1:]
    told = next(one for one in head if left.filters.query() in one)
    assert "归类" in told and '<span class="num">2</span>' in told, "the page tells how many are left, and opens them"


@pytest.mark.mechanism("M93")
def test_an_open_item_shows_measure_person_and_day_and_late_ones_are_listed_daily(place: Town) -> None:
    """An open item always shows measure, person and due date; overdue items are listed daily."""
    row = place.to("rectifying", place.find(), NOW)
    page = place.client(HEAD).get(f"/c/QS-2026/ledger/{row.number}/").content.decode()
    assert row.due_on
    for shown in ("实行窗口轮值", "公开等候时间", OFFICIAL, f"{row.due_on:%Y-%m-%d}"):
        assert shown in page
    late = row.due_on + timedelta(1)
    due = next(one for one in due_from(place.actor(OFFICIAL), place.campaign, late) if one.action.value == "ask")
    assert (due.count, due.late, list(due.rows)) == (1, 1, [row])
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    for day, found in ((row.due_on, []), (late, [row]), (late + timedelta(1), [row])):
        assert list(narrowed(mine, place.campaign.pk, Filters(lamp=("overdue",)), Today(day, day + timedelta(3)))) == found
    nobody = place.find(person=None)
    do.analyse(problem=nobody, cause="没有定人", kind=CauseKind.MANAGERIAL, actor=place.actor(HEAD), now=NOW)
    for measures, missing in ((["轮值"], "先确定整改责任人"), ([], "至少一条")):
        with pytest.raises((NeedsUnmet, BadInput), match=missing):
            do.plan(problem=nobody, measures=measures, actor=place.actor(HEAD), now=NOW)


def test_every_list_of_work_counts_what_its_link_opens(place: Town) -> None:
    """Each to-do's number is the count of the list behind it, neither more nor less."""
    for state in ("analysed", "rectifying", "asked", "confirmed", "verified"):
        place.to(state, place.find())
    place.find()
    for who in (OFFICE, HEAD, LIAISON, OFFICIAL, "南屏"):
        actor = place.actor(who)
        mine = reach(actor, place.campaign.pk)
        for due in due_from(actor, place.campaign, TODAY):
            behind = narrowed(mine, place.campaign.pk, due.filters, Today(TODAY, TODAY))
            assert {row.pk for row in due.rows} <= set(behind.values_list("pk", flat=True)), (who, due.title)
            assert due.count == behind.count(), (who, due.title)


def test_the_file_of_a_running_campaign_goes_round(place: Town) -> None:
    from bihuan.campaigns.rules.campaign_file import dump

    text = dump(file_of(place.campaign))
    again = prepare_campaign(file=load(text), root=place.campaign.root, actor=place.machine, now=days_later(1), code="QS-2027")
    assert dump(file_of(again)).replace("QS-2027", "QS-2026") == text
    assert Problem.objects.filter(campaign=again).count() == 0
