"""An edited draft goes back in through the pages; the scan of what was signed is filed with what was issued."""

from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.campaigns.operations import set_up_group
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.documents.models import Document, KeptWording, SignedCopy
from bihuan.documents.queries import numbers_of, paper_of
from bihuan.documents.rules.paper import body_lines, line_text
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import verify
from bihuan.problems.vocabulary import Source
from tests.factories import town as t

BASE = "/c/QS-2026"
SCAN = b"\xff\xd8\xff\xe0" + bytes(64)


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Any) -> t.Town:
    settings.BIHUAN_DEMO = True  # no second factor
    settings.BIHUAN_FILES = tmp_path / "files"
    place = t.town()
    set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="专班", actor=place.actor(t.OFFICE), now=t.NOW)
    for _n in range(12):
        place.find()
    return place


@pytest.fixture
def office(town: t.Town) -> Client:
    return town.client(t.OFFICE)


def drafted(office: Client, day: str = t.TODAY.isoformat()) -> Document:
    office.post(f"{BASE}/papers/draft/", {"what": "weekly", "day": day})
    return Document.objects.get(state="draft")


def edited(office: Client, row: Document, *swaps: tuple[str, str]) -> SimpleUploadedFile:
    """The draft as the page hands it out, with words changed in an office program."""
    file = docx.Document(BytesIO(office.get(f"{BASE}/documents/{row.pk}/?as=docx").content))
    for old, new in swaps:
        found = next(one for one in file.paragraphs if old in one.text)
        text = found.text.replace(old, new)
        for child in [one for one in found._p if not one.tag.endswith("}pPr")]:
            found._p.remove(child)
        found.add_run(text)
    out = BytesIO()
    file.save(out)
    return SimpleUploadedFile("周报改.docx", out.getvalue())


def lines(row: Document) -> str:
    return "\n".join(line_text(runs) for runs in body_lines(paper_of(row)))


def test_wording_is_taken_a_changed_number_is_asked_about_and_the_next_issue_has_the_words(town: t.Town, office: Client) -> None:
    row = drafted(office)
    sent = edited(office, row, ("累计发现问题12件", "各单位动真碰硬，累计查出问题13件"))
    answered = office.post(f"{BASE}/documents/{row.pk}/returned/", {"file": sent})
    assert answered.status_code == 302
    page = office.get(answered["Location"]).content.decode()
    assert "用系统的数" in page and "<ins>" in page and "各单位动真碰硬" in page
    refused = office.post(answered["Location"], {"seen": row.revision})
    assert refused.status_code == 422 and "还没有选怎么处理" in refused.content.decode()
    names = {part.split('"')[0] for part in page.split('type="radio" name="')[1:]}
    boxes = {part.split('"')[0]: "1" for part in page.split('type="checkbox" name="')[1:]}
    done = office.post(answered["Location"], {"seen": row.revision, **dict.fromkeys(names, "system"), **boxes})
    assert done.status_code == 302
    row.refresh_from_db()
    assert "各单位动真碰硬，累计查出问题12件" in lines(row) and any(one.text == "12" and one.figure for one in numbers_of(row))
    assert KeptWording.objects.count() == 1 and verify().fault is None
    office.post(f"{BASE}/documents/{row.pk}/issue/")
    town.find(Source.OPINION)
    later = drafted(office)
    assert "各单位动真碰硬，累计查出问题13件" in lines(later)
    office.post(f"{BASE}/documents/wording/{KeptWording.objects.get().pk}/drop/")
    assert "各单位动真碰硬" not in lines(drafted(office))


def test_a_number_by_hand_says_why_and_stands_in_the_book(town: t.Town, office: Client) -> None:
    row = drafted(office)
    answered = office.post(f"{BASE}/documents/{row.pk}/returned/", {"file": edited(office, row, ("累计发现问题12件", "累计发现问题15件"))})
    page = office.get(answered["Location"]).content.decode()
    (name,) = {part.split('"')[0] for part in page.split('type="radio" name="')[1:]}
    assert office.post(answered["Location"], {"seen": row.revision, name: "hand"}).status_code == 422
    office.post(answered["Location"], {"seen": row.revision, name: "hand", "reason": "含系统外三件"})
    row.refresh_from_db()
    figure = next(one for one in row.figures["figures"] if one["figure"].startswith("hand."))
    assert figure["text"] == "15" and "含系统外三件" in figure["definition"]
    assert Record.objects.filter(kind="document", action="take_back_draft", reason="含系统外三件").exists()


def test_another_file_or_anothers_upload_is_refused(town: t.Town, office: Client) -> None:
    row = drafted(office)
    strange = docx.Document()
    strange.add_paragraph("关于召开运动会的通知")
    out = BytesIO()
    strange.save(out)
    for data, said in ((out.getvalue(), "对不上"), (b"hello", "docx"), (b"", "")):
        answered = office.post(f"{BASE}/documents/{row.pk}/returned/", {"file": SimpleUploadedFile("稿.docx", data)})
        assert answered.status_code == 422 and said in answered.content.decode()
    sent = office.post(f"{BASE}/documents/{row.pk}/returned/", {"file": edited(office, row)})
    assert "和草稿一样" in office.get(sent["Location"]).content.decode()
    assert town.client(t.LEADER).get(sent["Location"]).status_code == 403


def test_the_signed_scan_is_filed_as_the_issued_copy(town: t.Town, office: Client) -> None:
    row = drafted(office)
    home = f"{BASE}/documents/{row.pk}/"
    early = office.post(f"{home}signed/", {"file": SimpleUploadedFile("签发.jpg", SCAN)})
    assert early.status_code == 409 and not SignedCopy.objects.exists()
    office.post(f"{home}issue/")
    assert office.post(f"{home}signed/", {"file": SimpleUploadedFile("签发.jpg", SCAN)}).status_code == 302
    first = SignedCopy.objects.get()
    again = office.post(f"{home}signed/", {"file": SimpleUploadedFile("重扫.jpg", SCAN + b" ")})
    assert again.status_code == 422 and SignedCopy.objects.count() == 1, "another scan says why"
    assert office.post(f"{home}signed/", {"file": SimpleUploadedFile("重扫.jpg", SCAN + b" "), "note": "首页模糊"}).status_code == 302
    shown = office.get(home).content.decode()
    assert "重扫.jpg" in shown and "首页模糊" in shown and shown.index("重扫.jpg") < shown.index("签发.jpg")
    assert b"".join(office.get(f"{home}signed/{first.pk}/").streaming_content) == SCAN  # type: ignore[arg-type]
    assert "签发件" in office.get(f"{BASE}/documents/").content.decode()
    assert town.client(t.LIAISON).post(f"{home}signed/", {"file": SimpleUploadedFile("签发.jpg", SCAN), "note": "x"}).status_code == 403
