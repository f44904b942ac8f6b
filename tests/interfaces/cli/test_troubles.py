"""What is wrong around a command: the command line, the home, the database, the address. Always a Chinese sentence, never a trace."""

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError

from bihuan.config.databases import postgresql
from bihuan.config.numbers import whole
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.cli import run
from bihuan.interfaces.cli.main import main
from bihuan.interfaces.cli.troubles import sentence_of


def _process(*words: str, **environment: str) -> tuple[int, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "bihuan.interfaces.cli.main", *words],
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "还缺：命令"), (["nope"], "没有 'nope'，可以用：'run'"), (["figures"], "还缺：专项代码"), (["template", "roster", "-o"], "后面要写一个值"),
        (["account", "appoint", "x", "a", "b"], "“三员”：没有 'x'"), (["figures", "x", "--nope"], "看不懂：--nope"),
        (["run", "--workers", "0"], "请写 1 到 64 的整数"),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_told_in_chinese(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    told = capsys.readouterr().err
    assert left.value.code == 2 and said in told and "用法：" in told and " -h 看说明。" in told
    assert "error" not in told and "argument" not in told


def test_a_home_that_is_a_file_and_one_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        code, told = _process("account", "list", BIHUAN_HOME=str(home))
        assert code == 2 and "用不了数据文件夹" in told and "Traceback" not in told


def test_a_database_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "bihuan.sqlite3").write_bytes(b"no database at all " * 400)
    code, told = _process("campaign", "list", BIHUAN_HOME=str(tmp_path), BIHUAN_DATABASE_URL="")
    assert code == 2 and told.startswith("数据库文件已损坏") and "Traceback" not in told


def test_a_fault_of_the_program_leaves_a_file_and_no_trace_on_the_screen(tmp_path: Path) -> None:
    script = "import bihuan.interfaces.cli.main as m\nm._parser = lambda family: 1/0\nm.main(['x'])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "TMPDIR": str(tmp_path), "BIHUAN_DEBUG": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 70 and done.stderr.startswith("程序出了意外") and "Traceback" not in done.stderr
    (kept,) = tmp_path.glob("bihuan-*.txt")
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("bind", ["foo", "127.0.0.1:", "127.0.0.1:abc", "127.0.0.1:0", "127.0.0.1:99999", ":80", "127.0.0.1:８０００"])
def test_an_address_to_serve_on_is_understood_or_refused(bind: str) -> None:
    with pytest.raises(BadInput, match="看不懂"):
        run._place(bind)


def test_a_port_in_use_and_a_foreign_address_are_told_before_anything_else() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(BadInput, match="已经被别的程序占用"):
            run._place(f"127.0.0.1:{taken.getsockname()[1]}")
    with pytest.raises(BadInput, match="这台机器上没有"):
        run._place("192.0.2.1:9000")


def test_an_address_of_a_database_that_is_none() -> None:
    for address in ("mysql://a:b@c/d", "postgresql://a:b@c", "x"):
        with pytest.raises(BadInput, match="BIHUAN_DATABASE_URL"):
            postgresql(address)
    assert postgresql("postgresql://a:b@c/d")["NAME"] == "d"


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (OSError(errno.ENOSPC, "x", "/a"), "磁盘满了"), (MemoryError(), "内存不够"), (OperationalError("database is locked"), "占用"),
        (OperationalError("connection failed: refused"), "连不上数据库"), (OperationalError("attempt to write a readonly database"), "只读"),
    ],
)  # fmt: skip
def test_each_trouble_has_its_sentence(trouble: Exception, said: str) -> None:
    assert said in sentence_of(trouble)
    assert not sentence_of(ValueError("a fault of ours"))


@pytest.mark.parametrize("name", ["BIHUAN_WORKERS", "BIHUAN_API_RATE", "BIHUAN_VERIFY_RATE", "BIHUAN_ACTIVATION_DAYS"])
@pytest.mark.parametrize("text", ["zwei", "1.5", "-3", "", "9" * 12, "二"])
def test_a_setting_that_is_no_number_is_told_by_name(name: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        whole(name, text, least=1, most=64)
    told = capsys.readouterr().err
    assert left.value.code == 2 and told.startswith(f"设置 {name} 是“{text}”") and told.count("\n") == 1


def test_a_whole_number_is_read_and_a_process_ends_with_the_sentence(tmp_path: Path) -> None:
    assert whole("BIHUAN_WORKERS", " 4 ", least=0, most=64) == 4
    code, told = _process("account", "list", BIHUAN_HOME=str(tmp_path), BIHUAN_API_RATE="viele")
    assert code == 2 and told.startswith("设置 BIHUAN_API_RATE 是“viele”") and "Traceback" not in told
