"""The pages of the door as anybody finds them: without scripts, cookies or anything kept, light enough for an old phone on a slow line."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

import bihuan.interfaces.portal as portal
from bihuan.foundation.sealedbox import published
from bihuan.foundation.sealedbox.published import Keys
from bihuan.interfaces.portal import manners
from bihuan.interfaces.portal.paper import Newest
from tests.architecture.test_pages import COMMENT, HAN, INLINE, MARKED
from tests.interfaces.portal.office import BODY, CHANNELS, Office
from tests.interfaces.portal.visits import filed, forms, said, sent

PAGES = Path(portal.__file__).parent / "pages"
PATHS = ("", "e/k3v9/", "e/op77/", "e/gone/", "report/", "e/k3v9/report/", "read/", "channels/", "rights/", "receipt/")
LOOKS = ("", "zh/", "en/", "zh/large/", "en/large/")
_LOADS = re.compile(r"""\b(?:src|srcset|data-src|poster)=|@import|url\(|<(?:script|iframe|object|embed|img|audio|video|link)\b""")


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_comes_whole_in_one_request_without_cookies(door: Client, look: str) -> None:
    for path in PATHS:
        answer = door.get(f"/{look}{path}")
        assert answer.status_code == 200 and not answer.cookies and "Set-Cookie" not in answer.headers, path
        assert len(answer.content) < 50_000, "fifty kilobytes (bars.md, public door)"
        words = answer.content.decode()
        scripted = ["<script", "src="] if path.endswith("report/") or path == "e/op77/" else []
        assert _LOADS.findall(words) == ["<link", *scripted] and '<link rel="icon" href="data:,">' in words, "nothing else is fetched"
        assert ('<script src="/scripts/door.js"></script>' in words) == bool(scripted), "where somebody writes, and there alone"
        assert answer.headers["Cache-Control"] == "no-store" and answer.headers["Referrer-Policy"] == "no-referrer"
        policy = answer.headers["Content-Security-Policy"]
        assert ("script-src 'self'; connect-src 'self'" in policy) == bool(scripted) and policy.count("script-src") == len(scripted) // 2
        assert "unsafe" not in policy
        assert "Last-Modified" not in answer.headers and "ETag" not in answer.headers


def test_no_step_of_a_report_sets_a_cookie(door: Client, office: Office) -> None:
    code, done = filed(door)
    for answer in (done, door.post("/read/", {"code": str(code)}), door.get("/nowhere/"), door.post("/report/", {"text": ""})):
        assert not answer.cookies and answer.headers["Cache-Control"] == "no-store"


def test_the_policy_allows_the_one_style_that_stands_in_the_page(door: Client) -> None:
    answer = door.get("/")
    assert f"<style>{manners.style()}</style>" in answer.content.decode()
    assert not re.search(r"var\(|@layer|:is\(|:where\(|:has\(|\bgap:|\bgrid|min\(|max\(|clamp\(|&", manners.style()), (
        "old browsers know none of it"
    )


def test_language_and_size_stand_in_the_address_and_every_link_carries_them_on(door: Client) -> None:
    words = door.get("/en/large/e/k3v9/").content.decode()
    assert '<html lang="en" dir="ltr" class="large">' in words and "Who can read what you write" in words
    links = re.findall(r'(?:href|action)="(/[^"]*)"', words)
    kept = [one for one in links if one.startswith("/en/large/")]
    assert set(links) - set(kept) == {"/zh/large/e/k3v9/", "/en/e/k3v9/"}, "to the other language, to the other size"
    assert 'lang="en"' in door.get("/", headers={"accept-language": "en-GB,en;q=0.9"}).content.decode()
    assert 'lang="zh-hans"' in door.get("/", headers={"accept-language": "fr,de;q=0.5"}).content.decode()
    assert all(one.action.startswith("/en/") for one in forms(door.get("/en/report/")))


def test_a_page_that_was_sent_something_does_not_turn_to_another_language(door: Client) -> None:
    answer = sent(door, door.get("/report/"), do="check", text="一件事")
    assert 'class="looks"' not in answer.content.decode(), "what was written would be lost"


def test_a_language_written_from_right_to_left_is_shown_so(door: Client, settings: Any) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "ar")]
    manners._languages.cache_clear()
    try:
        assert '<html lang="ar" dir="rtl">' in door.get("/ar/").content.decode()
    finally:
        manners._languages.cache_clear()
    one_sided = re.findall(r"(?:margin|padding|border|text-align)[a-z-]*(?:-left|-right|: ?left|: ?right)", manners.style())
    assert not one_sided, "start and end instead of left and right"


def test_plain_words_say_what_anonymity_and_a_false_report_mean(door: Client) -> None:
    """domain.md A1.9 to A1.12, A4.1, A4.2."""
    page = said(door.get("/rights/"))
    for told in (
        "第二十四条",
        "第二十九条",
        "第三十六条",
        "第三十九条",
        "查不实不等于是假的",
        "是错告，不是诬告",
        "故意捏造事实",
        "做不到的",
        "110",
    ):
        assert told in page
    first = said(door.get("/"))
    assert "都不算诬告" in first and "110" in first and "15 个工作日" in first


def test_the_body_may_say_some_of_it_in_its_own_words(door: Client, office: Office) -> None:
    office.publish(number=2, texts={"welcome": "您好。", "false_report": "<b>自己的话</b>"}, emergency="请拨 000。")
    assert (
        "您好。" in said(door.get("/"))
        and "&lt;b&gt;自己的话" in door.get("/rights/").content.decode()
        and "请拨 000。" in said(door.get("/"))
    )


def test_published_channels_are_shown(door: Client) -> None:
    page = said(door.get("/channels/"))
    (one,) = CHANNELS
    assert all(told in page for told in (one.unit, one.phone, one.mail, one.post, one.hours, "12388"))


def test_a_code_that_is_gone_still_lets_report(door: Client, office: Office) -> None:
    assert "已经停用" in said(door.get("/e/gone/"))
    code, _done = filed(door, "/e/gone/report/")
    assert code


class TestClosed:
    """What keeps the door closed: it says so, names other channels and takes nothing in."""

    def _is_closed(self, door: Client) -> None:
        for path in ("/", "/e/k3v9/", "/report/"):
            page = said(door.get(path))
            assert "暂时还不能举报" in page and "12388" in page and "我要举报" not in page

    def test_nothing_is_published(self, door: Client, office: Office) -> None:
        office.box.publish(published.NAME, b"")
        self._is_closed(door)
        assert BODY not in said(door.get("/"))

    def test_somebody_else_signed_it(self, door: Client, office: Office) -> None:
        Office(office.box).publish()
        self._is_closed(door)

    def test_it_cannot_be_read(self, door: Client, office: Office) -> None:
        office.box.publish(published.NAME, b'{"door": 1}')
        self._is_closed(door)

    @pytest.mark.parametrize("lacking", ["desk", "custodians"])
    def test_keys_are_lacking(self, door: Client, office: Office, lacking: str) -> None:
        office.publish(keys=replace(office.door.keys, **{lacking: office.door.keys.desk[:1] if lacking == "custodians" else ()}))
        self._is_closed(door)
        assert CHANNELS[0].phone in said(door.get("/")), "the channels are published already"

    def test_it_is_older_than_one_that_was_seen(self, door: Client, office: Office) -> None:
        office.publish(number=7)
        assert "我要举报" in said(door.get("/"))
        office.publish(number=6, keys=Keys(office.door.keys.desk, (), office.door.keys.custodians))
        self._is_closed(door)

    def test_the_box_cannot_be_asked(self, door: Client, settings: Any, tmp_path: Path) -> None:
        settings.BIHUAN_PORTAL_BOX = str(tmp_path / "no" / "box.sqlite3")
        self._is_closed(door)


def test_the_newest_number_is_kept_over_a_restart(tmp_path: Path) -> None:
    assert Newest(tmp_path / "n").takes(7)
    again = Newest(tmp_path / "n")
    assert not again.takes(6) and again.takes(7) and again.takes(8)


def test_what_cannot_be_shown_says_so(door: Client) -> None:
    assert door.get("/nowhere/").status_code == 404 and said(door.get("/nowhere/")).count("没有这一页") == 1
    broken = door.post("/report/", b"--x\r\nno", content_type="multipart/form-data; boundary=")
    assert broken.status_code == 400 and "没有收下" in said(broken)
    assert door.put("/report/").status_code == 405


def test_a_fault_is_shown_as_a_page_that_tells_nothing_of_it(door: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_given: object) -> None:
        raise RuntimeError("MARK")

    monkeypatch.setattr("bihuan.interfaces.portal.views.of_the_matter", fall)
    door.raise_request_exception = False
    answer = door.get("/report/")
    assert answer.status_code == 500 and "没有完成" in said(answer) and b"MARK" not in answer.content


def test_pages_are_written_as_the_house_writes_them(door: Client) -> None:
    used = {path.name for path in PAGES.glob("_*.html")} | {"base.html"}
    sources = {path.name: path.read_text("utf-8") for path in PAGES.glob("*.html")}
    code = "".join(path.read_text("utf-8") for path in PAGES.parent.glob("*.py"))
    for name, source in sources.items():
        assert not [one for one in INLINE.findall(source) if one != "<style"], name
        assert not HAN.search(MARKED.sub("", COMMENT.sub("", source)).replace("：", "").replace("，", "")), name
        named = f'"{name.removesuffix(".html")}"' in code or f'"{name}"' in code
        assert named or (name in used and any(f'"{name}"' in other for other in sources.values())), f"{name} is used nowhere"
    assert {str(one.pattern) for one in get_resolver().url_patterns}
