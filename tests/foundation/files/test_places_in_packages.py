"""A mark in every part of a new office file that may tell something beside its content: none is in the working copy, the content is."""

import io
import struct
import zipfile
from base64 import b64encode
from typing import Any

import olefile
import pytest
from PIL import Image

from bihuan.foundation.files.rules.cleaning import clean
from bihuan.foundation.files.vocabulary import FileKind as K
from tests.factories.pictures import MARK, jpeg
from tests.foundation.files.telling import BYTES, WIDE
from tests.foundation.files.test_cleaning import laid_open
from tests.plan_import.readers.made import ole, zipped

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _links(*targets: tuple[str, str]) -> str:
    rows = "".join(f'<Relationship Id="r{n}" Type="{_REL}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets))
    return f'<Relationships xmlns="{_LINKS}">{rows}</Relationships>'


def _office(extra: dict[str, Any], body: str = "", folder: str = "word") -> bytes:
    """A package of one part with words, and others beside it."""
    main = {
        "word": ("wordprocessingml.document", "document"),
        "xl": ("spreadsheetml.sheet", "workbook"),
        "ppt": ("presentationml.presentation", "presentation"),
    }[folder]
    content = f"application/vnd.openxmlformats-officedocument.{main[0]}.main+xml"
    types = f'<Types xmlns="{_TYPES}"><Override PartName="/{folder}/{main[1]}.xml" ContentType="{content}"/></Types>'
    return zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": _links(("officeDocument", f"{folder}/{main[1]}.xml")),
            f"{folder}/{main[1]}.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_REL}"><w:t>整改</w:t>{body}</w:document>',
            **extra,
        }
    )


def _inside(name: str, data: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def gone(data: bytes, kind: K) -> bytes:
    """Clean it, see that the mark was there and is not any more, and that a second time changes nothing."""
    before = laid_open(data)
    assert BYTES in before or WIDE in before or b64encode(BYTES)[:8] in before, "the sample tells something"
    made = clean(data, kind)
    after = laid_open(made.data)
    assert BYTES not in after and WIDE not in after and made.traces
    assert laid_open(clean(made.data, kind).data) == after
    return made.data


_SVG = (
    f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/x" i:file="/home/{MARK}/a.svg"><!--{MARK}-->'
    f'<metadata>{MARK}</metadata><image href="data:image/jpeg;base64,%s"/><path d="M0"/></svg>'
)
_NATIVE_PATH = f"C:\\Users\\{MARK}\\附件.jpg"


def native(body: bytes, path: str = _NATIVE_PATH) -> bytes:
    """A file that was dropped into a document, as Windows wraps it."""
    name, wide = path.encode("gb18030") + b"\0", path
    told = struct.pack("<H", 2) + "附件.jpg".encode("gb18030") + b"\0" + name + b"\0\0\3\0" + struct.pack("<I", len(name)) + name
    told += struct.pack("<I", len(body)) + body
    told += b"".join(struct.pack("<I", len(one)) + one.encode("utf-16-le") for one in (wide, "附件.jpg", wide))
    return struct.pack("<I", len(told)) + told


_PARTS: dict[str, tuple[K, dict[str, Any], str]] = {
    "custom xml": (
        K.DOCX,
        {
            "customXml/item1.xml": f"<a>{MARK}</a>",
            "customXml/itemProps1.xml": f"<b>{MARK}</b>",
            "customXml/_rels/item1.xml.rels": _links(("customXmlProps", "itemProps1.xml")),
            "word/_rels/document.xml.rels": _links(("customXml", "../customXml/item1.xml")),
        },
        "",
    ),
    "custom xml elsewhere": (
        K.DOCX,
        {"word/own/x.xml": f"<a>{MARK}</a>", "word/_rels/document.xml.rels": _links(("customXml", "own/x.xml"))},
        "",
    ),
    "properties under another name": (
        K.DOCX,
        {
            "about.xml": f"<a>{MARK}</a>",
            "_rels/.rels": _links(("officeDocument", "word/document.xml"), ("metadata/core-properties", "about.xml")),
        },
        "",
    ),
    "signatures": (K.DOCX, {"_xmlsignatures/sig1.xml": f"<S>{MARK}</S>", "_xmlsignatures/origin.sigs": b""}, ""),
    "signatures of another make": (K.DOCX, {"package/services/digital-signature/xml-signature/1.psdsxs": f"<S>{MARK}</S>"}, ""),
    "labels": (K.DOCX, {"docMetadata/LabelInfo.xml": f"<l siteId='{MARK}'/>"}, ""),
    "rubbish": (K.DOCX, {"[trash]/0000.dat": BYTES}, ""),
    "printer of a text": (
        K.DOCX,
        {"word/printerSettings1.bin": WIDE, "word/_rels/document.xml.rels": _links(("printerSettings", "printerSettings1.bin"))},
        '<w:printerSettings r:id="r0"/>',
    ),
    "printer under another name": (K.XLSX, {"xl/p.bin": WIDE, "xl/_rels/workbook.xml.rels": _links(("printerSettings", "p.bin"))}, ""),
    "people": (K.DOCX, {"word/people.xml": f'<p author="{MARK}"><i providerId="AD" userId="S::{MARK}"/></p>'}, ""),
    "reactions": (K.DOCX, {"word/commentsExtensible.xml": f'<p><u userId="{MARK}" userName="{MARK}"/></p>'}, ""),
    "who may write": (K.DOCX, {}, f'<w:permStart w:id="1" w:ed="{MARK}@example.test"/>'),
    "fields": (
        K.DOCX,
        {},
        f'<w:instrText> INCLUDEPICTURE "C:\\\\Users\\\\{MARK}\\\\a.jpg" \\d </w:instrText>'
        f'<w:fldSimple w:instr="LINK Excel.Sheet.12 &quot;file:///Users/{MARK}/b.xlsx&quot;"/>',
    ),
    "wide letters": (K.DOCX, {"word/comments.xml": f'<?xml version="1.0" encoding="UTF-16"?><c author="{MARK}"/>'.encode("utf-16")}, ""),
    "remarks": (K.DOCX, {"word/styles.xml": f"<s><!-- {MARK} --><?made {MARK}?></s>"}, ""),
    "drawings of the older kind": (
        K.XLSX,
        {"xl/drawings/vmlDrawing1.vml": f'<x xmlns:o="o"><y o:href="file:///C:/{MARK}/a.jpg"/></x>'},
        "",
    ),
    "a drawing": (K.DOCX, {"word/media/image1.svg": _SVG % ""}, ""),
    "a photograph in a drawing": (K.DOCX, {"word/media/image1.svg": _SVG % b64encode(jpeg()).decode()}, ""),
    "a photograph under a wrong name": (K.DOCX, {"word/media/image1.png": jpeg()}, ""),
    "a photograph under an unknown name": (K.DOCX, {"word/media/image1.tmp": jpeg()}, ""),
    "a picture of lines": (
        K.DOCX,
        {
            "word/media/image1.emf": (b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(16) + struct.pack("<II", len(MARK), 88)).ljust(88, b"\0")
            + WIDE
        },
        "",
    ),
    "a file dropped in": (K.DOCX, {"word/embeddings/oleObject1.bin": ole({"\x01Ole10Native": native(b"x" * 5000)})}, ""),
    "a photograph dropped in": (K.DOCX, {"word/embeddings/oleObject1.bin": ole({"\x01Ole10Native": native(jpeg(), "附件.jpg")})}, ""),
    "a link": (K.DOCX, {"word/embeddings/oleObject1.bin": ole({"\x01Ole": b"\1\0\0\2\1" + bytes(20) + WIDE})}, ""),
    "a shared workbook": (
        K.XLSX,
        {"xl/revisions/userNames.xml": f'<u><userInfo name="{MARK}"/></u>', "xl/revisions/revisionLog1.xml": f"<r>{MARK}</r>"},
        "",
    ),
    "views": (K.XLSX, {}, f'<customWorkbookView name="{MARK} - Personal View" guid="1"/>'),
    "properties of a sheet": (K.XLSX, {"xl/customProperty1.bin": WIDE}, ""),
    "connections": (
        K.XLSX,
        {"xl/connections.xml": f'<c><dbPr connection="Provider=X;User ID={MARK};Data Source=C:\\{MARK}.mdb"/></c>'},
        "",
    ),
    "who asks for something": (
        K.XLSX,
        {"xl/persons/person.xml": f'<p><person displayName="{MARK}" userId="{MARK}" providerId="AD"/></p>'},
        "",
    ),
    "tags of slides": (K.PPTX, {"ppt/tags/tag1.xml": f'<p:tagLst xmlns:p="p"><p:tag name="COMMONDATA" val="{MARK}"/></p:tagLst>'}, ""),
    "comments of slides": (
        K.PPTX,
        {"ppt/authors.xml": f'<a><author name="{MARK}" initials="{MARK}" userId="{MARK}" providerId="{MARK}"/></a>'},
        "",
    ),
}


@pytest.mark.parametrize("place", _PARTS)
def test_nothing_is_left_in_any_part_of_an_office_file(place: str) -> None:
    kind, extra, body = _PARTS[place]
    folder = {K.DOCX: "word", K.XLSX: "xl", K.PPTX: "ppt"}[kind]
    data = gone(_office(extra, body, folder), kind)
    main = {"word": "word/document.xml", "xl": "xl/workbook.xml", "ppt": "ppt/presentation.xml"}[folder]
    assert "整改" in _inside(main, data).decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = set(archive.namelist())
        links = [one for one in held if one.endswith(".rels")]
        for one in links:
            for target in (b"customXml", b"printerSettings", b"about.xml", b"own/x.xml", b'"p.bin"'):
                assert target not in archive.read(one), "no relation leads to what is gone"


def test_words_that_were_bound_to_properties_stay_and_are_bound_no_more() -> None:
    bound = f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{MARK}"/></w:sdtPr><w:sdtContent><w:t>县水利局</w:t>'
    bound += "</w:sdtContent></w:sdt>"
    data = gone(_office({}, bound), K.DOCX)
    assert "县水利局" in _inside("word/document.xml", data).decode() and b"dataBinding" not in _inside("word/document.xml", data)


def test_a_file_dropped_in_keeps_its_name_and_its_content() -> None:
    data = gone(_office({"word/embeddings/oleObject1.bin": ole({"\x01Ole10Native": native(jpeg() + b"")})}), K.DOCX)
    stream = olefile.OleFileIO(io.BytesIO(_inside("word/embeddings/oleObject1.bin", data))).openstream("\x01Ole10Native").read()
    assert stream[6:].startswith("附件.jpg".encode("gb18030") + b"\0" + "附件.jpg".encode("gb18030") + b"\0")
    assert Image.open(io.BytesIO(stream[stream.index(b"\xff\xd8") :])).tobytes() == Image.open(io.BytesIO(jpeg())).tobytes()
