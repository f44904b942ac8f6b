"""When very many come at once a report costs patience, a little thought or some work; nobody is refused, nothing that was written is lost."""

import hashlib
import time
from typing import Any

import pytest
from django.test import Client

from bihuan.foundation.sealedbox.contents import Answer
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.vocabulary import Says
from bihuan.interfaces.portal import later, price
from bihuan.interfaces.portal.price import BITS, WAITS, Load, Paid, token
from tests.interfaces.portal.office import TODAY, Office
from tests.interfaces.portal.visits import code_of, filed, forms, piece_sent, said, sent


@pytest.fixture(autouse=True)
def load(monkeypatch: pytest.MonkeyPatch) -> Load:
    made = Load()
    monkeypatch.setattr(price, "load", made)
    return made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [time.time()]
    monkeypatch.setattr(price.time, "time", lambda: now[0])
    return now


def test_the_count_goes_back_five_minutes(load: Load) -> None:
    load.count(3, 1000.0)
    load.count(2, 1009.0)
    load.count(1, 1299.0)
    assert load.told(1299.0) == 6 and load.told(1300.0) == 1 and load.told(1600.0) == 0
    load.count(4, 1301.0)
    assert load.told(1301.0) == 5, "the place of an old piece is used again"


def _confirming(door: Client, path: str = "/report/") -> Any:
    return sent(door, door.get(path), do="check", text="窗口收了钱。", concerns="no")


def test_while_it_is_calm_nobody_looks_at_it(door: Client, office: Office) -> None:
    confirming = _confirming(door)
    assert "sum" not in forms(confirming)[-1].fields
    assert code_of(sent(door, confirming, do="send", token="")) and len(office.box.waiting()) == 1


def test_a_form_that_was_open_long_enough_is_taken(door: Client, office: Office, load: Load, clock: list[float]) -> None:
    load.count(300)
    confirming = _confirming(door)
    early = sent(door, confirming, do="send")
    assert early.status_code == 429 and "请等 10 秒" in said(early) and office.box.waiting() == []
    assert forms(early)[-1].fields["text"] == ["窗口收了钱。"]
    clock[0] += WAITS[1]
    assert code_of(sent(door, early, do="send")) and len(office.box.waiting()) == 1


def test_going_back_and_forth_does_not_begin_the_wait_anew(door: Client, load: Load, clock: list[float]) -> None:
    load.count(300)
    confirming = _confirming(door)
    clock[0] += 6
    back = sent(door, confirming, do="change")
    clock[0] += 5
    assert code_of(sent(door, sent(door, back, do="check", concerns="no"), do="send"))


def test_at_the_second_step_a_plain_question_is_answered(door: Client, office: Office, load: Load, clock: list[float]) -> None:
    load.count(1200)
    confirming = _confirming(door)
    clock[0] += WAITS[2]
    asked = sent(door, confirming, do="send")
    assert asked.status_code == 429 and "等于几？" in said(asked)
    one, other = price._numbers(forms(asked)[-1].fields["token"][0])
    wrong = sent(door, asked, do="send", sum=str(one + other + 1))
    assert wrong.status_code == 429 and office.box.waiting() == []
    assert code_of(sent(door, wrong, do="send", sum=f" {one + other}\u3000"))


@pytest.mark.parametrize(("number", "told"), [(2, "二"), (10, "十"), (11, "十一"), (18, "十八")])
def test_the_sum_may_be_written_in_words(number: int, told: str) -> None:
    assert price._han(number) == told


def test_one_token_serves_one_form_and_not_for_ever(clock: list[float]) -> None:
    mine = token("ab")
    assert Paid("ab", mine).opened is not None
    assert Paid("ac", mine).opened is None and Paid("ab", f"0{mine}").opened is None and Paid("ab", "nonsense").opened is None
    assert Paid("ab", mine).kept_for("ab") == mine and Paid("ab", mine).kept_for("other") != mine
    clock[0] += 90_000
    assert Paid("ab", mine).kept_for("ab") != mine


def test_a_script_that_worked_need_not_wait(door: Client, load: Load) -> None:
    load.count(300)
    confirming = _confirming(door)
    given = forms(confirming)[-1].fields["token"][0]
    found = next(n for n in range(10**7) if int(hashlib.sha256(f"{given}.{n}".encode()).hexdigest(), 16) >> (256 - BITS[1]) == 0)
    assert sent(door, confirming, do="send", work=str(found + 1)).status_code == 429 or Paid("", given, "", str(found + 1)).has_worked(
        BITS[1]
    )
    assert code_of(sent(door, confirming, do="send", work=str(found)))


def test_no_file_is_sealed_before_it_is_paid(door: Client, office: Office, load: Load) -> None:
    load.count(300)
    early = sent(door, _confirming(door), [("a.jpg", b"x" * 1000)], do="send")
    assert early.status_code == 429 and "没有收下" in said(early) and "note" not in forms(early)[-1].fields


def test_opinions_cost_the_same(door: Client, office: Office, load: Load, clock: list[float]) -> None:
    load.count(300)
    early = sent(door, door.get("/e/op77/"), do="send", text="多开一个窗口")
    assert early.status_code == 429 and "请等 10 秒" in said(early)
    clock[0] += WAITS[1]
    assert "谢谢您" in said(sent(door, early, do="send")) and len(office.box.waiting()) == 1


def test_nought_switches_it_off(door: Client, load: Load, settings: Any) -> None:
    settings.BIHUAN_PORTAL_CALM = 0
    load.count(100_000)
    assert code_of(sent(door, _confirming(door), do="send"))


# What is added ------------------------------------------------------------------------------------------------------------------------------


def _adds(door: Client, page: Any, text: str, **more: str) -> Any:
    return sent(door, page, do="send", text=text, concerns="no", **more)


def test_the_first_addition_is_free_and_the_next_ones_cost_what_a_report_costs(
    door: Client, office: Office, load: Load, clock: list[float]
) -> None:
    code, _done = filed(door)
    load.count(1200)
    page = _adds(door, door.post("/read/", {"code": code.latin}), "补一")
    assert "已经密封交上了" in said(page)
    early = _adds(door, page, "补二")
    assert early.status_code == 429 and "请等 20 秒" in said(early) and forms(early)[-1].fields["text"] == ["补二"]
    clock[0] += WAITS[2]
    asked = _adds(door, early, "补二")
    assert asked.status_code == 429 and "等于几？" in said(asked)
    paid = str(sum(price._numbers(forms(asked)[-1].fields["token"][0])))
    assert "已经密封交上了" in said(_adds(door, asked, "补二", sum=paid))
    assert _adds(door, asked, "补三", sum=paid).status_code == 429, "one payment is for one addition"
    assert [one.text for one in sorted(office.contents(ReportKeys(code).place), key=lambda one: one.text)] == [
        "窗口收了钱。",
        "补一",
        "补二",
    ]


def test_an_answer_that_has_to_wait_stands_under_its_question(door: Client, office: Office, load: Load, clock: list[float]) -> None:
    code, _done = filed(door)
    office.answer(code, Answer(Says.QUESTION, TODAY, "是哪个窗口？", "n3", {"keys": "desk"}))
    page = door.post("/read/", {"code": code.latin})
    for text in ("一", "二"):
        page = _adds(door, page, text)
    load.count(300)
    early = sent(door, page, at=0, do="send", text="三号窗口")
    first, last = (one.fields["text"] for one in forms(early))
    assert early.status_code == 429 and (first, last) == (["三号窗口"], [""])
    clock[0] += WAITS[1]
    assert "已经密封交上了" in said(sent(door, early, at=0, do="send"))


def test_files_that_are_added_again_and_again_pay_too(door: Client, office: Office, load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _done = filed(door)
    monkeypatch.setattr(later, "PIECES_A_REPORT", 5)
    load.count(300)
    told = [piece_sent(door, code=code.latin, number=str(number)).status_code for number in range(4)]
    assert told == [200, 200, 429, 429], "three envelopes are the report itself"
    page = sent(door, door.post("/read/", {"code": code.latin}), [("a.jpg", b"x" * 1000)], do="send", concerns="no")
    assert page.status_code == 429 and "没有收下" in said(page)
