"""The PDF made without an office program: same text, same grid, replaced fonts told."""

from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
import typst

from bihuan.documents.rendering import render_pdf
from bihuan.documents.rendering.pdf import fonts, missing_fonts
from bihuan.documents.rules.paper import Paper, Para
from bihuan.documents.vocabulary import Kind
from tests.documents.samples import TALK, paper, unfounded

MILLIMETRE = 72 / 25.4


def text(data: bytes) -> str:
    with pdfplumber.open(BytesIO(data)) as opened:
        return "".join(char["text"] for page in opened.pages for char in page.chars)


@pytest.mark.parametrize("kind", [Kind.REPORT, Kind.LETTER, Kind.MINUTES, Kind.WEEKLY_BRIEF, Kind.LEDGER])
def test_every_layout_prints_the_text_with_its_numbers(kind: Kind) -> None:
    shown = text(render_pdf(paper(kind)).data)
    assert "全县65家单位共查摆问题2742条，已销号1530条。" in shown
    assert "二、存在问题" in shown


def test_a_full_page_has_22_lines_of_28_characters_inside_the_margins() -> None:
    words = "专项整治开展以来坚持问题导向对照目录逐条查摆逐项剖析建立台账明确责任推动整改落到实处" * 40
    made = render_pdf(paper(blocks=(Para((words,)),), attachments=()))
    with pdfplumber.open(BytesIO(made.data)) as opened:
        chars = [char for char in opened.pages[1].chars if abs(char["size"] - 16) < 0.1]
    lines = {round(char["top"]) for char in chars}
    assert len(lines) == 22
    assert len(chars) == 22 * 28
    assert min(char["x0"] for char in chars) / MILLIMETRE == pytest.approx(28, abs=1)
    assert max(char["x1"] for char in chars) / MILLIMETRE == pytest.approx(184, abs=1)
    middles = [(char["top"] + char["bottom"]) / 2 / MILLIMETRE for char in chars]
    assert (min(middles), max(middles)) == pytest.approx((37 + 5.1, 262 - 5.1), abs=1.2)


def test_the_imprint_stands_on_an_even_page() -> None:
    with pdfplumber.open(BytesIO(render_pdf(paper(Kind.NOTICE, blocks=(Para((TALK,)),), attachments=())).data)) as opened:
        assert len(opened.pages) == 2
        assert "印发" in opened.pages[1].extract_text()


def test_words_that_look_like_markup_stay_words() -> None:
    nasty = '#read("/etc/passwd") $x$ *b* <label> "]}'
    shown = text(render_pdf(Paper(Kind.LEDGER, "台账", (Para((nasty,)),))).data)
    assert '#read("/etc/passwd")' in shown.replace("“", '"').replace("”", '"')


def test_gaps_and_drafts_are_seen() -> None:
    shown = text(render_pdf(unfounded()).data)
    assert "待补：制定依据" in shown
    assert "草稿" in shown


def test_each_replaced_font_is_told() -> None:
    warnings = render_pdf(paper()).warnings
    assert len(warnings) == len(missing_fonts())
    assert all("没有字体" in warning for warning in warnings)


def test_a_machine_without_any_chinese_font_makes_a_file_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "families", lambda: frozenset({fonts.LAST_RESORT}))
    made = render_pdf(paper())
    assert made.data.startswith(b"%PDF-") and len(made.warnings) == len(fonts.ROLES)


@pytest.mark.skipif(not fonts.SHIPPED.is_dir(), reason="this machine has Chinese fonts: the two free ones were not fetched")
def test_the_two_free_fonts_alone_fill_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    free = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts.SHIPPED)])
    monkeypatch.setattr(fonts, "families", lambda: frozenset(map(str, free.families())))
    monkeypatch.setattr(typst, "compile", partial(typst.compile, ignore_system_fonts=True))
    assert all(missing_fonts().values())
    shown = text(render_pdf(paper()).data)
    assert "全县65家单位共查摆问题2742条" in shown and "cid:" not in shown
    test_a_full_page_has_22_lines_of_28_characters_inside_the_margins()


def test_the_tenants_own_fonts_come_first(tmp_path: Path, settings: Any) -> None:
    settings.BIHUAN_HOME = tmp_path
    before = fonts.folders()
    (tmp_path / "fonts").mkdir()
    assert fonts.folders() == [str(tmp_path / "fonts"), *before]
