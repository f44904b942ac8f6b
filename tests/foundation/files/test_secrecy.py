"""涉密不上网: marks are found, ordinary words are not taken for marks (domain.md G5)."""

import pytest

from bihuan.foundation.files.rules.front import _xml_text
from bihuan.foundation.files.rules.secrecy import mark_in_name, mark_in_text


@pytest.mark.parametrize(
    "text",
    [
        "机密★10年", "绝密★", "秘密★1年", "机　密 ★ 长期", "★机密★", "000001 机密★5年 特急", "机密*10年", "000001\n机密\n特急", "【秘密】关于某事的通知",
        "密级：机密", "密 级: 绝密　保管期限：永久", "（机密）", "机密级", "秘密 10年", "机密·20年", "绝密☆三十年",
    ],
)  # fmt: skip
def test_marks(text):
    assert mark_in_text(text + "\n关于开展工作的通知\n正文")


@pytest.mark.parametrize(
    "text",
    [
        "严守国家秘密和商业秘密", "采取秘密投票方式表决", "国家秘密的密级分为绝密、机密、秘密三级", "保密工作领导小组", "密级：□绝密□机密□秘密", "泄露工作秘密",
        "对举报人信息严格保密", "密级：绝密、机密或秘密的文件", "机密文件管理要求", "秘密调查", "全**开展★整治", "五、保守秘密", "机密印刷厂", "密级：内部",
        "涉密不上网，上网不涉密", "不得将标注机密的文件上传",
    ],
)  # fmt: skip
def test_ordinary_words(text):
    assert mark_in_text(text) is None
    assert mark_in_text("标题\n" + text) is None


def test_a_level_alone_far_below_the_top_is_a_table_cell():
    assert mark_in_text("说明\n" * 20 + "机密\n") is None
    assert mark_in_text("说明\n" * 20 + "机密★10年\n")


@pytest.mark.parametrize("between", ["<w:br/>", "<w:cr/>", "<w:tab/>"])
def test_a_mark_before_a_break_inside_a_paragraph_stands_alone(between):
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    runs = f"<w:r><w:t>秘密</w:t>{between}<w:t>关于某事的报告</w:t></w:r>"
    assert mark_in_text(_xml_text(f"<w:document {ns}><w:body><w:p>{runs}</w:p></w:body></w:document>".encode(), "Word 文档"))
    assert mark_in_text(
        _xml_text(f"<w:hdr {ns}><w:p><w:r><w:t>某某办公室</w:t><w:tab/><w:t>机密</w:t></w:r></w:p></w:hdr>".encode(), "Word 文档")
    )


@pytest.mark.parametrize(
    "name",
    ["机密.docx", "方案（秘密）.doc", "绝密文件.pdf", "机密★10年 方案.docx", "2027-机密-台账.xlsx", "[机密]照片.jpg", "机密级 通知.txt"],
)
def test_marks_in_names(name):
    assert mark_in_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "商业秘密保护办法.docx",
        "保密工作总结.doc",
        "秘密投票办法.pdf",
        "机密文件管理制度.docx",
        "涉密人员名单.xlsx",
        "国家秘密载体管理.pdf",
        "工作秘密清单.xlsx",
    ],
)
def test_ordinary_names(name):
    assert mark_in_name(name) is None


def test_the_real_plans_carry_no_mark(seeds_dir):
    assert not [path.name for path in seeds_dir.glob("*.txt") if mark_in_text(path.read_text(encoding="utf-8"))]
