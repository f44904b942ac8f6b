"""Workbooks that would cost whoever opens them more memory or time than there is, and those that are none."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.files.rules.grids import SheetTooLarge, open_workbook
from bihuan.foundation.files.rules.marking import marked_workbook
from bihuan.foundation.files.rules.refusals import DamagedFile, UnreadableFile
from bihuan.foundation.files.rules.rewriting import opened_to_write

SHEET = "xl/worksheets/sheet1.xml"


def workbook(part: str = SHEET, change: Callable[[bytes], bytes] = bytes) -> bytes:
    """A workbook of one cell, with one of its parts changed."""
    plain, book, changed = io.BytesIO(), Workbook(), io.BytesIO()
    book.active["A1"] = "单位"
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(source.read(name)) if name == part else source.read(name))
    return changed.getvalue()


def merged(reference: str) -> bytes:
    return workbook(change=lambda xml: xml.replace(b"</sheetData>", f"</sheetData><mergeCells>{reference}</mergeCells>".encode()))


@pytest.mark.parametrize(
    "reference",
    ['<mergeCell ref="A1:XFD1048576"/>', "<mergeCell foo='1' ref = 'a1:xfd1048576'/>", '<mergeCell ref="A1:CV3000"/>' * 10],
)
def test_a_merged_cell_as_large_as_the_sheet_is_refused_before_it_is_spread_out(reference: str) -> None:
    with pytest.raises(SheetTooLarge):
        opened_to_write(merged(reference))
    with pytest.raises(SheetTooLarge):
        marked_workbook(merged(reference), [CellError("Sheet", 2, "单位", "", "没有这个单位")])


def test_a_link_over_as_many_cells_is_refused_and_one_over_a_few_is_usual() -> None:
    def linked(area: str) -> bytes:
        link = f'</sheetData><hyperlinks><hyperlink ref="{area}" location="Sheet!A1"/></hyperlinks>'
        return workbook(change=lambda xml: xml.replace(b"</sheetData>", link.encode()))

    with pytest.raises(SheetTooLarge):
        opened_to_write(linked("A1:XFD1048576"))
    assert opened_to_write(linked("A1:B3")).active["A1"].value == "单位"


def test_a_merged_cell_that_hides_its_place_is_refused() -> None:
    with pytest.raises(DamagedFile):
        opened_to_write(merged('<mergeCell ref="&#65;1:XFD1048576"/>'))


@pytest.mark.parametrize("encoding", ["utf-16", "cp037", "utf-8"])
def test_a_sheet_in_another_encoding_hides_nothing(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    area = '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = workbook(change=lambda xml: (head + xml.decode().replace("</sheetData>", area)).encode(encoding))
    with pytest.raises(UnreadableFile):
        opened_to_write(data)


def test_a_title_over_the_whole_width_is_usual() -> None:
    assert opened_to_write(merged('<mergeCell ref="A1:XFD1"/>')).active["A1"].value == "单位"


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, lambda xml: xml[:-30]), (SHEET, lambda xml: xml.replace(b'r="A1"', b'r="A1" s="99999"')), ("xl/styles.xml", lambda _xml: b"<a>"),
        ("xl/workbook.xml", lambda _xml: b""),
    ],
)  # fmt: skip
def test_a_broken_workbook_is_refused_in_words(part: str, change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UnreadableFile):
        opened_to_write(workbook(part, change))


@pytest.mark.parametrize(
    "row",
    ['<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
     '<row><c t="n" r="xfd1048576"><v>1</v></c></row>', '<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
     '<x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'],
)  # fmt: skip
def test_a_cell_far_out_is_seen_however_it_is_written(row: str) -> None:
    data = workbook(change=lambda xml: xml.replace(b"</sheetData>", f"{row}</sheetData>".encode()))
    with pytest.raises(SheetTooLarge):
        open_workbook(data, "台账.xlsx")


def test_cells_that_are_merged_over_each_other_again_and_again_are_not_spread_out() -> None:
    """A small file would keep whoever reads it busy for hours; a title merged down whole columns is one of few."""

    def many(count: int) -> bytes:
        rows = "".join(f'<row r="{n}"><c r="B{n}"><v>{n}</v></c></row>' for n in range(1, 1001))
        areas = '<mergeCell ref="B2:C200000"/>' * count
        told = f"<sheetData>{rows}</sheetData><mergeCells>{areas}</mergeCells>".encode()
        return workbook(change=lambda xml: re.sub(rb"<sheetData>.*</sheetData>", told, xml))

    assert len(next(open_workbook(many(3), "台账.xlsx").grids()).merged) == 3
    with pytest.raises(SheetTooLarge):
        next(open_workbook(many(9_000), "台账.xlsx").grids())
