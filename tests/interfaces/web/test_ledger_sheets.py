"""Pages of the ledger as a sheet: upload, check, the workbook back with its errors marked, taken; the export with its reason."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from bihuan.foundation.audit.models import Record
from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.working import Worker
from bihuan.interfaces.web.problems.sheets import told
from bihuan.problems.models import Problem
from bihuan.problems.operations import amend
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


def test_the_first_new_rows_are_shown_as_they_were_understood(town: Town) -> None:
    client = town.client(OFFICE)
    answer = upload(client, workbook([row(f"第{n}件", no=f"ＷＢ－{n}", 单位="水利局", 完成时限="2099年11月底前") for n in range(1, 8)]))
    page = client.get(answer.headers["Location"]).content.decode()
    told = page[page.index("新增的头几件") : page.index("</table>", page.index("新增的头几件"))]
    assert told.count("<tr>") == 1 + 5 and told.count("2099-11-30") == 5 and "WB-1" in told and "县水利局" in told
    assert "水利局 → 县水利局" in page


def test_the_same_sheet_again_offers_nothing_to_take(town: Town) -> None:
    client, data = town.client(LIAISON), workbook([row(no="WB-1")])
    client.post(upload(client, data)["Location"])
    page = client.get(upload(client, data, "又一次.xlsx")["Location"]).content.decode()
    assert "和台账完全一样" in page and "确认导入" not in page


def test_a_wrong_kind_is_told_what_would_do_and_names_with_commas_are_kept_apart(town: Town) -> None:
    client = town.client(OFFICE)
    answer = upload(client, b"\x89PNG\r\n\x1a\n" + b"0" * 100, "照片.png")
    assert answer.status_code == 422 and "可以使用：xlsx、xls、et、csv、tsv。" in answer.content.decode()
    error = CellError("表", 2, "类别", "工作不争先", "目录里没有这个类别。").accepting(["工作不争先、落后是常态", "服务差"])
    assert told(error)["accepted"] == "可以填：工作不争先、落后是常态；服务差"


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
    about = {line[0].value: line[1].value for line in load_workbook(io.BytesIO(given.content))["说明"].iter_rows()}
    assert about["条件"] == "来源：自查；来源：督查反馈", "who is handed the sheet reads no address"
    assert Record.objects.get(action="export_ledger").reason == "报送县里"
    assert client.get(f"{HOME}export/", {"q": "内心"}).context["count"] == 0, "search finds only what he may read"


def test_what_a_column_is_is_shown_changed_and_remembered(town: Town) -> None:
    client, head = town.client(OFFICE), ["甲方", "来源", "情形", "备注"]
    address = upload(client, workbook([["县水利局", "督查反馈", "一件事", "看看"]], head, "三月"))["Location"]
    shown = client.get(address)
    page = shown.content.decode()
    assert shown.status_code == 422 and "还不知道哪一列是单位、问题" in page and "对应栏目" in page and "县水利局" in page
    assert client.post(address).status_code == 422 and not Problem.objects.exists()
    shape = shown.context["maps"][0]["map"].shape
    said = {
        f"{shape}.asked": "1",
        f"{shape}.0": "unit",
        f"{shape}.1": "source",
        f"{shape}.2": "text",
        f"{shape}.3": "",
        f"{shape}.hidden": "on",
    }
    assert client.post(f"{address}columns/", {**said, f"{shape}.2": "unit", f"{shape}.3": "unit"}, follow=True).status_code in (200, 422)
    page = client.post(f"{address}columns/", said, follow=True).content.decode()
    assert "照上次记住的对应" in page and "确认导入" in page
    assert client.post(address, follow=True).status_code == 200 and Problem.objects.get().text == "一件事"
    again = upload(client, workbook([["县林业局", "督查反馈", "四月的一件", ""]], head, "四月"))["Location"]
    assert client.get(again).status_code == 200 and town.client(LIAISON).post(f"{again}columns/").status_code == 404


def test_differences_are_reviewed_before_anything_is_written(town: Town) -> None:
    client = town.client(OFFICE)
    one, two = town.find(text="第一件事"), town.find(text="第二件事")
    data = client.post(f"{HOME}export/", {"reason": "核对", "columns": ["due", "source"]}).content
    amend(problem=two, values={"text": "台账里改过"}, actor=town.actor(OFFICE), now=town.now)
    book = load_workbook(io.BytesIO(data))
    page = book["问题台账"]
    places = {page.cell(n, 1).value: n for n in range(2, page.max_row + 1)}
    for row_, text in ((one, "表里改的一"), (two, "表里改的二")):
        page.cell(places[row_.number], 5).value = text
    stream = io.BytesIO()
    book.save(stream)
    address = upload(client, stream.getvalue())["Location"]
    answer = client.get(address)
    shown = answer.content.decode()
    assert not answer.context.get("errors"), answer.context["errors"]
    assert "要您定的格" in shown and "<del>第一件事</del>" in shown and "表里改的二" in shown
    keys = [f"{one.number}.text", f"{two.number}.text"]
    client.post(address, {"shown": keys, "take": []})
    assert sorted(Problem.objects.values_list("text", flat=True)) == ["台账里改过", "第一件事"]
    client.post(address, {"shown": keys, "take": keys})
    assert sorted(Problem.objects.values_list("text", flat=True)) == ["表里改的一", "表里改的二"]


def test_a_campaign_half_done_is_taken_over_on_its_page(town: Town) -> None:
    client = town.client(OFFICE)
    assert "接续导入" in client.get(f"{HOME}import/").content.decode() and town.client(LIAISON).get(f"{HOME}take-over/").status_code == 403
    head = ["责任单位", "问题来源", "存在问题", "完成情况", "销号时间"]
    data = workbook(
        [["县水利局", "督查反馈", "办完了的", "已销号", "2026.2.1"], ["县林业局", "督查反馈", "没办完的", "", ""]], head, "总台账"
    )
    address = client.post(f"{HOME}take-over/", {"file": SimpleUploadedFile("旧.xlsx", data)})["Location"]
    faulty = client.get(address)
    assert faulty.status_code == 422 and "确认接续" not in faulty.content.decode(), "no day when they were found: nothing to confirm yet"
    looked = client.post(address, {"do": "look", "found_on": "2026-01-01"})
    assert looked.status_code == 200 and "接续前已销号" in looked.content.decode() and "确认接续" in looked.content.decode()
    assert (
        client.post(address, {"do": "take", "found_on": "2026-01-01", "decision": ""}).status_code == 422 and not Problem.objects.exists()
    )
    done = client.post(address, {"do": "take", "found_on": "2026-01-01", "decision": "专班会议决定"}, follow=True).content.decode()
    assert "接续前已销号 1 件" in done and Problem.objects.filter(state="closed_before").count() == 1
    page = client.get(f"{HOME}take-over/").content.decode()
    assert "专班会议决定" in page and "接续前已销号 1 件" in page and "已销号" in client.get(f"{HOME}?state=closed_before").content.decode()


def test_a_long_export_is_made_in_the_background_and_is_its_askers_alone(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.interfaces.web.problems.views.exporting.LONG", 1)
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    town.find(text="一件"), town.find(text="又一件")
    client = town.client(OFFICE)
    assert "排队中" in client.post(f"{HOME}export/?sort=number", {"reason": "报送"}, follow=True).content.decode()
    Worker().run(until_idle=True)
    page = client.get("/jobs/").content.decode()
    address = re.search(rf'href="({HOME}export/\d+/)"', page)
    assert address and [one["问题"] for one in grid(client.get(address[1]).content)] == ["一件", "又一件"]
    assert town.client(LIAISON).get(address[1]).status_code == 404
    elsewhere = address[1].replace("ledger/export", "changes")
    assert client.get(elsewhere).status_code == 404, "a file of his, but no comparison"


def test_a_long_export_that_is_asked_for_twice_is_made_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.interfaces.web.problems.views.exporting.LONG", 1)
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    town.find(text="一件"), town.find(text="又一件")
    client = town.client(OFFICE)
    for _click in range(2):
        assert client.post(f"{HOME}export/?sort=number", {"reason": "报送"})["Location"] == "/jobs/"
    assert Job.objects.count() == 1
    client.post(f"{HOME}export/?sort=number", {"reason": "另报一家"})
    town.client(LIAISON).post(f"{HOME}export/?sort=number", {"reason": "报送"})
    assert Job.objects.count() == 3, "another purpose, another reader: another file"
    Worker().run(until_idle=True)
    client.post(f"{HOME}export/?sort=number", {"reason": "报送"})
    assert Job.objects.count() == 4, "what is over may be asked for again"


def test_a_text_table_with_errors_comes_back_as_a_marked_workbook(town: Town) -> None:
    client = town.client(OFFICE)
    data = "单位,责任人,来源,问题\n县水利局,曲园,督查反馈,一件\n".encode("gb18030")
    address = upload(client, data, "台账.csv")["Location"]
    assert "可以填：" in client.get(address).content.decode()
    book = load_workbook(io.BytesIO(client.get(f"{address}marked/").content))
    assert "名册里没有这个人" in book.worksheets[0].cell(2, 2).comment.text and book["要改的地方"].cell(2, 4).value == "曲园"


def test_the_verdict_says_how_many_rows_are_good_and_what_comes_next(town: Town) -> None:
    """Three hundred wrong cells told nobody whether the whole sheet was wrong, or one column of a few rows."""
    client = town.client(OFFICE)
    rows = [row("窗口无人", no="A-1"), row("电话无人接", no="A-2", 来源="自察", 完成时限="没有这一天"), row("久拖不办", no="A-3")]
    page = client.get(upload(client, workbook(rows))["Location"]).content.decode()
    assert re.findall(r'<strong class="num">(\d+)</strong><span>(.+?)</span>', page) == [
        ("2", "错误"),
        ("1", "有错的行"),
        ("2", "没有错的行"),
    ]
    good = client.get(upload(client, workbook([rows[0], rows[2]]))["Location"]).content.decode()
    assert "没有错误，可以导入" in good and "确认导入" in good and "没有错误" not in page
