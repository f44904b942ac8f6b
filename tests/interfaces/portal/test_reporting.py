"""Write, confirm, done: what is sent arrives sealed, once, with everything that belongs to it, and nothing is stored between."""

import hashlib
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.foundation.sealedbox import stores
from bihuan.foundation.sealedbox.box import Box
from bihuan.foundation.sealedbox.contents import ReturnAddress
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import Sealed
from bihuan.foundation.sealedbox.vocabulary import Kind, What
from bihuan.interfaces.portal import sealing
from tests.interfaces.portal.office import Office
from tests.interfaces.portal.visits import code_of, filed, forms, piece_sent, said, sent

PICTURE = b"\xff\xd8" + b"picture " * 50_000


def _rows(office: Office) -> int:
    return sum(1 for place in office.box.waiting() for kind in Kind for _one in office.box.envelopes(place, kind))


@pytest.mark.mechanism("M70")
def test_a_report_without_a_name_arrives_sealed(door: Client, office: Office) -> None:
    code, done = filed(door, "/e/k3v9/report/", text="一\r\n二", about="某科室", happened="三月二日", q_q1="是", q_other="x", concerns="no")
    place = ReportKeys(code).place
    assert office.box.waiting() == [place]
    (content,) = office.contents(place)
    assert (content.what, content.entry, content.text, content.about, content.happened) == (
        What.TIP,
        "k3v9",
        "一\n二",
        "某科室",
        "三月二日",
    )
    assert content.answers == {"q1": "是"} and not content.concerns_handlers and content.language == "zh-hans"
    assert content.address == ReportKeys(code).address and not office.identity(place).named
    assert code.spaced.split() == re.findall(r'<span class="group">([^<]+)</span>', done.content.decode())
    assert "<svg" in done.content.decode()


def test_nothing_is_stored_before_the_last_step(door: Client, office: Office) -> None:
    confirming = sent(door, door.get("/report/"), do="check", text="一件事")
    assert "还没有提交" in said(confirming) and "一件事" in said(confirming) and _rows(office) == 0
    again = sent(door, confirming, do="change")
    assert forms(again)[0].fields["text"] == ["一件事"] and _rows(office) == 0


@pytest.mark.parametrize(("reserve", "bound"), [(1_000_000, 0), (500, 400)], ids=["the disk", "the bound"])
def test_what_room_is_left_is_kept_for_texts(door: Client, office: Office, settings: Any, reserve: int, bound: int) -> None:
    """Files that fill the disk must not keep anybody from telling what happened."""
    settings.BIHUAN_PORTAL_RESERVE_MB, settings.BIHUAN_PORTAL_BOX_MB = reserve, bound
    confirming = sent(door, door.get("/report/"), do="check", text="一件事")
    refused = sent(door, confirming, [("a.jpg", PICTURE)], do="send")
    assert "快满了，文字照样收得下" in said(refused) and "note" not in forms(refused)[-1].fields and _rows(office) == 0
    assert piece_sent(door).status_code == 400
    assert code_of(sent(door, refused, do="send")) and len(office.box.waiting()) == 1


@pytest.mark.parametrize(("full", "says"), [("is_scarce", "快满了"), ("is_full", "没有存上，请再加一次")])
def test_what_stops_a_large_file_on_its_way_is_told(
    door: Client, office: Office, monkeypatch: pytest.MonkeyPatch, full: str, says: str
) -> None:
    told = iter([False, False])
    monkeypatch.setattr(sealing, full, lambda *_given: next(told, True))
    confirming = sent(door, door.get("/report/"), do="check", text="一件事")
    refused = sent(door, confirming, [("a.jpg", b"x" * 5_000_000)], do="send")
    assert refused.status_code == 200 and said(refused).count("a.jpg") == 1 and says in said(refused)


def test_how_much_room_a_box_has(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the hourly rewriting lays down once more is no room."""
    size = office.box._store.size()
    monkeypatch.setattr(stores.SqliteStore, "free", lambda _store: 10**9)
    assert office.box.room() == 10**9 - size and office.box.room(10**6) == 10**6 - size and 0 < size < 10**6
    monkeypatch.setattr(stores.SqliteStore, "free", lambda _store: None)
    assert office.box.room() is None and office.box.room(10**6) == 10**6 - size


def test_a_retry_and_a_double_click_give_the_same_code_and_one_report(door: Client, office: Office) -> None:
    confirming = sent(door, door.get("/report/"), do="check", text="一件事")
    first, second = (sent(door, confirming, [("a.jpg", PICTURE)], do="send") for _once in range(2))
    assert code_of(first) == code_of(second)
    place = ReportKeys(code_of(first)).place
    assert len(office.contents(place)) == 1
    (content,) = office.contents(place)
    office.box.settle(place, [one.key for one, _day in office.box.envelopes(place, Kind.CONTENT)], [], office.door.issued_on)
    third = sent(door, confirming, [("a.jpg", PICTURE)], do="send")
    assert code_of(third) == code_of(first) and office.contents(place)[0].digest == content.digest, "the office knows it again"


def test_a_name_is_sealed_to_custodians_apart_from_the_content(door: Client, office: Office) -> None:
    code, done = filed(door, named="yes", name="林舟", contact="00000000000", unit="青岚县教育局")
    place = ReportKeys(code).place
    who = office.identity(place)
    assert who.named and (who.name, who.unit) == ("林舟", "青岚县教育局")
    assert "林舟" not in office.contents(place)[0].told().decode() and "实名" in said(done)
    assert office.contents(place)[0].real_name, "the desk learns that a name was given, and not which"


def test_a_name_that_was_typed_is_not_sent_along_without_being_chosen(door: Client, office: Office) -> None:
    code, _done = filed(door, named="no", name="林舟", contact="00000000000")
    assert not office.identity(ReportKeys(code).place).name
    assert not office.contents(ReportKeys(code).place)[0].real_name


def test_whoever_goes_back_to_give_his_name_files_anew(door: Client, office: Office) -> None:
    """At one place the identity that came first stays: the name would be lost."""
    confirming = sent(door, door.get("/report/"), do="check", text="一件事")
    first = code_of(sent(door, confirming, do="send"))
    named = sent(door, sent(door, confirming, do="change"), do="check", named="yes", name="林舟", contact="00000000000")
    second = code_of(sent(door, named, do="send"))
    assert first != second and office.identity(ReportKeys(second).place).named


def test_what_concerns_those_who_handle_reports_goes_round_them(door: Client, office: Office, tmp_path: Path) -> None:
    code, _done = filed(door, files=[("a.jpg", PICTURE)], concerns="yes")
    place = ReportKeys(code).place
    with pytest.raises(Sealed):
        office.contents(place)
    (content,) = office.contents(place, office.alternate)
    assert content.concerns_handlers
    with pytest.raises(Sealed):
        office.file(place, content.files[0], tmp_path / "a")
    assert office.file(place, content.files[0], tmp_path / "a", office.alternate) == PICTURE


def test_where_nobody_else_takes_them_it_says_so_and_seals_nothing(door: Client, office: Office) -> None:
    office.publish(number=2, keys=type(office.door.keys)(office.door.keys.desk, (), office.door.keys.custodians))
    answer = sent(door, door.get("/report/"), do="send", text="一件事", concerns="yes")
    assert "其他渠道" in said(answer) and _rows(office) == 0 and forms(answer)[0].fields["text"] == ["一件事"]


def test_files_are_sealed_as_they_come_and_carried_by_their_notes(door: Client, office: Office, tmp_path: Path) -> None:
    confirming = sent(door, door.get("/report/"), do="check", text="一件事")
    added = sent(door, confirming, [("一.jpg", PICTURE), ("空.txt", b"")], do="add")
    assert "一.jpg" in said(added) and len(forms(added)[0].fields["note"]) == 2 and office.box.waiting() == []
    code = code_of(sent(door, added, [("二.pdf", b"%PDF" * 9)], do="send"))
    place = ReportKeys(code).place
    (content,) = office.contents(place)
    assert [one.name for one in content.files] == ["一.jpg", "空.txt", "二.pdf"]
    assert content.files[0].digest == hashlib.sha256(PICTURE).hexdigest() and content.files[0].size == len(PICTURE)
    assert office.file(place, content.files[0], tmp_path / "a") == PICTURE
    assert office.file(place, content.files[2], tmp_path / "b") == b"%PDF" * 9


def test_a_file_too_large_is_told_and_the_others_are_kept(door: Client, office: Office, settings: Any) -> None:
    settings.BIHUAN_PORTAL_FILE_MB, settings.BIHUAN_PORTAL_REPORT_MB = 1, 2
    confirming = sent(door, door.get("/report/"), do="check", text="一件事")
    large = b"x" * 1_000_001
    answer = sent(door, confirming, [("大.mp4", large), ("小.jpg", b"small")], do="send")
    assert "“大.mp4”没有收下：每个附件不超过 1 MB" in said(answer) and "小.jpg" in said(answer) and "还没有提交" in said(answer)
    full = sent(door, answer, [("三.jpg", b"x" * 900_000), ("四.jpg", b"x" * 900_000), ("五.jpg", b"x" * 900_000)], do="send")
    assert "“五.jpg”没有收下：一份举报的附件合计不超过 2 MB" in said(full) and office.box.waiting() == []
    (content,) = office.contents(ReportKeys(code_of(sent(door, full, do="send"))).place)
    assert [one.name for one in content.files] == ["小.jpg", "三.jpg", "四.jpg"]


def test_a_file_added_twice_is_there_once(door: Client, office: Office, tmp_path: Path) -> None:
    added = sent(door, sent(door, door.get("/report/"), do="check", text="一件事"), [("a.jpg", PICTURE)], do="add")
    place = ReportKeys(code_of(sent(door, added, [("a.jpg", PICTURE)], do="send"))).place
    (content,) = office.contents(place)
    assert len(content.files) == 1 and office.file(place, content.files[0], tmp_path / "a") == PICTURE


def test_no_more_than_twenty_files(door: Client, office: Office) -> None:
    confirming = sent(door, door.get("/report/"), do="check", text="一件事")
    answer = sent(door, confirming, [(f"{n}.jpg", b"x") for n in range(21)], do="add")
    assert "“20.jpg”没有收下：每份举报最多 20 个附件" in said(answer) and len(forms(answer)[0].fields["note"]) == 20


def test_files_sealed_for_others_are_asked_for_again(door: Client, office: Office) -> None:
    added = sent(door, sent(door, door.get("/report/"), do="check", text="一件事", concerns="no"), [("a.jpg", PICTURE)], do="add")
    changed = sent(door, sent(door, added, do="change"), do="check", concerns="yes")
    assert "请再加一次" in said(changed) and "note" not in forms(changed)[0].fields
    (content,) = office.contents(ReportKeys(code_of(sent(door, changed, do="send"))).place, office.alternate)
    assert content.files == ()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"text": " \n"}, "一句话也行"),
        ({"text": "字" * 20_003}, "现在多了 3 个"),
        ({"text": "事", "about": "字" * 2_001}, "现在多了 1 个"),
        ({"text": "事", "named": "yes", "contact": "0"}, "请填写姓名"),
        ({"text": "事", "named": "yes", "name": "林舟"}, "留下能找到您的联系方式"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_what_was_written_is_kept(
    door: Client, office: Office, written: dict[str, str], told: str
) -> None:
    answer = sent(door, door.get("/e/k3v9/report/"), do="check", **written)
    assert said(answer).count(told) == 2, "at the top and beside the field"
    assert all(forms(answer)[0].fields[name] == [value.strip()] for name, value in written.items()) and _rows(office) == 0


def test_questions_are_never_forced(door: Client, office: Office) -> None:
    code, _done = filed(door, "/e/k3v9/report/", text="一句话")
    assert office.contents(ReportKeys(code).place)[0].answers == {}


def test_a_box_that_fails_loses_nothing(door: Client, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    confirming = sent(door, sent(door, door.get("/report/"), do="check", text="一件事"), [("a.jpg", PICTURE)], do="add")

    def full(*_given: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Box, "put", full)
        unkept = sent(door, confirming, [("b.jpg", PICTURE)], do="add")
        assert "“b.jpg”没有存上" in said(unkept) and len(forms(unkept)[0].fields["note"]) == 1
        failed = sent(door, confirming, do="send")
    assert failed.status_code == 503 and "您写的和已加的附件都还在" in said(failed)
    (content,) = office.contents(ReportKeys(code_of(sent(door, failed, do="send"))).place)
    assert content.text == "一件事" and len(content.files) == 1


def test_a_door_that_closes_meanwhile_keeps_what_was_written(door: Client, office: Office) -> None:
    confirming = sent(door, door.get("/report/"), do="check", text="一件事")
    office.publish(number=2, keys=type(office.door.keys)())
    answer = sent(door, confirming, do="send")
    assert answer.status_code == 503 and "还没有交上" in said(answer) and forms(answer)[0].fields["text"] == ["一件事"]


@pytest.mark.parametrize("seed", ["", "zz", "00" * 16])
def test_a_form_whose_secret_field_is_damaged_gets_a_new_one(door: Client, office: Office, seed: str) -> None:
    answer = door.post("/report/", {"do": "send", "text": "一件事", "seed": seed})
    assert (
        "密钥字段不完整" in said(answer) and forms(answer)[0].fields["text"] == ["一件事"] and len(forms(answer)[0].fields["seed"][0]) == 64
    )


def test_notes_that_a_form_invents_are_dropped(door: Client, office: Office) -> None:
    confirming = sent(door, door.get("/report/"), do="check", text="一件事")
    data = {**forms(confirming)[0].fields, "do": "send", "note": ["{", "[]", '{"name": 1}', '{"pieces": ["zz"]}']}
    (content,) = office.contents(ReportKeys(code_of(door.post("/report/", data))).place)
    assert content.files == ()


def test_no_note_makes_room_for_more_than_is_taken_in(door: Client, office: Office, settings: Any) -> None:
    settings.BIHUAN_PORTAL_REPORT_MB = 1
    less = json.dumps({"name": "a", "media": "", "size": -9_000_000, "digest": "0" * 64, "sealed_size": 0, "pieces": []})
    confirming = sent(door, door.get("/report/"), do="check", text="一件事")
    fields = {**forms(confirming)[0].fields, "note": less}
    file = SimpleUploadedFile("大.mp4", b"x" * 1_500_000)
    assert "“大.mp4”没有收下" in said(door.post("/report/", {**fields, "files": file}))


def test_the_name_of_a_file_may_hold_half_a_sign(door: Client, office: Office) -> None:
    """As some devices have it; the report must not fail over it."""
    confirming = sent(door, door.get("/report/"), do="check", text="一件事")
    note = json.dumps({"name": "\ud83d.jpg", "media": "", "size": 1, "digest": "0" * 64, "sealed_size": 1, "pieces": []})
    data = {**forms(confirming)[0].fields, "do": "send", "note": note}
    (content,) = office.contents(ReportKeys(code_of(door.post("/report/", data))).place)
    assert content.files[0].name == "?.jpg"


def test_a_name_of_a_file_with_two_blanks_gets_one_receipt(door: Client, office: Office) -> None:
    """The digest that the receipt is for is that of what the office reads."""
    code, _done = filed(door, files=[("发票  一.jpg", PICTURE)])
    ((address, _day),) = office.box.envelopes(ReportKeys(code).place, Kind.ADDRESS)
    (content,) = office.contents(ReportKeys(code).place)
    assert ReturnAddress.read(address.body).digest == content.digest and content.files[0].name == "发票 一.jpg"


def test_answers_behind_an_open_code_are_opinions_counted_by_code(door: Client, office: Office) -> None:
    page = door.get("/e/op77/")
    assert "青岚镇" in said(page)
    empty = sent(door, page, do="send")
    assert "至少回答一个问题" in said(empty) and office.box.waiting() == []
    thanks = sent(door, empty, do="send", q_q2="半天")
    again = sent(door, empty, do="send", q_q2="半天")
    assert "谢谢您" in said(thanks) and "谢谢您" in said(again)
    (place,) = office.box.waiting()
    (content,) = office.contents(place)
    assert (content.what, content.entry, content.answers, content.text) == (What.OPINION, "op77", {"q2": "半天"}, "")


def test_in_english_too(door: Client, office: Office) -> None:
    code, done = filed(door, "/en/large/e/k3v9/report/", text="Something happened")
    assert 'lang="en"' in done.content.decode() and 'class="large"' in done.content.decode()
    assert office.contents(ReportKeys(code).place)[0].language == "en"
