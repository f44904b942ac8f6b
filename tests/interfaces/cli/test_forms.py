"""`bihuan form`: from a blank to a filled form without a page."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bihuan.interfaces.cli.main import main
from tests.factories.town import FOREST, WATER, town
from tests.forms.blanks import blank

pytestmark = pytest.mark.django_db


def test_a_form_is_added_tied_by_its_words_and_filled(settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.BIHUAN_DEMO = True
    place = town()
    place.find()
    code, empty, full = place.campaign.code, tmp_path / "空白.xlsx", tmp_path / "填好.xlsx"
    empty.write_bytes(blank((place.units[WATER].name, place.units[FOREST].name)))
    assert main(["form", "add", code, str(empty), "--name", "月报"]) == 0
    assert main(["form", "tie", code, "月报", "--suggested"]) == 0
    assert "对应 5 个格" in capsys.readouterr().out
    assert main(["form", "fill", code, "月报", "-o", str(full), "--marked", str(tmp_path / "标色.xlsx")]) == 0
    assert load_workbook(full)["汇总表"]["B4"].value == 1 and "5 个数" in capsys.readouterr().out
    assert main(["form", "tie", code, "月报"]) == 0
    ties = json.loads(capsys.readouterr().out)
    ties["cells"].append({"sheet": "汇总表", "cell": "B6", "code": "O01", "by": "", "key": ""})
    (tmp_path / "ties.json").write_text(json.dumps(ties), encoding="utf-8")
    assert main(["form", "tie", code, "月报", "--ties", str(tmp_path / "ties.json")]) == 0
    assert main(["form", "fill", code, "月报", "-o", str(full)]) == 1
    assert "没有填：汇总表 B6" in capsys.readouterr().out
    assert main(["form", "list", code]) == 0 and "第 2 版" in capsys.readouterr().out
    assert main(["form", "fill", code, "年报", "-o", str(full)]) == 2
    assert "现有：月报" in capsys.readouterr().err
