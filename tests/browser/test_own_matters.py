"""Whoever is told of a proposal reads it on a phone, says what he has to say, and loses nothing when the connection breaks off (P01, P02)."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_thumbs import LEAST, LOW
from tests.browser.test_widths import WRONG
from tests.browsers import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
SAID = "当天中午临时参加防汛会商，已请同事代岗，同事中途被叫走。"


def test_a_notice_is_read_and_answered_under_a_thumb(page: "Page") -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "fujuzhang")
    page.locator(".todo-group", has_text="拟处理事项：您可以说明情况").get_by_role("link", name="去看").click()
    matter = page.locator("main").inner_text()
    for words in ("您可以在", "接下来", "事实和依据", "您的权利", "申诉不会加重处理", "有难处可以找谁", "12356", "谁看过、谁办过"):
        assert words in matter, words
    assert not page.evaluate(WRONG) and not page.evaluate(LOW, LEAST)
    page.get_by_role("link", name="写陈述、交材料").click()
    form = page.url
    page.fill("textarea[name=text]", SAID)
    page.wait_for_timeout(600)  # kept a moment after the last letter
    page.context.set_offline(True)
    page.click("button.go.wide", no_wait_after=True)
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    page.goto(form)
    page.wait_for_function("document.querySelector('[data-kept]').textContent !== ''")
    assert page.input_value("textarea[name=text]") == SAID and not page.evaluate(LOW, LEAST)
    page.click("button.go.wide")
    page.locator(".toast", has_text="承办机构会书面答复您").wait_for()
    assert SAID in page.locator("main").inner_text() and page.get_by_role("link", name="补充陈述、材料").is_visible()
