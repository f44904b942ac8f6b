"""Coming back with the code: it opens, nothing that is stored does, and who has none learns nothing."""

import re
import statistics
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.clues.operations.answering import ADDED, REGISTERED
from bihuan.clues.operations.identities import TOLD
from bihuan.clues.vocabulary.identities import IdentityNeed
from bihuan.foundation.sealedbox import codes, receipts
from bihuan.foundation.sealedbox.contents import REPLIES_TO, Answer
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import Sealed
from bihuan.foundation.sealedbox.vocabulary import Says, What
from bihuan.interfaces.portal import reading, sealing
from tests.interfaces.portal.office import BODY, TODAY, Office
from tests.interfaces.portal.visits import filed, forms, said, sent

HAN = re.compile(r"[\u4e00-\u9fff]")
STATE = Answer(Says.STATE, date(2026, 3, 5), "已登记，正在核实", "n2", {"until": "2026-06-02", "keys": "desk"})
QUESTION = Answer(Says.QUESTION, date(2026, 3, 9), "是哪个窗口？", "n3")


def _read(door: Client, code: str) -> object:
    return door.post("/read/", {"code": code})


def test_before_the_office_has_taken_it_it_is_there(door: Client, office: Office) -> None:
    code, _done = filed(door)
    for typed in (str(code), code.spaced, code.latin, code.latin.lower().replace("-", " ")):
        assert "已经收到，在等受理人员取走" in said(_read(door, typed))


def test_state_receipt_dates_and_openings_are_shown(door: Client, office: Office) -> None:
    code, _done = filed(door)
    (content,) = office.contents(ReportKeys(code).place)
    receipt = receipts.receipt(content.digest, TODAY, office.sign(receipts.told(content.digest, TODAY)), "n1")
    opened = Answer(Says.OPENED, date(2026, 3, 6), "核实需要联系举报人", "n4")
    office.answer(code, QUESTION, opened, STATE, receipt)
    page = said(_read(door, str(code)))
    assert "签名已核对无误" in page and content.digest in page and "承诺的日期：2026-06-02" in page
    assert page.index("受理回执") < page.index("办理进度") < page.index("身份信息被查阅") < page.index("是哪个窗口？")
    assert "在等受理人员取走" not in page


def test_a_day_to_answer_by_is_no_promise_and_the_offices_own_words_have_their_english(door: Client, office: Office) -> None:
    code, _done = filed(door)
    asked = replace(QUESTION, facts={"until": "2026-03-20", "keys": "desk"})
    office.answer(code, replace(STATE, text=REGISTERED, facts={"keys": "desk"}), replace(STATE, text=ADDED, number="n5", facts={}), asked)
    page = said(_read(door, str(code)))
    assert "请在这一天以前答复：2026-03-20" in page and "承诺的日期" not in page
    page = said(door.post("/en/read/", {"code": str(code)}))
    assert "Registered and being handled." in page and "What you added was received" in page
    assert "Please answer by: 2026-03-20" in page and QUESTION.text in page


def test_that_an_identity_was_opened_is_told_in_the_readers_language(door: Client, office: Office) -> None:
    code, _done = filed(door)
    for number, need in enumerate(IdentityNeed):
        office.answer(code, Answer(Says.OPENED, date(2026, 3, 6), TOLD.format(need=need.label), f"o{number}", {"need": need.value}))
    english = said(door.post("/en/read/", {"code": str(code)}))
    assert english.count("opened together by two custodians") == len(IdentityNeed) and not HAN.search(english.replace(BODY, ""))
    assert "用途：向举报人核实情况。" in said(_read(door, str(code)))


def test_a_receipt_that_somebody_else_signed_is_told(door: Client, office: Office, settings: object) -> None:
    code, _done = filed(door)
    (content,) = office.contents(ReportKeys(code).place)
    foreign = Office(office.box)
    office.answer(code, receipts.receipt(content.digest, TODAY, foreign.sign(receipts.told(content.digest, TODAY)), "n1"))
    assert "签名核对不上" in said(_read(door, str(code)))


def test_what_is_no_answer_is_passed_over(door: Client, office: Office) -> None:
    code, _done = filed(door)
    office.answer(code, STATE)
    office.box.settle(ReportKeys(code).place, [], [b"not sealed at all"], TODAY)
    assert "已登记，正在核实" in said(_read(door, str(code)))


def test_a_question_is_answered_and_material_is_added(door: Client, office: Office, tmp_path: Path) -> None:
    code, _done = filed(door, concerns="no")
    office.answer(code, STATE, QUESTION)
    page = _read(door, str(code))
    replied = sent(door, page, at=0, do="send", text="三号窗口")
    assert "已经密封交上了" in said(replied) and "您最近交上的内容在等" in said(replied)
    added = sent(door, replied, [("票据.jpg", b"receipt" * 999)], at=-1, do="send", text="票据在这里")
    assert "已经密封交上了" in said(added)
    sent(door, replied, [("票据.jpg", b"receipt" * 999)], at=-1, do="send", text="票据在这里")  # a second click
    place = ReportKeys(code).place
    reply, addition = sorted(office.contents(place), key=lambda one: one.what is not What.REPLY)
    assert (reply.what, reply.text, reply.answers) == (What.REPLY, "三号窗口", {REPLIES_TO: "n3"})
    assert addition.what is What.ADDITION and office.file(place, addition.files[0], tmp_path / "a") == b"receipt" * 999
    assert len(office.contents(place)) == 2


def test_an_addition_goes_to_those_who_handle_the_report(door: Client, office: Office) -> None:
    code, _done = filed(door, concerns="yes")
    office.answer(code, replace(STATE, facts={"keys": "alternate"}))
    page = _read(door, str(code))
    assert forms(page)[-1].fields["concerns"] == ["yes"]
    sent(door, page, do="send", text="再补一点")
    with pytest.raises(Sealed):
        office.contents(ReportKeys(code).place)
    assert office.contents(ReportKeys(code).place, office.alternate)[0].text == "再补一点"


def test_where_nobody_knows_who_handles_it_the_reporter_is_asked(door: Client, office: Office) -> None:
    code, _done = filed(door, concerns="yes")
    answer = sent(door, _read(door, str(code)), do="send", text="再补一点")
    assert "举报时怎么选的" in said(answer) and forms(answer)[-1].fields["text"] == ["再补一点"]
    assert len(office.contents(ReportKeys(code).place, office.alternate)) == 1
    assert "已经密封交上了" in said(sent(door, answer, do="send", concerns="yes"))


def test_files_of_an_addition_outlive_a_changed_mind_only_where_they_were_sealed_for_the_same(door: Client, office: Office) -> None:
    code, _done = filed(door, concerns="yes")
    page = sent(door, _read(door, str(code)), [("a.jpg", b"a")], do="send", concerns="no", text="字" * 20_001)
    assert len(forms(page)[-1].fields["note"]) == 1
    changed = sent(door, page, do="send", concerns="yes", text="改了")
    assert "请再加一次" in said(changed) and "note" not in forms(changed)[-1].fields


def test_wrong_deleted_and_never_issued_codes_look_alike(door: Client, office: Office) -> None:
    code, _done = filed(door)
    office.answer(code, STATE)
    office.box.forget(ReportKeys(code).place)
    never = [_read(door, str(codes.new())) for _more in range(5)]
    deleted = _read(door, str(code))
    assert {one.status_code for one in (*never, deleted)} == {200}
    assert len({one.content for one in (*never, deleted)}) == 1 and len({str(one.headers) for one in (*never, deleted)}) == 1
    assert "没有找到" in said(deleted)
    posted = door.post("/read/", {"code": str(codes.new()), "do": "send", "text": "x", "concerns": "no"})
    assert posted.content == deleted.content and not office.box.waiting()


def test_files_for_a_code_that_opens_nothing_do_not_go_into_the_box(door: Client, office: Office) -> None:
    """Codes are made by anybody; what lies there would cost nothing and be looked at by nobody."""
    code, file = codes.new(), SimpleUploadedFile("a.jpg", b"x" * 300_000)
    told = door.post("/read/", {"code": str(code), "do": "send", "text": "x", "concerns": "no", "files": file})
    assert told.content == _read(door, str(codes.new())).content and office.box.many(ReportKeys(code).place) == 0


def test_one_code_does_not_fill_the_box_with_what_is_added(door: Client, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _done = filed(door)
    monkeypatch.setattr(sealing, "is_full", lambda _box, _place: True)
    monkeypatch.setattr(reading, "is_full", lambda _box, _place: True)
    known = office.box.many(ReportKeys(code).place)
    answer = sent(door, _read(door, str(code)), do="send", concerns="no", text="再说一遍")
    assert "没有收下" in said(answer) and forms(answer)[-1].fields["text"] == ["再说一遍"]
    assert office.box.many(ReportKeys(code).place) == known


def test_a_mistyped_code_is_told_where(door: Client) -> None:
    code = str(codes.new())
    wrong = code[:4] + ("的" if code[4] != "的" else "是") + code[5:]
    page = _read(door, wrong)
    assert "第 5 个字" in said(page) and wrong in page.content.decode()
    assert "14 个汉字" in said(_read(door, code[:9])) and "您输入了 9 个" in said(_read(door, code[:9]))


def test_nor_does_the_time_tell_them_apart(door: Client, office: Office) -> None:
    """In turns, a hundred times each: what a deleted report takes, one never issued takes, too."""
    deleted, never = [filed(door)[0] for _one in range(4)], [codes.new() for _one in range(4)]
    for code in deleted:
        office.answer(code, STATE)
        office.box.forget(ReportKeys(code).place)
    took: dict[str, list[float]] = {"deleted": [], "never": []}
    for n in range(100):
        for name, code in (("deleted", deleted[n % 4]), ("never", never[n % 4])):
            begun = time.process_time_ns()
            _read(door, str(code))
            took[name].append(time.process_time_ns() - begun)
    one, other = (statistics.median(times) for times in took.values())
    assert abs(one - other) < 0.2 * max(one, other), (one, other)
