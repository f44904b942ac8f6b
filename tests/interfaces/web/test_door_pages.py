"""Pages of the public door: entries with their posters, published channels, the door's own words; nothing there for anybody but the desk."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.clues.models import DoorEntry, DoorWords, UnitChannel
from bihuan.clues.operations import About, Slip, open_entry, publish_door, register_slip, take
from bihuan.clues.operations.door import office_box
from bihuan.clues.queries import sealing_keys
from bihuan.clues.vocabulary.clues import ClueSource
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.sealedbox.vocabulary import What
from bihuan.interfaces.web.clues.keyring import COOKIE
from tests.clues.ground import DESK, HANDLER, INTAKE, KEEPERS, OTHER_WAY, Desk
from tests.clues.reporting import Reporter
from tests.factories.town import HEAD, OFFICE, TODAY, WATER
from tests.interfaces.web.test_key_pages import at_desk, desk, go

__all__ = ["at_desk", "desk"]
pytestmark = pytest.mark.django_db
ENTRY = {"purpose": "opinions", "place": "政务大厅 3 号窗口", "questions": "跑几趟：一趟、两趟"}


def _unlocked(browser: Client, desk: Desk, name: str) -> Client:
    desk.key(name)
    browser.cookies[COOKIE] = desk.sessions[name, DESK]
    return browser


def _entry(browser: Client, desk: Desk, **more: Any) -> DoorEntry:
    given = {**ENTRY, "unit": WATER, **more}
    answer = go(browser, "new_entry", data=given)
    assert answer.status_code == 302, answer.text
    return DoorEntry.objects.latest("pk")


def test_a_code_is_looked_at_first_and_then_hung_up(desk: Desk, at_desk: Any, settings: Any) -> None:
    browser = at_desk(HANDLER)
    given = {**ENTRY, "do": "preview"}
    answer = go(browser, "new_entry", data=given)
    assert "公众会看到" in answer.text and "跑几趟" in answer.text and not DoorEntry.objects.exists()
    assert go(browser, "new_entry", data={**ENTRY, "questions": "跑几趟：一趟"}).status_code == 422
    row = _entry(browser, desk)
    page = go(browser, "entry", row.pk)
    assert row.code in page.text and "样张" not in page.text and "只能在本机打开" in page.text and page["Cache-Control"] == "no-store"
    settings.BIHUAN_PORTAL_SITE = "https://jb.example.invalid"
    assert "https://jb.example.invalid/e/" in go(browser, "entry", row.pk).text
    for large in ("", "?large=1"):
        answer = browser.get(f"/clues/door/entries/{row.pk}/poster/{large}")
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "贴出去的海报要换" in go(browser, "entry", row.pk).text, "closing is asked for once more"
    assert go(browser, "close_entry", row.pk, data={}).status_code == 302
    row.refresh_from_db()
    assert row.closed_at and "已关闭" in go(browser, "door").text


def test_what_waits_to_be_laid_out_is_told(desk: Desk, at_desk: Any) -> None:
    desk.all_keys()
    browser = at_desk(INTAKE)
    assert "还没有公布过" in go(browser, "door").text
    publish_door(actor=system_actor("clock"), now=desk.now)
    assert "没有等公布的改动" in go(browser, "door").text and "正在受理" in go(browser, "door").text
    _entry(browser, desk)
    page = go(browser, "door").text
    assert "等公布的改动" in page and "新增" in page and "县水利局 政务大厅 3 号窗口" in page
    publish_door(actor=system_actor("clock"), now=desk.now)
    assert "没有等公布的改动" in go(browser, "door").text
    assert go(browser, "pause_door", data={"reason": "机房搬迁"}).status_code == 302
    page = go(browser, "door").text
    assert "暂停受理" in page and "公钥" in page and "机房" not in page
    assert go(browser, "resume_door", data={}).status_code == 302 and "没有等公布的改动" in go(browser, "door").text


@pytest.mark.mechanism("M67")
def test_a_unit_publishes_its_channels_on_one_page_and_on_paper(desk: Desk, at_desk: Any) -> None:
    desk.all_keys()
    browser, unit = at_desk(HANDLER), desk.town.units[WATER]
    assert go(browser, "choose_channel", data={"unit": WATER}).url.endswith(f"/channels/{unit.pk}/")
    told = {"phone": "0000-1234567", "mail": "shui@example.invalid", "post": "青石路 1 号", "hours": "工作日"}
    answer = go(browser, "channel", unit.pk, data={**told, "do": "preview"})
    assert "公众会看到" in answer.text and not UnitChannel.objects.exists()
    assert go(browser, "channel", unit.pk, data=told).status_code == 302
    assert "0000-1234567" in go(browser, "channels").text
    for kind, begin in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert b"".join(go(browser, "channels_file", kind).streaming_content).startswith(begin)
    assert go(browser, "channels_file", "xls").status_code == 404
    publish_door(actor=system_actor("clock"), now=desk.now)
    assert "0000-1234567" in (office_box().published("door") or b"").decode()
    for source in (ClueSource.PHONE, ClueSource.LETTER):  # and what comes by them is entered as an intake record
        slip = Slip(source, "窗口午休时没人", TODAY)
        clue, code = register_slip(slip=slip, about=About(units=[unit]), actor=desk.actor(INTAKE), now=desk.now)
        assert (clue.source, clue.received_on, clue.state) == (source, TODAY, "registered") and code.spaced
    answer = go(browser, "channel", unit.pk, data={"do": "preview"})
    assert "不再出现" in answer.text
    go(browser, "channel", unit.pk, data={})
    assert "还没有公布渠道" in go(browser, "channels").text


def test_words_are_looked_at_before_they_are_kept(desk: Desk, at_desk: Any) -> None:
    browser = at_desk(HANDLER)
    told = {"welcome": "这里是青石县<b>", "emergency": "打 110"}
    answer = go(browser, "door_words", data={**told, "do": "preview"})
    assert "青石县&lt;b&gt;" in answer.text and not DoorWords.objects.exists()
    assert go(browser, "door_words", data=told).status_code == 302 and DoorWords.objects.get().emergency == "打 110"
    assert go(browser, "door_words", data={"welcome": "长" * 2001}).status_code == 422


def test_opinions_are_counted_on_the_page_and_read_with_a_key(desk: Desk, at_desk: Any) -> None:
    desk.all_keys()
    browser = at_desk(INTAKE)
    row = _entry(browser, desk)
    office_box().prepare()
    Reporter.new().sends(office_box(), sealing_keys(), TODAY, "多开窗口", what=What.OPINION, entry=row.code, answers={"q1": "两趟"})
    take(now=desk.now)
    assert "unlock" in go(browser, "count_opinions", data={}).url
    assert "等归集" not in go(browser, "desk").text
    _unlocked(browser, desk, INTAKE)
    assert "1 份扫码提的意见等归集" in go(browser, "desk").text
    assert go(browser, "count_opinions", data={}).status_code == 302
    assert "等归集" not in go(browser, "desk").text
    page = go(browser, "entry", row.pk).text
    assert "跑几趟" in page and "两趟" in page and "多开窗口" not in page and "%" not in page.split("跑几趟")[-1][:200]
    assert "多开窗口" in go(browser, "entry_opinions", row.pk).text


@pytest.mark.parametrize("name", [OFFICE, HEAD, KEEPERS[0], OTHER_WAY])
def test_for_all_others_there_is_nothing(desk: Desk, at_desk: Any, name: str) -> None:
    row = _entry(at_desk(HANDLER), desk)
    browser = at_desk(name)
    pages = ("door", "door_words", "pause_door", "new_entry", "channels", "choose_channel")
    assert {go(browser, one).status_code for one in pages} == {404}
    assert {go(browser, one, row.pk).status_code for one in ("entry", "poster", "entry_opinions")} == {404}
    assert go(browser, "channel", desk.town.units[WATER].pk).status_code == 404
    assert go(browser, "channels_file", "pdf").status_code == 404
    assert {go(browser, one, data={}).status_code for one in ("resume_door", "count_opinions")} == {404}
    assert go(browser, "close_entry", row.pk, data={}).status_code == 404
    assert {go(browser, one).status_code for one in ("resume_door", "count_opinions")} == {404}  # nor by another verb
    assert go(browser, "door", data={}).status_code == 404


def test_the_page_asks_as_often_for_ten_codes_as_for_two(desk: Desk, at_desk: Any) -> None:
    browser, said = at_desk(HANDLER), {"actor": desk.actor(HANDLER), "now": desk.now}
    many = []
    for count in (2, 8):
        for at in range(count):
            open_entry(unit=desk.town.units[WATER], campaign=desk.town.campaign, place=f"{at} 号窗口", **said)
        go(browser, "door")
        with CaptureQueriesContext(connection) as asked:
            go(browser, "door")
        many.append(len(asked))
    assert many[0] == many[1]
