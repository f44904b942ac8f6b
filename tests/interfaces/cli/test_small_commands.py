"""template, roster and audit as commands: what they print, what they return."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from django.db import connection

from bihuan.foundation.audit.models import Record
from bihuan.interfaces.cli.main import main
from bihuan.organisation.models import Person

HEAD = ("单位", "上级单位", "姓名", "职务", "职级", "是否整治对象", "手机")
Sheet = Callable[..., Path]


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    def make(*rows: tuple[str, ...]) -> Path:
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream)
        page = book.add_worksheet("干部名册")
        for number, row in enumerate((HEAD, *rows)):
            page.write_row(number, 0, row)
        book.close()
        path = tmp_path / "名册.xlsx"
        path.write_bytes(stream.getvalue())
        return path

    return make


def test_a_template_is_written_without_a_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "roster", "-o", str(tmp_path / "a.xlsx")]) == 0
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK") and "已生成" in capsys.readouterr().out
    assert main(["template", "roster", "-o", str(tmp_path / "no" / "a.xlsx")]) == 2
    assert "写不了" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_roster_is_checked_taken_and_taken_again(sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(sheet(("县教育局", "青石县", "柳浪", "局长", "正科级", "是", "13800000011")))
    assert main(["roster", "import", path, "--check"]) == 0 and not Person.objects.exists()
    capsys.readouterr()
    assert main(["roster", "import", path, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["new"], told["changed"], told["same"], told["gone"], told["errors"]) == (1, 0, 0, 0, [])
    assert main(["roster", "import", path]) == 0
    assert "不变 1" in capsys.readouterr().out
    assert Record.objects.filter(kind="person").get().door == "cli"


@pytest.mark.django_db
def test_errors_of_cells_are_printed_and_nothing_is_taken(sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(sheet(("甲局", "乙局", "柳浪", "", "", "是", ""), ("乙局", "甲局", "闻莺", "", "", "是", "12")))
    assert main(["roster", "import", path]) == 1
    out = capsys.readouterr().out
    assert "干部名册 3 行 手机：“12”：手机号应为 11 位数字" in out and "甲局 → 乙局 → 甲局" in out and "共 3 处错误" in out
    assert main(["roster", "import", path, "--json"]) == 1
    errors = json.loads(capsys.readouterr().out)["errors"]
    assert all(error.keys() == {"sheet", "row", "column", "value", "message", "nearest"} for error in errors)
    assert not Person.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["missing.xlsx", "text.xlsx", "."])
def test_wrong_files_are_refused_with_a_sentence(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.xlsx").write_text("单位,姓名", encoding="utf-8")
    assert main(["roster", "import", str(tmp_path / name)]) == 2
    said = capsys.readouterr()
    assert said.err.strip().endswith("。") and not said.out and "Traceback" not in said.err


@pytest.mark.django_db
def test_the_book_is_verified_and_the_first_bad_record_named(sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> None:
    main(
        [
            "roster",
            "import",
            str(sheet(("县教育局", "青石县", "柳浪", "局长", "", "是", ""), ("县教育局", "", "闻莺", "科员", "", "否", ""))),
        ]
    )
    capsys.readouterr()
    assert main(["audit", "verify", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["first_bad"] is None and told["records"] == 6
    noted = f"{told['last']}:{told['digest'][:16]}"
    assert main(["audit", "verify", "--noted", noted]) == 0
    with connection.cursor() as cursor:
        _let_change(cursor)
        cursor.execute("UPDATE audit_record SET label = 'x' WHERE position = 3")
    capsys.readouterr()
    assert main(["audit", "verify"]) == 1
    assert "第 3 条记录被改过" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_record WHERE position >= 3")
    assert main(["audit", "verify"]) == 0, "an end that was cut off shows only against what was noted"
    capsys.readouterr()
    assert main(["audit", "verify", "--noted", noted]) == 1
    assert "第 6 条记录不见了" in capsys.readouterr().out
    assert main(["audit", "verify", "--noted", "6"]) == 2


@pytest.mark.django_db
def test_a_checkpoint_kept_elsewhere_shows_a_base_put_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "checkpoint.json"
    assert main(["audit", "checkpoint", "-o", str(kept)]) == 0
    said = capsys.readouterr().out
    assert "可抄录的校验码" in said and "指纹" in said
    assert main(["audit", "verify", "--against", str(kept)]) == 0
    forged = json.loads(kept.read_text()) | {"position": 900}
    kept.write_text(json.dumps(forged))
    capsys.readouterr()
    assert main(["audit", "verify", "--against", str(kept)]) == 1
    assert "签名不对" in capsys.readouterr().out
    kept.write_bytes(b"\xff\xfe")
    assert main(["audit", "verify", "--against", str(kept)]) == 2


def _let_change(cursor: object) -> None:
    """What only somebody who owns the database can do: take the guards away."""
    if connection.vendor == "postgresql":
        cursor.execute("ALTER TABLE audit_record DISABLE TRIGGER USER")  # type: ignore[attr-defined]
        return
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_record'")  # type: ignore[attr-defined]
    for (name,) in cursor.fetchall():  # type: ignore[attr-defined]
        cursor.execute(f'DROP TRIGGER "{name}"')  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_three_are_appointed_and_replaced_at_the_machine(capsys: pytest.CaptureFixture[str]) -> None:
    for kind, username, name in (("system", "xt", "甲一"), ("security", "aq", "乙二"), ("audit", "sj", "丙三")):
        assert main(["account", "appoint", kind, username, name]) == 0
    assert "只显示这一次" in capsys.readouterr().out
    assert main(["account", "appoint", "audit", "sj2", "丁四"]) == 2
    assert "已有人担任" in capsys.readouterr().err
    assert main(["account", "close", "sj", "--reason", "轮岗"]) == 0
    assert main(["account", "appoint", "audit", "sj2", "甲一"]) == 2
    assert main(["account", "appoint", "audit", "sj2", "丁四"]) == 0
    assert main(["account", "password", "xt"]) == 0 and main(["account", "unlock", "xt"]) == 0
    assert main(["account", "open", "zz", "戊五"]) == 0 and main(["account", "password", "bihuan-system"]) == 2
    capsys.readouterr()
    assert main(["account", "list"]) == 0
    assert "安全审计员：丁四（sj2）" in capsys.readouterr().out
    assert set(Record.objects.filter(kind="account").values_list("door", flat=True)) == {"cli"}
