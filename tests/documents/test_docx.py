"""Every kind as docx: opens, says the text, binds its figures, carries its list."""

import json
import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.shared import Mm

from bihuan.documents.rendering import render_docx
from bihuan.documents.rules.bindings import bindings, digest
from bihuan.documents.rules.paper import Paper, Para
from bihuan.documents.vocabulary import Kind
from tests.documents.samples import LEDGER, figure, paper, unfounded


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def texts(data: bytes) -> str:
    return "".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>", part(data, "word/document.xml")))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_opens_and_says_its_text(kind: Kind) -> None:
    data = render_docx(paper(kind))
    opened = docx.Document(BytesIO(data))
    assert "二、存在问题" in texts(data)
    assert "全县65家单位共查摆问题2742条，已销号1530条。" in texts(data)
    assert (opened.sections[0].page_width.mm, opened.sections[0].page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert (opened.sections[0].top_margin.mm, opened.sections[0].left_margin.mm) == pytest.approx((37, 28), abs=0.1)


def test_numbers_in_the_file_are_the_figures_in_order_between_bookmarks() -> None:
    data, bound = render_docx(paper()), bindings(paper())
    marks = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(fig_[^"]+)"/>.*?<w:t [^>]*>([^<]*)</w:t>', part(data, "word/document.xml"))
    assert marks == [(each.bookmark, each.text) for each in bound]


def test_the_file_carries_its_figures_and_a_property_that_leads_to_the_register() -> None:
    data = render_docx(paper())
    stored = re.search(r"<figures [^>]*>(.*)</figures>", part(data, "customXml/item9.xml"), re.S)
    assert stored
    listed = json.loads(stored[1])
    assert listed["document"] == "D-7"
    assert listed["as_of"] == "2026年11月20日"
    assert [each["text"] for each in listed["figures"]] == [each.text for each in bindings(paper())]
    properties = part(data, "docProps/custom.xml")
    assert "D-7" in properties
    assert digest(stored[1]) in properties


def test_fonts_are_named_for_both_scripts_with_substitutes() -> None:
    data = render_docx(paper())
    body = part(data, "word/document.xml")
    for name in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"):
        assert f'w:eastAsia="{name}"' in body
    assert 'w:eastAsia="宋体"' in part(data, "word/footer1.xml")
    assert "FangSong" in part(data, "word/fontTable.xml")


def test_the_grid_is_22_lines_of_28_characters() -> None:
    body = part(render_docx(paper()), "word/document.xml")
    assert '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"/>' in body


def test_a_missing_basis_shows_as_gap_and_the_page_says_draft() -> None:
    data = render_docx(unfounded())
    assert "根据【待补：制定依据】，经【待补：研究决定的会议】研究决定" in texts(data)
    assert "草稿 · 待补5处" in part(data, "word/header1.xml")


def test_a_landscape_ledger_turns_its_pages_and_a_plain_one_starts_turned() -> None:
    sections = docx.Document(BytesIO(render_docx(paper()))).sections
    assert [section.page_width > section.page_height for section in sections] == [False, True, False]
    alone = docx.Document(BytesIO(render_docx(Paper(Kind.LEDGER, "整改落实台账", (LEDGER,))))).sections
    assert [section.page_width > section.page_height for section in alone] == [True]
    assert [one.footer_distance < one.bottom_margin - Mm(10) for one in alone] == [True], "room for the footer's line below the area"


def test_hostile_text_stays_text() -> None:
    nasty = "</w:t><script>&\x00\x0b\ud800"
    data = render_docx(Paper(Kind.NOTICE, nasty, (Para((nasty, figure("x", 1))),), issuer=nasty))
    assert docx.Document(BytesIO(data))
    assert "&lt;script&gt;&amp;" in part(data, "word/document.xml")


def test_the_same_paper_gives_the_same_body() -> None:
    first, second = render_docx(paper()), render_docx(paper())
    assert part(first, "word/document.xml") == part(second, "word/document.xml")
