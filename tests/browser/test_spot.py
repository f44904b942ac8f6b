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
