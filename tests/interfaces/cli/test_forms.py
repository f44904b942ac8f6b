"""`bihuan form`: from a blank to a filled form without a page."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bihuan.forms.models import Filling
from bihuan.forms.operations import add_form, fill_form, tie_form
from bihuan.forms.rules.ties import CellTie, Ties
from bihuan.interfaces.cli.main import main
from tests.factories.town import FOREST, NOW, OFFICE, TODAY, WATER, town
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
    assert "对应 7 个格" in capsys.readouterr().out  # five numbers, and beside their words the unit and the day
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


def test_days_are_told_as_they_are_here(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.BIHUAN_DEMO = True
    place, early = town(), datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # half past seven in the morning of the second
    code, office = place.campaign.code, place.actor(OFFICE)
    form = add_form(campaign=place.campaign, name="月报", data=blank((WATER,)), file_name="月报.xlsx", actor=office, now=NOW)
    tie_form(form=form, ties=Ties().with_cell(CellTie("汇总表", "B4", "O01")), actor=office, now=NOW)
    filled = fill_form(form=form, day=TODAY, actor=office, now=NOW)
    Filling.objects.filter(pk=filled.pk).update(as_of=early)
    place.campaign.stages.update(finished_at=early)
    assert main(["form", "list", code]) == 0 and main(["campaign", "stage", code]) == 0
    told = capsys.readouterr().out
    assert "上次填到 2026-03-02" in told and "2026-03-02 宣布结束" in told
