"""What a file is by its first bytes, and how much of each kind is taken."""

import pytest

from bihuan.foundation.files.rules import limits, refusals
from bihuan.foundation.files.rules.kinds import by_magic, extension, kind_of
from bihuan.foundation.files.rules.limits import EVIDENCE, LARGEST, MB, check_kind, check_size, in_megabytes, size_limit, told_kinds
from bihuan.foundation.files.vocabulary import FileKind as K


def bitmap(header: int, length: int = 27) -> bytes:
    return (b"BM" + bytes(12) + header.to_bytes(4, "little")).ljust(length, b"\0")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1", K.PDF), (b"\x89PNG\r\n\x1a\n", K.PNG), (b"\xff\xd8\xff", K.JPG), (b"GIF87a", K.GIF), (b"GIF89a", K.GIF), (b"II*\x00", K.TIF),
        (b"MM\x00*", K.TIF), (b"#!AMR", K.AMR), (b"ID3", K.MP3), (b"Rar!\x1a\x07", K.RAR), (b"7z\xbc\xaf\x27\x1c", K.SEVEN_ZIP),
        (b"\x1f\x8b\x08", K.GZIP), (b"{\\rtf", K.RTF), (b"\x7fELF", K.PROGRAM), (b"\xca\xfe\xba\xbe", K.PROGRAM), (b"\xcf\xfa\xed\xfe", K.PROGRAM),
        (b"RIFF____WEBP", K.WEBP), (b"RIFF____WAVE", K.WAV), (b"RIFF____AVI ", K.AVI), (b"RIFF____XXXX", None),
        (b"____ftypqt  ", K.MOV), (b"____ftypheic", K.HEIC), (b"____ftypheix", K.HEIC), (b"____ftypmif1", K.HEIC), (b"____ftypM4A ", K.M4A),
        (b"____ftypisom", K.MP4), (b"____ftyp", K.MP4), (b"____ftyx", None), (b"", None), (b"plain", None),
        *((bitmap(size), K.BMP) for size in (12, 40, 52, 56, 64, 108, 124)), *((bitmap(size), None) for size in (0, 11, 13, 41, 125)),
        (bitmap(40, 26), None), (b"MZ" + b"\0", K.PROGRAM), (b"MZ" + b"a" * 61 + b"\0", K.PROGRAM), (b"MZ" + b"a" * 62 + b"\0", None),
        (b"\xff\xfb\x90\x00\x00", K.MP3), (b"\xff\xf3\x10\x00\x00", K.MP3), (b"\xff\xfb\x90\x00", None), (b"\xff\xfb\x00\x00\x00", None),
        (b"\xff\xfb\xf0\x00\x00", None), (b"\xff\xfd\x90\x00\x00", None), (b"\xfe\xfb\x90\x00\x00", None),
        (b"x" * 1019 + b"%PDF-obj", K.PDF), (b"x" * 1020 + b"%PDF-obj", None), (b"x%PDF-".ljust(65533, b" ") + b"obj", K.PDF),
        (b"x%PDF-".ljust(65534, b" ") + b"obj", None),
    ],
    ids=lambda one: one.value if isinstance(one, K) else repr(one)[:24] if one else "none",
)  # fmt: skip
def test_the_first_bytes_tell_the_kind(data: bytes, kind: K | None) -> None:
    assert by_magic(data) is kind
    if kind:
        assert kind_of(data, "a.txt") is kind


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.TXT", "txt"),
        ("a.b.docx", "docx"),
        ("a", ""),
        (".txt", ""),
        ("a.", ""),
        ("a.xhtml", "xhtml"),
        ("a.markdn", ""),
        ("县.第1期", "第1期"),
        ("", ""),
    ],
)
def test_the_ending_of_a_name(name: str, ending: str) -> None:
    assert extension(name) == ending


LETTER = b"From: a\nSubject: b\n c\nMIME-Version: 1.0\nContent-Type: multipart/related\n"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (LETTER, "a", K.HTML), (LETTER.replace(b"multipart/related", b"text/html"), "a", K.HTML),
        (LETTER.replace(b"multipart/related", b"text/plain"), "a", K.TXT),
        (LETTER.replace(b"MIME-Version", b"X"), "a", K.TXT), (LETTER.lower(), "a", K.HTML), (b"<HTML >", "a", K.HTML), (b"<head>", "a", K.HTML),
        (b"<body\n>", "a", K.HTML), (b"<bodyx>", "a", K.TXT), (b"<!doctype  html>", "a", K.HTML), (b"\xef\xbb\xbf \t\r\n<?xml?><x/>", "a", K.XML),
        (b"<?xml?><html xmlns='http://www.w3.org/1999/XHTML'/>", "a", K.HTML), (b"<?xml?><x:html xmlns='http://www.w3.org/1999/xhtml'/>", "a", K.HTML),
        (b"<svg>", "a", K.SVG), (b"<svgx>", "a", K.XML), (b"word", "a.md", K.MD), (b"word", "a.MARKDOWN", K.TXT), (b"word", "a.csv", K.TXT),
        (b" " * 4096 + b"<html>", "a", K.TXT),
    ],
)  # fmt: skip
def test_a_text_is_a_page_a_drawing_or_plain(data: bytes, name: str, kind: K) -> None:
    assert kind_of(data, name) is kind


LIMITS = {
    20: (K.PNG, K.JPG, K.GIF, K.WEBP, K.BMP, K.TIF, K.HEIC), 200: (K.MP4, K.MOV, K.AVI), 100: (K.MP3, K.M4A, K.WAV, K.AMR),
    50: (K.DOCX, K.XLSX, K.PPTX, K.DOC, K.XLS, K.PPT, K.WPS, K.ET, K.DPS, K.OFD, K.PDF, K.ZIP), 10: (K.TXT, K.MD, K.HTML),
}  # fmt: skip


def test_every_kind_has_its_largest_size() -> None:
    for most, kinds in LIMITS.items():
        assert {kind.value: size_limit(kind) for kind in kinds} == {kind.value: most * 1_000_000 for kind in kinds}
    assert (MB, LARGEST, limits.PLAN_LIMIT, limits.TEXT_LIMIT) == (1_000_000, 200 * MB, 50 * MB, 10 * MB)
    assert {one for kinds in LIMITS.values() for one in kinds} - {K.ZIP, K.HTML} == EVIDENCE


def test_a_file_may_be_as_large_as_its_limit_and_not_empty() -> None:
    check_size(1, 1)
    with pytest.raises(refusals.EmptyFile):
        check_size(0, 1)
    with pytest.raises(refusals.FileTooLarge) as told:
        check_size(2_345_678, 1_000_000)
    assert told.value.facts == {"size": "2.3 MB", "limit": "1 MB"} and in_megabytes(1_050_000) == "1.1 MB"


def test_a_kind_that_is_not_taken_is_told_with_those_that_are() -> None:
    check_kind(K.PDF, frozenset({K.PDF}))
    with pytest.raises(refusals.KindNotTaken) as told:
        check_kind(K.RAR, frozenset({K.DOCX, K.PDF}))
    assert told.value.facts == {"kind": K.RAR.label, "taken": told_kinds(frozenset({K.DOCX, K.PDF}))}
    assert set(told_kinds(frozenset({K.DOCX, K.PDF, K.TXT})).split("、")) == {"txt", "docx", "pdf"}
    assert told_kinds(frozenset({K.XLSX, K.TXT})) == "xlsx、csv、tsv" and told_kinds(frozenset({K.XLSX, K.DOCX, K.TXT})).startswith("txt、")
