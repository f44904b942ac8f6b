"""Files of every kind that tell more than they show: each has the same marks in its properties, and content that must stay."""

import io
import struct
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pikepdf
from openpyxl.comments import Comment
from PIL import PngImagePlugin

from bihuan.foundation.files.vocabulary import FileKind as K
from tests.factories.pictures import MARK, exif, jpeg, photo
from tests.plan_import.readers.made import ole, zipped

BYTES = MARK.encode()
WIDE = MARK.encode("utf-16-le")


def _png() -> bytes:
    held, told = io.BytesIO(), PngImagePlugin.PngInfo()
    told.add_text("Author", MARK)
    told.add_itxt("XML:com.adobe.xmp", MARK)
    photo().save(held, "PNG", exif=exif(), pnginfo=told)
    return held.getvalue()


def _saved(form: str, **more: object) -> Callable[[], bytes]:
    def made() -> bytes:
        held = io.BytesIO()
        photo().save(held, form, **more)
        return held.getvalue()

    return made


def _heic() -> bytes:
    import pillow_heif

    held = io.BytesIO()
    pillow_heif.from_pillow(photo()).save(held, exif=exif().tobytes(), xmp=f"<x>{MARK}</x>".encode())
    return held.getvalue()


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + kind + body


def film(brand: bytes = b"isom") -> bytes:
    """A film with a place in its user data and a track of places in its body."""
    head = _box(b"ftyp", brand + bytes(4) + brand)
    body = b"PICTURES" * 8 + BYTES * 4
    table = (
        _box(b"stsz", bytes(4) + struct.pack(">II", len(BYTES), 4))
        + _box(b"stsc", bytes(4) + struct.pack(">IIII", 1, 1, 4, 1))
        + _box(b"stco", bytes(4) + struct.pack(">II", 1, len(head) + 8 + 64))
    )
    handler = _box(b"hdlr", bytes(8) + b"meta" + bytes(13))
    track = _box(b"trak", _box(b"mdia", handler + _box(b"minf", _box(b"stbl", table))))
    moov = _box(b"mvhd", bytes(4) + b"\xe2\x00\x00\x01\xe2\x00\x00\x02" + bytes(88)) + track
    told = _box(b"udta", _box(b"\xa9xyz", b"+30.0+120.0/" + BYTES)) + _box(b"meta", BYTES)
    return head + _box(b"mdat", body) + _box(b"moov", moov + told) + _box(b"uuid", bytes(16) + BYTES)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)


def _riff(form: bytes, *chunks: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + sum(map(len, chunks))) + form + b"".join(chunks)


def _wav() -> bytes:
    return _riff(
        b"WAVE", _chunk(b"fmt ", bytes(16)), _chunk(b"LIST", b"INFOIART" + BYTES), _chunk(b"bext", BYTES * 9), _chunk(b"data", b"SOUND" * 5)
    )


def _avi() -> bytes:
    header = _chunk(b"LIST", b"hdrl" + _chunk(b"avih", bytes(56)) + _chunk(b"IDIT", BYTES))
    return _riff(
        b"AVI ", header, _chunk(b"LIST", b"INFO" + _chunk(b"IART", BYTES)), _chunk(b"LIST", b"movi" + _chunk(b"00dc", b"FRAME" * 4))
    )


def _mp3() -> bytes:
    frames = b"\xff\xfb\x90\x00" + b"SOUND" * 50
    tag = b"TPE1" + struct.pack(">I", 11) + b"\0\0\0" + BYTES
    return b"ID3\x03\0\0" + bytes((0, 0, 0, len(tag))) + tag + frames + b"TAG" + BYTES.ljust(125, b"\0")


def _bmp() -> bytes:
    return _saved("BMP")() + BYTES


def _amr() -> bytes:
    return b"#!AMR\n" + (b"\x3c" + b"S" * 31) * 4 + b"\xff" + BYTES


def docx_with_people() -> bytes:
    """Properties, a comment, a tracked insertion, a template path, a photograph inside."""
    made, held = docx.Document(), io.BytesIO()
    made.core_properties.author = made.core_properties.last_modified_by = MARK
    made.core_properties.revision = 7
    paragraph = made.add_paragraph("整改情况说明")
    made.add_comment(paragraph.runs[0], text="请补充时间", author=MARK, initials=MARK)
    made.add_picture(io.BytesIO(jpeg()))
    made.save(held)
    with zipfile.ZipFile(held) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()  # type: ignore[union-attr]
    tracked = f'<w:ins w:id="9" w:author="{MARK}" w:date="2026-03-01T00:00:00Z"><w:r w:rsidR="00AB12CD"><w:t>新增一句</w:t></w:r></w:ins>'
    parts["word/document.xml"] = body.replace("整改情况说明</w:t></w:r>", f"整改情况说明</w:t></w:r>{tracked}")
    links = parts["word/_rels/document.xml.rels"].decode()  # type: ignore[union-attr]
    template = f'<Relationship Id="rT" Type="x/attachedTemplate" Target="file:///C:\\Users\\{MARK}\\a.dotx" TargetMode="External"/>'
    parts["word/_rels/document.xml.rels"] = links.replace("</Relationships>", f"{template}</Relationships>")
    return zipped({**parts, "docProps/custom.xml": f"<Properties>{MARK}</Properties>"})


def _xlsx() -> bytes:
    book, held = openpyxl.Workbook(), io.BytesIO()
    book.properties.creator = book.properties.lastModifiedBy = MARK
    sheet = book.active
    sheet["A1"], sheet["B1"] = "单位", "件数"
    sheet["A2"], sheet["B2"] = "县水利局", 12
    sheet["A2"].comment = Comment(f"{MARK}:\n请核对", MARK)
    book.save(held)
    return held.getvalue()


_P = "http://schemas.openxmlformats.org/presentationml/2006/main"


def _pptx() -> bytes:
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/ppt/x.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>'
    )
    people = f'<p:cmAuthorLst xmlns:p="{_P}"><p:cmAuthor id="0" name="{MARK}" initials="{MARK}"/></p:cmAuthorLst>'
    words = f'<p:sld xmlns:p="{_P}" xmlns:a="x"><a:p><a:r><a:t>整改成效</a:t></a:r></a:p></p:sld>'
    core = f"<c>{MARK}</c>"
    return zipped(
        {"[Content_Types].xml": types, "ppt/commentAuthors.xml": people, "ppt/slides/slide1.xml": words, "docProps/core.xml": core,
         "docProps/app.xml": core, "ppt/media/image1.jpg": jpeg()}
    )  # fmt: skip


def _ofd() -> bytes:
    told = f"<DocInfo><DocID>1</DocID><Author>{MARK}</Author><Creator>{MARK}</Creator><CreationDate>2026-03-01</CreationDate></DocInfo>"
    note = f'<Annot Creator="{MARK}" LastModDate="2026-03-01">批注</Annot>'
    return zipped(
        {
            "OFD.xml": f'<OFD xmlns="http://www.ofdspec.org/2016"><DocBody>{told}</DocBody></OFD>',
            "Doc_0/Annots.xml": note,
            "Doc_0/D.xml": "<D/>",
        }
    )


def pdf() -> bytes:
    """Properties, XMP, an annotator, a script, an attachment, a photograph with its own place."""
    made, held = pikepdf.new(), io.BytesIO()
    page = made.add_blank_page(page_size=(200, 200))
    photograph = pikepdf.Stream(made, jpeg(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=640, Height=480,
                                ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode)  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=photograph))
    page.Contents = made.make_stream(b"q 200 0 0 200 0 0 cm /P Do Q")
    page.Annots = pikepdf.Array(
        [
            made.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=MARK, Contents="批注")
            )
        ]
    )
    made.docinfo["/Author"] = made.docinfo["/Creator"] = MARK
    with made.open_metadata() as told:
        told["dc:creator"] = [MARK]
    made.attachments["a.txt"] = pikepdf.AttachedFileSpec(made, BYTES, filename="a.txt")
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{MARK}')")
    made.save(held)
    return held.getvalue()


def _doc(name: str = "WordDocument") -> bytes:
    """A Word 97 file with its names in the table stream."""
    text = struct.pack("<H", len(MARK)) + WIDE
    strings = b"\xff\xff" + struct.pack("<HH", 1, 0) + text
    head = bytearray(1472)
    head[:2], head[11] = b"\xec\xa5", 0x02
    for number, (start, size) in {32: (0, len(strings)), 71: (100, len(strings)), 36: (200, len(text))}.items():
        struct.pack_into("<II", head, 154 + 8 * number, start, size)
    table = strings.ljust(100, b"\0") + strings.ljust(100, b"\0") + text.ljust(4000, b"\0")
    return ole(
        {
            name: bytes(head).ljust(4096, b"W"),
            "1Table": table.ljust(4096, b"T"),
            "\x05SummaryInformation": (bytes(60) + BYTES).ljust(4096, b"\0"),
        }
    )


def _xls() -> bytes:
    user = struct.pack("<HH", 0x5C, 112) + (struct.pack("<HB", len(MARK), 0) + BYTES).ljust(112, b" ")
    note = struct.pack("<HH", 0x1C, 11 + len(MARK) + 1) + struct.pack("<HHHHHB", 0, 0, 0, 1, len(MARK), 0) + BYTES + b"\0"
    return ole({"Workbook": (user + note).ljust(4096, b"\0"), "\x05DocumentSummaryInformation": (bytes(60) + BYTES).ljust(4096, b"\0")})


def _ppt() -> bytes:
    name = struct.pack("<HHI", 0, 0x0FBA, len(WIDE)) + WIDE
    words = "意见".encode("utf-16-le")
    comment = struct.pack("<HHI", 0x0F, 12000, len(name) + 8 + len(words)) + name + struct.pack("<HHI", 0x10, 0x0FBA, len(words)) + words
    user = bytes(20) + struct.pack("<HHI", len(MARK), 0, 0) + BYTES + bytes(4) + WIDE
    return ole({"PowerPoint Document": comment.ljust(4096, b"\0"), "Current User": user.ljust(4096, b"\0")})


SAMPLES: dict[K, Callable[[], bytes]] = {
    K.JPG: jpeg, K.PNG: _png, K.GIF: _saved("GIF", comment=BYTES), K.WEBP: _saved("WEBP", exif=exif(), xmp=BYTES),
    K.TIF: _saved("TIFF", exif=exif()), K.HEIC: _heic, K.MP4: film, K.MOV: lambda: film(b"qt  "), K.M4A: lambda: film(b"M4A "), K.AVI: _avi,
    K.WAV: _wav, K.MP3: _mp3, K.AMR: _amr, K.BMP: _bmp, K.DOCX: docx_with_people, K.XLSX: _xlsx, K.PPTX: _pptx, K.OFD: _ofd, K.PDF: pdf, K.DOC: _doc,
    K.WPS: _doc,
    K.XLS: _xls, K.ET: _xls, K.PPT: _ppt, K.DPS: _ppt,
}  # fmt: skip
