"""Between the phone and the wide screen: half a window, an old monitor, a tablet. Nothing runs out of the page, no column is squeezed to a thread."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.looking import STATIC
from tests.browsers import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (STATIC / "vendor" / "htmx.min.js").exists(), reason="front-end files are missing (make install)"),
]

WIDTHS = (761, 820, 900, 1024, 1180)
PAGES = ("/todo/", "cockpit/", "ledger/", "ledger/397/", "ledger/new/", "plan/", "papers/", "documents/", "roster/", "figures/")
CODE = "/c/lanchuan-2026/"
# What lies beyond the window without a bar to bring it back, what spills out of its button, and cells that are high because they are thin.
WRONG = """() => {
  const rolls = (one) => { for (let up = one; up && up !== document.body; up = up.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(up).overflowX)) return true; return false; };
  const found = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
  for (const one of document.querySelectorAll("main *, header *, nav *")) {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (!box.width || !box.height || style.visibility === "hidden" || one.closest(".sr, .skip, svg")) continue;
    const label = one.textContent.trim().slice(0, 30);
    if (box.right > innerWidth + 1 && !rolls(one)) found.push(`beyond: ${label}`);
    if (one.matches(".btn, .tag, .chip, .top-btn, .cell, .lamp, h1, h2") && style.display !== "inline" && style.overflowX === "visible"
        && one.scrollWidth > one.clientWidth + 1) found.push(`spills: ${label}`);
    if (one.matches("td, th") && box.height > 4 * box.width) found.push(`thin: ${label}`);
  }
  return [...new Set(found)].slice(0, 5);
}"""


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_no_width_between_phone_and_wide_screen_breaks_a_page(page: "Page", language: str) -> None:
    page.set_extra_http_headers({"Accept-Language": language})
    sign_in(page, "zhuanban")
    wrong = {}
    for path in PAGES:
        page.goto(path if path.startswith("/") else CODE + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for _look in range(8):  # charts follow a little later
                page.wait_for_timeout(250)
                wrong[path, width] = page.evaluate(WRONG)
                if not wrong[path, width]:
                    break
    assert not {where: found for where, found in wrong.items() if found}
