"""What a job is called, what came of it and why it failed is told in the language of whoever reads it, whoever asked and in which."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.campaigns.operations import set_column
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.working import Worker
from bihuan.foundation.kernel import BadInput, NotNow, Told, said, said_again
from bihuan.interfaces.web.problems.views import exporting
from tests.factories.town import NOW, OFFICE, Town, town
from tests.problems.sheets import row, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO, settings.BIHUAN_FILES = True, tmp_path
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    return town()


def pages(client: Client, path: str = "/jobs/") -> tuple[str, str]:
    chinese, english = (client.get(path, HTTP_ACCEPT_LANGUAGE=one).content.decode() for one in ("zh-hans", "en"))
    return chinese, english


@pytest.mark.parametrize("asker", ["zh-hans", "en"])
def test_title_and_result_are_read_in_either_language(place: Town, monkeypatch: pytest.MonkeyPatch, asker: str) -> None:
    monkeypatch.setattr(exporting, "LONG", 0)
    place.find(), place.find()
    client = place.client(OFFICE)
    client.post("/c/QS-2026/ledger/export/", {"reason": "核对"}, HTTP_ACCEPT_LANGUAGE=asker)
    Worker().run(until_idle=True)
    chinese, english = pages(client)
    name = place.campaign.title
    assert f"导出台账 {name}" in chinese and "台账已导出，点开下载" in chinese
    assert name in english and "导出台账" not in english and "台账已导出" not in english
    assert Job.objects.get().title == f"导出台账 {name}", "in the register it is Chinese, whoever asked"


def test_counts_and_refusals_are_told_in_the_readers_language(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.interfaces.web.problems.checking.is_long", lambda *_: True, raising=False)
    from bihuan.foundation.jobs.operations import ask
    from bihuan.problems.jobs import take_sheet

    client, account = place.client(OFFICE), place.people[OFFICE].user_id
    good, bad = (SimpleUploadedFile("台账.xlsx", workbook(rows)) for rows in ([row(no="A-1")], [row(person="不在名册的人")]))
    from bihuan.foundation.files.operations import store

    for file in (good, bad):
        kept = store(data=file.read(), name=file.name or "", actor=place.actor(OFFICE), now=NOW)
        told = {"campaign": "QS-2026", "file": kept.pk, "account": account}
        ask(take_sheet, title=Told("导入台账 %(name)s", name=kept.name), actor=place.actor(OFFICE), now=NOW, arguments=told)
    Worker().run(until_idle=True)
    chinese, english = pages(client)
    assert "台账已导入：新增 1 件" in chinese and "表格有 1 处错误" in chinese
    assert "台账已导入" not in english and "处错误" not in english and "台账.xlsx" in english, "a file is called as its owner calls it"


def test_figures_of_own_columns_are_named_in_the_readers_language(place: Town) -> None:
    set_column(campaign=place.campaign, column=OwnColumn(name="涉及金额", kind=ColumnKind.AMOUNT), actor=place.actor(OFFICE), now=NOW)
    chinese, english = pages(place.client(OFFICE), "/c/QS-2026/figures/")
    assert "涉及金额合计" in chinese and "“涉及金额”合计，没有填的不计" in chinese
    assert "涉及金额: total" in english and "合计，没有填的" not in english


def test_a_told_text_is_its_chinese_text_and_knows_its_template() -> None:
    told = Told("已推送 %(count)d 件", count=3)
    assert told == "已推送 3 件" and json.loads(json.dumps({"text": told})) == {"text": "已推送 3 件"}
    kept = json.loads(json.dumps(told.kept))
    assert said_again(kept, {"已推送 %(count)d 件": "%(count)d sent"}.__getitem__) == "3 sent" == said(told, lambda _text: "%(count)d sent")
    assert said_again(None, str) == said_again(["%(no)s", {"other": 1}], str) == ""
    assert said("按原样", str) == "按原样"
    assert NotNow("第 %(n)d 件", n=2).told == "第 2 件" and BadInput(NotNow("第 %(n)d 件", n=2).sentence).told.kept == (
        "第 %(n)d 件",
        {"n": 2},
    )  # type: ignore[attr-defined]


def test_the_first_error_of_a_sheet_and_what_time_does_are_told_in_the_readers_language(place: Town) -> None:
    from bihuan.foundation.jobs.operations import ask
    from bihuan.interfaces.clock import table
    from bihuan.problems.operations.naming import index_names

    found = place.find()
    clock: dict[str, Any] = {"actor": place.actor(OFFICE), "now": NOW}
    for task in (table.verify_book, table.resume_over, table.return_to_roster):
        ask(task, title=task.name, **clock)
    ask(index_names, title="按新名称更新检索", arguments={"units": [found.unit_id], "people": []}, **clock)
    Worker().run(until_idle=True)
    for text in ("操作记录完好", "到期恢复", "恢复参加", "已更新"):
        [job] = [one for one in Job.objects.all() if str(one.answer.get("text", "")).startswith(text)]
        assert not any("\u4e00" <= one <= "\u9fff" for one in said_again(job.words["text"], _english)), text


def _english(text: str) -> str:
    from django.utils import translation

    with translation.override("en"):
        return translation.gettext(text)


def test_a_wrong_cell_is_said_again_whole() -> None:
    wrong = CellError("台账", 3, "责任单位", "不在册的单位", "本专项没有这个单位。", "水利局")
    assert wrong.told == "台账 第 3 行 责任单位：“不在册的单位”：本专项没有这个单位。最接近的是“水利局”。"
    english = said_again(json.loads(json.dumps(BadInput("第一处：%(first)s", first=wrong.told).told.kept)), _english)  # type: ignore[attr-defined]
    assert "row 3" in english and "不在册的单位" in english and "本专项没有" not in english and "最接近" not in english


def test_english_says_what_is_over_as_over(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """One Chinese word names a step to take and what came of it; English tells them apart."""
    place.to("closed", place.find())
    client = place.client(OFFICE)
    words: dict[str, Any] = {"HTTP_ACCEPT_LANGUAGE": "en"}
    cockpit = client.get("/c/QS-2026/cockpit/", **words).content.decode()
    changes = client.get("/c/QS-2026/changes/?from=2026-03-01", **words).content.decode()
    ledger = client.get("/c/QS-2026/ledger/?closed=2026-03-01..2026-03-31&recorded=2026-03-01..2026-03-31", **words).content.decode()
    assert "Close out" not in cockpit and "Newly closed" in changes and "Close out" not in changes
    assert "Closed on: " in ledger and "Entered on: " in ledger
    monkeypatch.setattr(exporting, "LONG", 0)
    client.post("/c/QS-2026/ledger/export/", {"reason": "核对"}, **words)
    Worker().run(until_idle=True)
    chinese, english = pages(client)
    assert "</time> 结束</small>" in chinese and "</time> ended</small>" in english
