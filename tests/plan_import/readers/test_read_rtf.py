"""Rich text, under whatever name."""

import pytest

from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.plan_import.readers import read_file
from tests.plan_import.readers.made import rtf


def text(body: str) -> str:
    return read_file((r"{\rtf1\ansi\ansicpg936\uc1 " + body + "}").encode("latin-1"), "方案.doc").text


def test_code_page_and_unicode():
    assert read_file(rtf("关于整治的方案"), "方案.doc").text == "关于整治的方案"
    assert text(r"\u20851?\u20110?\u25972\'d5\u-26287?\par") == "关于整" + chr(65536 - 26287)
    assert text(r"\uc2\u24037\'b9\'a4{\uc0\u20316}\par") == "工作"
    assert text(r"\u-10179?\u-9138?\par") == "\U0001f44e"


def test_list_numbers_tables_and_signs():
    number = r"{\listtext\pard\plain \u19968?\u12289?\tab}\u35201?\u27714?\par "
    table = r"\trowd \u24207?\intbl\cell \u21495?\intbl\cell\row "
    assert text(number + table + r"\ldblquote a\rdblquote\par").split("\n") == ["一、要求", "序\t号", "“a”"]


def test_hidden_things_stay_out():
    assert text(r"{\header h}{\*\xx y}{\field{\*\fldinst HYPERLINK}{\fldrslt \u35265?}}{\v z}{\pict 00ff}\par") == "见"


def test_cut_off():
    with pytest.raises(DamagedFile, match="RTF"):
        read_file(rtf("关于整治的方案", more=r"{\b {\i ")[:90], "a.rtf")
