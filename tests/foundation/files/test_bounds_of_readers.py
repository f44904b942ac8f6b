"""Where readers of files stop: the last size that is taken and the first that is not, what a text may look like, what a picture's look is."""

import codecs
import datetime as dt
import io
import random
import struct
import zipfile
import zlib
from contextlib import suppress
from time import process_time

import pytest
import xlsxwriter
from PIL import Image

from bihuan.foundation.files.rules import archives, charset, grids, peeking, refusals
from bihuan.foundation.files.rules.charset import chinese_share, decode, looks_binary
from bihuan.foundation.files.rules.front import _starred_first
from bihuan.foundation.files.rules.grids import SheetTooLarge, open_workbook, text_of
from bihuan.foundation.files.rules.lengths import rows_about
from bihuan.foundation.files.rules.likeness import COARSE_LIMIT, FINE_LIMIT, Look, _fine, bands, look_of, near, read_look, turned
from bihuan.foundation.files.rules.pdf import _HARMLESS, _MOST_RATIO, _inflated, _is_bomb
from bihuan.foundation.files.rules.peeking import Peeked, parts_of, peeked, reach_of
from bihuan.foundation.files.rules.rewriting import opened_to_write
from tests.factories.pictures import photo

PLAIN = "县委要求各单位认真整治作风问题，对照清单逐项整改。"


def test_a_stream_is_a_bomb_where_it_is_large_and_swells() -> None:
    edge = _HARMLESS // _MOST_RATIO + 1
    assert not _is_bomb(edge, edge * _MOST_RATIO) and _is_bomb(edge, edge * _MOST_RATIO + 1) and not _is_bomb(1, _HARMLESS)


def test_a_stream_is_measured_packed_and_unpacked_to_its_end_or_its_bound() -> None:
    text = random.Random(7).randbytes(300_000)
    packed = zlib.compress(text)
    assert _inflated(b"xx" + packed + b"behind it", 2, 10**9) == (len(packed), len(text))
    assert _inflated(packed[:5], 0, 10**9)[1] == 0 and _inflated(b"", 0, 9) == (1, 0) and _inflated(b"no stream", 0, 9)[1] == 0
    least = 100_000
    told, size = _inflated(packed, 0, least)
    assert least <= size < len(text) and told < len(packed)


# ---- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_chinese_is_read_in_every_encoding(encoding: str) -> None:
    assert decode((PLAIN * 3).encode(encoding)).text == PLAIN * 3
    assert decode((PLAIN * 3).encode(encoding)).encoding == encoding and decode((PLAIN * 3).encode(encoding)).lost == 0


def test_traditional_chinese_is_read_as_big5() -> None:
    text = "縣委要求各單位認真整治作風問題，對照清單逐項整改，監督檢查責任落實。" * 2
    assert (decode(text.encode("big5hkscs")).text, decode(text.encode("big5hkscs")).encoding) == (text, "big5hkscs")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF16_LE, "utf-16-le"),
     (codecs.BOM_UTF16_BE, "utf-16-be")],
)  # fmt: skip
def test_a_mark_at_the_beginning_settles_it_and_a_torn_end_is_counted(mark: bytes, encoding: str) -> None:
    data = mark + (PLAIN * 20).encode(encoding)
    assert (decode(data).text, decode(data).encoding, decode(data).lost) == (PLAIN * 20, encoding, 0)
    assert decode(data[:-1]).lost == 1


@pytest.mark.parametrize("hint", ["gb2312", "GBK", "gb-18030", "x-gbk", "GB_2312", "utf8"])
def test_a_hint_is_followed_where_it_gives_chinese(hint: str) -> None:
    encoding = "utf-8" if hint == "utf8" else "gb18030"
    data = "整治".encode(encoding)
    assert decode(data, hint).text == "整治" and decode(data, hint).encoding == ("utf8" if hint == "utf8" else "gb18030")
    assert decode(PLAIN.encode(), "no such encoding").encoding == "utf-8" == decode(PLAIN.encode(), "big5").encoding


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("锟斤拷", False), ("烫烫烫", False), ("锟斤拷" + "的" * 17, True), ("锟斤拷" + "的" * 16, False), ("ï¿½" + "的" * 16, False),
        ("鈥銆锛鐨", False), ("龘靐齉爩", True), ("龘靐齉爩鱻", False), ("龘靐齉爩的", True), ("龘靐齉爩鱻的", False), ("words alone", True),
        ("À½´¨ÏØ", False), ("Zürich is a city", True), ("éé" + "a" * 4, True), ("ééa", False), ("éé" + "a" * 4 + " " * 9, True), ("ééé的", True),
        ("ééé" + "a" * 6, True), ("ééé" + "a" * 5, False), ("\u3000\ufeff\n", None), ("a\x01" + "a" * 498, True), ("a\x01" + "a" * 497, False),
    ],
    ids=lambda one: repr(one)[:20],
)  # fmt: skip
def test_what_no_text_looks_like_is_refused(text: str, taken: bool | None) -> None:
    data = text.encode()
    if taken:
        assert decode(data).text == text
    else:
        with pytest.raises(refusals.EmptyFile if taken is None else refusals.UnreadableFile) as told:
            decode(data)
        assert taken is None or not isinstance(told.value, refusals.EmptyFile)


def test_what_holds_more_control_bytes_than_a_text_is_called_binary() -> None:
    assert not looks_binary(b"\x01" + b"a" * 199) and looks_binary(b"\x01" + b"a" * 198) and not looks_binary(b"")
    for code in range(256):
        assert looks_binary(bytes([code])) is (code < 9 or 14 <= code < 27 or 28 <= code < 32 or code == 127), code
    with pytest.raises(refusals.BinaryRubbish):
        decode(bytes(range(256)) * 9)
    with pytest.raises(refusals.EmptyFile):
        decode(b" \x00\r\n\t")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_spoilt_bytes_are_counted_and_many_are_none_of_a_text(encoding: str) -> None:
    good = (PLAIN * 40).encode(encoding)
    found = decode(good + b"\xff" + good)
    assert found.lost == 1 and found.text.count("\ufffd") == 1 and found.encoding == encoding
    with pytest.raises(refusals.UnreadableFile):
        decode(b"\xff".join([PLAIN.encode(encoding)] * 40))


def test_the_share_of_common_characters() -> None:
    assert (chinese_share(""), chinese_share("abc"), chinese_share("的龘"), chinese_share("的一"), chinese_share("龘")) == (
        1.0,
        1.0,
        0.5,
        1.0,
        0.0,
    )
    assert charset.PLAUSIBLE == 0.2


@pytest.mark.parametrize(
    ("run", "kept"), [("密" + "甲" * 28, True), ("密" + "甲" * 29, False), ("密★" + "甲" * 40, True), ("甲" * 9, False), ("机密", True)]
)
def test_of_an_old_file_runs_are_kept_that_are_short_or_bear_a_star(run: str, kept: bool) -> None:
    assert _starred_first(f"\x00{run}\x00") == (run if kept else "")


# ---- sheets

COLUMNS = b"<cols>%s</cols><sheetData>"


@pytest.mark.parametrize(
    ("written", "hidden"),
    [
        (b'<col min="2" max="3" hidden="1"/>', {1, 2}), (b'<col hidden="true" min="2"/>', set()), (b'<col max="2" hidden="1"/>', {0, 1}),
        (b'<col hidden="1"/>', {0}), (b'<col min="2" max="3" hidden="0"/>', set()), (b'<col min="499" max="16384" hidden="1"/>', {498, 499}),
        (b'<col min="1" max="1" hidden="1"/><col min="4" max="4" hidden="true"/>', {0, 3}),
    ],
)  # fmt: skip
def test_hidden_columns_are_those_that_say_so(written: bytes, hidden: set[int]) -> None:
    assert peeked(COLUMNS % written + b'<col min="9" max="9" hidden="1"/>').columns == hidden


def test_hidden_rows_and_formulas_without_a_result() -> None:
    rows = b'<row r="2" hidden="1"><row hidden="true" r="7"><row r="8" hidden="0"><row r="9">'
    assert peeked(rows).rows == {1, 6} and peeked(b"") == Peeked()
    cells = (
        b'<c r="B3"><f>A1</f></c><c r="C3"><f>A1</f><v></v></c><c r="D3" t="str"><f>A1</f><v></v></c><c r="E3" t="str"><f>A1</f></c>'
        b'<c r="F3"><f>A1</f><v>0</v></c><c r="AA10"><f/><v/></c><c t="e" r="G4"><f>A1</f><v>#REF!</v></c><c r="H4" t="e"><v>#N/A</v></c>'
    )
    found = peeked(cells)
    assert found.unvalued == {(2, 1), (2, 2), (2, 4), (9, 26)} and dict(found.broken) == {(3, 6): "#REF!", (3, 7): "#N/A"}


@pytest.mark.parametrize(
    "strange",
    [
        b'<c t="e">' + b" " * 60_000, b'<c r="A1"><f/>' + b" " * 60_000 + b"</c>", b"<c " + b't="e" ' * 10_000, b"<c " * 20_000 + b"<f",
        b"<row " * 12_000 + b' hidden="1"', b"<col " * 12_000 + b"<sheetData",
    ],
    ids=lambda strange: strange[:20].decode(),
)  # fmt: skip
def test_a_sheet_of_nothing_but_blanks_or_open_tags_is_read_once(strange: bytes) -> None:
    """Gone over again from each of its places 60 KB take seconds, and 50 MB days."""
    began = process_time()
    with suppress(ValueError):  # places in no known writing are refused
        reach_of(strange)
    assert not peeked(strange + b'<f hidden="1" t="e"').broken
    assert process_time() - began < 0.5


@pytest.mark.parametrize("strange", ["<sheet " * 12_000, '<sheet name="" ' + 'name="" ' * 8_000, "<mergeCell " * 12_000])
def test_a_book_of_nothing_but_open_tags_is_read_once(strange: str) -> None:
    data = packed(xl__workbook_dot_xml=f"<workbook>{strange}</workbook>", _rels="<Relationship " * 12_000)
    package, began = archives.open_package(data), process_time()
    assert not parts_of(package)
    with pytest.raises(refusals.UnreadableFile):
        opened_to_write(data)
    assert process_time() - began < 1


def test_a_sheet_is_known_by_its_name_whatever_stands_in_it() -> None:
    rels = '<Relationship Target="worksheets/a.xml" Id="rId1"/><Relationship Id="rId2" Target="/xl/b.xml"/>'
    book = '<sheet sheetId="1" name="甲>乙&amp;丙" r:id="rId1"/><x:sheet name="丁" state="hidden" y:id="rId2"></x:sheet><sheet name="戊" sheetId="3"/>'
    package = archives.open_package(packed(xl__workbook_dot_xml=book, xl___rels__workbook_dot_xml_dot_rels=rels))
    assert parts_of(package) == {"甲>乙&丙": "xl/worksheets/a.xml", "丁": "xl/b.xml"}


def packed(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return stream.getvalue()


def workbook(sheet: str, more: str = "") -> bytes:
    return packed(xl__workbook_dot_xml=f"<workbook>{more}</workbook>", xl__worksheets__sheet1_dot_xml=sheet)


@pytest.mark.parametrize(
    ("sheet", "taken"),
    [
        ('<c r="A200000"/>', True), ('<row r="1048576"/>', True), ('<c r="EWV1"/>', True), ('<c r="EWW1"/>', False), ('<c r="AN200000"/>', True),
        ('<c r="AO200000"/>', False), ('<c r="EWV2000"/>', True), ('<c r="EWV2001"/>', False),
    ],
)  # fmt: skip
def test_a_sheet_is_as_large_as_its_cells_and_as_wide_as_its_columns_may_be(sheet: str, taken: bool) -> None:
    """EWV is the 4,000th column; eight million cells are the most."""
    if taken:
        assert grids._peek(workbook(sheet))[0] == {"xl/worksheets/sheet1.xml": Peeked()}
    else:
        with pytest.raises(SheetTooLarge):
            grids._peek(workbook(sheet))


def test_the_parts_of_a_workbook_and_the_year_it_counts_from() -> None:
    book = '<sheet name="甲&amp;乙" sheetId="1" r:id="r1"/><x:sheet name="丙" rel:id="r2"/><sheet name="丁" r:id="r9"/>'
    links = '<Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Target="/xl/worksheets/b.xml" Id="r2"/>'
    package = archives.open_package(
        packed(xl__workbook_dot_xml=f'<workbookPr date1904="1"/>{book}', xl___rels__workbook_dot_xml_dot_rels=links)
    )
    assert peeking.counts_from_1904(package)
    assert parts_of(package) == {"甲&乙": "xl/worksheets/sheet1.xml", "丙": "xl/worksheets/b.xml"}
    for told, counts in (('date1904="true"', True), ('date1904="0"', False), ("", False)):
        assert peeking.counts_from_1904(archives.open_package(packed(xl__workbook_dot_xml=told))) is counts


def test_a_table_of_text_has_its_measure() -> None:
    wide = 20 * grids.MOST_COLUMNS
    for rows, taken in (("a,b\n" * 3, True), (",".join("a" * wide) + "\nb,c", True), (",".join("a" * (wide + 1)) + "\nb,c", False)):
        data = rows.encode()
        if taken:
            assert open_workbook(data, "a.csv", grids.TABLES).names == ("a",)
        else:
            with pytest.raises(SheetTooLarge):
                open_workbook(data, "a.csv", grids.TABLES)


def test_how_long_a_table_is_about() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for sheet in (book.add_worksheet("甲"), book.add_worksheet("乙")):
            for row in range(5):
                sheet.write(row, 0, "甲")
    assert rows_about(stream.getvalue(), "a.xlsx") == 10 and rows_about(b"a\nb\n", "a.csv") == 2
    assert rows_about(b"%PDF-" + b" " * 1995, "a") == 10


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "是"), (False, "否"), (3.0, "3"), (0.5, "0.5"), (7, "7"), (None, ""), ("", ""), ("甲", "甲"), (dt.date(2026, 3, 2), "2026-03-02"),
        (dt.datetime(2026, 3, 2), "2026-03-02"), (dt.datetime(2026, 3, 2, 17, 5), "2026-03-02 17:05"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_people_see_it(value: object, text: str) -> None:
    assert text_of(value) == text


# ---- packages


def directory(entries: int, size: int, before: bytes = b"") -> bytes:
    return before + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, entries, entries, size, 0, 0)


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (directory(0, 0), None), (directory(archives.MOST_ENTRIES, 0), None), (directory(archives.MOST_ENTRIES + 1, 0), refusals.ZipBomb),
        (directory(1, archives.MOST_DIRECTORY), None), (directory(1, archives.MOST_DIRECTORY + 1), refusals.ZipBomb),
        (directory(1, 0, b"PK\x06\x07" + b"\0" * 16), refusals.ZipBomb), (directory(0, 0)[:-1], refusals.DamagedFile), (b"", refusals.DamagedFile),
        (directory(0, 0) + b"\0" * 65_578, None), (directory(0, 0) + b"\0" * 65_579, refusals.DamagedFile),
    ],
)  # fmt: skip
def test_the_end_of_a_package_is_looked_at_before_its_list_is_made(data: bytes, refused: type[Exception] | None) -> None:
    if refused is None:
        archives._check_directory(data, "ZIP")
    else:
        with pytest.raises(refused):
            archives._check_directory(data, "ZIP")


def entry(name: str = "a", size: int = 0, method: int = zipfile.ZIP_DEFLATED, flags: int = 0) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.file_size, made.compress_type, made.flag_bits = size, method, flags
    return made


KEPT = archives.RATIO_FROM // archives.MOST_RATIO + 1
"""Bytes whose like, unpacked at the highest ratio, are just more than is asked about."""


@pytest.mark.parametrize(
    ("entries", "packed_size", "refused"),
    [
        ([], 0, None), ([entry()], 1, None), ([entry(method=zipfile.ZIP_STORED)], 1, None), ([entry(method=zipfile.ZIP_LZMA)], 1, refusals.DamagedFile),
        ([entry(flags=1)], 1, refusals.PasswordProtected), ([entry(flags=2)], 1, None), ([entry()] * archives.MOST_ENTRIES, 1, None),
        ([entry()] * (archives.MOST_ENTRIES + 1), 1, refusals.ZipBomb), ([entry(size=archives.MOST_UNPACKED)], 10**9, None),
        ([entry(size=archives.MOST_UNPACKED + 1)], 10**9, refusals.ZipBomb), ([entry(size=archives.RATIO_FROM)], 1, None),
        ([entry(size=archives.RATIO_FROM + 1)], 1, refusals.ZipBomb),
        ([entry(size=KEPT * archives.MOST_RATIO)], KEPT, None),
        ([entry(size=KEPT * archives.MOST_RATIO + 1)], KEPT, refusals.ZipBomb),
        ([entry("a/b.ZIP")], 1, refusals.ZipBomb), ([entry("a/..b")], 1, None), ([entry("a/../b")], 1, refusals.ZipBomb), ([entry("/a")], 1, refusals.ZipBomb),
        ([entry("a\\..\\b")], 1, refusals.ZipBomb), ([entry("c:/b")], 1, refusals.ZipBomb), ([entry("a/b:c")], 1, None), ([entry("..")], 1, refusals.ZipBomb),
    ],
)  # fmt: skip
def test_what_a_package_may_list(entries: list[zipfile.ZipInfo], packed_size: int, refused: type[Exception] | None) -> None:
    if refused is None:
        archives._check_entries(entries, packed_size, "ZIP")
    else:
        with pytest.raises(refused):
            archives._check_entries(entries, packed_size, "ZIP")


def test_a_part_is_unpacked_as_far_as_its_kind_allows() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a", b"\0" * (archives._SMALL_PART + 1))
        made.writestr("b", b"\0" * archives._SMALL_PART)
    package = archives.open_package(stream.getvalue())
    assert package.read("none") is None and len(package.read("a") or b"") == archives._SMALL_PART + 1
    assert len(package.read("b", 2) or b"") == archives._SMALL_PART
    with pytest.raises(refusals.ZipBomb):
        package.read("a", 2)


# ---- looks


def test_a_look_is_written_and_read_and_found_by_its_bands() -> None:
    chance = random.Random(7)
    for _ in range(20):
        look = Look(chance.getrandbits(64), chance.getrandbits(256))
        assert read_look(look.told()) == look and len(look.told()) == 80
        assert sum(band << 16 * at for at, band in enumerate(bands(look))) == look.coarse
    assert read_look(Look(1, 1 << 255).told()) == Look(1, 1 << 255)
    assert len(set(near(5))) == 17 and near(5)[0] == 5 and all((one ^ 5).bit_count() <= 1 and one < 1 << 16 for one in near(5))


@pytest.mark.parametrize(("coarse", "fine", "alike"), [(0, 0, True), (7, 30, True), (8, 0, False), (0, 31, False)])
def test_two_looks_resemble_up_to_their_limits(coarse: int, fine: int, alike: bool) -> None:
    assert (COARSE_LIMIT, FINE_LIMIT) == (7, 30)
    assert Look(0, 0).resembles(Look((1 << coarse) - 1, (1 << fine) - 1)) is alike


def test_the_fine_bits_are_slopes_from_left_to_right_row_by_row() -> None:
    picture = Image.new("L", (17, 16), 0)
    assert _fine(picture) == 0
    for at, (x, y) in enumerate(((1, 0), (16, 0), (1, 15), (16, 15), (8, 7))):
        one = picture.copy()
        one.putpixel((x, y), 200)
        assert _fine(one) == 1 << y * 16 + x - 1, at
    rising = Image.frombytes("L", (17, 16), bytes(x * 9 for _y in range(16) for x in range(17)))
    assert _fine(rising) == (1 << 256) - 1


def test_blank_paper_has_no_look_and_a_picture_four_turned_ones() -> None:
    assert look_of(Image.new("RGB", (40, 40), "white")) is None and turned(Image.new("RGB", (40, 40), "white")) == []
    assert len({look.told() for look in (*turned(photo(3)), look_of(photo(3))) if look}) == 5
    stripes = Image.frombytes("L", (32, 32), bytes(128 + (6 if x % 2 else -6) for _y in range(32) for x in range(32)))
    weak = Image.frombytes("L", (32, 32), bytes(128 + (5 if x % 2 else -6) for _y in range(32) for x in range(32)))
    assert look_of(stripes) is not None and look_of(weak) is None
