"""What a file is, by its content (magic bytes and inner structure); the name only tells brothers apart that look alike."""

import io
import re

import olefile

from bihuan.foundation.files.rules.archives import Package, open_package
from bihuan.foundation.files.rules.charset import decode
from bihuan.foundation.files.rules.refusals import DamagedFile, HasMacros, PasswordProtected
from bihuan.foundation.files.vocabulary import FileKind

_MAGIC = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPG),
    (b"GIF87a", FileKind.GIF),
    (b"GIF89a", FileKind.GIF),
    (b"II*\x00", FileKind.TIF),
    (b"MM\x00*", FileKind.TIF),
    (b"#!AMR", FileKind.AMR),
    (b"ID3", FileKind.MP3),
    (b"Rar!\x1a\x07", FileKind.RAR),
    (b"7z\xbc\xaf\x27\x1c", FileKind.SEVEN_ZIP),
    (b"\x1f\x8b\x08", FileKind.GZIP),
    (b"{\\rtf", FileKind.RTF),
    (b"\x7fELF", FileKind.PROGRAM),
    (b"\xca\xfe\xba\xbe", FileKind.PROGRAM),
    (b"\xcf\xfa\xed\xfe", FileKind.PROGRAM),
)
_RIFF = {b"WEBP": FileKind.WEBP, b"WAVE": FileKind.WAV, b"AVI ": FileKind.AVI}
_BRANDS = {b"qt  ": FileKind.MOV, b"heic": FileKind.HEIC, b"heix": FileKind.HEIC, b"mif1": FileKind.HEIC, b"M4A ": FileKind.M4A}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = (
    ("wordprocessingml", FileKind.DOCX),
    ("spreadsheetml", FileKind.XLSX),
    ("presentationml", FileKind.PPTX),
    ("ms-word.", FileKind.DOCX),
    ("ms-excel.", FileKind.XLSX),
    ("ms-powerpoint.", FileKind.PPTX),
)
_WPS = {"wps": FileKind.WPS, "et": FileKind.ET, "dps": FileKind.DPS}
_OLE_STREAMS = (
    ("WordDocument", FileKind.DOC, "wps"),
    ("Workbook", FileKind.XLS, "et"),
    ("Book", FileKind.XLS, "et"),
    ("PowerPoint Document", FileKind.PPT, "dps"),
)
_LETTER = re.compile(rb"(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}MIME-Version:", re.I)
_PAGE_INSIDE = re.compile(rb"^Content-Type:\s*(?:multipart/related|text/html)", re.I | re.MULTILINE)  # a page saved as one file
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_SAMPLE = 1_000_000
_SVG = re.compile(rb"<svg[\s>]", re.I)
_TAGS = re.compile(r"</(?:p|div|span|td|li|h[1-6]|br|font|section)>", re.I)


def extension(name: str) -> str:
    """The lower-case extension of a name without its dot; empty where there is none."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem and len(last) <= 5 else ""


def kind_of(data: bytes, name: str = "") -> FileKind:
    """The kind by content. Raises EmptyFile, DamagedFile, PasswordProtected, HasMacros, ZipBomb, BinaryRubbish, UnknownEncoding."""
    magic = by_magic(data)
    if magic:
        return magic
    if data.startswith(_ZIP):
        return _inside_zip(open_package(data, _zip_label(data, extension(name))))
    if data.startswith(_OLE):
        return _inside_ole(data, extension(name))
    return _text_kind(data, extension(name))


def by_magic(data: bytes) -> FileKind | None:
    """The kind, where the first bytes alone tell it."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] in _RIFF:
        return _RIFF[data[8:12]]
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], FileKind.MP4)
    return _by_structure(data)


def _by_structure(data: bytes) -> FileKind | None:
    """Formats whose magic is too short to trust alone."""
    if data[:2] == b"BM" and len(data) > 26 and int.from_bytes(data[14:18], "little") in (12, 40, 52, 56, 64, 108, 124):
        return FileKind.BMP
    if data[:2] == b"MZ" and b"\x00" in data[:64]:
        return FileKind.PROGRAM
    if data[:1] == b"\xff" and len(data) > 4 and data[1] & 0xE6 == 0xE2 and data[2] >> 4 not in (0, 15):
        return FileKind.MP3
    if b"%PDF-" in data[:1024] and b"obj" in data[:65536]:
        return FileKind.PDF
    return None


def _zip_label(data: bytes, ending: str) -> str:
    """What to call a package in a refusal before it could be opened: the local headers name its parts, else the name must do."""
    for part, kind in ((b"word/", FileKind.DOCX), (b"xl/", FileKind.XLSX), (b"ppt/", FileKind.PPTX)):
        if part in data[:200_000] or ending == kind.value:
            return kind.label
    return FileKind.ZIP.label


def _inside_zip(package: Package) -> FileKind:
    """Office packages say what they are in [Content_Types].xml; macros are refused here, for every office kind."""
    names = set(package.names())
    types = package.read("[Content_Types].xml")
    if types is None:
        return _other_zip(package, names)
    told = types.replace(b"\x00", b"").decode("utf-8", errors="replace")
    if "vbaProject" in told or "macroEnabled" in told or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise HasMacros
    main = re.findall(r'ContentType="([^"]+\.main\+xml)"', told)
    for word, kind in _OFFICE:
        if any(word in content_type for content_type in main):
            return kind
    return FileKind.ZIP


def _other_zip(package: Package, names: set[str]) -> FileKind:
    if "OFD.xml" in names:
        return FileKind.OFD
    mimetype = package.read("mimetype") or b""
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return FileKind.ODT
    if {"word/document.xml"} & names:
        raise DamagedFile(kind=FileKind.DOCX.label)
    return FileKind.ZIP


def open_ole(data: bytes) -> olefile.OleFileIO:
    """An OLE container. Raises DamagedFile."""
    try:
        return olefile.OleFileIO(io.BytesIO(data))
    except Exception as broken:  # olefile raises whatever the broken sectors lead it to
        raise DamagedFile(kind=FileKind.OLE.label) from broken


def _inside_ole(data: bytes, ending: str) -> FileKind:
    ole = open_ole(data)
    names = [path[0] for path in ole.listdir(streams=True, storages=False)]
    inner = {part.lower() for path in ole.listdir(streams=True, storages=True) for part in path}
    if "EncryptedPackage" in names:
        raise PasswordProtected(kind=_encrypted_label(ending))
    if inner & {"vba", "_vba_project", "_vba_project_cur", "macros"}:
        raise HasMacros
    for stream, kind, brother in _OLE_STREAMS:
        if stream in names:
            return _WPS[brother] if ending == brother else kind
    return FileKind.OLE


def _encrypted_label(ending: str) -> str:
    known = {"docx": FileKind.DOCX, "xlsx": FileKind.XLSX, "pptx": FileKind.PPTX}
    return known.get(ending, FileKind.DOCX).label


def _text_kind(data: bytes, ending: str) -> FileKind:
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _HTML.search(head) or (_LETTER.match(head) and _PAGE_INSIDE.search(head)):
        return FileKind.HTML
    if head.startswith((b"<?xml", b"<svg")):
        return FileKind.SVG if _SVG.search(head) else FileKind.HTML if b"xhtml" in head.lower() else FileKind.XML
    text = decode(data[:_SAMPLE]).text
    if len(_TAGS.findall(text[:20_000])) >= 3:
        return FileKind.HTML
    return FileKind.MD if ending in ("md", "markdown") else FileKind.TXT
