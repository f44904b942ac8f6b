"""Columns of a campaign's own on the pages: set up by the office, filled in, edited in place, shown, narrowed by."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from bihuan.campaigns.operations import set_column
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.rules.columns import columns_of
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy
from bihuan.problems import operations as do
from bihuan.problems.models import OwnValue, Problem
from tests.factories.town import GROUP, LIAISON, NOW, OFFICE, WATER, Town, town
from tests.problems.sheets import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_by_heart")]
MONEY = OwnColumn(name="涉及金额", kind=ColumnKind.AMOUNT)
SORT = OwnColumn(name="性质", kind=ColumnKind.CHOICE, choices=("作风", "纪律"), editors=FilledBy.GROUP)


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    made = town()
    for column in (MONEY, SORT):
        set_column(campaign=made.campaign, column=column, actor=made.actor(OFFICE), now=NOW)
    return made


def browser(place: Town, name: str) -> Client:
    client = Client()
    client.force_login(place.people[name].user)
    return client


def test_the_office_adds_changes_and_retires_columns_on_their_page(place: Town) -> None:
    client, home = browser(place, OFFICE), f"/c/{place.campaign.code}/columns/"
    told = {"name": "约谈日期", "kind": "day", "choices": "", "unit": "", "required_from": "close", "editors": "office"}
    assert client.post(home + "add/", told).status_code == 302
    page = client.get(home).content.decode()
    assert "约谈日期" in page and "涉及金额（万元）" in page and "已用 3 个，最多 12 个" in page
    refused = client.post(home + "add/", told | {"name": "单位"})
    assert refused.status_code == 422 and "台账本来就有" in refused.content.decode()
    assert client.post(home + "1/", told | {"name": "涉案金额", "unit": "万元"}).status_code == 302
    assert client.post(home + "2/retire/").status_code == 302
    place.campaign.refresh_from_db()
    assert [(one.name, bool(one.retired)) for one in columns_of(place.campaign.file)] == [
        ("涉案金额", False),
        ("性质", True),
        ("约谈日期", False),
    ]
    assert "恢复使用" in client.get(home).content.decode()


def test_the_drawer_shows_them_and_the_step_fills_those_in_that_are_ones_own(place: Town) -> None:
    row, address = place.find(), f"/c/{place.campaign.code}/ledger/"
    client = browser(place, LIAISON)
    form = client.get(f"{address}{row.number}/fill/").content.decode()
    assert "涉及金额" in form and 'name="own2"' not in form, "the group fills in the other"
    wrong = client.post(f"{address}{row.number}/fill/", {"own1": "许多"})
    assert wrong.status_code == 422 and "要填数字" in wrong.content.decode()
    assert client.post(f"{address}{row.number}/fill/", {"own1": "１２３４．５", "seen": "0"}).status_code == 302
    page = client.get(f"{address}{row.number}/").content.decode()
    assert "1,234.50" in page and "填写经过" in page
    assert Problem.objects.get(pk=row.pk).own == {"1": "1234.50"}


def test_a_cell_is_edited_in_place_by_whom_it_belongs_to(place: Town) -> None:
    row = place.find()
    cell = f"/c/{place.campaign.code}/ledger/{row.number}/cell/own1/"
    told = {"value": "7", "seen": "0", "was_value": ""}
    assert browser(place, LIAISON).post(cell, told, HTTP_HX_REQUEST="true").status_code == 200
    assert OwnValue.objects.get(problem=row, valid_to=None).number == 7
    refused = browser(place, LIAISON).post(cell.replace("own1", "own2"), {"value": "作风", "seen": "1", "was_value": ""})
    assert refused.status_code == 422 and "督导组" in refused.content.decode()
    assert browser(place, OFFICE).get(cell.replace("own1", "own7")).status_code == 404


def test_the_list_shows_and_narrows_by_them(place: Town) -> None:
    one, two = place.find(), place.find()
    do.fill(problem=one, values={1: "1234.5", 2: "作风"}, actor=place.actor(OFFICE), now=NOW)
    client, address = browser(place, GROUP), f"/c/{place.campaign.code}/ledger/"
    page = client.get(address, {"col": "state,own1,own2"}).content.decode()
    assert "涉及金额（万元）" in page and "<td class=num>1,234.50" in page and "<td>作风" in page
    assert "涉及金额" not in client.get(address).content.decode(), "shown only where somebody chose it"
    menu = client.get(address + "choose/own/").content.decode()
    assert "纪律" in menu and 'name="own1_least"' in menu
    led = client.get(address + "choose/own/", {"go": "1", "own1_least": "１０", "own2": "作风"})
    assert led.status_code == 302 and "own=1%3Anumber%3A10.00.." in led["Location"]
    page = client.get(led["Location"]).content.decode()
    assert f"{one.number:04d}" in page and f">{two.number:04d}<" not in page and "涉及金额" in page
    assert "own1" in client.get(address + "choose/columns/").content.decode()


def test_columns_nobody_filled_in_are_named_in_one_line(place: Town) -> None:
    """Five dashes stood above causes and measures in the drawer."""
    row = place.find()
    do.fill(problem=row, values={2: "作风"}, actor=place.actor(OFFICE), now=NOW)
    page = browser(place, OFFICE).get(f"/c/{place.campaign.code}/ledger/{row.number}/").content.decode()
    own = page[page.index('id="own-head"') : page.index("</section>", page.index('id="own-head"'))]
    assert "<dd>作风</dd>" in own and "—" not in own and own.count("未填：") == 1 and "涉及金额（万元）" in own.split("未填：")[1]


def test_a_page_that_shows_them_asks_nothing_more(place: Town, django_assert_max_num_queries: Any) -> None:
    for n in range(3):
        do.fill(problem=place.find(), values={1: str(n + 1), 2: "作风"}, actor=place.actor(OFFICE), now=NOW)
    client, address = browser(place, OFFICE), f"/c/{place.campaign.code}/ledger/"
    client.get(address)
    with CaptureQueriesContext(connection) as usual:
        client.get(address, {"col": "state,due"})
    with django_assert_max_num_queries(len(usual)):
        assert "<td>作风" in client.get(address, {"col": "state,due,own1,own2"}).content.decode()


def test_a_block_is_copied_and_pasted_with_them(place: Town) -> None:
    row, client, home = place.find(), browser(place, OFFICE), f"/c/{place.campaign.code}/ledger/"
    block = {"rows": str(row.pk), "cols": "state,own1,own2", "text": "已建账\t12.5\t作风"}
    asked = client.post(f"{home}paste/", block, HTTP_HX_REQUEST="true")
    page = asked.content.decode()
    assert "涉及金额（万元）" in page and "12.5" in page and '<option value="own2" selected>' in page
    assert client.post(f"{home}paste/take/", {"take": asked.context["take"]}, HTTP_HX_REQUEST="true").status_code == 204
    assert Problem.objects.get(pk=row.pk).own == {"1": "12.50", "2": "作风"}
    mine = browser(place, OFFICE).get(f"/c/{place.campaign.code}/ledger/choose/edits/").content.decode()
    assert "涉及金额" in mine and "自设栏目" not in mine
    assert client.get(f"{home}copy/", {"rows": row.pk, "cols": "own1,own2"}).content.decode() == "12.50\t作风"
    group = browser(place, LIAISON).post(f"{home}paste/", block | {"text": "已建账\t13\t纪律"}, HTTP_HX_REQUEST="true").content.decode()
    assert "这一栏由督导组填写" in group and "将改 1 格" in group


def test_many_rows_get_the_same_value_and_only_the_right_hands_do_it(place: Town) -> None:
    rows, client = [place.find() for _n in range(3)], browser(place, OFFICE)
    do.fill(problem=rows[0], values={2: "纪律"}, actor=place.actor(OFFICE), now=NOW)
    home, chosen = f"/c/{place.campaign.code}/ledger/fields/", {"row": [row.pk for row in rows]}
    asked = client.post(home, chosen).content.decode()
    assert 'value="own1"' in asked and 'name="own2"' in asked
    assert 'value="own2"' not in browser(place, LIAISON).post(home, chosen).content.decode(), "the group fills it in"
    wrong = client.post(home, chosen | {"sure": "1", "field": "own1", "own1": "许多"})
    assert wrong.status_code == 422 and "要填数字" in wrong.content.decode()
    assert client.post(home, chosen | {"sure": "1", "field": "own1", "own1": "８"}).status_code == 302
    assert [row.own for row in Problem.objects.order_by("pk")] == [{"1": "8.00", "2": "纪律"}, {"1": "8.00"}, {"1": "8.00"}]
    again = client.post(home, chosen | {"sure": "1", "field": "own1", "own1": "8"}, follow=True).content.decode()
    assert "都已经是这个值" in again


def test_a_new_finding_comes_with_them(place: Town) -> None:
    client, home = browser(place, LIAISON), f"/c/{place.campaign.code}/ledger/new/"
    page = client.get(home).content.decode()
    assert 'name="own1"' in page and 'name="own2"' not in page
    told = {
        "unit": place.units[WATER].pk, "source": "supervision", "text": "窗口午间无人值守", "owner_level": "unit", "weight": "general", "own1": "许多",
    }  # fmt: skip
    wrong = client.post(home, told)
    assert wrong.status_code == 422 and "要填数字" in wrong.context["form"].errors["own1"][0] and not Problem.objects.exists()
    assert client.post(home, told | {"own1": "3"}).status_code == 302
    row = Problem.objects.get()
    assert row.own == {"1": "3.00"} and OwnValue.objects.get(problem=row).number == 3


def test_a_wrong_cell_of_one_is_marked_in_its_own_column(place: Town) -> None:
    sheet = workbook([["县水利局", "窗口无人", "自查", "许多", "x"]], ["单位", "问题", "来源", "涉及金额", "备注"])
    client, home = browser(place, OFFICE), f"/c/{place.campaign.code}/ledger/import/"
    led = client.post(home, {"file": SimpleUploadedFile("台账.xlsx", sheet)})["Location"]
    page = load_workbook(BytesIO(client.get(f"{led}marked/").content)).worksheets[0]
    assert [cell.coordinate for row in page.iter_rows() for cell in row if cell.comment] == ["D2"]


def test_the_template_on_the_page_has_them_too(place: Town) -> None:
    for who, last in ((OFFICE, "性质"), (LIAISON, "涉及金额（万元）")):  # the other one is filled in by the supervision group
        answer = browser(place, who).get(f"/c/{place.campaign.code}/ledger/import/template.xlsx")
        assert [cell.value for cell in load_workbook(BytesIO(answer.content)).worksheets[0][1]][-1] == last
