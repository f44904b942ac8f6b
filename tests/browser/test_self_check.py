"""One's own self-check on a phone whose connection breaks off: what was typed is there again, also where an item was being changed (M48)."""

from typing import TYPE_CHECKING

import pytest

from tests.browsers import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
MINE = "/c/lanchuan-2026/self-check/"
TEXT = "textarea[name=text]"


def _lost(page: "Page", text: str) -> None:
    """Typed, and sent while there is no network; then the page is opened anew."""
    address = page.url
    page.fill(TEXT, text)
    page.wait_for_timeout(600)  # kept a moment after the last letter
    page.context.set_offline(True)
    page.click("button.go.wide", no_wait_after=True)
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    page.goto(address)
    page.wait_for_function("document.querySelector('[data-kept]').textContent !== ''")


def test_a_lost_connection_loses_nothing(page: "Page") -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "guzhang")
    page.goto(MINE)
    page.get_by_role("link", name="写一条").click()
    page.check("input[name=put_in][value=work]")
    new = page.url
    _lost(page, "断网时写下：窗口无人值守半小时")
    assert page.input_value(TEXT) == "断网时写下：窗口无人值守半小时" and page.is_checked("input[name=put_in][value=work]")
    page.click("button.go.wide")
    page.wait_for_url(f"**{MINE}")
    page.locator("li.own-item", has_text="断网时写下").get_by_role("link", name="修改").click()
    page.wait_for_selector(TEXT)
    _lost(page, "断网时改写：窗口无人值守一小时")
    assert page.input_value(TEXT) == "断网时改写：窗口无人值守一小时", "what stood there before is no reason to forget it"
    page.click("button.go.wide")
    page.wait_for_url(f"**{MINE}")
    assert page.get_by_text("断网时改写").count() == 1 and not page.get_by_text("断网时写下").count()
    page.goto(new)
    assert page.input_value(TEXT) == "", "what was taken is forgotten"
