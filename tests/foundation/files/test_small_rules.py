"""Small rules of files: lists in words, the nearest word, what a sheet's head leaves unknown."""

import io
from collections.abc import Sequence

import pytest
import xlsxwriter

from bihuan.foundation.files.rules import refusals
from bihuan.foundation.files.rules.cells import listed, nearest
from bihuan.foundation.files.rules.kinds import kind_of
from bihuan.foundation.files.rules.workbooks import NoSuchSheet, read_sheet
from bihuan.foundation.files.vocabulary import FileKind

HEADERS = {"unit": ("单位", "责任单位"), "text": ("问题", "存在问题"), "note": ("备注",)}


def book(*rows: Sequence[str], name: str = "表") -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        page = made.add_worksheet(name)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return stream.getvalue()


def test_names_that_hold_a_mark_themselves_are_kept_apart_by_another() -> None:
    assert listed(["甲", "乙"]) == "甲、乙" and listed(["甲、乙", "丙"]) == "甲、乙；丙" and listed(["甲"]) == "甲" and listed([]) == ""


def test_the_nearest_word_is_told_only_where_it_is_near() -> None:
    assert nearest("县水里局", ["县林业局", "县水利局"]) == "县水利局" and nearest("某某", ["县水利局"]) == "" and nearest("", ["甲"]) == ""


def test_a_sheet_is_read_below_its_head_and_unknown_heads_are_told() -> None:
    data = book(
        ["某县台账"],
        ["序号", "责任单位*", "存在问题（必填）", "来电"],
        ["1", "县水利局", " 窗口无人 ", "x"],
        ["", "", "", "y"],
        ["2", "县林业局", "久拖", ""],
    )
    found = read_sheet(data, "a.xlsx", HEADERS, ("unit", "text"))
    assert found.name == "表" and found.unknown == ("序号", "来电")
    assert [(one.number, dict(one.cells)) for one in found.rows] == [
        (3, {"unit": "县水利局", "text": "窗口无人"}), (5, {"unit": "县林业局", "text": "久拖"}),
    ]  # fmt: skip


def test_a_sheet_without_a_needed_head_is_told_what_is_missing() -> None:
    with pytest.raises(NoSuchSheet) as told:
        read_sheet(book(["单位", "备注"], ["甲", "乙"]), "a.xlsx", HEADERS, ("unit", "text"))
    assert "单位、问题" in str(told.value)


@pytest.mark.parametrize(("data", "kind"), [
    (b"a</p>b</p>c</p>", FileKind.HTML), (b"a</p>b</p>c", FileKind.TXT), (b"a</P>b</Td>c</h1>", FileKind.HTML), (b"plain words", FileKind.TXT),
    (b"<?xml version='1.0'?><svg width='1'/>", FileKind.SVG), (b"<?xml version='1.0'?><a/>", FileKind.XML), (b"<!DOCTYPE html><p>", FileKind.HTML),
])  # fmt: skip
def test_a_text_is_a_page_from_three_ends_of_tags_on(data: bytes, kind: FileKind) -> None:
    assert kind_of(data, "a.txt") is kind


def test_the_names_of_refusals_that_doors_print_stay_as_they_are() -> None:
    told = {"unreadable", "empty", "too_large", "no_such_file", "no_permission", "kind_not_taken", "binary", "encoding", "password", "macros",
            "colours_not_shown", "damaged", "not_cleanable", "zip_bomb", "dangerous_xml", "remote_content", "too_deep", "no_text", "too_much_text",
            "too_many_pages", "too_many_pixels", "needs_heic", "too_costly", "needs_ocr"}  # fmt: skip
    kinds = [one for one in vars(refusals).values() if isinstance(one, type) and issubclass(one, refusals.UnreadableFile)]
    assert told <= {one.code for one in kinds} and len({one.code for one in kinds}) == len(kinds)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [(b"word/document.xml", "a", FileKind.DOCX), (b"xl/workbook.xml", "a.zip", FileKind.XLSX), (b"ppt/", "a", FileKind.PPTX),
     (b"", "a.docx", FileKind.DOCX), (b"", "a.xlsx", FileKind.XLSX), (b"", "a.PPTX", FileKind.PPTX), (b"", "a.zip", FileKind.ZIP),
     (b"", "a", FileKind.ZIP), (b"word/", "a.xlsx", FileKind.DOCX), (b"\0" * 199_991 + b"word/", "a", FileKind.DOCX),
     (b"\0" * 199_992 + b"word/", "a", FileKind.ZIP)],
)  # fmt: skip
def test_a_broken_package_is_called_by_its_parts_else_by_its_name(data: bytes, name: str, kind: FileKind) -> None:
    with pytest.raises(refusals.DamagedFile) as told:
        kind_of(b"PK\x03\x04" + data, name)
    assert told.value.sentence == refusals.DamagedFile(kind=kind.label).sentence
