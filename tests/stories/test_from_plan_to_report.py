"""From a plan's file to the final report: read, launched, found, put right to the last item, reopened once, told with the right figures."""

from pathlib import Path
from typing import Any

import pytest

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import fill_gap, prepare_campaign, set_up_group
from bihuan.campaigns.queries import file_of, gaps_of
from bihuan.campaigns.rules.campaign_file import dump, load
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.documents.models import Document
from bihuan.documents.queries import file_of as document_file
from bihuan.documents.queries import missing_in, paper_of
from bihuan.documents.rendering import render_docx
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit import chain
from bihuan.foundation.kernel import Actor, NeedsUnmet
from bihuan.plan_import import samples
from bihuan.plan_import.models import Draft
from bihuan.plan_import.operations import answer, launch_with_sheet, read_plan
from bihuan.plan_import.queries import questions
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import DONE, Source, Weight
from bihuan.reports.operations import draft_report, issue_report
from bihuan.reports.queries import figures
from tests.stories.telling import GROUP, STAFF, START, Cast, at, day, docx_text, founder, sheet

pytestmark = pytest.mark.django_db
SAMPLES = Path(next(iter(samples.__path__)))
# file, answers to what the plan leaves open, stages, (categories, manifestations)
SOURCES = {
    "001": ({"title": "治庸提效专项整治"}, 0, (6, 20)),
    "002": ({"title": "形式主义专项整治"}, 7, (5, 0)),
    "003": ({"title": "庸懒散软专项整治", "year": "2026"}, 3, (4, 67)),
}
DEMOS: dict[str, tuple[dict[str, str], int, tuple[int, int]]] = {
    "work-style.docx": ({}, 4, (5, 16)), "fire-safety.docx": ({}, 4, (5, 15)), "formalism.pdf": ({}, 3, (5, 0)),
}  # fmt: skip


def launched(path: Path, answers: dict[str, str], actor: Actor) -> Campaign:
    """Read, answered, launched with a roster made on the spot."""
    draft = read_plan(data=path.read_bytes(), name=path.name, actor=actor, now=START)
    assert draft.seconds < 5
    if answers:
        answer(draft=draft, answers=answers, actor=actor, now=START)
    assert not [asked for asked in questions(draft, START.year) if asked.must]
    return launch_with_sheet(draft=draft, data=sheet(), name="干部名册.xlsx", on=START.date(), actor=actor, now=START)


def findings(cast: Cast) -> list[Problem]:
    """Seven of several kinds: at once and by the full chain, of a unit, an official, a unit head."""
    head, _liaison, first, second = STAFF[0]
    entry: dict[str, Any] = {"category": next(iter(cast.campaign.catalogue.categories.all()))}
    return [
        cast.find(0, Source.SELF_CHECK, 1, first, **entry), cast.find(0, Source.SELF_CHECK, 1, second),
        cast.find(1, Source.CRITIQUE, 2, STAFF[1][2]), cast.find(1, Source.OPINION, 3),
        cast.find(2, Source.SUPERVISION, 4, STAFF[2][3], Weight.SERIOUS), cast.find(2, Source.INSTRUCTION, 4, None, Weight.COMMON),
        cast.find(0, Source.NAMED_ABOVE, 5, head, Weight.SERIOUS),
    ]  # fmt: skip


def story(campaign: Campaign, office: Actor) -> None:
    cast = Cast(campaign, office)
    rows = findings(cast)
    for row in rows[:4]:
        cast.put_right(row, 6)
    brief = draft_report(campaign=campaign, what="weekly", day=day(8), actor=office, now=at(8))
    brief = fill_gaps(brief, office)
    issue_report(document=brief, actor=office, now=at(8))
    for row in rows[4:]:
        cast.put_right(row, 20)
    do.reopen(problem=rows[4], reason="回访发现反弹", actor=cast.actors[GROUP], now=at(40), due_on=day(60))
    told_open = final_text(campaign, office, 41)
    assert "累计发现问题7件，已销号6件，销号率85.7%" in told_open and "销号后返回整改1件" in told_open and "尚有1件问题未销号" in told_open
    cast.put_right(rows[4], 42)
    assert set(Problem.objects.values_list("state", flat=True)) <= set(DONE)
    check_brief(brief)
    check_end(campaign, office)
    check_past(campaign)
    assert list(chain.faults()) == []


def fill_gaps(brief: Document, office: Actor) -> Document:
    """What the plan left unsaid keeps a paper a draft with 待补 until it is answered (M01)."""
    if not missing_in(brief):
        return brief
    assert "待补" in docx_text(render_docx(paper_of(brief)))
    with pytest.raises(NeedsUnmet, match="待补"):
        issue_report(document=brief, actor=office, now=at(8))
    campaign = brief.campaign
    if gaps_of(campaign):
        fill_gap(campaign=campaign, basis="澄湖县作风建设意见", decided_by="澄湖县委", actor=office, now=at(8))
    if not campaign.groups.filter(kind=GroupKind.OFFICE).exists():
        set_up_group(campaign=campaign, kind=GroupKind.OFFICE, name="整治专班", actor=office, now=at(8))
    brief = draft_report(campaign=campaign, what="weekly", day=day(8), actor=office, now=at(8))
    assert not missing_in(brief)
    return brief


def final_text(campaign: Campaign, office: Actor, days: int) -> str:
    paper = draft_report(campaign=campaign, what="final", day=day(days), actor=office, now=at(days))
    return docx_text(render_docx(paper_of(paper))).replace(" ", "")


def check_brief(brief: Document) -> None:
    """Issued on the ninth day: seven found, five of them in the last seven days, four closed; frozen since."""
    text = docx_text(document_file(brief)).replace(" ", "")
    assert "第1期" in text
    assert "本周新发现问题5件，新销号4件" in text and "累计发现问题7件，已销号4件，销号率57.1%" in text
    assert "超期未销号0件" in text


def check_end(campaign: Campaign, office: Actor) -> None:
    text = final_text(campaign, office, 60)
    assert "累计发现问题7件，已销号7件，销号率100" in text and "销号后返回整改1件" in text
    assert "整治范围包括3个单位、6名干部" in text
    assert "干部自查发现问题2条，班子互查发现问题1条；组织联查涉及2个单位，发现问题3个" in text
    assert "发现的问题已全部销号的单位有3个" in text
    assert campaign.title in text


def check_past(campaign: Campaign) -> None:
    """Figures of a past day are those of that day, whatever happened since."""
    told = {days: figures(campaign, day(days), day(60)) for days in (0, 2, 8, 41, 60)}
    shown = {days: tuple(figure[code].value for code in ("O01", "O02", "O04", "N12", "N14", "N20")) for days, figure in told.items()}
    assert shown == {0: (0, 0, 0, 0, 0, 0), 2: (3, 0, 0, 2, 1, 0), 8: (7, 4, 0, 2, 1, 3), 41: (7, 6, 1, 2, 1, 3), 60: (7, 7, 1, 2, 1, 3)}
    assert told[60]["N07"].value == 1 and told[8]["N01"].value == 3 and told[8]["N02"].value == 6
    assert told[8]["N13"].value == 0 and told[8]["N22"].value is None and told[8]["N22"].reason


def check_file(campaign: Campaign) -> None:
    """The campaign as a file and back is the same campaign."""
    text = dump(file_of(campaign))
    assert load(text) == file_of(campaign) and dump(load(text)) == text
    again = prepare_campaign(file=load(text), root=campaign.root, actor=system_actor(), now=START, code="AGAIN-1")
    assert dump(file_of(again)).replace("AGAIN-1", campaign.code) == text


def check_plan(campaign: Campaign, stages: int, counts: tuple[int, int]) -> None:
    categories = list(campaign.catalogue.categories.all())
    assert campaign.stages.count() == stages
    assert (len(categories), sum(one.manifestations.count() for one in categories)) == counts
    assert Draft.objects.get(campaign=campaign).state == "started"
    assert campaign.state == "running" and campaign.covered_units.count() == 3


@pytest.mark.parametrize("number", SOURCES)
def test_the_sources_become_campaigns_that_are_worked_to_the_end(seeds_dir: Path, number: str) -> None:
    answers, stages, counts = SOURCES[number]
    office = founder()
    campaign = launched(next(seeds_dir.glob(f"{number}_*.txt")), answers, office)
    check_plan(campaign, stages, counts)
    check_file(campaign)
    story(campaign, office)


@pytest.mark.parametrize("name", DEMOS)
def test_the_sample_plans_become_campaigns_that_are_worked_to_the_end(name: str) -> None:
    answers, stages, counts = DEMOS[name]
    office = founder()
    campaign = launched(SAMPLES / name, answers, office)
    check_plan(campaign, stages, counts)
    check_file(campaign)
    story(campaign, office)
