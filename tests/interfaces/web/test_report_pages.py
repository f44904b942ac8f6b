"""The pages of reports: a day that is none is told beside its form; Word and PDF side by side; an empty ledger says what comes first."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Stage
from bihuan.documents.models import Document
from bihuan.interfaces.web.reports.views import _span
from bihuan.problems.queries import Today
from bihuan.reports.operations import draft_report
from tests.factories import town as t

BASE = "/c/QS-2026"


@pytest.fixture
def town(db: None, settings: Any) -> t.Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return t.town()


@pytest.fixture
def office(town: t.Town) -> Client:
    return town.client(t.OFFICE)


@pytest.mark.parametrize(
    ("day", "said"),
    [("", "请选择数据截至哪一天"), ("2026-02-30", "请选择数据截至哪一天"), ("2999-01-01", "不能晚于今天"), ("1999-01-01", "早于专项开始")],
)
def test_a_day_that_is_none_is_told_beside_its_form(office: Client, day: str, said: str) -> None:
    answered = office.post(f"{BASE}/papers/draft/", {"what": "final", "day": day})
    assert answered.status_code == 422
    weekly, final = answered.content.decode().split('value="final"')
    assert said in final and said not in weekly
    assert not Document.objects.exists()


def test_a_report_is_handed_out_as_word_and_as_pdf(office: Client) -> None:
    made = office.post(f"{BASE}/papers/draft/", {"what": "weekly", "day": t.TODAY.isoformat()})
    assert made.status_code == 302
    pk, as_of = Document.objects.values_list("pk", "as_of").get()
    assert localdate(as_of) == t.TODAY
    for page in (made["Location"], f"{BASE}/papers/"):
        shown = office.get(page).content.decode()
        assert f"{BASE}/papers/{pk}/file/" in shown and f"{BASE}/documents/{pk}/?as=pdf" in shown


def test_a_draft_with_gaps_has_none_once_the_campaign_was_told(town: t.Town, office: Client) -> None:
    Campaign.objects.update(decided_by="", basis=[], doc_numbers=[])
    town.campaign.refresh_from_db()
    row = draft_report(campaign=town.campaign, what="final", day=t.TODAY, actor=town.actor(t.OFFICE), now=t.NOW)
    address = f"/c/{town.campaign.code}/documents/{row.pk}/"
    assert "【待补：决定机关】" in office.get(address).content.decode()
    office.post(f"/c/{town.campaign.code}/plan/gap/", {"basis": "《办法》", "doc_number": "", "decided_by": "县委常委会会议"})
    page = office.get(address).content.decode()
    assert "待补：依据文件" not in page and "待补：决定机关" not in page and "经县委常委会会议研究决定" in page


def test_an_empty_cockpit_says_what_comes_first(town: t.Town, office: Client) -> None:
    assert "记第一件问题" in office.get(f"{BASE}/cockpit/").content.decode()
    assert "记第一件问题" not in town.client(t.LEADER).get(f"{BASE}/cockpit/").content.decode()
    town.find()
    assert "记第一件问题" not in office.get(f"{BASE}/cockpit/").content.decode()


def test_a_week_without_news_says_so_and_adds_no_nought(town: t.Town, office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    town.find()
    pages = []
    for day in (t.TODAY, t.TODAY + timedelta(14)):
        monkeypatch.setattr("bihuan.interfaces.web.reports.views.today_of", lambda _campaign, day=day: Today(day, day))
        pages.append(office.get(f"{BASE}/cockpit/").content.decode())
    first, page = pages
    assert "本周 +1" in first
    assert "本周无新增" in page and "本周 +0" not in page and "，本周 0" not in page


def test_every_number_of_the_weeks_opens_as_many_rows(town: t.Town, office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.interfaces.web.reports.views.today_of", lambda _campaign: Today(t.TODAY, t.TODAY))
    town.find()
    town.to("closed", town.find())
    shown = office.get(f"{BASE}/cockpit/").context
    numbers = [cell for row in shown["trend"]["table"]["rows"] for cell in row[1:]]
    assert [one["value"] for one in numbers if one["value"]]
    for one in numbers:
        assert office.get(one["href"]).context["page"].count == one["value"]
    tiles = {tile["label"]: tile["opens"] for tile in shown["tiles"]}
    assert tiles["发现问题"] == numbers[-2]["href"] and tiles["已销号"] == numbers[-1]["href"] and "sort=unit" in tiles["超期"]


@pytest.mark.parametrize(("start", "end", "span"), [
    (date(2026, 3, 1), date(2026, 4, 2), "03-01—04-02"), (date(2026, 12, 27), date(2027, 2, 9), "12-27—2027-02-09"),
    (date(2027, 3, 1), date(2027, 4, 2), "2027-03-01—2027-04-02"),
])  # fmt: skip
def test_a_day_of_another_year_says_its_year_in_the_stage_line(start: date, end: date, span: str) -> None:
    assert _span(Stage(start_on=start, end_on=end), date(2026, 11, 22)) == span
