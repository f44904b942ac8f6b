"""Pages of records from other platforms and of petitions: handed in, looked at, taken; a list that leaves only after one more proof of who asks."""

from typing import Any

import pytest
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.clues.models import Clue, ClueSheet
from bihuan.clues.operations import About, Slip, register_slip, send_as_petition
from bihuan.clues.operations.door import office_box
from bihuan.clues.sheets import petitions_sheet
from bihuan.clues.vocabulary.clues import ClueSource
from bihuan.clues.vocabulary.imported import PetitionColumn as P
from bihuan.foundation.files.rules.workbooks import read_sheet
from tests.clues.ground import HANDLER, INTAKE, INTAKE_2, KEEPERS, OTHER_WAY, Desk
from tests.clues.test_importing import MARKER, ROW, sheet
from tests.clues.test_petitions import _by
from tests.factories.town import HEAD, OFFICE, TODAY, WATER
from tests.interfaces.web.test_door_pages import _unlocked
from tests.interfaces.web.test_key_pages import at_desk, desk, go, prove

__all__ = ["at_desk", "desk"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def open_desk(desk: Desk) -> Desk:
    desk.all_keys()
    office_box().prepare()
    return desk


def _file(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("外部.xlsx", data)


def test_a_sheet_is_looked_at_and_then_taken(open_desk: Desk, at_desk: Any) -> None:
    browser = at_desk(INTAKE)
    assert "unlock" in go(browser, "import_records").url
    _unlocked(browser, open_desk, INTAKE)
    answer = go(
        browser,
        "import_records",
        data={"file": _file(sheet(ROW, ("A2", "12345 热线", "2026-02-28", "窗口推诿", "县水利局", "", "", "", "")))},
    )
    assert answer.status_code == 302 and not Clue.objects.exists()
    held = ClueSheet.objects.get()
    page = browser.get(answer.url)
    assert MARKER in page.text and "民生热线" in page.text and page["Cache-Control"] == "no-store"
    assert go(_unlocked(at_desk(INTAKE_2), open_desk, INTAKE_2), "import_preview", held.pk).status_code == 404
    assert browser.post(answer.url).status_code == 302 and Clue.objects.count() == 2 and not ClueSheet.objects.exists()
    answer = go(browser, "import_records", data={"file": _file(sheet(ROW))})
    assert "已登记过，略过" in browser.get(answer.url).text and "确认导入" not in browser.get(answer.url).text
    assert go(browser, "drop_sheet", ClueSheet.objects.get().pk, data={}).status_code == 302 and not ClueSheet.objects.exists()


def test_errors_stand_at_their_cells_and_in_the_sheet(open_desk: Desk, at_desk: Any) -> None:
    browser = _unlocked(at_desk(INTAKE), open_desk, INTAKE)
    wrong = sheet((*ROW[:4], "县水务局", *ROW[5:]))
    answer = go(browser, "import_records", data={"file": _file(wrong)})
    assert (
        answer.status_code == 422
        and "外部线索 第 2 行 被反映单位" in answer.text
        and "县水利局" in answer.text
        and not ClueSheet.objects.exists()
    )
    answer = go(browser, "import_records", data={"file": _file(wrong), "do": "marked"})
    data = b"".join(answer.streaming_content)
    assert data.startswith(b"PK") and read_sheet(data, "x.xlsx", {"n": ("外部编号",)}, ("n",)).rows[0].cells["n"] == ROW[0]
    assert go(browser, "import_records", data={"file": _file(b"not a sheet")}).status_code == 422
    assert b"".join(go(browser, "import_template").streaming_content).startswith(b"PK")


def test_a_sheet_never_lies_on_a_disk(open_desk: Desk, at_desk: Any, tmp_path: Any, settings: Any) -> None:
    """Even one that is larger than what is kept in memory elsewhere; one that is larger than any such sheet is not taken."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")  # writing a file there would fail
    browser = _unlocked(at_desk(INTAKE), open_desk, INTAKE)
    large = sheet(
        *(
            (f"A{at}", *ROW[1:3], "".join(chr(0x4E00 + (at * 7919 + n * 104729) % 20000) for n in range(5000)), *ROW[4:])
            for at in range(160)
        )
    )
    assert len(large) > house.FILE_UPLOAD_MAX_MEMORY_SIZE
    assert go(browser, "import_records", data={"file": _file(large)}).status_code == 302
    answer = go(browser, "import_records", data={"file": _file(b"0" * (11 * 1024 * 1024))})
    assert answer.status_code == 422


def test_a_forged_form_is_refused(open_desk: Desk, at_desk: Any) -> None:
    browser = _unlocked(at_desk(INTAKE), open_desk, INTAKE)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    assert go(strict, "import_records", data={"file": _file(sheet(ROW))}).status_code == 403 and not ClueSheet.objects.exists()


def _petition(desk: Desk) -> Clue:
    slip = Slip(ClueSource.VISIT, "征地补偿没到账", TODAY)
    return register_slip(slip=slip, about=About(units=[desk.town.units[WATER]]), actor=desk.actor(INTAKE), now=desk.now)[0]


def test_petitions_leave_after_one_more_proof_and_come_back_numbered(open_desk: Desk, at_desk: Any) -> None:
    clue, browser = _petition(open_desk), _unlocked(at_desk(HANDLER), open_desk, HANDLER)
    assert go(browser, "to_petition", clue.pk, data={"grounds": "属于信访事项"}).status_code == 302
    assert clue.number in go(browser, "petitions").text
    assert "reauthenticate" in go(browser, "list_petitions").url
    prove(browser)
    assert go(browser, "list_petitions", data={}).status_code == 422
    answer = go(browser, "list_petitions", data={"reason": "每周报送"})
    data = b"".join(answer.streaming_content)
    assert (
        answer["Cache-Control"] == "no-store"
        and read_sheet(data, "x.xlsx", {"t": ("反映内容",)}, ("t",)).rows[0].cells["t"] == "征地补偿没到账"
    )
    wrong = petitions_sheet([{P.CLUE: "ABCDEFGH", P.NUMBER: "1"}])
    assert go(browser, "petition_numbers", data={"file": _file(wrong)}).status_code == 422
    right = petitions_sheet([{P.CLUE: clue.number, P.NUMBER: "XF-1"}])
    assert go(browser, "petition_numbers", data={"file": _file(right)}).status_code == 302
    assert "XF-1" in go(browser, "petitions").text
    other = _petition(open_desk)
    send_as_petition(other, grounds="信访", by=_by(open_desk))
    assert go(browser, "number_petition", other.pk, data={"number": "xf1"}).status_code == 422
    assert go(browser, "number_petition", other.pk, data={"number": "XF-2"}).status_code == 302


@pytest.mark.parametrize("name", [OFFICE, HEAD, KEEPERS[0], OTHER_WAY])
def test_for_all_others_there_is_nothing(open_desk: Desk, at_desk: Any, name: str) -> None:
    clue, browser = _petition(open_desk), at_desk(name)
    send_as_petition(clue, grounds="信访", by=_by(open_desk))
    assert {go(browser, one).status_code for one in ("import_records", "import_template")} == {404}
    if name == OTHER_WAY:  # takes what concerns the desk: of this one he knows nothing, and his own list is empty
        assert clue.number not in go(browser, "petitions").text
    else:
        assert {go(browser, one).status_code for one in ("petitions", "list_petitions", "petition_numbers")} == {404}
        assert {go(browser, one, clue.pk).status_code for one in ("number_petition", "to_petition")} == {404}


def test_what_was_passed_on_by_a_platform_is_entered_by_hand_with_its_number_and_once(open_desk: Desk, at_desk: Any) -> None:
    browser = _unlocked(at_desk(INTAKE), open_desk, INTAKE)
    given = {"source": "letter", "received_on": TODAY.isoformat(), "text": "转来的信", "people": HEAD, "external": "XF2026-0001"}
    assert go(browser, "enter", data=given).status_code == 200 and Clue.objects.count() == 1
    answer = go(browser, "enter", data={**given, "source": "phone", "text": "又打来电话", "external": "xf 2026 0001"})
    assert answer.status_code == 422 and "已经登记过" in answer.text and "又打来电话" in answer.text and Clue.objects.count() == 1
    answer = go(browser, "import_records", data={"file": _file(sheet(ROW))})
    assert "确认导入" not in browser.get(answer.url).text
