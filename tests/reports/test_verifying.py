"""A file is known by what it carries or by its title, judged number by number, against signature, book and ledger; corrections follow."""

import random
import re
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from bihuan.documents import queries
from bihuan.documents.models import Document
from bihuan.documents.queries import file_of, paper_of
from bihuan.documents.readers import read_held
from bihuan.documents.rendering import render_docx, render_pdf
from bihuan.documents.rules.bindings import signed_bytes
from bihuan.documents.rules.held import Held
from bihuan.documents.rules.paper import body_lines, line_text
from bihuan.documents.vocabulary import Fate
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.seals.keys import Whose, know, renew, sign
from bihuan.problems.operations import Finding, record_many
from bihuan.problems.vocabulary import Source
from bihuan.reports.operations import draft_report, issue_report
from bihuan.reports.papers import Verdict, compose, verify, verifying
from bihuan.reports.vocabulary import Proof
from tests.documents.samples import paper
from tests.factories.edits import edited
from tests.factories.town import NOW, OFFICE, TODAY, WATER, Town, town

pytestmark = pytest.mark.django_db


def found(place: Town, many: int, now: object = NOW) -> None:
    findings = [Finding(unit=place.units[WATER], source=Source.OPINION, text=f"窗口排队久，第{at}处") for at in range(many)]
    record_many(campaign=place.campaign, findings=findings, actor=place.machine, now=now)  # type: ignore[arg-type]


def weekly(place: Town, day: object = TODAY, now: object = NOW) -> Document:
    from bihuan.campaigns.models import Group
    from bihuan.campaigns.operations import set_up_group
    from bihuan.campaigns.vocabulary import GroupKind

    if not Group.objects.filter(campaign=place.campaign, kind=GroupKind.OFFICE).exists():
        set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="专班", actor=place.actor(OFFICE), now=NOW)
    office = place.actor(OFFICE)
    draft = draft_report(campaign=place.campaign, what="weekly", day=day, actor=office, now=now)  # type: ignore[arg-type]
    return issue_report(document=draft, actor=office, now=now)  # type: ignore[arg-type]


def looked_at(data: bytes, name: str = "周报.docx") -> Verdict:
    return verify(read_held(data, name))


def text(row: Document) -> str:
    return "\n".join(line_text(runs) for runs in body_lines(paper_of(row)))


def stripped(data: bytes) -> bytes:
    """The file without properties and headers, as a careless program leaves it."""
    source, out = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != "docProps/custom.xml":
                target.writestr(name, re.sub(rb"\xe6\xa0\xb8\xe9\xaa\x8c\xe7\xa0\x81 [0-9A-F-]+", b"", source.read(name)))
    return out.getvalue()


def test_an_issued_file_fits_as_docx_and_as_pdf_and_the_ledger_still_says_so() -> None:
    place = town()
    found(place, 3)
    row = weekly(place)
    for data, name in ((file_of(row), "a.docx"), (render_pdf(paper_of(row)).data, "a.pdf")):
        told = looked_at(data, name)
        assert told.sound and told.document == row and not told.faults
        assert (told.signature, told.ledger) == (Proof.FITS, Proof.FITS)
        assert told.counted > 5 and not told.moved
    assert {one.figure for one in told.lines} >= {"O01", "O02", "O01.week"}


def test_an_edited_number_is_named_with_what_it_was() -> None:
    place = town()
    found(place, 3)
    data, was, now = edited(file_of(weekly(place)), random.Random(3))  # noqa: S311
    told = looked_at(data)
    assert not told.sound
    assert [(one.fate, one.compared.was, one.compared.now) for one in told.faults] == [(Fate.CHANGED, was, now)]


def test_swapped_heads_of_a_table_are_told_though_no_number_was_touched() -> None:
    place = town()
    found(place, 3)
    data = file_of(weekly(place))
    source, out = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            body = source.read(name).decode() if name == "word/document.xml" else source.read(name)
            if isinstance(body, str):
                first, other = body.index(">发现<"), body.index(">已销号<")
                body = f"{body[:first]}>已销号<{body[first + 4 : other]}>发现<{body[other + 5 :]}"
            target.writestr(name, body)
    told = looked_at(out.getvalue())
    assert not told.faults and not told.sound
    assert told.heads == ("来源｜发现｜已销号｜超期",)
    assert looked_at(data).heads == ()


def test_a_file_without_its_properties_is_known_by_number_and_title() -> None:
    place = town()
    found(place, 3)
    row = weekly(place)
    told = looked_at(stripped(file_of(row)))
    assert told.document == row and told.sound


def test_the_next_draft_is_not_taken_for_the_last_issue_that_it_names() -> None:
    place = town()
    found(place, 3)
    weekly(place)
    later = NOW + timedelta(days=7)
    draft = draft_report(campaign=place.campaign, what="weekly", day=TODAY + timedelta(days=7), actor=place.actor(OFFICE), now=later)
    sheet = paper_of(draft)
    assert "第1期" in "".join(line_text(runs) for runs in body_lines(sheet))
    for data, name in ((render_docx(sheet), "a.docx"), (render_pdf(sheet).data, "a.pdf")):
        with pytest.raises(BadInput, match="草稿没有编号"):
            looked_at(data, name)


def test_a_foreign_file_and_one_that_only_claims_a_number_are_refused() -> None:
    place = town()
    found(place, 3)
    row = weekly(place)
    for data in (render_docx(paper()), render_docx(paper(document_id=str(row.pk)))):
        with pytest.raises(BadInput, match="不是本系统印发的"):
            looked_at(data)
    bare = paper(document_id="", title=row.title, number=row.number, blocks=())
    with pytest.raises(BadInput, match="不是本系统印发的"):
        looked_at(render_docx(bare))


def test_a_register_that_was_rewritten_does_not_fit_its_signature_nor_the_book() -> None:
    place = town()
    found(place, 3)
    row = weekly(place)
    data = file_of(row)
    figures = row.figures | {"ledger": {"position": 1, "digest": "0" * 64}}
    drop = "DROP TRIGGER documents_no_update" if connection.vendor == "sqlite" else "SET LOCAL session_replication_role = replica"
    with connection.cursor() as cursor:
        cursor.execute(drop)
    Document.objects.filter(pk=row.pk).update(figures=figures)
    told = looked_at(data)
    assert (told.signature, told.ledger) == (Proof.BROKEN, Proof.BROKEN)
    assert not told.sound and not told.faults


def test_whose_key_signed_is_told_apart(settings: Any, tmp_path: Path) -> None:
    """Ours, one that we used before, or one that we do not know: a signature that fits is not enough."""
    settings.BIHUAN_DEMO = True  # no second factor
    place = town()
    found(place, 3)
    row = weekly(place)
    data = file_of(row)
    assert looked_at(data).whose is Whose.OURS and looked_at(data).sound
    renew(settings.BIHUAN_HOME, "ed25519")
    told = looked_at(data)
    assert (told.signature, told.whose) == (Proof.FITS, Whose.EARLIER) and told.sound
    theirs = sign(tmp_path, "ed25519", signed_bytes(row.figures))
    drop = "DROP TRIGGER documents_no_update" if connection.vendor == "sqlite" else "SET LOCAL session_replication_role = replica"
    with connection.cursor() as cursor:
        cursor.execute(drop)
    Document.objects.filter(pk=row.pk).update(seal=theirs.told())
    told = looked_at(data)
    assert (told.signature, told.whose, told.sound) == (Proof.FITS, Whose.FOREIGN, False)
    page = place.client(OFFICE).post("/documents/verify/", {"file": SimpleUploadedFile("周报.docx", data)}).content.decode()
    assert "不是本系统的密钥" in page and told.key in page
    know(settings.BIHUAN_HOME, "ed25519", bytes.fromhex(theirs.key))
    assert looked_at(data).whose is Whose.EARLIER and looked_at(data).sound


def test_the_next_issue_compares_and_corrects_while_the_issued_one_stays() -> None:
    place = town()
    found(place, 3)
    first = weekly(place)
    assert "相比" not in text(first) and "上期更正" not in text(first)
    found(place, 2, NOW - timedelta(hours=1))  # taken over later with its history
    told = looked_at(file_of(first))
    assert told.sound, "the issued one stays as it is"
    assert {one.figure: (one.value, one.recount) for one in told.moved}["O01"] == (3, 5)
    second = weekly(place, TODAY + timedelta(days=7), NOW + timedelta(days=7))
    assert "与第1期（总第1期）（数据截至2026年3月2日）相比，累计发现问题由3件变为5件" in text(second)
    assert "，已销号仍为0件，超期未销号仍为0件。" in text(second)
    assert "上期更正：第1期（总第1期）所载数字按同一截止时间重新计算" in text(second)
    assert Document.objects.get(pk=first.pk).figures == first.figures
    told = looked_at(file_of(second))
    assert told.sound and not told.moved


def test_an_issue_from_before_values_were_kept_is_neither_compared_nor_corrected() -> None:
    from bihuan.reports.papers.last_issue import Issue, since_last
    from bihuan.reports.queries.facts import facts

    place = town()
    found(place, 3)
    old = Issue("第1期", TODAY, ({"order": 1, "figure": "O01", "text": "2"},), {"O01": 3})
    assert since_last(facts(place.campaign, TODAY, TODAY), old) == ()


def test_many_corrections_stand_in_a_table() -> None:
    from bihuan.documents.rules.paper import Table
    from bihuan.reports.papers.last_issue import Issue, since_last
    from bihuan.reports.queries.facts import facts

    place = town()
    codes = ("O01", "O02", "O03", "O04", "O05")
    last = Issue("第1期", TODAY, tuple({"figure": code, "value": 2} for code in codes), dict.fromkeys(codes, 3))
    told = since_last(facts(place.campaign, TODAY, TODAY), last)
    assert isinstance(told[-1], Table) and len(told[-1].rows) == len(codes)


def test_an_issue_whose_figures_hold_is_not_corrected() -> None:
    place = town()
    found(place, 3)
    weekly(place)
    found(place, 2, NOW + timedelta(days=2))
    paper = compose(place.campaign, "weekly", TODAY + timedelta(days=7), TODAY + timedelta(days=7))
    told = "\n".join(line_text(runs) for runs in body_lines(paper))
    assert "由3件变为5件" in told and "上期更正" not in told


def test_a_file_of_many_lines_is_no_more_work_than_one_of_few(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is open to everybody: how often a title is made plain depends on the register, not on the file."""
    settings.BIHUAN_DEMO = True
    row, counted = weekly(town()), list[str]()
    plain = queries._bare
    monkeypatch.setattr(queries, "_bare", lambda words: counted.append(words) or plain(words))
    held = Held("pdf", "\n".join(["甲", *map(str, range(3000)), f"前言{row.number}", row.number, row.title]))
    assert queries.titled_in(held) == [row] and len(counted) <= 4
    assert queries.titled_in(Held("pdf", f"前言{row.number}\n{row.title}")) == [], "named in a sentence"


def test_the_numbers_of_a_file_are_read_once_and_a_file_of_too_many_is_another_one(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BIHUAN_DEMO = True
    place = town()
    found(place, 3)
    rows = [weekly(place, TODAY + timedelta(7 * n), NOW + timedelta(days=7 * n)) for n in range(3)]
    read = list[int]()
    plainly = verifying.numbers_in
    monkeypatch.setattr(verifying, "numbers_in", lambda text: read.append(1) or plainly(text))
    named = "\n".join(f"{row.number}\n{row.title}" for row in rows)
    with pytest.raises(BadInput, match="不是本系统印发的"):
        verify(Held("pdf", named))
    assert len(read) == 1, "however many documents it is held against"
    began = process_time()
    with pytest.raises(BadInput, match="多出许多"):
        verify(Held("pdf", f"{named}\n" + "办结 7 件，" * 300_000))
    assert process_time() - began < 10 and len(read) == 1


def with_part(data: bytes, name: str, told: str) -> bytes:
    """The file with one part put in the place of its own."""
    source, out = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for one in source.namelist():
            if one != name:
                target.writestr(one, source.read(one))
        target.writestr(name, told)
    return out.getvalue()


@pytest.mark.parametrize("number", ["²", "9" * 5000, "<!-- 备注 -->"])
def test_whatever_a_file_says_of_its_number_is_answered_in_words(number: str) -> None:
    properties = f'<Properties><!-- 备注 --><property name="BihuanDocument">{number}</property></Properties>'
    with pytest.raises(BadInput, match="不是本系统印发"):
        looked_at(with_part(render_docx(paper()), "docProps/custom.xml", properties))


def test_a_part_nested_beyond_all_bounds_is_refused_in_words() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = f'<w:footnotes xmlns:w="{word}">{"<w:sdt>" * 1500}{"</w:sdt>" * 1500}</w:footnotes>'
    with pytest.raises(BadInput):
        looked_at(with_part(render_docx(paper()), "word/footnotes.xml", notes))
