"""The page for a phone at the spot, without a network: it opens, keeps what is written, covers what is boxed, and sends each thing once."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsers import sign_in, until
from tests.factories.pictures import jpeg

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
SPOT = "/c/lanchuan-2026/inspections/spot/"


ROWS = """async () => { const base = await new Promise((done) => { const asked = indexedDB.open("spot", 1); asked.onsuccess = () => done(asked.result); });
  return new Promise((done) => { const asked = base.transaction("queue").objectStore("queue").getAll();
  asked.onsuccess = () => done(asked.result.map((one) => [one.mark, one.what, one.heard_from, one.text, Boolean(one.photo)])); }); }"""


def _opened(page: "Page", name: str) -> None:
    sign_in(page, name)
    page.goto(SPOT)
    until(page, lambda: page.locator("#visit option").count() > 0)
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")


def test_what_is_changed_before_it_is_sent_stays_one_and_of_its_kind(page: "Page", tmp_path: Path) -> None:
    """The house may have taken it though the phone did not hear so: under a new mark it would be there twice."""
    _opened(page, "dudao")
    page.context.set_offline(True)
    page.select_option("#what", "heard")
    page.select_option("#heard_from", "staff")
    page.fill("#text", "希望错峰")
    page.click("#finding .go")
    until(page, lambda: page.locator("#queue li").count() == 1)
    page.select_option("#what", "finding")
    (tmp_path / "现场.jpg").write_bytes(jpeg())
    page.locator("details summary").click()
    page.set_input_files("#photo", tmp_path / "现场.jpg")
    page.locator("#canvas").wait_for(state="visible")
    page.fill("#need", "显示空岗")
    page.fill("#text", "有照片的一条")
    page.click("#finding .go")
    until(page, lambda: page.locator("#queue li").count() == 2)
    before = {text: (mark, photo) for mark, _what, _from, text, photo in page.evaluate(ROWS)}
    for text in ("希望错峰", "有照片的一条"):
        page.locator("#queue li", has_text=text).locator("button").first.click()
        until(page, lambda text=text: page.input_value("#text") == text)  # type: ignore[misc]
        if text.startswith("有"):
            page.locator("#canvas").wait_for(state="visible")
        assert page.locator("#queue li").count() == 2, "kept until it is written anew"
        page.fill("#text", f"{text}改")
        page.click("#finding .go")
        until(page, lambda text=text: page.locator("#queue li", has_text=f"{text}改").count() == 1)  # type: ignore[misc]
    assert sorted(page.evaluate(ROWS), key=lambda one: one[3]) == sorted([
        [before["希望错峰"][0], "heard", "staff", "希望错峰改", False], [before["有照片的一条"][0], "finding", "staff", "有照片的一条改", True],
    ], key=lambda one: one[3])  # fmt: skip


def test_two_who_share_a_phone_do_not_send_what_the_other_wrote(page: "Page") -> None:
    _opened(page, "dudao")
    page.context.set_offline(True)
    page.fill("#text", "甲写的一条")
    page.click("#finding .go")
    until(page, lambda: page.locator("#queue li").count() == 1)
    page.context.set_offline(False)
    page.context.clear_cookies()
    sign_in(page, "zhuanban")
    page.goto(SPOT)
    page.locator("#others").wait_for(state="visible")
    assert page.locator("#queue li").count() == 0 and len(page.evaluate(ROWS)) == 1
    page.click("#send")
    page.wait_for_timeout(500)
    assert len(page.evaluate(ROWS)) == 1, "neither read nor sent"


def test_a_page_opened_once_opens_without_a_network(page: "Page") -> None:
    """Whoever has looked at it once in the office finds it again where there is no network."""
    _opened(page, "dudao")
    shelf = "async () => { const shelf = await caches.open('spot-1'); return (await shelf.keys()).length; }"
    needed = page.locator("link[href], script[src]").count() + 1
    until(page, lambda: page.evaluate(shelf) >= needed)
    page.context.set_offline(True)
    page.reload()
    until(page, lambda: page.locator("#visit option").count() > 0)


def test_what_is_written_without_a_network_is_kept_and_sent_once(page: "Page", tmp_path: Path) -> None:
    sign_in(page, "dudao")
    page.goto(SPOT)
    until(page, lambda: page.locator("#visit option").count() > 0)
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("Boolean(navigator.serviceWorker.controller)")
    page.reload()  # through the worker, which keeps it
    until(page, lambda: page.locator("#visit option").count() > 0)
    page.context.set_offline(True)
    page.reload()
    until(page, lambda: page.locator("#visit option").count() > 0)
    (tmp_path / "现场.jpg").write_bytes(jpeg())
    page.locator("details summary").click()
    page.set_input_files("#photo", tmp_path / "现场.jpg")
    page.locator("#canvas").wait_for(state="visible")
    page.locator("#canvas").scroll_into_view_if_needed()
    frame = page.locator("#canvas").bounding_box()
    assert frame
    page.mouse.move(frame["x"] + frame["width"] * 0.2, frame["y"] + frame["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.8, frame["y"] + frame["height"] * 0.8)
    page.mouse.up()
    page.locator("#unbox").wait_for(state="visible")
    middle = "() => { const c = document.getElementById('canvas'); return [...c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data]; }"
    assert page.evaluate(middle) == [68, 68, 68, 255], "covered before it leaves the phone"
    page.fill("#text", "断网时记下：窗口两人不在岗")
    page.click("#finding .go")
    assert page.locator("#queue li").count() == 0, "a photo says why it is needed"
    page.fill("#need", "显示空岗")
    page.click("#finding .go")
    until(page, lambda: page.locator("#queue li").count() == 1)
    page.context.set_offline(False)
    page.click("#send")
    until(page, lambda: page.locator("#queue li").count() == 0)
    page.goto("/c/lanchuan-2026/inspections/findings/")
    assert page.get_by_text("断网时记下：窗口两人不在岗").count() == 1
