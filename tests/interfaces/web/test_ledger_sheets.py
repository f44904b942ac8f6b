"""Pages of the ledger as a sheet: upload, check, the workbook back with its errors marked, taken; the export with its reason."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from bihuan.foundation.audit.models import Record
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Source
from tests.factories import town as factory
from tests.factories.town import LIAISON, OFFICE, OFFICIAL, Town
from tests.problems.sheets import HEAD, grid, row, workbook

HOME = "/c/QS-2026/ledger/"
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def town(db: None, settings: object, tmp_path: object) -> Town:
    settings.BIHUAN_DEMO, settings.BIHUAN_FILES = True, tmp_path  # type: ignore[attr-defined]
    return factory.town()


def upload(client: Client, data: bytes, name: str = "台账.xlsx"):
    return client.post(f"{HOME}import/", {"file": SimpleUploadedFile(name, data)})


def test_a_sheet_is_looked_at_first_and_then_taken(town: Town) -> None:
    client = town.client(LIAISON)
    assert f"{HOME}import/" in client.get(HOME).content.decode()
    answer = upload(client, workbook([row(no="WB-1"), row("第二件", 原因剖析="监督不够")]))
    assert answer.status_code == 302 and not Problem.objects.exists()
    page = client.get(answer["Location"]).content.decode()
    assert "确认导入" in page and "新增" in page and "按文字推定" in page and not Problem.objects.exists()
    taken = client.post(answer["Location"], follow=True)
    assert "新增 2 件，变更 0 件，不变 0 件" in taken.content.decode() and Problem.objects.count() == 2
    assert town.client(OFFICE).get(answer["Location"]).status_code == 404, "a sheet handed in is nobody else's"


def test_errors_are_listed_and_the_workbook_comes_back_marked(town: Town) -> None:
    client = town.client(OFFICE)
    answer = upload(client, workbook([row(person="曲园")], [word if word != "单位" else "责任单位" for word in HEAD], title="青石县台账"))
    shown = client.get(answer["Location"])
    page = shown.content.decode()
    assert shown.status_code == 422 and "第 3 行 责任人" in page and "曲院" in page and "确认导入" not in page
    assert client.post(answer["Location"]).status_code == 422 and not Problem.objects.exists()
    back = client.get(f"{answer['Location']}marked/")
    cell = load_workbook(io.BytesIO(back.content))["问题台账"].cell(3, 3)
    assert "名册里没有这个人" in cell.comment.text and cell.fill.fill_type == "solid"


def test_who_may_not_import_and_what_is_no_sheet_is_refused(town: Town) -> None:
    assert town.client(OFFICIAL).get(f"{HOME}import/").status_code == 403
    answer = upload(town.client(OFFICE), b"\x00\x01 nothing", "a.xlsx")
    assert answer.status_code == 422 and "。" in answer.content.decode()
    assert upload(town.client(OFFICE), workbook([["a"]], ["b"])).status_code == 422
    template = town.client(OFFICE).get(f"{HOME}import/template.xlsx")
    assert template.content.startswith(b"PK") and "attachment" in template["Content-Disposition"]


def test_an_export_asks_for_its_reason_and_gives_what_is_shown(town: Town) -> None:
    town.find(Source.SELF_CHECK, text="内心想法一二三")
    town.find(text="窗口等候过久")
    client = town.client(LIAISON)
    address = f"{HOME}export/?source=self_check,supervision&sort=number"
    assert "共 2 件" in client.get(address).content.decode()
    assert client.post(address, {"reason": " "}).status_code == 422
    given = client.post(address, {"reason": "报送县里", "columns": ["source", "state"]})
    rows = grid(given.content)
    assert [one["问题"] for one in rows] == ["＊", "窗口等候过久"]
    assert list(rows[0]) == ["序号", "单位", "责任人", "来源", "问题", "状态", "台账编号", "导出校验"]
    assert Record.objects.get(action="export_ledger").reason == "报送县里"
    assert client.get(f"{HOME}export/", {"q": "内心"}).context["count"] == 0, "search finds only what he may read"
