"""The public door in a browser that runs no scripts: everybody can use every page, and a report goes from the first page to the code."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.keys import ReportKeys
from tests.browser.test_accessibility import AXE, FIND, RULES, WIDE
from tests.interfaces.portal.serving import Served, open_door

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LOOKS = [(1440, "light", "zh/"), (390, "dark", "zh/"), (390, "light", "en/large/")]
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not AXE.exists(), reason="front-end files are missing (make install)")]


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Served]:
    with open_door(tmp_path / "home") as served:
        yield served


def _press(page: "Page", what: str, then: str) -> None:
    """And wait for what it leads to: another page, or where scripts run another part of the same."""
    page.click(what)
    page.wait_for_selector(then)


def _walk(page: "Page", home: str) -> Iterator[str]:
    """Every page of the door, one after the other; what is open then."""
    for path in ("e/k3v9/", "e/op77/", "rights/", "channels/", "receipt/", "read/", "e/k3v9/report/"):
        page.goto(f"{home}{path}")
        yield path
    page.check("input[name=named][value=yes]")
    _press(page, "button[value=check]", ".wrong li a")
    yield "wrong"
    page.fill("#text", "窗口另收材料费。")
    page.fill("#name", "林舟")
    page.fill("#contact", "00000000000")
    page.check("input[name=concerns][value=no]")
    _press(page, "button[value=check]", "#files")
    page.set_input_files("#files", [{"name": "票据.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 300_000}])
    _press(page, "button[value=add]", "text=票据.jpg")
    yield "confirm"
    _press(page, "button[value=send]", ".latin")
    yield "done"
    code = page.inner_text(".latin")
    page.goto(f"{home}read/")
    page.fill("#code", code)
    _press(page, "main button", "h1:not(:has(~ form #code))")
    yield "report"


@pytest.mark.parametrize(("width", "theme", "look"), LOOKS)
def test_nothing_keeps_anybody_out(browser: "Browser", door: Served, width: int, theme: str, look: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, bypass_csp=True)  # type: ignore[arg-type]
    context.add_init_script(path=AXE)
    page, wrong = context.new_page(), list[str]()
    for name in _walk(page, f"http://127.0.0.1:{door.port}/{look}"):
        found = [*page.evaluate(FIND, RULES), *([f"{wider} px too wide"] if (wider := page.evaluate(WIDE)) > 0 else [])]
        wrong += [f"{name}: {one}" for one in found]
    assert not wrong, "\n".join(wrong)
    context.close()


def test_without_scripts_and_cookies_in_one_request_a_page(browser: "Browser", door: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, asked, blocked = context.new_page(), list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: blocked.append(message.text))
    page.goto(f"http://127.0.0.1:{door.port}/e/k3v9/")
    assert len([one for one in asked if one.startswith("http")]) == 1, "four at most (bars.md); icons are told to be none"
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).backgroundColor") == "rgb(158, 42, 34)", (
        "the policy lets it in"
    )
    for name in _walk(page, f"http://127.0.0.1:{door.port}/zh/"):
        if name == "done":
            code = codes.read(page.inner_text(".code"))
            assert code == codes.read(page.inner_text(".latin"))
            (content,) = door.office.contents(ReportKeys(code).place)
            assert content.files[0].name == "票据.jpg" and door.office.identity(ReportKeys(code).place).name == "林舟"
    assert context.cookies() == [] and not blocked
    context.close()
