"""Papers from a campaign's settings: plan, map, catalogue, conduct, roster."""

import xml.etree.ElementTree as ElementTree
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from pypdfium2 import PdfDocument

from bihuan.campaigns.models import Campaign, Catalogue, Category, Manifestation, RosterEntry, Stage
from bihuan.campaigns.rules.campaign_file import CampaignFile, shape
from bihuan.campaigns.vocabulary import RosterChange, RosterRole
from bihuan.documents import papers
from bihuan.documents.rendering import render_docx, render_html, render_map, render_pdf
from bihuan.documents.rules.gaps import gaps
from bihuan.documents.rules.map import MapStage, ProcessMap, map_paper, wrap
from bihuan.documents.rules.paper import Paper, body_lines, line_text
from bihuan.documents.rules.plan import conduct_paper, plan_paper
from bihuan.organisation.models import Person, Unit

TODAY = date(2026, 4, 1)
CHART = ProcessMap(
    "青禾县专项整治流程图",
    (MapStage("动员部署", "3月1日—3月20日", ("召开动员部署会",)), MapStage("查摆问题", "3月21日起", ("个人自查", "互相批评"), True)),
    ("查摆", "整改", "销号"),
    (("电话", "0000-1234567"),),
    ("找差距", "抓落实"),
)


def bare(**parts: object) -> CampaignFile:
    """A campaign file with a title, an empty catalogue and these parts."""
    return CampaignFile(bihuan_campaign=1, title="专项整治", catalogue=shape.Catalogue(name="目录"), **parts)  # type: ignore[arg-type]


def text(paper: Paper) -> str:
    return "\n".join(line_text(runs) for runs in body_lines(paper))


def drawn(chart: ProcessMap) -> str:
    root = ElementTree.fromstring(render_map(chart))
    return "".join(root.itertext())


def test_the_map_shows_stages_steps_and_channels_on_one_page() -> None:
    shown = drawn(CHART)
    for word in ("动员部署", "3月21日起", "2. 互相批评", "销号", "0000-1234567", "找差距 · 抓落实"):
        assert word in shown
        assert word.replace("2. ", "2.").replace(" · ", "、") in text(map_paper(CHART))
    assert render_docx(map_paper(CHART))


def test_the_map_stays_drawable_with_nothing_and_with_too_much() -> None:
    assert drawn(ProcessMap("空", ()))
    many = tuple(MapStage(f"第{at}阶段" * 5, "2026年1月1日—2026年12月31日", ("很长的任务" * 40,) * 9) for at in range(9))
    crowded = drawn(ProcessMap("长" * 80, many, ("步骤",) * 12, (("电话", "1" * 300),)))
    assert "…" in crowded
    assert "<script" not in render_map(ProcessMap("<script>", ()))


def test_wrapping_never_begins_a_line_with_a_closing_mark() -> None:
    assert wrap("一二三四，五六", 4) == ["一二三四，", "五六"]
    assert wrap("一二三四五六七八九", 4, 2) == ["一二三四", "五六七…"]


@pytest.mark.mechanism("M20")
def test_principles_stand_in_the_plan_in_their_order() -> None:
    plan = text(plan_paper(bare(principles=("聚焦问题", "标本兼治", "惩教结合"))))
    assert "基本原则\n聚焦问题。\n标本兼治。\n惩教结合。" in plan


@pytest.mark.django_db
@pytest.mark.mechanism("M20")
def test_the_principles_of_a_campaign_are_printed_in_their_order() -> None:
    campaign, told = founded(), ["聚焦问题", "举一反三", "从严从实", "条块结合", "教惩并举"]
    for order in (told, told[::-1]):
        campaign.file["principles"] = order
        assert "基本原则\n" + "".join(f"{one}。\n" for one in order) in text(papers.plan_of(campaign))


def test_a_plan_without_basis_or_deciding_body_is_full_of_named_gaps_and_nothing_else_is_made_up() -> None:
    plan = plan_paper(bare())
    assert [gap.what for gap in gaps(plan)] == ["依据文件", "决定机关"]
    assert len(plan.blocks) == 1


def test_an_answered_basis_and_deciding_body_are_printed() -> None:
    facts = bare(basis=("关于开展专项整治的通知（青办发〔2026〕3号）",), doc_numbers=("青整治〔2026〕1号",), decided_by="县委常委会")
    assert "根据关于开展专项整治的通知（青办发〔2026〕3号），经县委常委会研究决定" in text(plan_paper(facts))
    assert not gaps(plan_paper(facts))


def founded() -> Campaign:
    unit = Unit.objects.create(name="示范局", path="1/")
    rung = {"step": 1, "trigger": "情节轻微", "measures": [{"name": "批评教育", "kind": "education"}]}
    file = {
        "phrases": ["找差距", "抓落实"], "code_of_conduct": [{"standard": "政治坚定", "meaning": "对党忠诚"}],
        "channels": {"phones": ["0000-1234567"]}, "steps": [{"name": "查摆"}, {"name": "销号"}], "ladders": [{"name": "干部", "rungs": [rung]}],
        "organisation": {"leading_group": {"name": "领导小组", "heads": ["张某", "李某"]}},
    }  # fmt: skip
    campaign = Campaign.objects.create(
        code="QH-2026", title="青禾县干部作风专项整治", root=unit, prepared_at=datetime(2026, 3, 1, tzinfo=ZoneInfo("Asia/Shanghai")),
        basis=["关于开展专项整治的通知"], decided_by="县委常委会", file=file,
    )  # fmt: skip
    Stage.objects.create(
        campaign=campaign, order=1, name="查摆问题", start_on=date(2026, 3, 1), end_on=date(2026, 4, 30), aims=["个人自查"]
    )
    category = Category.objects.create(
        catalogue=Catalogue.objects.create(campaign=campaign, name="目录"), order=1, name="治庸", raises="提能力"
    )
    Manifestation.objects.create(category=category, order=1, text="不学习")
    for order, name in enumerate(("张某", "李某")):
        person = Person.objects.create(name=name, sort_key=name)
        RosterEntry.objects.create(
            campaign=campaign, person=person, unit=unit, role=RosterRole.SUBJECT, post="副局长", from_on=date(2026, 3, 1),
            to_on=date(2026, 3, 20) if order else None, ended_by=RosterChange.LEFT if order else "",
        )  # fmt: skip
    return campaign


@pytest.mark.django_db
def test_the_plan_of_a_campaign_prints_its_settings() -> None:
    plan = text(papers.plan_of(founded()))
    for words in (
        "把“找差距、抓落实”贯穿专项整治始终。", "政治坚定：对党忠诚。", "查摆问题（2026年3月1日—4月30日）", "治庸，提能力", "不学习。",
        "组长：张某、李某。", "情节轻微：批评教育。", "电话：0000-1234567。",
    ):  # fmt: skip
        assert words in plan


@pytest.mark.django_db
@pytest.mark.mechanism("M28")
def test_the_map_of_a_campaign_comes_from_its_settings_and_marks_the_stage_of_today() -> None:
    chart = papers.map_of(founded(), TODAY)
    assert [(stage.name, stage.dates, stage.now) for stage in chart.stages] == [("查摆问题", "2026年3月1日—4月30日", True)]
    assert chart.steps == ("查摆", "销号")
    assert all(words in drawn(chart) for words in ("查摆问题", "销号", "0000-1234567"))
    assert render_map(chart).count("<svg") == 1
    Stage.objects.filter(order=1).update(name="深查细摆")
    Stage.objects.create(campaign=Campaign.objects.get(), order=2, name="严实整改", start_on=date(2026, 5, 1), end_on=date(2026, 5, 31))
    campaign = Campaign.objects.get()
    assert [(one.name, one.now) for one in papers.map_of(campaign, date(2026, 5, 2)).stages] == [("深查细摆", False), ("严实整改", True)]
    assert len(PdfDocument(render_pdf(papers.map_paper_of(campaign, TODAY)).data)) == 1, "one page"


@pytest.mark.django_db
def test_every_paper_of_a_campaign_can_be_set() -> None:
    campaign = founded()
    made = [
        papers.plan_of(campaign), papers.map_paper_of(campaign, TODAY), papers.basis_of(campaign), papers.conduct_of(campaign),
        papers.catalogue_of(campaign), papers.roster_of(campaign, TODAY),
    ]  # fmt: skip
    assert all(render_docx(paper) and render_html(paper) for paper in made)


@pytest.mark.django_db
def test_the_roster_is_that_of_the_day() -> None:
    campaign = founded()
    assert "整治对象1人" in text(papers.roster_of(campaign, TODAY))
    assert "整治对象2人" in text(papers.roster_of(campaign, date(2026, 3, 10)))


def test_a_code_of_conduct_that_nobody_wrote_is_a_named_gap() -> None:
    assert [gap.what for gap in gaps(conduct_paper(bare()))] == ["行为准则"]


def test_groups_without_seats_are_only_named_in_one_sentence() -> None:
    groups = tuple(shape.Group(name=f"第{number}督导组") for number in "一二三")
    organisation = shape.Organisation(leading_group=shape.Group(name="领导小组"), groups=groups)
    plan = plan_paper(bare(organisation=organisation))
    assert "设第一督导组、第二督导组、第三督导组。" in text(plan)
    assert "组成人员" in [gap.what for gap in gaps(plan)]


def test_a_number_is_never_put_to_a_title_it_did_not_stand_beside() -> None:
    facts = bare(basis=("《中华人民共和国消防法》",), doc_numbers=("甲〔2026〕1号",), decided_by="县委常委会研究决定。")
    assert "根据《中华人民共和国消防法》，经县委常委会研究决定，" in text(plan_paper(facts))
    assert "根据甲〔2026〕1号，经" in text(plan_paper(bare(doc_numbers=("甲〔2026〕1号",))))
