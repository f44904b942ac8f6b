"""From a plan to a campaign by command: what to write into the answers file is told by the program, the same file runs once, no plan asks."""

from pathlib import Path

import pytest

from bihuan.campaigns.models import Campaign
from bihuan.interfaces.cli.main import main
from tests.interfaces.cli.test_campaign_start import GOOD, sheet

PLAN = """根据县里的统一部署，现制定如下工作方案。
一、整治内容
（一）索证不全。没有档案；没有协议。
二、工作步骤
（一）自查阶段（3月1日至4月10日）。逐摊自查。
（二）整治阶段（4月11日至5月31日）。联合执法。
"""
TALE = "“您来了！”她说着笑了，眼睛亮亮的。他想起那年的雨。\n" * 30


@pytest.fixture
def files(tmp_path: Path, db: None) -> tuple[str, str, Path]:
    (tmp_path / "方案.txt").write_text(PLAN, "utf-8")
    return str(tmp_path / "方案.txt"), sheet(tmp_path, GOOD), tmp_path / "回答.yaml"


def test_the_answers_file_is_written_filled_in_and_taken(files: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    plan, roster, answers = files
    assert main(["plan", "start", plan, "--roster", roster]) == 2
    assert "plan read" in capsys.readouterr().err, "it says how to learn what to answer"
    assert main(["plan", "read", plan, "--answers", str(answers)]) == 0
    written = answers.read_text("utf-8")
    assert all(f"\n{key}:\n" in written for key in ("title", "year", "basis", "decided_by")) and "【必答】方案没有写年份" in written
    assert main(["plan", "read", plan, "--answers", str(answers)]) == 2 and answers.read_text("utf-8") == written
    assert main(["plan", "start", plan, "--roster", roster, "--answers", str(answers)]) == 2, "an empty line answers nothing"
    answers.write_text(written.replace("title:", "title: 农贸市场专项整治").replace("year:", "year: 2026"), "utf-8")
    capsys.readouterr()
    assert main(["plan", "start", plan, "--roster", roster, "--answers", str(answers), "--on", "2026-03-01"]) == 0
    told = capsys.readouterr()
    campaign = Campaign.objects.get()
    assert told.out.strip() == campaign.code and campaign.title == "农贸市场专项整治"
    assert "2 处没有定" in told.err and "basis" in told.err and "decided_by" in told.err
    assert [str(stage.end_on) for stage in campaign.stages.order_by("order")] == ["2026-04-10", "2026-05-31"]


def test_the_same_file_starts_one_campaign_unless_another_is_wanted(
    files: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    plan, roster, answers = files
    answers.write_text("title: 农贸市场专项整治\nyear: 2026\n", "utf-8")
    start = ["plan", "start", plan, "--roster", roster, "--answers", str(answers), "--on", "2026-03-01"]
    assert main(start) == 0 and main(start) == 2
    assert Campaign.objects.get().code in capsys.readouterr().err
    assert main([*start, "--again"]) == 0 and Campaign.objects.count() == 2


def test_what_is_no_plan_starts_only_when_somebody_says_so(files: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    _plan, roster, answers = files
    tale = answers.with_name("小说.txt")
    tale.write_text(TALE, "utf-8")
    answers.write_text("title: 雨\n", "utf-8")
    start = ["plan", "start", str(tale), "--roster", roster, "--answers", str(answers)]
    assert main(start) == 2 and "不是方案" in capsys.readouterr().err and not Campaign.objects.exists()
    answers.write_text("title: 雨\nkind: 是\n", "utf-8")
    assert main(start) == 0 and Campaign.objects.get().title == "雨"
