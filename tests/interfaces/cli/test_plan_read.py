"""`bihuan plan read` and `plan schema` as a user calls them."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from bihuan.interfaces.cli.main import main
from tests.factories.steady import seconds

PLAN = (
    "关于开展文风会风专项整治的工作方案\n一、总体要求\n坚持问题导向，限期整改。\n二、方法步骤\n（一）动员部署阶段（2027年1月1日至1月20日）。召开会议。\n"
    "（二）集中整治阶段（2027年1月21日至5月31日）。对照清单整改。\n三、工作要求\n举报电话：0999-5550123。各单位每月25日前报送进展。\n"
)


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "方案.txt"
    path.write_text(PLAN, encoding="gb18030")
    return path


def test_json_follows_the_published_schema(plan, capsys):
    assert main(["plan", "schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert main(["plan", "read", str(plan), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    jsonschema.validate(facts, schema)
    assert facts["channels"]["phones"] == ["0999-5550123"]


def test_the_summary_is_for_people(plan, capsys):
    assert main(["plan", "read", str(plan)]) == 0
    told = capsys.readouterr().out
    assert "动员部署阶段：2027-01-01 至 2027-01-20" in told
    assert "GB18030" in told


def test_places_point_into_the_text_that_is_kept(plan, tmp_path, capsys):
    assert main(["plan", "read", str(plan), "--json", "--text", str(tmp_path / "正文.txt")]) == 0
    source = json.loads(capsys.readouterr().out)["stages"][0]["source"]
    assert "动员部署" in (tmp_path / "正文.txt").read_text(encoding="utf-8")[source["start"] : source["end"]]


@pytest.mark.parametrize("content", [b"", bytes(range(256)) * 9, b"PK\x03\x04cut off", b"MZ\x00\x00"])
def test_refusals_speak_chinese_and_exit_2(tmp_path, capsys, content):
    path = tmp_path / "坏.docx"
    path.write_bytes(content)
    assert main(["plan", "read", str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["error"]["sentence"] == err.strip()
    assert "Traceback" not in err


def test_a_missing_file_exits_2(tmp_path, capsys):
    assert main(["plan", "read", str(tmp_path / "无.docx")]) == 2
    assert "无.docx" in capsys.readouterr().err


def test_the_text_cannot_be_written_where_there_is_no_folder(plan, tmp_path, capsys):
    assert main(["plan", "read", str(plan), "--text", str(tmp_path / "没有" / "正文.txt")]) == 2
    assert "正文.txt" in capsys.readouterr().err


def _of_children() -> float:
    """Seconds of processor of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _read(path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "bihuan.interfaces.cli.main", "plan", "read", str(path)], capture_output=True, check=False)
    assert done.returncode == 0


def test_started_as_a_command_it_takes_under_a_second_and_no_database(plan, empty_home):
    assert seconds(lambda: _read(plan), 1, clock=_of_children) < 1
    assert not empty_home.exists()
