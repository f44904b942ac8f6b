"""`bihuan campaign start`: a prepared campaign runs, or nothing happened and the sheet's errors are told."""

import io
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from bihuan.campaigns.models import Campaign, CoveredUnit, Stage
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.interfaces.cli.main import main

GOOD = [
    ("青石县", "", "", "", "", "", ""),
    ("县水利局", "青石县", "苏堤", "局长", "正科级", "否", ""),
    ("县水利局", "", "曲院", "科长", "", "是", ""),
]


def sheet(folder: Path, rows: list[tuple[str, ...]]) -> str:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    page = book.add_worksheet("干部名册")
    for number, row in enumerate([("单位", "上级单位", "姓名", "职务", "职级", "是否整治对象", "手机"), *rows]):
        page.write_row(number, 0, row)
    book.close()
    path = folder / "名册.xlsx"
    path.write_bytes(stream.getvalue())
    return str(path)


@pytest.mark.django_db
def test_whoever_lies_below_the_threshold_is_told_when_the_campaign_starts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [*GOOD, ("县水利局", "", "平湖", "科员", "科员", "是", "")]
    assert main(["roster", "import", sheet(tmp_path, rows)]) == 0
    assert main(["campaign", "import", "庸懒散软", "--code", "yl-2026"]) == 0
    campaign = Campaign.objects.get()
    campaign.file["settings"] = {**campaign.file.get("settings", {}), "rank_threshold": "副科级以上"}
    campaign.save(update_fields=["file"])
    capsys.readouterr()
    assert main(["campaign", "start", "yl-2026", "--roster", sheet(tmp_path, rows), "--on", "2026-03-02"]) == 0
    told = capsys.readouterr()
    assert told.out.strip() == "yl-2026"
    assert "副科级以上" in told.err and "平湖（县水利局，科员）" in told.err and "苏堤" not in told.err


@pytest.mark.django_db
def test_the_command_names_who_is_gone_and_who_perhaps_only_moved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bureau = [("县教育局", "", "曾野", "局长", "", "否", ""), ("县教育局", "", "单青", "副局长", "", "是", "13800000012")]
    assert main(["roster", "import", sheet(tmp_path, bureau)]) == 0
    moved = [bureau[0], ("县财政局", "", "单青", "副局长", "", "是", "13900000012")]
    assert main(["roster", "import", sheet(tmp_path, moved), "--on", "2099-03-02"]) == 2
    assert "还没有到" in capsys.readouterr().err
    assert main(["roster", "import", sheet(tmp_path, moved), "--check"]) == 0
    told = capsys.readouterr().out
    assert "表中已无：单青" in told and "其中同名又新增的：单青" in told


@pytest.mark.django_db
def test_stages_are_listed_declared_over_and_prolonged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roster", "import", sheet(tmp_path, GOOD)]) == 0
    assert main(["campaign", "import", "庸懒散软", "--code", "yl-2026"]) == 0
    assert main(["campaign", "start", "yl-2026", "--roster", sheet(tmp_path, GOOD), "--on", "2026-03-02"]) == 0
    campaign = Campaign.objects.get()
    campaign.stages.all().delete()
    days = (("查摆", date(2026, 3, 1), date(2026, 4, 30)), ("整改", date(2026, 5, 1), date(2026, 6, 30)))
    for order, (name, start, end) in enumerate(days, 1):
        dated = {"start_on": start, "end_on": end, "planned_start_on": start, "planned_end_on": end}
        Stage.objects.create(campaign=campaign, order=order, name=name, **dated)
    capsys.readouterr()
    stage = ["campaign", "stage", "yl-2026"]
    assert main(stage) == 0
    assert "1  查摆  2026-03-01—2026-04-30" in capsys.readouterr().out
    assert main([*stage, "1", "--until", "2026-05-10", "--following"]) == 2
    assert "谁" in capsys.readouterr().err
    assert main([*stage, "1", "--until", "2026-05-10", "--following", "--decision", "领导小组第3次会议", "--reason", "汛期"]) == 0
    assert "2  整改  2026-05-11—2026-07-10（原定到 2026-06-30）" in capsys.readouterr().out
    assert main([*stage, "--over"]) == 2 and main([*stage, "1", "--over"]) == 2
    assert "条件还不齐" in capsys.readouterr().err
    assert main([*stage, "1", "--over", "--reason", "领导小组第4次会议"]) == 0
    assert "宣布结束" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_prepared_campaign_is_started_with_a_roster(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roster", "import", sheet(tmp_path, GOOD)]) == 0
    assert main(["campaign", "import", "庸懒散软", "--code", "yl-2026"]) == 0
    assert main(["campaign", "start", "yl-2026", "--roster", sheet(tmp_path, [*GOOD, ("县水利局", "", "", "科长", "", "是", "")])]) == 2
    assert "5 行 姓名" in capsys.readouterr().err
    assert Campaign.objects.get().state == CampaignState.PREPARED
    assert main(["campaign", "start", "yl-2026", "--roster", sheet(tmp_path, GOOD), "--on", "2026-03-02"]) == 0
    assert capsys.readouterr().out.strip().endswith("yl-2026")
    assert Campaign.objects.get().state == CampaignState.RUNNING
    assert CoveredUnit.objects.get().from_on.isoformat() == "2026-03-02"
    assert main(["campaign", "start", "yl-2026", "--roster", sheet(tmp_path, GOOD)]) == 2
    assert "名册已于 2026-03-02 确定" in capsys.readouterr().err
    assert main(["campaign", "start", "nobody", "--roster", sheet(tmp_path, GOOD)]) == 2
    assert "yl-2026" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_campaign_started_by_a_command_gets_its_office_by_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twice = [*GOOD, ("县林业局", "青石县", "曲院", "科长", "", "是", "")]
    assert main(["roster", "import", sheet(tmp_path, twice)]) == 0
    assert main(["campaign", "import", "庸懒散软", "--code", "yl-2026"]) == 0
    assert main(["campaign", "start", "yl-2026", "--roster", sheet(tmp_path, twice), "--on", "2026-03-02"]) == 0
    assert "bihuan campaign office yl-2026" in capsys.readouterr().err
    assert main(["campaign", "office", "yl-2026", "某某"]) == 2 and "没有叫“某某”的人" in capsys.readouterr().err
    assert main(["campaign", "office", "yl-2026", "曲院"]) == 2 and "县林业局/曲院" in capsys.readouterr().err
    assert main(["campaign", "office", "yl-2026", "县林业局/曲院"]) == 0
    assert "曲院 是 yl-2026 的专班成员" in capsys.readouterr().out
    assert Campaign.objects.get().grants.filter(duty="office", ended_at=None).count() == 1


@pytest.mark.django_db
def test_an_account_is_linked_to_its_person_by_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roster", "import", sheet(tmp_path, GOOD)]) == 0
    assert main(["account", "open", "sudi", "苏堤"]) == 0 and main(["account", "open", "quyuan", "曲院"]) == 0
    assert main(["account", "link", "sudi", "苏堤"]) == 0 and "sudi 关联到 苏堤" in capsys.readouterr().out
    assert main(["account", "link", "quyuan", "苏堤"]) == 0  # another account for the same person takes its place
    assert main(["account", "link", "quyuan", "曲院"]) == 2 and "已经关联了别的人" in capsys.readouterr().err
