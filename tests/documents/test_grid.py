"""The page as an office program lays it out: 22 lines × 28 characters, margins within 1 mm, red rule, page numbers (GB/T 9704)."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest

from bihuan.documents.rendering import render_docx
from bihuan.documents.rules.paper import Para
from tests.documents.samples import paper

MILLIMETRE = 72 / 25.4


def office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[pdfplumber.page.Page]]:
    """A long report as LibreOffice prints it."""
    if office() is None:
        pytest.skip("LibreOffice is not on this machine: the printed grid cannot be measured")
    if not subprocess.run(["fc-list", ":lang=zh"], capture_output=True).stdout:
        pytest.skip("this machine's programs have no Chinese font: the printed grid cannot be measured")
    folder = tmp_path_factory.mktemp("paper")
    text = "专项整治开展以来坚持问题导向对照目录逐条查摆逐项剖析建立台账明确责任推动整改落到实处" * 40
    (folder / "report.docx").write_bytes(render_docx(paper(blocks=(Para((text,)),), attachments=())))
    command = [office(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([str(word) for word in (*command, folder / "report.docx")], check=True, capture_output=True, timeout=60)
    with pdfplumber.open(Path(folder / "report.pdf")) as opened:
        yield list(opened.pages)


def lines(page: pdfplumber.page.Page) -> list[list[dict]]:
    """Characters of 三号 by line, from the top."""
    found: dict[int, list[dict]] = {}
    for char in page.chars:
        if abs(char["size"] - 16) < 0.1:
            found.setdefault(round(char["top"] / 4), []).append(char)
    return [found[top] for top in sorted(found)]


def test_a_full_page_has_22_lines_of_28_characters(pages: list[pdfplumber.page.Page]) -> None:
    full = lines(pages[1])
    assert len(full) == 22
    assert {len(line) for line in full} == {28}


def test_the_margins_are_kept_within_a_millimetre(pages: list[pdfplumber.page.Page]) -> None:
    chars = [char for line in lines(pages[1]) for char in line]
    pitch = 225 / 22
    assert min(char["x0"] for char in chars) / MILLIMETRE == pytest.approx(28, abs=1)
    assert max(char["x1"] for char in chars) / MILLIMETRE == pytest.approx(184, abs=1)
    first, last = (min, max)
    middle_of_first = first((char["top"] + char["bottom"]) / 2 for char in chars) / MILLIMETRE
    middle_of_last = last((char["top"] + char["bottom"]) / 2 for char in chars) / MILLIMETRE
    assert middle_of_first - pitch / 2 == pytest.approx(37, abs=1)
    assert middle_of_last + pitch / 2 == pytest.approx(262, abs=1)


def test_the_red_rule_is_as_wide_as_the_text(pages: list[pdfplumber.page.Page]) -> None:
    rules = [line for line in pages[0].lines + pages[0].rects if line.get("stroking_color") in ((1, 0, 0), [1, 0, 0])]
    assert rules
    assert rules[0]["x0"] / MILLIMETRE == pytest.approx(28, abs=1)
    assert rules[0]["x1"] / MILLIMETRE == pytest.approx(184, abs=1)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages_7_mm_below(pages: list[pdfplumber.page.Page]) -> None:
    for number, page in enumerate(pages[:2], 1):
        shown = [char for char in page.chars if char["top"] / MILLIMETRE > 263]
        assert "".join(char["text"] for char in shown).split() == ["—", str(number), "—"]
        middle = sum(char["x0"] for char in shown) / len(shown) / MILLIMETRE
        assert (middle > 150) == (number % 2 == 1)
        dash = (shown[0]["top"] + shown[0]["bottom"]) / 2 / MILLIMETRE
        assert dash == pytest.approx(262 + 7, abs=1)


def test_the_imprint_stands_at_the_foot_of_the_last_page(pages: list[pdfplumber.page.Page]) -> None:
    foot = [char for char in pages[-1].chars if abs(char["size"] - 14) < 0.1 and char["text"] == "印"]
    assert foot
    assert 250 < foot[-1]["bottom"] / MILLIMETRE < 262
