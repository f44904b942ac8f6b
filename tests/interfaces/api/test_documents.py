"""Files in somebody's hands are checked, edited drafts come back: as on the pages, number by number."""

import random
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest

from bihuan.campaigns.operations import set_up_group
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.documents.models import Document, KeptWording
from bihuan.documents.queries import file_of, numbers_of, paper_of
from bihuan.documents.rules.paper import body_lines, line_text
from bihuan.foundation.audit.models import Record
from bihuan.foundation.files.models import StoredFile
from tests.factories.edits import edited
from tests.factories.town import COLLEAGUE, LEADER, NOW, OFFICE, TODAY, Town
from tests.interfaces.api.machines import Machine
from tests.reports.test_verifying import found, weekly

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
BASE = "campaigns/QS-2026"


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Any) -> None:
    settings.BIHUAN_FILES = tmp_path / "files"


def test_a_whole_file_and_an_edited_one_number_by_number(place: Town, machine: Make) -> None:
    found(place, 3)
    row, office = weekly(place), machine(OFFICE)
    status, whole = office.send("documents/verify", "周报.docx", file_of(row))
    assert status == 200 and whole["sound"] and whole["number"] == row.number and set(whole["counts"]) == {
        "unchanged", "reworded", "changed", "missing", "added",
    }  # fmt: skip
    assert whole["counts"]["unchanged"] == len(whole["numbers"]) == len(numbers_of(row)) and whole["signature"] == "fits" == whole["ledger"]
    assert whole["counted"]["document"] == row.pk and whole["counted"]["figures"] and whole["counted"]["moved"] == []
    data, was, now = edited(file_of(row), random.Random(5))  # noqa: S311
    status, told = office.send("documents/verify", "周报.docx", data)
    (wrong,) = [one for one in told["numbers"] if one["fate"] == "changed"]
    assert status == 200 and not told["sound"] and (wrong["was"], wrong["now"]) == (was, now) and told["counts"]["changed"] == 1
    assert StoredFile.objects.filter(name="周报.docx").count() == 0, "nothing of it is kept"


def test_whoever_holds_the_file_may_ask_but_hears_no_more_of_the_ledger(place: Town, machine: Make) -> None:
    found(place, 3)
    row = weekly(place)
    told = machine(COLLEAGUE).send("documents/verify", "周报.docx", file_of(row))[1]
    assert told["sound"] and told["title"] == row.title and (told["counted"] is None) == (COLLEAGUE not in _readers(place, row))
    assert machine(OFFICE, ["documents:write"]).send("documents/verify", "周报.docx", file_of(row))[1]["kind"] == "scope"


def _readers(place: Town, row: Document) -> set[str]:
    from bihuan.documents.queries import visible_to

    return {name for name in place.people if visible_to(place.actor(name), place.campaign).filter(pk=row.pk).exists()}


def test_foreign_files_and_too_many_questions_are_refused(place: Town, machine: Make, settings: Any) -> None:
    office = machine(OFFICE)
    for data, name, words in ((b"hello", "a.txt", "纯文本"), (b"%PDF-1.7", "a.pdf", "PDF")):
        status, told = office.send("documents/verify", name, data)
        assert status == 422 and words in told["sentence"]
    assert office.post("documents/verify", {})[0] in (400, 422)
    settings.BIHUAN_VERIFY_RATE = 2
    status, told = office.send("documents/verify", "a.txt", b"hello")
    assert (status, told["kind"]) == (429, "too_many") and int(office.last["Retry-After"]) > 0


@pytest.fixture
def draft(place: Town, machine: Make) -> tuple[Machine, Document]:
    set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="专班", actor=place.actor(OFFICE), now=NOW)
    for _n in range(12):
        place.find()
    office = machine(OFFICE)
    status, told = office.post(f"{BASE}/documents", {"what": "weekly", "day": TODAY.isoformat()})
    assert status == 200, told
    return office, Document.objects.get(pk=told["id"])


def changed(office: Machine, row: Document, old: str, new: str) -> bytes:
    """The draft as it is handed out, with words changed in an office program."""
    file = docx.Document(BytesIO(office.get(f"{BASE}/documents/{row.pk}/file")[1]))
    here = next(one for one in file.paragraphs if old in one.text)
    text = here.text.replace(old, new)
    for child in [one for one in here._p if not one.tag.endswith("}pPr")]:
        here._p.remove(child)
    here.add_run(text)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def lines(row: Document) -> str:
    row.refresh_from_db()
    return "\n".join(line_text(runs) for runs in body_lines(paper_of(row)))


def test_wording_is_taken_a_changed_number_is_asked_about_and_words_are_kept(draft: tuple[Machine, Document]) -> None:
    office, row = draft
    data, home = changed(office, row, "累计发现问题12件", "各单位动真碰硬，累计查出问题13件"), f"{BASE}/documents/{row.pk}/returned"
    status, back = office.send(home, "周报改.docx", data, key="back-1")
    assert status == 200 and office.send(home, "周报改.docx", data, key="back-1")[1] == back, "the same key is done once"
    (asked,), (words,) = back["questions"], back["reworded"]
    assert (asked["was"], asked["now"], asked["choices"]) == ("12", "13", ["system", "hand"]) and "动真碰硬" in words["now"]
    at, seen = f"{home}/{back['file']}", back["revision"]
    assert office.get(at)[1] == back
    for wrong, said in (({}, "还没有选怎么处理"), ({"answers": {asked["key"]: "gone"}}, "还没有选怎么处理"), ({"answers": {"n999-0": "system"}}, "没有问到"),
                        ({"answers": {asked["key"]: "hand"}}, "请写明依据"), ({"answers": {asked["key"]: "system"}, "keep": [999]}, "不能沿用")):  # fmt: skip
        status, told = office.post(at, wrong)
        assert status == 422 and said in told["sentence"], told
    assert office.post(at, {"answers": {asked["key"]: "system"}, "seen": seen - 1 if seen else 9})[1]["kind"] == "conflict"
    status, told = office.post(at, {"answers": {asked["key"]: "system"}, "seen": seen})
    assert status == 200 and told["revision"] > seen and "各单位动真碰硬，累计查出问题12件" in lines(row)
    (kept,) = office.get(f"{BASE}/wordings")[1]
    assert "动真碰硬" in kept["text"] and office.post(f"{BASE}/wordings/{kept['id']}/drop", {})[0] == 200
    assert office.get(f"{BASE}/wordings")[1] == [] and KeptWording.objects.get().dropped_at


def test_a_number_by_hand_says_why_and_nothing_is_kept_unless_asked(draft: tuple[Machine, Document]) -> None:
    office, row = draft
    data = changed(office, row, "累计发现问题12件", "累计查出问题15件")
    back = office.send(f"{BASE}/documents/{row.pk}/returned", "改.docx", data)[1]
    answers = {back["questions"][0]["key"]: "hand"}
    status, _told = office.post(
        f"{BASE}/documents/{row.pk}/returned/{back['file']}", {"answers": answers, "reason": "含系统外三件", "keep": []}
    )
    assert status == 200 and "累计查出问题15件" in lines(row) and not KeptWording.objects.exists()
    assert Record.objects.filter(kind="document", action="take_back_draft", reason="含系统外三件").exists()


def test_others_other_files_and_issued_documents_are_refused(place: Town, machine: Make, draft: tuple[Machine, Document]) -> None:
    office, row = draft
    home, data = f"{BASE}/documents/{row.pk}/returned", changed(office, row, "累计", "共计")
    strange = BytesIO()
    docx.Document().save(strange)
    for sent in (strange.getvalue(), b"hello"):
        assert office.send(home, "稿.docx", sent)[0] == 422
    assert machine(LEADER).send(home, "稿.docx", data)[0] == 403 == machine(LEADER).get(f"{BASE}/wordings")[0]
    assert machine(COLLEAGUE).send(home, "稿.docx", data)[0] == 404
    file = office.send(home, "稿.docx", data)[1]["file"]
    other = StoredFile.objects.exclude(stored_by=place.people[OFFICE].user).first()
    assert office.get(f"{home}/{other.pk if other else 999_999}")[0] == 404
    assert office.post(f"{BASE}/documents/{row.pk}/issue", {})[0] == 200
    assert office.send(home, "稿.docx", data)[0] == 404 == office.post(f"{home}/{file}", {})[0]
