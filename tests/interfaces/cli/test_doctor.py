"""What is not well in an installation is said in a line that tells what to do."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import path_of
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.jobs.operations import ask
from bihuan.interfaces.cli.doctor import background, database, machine
from bihuan.interfaces.cli.main import main
from tests.foundation.jobs.tasks import refuse

pytestmark = pytest.mark.django_db


def looked_at(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, tuple[str, str]]]:
    code = main(["doctor", "--json", *words])
    return code, {one["what"]: (one["state"], one["said"]) for one in json.loads(capsys.readouterr().out)}


def test_a_fresh_house_has_nothing_bad(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "safety", lambda: iter(()))  # databases of tests keep nothing through a power cut
    code, told = looked_at(capsys, "--files", "--book")
    assert code == 0 and told["数据库"][0] == told["文件"][0] == told["操作记录"][0] == "正常"
    assert told["三员"] == ("注意", "空缺：系统管理员、安全保密管理员、安全审计员") and told["备份"][0] == "注意"
    main(["doctor"])
    assert "后台任务：没有积压" in capsys.readouterr().out


def test_what_is_wrong_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path, settings: Any) -> None:
    settings.BIHUAN_HOME, settings.BIHUAN_FILES, settings.BIHUAN_BACKUPS = tmp_path, tmp_path / "files", str(tmp_path / "backups")
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "secret").touch(mode=0o644)
    tmp_path.chmod(0o755)
    now = timezone.now()
    path_of(store(name="a.txt", data=b"a", actor=system_actor(), now=now, taken=frozenset(FileKind))).unlink()
    ask(refuse, title="等", actor=system_actor(), now=now - timedelta(hours=1))
    code, told = looked_at(capsys, "--files")
    assert code == 1
    assert (
        "权限为 700" in told["数据文件夹"][1]
        and "权限为 600" in told["密钥"][1]
        and told["文件"][1].startswith("1 个文件")
        and "bihuan worker" in told["后台任务"][1]
    )
    assert "还没有备份" in told["备份"][1]


def test_what_a_power_cut_would_take_is_bad() -> None:
    """The databases of tests would lose their last writes."""
    assert {one.what: one.state for one in database.safety()}["落盘"] == "有问题"


def test_standbys_are_told_where_there_may_be_some() -> None:
    assert [one.state for one in database.standbys()] == ([] if connection.vendor == "sqlite" else ["注意"])


def test_fonts_that_papers_want_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for stand_in, state in (("Noto Serif SC", "注意"), ("", "有问题")):
        monkeypatch.setattr("bihuan.documents.rendering.pdf.missing_fonts", lambda stand_in=stand_in: {"仿宋_GB2312": stand_in})
        found = list(machine.fonts())
        assert [one.state for one in found] == [state] and "/fonts" in found[0].said
    monkeypatch.setattr("bihuan.documents.rendering.pdf.missing_fonts", dict)
    assert not list(machine.fonts())


def test_doors_and_watchers_are_looked_at(settings: Any) -> None:
    settings.BIHUAN_DEMO, settings.SESSION_COOKIE_SECURE, settings.BIHUAN_PROXIES = False, True, []
    settings.BIHUAN_METRICS, settings.BIHUAN_LOG_ADDRESS = "0.0.0.0/0", True
    assert "BIHUAN_PROXIES" in next(iter(machine.doors())).said
    assert [one.what for one in machine.watching()] == ["运行指标", "日志"]
    settings.BIHUAN_METRICS, settings.BIHUAN_LOG_ADDRESS = "off", False
    assert not list(machine.watching())


def test_machines_of_one_installation_show_the_same_print(settings: Any) -> None:
    first = [one.said for one in machine.secrets()]
    assert "指纹" in first[0] and [one.said for one in machine.secrets()] == first
    settings.SECRET_KEY = "another"
    assert [one.said for one in machine.secrets()] != first


def test_what_lies_beside_what_it_guards_is_told(tmp_path: Path, settings: Any) -> None:
    settings.BIHUAN_HOME, settings.BIHUAN_WITNESS = tmp_path, str(tmp_path / "witness")
    assert "同一块盘" in next(iter(background.witness())).said
    assert [one.state for one in background.clock()] == ["正常"]
