"""Pages of search, counts, papers and keeping: each his own, nothing for anybody else, and what matters asked once more."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from bihuan.clues.models import Clue, ClueEnd, ClueHold, CluePrint
from bihuan.clues.operations import About, Slip, register_slip
from bihuan.clues.vocabulary.clues import ClueSource
from tests.clues.ground import ALTERNATE, APPROVER, HANDLER, INTAKE, INTAKE_2, KEEPERS, OTHER_WAY, PASSPHRASE, Desk
from tests.factories.town import HEAD, OFFICE, OFFICIAL
from tests.interfaces.web.test_identity_pages import Browsers, ready
from tests.interfaces.web.test_key_pages import at_desk, desk, go, prove

pytestmark = pytest.mark.django_db
__all__ = ["at_desk", "desk"]
PAGES = ("search", "statistics", "papers", "ledger", "check_paper", "keeping")
TEXT = "窗口长期无人值守"


def _clue(desk: Desk, text: str = TEXT, *names: str) -> Clue:
    desk.all_keys()
    persons = [desk.people.get(name) or desk.town.people[name] for name in names or (OFFICIAL,)]
    slip = Slip(ClueSource.PHONE, text, localdate())
    return register_slip(slip=slip, about=About(persons=persons), actor=desk.actor(INTAKE), now=timezone.now())[0]


def _closed(desk: Desk, *names: str) -> Clue:
    clue = _clue(desk, TEXT, *names)
    Clue.objects.filter(pk=clue.pk).update(state="closed", closed_at=timezone.now() - timedelta(4000))
    clue.refresh_from_db()
    return clue


def _told(browser: Client, name: str, *given: Any, **kwargs: Any) -> str:
    answer = go(browser, name, *given, **kwargs)
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store", answer.status_code
    return str(answer.text)


@pytest.mark.parametrize("who", [OFFICE, HEAD, OFFICIAL, KEEPERS[0]])
def test_to_others_there_is_no_such_page(desk: Desk, at_desk: Browsers, who: str) -> None:
    clue = _clue(desk)
    browser = at_desk(who)
    for name in PAGES:
        assert go(browser, name).status_code == 404, name
    for name in ("clue_paper", "hold"):
        assert go(browser, name, clue.pk).status_code == 404


def test_search_is_sent_and_stands_in_no_address(desk: Desk, at_desk: Browsers) -> None:
    clue, other = _clue(desk), _clue(desk, "另一件事情")
    browser = ready(at_desk, HANDLER)
    assert "找什么" in _told(browser, "search")
    found = _told(browser, "search", data={"query": "无人值守"})
    assert clue.number in found and other.number not in found and TEXT not in found
    assert "没有找到" in _told(browser, "search", data={"query": "查无此事"})
    assert go(browser, "search", data={"query": "坡"}).status_code == 422
    assert clue.number not in go(browser, "search").text and "无人值守" not in browser.get(reverse("clues:search") + "?query=无人值守").text
    locked = at_desk(INTAKE)
    assert go(locked, "search").url.startswith(reverse("clues:unlock"))


def test_whoever_must_not_know_of_it_finds_and_counts_nothing(desk: Desk, at_desk: Browsers) -> None:
    clue = _closed(desk, INTAKE_2)
    browser = ready(at_desk, INTAKE_2)
    assert clue.number not in _told(browser, "search", data={"query": "无人值守"}) and clue.number not in _told(browser, "papers")
    assert go(browser, "keeping").status_code == 404 and go(browser, "clue_paper", clue.pk).status_code == 404


def test_small_numbers_are_not_shown(desk: Desk, at_desk: Browsers) -> None:
    for _at in range(3):
        _clue(desk)
    browser = at_desk(HANDLER)
    told = _told(browser, "statistics")
    assert "＊" in told and '<td class="num">3<' not in told
    for _at in range(4):
        _clue(desk)
    assert (
        ">7<" in _told(browser, "statistics")
        and ">0<" in browser.get(reverse("clues:statistics") + "?first=2020-01-01&last=2020-12-31").text
    )
    assert browser.get(reverse("clues:statistics") + "?first=2021-01-01&last=2020-12-31").status_code == 200


def test_the_ledger_is_given_once_it_was_proved_who_asks(desk: Desk, at_desk: Browsers) -> None:
    clue = _clue(desk)
    browser = at_desk(HANDLER)
    assert go(browser, "unlock", data={"passphrase": PASSPHRASE}).status_code == 302
    assert go(browser, "ledger").url.startswith(reverse("account_reauthenticate"))
    prove(browser)
    day = localdate().isoformat()
    given = {"first": day, "last": day, "form": "xlsx", "purpose": "meeting"}
    assert "输出问题线索台账" in _told(browser, "ledger") and go(browser, "ledger", data={**given, "purpose": ""}).status_code == 422
    answer = go(browser, "ledger", data=given)
    data = b"".join(answer.streaming_content)
    assert answer["Cache-Control"] == "no-store" and clue.number in str(list(openpyxl.load_workbook(io.BytesIO(data)).active.values))
    assert CluePrint.objects.get().number in _told(browser, "papers")
    checked = _told(browser, "check_paper", data={"file": SimpleUploadedFile("台账.xlsx", data)})
    assert "一字不差" in checked and HANDLER in checked
    assert "认不出" in _told(browser, "check_paper", data={"file": _blank()})
    assert go(browser, "check_paper", data={"file": SimpleUploadedFile("a.docx", b"x")}).status_code == 422


def _blank() -> SimpleUploadedFile:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return SimpleUploadedFile("别的.xlsx", out.getvalue())


def test_a_paper_about_a_clue(desk: Desk, at_desk: Browsers) -> None:
    clue = _clue(desk)
    browser = ready(at_desk, HANDLER)
    assert "分办呈批表" in _told(browser, "clue_paper", clue.pk)
    assert go(browser, "clue_paper", clue.pk, data={"kind": "transfer", "purpose": "filing"}).status_code == 422  # not handed over
    answer = go(browser, "clue_paper", clue.pk, data={"kind": "disposal", "purpose": "filing"})
    assert answer.status_code == 200 and b"".join(answer.streaming_content).startswith(b"PK")
    assert go(ready(at_desk, INTAKE), "clue_paper", clue.pk).status_code == 404  # opens and registers only


def test_two_hands_end_it_on_the_page(desk: Desk, at_desk: Browsers) -> None:
    clue = _closed(desk)
    handler, approver = ready(at_desk, HANDLER), ready(at_desk, APPROVER)
    assert clue.number in _told(handler, "keeping")
    assert go(handler, "propose_end", data={}).status_code == 302 and not ClueEnd.objects.exists()
    assert go(handler, "propose_end", data={"clue": clue.pk}).status_code == 302
    row = ClueEnd.objects.get()
    assert reverse("clues:agree_end", args=[row.pk]) not in _told(handler, "keeping")
    assert reverse("clues:agree_end", args=[row.pk]) in _told(approver, "keeping")
    assert go(approver, "agree_end", row.pk, data={"on": localdate().isoformat()}).status_code == 422
    assert "谁也恢复不了" in _told(approver, "agree_end", row.pk)
    assert go(approver, "agree_end", row.pk, data={"on": (localdate() + timedelta(40)).isoformat()}).status_code == 302
    assert go(handler, "hold", clue.pk, data={"reason": "申诉还没有办完"}).status_code == 302
    held = ClueHold.objects.get()
    assert "已暂缓" in _told(approver, "keeping") and reverse("clues:lift_hold", args=[held.pk]) not in _told(handler, "keeping")
    assert go(approver, "lift_hold", held.pk, data={}).status_code == 302
    assert go(handler, "stop_end", row.pk, data={}).status_code == 302
    row.refresh_from_db()
    assert row.state == "stopped" and clue.number in _told(handler, "keeping")
    go(handler, "propose_end", data={"clue": clue.pk})
    assert go(approver, "return_end", ClueEnd.objects.latest("proposed_at").pk, data={}).status_code == 302
    assert go(at_desk(OTHER_WAY), "keeping").status_code == 200 and ALTERNATE
    assert go(at_desk(INTAKE), "keeping").status_code == 404


def test_to_propose_asks_once_more_who_it_is(desk: Desk, at_desk: Browsers) -> None:
    clue = _closed(desk)
    browser = at_desk(HANDLER)
    assert go(browser, "propose_end", data={"clue": clue.pk}).url.startswith(reverse("account_reauthenticate"))
    assert not ClueEnd.objects.exists()


def test_the_list_of_what_is_to_end_asks_no_more_for_more_of_them(
    desk: Desk, at_desk: Browsers, django_assert_max_num_queries: Any
) -> None:
    from bihuan.clues.operations.keeping import propose_destruction

    for _at in range(6):
        propose_destruction(_closed(desk), actor=desk.actor(HANDLER), now=timezone.now())
    browser = at_desk(APPROVER)
    go(browser, "keeping")
    with django_assert_max_num_queries(60):
        assert _told(browser, "keeping").count("不予销毁") == 6
