"""Files that are none and places where nothing can be written: a clear sentence, exit 2, and nothing was done."""

from pathlib import Path
from typing import Any

import pytest

from bihuan.documents.models import Document
from bihuan.forms.models import Filling
from bihuan.foundation.audit.models import Record
from bihuan.foundation.backups import taking
from bihuan.interfaces.cli.main import main
from tests.factories.town import town

pytestmark = pytest.mark.django_db
Captured = pytest.CaptureFixture[str]


def refused(words: list[str], capsys: Captured) -> str:
    capsys.readouterr()
    before = Record.objects.count()
    assert main(words) == 2 and Record.objects.count() == before
    return capsys.readouterr().err


@pytest.mark.parametrize("place", ["无此文件夹/周报.docx", "."])
def test_nothing_is_issued_exported_or_filled_that_cannot_be_written(place: str, tmp_path: Path, capsys: Captured) -> None:
    town()
    where = str(tmp_path / place)
    for words in (
        ["report", "weekly", "QS-2026", "-o", where, "--issue"], ["report", "weekly", "QS-2026", "-o", where],
        ["ledger", "export", "QS-2026", "-o", where], ["campaign", "export", "QS-2026", "-o", where],
    ):  # fmt: skip
        assert place.partition("/")[0].strip(".") in refused(words, capsys)
    assert not Document.objects.exists() and not Filling.objects.exists() and not list(tmp_path.iterdir())


def test_the_folder_itself_is_no_file_to_write(capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    town()
    monkeypatch.chdir(tmp_path)
    assert "是文件夹" in refused(["report", "weekly", "QS-2026", "-o", ".", "--issue"], capsys)


def test_a_witness_that_was_emptied_says_nothing_for_the_book(tmp_path: Path, capsys: Captured) -> None:
    town()
    witness = tmp_path / "见证"
    for content in ("", "\n \n", "[" * 100_000):
        witness.write_text(content)
        assert "校验点" in refused(["audit", "verify", "--against", str(witness)], capsys)


def test_texts_of_any_size_are_refused_before_they_are_read(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    made = town()
    huge = tmp_path / "大"
    with huge.open("wb") as file:
        file.truncate(400_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _path: pytest.fail("read"))
    for words in (
        ["campaign", "import", str(huge)], ["audit", "verify", "--against", str(huge)],
        ["form", "add", made.campaign.code, str(huge), "--name", "表"],
    ):  # fmt: skip
        assert "400 MB" in refused(words, capsys)


@pytest.mark.parametrize("text", ["a: " + "[" * 3000, "a: &a [x, x]\nb: *a\n", "a: 2026-02-30\n", "- 1\n", "a: [\n"])
def test_answers_that_are_none(text: str, tmp_path: Path, capsys: Captured) -> None:
    plan, answers, roster = tmp_path / "方案.txt", tmp_path / "回答.yaml", tmp_path / "名册.xlsx"
    plan.write_text("关于开展形式主义整治的实施方案\n一、工作目标\n全面整治。\n二、工作步骤\n（一）动员部署（2026年3月1日至3月10日）\n")
    answers.write_text(text)
    roster.write_bytes(b"PK")
    assert "回答文件" in refused(["plan", "start", str(plan), "--roster", str(roster), "--answers", str(answers)], capsys)


def test_ties_nested_without_end_are_no_json(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    from bihuan.foundation.kernel import BadInput
    from bihuan.interfaces.cli.form import _ties_in

    deep = tmp_path / "对应.json"
    deep.write_text("[" * 100_000)
    with pytest.raises(BadInput, match="JSON"):
        _ties_in(deep)


@pytest.mark.parametrize("count", ["0", "-3", "x"])
def test_a_backup_keeps_one_at_least(count: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "take", lambda *_told, **_more: pytest.fail("taken"))
    with pytest.raises(SystemExit) as left:
        main(["backup", str(tmp_path), f"--keep={count}"])
    assert left.value.code == 2 and "不是能用的值" in capsys.readouterr().err


def test_a_campaign_imported_twice_says_that_it_is_another_one(tmp_path: Path, capsys: Captured) -> None:
    town()
    kept: Any = tmp_path / "专项.yaml"
    assert main(["campaign", "export", "QS-2026", "-o", str(kept)]) == 0
    capsys.readouterr()
    assert main(["campaign", "import", str(kept), "--unit", "青石县"]) == 0
    told = capsys.readouterr()
    assert told.out.strip() == "QS-2026-2" and "已有代码为 QS-2026 的专项" in told.err
