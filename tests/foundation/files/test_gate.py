"""The gate of every uploaded file: kinds by content, sizes, dangers, safe names."""

import io
import wave
import zlib

import pytest

from bihuan.foundation.files.rules import examine, kind_of, safe_name
from bihuan.foundation.files.rules.limits import MB
from bihuan.foundation.files.rules.pdf import refuse_swelling
from bihuan.foundation.files.rules.refusals import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    HasMacros,
    KindNotTaken,
    PasswordProtected,
    RemoteContent,
    SecretMark,
    UnreadableFile,
    ZipBomb,
)  # fmt: skip
from bihuan.foundation.files.vocabulary import FileKind
from tests.plan_import.readers.made import doc, docx, ole, paragraph, pdf, relations, shown, with_parts, zipped

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"

SHEET_WITH_HEADER = (
    "<worksheet><sheetData/><headerFooter><oddHeader>&amp;R&amp;&quot;黑体&quot;&amp;14秘密★1年</oddHeader></headerFooter></worksheet>"
)


def picture(kind: str) -> bytes:
    image = pytest.importorskip("PIL.Image")
    out = io.BytesIO()
    image.new("RGB", (8, 8)).save(out, kind)
    return out.getvalue()


def sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(100))
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "BMP"])
def test_pictures_are_known_by_content(kind):
    assert examine(picture(kind), "照片").kind == kind.lower()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (docx(), "docx"), (docx(main=SHEET), "xlsx"), (docx(main=SLIDES), "pptx"), (doc([("说明\r", False)]), "doc"),
        (ole({"Workbook": b"x"}), "xls"), (ole({"PowerPoint Document": b"x"}), "ppt"), (zipped({"OFD.xml": "<o/>"}), "ofd"),
        (pdf([shown("说明", 72, 700)]), "pdf"), ("说明".encode(), "txt"), (sound(), "wav"), (b"\0\0\0\x18ftypmp42" + bytes(40), "mp4"),
        (b"\0\0\0\x18ftypqt  " + bytes(40), "mov"), (b"ID3\x03" + bytes(40), "mp3"), (b"\xff\xfb\x90\x64" + bytes(400), "mp3"),
        (b"#!AMR\n" + bytes(40), "amr"), (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40), "jpg"),
    ],
)  # fmt: skip
def test_evidence_of_every_usual_kind(data, kind):
    assert examine(data, "佐证").kind == kind
    assert examine(data, "佐证.exe").kind == kind


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"<html><script>alert(1)</script></html>", "网页"), (b"<svg xmlns='x'></svg>", "SVG"), (b"MZ\x90\x00" + bytes(64), "可执行程序"),
        (b"\x7fELF" + bytes(64), "可执行程序"), (zipped({"a.txt": "a"}), "压缩包"), (b"Rar!\x1a\x07\x00", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"{\\rtf1 a}", "RTF"), (ole({"Contents": b"x"}), "OLE"),
    ],
)  # fmt: skip
def test_other_kinds_are_named_and_refused(data, word):
    with pytest.raises(KindNotTaken, match=word):
        examine(data, "证明.pdf")


def test_wps_is_told_from_its_brother_by_name():
    assert kind_of(ole({"Workbook": b"x"}), "台账.et") == FileKind.ET


def test_sizes_go_by_kind():
    with pytest.raises(EmptyFile):
        examine(b"", "a.pdf")
    with pytest.raises(FileTooLarge, match="20 MB"):
        examine(b"\xff\xd8\xff\xe0" + bytes(20 * MB), "a.jpg")
    assert examine(b"\0\0\0\x18ftypmp42" + bytes(20 * MB), "a.mp4").size > 20 * MB


def test_dangers_inside():
    with pytest.raises(HasMacros):
        examine(with_parts(docx(main=SHEET), {"xl/vbaProject.bin": b"x"}), "台账.xlsx")
    with pytest.raises(HasMacros):
        examine(ole({"Workbook": b"x", "_VBA_PROJECT_CUR": b"x"}), "台账.xls")
    with pytest.raises(PasswordProtected, match="Excel 工作簿"):
        examine(ole({"EncryptedPackage": b"x"}), "台账.xlsx")
    with pytest.raises(RemoteContent):
        examine(with_parts(docx(), {"word/_rels/a.xml.rels": relations(("oleObject", "http://example.invalid/a"))}), "a.docx")
    with pytest.raises(DamagedFile):
        examine(docx()[:-30], "a.docx")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx(header1='<w:hdr xmlns:w="urn:w"><w:p><w:r><w:t>机密</w:t></w:r><w:r><w:t>★10年</w:t></w:r></w:p></w:hdr>'), "说明.docx"),
        (docx(paragraph("秘密★1年") + paragraph("关于某事的通知")), "说明.docx"),
        (with_parts(docx(main=SHEET), {"xl/sharedStrings.xml": "<sst><si><t>机密★1年</t></si></sst>"}), "台账.xlsx"),
        (with_parts(docx(main=SHEET), {"xl/worksheets/sheet1.xml": SHEET_WITH_HEADER}), "台账.xlsx"),
        (doc([("机密★长期\r关于某事的通知\r", False)]), "说明.doc"),
        (pdf([shown("绝密★30年", 72, 780) + shown("关于某事的通知", 72, 700)]), "说明.pdf"),
        ("000012\n秘 密\n关于某事的通知".encode(), "说明.txt"),
        ("密级：机密\n关于某事的通知".encode("gbk"), "说明.txt"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "机密★照片.jpg"),
        (docx(), "【机密】说明.docx"),
    ],
)
def test_marks_of_state_secrets_are_kept_out(data, name):
    with pytest.raises(SecretMark, match="涉密不上网"):
        examine(data, name)


def test_the_fingerprint_is_sha256():
    assert examine(b"abc", "a.txt").sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/说明.txt", "说明.txt"), ("C:\\文件\\说明.TXT", "说明.txt"), ("说明.docx", "说明.docx.txt"), ("说明\u202etxt.exe", "说明txt.exe.txt"),
        ("", "文件.txt"), ("...", "文件.txt"), ("a\x00b\n.txt", "ab.txt"), ("长" * 300 + ".txt", "长" * 120 + ".txt"), ("表.csv", "表.csv"),
    ],
)  # fmt: skip
def test_names_are_made_safe_and_true(name, kept):
    assert safe_name(name, FileKind.TXT) == kept


def test_every_refusal_has_a_sentence_and_a_code_of_its_own():
    kinds = [UnreadableFile, *UnreadableFile.__subclasses__()]
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert all("。" in kind.default for kind in kinds)


def test_many_pictures_that_swell_one_by_one_are_not_all_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each may be blank paper of a scanner; thousands of them in a small file are none, and looking at all of them would take hours."""
    monkeypatch.setattr("bihuan.foundation.files.rules.pdf.MOST_PICTURES", 5 * MB, raising=False)
    one = b"1 0 obj <</Subtype /Image /Filter /FlateDecode>> stream\n" + zlib.compress(bytes(MB)) + b"\nendstream endobj\n"
    refuse_swelling(b"%PDF-1.4\n" + one * 4)
    with pytest.raises(ZipBomb):
        refuse_swelling(b"%PDF-1.4\n" + one * 12)
