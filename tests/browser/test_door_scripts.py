"""The public door in a browser that runs scripts: files are sealed before they leave it and go on where the line broke; drafts stay on the device;
work takes the place of waiting. And where the scripts fail, everything goes as without them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.contents import FileNote
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.streams import BROWSERS_HEAD, around
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


def _file(door: Served, page: "Page", to: Path) -> tuple[FileNote, bytes]:
    page.wait_for_selector(".latin")
    place = ReportKeys(codes.read(page.inner_text(".latin"))).place
    (content,) = door.office.contents(place)
    return content.files[0], door.office.file(place, content.files[0], to)


def test_a_file_is_sealed_before_it_leaves_the_browser(page: "Page", door: Served, tmp_path: Path) -> None:
    sent = list[bytes]()
    page.on("request", lambda request: sent.append(request.post_data_buffer or b""))
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
    assert page.get_attribute("form", "data-bits") == "14"
    page.click("button[value=send]")
    page.wait_for_selector(".latin")
    assert len(door.office.box.waiting()) == 3
