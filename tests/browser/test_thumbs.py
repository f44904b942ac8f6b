"""Under a thumb: on a phone of 390 px what one presses is at least 44 px high (WCAG 2.2 AAA 2.5.5, Apple and DingTalk alike).

Links inside a sentence may be as low as their line, as WCAG allows."""

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

LEAST = 43.5  # what rounding leaves of 44
LOW = """(least) => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")].filter((one) => {
  const box = one.getBoundingClientRect(), style = getComputedStyle(one), label = one.closest("label");
  const shown = box.width && box.height && style.visibility !== "hidden" && !one.matches(".skip, .sr");
  const inSentence = one.matches("a") && style.display === "inline" && one.closest("p, small, li, td, .banner") && !one.matches(".help a");
  return shown && !inSentence && (label || one).getBoundingClientRect().height < least && box.height < least;
}).map((one) => `${one.outerHTML.slice(0, 90)} ${Math.round(one.getBoundingClientRect().height)}`)"""
CODE = "/c/lanchuan-2026/"
PAGES = {
    "zhuanban": ("/todo/", "ledger/", "ledger/397/", "plan/", "papers/", "figures/", "roster/", "settings/", "/plans/"),
    "dudao": ("/todo/", "look-backs/"),
    "xitong": ("/administration/accounts/",),
}


@pytest.mark.parametrize("who", PAGES)
def test_what_a_thumb_presses_is_high_enough(page: "Page", who: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/account/login/")
    low = {"sign-in": page.evaluate(LOW, LEAST)}
    sign_in(page, who)
    for path in PAGES[who]:
        page.goto(path if path.startswith("/") else CODE + path)
        low[path] = page.evaluate(LOW, LEAST)
    assert not {path: found[:5] for path, found in low.items() if found}


def test_a_thumb_that_misses_the_box_by_a_little_ticks_it_all_the_same(page: "Page") -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "zhuanban")
    page.goto(f"{CODE}ledger/")
    box = page.locator("#grid tbody input[name=row]").first
    place = box.bounding_box()
    assert place
    page.mouse.click(place["x"] - 8, place["y"] - 8)
    assert box.is_checked() and page.url.endswith("/ledger/")


def test_all_bars_of_a_stage_line_lie_on_one_axis(page: "Page") -> None:
    """A row with longer dates had a shorter rail, and today stood elsewhere in it."""
    sign_in(page, "zhuanban")
    page.goto(f"{CODE}plan/")
    edges = page.locator(".gantt svg").evaluate_all(
        "all => all.map((one) => [one.getBoundingClientRect().left, one.getBoundingClientRect().right])"
    )
    assert len(edges) > 1 and all(edge == edges[0] for edge in edges)


def test_a_toast_lies_over_the_bar_and_over_nothing_one_presses_next(page: "Page") -> None:
    """At the foot it lay over the buttons below the recovery codes."""
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "zhuanban")
    page.goto(f"{CODE}plan/")
    page.evaluate("""document.querySelector("#toasts").innerHTML = '<div class="toast success"><span>已保存</span></div>'""")
    toast, bar = page.locator(".toast").bounding_box(), page.locator(".top").bounding_box()
    assert toast and bar and toast["y"] + toast["height"] <= bar["y"] + bar["height"]


def test_buttons_of_the_sheet_fill_their_lines_and_a_single_one_stands_beside_the_title(page: "Page") -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "zhuanban")
    page.goto(f"{CODE}ledger/")
    title, one = page.locator(".page-head h1").bounding_box(), page.locator(".page-head .acts .btn").bounding_box()
    assert title and one and one["y"] < title["y"] + title["height"]
    page.locator("#grid [data-open]").first.click()
    page.locator(".drawer-acts").wait_for()
    ends = page.locator(".drawer-acts").evaluate(
        "all => [...all.children].map((one) => [one.getBoundingClientRect().top, one.getBoundingClientRect().right])"
    )
    lines = {round(top): max(right for other, right in ends if other == top) for top, _right in ends}
    assert len({round(right) for right in lines.values()}) == 1 and min(lines.values()) > 370, ends


def test_a_unit_with_a_long_name_leaves_the_steps_in_the_picture(page: "Page") -> None:
    sign_in(page, "zhuanban")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{CODE}cockpit/")
    page.locator(".map tbody th a").first.evaluate("(one) => { one.textContent = '长'.repeat(40); }")
    assert page.locator(".scroll-x:has(.map)").first.evaluate("(one) => one.scrollWidth <= one.clientWidth")
