"""Files that are made to bring a server down: small when they come, gigabytes when they are read; two readers see two different things in them.

Each of these once ended the whole service or took gigabytes of it."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest

from bihuan.documents.readers.held import read_held
from bihuan.foundation.files.rules import examine, refusals
from bihuan.foundation.files.rules.archives import open_package
from bihuan.foundation.files.rules.grids import SheetTooLarge, open_workbook

TYPES = '<Types><Override PartName="/%s" ContentType="application/vnd.openxmlformats-officedocument.%s.main+xml"/></Types>'
LETTER = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>'
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats'
    '.org/officeDocument/2006/relationships/%s" Target="%s"/></Relationships>'
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def packed(parts: dict[str, str], before: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return before + held.getvalue()


def letter(**more: str) -> dict[str, str]:
    return {"[Content_Types].xml": TYPES % ("word/document.xml", "wordprocessingml.document"), "word/document.xml": LETTER} | more


def book(rows: str, part: str = "worksheets/sheet1.xml", **more: str) -> bytes:
    parts = {
        "[Content_Types].xml": TYPES % ("xl/workbook.xml", "spreadsheetml.sheet"), "_rels/.rels": RELATION % ("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELATION % ("worksheet", part), f"xl/{part}": SHEET % rows,
    }  # fmt: skip
    return packed(parts | more)


def lying(data: bytes, part: str, told: int) -> bytes:
    """The same package, whose list says that this part is `told` bytes long, with the sum that would be right for these."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entry, begins = package.getinfo(part), package.read(part)[:told]
    at = data.rfind(part.encode()) - 46
    return data[: at + 16] + struct.pack("<III", zlib.crc32(begins), entry.compress_size, told) + data[at + 28 :]


@pytest.mark.parametrize("part", ["word/document.xml", "word/media/image1.png"])
def test_a_part_that_is_longer_than_its_list_says_is_found_before_anybody_reads_it(part: str) -> None:
    data = lying(packed(letter(**{part: "哈" * 10_000_000})), part, 1000)
    tracemalloc.start()
    try:
        with pytest.raises(refusals.UnreadableFile):
            examine(data, "方案.docx")
        assert len(open_package(data).read(part) or b"") <= 1000
        assert tracemalloc.get_traced_memory()[1] < 10_000_000, "what was told is unpacked, and a piece more"
    finally:
        tracemalloc.stop()


def test_a_package_has_one_list() -> None:
    assert examine(packed(letter()), "方案.docx").kind.value == "docx"
    with pytest.raises(refusals.DamagedFile):
        examine(packed(letter(), before=packed(letter())), "方案.docx")
    assert examine(packed(letter()) + b"<html><script>alert(1)</script>", "方案.docx").name == "方案.docx", "behind it nobody looks"


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (book(FAR), SheetTooLarge), (book(FAR, "worksheets/sheet1.bin"), SheetTooLarge), (book(FAR, "Worksheets/Sheet1.XML"), SheetTooLarge),
        (book(FAR, "pages/one.xml"), SheetTooLarge), (book('<row r="1048576"/><row>' + "<c><v>1</v></c>" * 16_000 + "</row>"), SheetTooLarge),
        (book('<row r="0000000001048576"><c r="XFD0000000001048576"/></row>'), refusals.DamagedFile),
        (book('<row r="&#49;048576"><c r="&#88;FD1048576"><v>1</v></c></row>'), refusals.DamagedFile),
        (book('<row a=">" r="1048576"><c a=">" r="XFD1048576"><v>1</v></c></row>'), refusals.DamagedFile),
        (book('<row r="1"><c r="1A"><v>1</v></c></row>'), refusals.DamagedFile),
        (book("<row/>", **{"xl/workbook.bin": "x"}), refusals.DamagedFile),
        (book("<row/>", **{f"xl/worksheets/s{n}.xml": SHEET % '<row r="1999"><c r="EWV1999"/></row>' for n in range(4)}), SheetTooLarge),
    ],
)  # fmt: skip
def test_a_sheet_that_reaches_far_is_refused_wherever_it_lies_and_however_it_says_so(data: bytes, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        list(open_workbook(data, "台账.xlsx").grids())


def test_cells_that_do_not_say_where_they_are_come_one_after_the_other() -> None:
    rows = '<row><c t="str"><v>单位</v></c><c><v>3</v></c></row>\n<row spans="1:2"><c><v>4</v></c></row>'
    assert [one.cells for one in open_workbook(book(rows), "台账.xlsx").grids()] == [[["单位", 3.0], [4.0, ""]]]


def pdf(content: bytes, told: bytes, pages: bytes = b"5 0 R") -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [" + pages + b"] /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", b"<< %s /Length %d >>\nstream\n%s\nendstream" % (told, len(content), content),
    ]  # fmt: skip
    out, places = b"%PDF-1.7\n", list[int]()
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (rows, len(out))
    return out + end


def words(millions: int) -> bytes:
    """A page's content of so many million bytes, packed; each million begins anew, so that it is packed once."""
    machine, block = zlib.compressobj(9), b"BT /F1 12 Tf (a) Tj ET \n" * 41_666
    first, again = (machine.compress(block) + machine.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * (millions - 1) + machine.flush()


@pytest.mark.parametrize("way", ["named many times", "packed twice", "called otherwise"])
def test_pages_that_swell_end_another_process(way: str) -> None:
    data = {
        "named many times": lambda: pdf(words(3), b"/Filter /FlateDecode", b"5 0 R " * 160),
        "packed twice": lambda: pdf(zlib.compress(words(500), 9), b"/Filter [/FlateDecode /FlateDecode]"),
        "called otherwise": lambda: pdf(words(500), b"/Filter /#46lateDecode"),
    }[way]()
    with pytest.raises(refusals.ZipBomb):
        (read_held if way == "packed twice" else examine)(data, "批件.pdf")


def test_a_page_of_ordinary_words_is_read_as_ever() -> None:
    data = pdf(b"BT /F1 12 Tf (plan of the county) Tj ET", b"")
    assert examine(data, "方案.pdf").kind.value == "pdf" and read_held(data, "方案.pdf").text.startswith("plan of the county")
