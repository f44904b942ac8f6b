"""Edited numbers are found wherever they stand, and nothing else is: docx as written, docx and PDF after LibreOffice, our own PDF."""

import random
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from bihuan.documents.readers import read_held
from bihuan.documents.readers.docx import pieces
from bihuan.documents.readers.unseen import Unseen
from bihuan.documents.rendering import render_docx, render_pdf
from bihuan.documents.rules.bindings import numbers
from bihuan.documents.rules.checking import Compared, compare
from bihuan.documents.rules.numerals import numbers_in
from bihuan.documents.rules.paper import Paper, Table
from bihuan.documents.vocabulary import Fate, Kind
from bihuan.foundation.files.rules import UnreadableFile
from bihuan.foundation.kernel import BadInput
from tests.documents.samples import paper
from tests.factories.edits import edited

KINDS = (Kind.WEEKLY_BRIEF, Kind.REPORT, Kind.LETTER, Kind.MINUTES, Kind.PLAN)


def issued(kind: Kind) -> Paper:
    return replace(paper(kind, number="第3期（总第3期）"), check="12-7F3A-9C2B")


def checked(sample: Paper, data: bytes, name: str = "a.docx") -> list[Compared]:
    held = read_held(data, name)
    return compare(numbers(sample), held.text, held.sheets)


def faults(told: list[Compared]) -> list[tuple[str, str, str]]:
    return [(one.fate.value, one.was, one.now) for one in told if one.fate is not Fate.UNCHANGED]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_found_in_what_was_not_touched(kind: Kind) -> None:
    sample = issued(kind)
    for data, name in ((render_docx(sample), "a.docx"), (render_pdf(sample).data, "a.pdf")):
        held = read_held(data, name)
        assert not faults(compare(numbers(sample), held.text, held.sheets)), name
        assert held.check == "7f3a9c2b"


def test_sixty_edited_numbers_are_found_each_at_its_place() -> None:
    dice = random.Random(20261121)  # noqa: S311 - the same edits on every machine
    samples = [(issued(kind), render_docx(issued(kind))) for kind in KINDS]
    for turn in range(60):
        sample, data = samples[turn % len(samples)]
        changed, was, now = edited(data, dice)
        found = [one for one in checked(sample, changed) if one.fate is not Fate.UNCHANGED]
        assert found, (turn, was, now)
        assert [(one.fate, one.was, one.now) for one in found] == [(Fate.CHANGED, was, now)], (turn, was, now)


def _text(*lines: str) -> str:
    return "\n".join(lines)


WHOLE = "全县65家单位共查摆问题2742条，已销号1530条。"


def _against(text: str) -> list[tuple[str, str, str]]:
    from bihuan.documents.rules.paper import Para

    return faults(compare(numbers(Paper(Kind.PLAN, "方案", (Para((WHOLE,)),))), f"方案\n{text}"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WHOLE, []), ("全县 65 家单位\n共查摆问题２，７４２条，已销号1530条。", []),
        ("全县65家单位共查摆问题2743条，已销号1530条。", [("changed", "2742", "2743")]),
        ("全县65家单位共查摆问题-2742条，已销号1530条。", [("changed", "2742", "-2742")]),
        ("全县65家单位共查摆问题若干条，已销号1530条。", [("missing", "2742", "")]),
        ("全县65家单位共查摆问题2742条，新增8条，已销号1530条。", [("reworded", "2742", "2742"), ("added", "", "8")]),
        ("全县65家单位已销号2742条，共查摆问题1530条。", [("reworded", one, one) for one in ("65", "2742", "1530")]),
        ("全县1530家单位共查摆问题2742条，已销号65条。", [("changed", "65", "1530"), ("changed", "1530", "65")]),
        ("", [("missing", "65", ""), ("missing", "2742", ""), ("missing", "1530", "")]),
    ],
)  # fmt: skip
def test_what_is_said_of_each_kind_of_change(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert _against(text) == expected


def test_deleted_words_are_not_read_and_inserted_ones_are() -> None:
    data = render_docx(issued(Kind.REPORT))
    source = zipfile.ZipFile(BytesIO(data))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                run = re.search(rb"<w:r>(?:(?!</w:r>).)*>2742</w:t></w:r>", text)
                assert run
                gone = run[0].replace(b"w:t ", b"w:delText ").replace(b"/w:t>", b"/w:delText>")
                told = b'<w:del w:id="900" w:author="x">%b</w:del><w:ins w:id="901" w:author="x">%b</w:ins>'
                text = text.replace(run[0], told % (gone, run[0].replace(b"2742", b"2142")))
            target.writestr(name, text)
    assert faults(checked(issued(Kind.REPORT), out.getvalue())) == [("changed", "2742", "2142")]


def test_rows_whose_names_only_end_alike_are_told_apart() -> None:
    rows = (("甲县人力资源和社会保障局", "12", "7"), ("乙县人力资源和社会保障局", "12", "7"))
    table = Paper(Kind.PLAN, "方案", (Table(("单位", "发现", "销号"), rows, (3, 1, 1)),))
    text = "方案\n单位\n发现\n销号\n{}县人力资源和社会保障局\n12\n7\n{}县人力资源和社会保障局\n12\n7"
    assert not faults(compare(numbers(table), text.format("甲", "乙")))
    assert faults(compare(numbers(table), text.format("乙", "甲"))) == [("reworded", "12", "12")] * 2


def _with(data: bytes, pattern: bytes, told: bytes, **parts: bytes) -> bytes:
    """The docx with the first match in its body replaced, and with further parts of the package."""
    source, out = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, re.sub(pattern, told, text, count=1) if name == "word/document.xml" else text)
        for name, text in parts.items():
            target.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def test_a_hidden_number_vouches_for_nothing() -> None:
    sample = issued(Kind.REPORT)
    run = rb"(<w:r><w:rPr>)((?:(?!</w:r>).)*>2742</w:t></w:r>)"
    assert faults(checked(sample, _with(render_docx(sample), run, rb"\1<w:vanish/>\2"))) == [("missing", "2742", "")]
    assert not faults(checked(sample, _with(render_docx(sample), run, rb'\1<w:vanish w:val="0"/>\2')))


@pytest.mark.parametrize("part", ["footnotes", "endnotes"])
def test_a_number_added_in_a_note_is_told(part: str) -> None:
    sample = issued(Kind.REPORT)
    main = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = (
        b"<w:footnotes %b><w:footnote><w:p><w:r><w:t>\xe5\xba\x94\xe4\xb8\xba14\xe4\xbb\xb6</w:t></w:r></w:p></w:footnote></w:footnotes>"
        % main
    )
    assert faults(checked(sample, _with(render_docx(sample), b"(?!)", b"", **{part: note}))) == [("added", "", "14")]


_RUN = rb"<w:r><w:rPr>((?:(?!</w:r>).)*)</w:rPr><w:t([^>]*)>2742</w:t></w:r>"
_FIRST, _REST = b"<w:r><w:rPr>\\1</w:rPr><w:t>2</w:t></w:r>", b"<w:t>742</w:t></w:r>"


@pytest.mark.parametrize(
    ("told", "now"),
    [
        (_FIRST + b'<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr>' + _REST, "2"), (_FIRST + b'<w:r><w:rPr><w:sz w:val="2"/></w:rPr>' + _REST, "2"),
        (_FIRST + b'<w:r><w:rPr><w:rStyle w:val="Quiet2"/></w:rPr>' + _REST, "2"),
        (_FIRST + b'<w:r><w:rPr><w:rStyle w:val="Quiet2"/><w:vanish w:val="0"/></w:rPr>' + _REST, None),
        (_FIRST + b'<w:r><w:rPr><w:rStyle w:val="Pale"/></w:rPr>' + _REST, "2"),
        (_FIRST + b'<w:r><w:rPr><w:rStyle w:val="Pale"/><w:color w:val="auto"/></w:rPr>' + _REST, None),
        (_FIRST + b'<w:r><w:rPr><w:rStyle w:val="Dust"/></w:rPr>' + _REST, "2"),
        (_FIRST + b'<w:r><w:rPr><w:rStyle w:val="Dust"/><w:sz w:val="32"/></w:rPr>' + _REST, None),
        (_FIRST + b'<w:r><w:rPr><w:color w:val="FEFEFE"/></w:rPr>' + _REST, "2"),
        (_FIRST + b'<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="auto"/></w:rPr>' + _REST, "2"),
        (_FIRST + b'<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/></w:rPr>' + _REST, "2"),
        (_FIRST + b'<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="C00000"/></w:rPr>' + _REST, None),
        (_FIRST + b'<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:val="solid" w:color="auto" w:fill="FFFFFF"/></w:rPr>' + _REST, None),
        (_FIRST + b'<w:r><w:rPr><w:color w:val="FFFFFF"/><w:highlight w:val="red"/></w:rPr>' + _REST, None),
        (rb'<w:r><w:rPr>\1</w:rPr><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>2742</w:t><w:sym w:font="Wingdings" w:char="F031"/></w:r>', "□"),
        (rb'<w:r><w:rPr>\1</w:rPr><w:t>2742</w:t><w:sym w:font="Wingdings" w:char="F089"/></w:r>', "27429"),
        (rb'<w:bdo w:val="rtl"><w:r><w:rPr>\1</w:rPr><w:t>2742</w:t></w:r></w:bdo>', "2472"),
        (rb'<w:r><w:rPr>\1</w:rPr><w:t>2742</w:t><w:sym w:font="Symbol" w:char="F039"/></w:r>', "27429"),
        (rb'<w:r><w:rPr>\1</w:rPr><w:t>2742</w:t></w:r><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>9'
         rb"</m:t></m:r></m:oMath>", "27429"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_stands_on_the_sheet(told: bytes, now: str | None) -> None:
    """A half that is white, dust-fine or hidden by a style is not read; one turned about, out of a font of symbols or a formula is."""
    sample = issued(Kind.REPORT)
    found = faults(checked(sample, _restyled(_with(render_docx(sample), _RUN, told))))
    if now == "□":  # pictures around it make other words, never another number
        assert {fate for fate, _was, _now in found} == {"reworded"} and ("reworded", "2742", "2742") in found
    else:
        assert found == ([] if now is None else [("changed", "2742", now)])


def _restyled(data: bytes) -> bytes:
    """With some character styles more: one that hides its words, one founded on it, a white and a tiny one."""
    more = (
        b'<w:style w:type="character" w:styleId="Quiet"><w:rPr><w:vanish/></w:rPr></w:style>'
        b'<w:style w:type="character" w:styleId="Quiet2"><w:basedOn w:val="Quiet"/></w:style>'
        b'<w:style w:type="character" w:styleId="Pale"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
        b'<w:style w:type="character" w:styleId="Dust"><w:rPr><w:sz w:val="3"/></w:rPr></w:style></w:styles>'
    )
    source, out = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, text.replace(b"</w:styles>", more) if name == "word/styles.xml" else text)
    return out.getvalue()


def test_a_number_added_above_or_below_the_sheets_is_told() -> None:
    sample = issued(Kind.REPORT)
    main = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    edge = b"<w:hdr %b><w:p><w:r><w:t>14 of them</w:t></w:r></w:p></w:hdr>" % main
    assert faults(checked(sample, _with(render_docx(sample), b"(?!)", b"", header77=edge))) == [("added", "", "14")]


_CELL = (
    '<w:tbl xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:tblPr>{table}</w:tblPr><w:tr><w:tc><w:tcPr>{cell}</w:tcPr>'
    '<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>2742</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
)
_DARK, _BRIGHT = '<w:shd w:val="clear" w:fill="1F4E79"/>', '<w:shd w:val="clear" w:fill="FFFFFF"/>'


@pytest.mark.parametrize(
    ("grounds", "is_read"),
    [
        ({}, False), ({"cell": _DARK}, True), ({"table": _DARK}, True), ({"paragraph": _DARK}, True), ({"cell": _BRIGHT}, False),
        ({"cell": _BRIGHT, "table": _DARK}, False), ({"paragraph": _BRIGHT, "cell": _DARK}, False),
        ({"paragraph": '<w:shd w:val="clear" w:fill="auto"/>', "cell": _DARK}, True), ({"cell": '<w:shd w:val="clear" w:fill="FFF2CC"/>'}, False),
    ],
)  # fmt: skip
def test_white_words_are_read_where_the_nearest_ground_is_dark(grounds: dict[str, str], is_read: bool) -> None:
    """A head of a table made white on blue by an office says its year still; on paper white words say nothing."""
    table = etree.fromstring(_CELL.format(**{"table": "", "cell": "", "paragraph": ""} | grounds))
    assert ("2742" in "".join(pieces(table))) is is_read


def test_words_of_the_paragraphs_own_style_are_unseen_where_that_is() -> None:
    main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    styles = f"""<w:styles {main}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="2"/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:rPr><w:vanish w:val="0"/><w:sz w:val="32"/></w:rPr></w:style></w:styles>"""
    body = f"""<w:body {main}><w:p><w:r><w:t>1</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>2</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="b"/></w:pPr><w:r><w:t>3</w:t></w:r></w:p></w:body>"""
    assert "".join(pieces(etree.fromstring(body), Unseen(etree.fromstring(styles)))).split() == ["3"]


def _field(asks: str, result: str, lock: str = "") -> str:
    begin, between, end = (f'<w:r><w:fldChar w:fldCharType="{what}"/></w:r>' for what in ("begin", "separate", "end"))
    begin = begin.replace("/></w:r>", f"{lock}/></w:r>")
    return f"{begin}<w:r><w:instrText>{asks}</w:instrText></w:r>{between}<w:r><w:t>{result}</w:t></w:r>{end}"


@pytest.mark.parametrize(
    ("below", "added"),
    [
        (_field(" PAGE  \\* MERGEFORMAT ", "3") + "<w:r><w:t> / </w:t></w:r>" + _field("NUMPAGES", "5"), []),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>', []),
        ('<w:fldSimple w:instr="PAGE" w:fldLock="1"><w:r><w:t>3</w:t></w:r></w:fldSimple>', ["3"]),
        (_field("PAGE", "3", ' w:fldLock="true"'), ["3"]), (_field("PAGE \\# &quot;14&quot;", "3"), ["3"]), (_field("= 2 + 1", "3"), ["3"]),
        (_field(_field("PAGE", "4") + "QUOTE", "3"), ["3"]), (_field("PAGE", "3") + "<w:r><w:t>14</w:t></w:r>", ["14"]),
    ],
)  # fmt: skip
def test_page_numbers_that_are_counted_anew_are_no_numbers_of_the_paper(below: str, added: list[str]) -> None:
    sample = issued(Kind.REPORT)
    edge = f'<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p>{below}</w:p></w:ftr>'
    data = _with(render_docx(sample), b"(?!)", b"", footer77=edge.encode())
    assert faults(checked(sample, data)) == [("added", "", one) for one in added]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("共2742条", "共2742万条", ("2742", "2742万")), ("占12.5%，", "占12.5‰，", ("12.5%", "12.5‰")), ("占12.5%，", "占12.5，", ("12.5%", "12.5")),
        ("自查\t2742\t15", "自查\t2742\t负15", ("15", "负15")), ("自查\t2742\t15", "自查\t2742\t15万", ("15", "15万")),
        ("自查\t2742\t15", "自查\t一2742\t15", ("2742", "一2742")), ("自查\t2742\t15", "自查\t2742O\t15", ("2742", "2742O")),
    ],
)  # fmt: skip
def test_what_makes_another_quantity_of_a_number_is_a_change_of_it(was: str, now: str, told: tuple[str, str]) -> None:
    from bihuan.documents.rules.paper import Para

    known = numbers(Paper(Kind.PLAN, "方案", (Para((was,)),)))
    assert faults(compare(known, f"方案\n{now}\n万宁市")) == [("changed", *told)]
    assert not faults(compare(known, f"方案\n{was}\n万宁市")) and not faults(compare(known, f"方案\n{was}\n万宁市", sheets=True))


def test_signs_separators_and_decimals_are_part_of_a_number() -> None:
    assert [one.text for one in numbers_in("-5件，下降3-5%，1,234.50元，2026-11-21，１２．５％，A-1")] == [
        "-5", "3", "5", "1234.50", "2026", "11", "21", "12.5", "1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name"), [(b"", "a.docx"), (b"hello", "a.txt"), (b"%PDF-1.7 rubbish", "a.pdf"), (b"PK\x03\x04rubbish", "a.docx")]
)
def test_other_files_are_refused_with_a_sentence(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableFile) as no:
        read_held(data, name)
    assert no.value.sentence


def test_a_pdf_without_text_is_refused() -> None:
    import pypdfium2

    blank, out = pypdfium2.PdfDocument.new(), BytesIO()
    blank.new_page(595, 842)
    blank.save(out)
    with pytest.raises(BadInput, match="扫描件"):
        read_held(out.getvalue(), "a.pdf")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine: what it saves cannot be looked at")
def test_no_false_alarm_and_every_edit_found_after_libreoffice_saved_the_file(tmp_path: Path) -> None:
    dice = random.Random(7)  # noqa: S311
    whole, touched = issued(Kind.WEEKLY_BRIEF), {}
    (tmp_path / "whole.docx").write_bytes(render_docx(whole))
    for at in range(3):
        data, was, now = edited(render_docx(whole), dice)
        (tmp_path / f"edit{at}.docx").write_bytes(data)
        touched[f"edit{at}"] = (was, now)
    for form in ("docx:MS Word 2007 XML", "pdf"):
        saved_by_libreoffice(tmp_path, form)
        kind = form[:4].rstrip(":")
        data = (tmp_path / "saved" / f"whole.{kind}").read_bytes()
        assert not faults(checked(whole, data, f"a.{kind}"))
        assert read_held(data, f"a.{kind}").check == "7f3a9c2b"
        for name, (was, now) in touched.items():
            told = checked(whole, (tmp_path / "saved" / f"{name}.{kind}").read_bytes(), f"a.{kind}")
            assert faults(told) == [("changed", was, now)], (name, kind)


def saved_by_libreoffice(folder: Path, form: str) -> None:
    """Open every docx of a folder and save it again, into `saved`."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = sorted(map(str, folder.glob("*.docx")))
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder / "saved"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603
