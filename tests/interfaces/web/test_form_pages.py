"""The superior's form on its pages: taken in, suggestions accepted, cells tied by clicking, filled, taken home."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from bihuan.forms.models import Filling, Form
from bihuan.forms.operations import add_form, fill_form, tie_form
from bihuan.forms.queries import edition_of, ties_of
from bihuan.forms.rules.ties import CellTie, Ties
from bihuan.forms.sheets import look_at
from tests.factories.town import FOREST, LIAISON, NOW, OFFICE, TODAY, WATER, Town, town
from tests.forms.blanks import blank

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    return town()


def browser(place: Town, name: str) -> Client:
    client = Client()
    client.force_login(place.people[name].user)
    return client


def test_from_the_blank_to_the_filled_form(place: Town) -> None:
    client, home = browser(place, OFFICE), f"/c/{place.campaign.code}/forms/"
    place.find()
    names = tuple(place.units[name].name for name in (WATER, FOREST))
    sheet = SimpleUploadedFile("月报.xlsx", blank(names))
    assert client.post(home + "add/", {"name": "月报", "file": sheet}).status_code == 302
    form = Form.objects.get()
    page = client.get(f"{home}{form.pk}/").content.decode()
    assert "按表头文字认出 7 个格" in page and "专项整治情况统计表" in page and 'colspan="4"' in page
    client.post(f"{home}{form.pk}/suggested/", {"sheet": "0", "cell": ["B4", "C4"]})
    assert [one.cell for one in ties_of(edition_of(form)).cells] == ["B4", "C4"]
    page = client.get(f"{home}{form.pk}/", {"cell": "B5"}).content.decode()
    assert "格 B5" in page and "发现问题（O01）" in page and f"{names[0]}（单位）" in page
    wrong = client.post(f"{home}{form.pk}/tie/", {"sheet": "0", "cell": "B5", "code": "没有的指标"})
    assert wrong.status_code == 422 and "没有这个指标" in wrong.content.decode()
    client.post(f"{home}{form.pk}/tie/", {"sheet": "0", "cell": "B5", "code": "发现问题（O01）", "narrow": f"{names[1]}（单位）"})
    assert CellTie("汇总表", "B5", "O01", "unit", str(place.units[FOREST].pk)) in ties_of(edition_of(form)).cells
    rows = client.get(f"{home}{form.pk}/", {"sheet": "1"})
    assert "超期没有销号的" in rows.content.decode() and rows.context["rows_form"].initial["first"] == 2
    assert [letter for letter, chosen in rows.context["told"] if chosen] == ["A", "B", "C"], "as the head above them reads"
    odd = client.post(f"{home}{form.pk}/rows/", {"sheet": "1", "first": "2", "last": "3", "filters": "超期的那些"})
    assert odd.status_code == 422 and "没有这样的列表或视图" in odd.content.decode(), "nothing else is listed in its stead"
    client.post(
        f"{home}{form.pk}/rows/", {"sheet": "1", "first": "2", "last": "3", "filters": "没有销号的", "column_A": "line", "column_C": "text"}
    )
    assert [one.filters for one in ties_of(edition_of(form)).regions] == ["open=1"]
    assert "明细：第 2—3 行" in client.get(f"{home}{form.pk}/", {"sheet": "1"}).content.decode()
    led = client.post(f"{home}{form.pk}/fill/", {"day": TODAY.isoformat()})
    filling = Filling.objects.get()
    assert led["Location"].endswith(f"/filled/{filling.pk}/") and "下载填好的表" in client.get(led["Location"]).content.decode()
    book = load_workbook(BytesIO(client.get(led["Location"] + "file/").content))
    assert (book["汇总表"]["B4"].value, book["汇总表"]["B5"].value, book["明细"]["A2"].value) == (1, 0, 1)
    assert client.get(led["Location"] + "marked/").status_code == 200
    assert "月报" in client.get(home).content.decode()
    client.post(f"{home}{form.pk}/tie/", {"sheet": "0", "cell": "B5", "free": "1"})
    assert "B5" not in {one.cell for one in ties_of(edition_of(form)).cells} and edition_of(form).number == 2


def test_why_a_cell_stayed_empty_is_told_in_the_readers_language(place: Town) -> None:
    client, home, office = browser(place, OFFICE), f"/c/{place.campaign.code}/forms/", place.actor(OFFICE)
    form = add_form(campaign=place.campaign, name="月报", data=blank(("单位",)), file_name="月报.xlsx", actor=office, now=NOW)
    tie_form(form=form, ties=Ties((CellTie("汇总表", "B5", "O01"), CellTie("Old sheet", "B2", "O01"))), actor=office, now=NOW)
    filling = fill_form(form=form, day=TODAY, actor=office, now=NOW)
    page = f"{home}{form.pk}/filled/{filling.pk}/"
    chinese, english = (client.get(page, HTTP_ACCEPT_LANGUAGE=one).context["gaps"] for one in ("zh-hans", "en"))
    assert any("空白表里没有工作表“Old sheet”" in one["why"] for one in chinese)
    assert len(english) == len(chinese) and all(re.search("[一-龥]", one["why"]) is None for one in english)


def test_a_file_that_is_no_blank_is_refused_and_others_find_nothing(place: Town) -> None:
    home = f"/c/{place.campaign.code}/forms/"
    refused = browser(place, OFFICE).post(home + "add/", {"name": "月报", "file": SimpleUploadedFile("表.xlsx", b"no workbook")})
    assert refused.status_code == 422 and not Form.objects.exists()
    assert browser(place, LIAISON).get(home).status_code == 403


def test_who_ties_while_another_ties_takes_nothing_of_his_away(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    names = tuple(place.units[name].name for name in (WATER, FOREST))
    office = place.actor(OFFICE)
    form = add_form(campaign=place.campaign, name="月报", data=blank(names), file_name="月报.xlsx", actor=office, now=NOW)

    def meanwhile(data: bytes) -> Any:
        tie_form(form=Form.objects.get(), ties=Ties().with_cell(CellTie("汇总表", "C4", "O02")), actor=office, now=NOW)
        return look_at(data)

    monkeypatch.setattr("bihuan.interfaces.web.forms.views.tying.look_at", meanwhile)
    address = f"/c/{place.campaign.code}/forms/{form.pk}/tie/"
    answer = browser(place, OFFICE).post(address, {"sheet": "0", "cell": "B4", "code": "发现问题（O01）"})
    kept = {one.cell for one in ties_of(edition_of(form)).cells}
    assert "C4" in kept and (answer.status_code == 409 or kept == {"B4", "C4"})
