"""The public door in a browser that runs scripts: words, name and files are sealed before they leave it, and the code is made there; files go on where
the line broke; drafts stay on the device; work takes the place of waiting. And where the scripts fail, everything goes as without them."""

import base64
import hashlib
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyrage import x25519

from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.contents import REPLIES_TO, Answer, FileNote, Identity, ReturnAddress
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.streams import BROWSERS_HEAD, around
from bihuan.foundation.sealedbox.vocabulary import Kind, Says, What
from bihuan.interfaces.portal.squares import squares
from tests.browsers import PAGE_MILLISECONDS
from tests.interfaces.portal.serving import Served, form_of, open_door

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser
MARK = b"qZ7vJ3kW9xT1"
FILE = (MARK + os.urandom(500)) * 3000
CHOSEN = {"name": "录音.mp3", "mimeType": "audio/mpeg", "buffer": FILE}


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Served]:
    with open_door(tmp_path / "home", BIHUAN_PORTAL_CALM="2") as served:
        yield served


@pytest.fixture
def page(browser: "Browser", door: Served) -> Iterator["Page"]:
    context = browser.new_context()
    context.set_default_timeout(PAGE_MILLISECONDS)  # the work that takes the place of waiting is counted, not timed
    made, faults = context.new_page(), list[str]()
    made.on("pageerror", lambda fault: faults.append(str(fault)))
    yield made
    context.close()
    assert not faults


def _to_confirm(page: "Page", door: Served) -> None:
    page.goto(f"http://127.0.0.1:{door.port}/zh/report/")
    page.fill("#text", "窗口另收材料费。")
    page.check("input[name=concerns][value=no]")
    page.click("button[value=check]")
    page.wait_for_selector("#files")


def _sent(page: "Page") -> list[bytes]:
    """Everything that leaves the browser from now on, addresses and forms."""
    sent = list[bytes]()
    page.on("request", lambda request: sent.append(request.url.encode() + (request.post_data_buffer or b"")))
    return sent


def _file(door: Served, page: "Page", to: Path) -> tuple[FileNote, bytes]:
    page.wait_for_selector(".latin")
    place = ReportKeys(codes.read(page.inner_text(".latin"))).place
    (content,) = door.office.contents(place)
    return content.files[0], door.office.file(place, content.files[0], to)


def test_a_file_is_sealed_before_it_leaves_the_browser(page: "Page", door: Served, tmp_path: Path) -> None:
    sent = _sent(page)
    _to_confirm(page, door)
    page.set_input_files("#files", [CHOSEN])
    page.click("button[value=add]")
    page.wait_for_selector("text=已经密封收好的附件")
    page.click("button[value=send]")
    note, opened = _file(door, page, tmp_path / "a")
    assert opened == FILE and (note.name, note.media, note.size) == ("录音.mp3", "audio/mpeg", len(FILE))
    assert note.sealed_size == BROWSERS_HEAD + around(len(FILE)), "so long is what is sealed anew"
    assert len(sent) > 7 and not any(MARK in one for one in sent)
    assert not page.context.cookies() and page.evaluate("localStorage.length") == 0


def test_a_report_is_sealed_before_it_leaves_the_browser_and_its_code_is_made_there(page: "Page", door: Served) -> None:
    """The same envelopes as the door makes: the desk opens the words, two custodians the name, the receipt fits, and the code leads there."""
    sent = _sent(page)
    page.goto(f"http://127.0.0.1:{door.port}/zh/e/k3v9/report/")
    page.fill("#text", " 窗口另收“材料费”\\，每份五元。\n第二行\t完 ")
    page.fill("#about", "3 号窗口")
    page.check("input[name=q_q1][value=否]")
    page.check("input[name=concerns][value=yes]")
    page.check("input[name=named][value=yes]")
    page.fill("#name", "林  舟")
    page.fill("#contact", "00000000000")
    page.click("button[value=check]")
    page.wait_for_selector("#files")
    told = page.inner_text("main")
    assert (
        all(one in told for one in ("材料费", "3 号窗口", "是否当场受理", "林 舟 · 00000000000", "由另外的人受理"))
        and "什么时候" not in told
    )
    page.click("button[value=send]")
    page.wait_for_selector(".latin")
    code = codes.read(page.inner_text(".latin"))
    keys = ReportKeys(code)
    assert codes.read(page.inner_text(".code")) == code and "您是实名举报" in page.inner_text("main")
    (content,) = door.office.contents(keys.place, door.office.alternate)
    assert (content.what, content.entry, content.language, content.about) == (What.TIP, "k3v9", "zh-hans", "3 号窗口")
    assert content.text == "窗口另收“材料费”\\，每份五元。\n第二行\t完" and content.real_name and content.concerns_handlers
    assert (content.address, content.salt, content.answers["q1"]) == (keys.address, keys.salt.hex(), "否")
    assert door.office.identity(keys.place) == Identity("林 舟", "00000000000", "")
    ((address, _day),) = door.office.box.envelopes(keys.place, Kind.ADDRESS)
    assert ReturnAddress.read(address.body) == ReturnAddress.of(content)
    assert {one.key for kind in Kind for one, _day in door.office.box.envelopes(keys.place, kind)} == {
        keys.envelope("identity"), keys.envelope(f"content {content.digest}"), keys.envelope(f"address {content.digest}"),
    }  # fmt: skip
    kept = base64.b64decode(str(page.get_attribute("[data-proof]", "href")).partition(",")[2])
    assert hashlib.sha256(kept).hexdigest() == content.digest, "what is kept shows what the receipt is for"
    assert str(page.get_attribute(".qr path:last-child", "d")) in squares(code.latin, "")
    secrets = (
        "材料费",
        "林",
        "00000000000",
        "3 号窗口",
        str(code),
        code.latin,
        code.latin.replace("-", ""),
        code.key.hex(),
        keys.salt.hex(),
    )
    assert not [one for one in secrets if any(one.encode() in body for body in sent)]
    assert not page.context.cookies() and page.evaluate("localStorage.length") == 0


def test_who_goes_back_to_give_his_name_files_anew_with_his_files(page: "Page", door: Served, tmp_path: Path) -> None:
    _to_confirm(page, door)
    page.set_input_files("#files", [CHOSEN])
    page.click("button[value=add]")
    page.wait_for_selector("text=已经密封收好的附件")
    page.click("button[value=change]")
    page.check("input[name=named][value=yes]")
    page.click("button[value=check]")
    page.wait_for_selector(".wrong li a")
    assert page.locator("#name").get_attribute("aria-invalid") == "true" and "请填写姓名" in page.inner_text(".wrong")
    page.fill("#name", "林舟")
    page.fill("#contact", "1")
    page.click("button[value=check]")
    page.wait_for_selector("#files")
    assert "录音.mp3" in page.inner_text("main")
    page.click("button[value=send]")
    note, opened = _file(door, page, tmp_path / "a")
    assert opened == FILE and note.name == "录音.mp3"
    assert door.office.identity(ReportKeys(codes.read(page.inner_text(".latin"))).place).name == "林舟"


def test_an_opinion_is_sealed_there_too(page: "Page", door: Served) -> None:
    sent = _sent(page)
    page.goto(f"http://127.0.0.1:{door.port}/zh/e/op77/")
    page.click("button[value=send]")
    page.wait_for_selector("text=请写下您的意见，或者至少回答一个问题。")
    page.fill("#text", "早点开门")
    page.click("button[value=send]")
    page.wait_for_selector("text=谢谢您，意见已经密封交上")
    (place,) = door.office.box.waiting()
    (content,) = door.office.contents(place)
    assert (content.what, content.text, door.office.identity(place)) == (What.OPINION, "早点开门", Identity())
    assert not any("早点开门".encode() in one for one in sent)


def test_what_is_added_and_answered_with_a_code_is_sealed_there_too(page: "Page", door: Served, tmp_path: Path) -> None:
    code = door.report(*form_of(text="原件"))
    keys = ReportKeys(code)
    question = Answer(Says.QUESTION, date(2026, 3, 3), "是哪一天？", "n1")
    door.office.answer(code, question)
    sent = _sent(page)
    page.goto(f"http://127.0.0.1:{door.port}/zh/read/")
    page.fill("#code", code.latin)
    with page.expect_navigation():  # who presses before the script is there sends as without scripts
        page.click("main button")
    form = page.locator("form", has=page.locator("#reply-1"))
    form.locator("#reply-1").fill("三月一日上午")
    form.locator("button").click()
    form.locator("text=请选一下是否涉及").wait_for()
    form.locator("input[name=concerns][value=no]").check()
    with page.expect_navigation():
        form.locator("button").click()
    assert "您补充的已经密封交上了" in page.inner_text("main")
    last = page.locator("form", has=page.locator("#files"))
    last.locator("button").click()
    last.locator("text=请写下要补充的内容").wait_for()
    last.locator("#text").fill("还有录音")
    last.locator("input[name=concerns][value=no]").check()
    last.locator("#files").set_input_files([CHOSEN])
    with page.expect_navigation():
        last.locator("button").click()
    found = {one.what: one for one in door.office.contents(keys.place)}
    assert (found[What.REPLY].text, found[What.REPLY].answers) == ("三月一日上午", {REPLIES_TO: "n1"})
    assert found[What.ADDITION].text == "还有录音" and not list(door.office.box.envelopes(keys.place, Kind.IDENTITY))
    assert door.office.file(keys.place, found[What.ADDITION].files[0], tmp_path / "a") == FILE
    told = {ReturnAddress.read(one.body) for one, _day in door.office.box.envelopes(keys.place, Kind.ADDRESS)}
    assert told == {ReturnAddress.of(one) for one in found.values()}
    assert not [one for one in ("三月一日上午", "还有录音") if any(one.encode() in body for body in sent)] and not any(
        MARK in one for one in sent
    )


def test_keys_that_change_meanwhile_are_the_ones_it_is_sealed_to(page: "Page", door: Served) -> None:
    _to_confirm(page, door)
    door.office.desk = x25519.Identity.generate()
    door.office.publish(number=2)
    page.wait_for_timeout(3000)  # the door looks at what was published every two seconds
    page.click("button[value=send]")
    page.wait_for_selector(".latin")
    assert len(door.office.contents(ReportKeys(codes.read(page.inner_text(".latin"))).place)) == 1


def test_where_the_line_breaks_at_the_end_nothing_is_lost_and_the_code_is_the_same(page: "Page", door: Served) -> None:
    lost = list[int]()

    def broken(route: "Route") -> None:
        if not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/sealed/", broken)
    _to_confirm(page, door)
    page.click("button[value=send]")
    page.wait_for_selector("text=刚才没有存上")
    page.click("button[value=send]")
    page.wait_for_selector(".latin")
    assert lost == [200] and door.office.box.waiting() == [ReportKeys(codes.read(page.inner_text(".latin"))).place]


def test_where_the_line_broke_it_goes_on(page: "Page", door: Served, tmp_path: Path) -> None:
    tried = list[str]()

    def broken(route: "Route") -> None:
        number = (route.request.post_data_buffer or b"").partition(b'name="number"\r\n\r\n')[2].partition(b"\r\n")[0].decode()
        tried.append(number)
        if number == "3" and tried.count("3") < 8:
            route.abort()
        else:
            route.continue_()

    page.route("**/pieces/", broken)
    _to_confirm(page, door)
    page.evaluate("window.setTimeout = (go) => Promise.resolve().then(go)")  # no pause between two tries
    page.set_input_files("#files", [CHOSEN])
    page.click("button[value=send]")
    page.wait_for_selector("text=从断的地方接着传")
    assert tried == ["0", "1", "2", *["3"] * 6]
    page.click("button[value=send]")
    _note, opened = _file(door, page, tmp_path / "a")
    assert opened == FILE and [tried.count(str(n)) for n in range(6)] == [1, 1, 1, 8, 1, 1]


def test_where_the_library_does_not_run_the_door_seals(page: "Page", door: Served, tmp_path: Path) -> None:
    page.route("**/scripts/age.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    _to_confirm(page, door)
    page.set_input_files("#files", [CHOSEN])
    page.click("button[value=send]")
    assert _file(door, page, tmp_path / "a")[1] == FILE


def test_a_draft_stays_on_the_device_when_it_is_asked_for_and_goes_with_the_report(page: "Page", door: Served) -> None:
    address = f"http://127.0.0.1:{door.port}/zh/report/"
    page.goto(address)
    page.fill("#text", "写到一半")
    page.goto(address)
    assert page.input_value("#text") == "", "not asked for, not kept"
    page.fill("#text", "写到一半")
    page.click("[data-keep]")
    page.fill("#about", "某窗口")
    page.goto(address)
    assert (page.input_value("#text"), page.input_value("#about")) == ("写到一半", "某窗口")
    assert "seed" not in page.evaluate("JSON.stringify(localStorage)")
    page.check("input[name=concerns][value=no]")
    page.click("button[value=check]")
    page.click("button[value=send]")
    page.wait_for_selector(".latin")
    assert page.evaluate("localStorage.length") == 0
    page.goto(address)
    assert page.input_value("#text") == "" and page.is_hidden("[data-drop]")


def test_a_draft_is_deleted_at_a_touch(page: "Page", door: Served) -> None:
    page.goto(f"http://127.0.0.1:{door.port}/zh/report/")
    page.fill("#text", "写到一半")
    page.click("[data-keep]")
    page.click("[data-drop]")
    assert page.evaluate("localStorage.length") == 0 and page.is_visible("[data-keep]")


def test_the_browser_works_where_others_wait(page: "Page", door: Served) -> None:
    for _one in range(2):
        door.report(*form_of(text="x"))
    _to_confirm(page, door)
    page.click("button[value=send]")
    page.wait_for_selector(".latin")
    assert len(door.office.box.waiting()) == 3
