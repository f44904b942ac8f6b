"""Our scripts in a real browser under the real content policy, on the gallery; no server: the test answers every request itself."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.test import RequestFactory

import bihuan.interfaces.web as web
from bihuan.interfaces.web.shell import styles, views
from bihuan.interfaces.web.shell.headers import POLICY
from tests.browsers import PAGE_MILLISECONDS, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

STATIC = Path(web.__file__).parent / "static"
HOME = "http://127.0.0.1:1"
DRAWER = '<div class="drawer-head"><h2>一行的全貌</h2><button data-drawer-shut>关闭</button></div>'
REFUSED = '<div class="banner late" role="alert"><div><strong>没有办成</strong><p>没有可以撤销的修改。</p></div></div>'
GRID = Path(__file__).with_name("grid.html")
"""Five invented rows, marked up as the ledger draws its own."""
EDIT = '<form class="cell-edit"><input name="measure" autofocus value="改"></form>'

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (STATIC / "vendor" / "htmx.min.js").exists(), reason="front-end files are not installed (make install)"),
]


def gallery(path: str) -> str:
    """The gallery, or one component of it, as a signed-in person gets it."""
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(pk=7, is_authenticated=True, administrator="", username="demo", get_full_name=lambda: "周明")  # type: ignore[assignment]
    request.resolver_match = None
    piece = path.strip("/").partition("/")[2]
    if piece != "table":
        return views.gallery(request, piece).content.decode()
    head, main, rest = views.gallery(request, "empty").content.decode().partition('<main id="main"')
    return head + main + rest.partition(">")[0] + ">" + GRID.read_text(encoding="utf-8") + "</main>" + rest.partition("</main>")[2]


def answer(route: "Route") -> None:
    """Pages, our static files and the two fragments that the grid asks for."""
    path = urlsplit(route.request.url).path
    headers = {"Content-Security-Policy": POLICY}
    if path.startswith("/static/"):
        file = STATIC / path.removeprefix("/static/")
        route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/plain", headers=headers)
    elif path.startswith("/style/"):
        route.fulfill(body=styles.bundle(), content_type="text/css", headers=headers)
    elif path.startswith("/gallery"):
        route.fulfill(body=gallery(path), content_type="text/html; charset=utf-8", headers=headers)
    else:
        route.fulfill(body={"/row": DRAWER, "/edit": EDIT}.get(path, ""), content_type="text/html; charset=utf-8", headers=headers)


@pytest.fixture(params=[(1440, "light"), (390, "dark")], ids=["wide", "phone"])
def window(request: pytest.FixtureRequest, browser: "Browser", monkeypatch: pytest.MonkeyPatch) -> "Iterator[Page]":
    """An empty page whose requests are answered here; complaints of the browser fail the test."""
    monkeypatch.setattr("bihuan.interfaces.web.shell.context.campaigns_of", lambda *_: ())
    monkeypatch.setattr("bihuan.interfaces.web.shell.context.todo_count", lambda *_: 6)
    monkeypatch.setattr("bihuan.interfaces.web.shell.context.duties_of", lambda *_: frozenset())
    width, theme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale="zh-CN", base_url=HOME)
    context.set_default_timeout(PAGE_MILLISECONDS)
    context.route("**/*", answer)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    if any("ERR_INTERNET_DISCONNECTED" in one for one in said):  # a test cut the line, of which htmx complains too
        said = [
            one for one in said if "ERR_INTERNET_DISCONNECTED" not in one and not one.startswith(("htmx:afterRequest", "htmx:sendError"))
        ]
    context.close()
    assert not said


def wired(page: "Page") -> None:
    """Give the sample grid addresses of its own and a place for the drawer, as a page would."""
    page.goto("/gallery/table/")
    page.evaluate(
        """() => {
            document.querySelectorAll("[data-open]").forEach((one) => one.setAttribute("href", "/row"));
            document.querySelectorAll("td[data-edit]").forEach((one) => { one.dataset.edit = "/edit"; });
            const drawer = document.createElement("aside");
            drawer.id = "drawer"; drawer.tabIndex = -1; drawer.className = "drawer";
            document.getElementById("main").append(drawer);
        }"""
    )


def test_the_gallery_keeps_the_policy_and_the_width(window: "Page") -> None:
    window.goto("/gallery/")
    window.locator("[data-chart] canvas").nth(window.locator("[data-chart]").count() - 1).wait_for(state="attached")
    assert window.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_row_opens_beside_the_list_and_escape_shuts_it(window: "Page") -> None:
    wired(window)
    window.locator("#row-0397 [data-open]").click()
    window.locator("#drawer h2", has_text="一行的全貌").wait_for()
    assert window.locator("#row-0397").get_attribute("aria-selected") == "true"
    window.keyboard.press("Escape")
    assert window.locator("#drawer").inner_html() == ""


def test_back_shuts_the_drawer_and_forward_opens_it(window: "Page") -> None:
    wired(window)
    window.locator("#row-0397 [data-open]").click()
    window.locator("#drawer h2").wait_for()
    assert window.url.endswith("/gallery/table/#row")
    window.go_back()
    window.locator("#drawer h2").wait_for(state="detached")
    assert window.url.endswith("/gallery/table/")
    window.go_forward()
    window.locator("#drawer h2").wait_for()
    window.keyboard.press("Escape")
    window.wait_for_url("**/gallery/table/")
    assert window.locator("#drawer").inner_html() == ""


def test_a_refusal_is_told_in_its_own_words(window: "Page") -> None:
    wired(window)
    window.evaluate(
        """([html]) => document.body.dispatchEvent(new CustomEvent("htmx:responseError", {
            bubbles: true, detail: { xhr: { status: 409, responseText: html } } }))""",
        [REFUSED],
    )
    window.locator(".toast", has_text="没有可以撤销的修改").wait_for()


def test_the_grid_walks_and_picks_by_keys(window: "Page") -> None:
    wired(window)
    window.locator("#row-0412 td").nth(2).evaluate("cell => { cell.tabIndex = -1; cell.focus(); }")
    window.keyboard.press("Space")
    window.keyboard.press("ArrowRight")
    window.keyboard.press("Shift+ArrowDown")
    assert window.locator("td.sel").count() == 2
    window.keyboard.press("Space")
    assert window.locator("tr.picked").count() == 1  # the first is let go, the second ticked
    window.keyboard.press("Enter")
    window.locator("#drawer h2").wait_for()


def test_a_cell_is_edited_in_place_and_escape_gives_it_back(window: "Page") -> None:
    wired(window)
    before = window.locator("#row-0412 td[data-edit]").inner_text()
    window.locator("#row-0412").evaluate("row => { row.tabIndex = -1; row.focus(); }")
    window.keyboard.press("F2")
    window.locator("#row-0412 input[name=measure]").wait_for(state="attached")
    window.locator("#row-0412 input[name=measure]").dispatch_event("keydown", {"key": "Escape", "bubbles": True})
    assert window.locator("#row-0412 td[data-edit]").inner_text() == before


def test_what_is_typed_upon_a_cell_replaces_it_before_its_form_has_come(window: "Page") -> None:
    if window.evaluate("innerWidth") <= 760:
        pytest.skip("on phones this cell is not shown in the list")
    wired(window)
    asked: list[str] = []

    def slowly(route: "Route") -> None:
        asked.append(route.request.method)
        window.wait_for_timeout(150)
        route.fulfill(body=EDIT, content_type="text/html; charset=utf-8")

    window.context.route("**/edit", slowly)
    before = window.locator("#row-0412 td[data-edit]").inner_text()
    for keys, value in (("abc", "abc"), ("xy", "xy")):
        window.locator("#row-0412 td[data-edit]").evaluate("cell => { cell.tabIndex = -1; cell.focus(); }")
        window.keyboard.type(keys)
        window.locator("#row-0412 input[name=measure]").wait_for(state="attached")
        assert window.locator("#row-0412 input[name=measure]").input_value() == value
        window.locator("#row-0412 input[name=measure]").dispatch_event("keydown", {"key": "Escape", "bubbles": True})
    window.keyboard.type("q")
    window.keyboard.press("Escape")
    until(window, lambda: len(asked) == 3)
    window.wait_for_timeout(300)  # for the answer, which is to change nothing
    assert window.locator("#row-0412 td[data-edit]").inner_text() == before and asked == ["GET"] * 3


def test_a_file_on_its_way_is_told_and_not_sent_twice(window: "Page") -> None:
    window.goto("/gallery/field/")
    window.evaluate(
        """() => {
            document.querySelector('.piece').innerHTML = '<form method=post><input type=file name=f><button class=btn>核对</button></form>';
            document.addEventListener('submit', (event) => event.preventDefault());
        }"""
    )
    window.get_by_role("button", name="核对").click()
    assert window.locator(".sending").count() == 0, "nothing goes with it"
    window.evaluate("dispatchEvent(new Event('pageshow'))")
    window.locator(".piece input[type=file]").set_input_files({"name": "台账.csv", "mimeType": "text/csv", "buffer": b"a"})
    window.get_by_role("button", name="核对").click()
    window.locator(".sending", has_text="正在上传、核对").wait_for()
    assert window.get_by_role("button", name="核对").get_attribute("aria-disabled") == "true"
    window.evaluate("dispatchEvent(new Event('pageshow'))")
    assert window.locator(".sending").count() == 0, "who comes back may send again"


def test_a_button_that_is_pressed_twice_in_a_breath_sends_once(window: "Page") -> None:
    window.goto("/gallery/field/")
    window.evaluate(
        """() => {
            window.sent = [];
            const form = '<form method=post><button name=as value=a>甲</button><button name=as value=b>乙</button></form>';
            document.querySelector('.piece').innerHTML = form;
            document.addEventListener('submit', (event) => {
                if (!event.defaultPrevented) sent.push(event.submitter.value);
                event.preventDefault();
            });
        }"""
    )
    window.get_by_role("button", name="甲").dblclick()
    assert window.evaluate("sent") == ["a"]
    window.get_by_role("button", name="乙").click()
    assert window.evaluate("sent") == ["a", "b"], "another button says something else"
    window.evaluate("dispatchEvent(new Event('pageshow'))")
    window.get_by_role("button", name="乙").click()
    assert window.evaluate("sent") == ["a", "b", "b"], "who comes back may send again"


def test_light_and_dark_are_chosen_at_once_and_kept(window: "Page") -> None:
    window.goto("/gallery/seg/")
    window.locator("summary", has_text="账号菜单").click()
    window.locator("button[name=theme][value=dark]").click()
    assert window.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "look_theme=dark" in window.evaluate("document.cookie")


def test_typed_text_outlives_the_page(window: "Page") -> None:
    window.goto("/gallery/field/")
    window.evaluate(
        "document.querySelector('.piece').innerHTML = '<form data-keep=t><textarea name=a></textarea><small data-kept></small></form>'"
    )
    window.locator("textarea[name=a]").press_sequentially("拖到十二月")
    window.locator("[data-kept]", has_text="已存").wait_for()
    [[key, kept]] = window.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('kept:'))")
    assert key == "kept:7:t" and "拖到十二月" in kept, "for who typed it alone"


def test_a_finding_that_was_begun_comes_back_with_its_choices_and_goes_once_it_is_taken(window: "Page") -> None:
    form = (
        "<form data-keep=new-t><select name=unit id=u><option value=1>甲<option value=2>乙</select><textarea name=a></textarea>"
        "<small data-kept></small></form>"
    )
    page = gallery("/gallery/field/").replace('class="piece"', 'class="piece-of"', 1)
    begun, taken = (page.replace("</main>", f"{form}{more}</main>") for more in ("", '<span hidden data-kept-done="new-t"></span>'))
    window.route("**/begun", lambda route: route.fulfill(body=begun, content_type="text/html; charset=utf-8"))
    window.route("**/taken", lambda route: route.fulfill(body=taken, content_type="text/html; charset=utf-8"))
    window.goto("/begun")
    window.locator("#u").select_option("2")
    window.locator("textarea[name=a]").press_sequentially("一件事")
    window.locator("[data-kept]", has_text="已存").wait_for()
    window.goto("/begun")
    window.locator("[data-kept]", has_text="找回").wait_for()
    assert (window.locator("#u").input_value(), window.locator("textarea[name=a]").input_value()) == ("2", "一件事")
    window.goto("/taken")
    assert (window.locator("#u").input_value(), window.locator("textarea[name=a]").input_value()) == ("1", "")


def test_a_dialog_opens_and_shuts(window: "Page") -> None:
    window.goto("/gallery/dialog/")
    window.locator("[data-dialog]").click()
    assert window.locator("dialog[open]").count() == 1
    window.locator("[data-dialog-shut]").click()
    assert window.locator("dialog[open]").count() == 0


def test_a_dialog_that_is_loaded_begins_at_what_was_chosen_not_at_its_cross(window: "Page") -> None:
    """The two versions of a cell: whoever pressed Enter there shut the question."""
    asked = (
        "<header><h2>刚被改过</h2><button type=button class=btn data-dialog-shut>×</button></header><div class=dialog-body><form>"
        "<input type=hidden name=seen><input type=radio name=p value=mine><input type=radio name=p value=theirs checked></form></div>"
    )
    window.route("**/asked", lambda route: route.fulfill(body=asked, content_type="text/html; charset=utf-8"))
    window.goto("/gallery/field/")
    window.evaluate("document.querySelector('.piece').innerHTML = '<dialog class=dialog id=ask></dialog>'")
    for _again in range(2):  # opened, and answered anew while it is open
        window.evaluate("htmx.ajax('GET', '/asked', {target: '#ask', swap: 'innerHTML'})")
        window.wait_for_function("document.activeElement.value === 'theirs'")
        window.evaluate("document.activeElement.blur()")


def test_a_piece_that_is_on_its_way_is_sent_once_and_its_button_says_so(window: "Page") -> None:
    sent: list[str] = []
    waiting: list[Route] = []

    def held(route: "Route") -> None:
        sent.append(route.request.post_data or "")
        waiting.append(route)

    window.route("**/slow", held)
    window.goto("/gallery/field/")
    window.evaluate(
        """() => {
            document.querySelector('.piece').innerHTML =
                '<form hx-post=/slow hx-target=#out><input name=a><button class=btn name=do value=go>保存</button></form><p id=out></p>';
            htmx.process(document.querySelector('.piece'));
        }"""
    )
    button = window.get_by_role("button", name="保存")
    button.dblclick()
    window.locator("button[aria-disabled]").wait_for()
    window.locator("[name=a]").press("Enter")
    waiting[0].fulfill(body="<b>好</b>", content_type="text/html")
    window.locator("#out b").wait_for()
    window.wait_for_timeout(100)
    assert len(sent) == 1 and button.get_attribute("aria-disabled") is None
    window.unroute("**/slow")
    window.route("**/slow", lambda route: route.abort("internetdisconnected"))
    window.locator("[name=a]").fill("一件事")
    button.click()
    window.locator(".toast.error", has_text="网络断开了").wait_for()
    assert window.locator("[name=a]").input_value() == "一件事" and button.get_attribute("aria-disabled") is None


@pytest.mark.parametrize("host", ["bihuan.example", "127.0.0.1"])
def test_without_a_network_a_form_stays_with_what_was_typed_but_a_laptop_serves_itself(window: "Page", host: str) -> None:
    page = gallery("/gallery/field/").replace(
        "</main>", "<form id=f method=post><input name=a><button class=btn>提交</button></form></main>"
    )
    bodies = {"GET": page, "POST": "<!doctype html><p>收到</p>"}
    window.route("**/form", lambda route: route.fulfill(body=bodies[route.request.method], content_type="text/html; charset=utf-8"))
    window.goto(f"http://{host}:1/form")
    window.evaluate("Object.defineProperty(navigator, 'onLine', {get: () => false})")
    window.locator("#f [name=a]").fill("一件事")
    window.locator("#f button").click()
    if host == "127.0.0.1":
        window.get_by_text("收到").wait_for()
    else:
        window.locator(".toast.error", has_text="网络断开了，没有提交").wait_for()
        assert window.locator("#f [name=a]").input_value() == "一件事"
