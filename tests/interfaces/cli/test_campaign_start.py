"""`bihuan campaign start`: a prepared campaign runs, or nothing happened and the sheet's errors are told."""

import io
from pathlib import Path

import pytest
import xlsxwriter

from bihuan.campaigns.models import Campaign, CoveredUnit
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
