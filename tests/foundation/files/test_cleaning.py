"""A working copy of every kind: nothing of what it told beside its content is left, and the content is as it was."""

import contextlib
import io
import zipfile
import zlib

import docx
import openpyxl
import pikepdf
import pytest
from PIL import Image

from bihuan.foundation.files.rules import kind_of
from bihuan.foundation.files.rules.cleaning import clean
from bihuan.foundation.files.rules.limits import EVIDENCE
from bihuan.foundation.files.rules.refusals import UnreadableFile
from bihuan.foundation.files.vocabulary import FileKind as K
from bihuan.foundation.files.vocabulary import Trace
from tests.factories.pictures import MARK, exif, jpeg, photo
from tests.foundation.files.telling import BYTES, SAMPLES, WIDE, docx_with_people

PICTURES = (K.JPG, K.PNG, K.GIF, K.WEBP, K.TIF, K.HEIC)


def laid_open(data: bytes) -> bytes:
    """Everything a file holds, unpacked as far as it can be."""
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"".join(name.encode() + laid_open(archive.read(name)) for name in archive.namelist())
    if data[:5] == b"%PDF-":
        held = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as document:
            document.save(
                held,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.specialized,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        return held.getvalue()
    return data


@pytest.mark.parametrize("kind", SAMPLES, ids=str)
def test_nothing_is_left_beside_the_content(kind: K) -> None:
    data = SAMPLES[kind]()
    assert kind_of(data, f"x.{kind}") is kind
    before = laid_open(data)
    assert BYTES in before or WIDE in before, "the sample tells something"
    made = clean(data, kind)
    after = laid_open(made.data)
    assert BYTES not in after and WIDE not in after
    assert made.traces
    assert kind_of(made.data, f"x.{kind}") is kind
    assert laid_open(clean(made.data, kind).data) == after, "a second time changes nothing"


def test_every_kind_taken_as_evidence_has_a_working_copy() -> None:
    assert set(SAMPLES) | {K.TXT, K.MD} == EVIDENCE
    assert clean("说明".encode(), K.TXT).data == "说明".encode()


@pytest.mark.parametrize("kind", PICTURES, ids=str)
def test_a_picture_keeps_every_pixel_and_its_way_up(kind: K) -> None:
    if kind is K.HEIC:
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    before = SAMPLES[kind]()
    after = clean(before, kind).data
    one, other = Image.open(io.BytesIO(before)), Image.open(io.BytesIO(after))
    assert other.getexif().get(0x0112, 1) == (6 if kind in (K.JPG, K.PNG, K.WEBP, K.TIF) else 1)
    assert one.tobytes() == other.tobytes()
    assert set(other.getexif()) <= {0x0112, *range(254, 348)}


def test_a_photograph_tells_what_was_taken_away() -> None:
    assert set(clean(SAMPLES[K.JPG](), K.JPG).traces) >= {Trace.PLACE, Trace.DEVICE, Trace.TIMES}
    held = io.BytesIO()
    photo().save(held, "JPEG")
    assert clean(held.getvalue(), K.JPG).traces == ()


def test_a_word_file_keeps_its_words_comments_and_tracked_changes() -> None:
    made = clean(docx_with_people(), K.DOCX)
    opened = docx.Document(io.BytesIO(made.data))
    assert opened.paragraphs[0].text == "整改情况说明"
    assert "新增一句" in zipfile.ZipFile(io.BytesIO(made.data)).read("word/document.xml").decode()
    assert [(one.text, one.author) for one in opened.comments] == [("请补充时间", "*")]
    assert opened.core_properties.author == "" and opened.core_properties.revision == 0
    assert set(made.traces) >= {Trace.AUTHOR, Trace.REVISERS, Trace.COMMENTERS, Trace.PATHS, Trace.PLACE}
    assert {one.date_time[0] for one in zipfile.ZipFile(io.BytesIO(made.data)).infolist()} == {1980}


def test_a_workbook_keeps_its_cells_and_comments() -> None:
    book = openpyxl.load_workbook(io.BytesIO(clean(SAMPLES[K.XLSX](), K.XLSX).data))
    assert [[cell.value for cell in row] for row in book.active.rows] == [["单位", "件数"], ["县水利局", 12]]
    assert "请核对" in book.active["A2"].comment.text and book.active["A2"].comment.author == "*"


def test_a_pdf_keeps_its_pages_and_notes() -> None:
    with pikepdf.open(io.BytesIO(clean(SAMPLES[K.PDF](), K.PDF).data)) as opened:
        assert len(opened.pages) == 1 and str(opened.pages[0].Annots[0].Contents) == "批注"
        assert "/OpenAction" not in opened.Root and not opened.attachments and "/Info" not in opened.trailer


def test_nothing_in_a_pdf_runs_and_no_file_lies_at_a_note() -> None:
    """Pages, notes and fields carry scripts and files of their own; a note may be written inside its page."""
    made, held, name = pikepdf.new(), io.BytesIO(), pikepdf.Name
    script, box = pikepdf.Dictionary(S=name.JavaScript, JS="app.alert(1)"), pikepdf.Array([0, 0, 10, 10])
    file = pikepdf.Dictionary(Type=name.Filespec, F="C:/甲/底稿.txt", EF=pikepdf.Dictionary(F=made.make_stream(b"draft")))
    notes = [
        pikepdf.Dictionary(Subtype=name.FileAttachment, Rect=box, FS=file, T="甲"),
        pikepdf.Dictionary(Subtype=name.Link, Rect=box, A=script),
        pikepdf.Dictionary(Subtype=name.Link, Rect=box, A=pikepdf.Dictionary(S=name.URI, URI="https://example.test/")),
        pikepdf.Dictionary(Subtype=name.Widget, Rect=box, FT=name.Tx, T="栏目", AA=pikepdf.Dictionary(K=script)),
    ]
    page = made.add_blank_page().obj
    page.Annots, page.AA = pikepdf.Array([notes[0], *map(made.make_indirect, notes[1:])]), pikepdf.Dictionary(O=script)
    made.save(held)
    found = clean(held.getvalue(), K.PDF)
    after = laid_open(found.data)
    assert Trace.INSIDE in found.traces and b"draft" not in after and b"app.alert" not in after
    with pikepdf.open(io.BytesIO(found.data)) as opened:
        note, _script, link, field = opened.pages[0].Annots
        assert str(note.get("/T", "")) in ("", "*") and str(link.A.URI) == "https://example.test/" and str(field.T) == "栏目"


def test_a_film_keeps_the_place_of_every_frame() -> None:
    before, after = SAMPLES[K.MP4](), clean(SAMPLES[K.MP4](), K.MP4).data
    assert len(before) == len(after) and before.find(b"PICTURES") == after.find(b"PICTURES") > 0


@pytest.mark.parametrize("kind", SAMPLES, ids=str)
def test_a_damaged_file_is_refused_or_cleaned_and_never_breaks(kind: K) -> None:
    data = SAMPLES[kind]()
    for part in (len(data) // 7, len(data) // 3, len(data) // 2, len(data) - 9):
        for spoilt in (data[:part], data[:part] + b"\xff" * 8 + data[part + 8 :]):
            with contextlib.suppress(UnreadableFile):
                clean(spoilt, kind)


def test_orientation_survives_in_all_eight_ways() -> None:
    for way in range(1, 9):
        held = io.BytesIO()
        photo(size=(64, 48)).save(held, "JPEG", exif=exif(way))
        assert Image.open(io.BytesIO(clean(held.getvalue(), K.JPG).data)).getexif().get(0x0112, 1) == way


@pytest.mark.parametrize("around", [[], ["list"], ["packed"]])
def test_photographs_in_a_pdf_lose_their_places_however_they_are_packed(around: list[str]) -> None:
    made, held = pikepdf.new(), io.BytesIO()
    way = {"list": [pikepdf.Name.DCTDecode], "packed": [pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode]}
    data = zlib.compress(jpeg()) if around == ["packed"] else jpeg()
    photograph = pikepdf.Stream(made, data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=640, Height=480,
                                ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8)  # fmt: skip
    photograph.Filter = pikepdf.Array(way[around[0]]) if around else pikepdf.Name.DCTDecode
    made.add_blank_page().Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=photograph))
    made.save(held)
    found = clean(held.getvalue(), K.PDF)
    with pikepdf.open(io.BytesIO(found.data)) as opened:
        kept = opened.pages[0].Resources.XObject.P
        assert kept.Filter == pikepdf.Name.DCTDecode and MARK.encode() not in kept.read_raw_bytes() and Trace.PLACE in found.traces
