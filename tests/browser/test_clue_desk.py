"""A day at the clue desk, in a real browser on the demo: each test one journey."""

from typing import TYPE_CHECKING

import pytest

from bihuan.clues.vocabulary.clues import ClueState
from bihuan.interfaces.cli.demo.signing_in import KEY_PASSPHRASE
from tests.browser.test_widths import WRONG
from tests.browsers import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ENTRY = "办事要跑几趟：一趟、两趟、三趟以上\n最想改的一件事"


def said(page: "Page", words: str) -> None:
    """A toast says so."""
    page.locator(".toast", has_text=words).wait_for()


def unlock(page: "Page") -> None:
    """From wherever the desk asks for the key."""
    page.locator("input[name=passphrase]").fill(KEY_PASSPHRASE)
    page.get_by_role("button", name="解锁").click()
    said(page, "密钥已解锁")


def test_a_report_is_opened_and_registered(page: "Page") -> None:
    sign_in(page, "shouli")
    page.goto("/clues/")
    assert "解锁密钥以后才看得到" in page.locator("main").inner_text()
    page.get_by_role("link", name="解锁密钥").click()
    unlock(page)
    page.get_by_role("link", name="拆封").first.click()
    assert page.locator(".clue-text .as-written").first.inner_text()
    page.get_by_role("link", name="受理登记").click()
    page.get_by_label("被反映的单位").fill("县交通运输局")
    page.get_by_role("button", name="登记", exact=True).click()
    said(page, "已登记")
    assert page.locator("h1").inner_text().split()[-1]


def test_a_clue_is_opened_with_a_reason_under_ones_name_and_triaged(page: "Page") -> None:
    """By whoever handles it: another than who registered it."""
    sign_in(page, "banli")
    page.goto("/todo/")
    page.locator(".todo li", has_text=ClueState.REGISTERED.label).first.get_by_role("link", name="办理").click()
    unlock(page)
    assert page.locator(".clue-text .as-written").count() == 0
    page.get_by_label("为什么查看").select_option("handle")
    page.get_by_role("button", name="打开内容").click()
    assert page.locator(".clue-text .as-written").first.inner_text()
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


def test_an_entry_is_looked_at_hung_up_and_closed(page: "Page") -> None:
    sign_in(page, "shenpi")
    page.goto("/clues/door/")
    page.get_by_role("link", name="设立入口").first.click()
    page.get_by_label("征求意见").check()
    page.get_by_label("张贴位置").fill("便民中心 5 号窗口")
    page.get_by_label("另外问的问题").fill(ENTRY)
    page.get_by_role("button", name="先看公众会看到什么").click()
    page.locator(".door-preview", has_text="三趟以上").wait_for()
    page.get_by_role("button", name="保存并公布").click()
    said(page, "入口已设立")
    with page.expect_download() as poster:
        page.get_by_role("link", name="海报 PDF").click()
    assert poster.value.path().read_bytes().startswith(b"%PDF")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(WRONG) == []
    page.locator("summary", has_text="关闭入口").click()
    page.get_by_role("button", name="确认关闭").click()
    said(page, "入口已关闭")
    assert page.get_by_role("link", name="海报 PDF").count() == 0


def test_the_doors_words_are_told_as_the_public_reads_them(page: "Page") -> None:
    sign_in(page, "shouli")
    page.goto("/clues/door/words/")
    page.get_by_label("首页开头").fill("反映作风问题，请说清时间、窗口。")
    page.get_by_role("button", name="先看公众会看到什么").click()
    page.locator(".door-preview", has_text="请说清时间、窗口").wait_for()
    page.get_by_role("button", name="保存并公布").click()
    said(page, "已保存")
    page.goto("/clues/door/")
    page.locator("main li", has_text="首页开头").wait_for()


def test_a_units_channels_are_published_and_the_door_is_paused(page: "Page") -> None:
    sign_in(page, "shouli")
    page.goto("/clues/door/channels/")
    page.locator("main tbody th a").first.click()
    page.get_by_label("监督电话").fill("0000-1239999")
    page.get_by_role("button", name="先看公众会看到什么").click()
    page.get_by_role("button", name="保存并公布").click()
    page.locator("main tbody", has_text="0000-1239999").wait_for()
    page.goto("/clues/door/pause/")
    page.get_by_label("原因").fill("机房搬迁")
    page.get_by_role("button", name="暂停").click()
    page.get_by_role("button", name="恢复网上受理").click()
    said(page, "恢复网上受理")


def test_a_clue_is_found_by_its_words_and_kept_from_destruction(page: "Page") -> None:
    sign_in(page, "banli")
    page.goto("/clues/search/")
    unlock(page)
    page.get_by_label("找什么").fill("一个谁也没有写过的词")
    page.get_by_role("button", name="搜索", exact=True).click()
    page.locator(".empty", has_text="没有找到").wait_for()
    page.get_by_label("找什么").fill("表示一下")
    page.get_by_role("button", name="搜索", exact=True).click()
    page.locator("main tbody th a").first.click()
    number = page.locator("h1").inner_text().split()[-1]
    page.locator(".acts summary").click()
    page.get_by_role("link", name="暂缓销毁").click()
    page.get_by_label("理由").fill("当事人已申诉。")
    page.locator("main form .btn.go").click()
    page.goto("/clues/keeping/")
    row = page.locator("main tr", has_text=number)
    assert "由另一个人解除" in row.inner_text()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(WRONG) == []
