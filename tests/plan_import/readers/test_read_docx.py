"""Word documents: numbers written out, tables, text boxes, tracked changes."""

import pytest

from bihuan.foundation.files.rules.refusals import (
    DamagedFile,
    DangerousXml,
    HasMacros,
    KindNotTaken,
    PasswordProtected,
    RemoteContent,
    ZipBomb,
)
from bihuan.plan_import.readers import read_file
from bihuan.plan_import.readers.text import cell_text
from tests.plan_import.readers.made import (
    MAIN,
    OFFICIAL,
    W,
    document,
    docx,
    level,
    numbering,
    ole,
    paragraph,
    relations,
    with_parts,
    zipped,
)  # fmt: skip


def lines(data: bytes) -> list[str]:
    return read_file(data, "方案.docx").text.split("\n")


def test_automatic_numbers_are_written_as_they_show():
    items = [("要求", 0), ("思想", 1), ("目标", 1), ("甲", 2), ("乙", 2), ("细目", 3), ("重点", 0), ("再一", 1), ("丙", 2)]
    body = "".join(paragraph(text, 1, depth) for text, depth in items)
    assert lines(docx(body, numbering=numbering(OFFICIAL))) == [
        "一、要求", "（一）思想", "（二）目标", "1.甲", "2.乙", "（1）细目", "二、重点", "（一）再一", "1.丙",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text", "twelfth"),
    [
        ("chineseCountingThousand", "第%1条", "第十二条 项"), ("decimalEnclosedCircle", "%1", "⑫项"), ("japaneseCounting", "%1、", "十二、项"),
        ("chineseLegalSimplified", "%1、", "壹拾贰、项"), ("upperRoman", "%1.", "XII.项"), ("lowerLetter", "%1)", "l)项"),
        ("decimalZero", "%1", "12 项"), ("decimalEnclosedParen", "%1", "⑿项"), ("ideographTraditional", "%1、", "乙、项"), ("bullet", "•", "项"),
    ],
)  # fmt: skip
def test_number_formats(form, text, twelfth):
    body = paragraph("项", 1) * 12
    assert lines(docx(body, numbering=numbering(level(0, form, text))))[-1] == twelfth


def test_a_new_list_starts_anew_only_where_it_says_so():
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for n, more in ((1, ""), (2, ""), (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'))
    )
    body = paragraph("甲", 1) + paragraph("乙", 2) + paragraph("丙", 3) + paragraph("丁", 3) + paragraph("戊", 0)
    assert lines(docx(body, numbering=numbering(level(0, "decimal", "%1."), nums))) == ["1.甲", "2.乙", "1.丙", "2.丁", "戊"]


def test_legal_numbering_and_parts_of_the_level_above():
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    body = paragraph("甲", 1) + paragraph("乙", 1, 1)
    assert lines(docx(body, numbering=numbering(levels))) == ["一、甲", "1.1 乙"]


def test_numbers_that_come_with_a_style():
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="mine"/><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    body = paragraph("目录行1", style="T1") + paragraph("甲", style="H1") + paragraph("乙", style="H2")
    found = read_file(docx(body, numbering=numbering(OFFICIAL), styles=styles), "a.docx")
    assert found.text == "一、甲\n二、乙"
    assert "目录" in "".join(found.notes)


def test_fifty_levels_of_numbering():
    body = "".join(paragraph(f"第{n}层", 1, n) for n in range(50))
    assert len(lines(docx(body, numbering=numbering(OFFICIAL)))) == 50


def test_tables_row_by_row_and_frames_as_text():
    def table(*rows):
        return "<w:tbl>" + "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows) + "</w:tbl>"

    wide = "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + paragraph("合计")
    body = table(
        [paragraph("序号"), paragraph("问题"), paragraph("单位")],
        [paragraph("1"), paragraph("会多") + paragraph("文多"), paragraph("")],
        [wide, paragraph("2")],
    )
    body += table([paragraph("框内一") + paragraph("框内二")])
    assert lines(docx(body)) == ["序号\t问题\t单位", "1\t会多文多", "合计\t\t2", "框内一", "框内二"]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("责任\n单位", "责任单位"), ("县教育局\n县商务局\n县公安局", "县教育局；县商务局；县公安局"), ("1.开会。\n2.检查", "1.开会。2.检查"),
        ("限期 整改  到位", "限期整改到位"), ("安装 App Store 应用，\n逐户排查到位", "安装App Store应用，逐户排查到位"), ("", ""),
    ],
)  # fmt: skip
def test_a_cell_becomes_one_line_without_blanks(cell, told):
    assert cell_text(cell) == told


def test_text_boxes_are_read_once():
    box = f"<w:txbxContent>{paragraph('框中文字')}</w:txbxContent>"
    drawing = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(docx(f"<w:p><w:r><w:t>正文</w:t></w:r><w:r>{drawing}</w:r></w:p>")) == ["正文", "框中文字"]


def test_tracked_changes_are_accepted():
    body = (
        '<w:p><w:r><w:t>整治</w:t></w:r><w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>新</w:t></w:r></w:ins></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>' + paragraph("后半")
    )
    found = read_file(docx(body), "a.docx")
    assert found.text == "整治新\n前半后半"
    assert "修订" in found.notes[0]


def test_headers_hidden_text_instructions_and_pinyin_stay_out():
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:instrText>eq \\o\\ac(○,</w:instrText></w:r><w:r><w:instrText>3)</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>jù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>据</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    header = f'<w:hdr xmlns:w="{W}">{paragraph("页眉")}</w:hdr>'
    assert lines(docx(body, header1=header)) == ["③据"]


def test_strict_documents_are_read_too():
    strict = document(paragraph("严格格式")).replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert lines(with_parts(docx(), {"word/document.xml": strict})) == ["严格格式"]


def test_content_counts_not_the_name():
    assert read_file(docx(), "方案.txt").kind == "docx"
    assert read_file("一、工作目标".encode(), "方案.docx").kind == "txt"


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9, 0.99])
def test_cut_off(keep):
    data = docx(paragraph("整治") * 400)
    with pytest.raises(DamagedFile, match="Word 文档"):
        read_file(data[: int(len(data) * keep)], "a.docx")


def test_a_document_with_a_password():
    with pytest.raises(PasswordProtected, match="密码"):
        read_file(ole({"EncryptionInfo": b"\4", "EncryptedPackage": b"x" * 5000}), "方案.docx")


def test_macros_are_refused_whatever_the_name():
    with pytest.raises(HasMacros, match="宏"):
        read_file(with_parts(docx(), {"word/vbaProject.bin": b"x"}), "方案.docx")
    with pytest.raises(HasMacros):
        read_file(docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"), "方案.docx")


def test_entities_are_never_resolved():
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;">]>' + document(paragraph("&b;")).partition("?>")[2]
    for text in (bomb.encode(), bomb.replace('"1.0"?', '"1.0" encoding="UTF-16"?').encode("utf-16")):
        with pytest.raises(DangerousXml):
            read_file(with_parts(docx(), {"word/document.xml": text}), "a.docx")
    outside = bomb.replace('"哈哈"', 'SYSTEM "file:///etc/hostname"').replace("&b;", "&a;")
    with pytest.raises(DangerousXml):
        read_file(with_parts(docx(), {"word/document.xml": outside}), "a.docx")


def test_links_are_never_followed():
    links = {
        "word/_rels/document.xml.rels": relations(
            ("hyperlink", "https://example.invalid/x"), ("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm")
        )
    }
    found = read_file(with_parts(docx(), links), "a.docx")
    assert "2 处外部链接" in found.notes[0]


@pytest.mark.parametrize("target", ["https://example.invalid/t.dotm", "\\\\10.0.0.1\\share\\t.dotm", "file://host.invalid/t.dotm"])
def test_templates_from_elsewhere_are_refused(target):
    with pytest.raises(RemoteContent, match="外部地址"):
        read_file(with_parts(docx(), {"word/_rels/settings.xml.rels": relations(("attachedTemplate", target))}), "a.docx")


def test_zip_bombs_are_not_unpacked():
    with pytest.raises(ZipBomb, match="体积"):
        read_file(with_parts(docx(), {"word/media/a.bin": bytes(60_000_000)}), "a.docx")
    with pytest.raises(ZipBomb, match="条目"):
        read_file(with_parts(docx(), {f"word/media/{n}": b"" for n in range(6000)}), "a.docx")
    with pytest.raises(ZipBomb, match="套"):
        read_file(with_parts(docx(), {"word/a.zip": zipped({"b": b"c"})}), "a.docx")
    with pytest.raises(ZipBomb, match="越界"):
        read_file(with_parts(docx(), {"../../a": b"c"}), "a.docx")


def test_one_huge_part_is_refused():
    with pytest.raises(ZipBomb):
        read_file(with_parts(docx(), {"word/document.xml": document("<w:p/>" * 4_000_000)}), "a.docx")


def test_deep_nesting_is_answered():
    deep = "<w:ins>" * 5000 + "</w:ins>" * 5000
    with pytest.raises(DamagedFile):
        read_file(docx(deep), "a.docx")


def test_other_packages_are_named():
    with pytest.raises(KindNotTaken, match="Excel 工作簿"):
        read_file(docx(main=MAIN.replace("wordprocessingml.document", "spreadsheetml.sheet")), "a.docx")
    with pytest.raises(KindNotTaken, match="压缩包"):
        read_file(zipped({"方案.txt": "一"}), "a.zip")
