"""Old Word files, read without any converter."""

from pathlib import Path

import pytest

import bihuan.plan_import
from bihuan.foundation.files.rules.refusals import DamagedFile, HasMacros, PasswordProtected
from bihuan.plan_import.readers import doc as reader
from bihuan.plan_import.readers import read_file
from tests.plan_import.readers.made import doc, ole

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def no_converter(monkeypatch):
    monkeypatch.setattr(reader.shutil, "which", lambda name: None)


def test_pieces_of_both_widths_in_any_order():
    data = doc([("关于整治的方案\r", False), ("Tel 0999-5550123\r", True), ("二、目标\r", False)])
    assert read_file(data, "a.doc").text == "关于整治的方案\nTel 0999-5550123\n二、目标"


def test_headers_behind_the_body_stay_out():
    data = doc([("正文一段\r", False), ("页眉文字\r", False)], body=5)
    assert read_file(data, "a.doc").text == "正文一段"


def test_field_instructions_stay_out():
    data = doc([("见\x13 HYPERLINK x \x14附件\x15一\r", False)])
    assert read_file(data, "a.doc").text == "见附件一"


def test_characters_beyond_the_first_plane():
    assert read_file(doc([("工作𠮷字\r", False)]), "a.doc").text == "工作𠮷字"


def test_a_real_file_with_lists_and_a_table():
    """made.doc was saved by an office suite from automatic lists, a table and a header."""
    assert read_file(HERE / "made.doc").text.split("\n") == [
        "关于整治“庸懒”的方案", "一、总体要求", "（一）指导思想", "（二）工作目标", "1.甲事", "2.乙事", "①圈一", "二、整治重点", "（一）再一", "1.丙事",
        "序号\t问题\t单位", "1\t文山会海", "表后一段。",
    ]  # fmt: skip


def test_a_table_whose_rows_are_described_elsewhere_in_the_file():
    """wide.doc is the sample with a table of seven columns, saved as an old file: both give the same text."""
    sample = Path(bihuan.plan_import.__file__).parent / "samples" / "fire-safety.docx"
    assert read_file(HERE / "wide.doc").text == read_file(sample).text


def test_wps_is_the_same_format():
    assert read_file(doc([("工作方案\r", False)]), "a.wps").text == "工作方案"


def test_passwords_and_macros():
    with pytest.raises(PasswordProtected):
        read_file(doc([("工作方案\r", False)], flags=0x0100), "a.doc")
    with pytest.raises(HasMacros):
        read_file(ole({"WordDocument": b"x", "_VBA_PROJECT": b"x"}), "a.doc")


@pytest.mark.parametrize("keep", [0.05, 0.3, 0.5, 0.7, 0.9])
def test_cut_off(keep):
    data = (HERE / "made.doc").read_bytes()
    with pytest.raises(DamagedFile):
        read_file(data[: int(len(data) * keep)], "a.doc")
