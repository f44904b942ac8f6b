"""Pages of official documents: the register, one document as it prints, papers from the settings, the map; who may issue."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from bihuan.campaigns.models import Campaign, Grant
from bihuan.campaigns.vocabulary import Duty
from bihuan.documents.models import Document
from bihuan.documents.operations import draft_paper, redraft_paper
from bihuan.documents.queries import paper_of
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.accounts.models import User
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Person
from tests.documents.samples import paper
from tests.documents.test_settings_papers import founded

NOW = datetime(2026, 11, 21, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
HOME = "/c/QH-2026/documents/"
pytestmark = pytest.mark.django_db


def somebody(campaign: Campaign, duty: Duty) -> Client:
    user = User.objects.create(username=duty.value, name="王某", opened_at=NOW)
    person = Person.objects.create(name="王某", sort_key="wang", user=user)
    Grant.objects.create(campaign=campaign, person=person, duty=duty, granted_at=NOW)
    client = Client()
    client.force_login(user)
    return client


def drafted(campaign: Campaign) -> str:
    content = paper(Kind.WEEKLY_BRIEF, number="", date=None)
    row = draft_paper(campaign=campaign, paper=content, series="weekly", as_of=NOW, actor=Actor(None, "系统", door="cli"), now=NOW)
    return f"{HOME}{row.pk}/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: object) -> None:
    settings.BIHUAN_DEMO = True  # type: ignore[attr-defined]


def test_the_office_reads_issues_and_takes_a_document_home() -> None:
    campaign = founded()
    office, address = somebody(campaign, Duty.OFFICE), drafted(campaign)
    assert "草稿" in office.get(HOME).content.decode()
    page = office.get(address).content.decode()
    assert 'data-figure="O01"' in page
    assert office.post(f"{address}issue/").status_code == 302
    assert "第1期（总第1期）" in office.get(address).content.decode()
    first, again = office.get(f"{address}?as=docx"), office.get(f"{address}?as=docx")
    assert first.content[:2] == b"PK"
    assert first.content == again.content
    assert office.get(f"{address}?as=pdf").content[:4] == b"%PDF"


def test_a_liaison_sees_no_draft_no_roster_and_issues_nothing() -> None:
    campaign = founded()
    liaison, address = somebody(campaign, Duty.LIAISON), drafted(campaign)
    assert liaison.get(HOME).status_code == 200
    assert liaison.get(address).status_code == 404
    assert liaison.post(f"{address}issue/").status_code == 404
    assert liaison.get(f"{HOME}settings/roster/").status_code == 404


@pytest.mark.parametrize("name", ["plan", "map", "catalogue", "conduct", "basis", "roster"])
def test_papers_from_the_settings_show_and_print(name: str) -> None:
    office = somebody(founded(), Duty.OFFICE)
    assert '<article class="paper' in office.get(f"{HOME}settings/{name}/").content.decode()
    assert office.get(f"{HOME}settings/{name}/?as=docx").content[:2] == b"PK"


def test_what_the_plan_left_unsaid_leads_the_office_to_where_it_is_told() -> None:
    campaign = founded()
    Campaign.objects.filter(pk=campaign.pk).update(decided_by="", basis=[], doc_numbers=[])
    campaign.refresh_from_db()
    office, address = somebody(campaign, Duty.OFFICE), f"{HOME}settings/plan/"
    page = office.get(address).content.decode()
    assert "【待补：决定机关】" in page and page.count('href="/c/QH-2026/plan/gap/"') == 2
    assert "plan/gap/" not in somebody(campaign, Duty.LIAISON).get(address).content.decode()
    office.post("/c/QH-2026/plan/gap/", {"basis": "《办法》", "doc_number": "", "decided_by": "县委常委会会议"})
    page = office.get(address).content.decode()
    assert "待补：" not in page and "经县委常委会会议研究决定" in page and "草稿" not in page


def test_the_map_is_drawn_on_its_page() -> None:
    assert "<svg" in somebody(founded(), Duty.OFFICE).get(f"{HOME}map/").content.decode()


def test_the_register_and_a_paper_of_a_past_moment_keep_it_in_their_links() -> None:
    where = founded()
    office = somebody(where, Duty.OFFICE)
    page = drafted(where)
    row = Document.objects.get()
    title = row.title
    redraft_paper(
        row, paper=replace(paper_of(row), title="后来的标题"), as_of=NOW, actor=Actor(None, "系统", door="cli"), now=NOW + timedelta(hours=2)
    )  # fmt: skip
    for address in (HOME, "/c/QH-2026/papers/"):
        then, now = (office.get(address, {"at": at}).content.decode() for at in ("2026-11-21T10:00", ""))
        assert title in then and "后来的标题" not in then and "后来的标题" in now, address
        assert "截至 2026-11-21 10:00 的样子" in then and f"{page}?at=2026-11-21T10%3A00" in then
        assert "由专项设置生成" not in then and "生成周报" not in then
    then = office.get(page, {"at": "2026-11-21T10:00"}).content.decode()
    assert title in then and "后来的标题" not in then and 'action="' + page + 'issue/"' not in then and "as=docx&amp;at=2026" in then
    assert office.get(page, {"at": "2026-11-21T10:00", "as": "docx"}).status_code == 200
    assert office.get(page, {"at": "2026-11-21T08:00"}).status_code == 404
