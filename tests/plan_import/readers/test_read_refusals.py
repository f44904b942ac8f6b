"""Every bad input gets a Chinese sentence and a code, quickly, and never a traceback."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.foundation.files.rules.refusals import (
    BinaryRubbish,
    FileTooLarge,
    KindNotTaken,
    NoSuchFile,
    SecretMark,
    TooMuchText,
    UnreadableFile,
)
from bihuan.plan_import.readers import ReadText, read_file
from tests.factories.steady import seconds
from tests.plan_import.readers.made import doc, docx, paragraph, pdf, rtf, shown

SECONDS = 1.0
SOUND = [
    docx(paragraph("关于整治的方案") * 5), doc([("关于整治的方案\r", False)]), pdf([shown("关于整治的方案", 72, 700)]),
    "关于整治的方案".encode("gbk"), "<html><body><p>关于整治的方案".encode(), rtf("关于整治的方案"), "关于整治的方案".encode("utf-16"),
]  # fmt: skip


def outcome(data: bytes, name: str) -> None:
    """Text or a refusal, within a second."""
    assert seconds(lambda: _outcome(data, name), SECONDS) < SECONDS


def _outcome(data: bytes, name: str) -> None:
    try:
        assert isinstance(read_file(data, name), ReadText)
    except UnreadableFile as no:
        assert no.code
        assert any("\u4e00" <= letter <= "\u9fff" for letter in no.sentence)
        assert "%(" not in no.sentence


names = st.sampled_from(["a.txt", "a.docx", "a.doc", "a.pdf", "a.html", "a.md", "a", ""])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=3000), names)
def test_any_bytes_give_text_or_a_refusal(data, name):
    outcome(data, name)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SOUND), st.integers(0, 10**6), st.integers(0, 255), st.integers(0, 10**6), names)
def test_damaged_files_give_text_or_a_refusal(data, at, value, cut, name):
    spoilt = bytearray(data)
    spoilt[at % len(spoilt)] = value
    outcome(bytes(spoilt) if cut % 3 else bytes(spoilt[: cut % len(spoilt)]), name)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=400), st.sampled_from(["utf-8", "utf-16", "gb18030"]), names)
def test_any_text_gives_text_or_a_refusal(text, encoding, name):
    outcome(text.encode(encoding, errors="ignore"), name)


def test_a_200_mb_file_is_refused_without_being_loaded(tmp_path):
    path = tmp_path / "大文件.docx"
    with path.open("wb") as file:
        file.truncate(200_000_000)

    def refused() -> None:
        with pytest.raises(FileTooLarge, match="200 MB.*50 MB"):
            read_file(path)

    assert seconds(refused, 0.1) < 0.1


def test_rubbish_is_called_rubbish():
    with pytest.raises(BinaryRubbish, match="另存为"):
        read_file(bytes(range(256)) * 50, "a.txt")
    with pytest.raises(KindNotTaken, match="可执行程序"):
        read_file(b"MZ\x90\x00" + bytes(200), "方案.docx")


@pytest.mark.parametrize("name", ["没有这个文件.txt", "", "a\x00b"])
def test_missing_files(tmp_path, name):
    with pytest.raises(NoSuchFile):
        read_file(str(tmp_path / name))


def test_a_pipe_or_device_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NoSuchFile):
        read_file(tmp_path / "pipe")


def test_a_library_is_no_plan():
    with pytest.raises(TooMuchText, match="万字"):
        read_file(("整治工作方案要求。" * 60_000).encode(), "a.txt")


def test_50_mb_of_bare_text_is_no_plan():
    with pytest.raises(FileTooLarge, match="10 MB"):
        read_file(("整治工作方案要求。\n" * 500_000).encode(), "a.txt")


@pytest.mark.parametrize("data", [b"[" * 200_000, b"<!--" * 100_000, "**整".encode() * 100_000, b"![" * 100_000, b"|" * 200_000])
def test_no_line_of_markdown_takes_long(data):
    outcome(data, "a.md")


@pytest.mark.parametrize(
    "data", [b"<html>" + b"<td>" * 50_000, b"<html>" + b"<div>" * 50_000, b"<html><table>" + b"<tr><td rowspan=60>a" * 5_000]
)
def test_no_page_takes_long(data):
    outcome(data, "a.html")


def test_secrets_are_not_read():
    with pytest.raises(SecretMark, match="涉密"):
        read_file("机密★10年\n关于整治的方案".encode(), "a.txt")
    with pytest.raises(SecretMark, match="文件名"):
        read_file("关于整治的方案".encode(), "（秘密）方案.txt")


def test_the_same_bytes_twice_are_the_same_text():
    assert read_file(SOUND[0], "a.docx") == read_file(SOUND[0], "b.txt")


@pytest.mark.parametrize("number", range(5))
def test_the_real_plans_are_read_whole(seeds_dir, number):
    path = sorted(seeds_dir.glob("*.txt"))[number]
    assert len(read_file(path).text) > 1500
