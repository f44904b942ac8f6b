"""A day at the clue desk, in a real browser on the demo: each test one journey."""

from typing import TYPE_CHECKING

import pytest

from bihuan.interfaces.cli.demo.signing_in import KEY_PASSPHRASE
from tests.browsers import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def said(page: "Page", words: str) -> None:
    """A toast says so."""
    page.locator(".toast", has_text=words).wait_for()


def unlock(page: "Page") -> None:
    """From wherever the desk asks for the key."""
    page.locator("input[name=passphrase]").fill(KEY_PASSPHRASE)
    page.get_by_role("button", name="解锁").click()
    said(page, "密钥已解锁")


def test_a_report_is_opened_registered_and_triaged_by_two_people(page: "Page") -> None:
    sign_in(page, "shouli")
    page.goto("/clues/")
    assert "解锁密钥以后才看得到" in page.locator("main").inner_text()
    page.get_by_role("link", name="解锁密钥").click()
    unlock(page)
    page.get_by_role("link", name="拆封").first.click()
    report = page.locator(".clue-text .as-written").first.inner_text()
    page.get_by_role("link", name="受理登记").click()
    page.get_by_label("被反映的单位").fill("县交通运输局")
    page.get_by_role("button", name="登记", exact=True).click()
    said(page, "已登记")
    number = page.locator("h1").inner_text().split()[-1]
    page.context.clear_cookies()

    sign_in(page, "banli")
    page.goto("/todo/")
    page.locator(".todo li", has_text=number).get_by_role("link", name="办理").click()
    unlock(page)
    assert report not in page.locator("main").inner_text()
    page.get_by_label("为什么查看").select_option("handle")
    page.get_by_role("button", name="打开内容").click()
    assert report in page.locator("main").inner_text()
    assert "宋砚秋" in str(page.locator(".watermark span").first.get_attribute("data-mark"))
    page.get_by_role("link", name="线索分办").click()
    for name, value in (("mode", "conduct"), ("subject", "unit"), ("competence", "here")):
        page.locator(f"select[name={name}]").select_option(value)
    page.get_by_label("分办意见").fill("交第一监督检查室")
    page.get_by_role("button", name="线索分办").click()
    said(page, "已办")
    assert "交第一监督检查室" in page.locator("main").inner_text()


def test_a_phone_call_is_entered_on_a_narrow_screen_and_the_code_is_shown_once(page: "Page") -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "shouli")
    page.goto("/clues/enter/")
    unlock(page)
    page.get_by_label("反映的内容").fill("热线一直占线，打了两天没人接。")
    page.get_by_label("被反映的单位").fill("县交通运输局")
    page.get_by_role("button", name="登记", exact=True).click()
    code = page.locator(".slip-code").inner_text()
    assert len(code.replace(" ", "")) == 14
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="看线索").click()
    assert code not in page.content()
