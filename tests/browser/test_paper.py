"""What somebody prints: told who printed it, nothing cut off, nothing to press, one sheet where it is meant to be one."""

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.browser.looking import STATIC
from tests.browsers import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (STATIC / "vendor" / "htmx.min.js").exists(), reason="front-end files are missing (make install)"),
]

CODE = "/c/lanchuan-2026/"
MILLIMETRE = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it comes out: its size in points, its words, how far to the right its letters reach."""

    width: float
    height: float
    text: str
    reach: float


def printed(page: "Page", path: str) -> list[Sheet]:
    """The sheets of this page."""
    page.goto(path)
    sheets = []
    with closing(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))) as paper:
        for one in paper:
            words = one.get_textpage()
            reach = max(words.get_charbox(place)[2] for place in range(words.count_chars()))
            sheets.append(Sheet(*one.get_size(), words.get_text_bounded(), reach))
    return sheets


def test_lists_of_many_columns_lie_across_and_lose_none(page: "Page") -> None:
    """Upright, the titles of papers stood one character a line and their last column was cut off."""
    sign_in(page, "zhuanban")
    for path in ("documents/", "duties/"):
        sheets = printed(page, CODE + path)
        assert all(one.width > one.height and one.reach < one.width - 8 * MILLIMETRE for one in sheets), path
        assert "打印于" in sheets[0].text, path
    assert len(printed(page, CODE + "documents/")) == 1
    assert all(one.width < one.height for one in printed(page, "/todo/"))


def test_the_process_map_is_one_sheet(page: "Page") -> None:
    sign_in(page, "zhuanban")
    sheets = printed(page, CODE + "documents/map/")
    assert len(sheets) == 1 and "打印于" in sheets[0].text


def test_paper_tells_of_what_is_not_on_it(page: "Page") -> None:
    """A ledger page, the first of a kind of to-dos, the worst units of the map: each looked like the whole."""
    sign_in(page, "zhuanban")
    for path, words in (
        (CODE + "ledger/", "纸上只有页面已载入的行"),
        ("/todo/", "其余的见台账"),
        (CODE + "cockpit/", "个单位没有列出"),
        (CODE + "roster/", "县委办公室"),
    ):
        text = "".join(one.text for one in printed(page, path))
        assert words in text, path
        assert "涉密信息" not in text, "the notice at the foot of the screen takes no sheet of its own"
    units = "".join(one.text for one in printed(page, CODE + "roster/"))
    assert all(unit in units for unit in ("荞岭乡", "县交通运输局")), "a list that scrolls on the screen is whole on paper"
    assert "选一个单位" not in units


def test_who_works_in_the_dark_prints_charts_for_white_paper(page: "Page") -> None:
    page.emulate_media(color_scheme="dark")
    sign_in(page, "zhuanban")
    page.goto(CODE + "cockpit/")
    page.locator("[data-chart] canvas").first.wait_for()
    worn = page.evaluate("document.documentElement.dataset.theme")
    seen = page.evaluate("""() => { const found = []; for (const when of ["beforeprint", "afterprint"]) {
      dispatchEvent(new Event(when)); found.push(getComputedStyle(document.documentElement).getPropertyValue("--surface").trim()); } return found; }""")
    assert seen == ["#fff", "#1b1e22"]
    assert page.evaluate("document.documentElement.dataset.theme") == worn
