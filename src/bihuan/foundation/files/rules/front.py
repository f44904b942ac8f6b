"""The front matter of a file: headers, footers and first page as plain text, just enough to look for a secrecy mark."""

import re
from html import unescape

from bihuan.foundation.files.rules.archives import TEXT_RATIO, Package, open_package
from bihuan.foundation.files.rules.charset import decode
from bihuan.foundation.files.rules.kinds import open_ole
from bihuan.foundation.files.rules.markup import local, parse_xml
from bihuan.foundation.files.vocabulary import FileKind

FRONT = 1_500
"""Characters that count as the first page."""
_HEADERS = re.compile(r"(?:word/(?:header|footer)\d*\.xml|ppt/slides/slide1\.xml|Doc_0/(?:Pages/Page_0|Tpls/Tpl_\d+)/Content\.xml)$")
_CELL_TEXT = re.compile(r"<t(?:\s[^>]{0,60})?>([^<]{0,200})</t>")
_HEAD, _TAIL, _MOST_SHEETS = 100_000, 10_000, 20
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_SHEET_HEADER = re.compile(r"<(?:odd|even|first)(?:Header|Footer)>([^<]{0,500})<")
_SHEET_CODE = re.compile(r'&(?:"[^"]*"|\d+|[A-Za-z])')
_ENDS = frozenset({"p", "tr", "TextObject", "br", "cr", "tab"})  # a mark before a line break or a tab stands alone, too
_TEXTS = frozenset({"t", "TextCode"})
_MOST_STREAM = 8_000_000
_RUNS = re.compile(r"[\u0020-\u007e\u00b7\u2014-\u2026\u2605\u2606\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]{2,}")


def front_of(data: bytes, kind: FileKind) -> str:
    """Header and first-page text; empty for kinds without text (pictures, films). Raises as the openers do."""
    if kind in (FileKind.DOCX, FileKind.XLSX, FileKind.PPTX, FileKind.OFD):
        return _package_front(open_package(data, kind.label), kind)
    if kind in (FileKind.DOC, FileKind.XLS, FileKind.PPT, FileKind.WPS, FileKind.ET, FileKind.DPS, FileKind.OLE):
        return _ole_front(data)
    if kind is FileKind.PDF:
        return _pdf_front(data)
    if kind in (FileKind.TXT, FileKind.MD):
        return decode(data).text[:FRONT]
    return ""


def _package_front(package: Package, kind: FileKind) -> str:
    parts = [name for name in package.names() if _HEADERS.search(name)][:40]
    texts = [_xml_text(package.read(name, TEXT_RATIO) or b"", kind.label) for name in parts]
    if kind is FileKind.DOCX:
        texts.append(_xml_text(package.read("word/document.xml", TEXT_RATIO) or b"", kind.label)[:FRONT])
    if kind is FileKind.XLSX:
        texts += [_first_strings(package), *_sheet_headers(package)]
    return "\n".join(texts)


def _first_strings(package: Package) -> str:
    """The first cells of a workbook. Its strings may be long, so that they are not parsed as a whole."""
    head = (package.read("xl/sharedStrings.xml") or b"")[:_HEAD].decode("utf-8", errors="replace")
    return unescape("\n".join(_CELL_TEXT.findall(head)))[:FRONT]


def _sheet_headers(package: Package) -> list[str]:
    """Page headers and footers of the sheets: they stand at a sheet's end, with codes for place and font between the words."""
    told = []
    for name in [name for name in package.names() if _SHEET.match(name)][:_MOST_SHEETS]:
        tail = (package.read(name) or b"")[-_TAIL:].decode("utf-8", errors="replace")
        told += [_SHEET_CODE.sub("\n", unescape(found)) for found in _SHEET_HEADER.findall(tail)]
    return told


def _xml_text(data: bytes, kind: str) -> str:
    """Visible text of a part, a line per paragraph, row, string, and per part between breaks and tabs."""
    if not data:
        return ""
    found: list[str] = []
    length = 0
    for element in parse_xml(data, kind).iter():
        name = local(element)
        if name in _ENDS:
            found.append("\n")
        elif name in _TEXTS and element.text:
            found.append(element.text)
            length += len(element.text)
            if length > FRONT * 4:
                break
    return "".join(found)


def _ole_front(data: bytes) -> str:
    """Old office files keep Chinese as UTF-16: read the main stream that way and keep runs of writing, both alignments.
    Paragraph marks break runs, so a mark alone on its line stays alone."""
    ole = open_ole(data)
    name = next((one for one in ("WordDocument", "Workbook", "Book", "PowerPoint Document") if ole.exists(one)), None)
    if name is None or ole.get_size(name) > _MOST_STREAM:
        return ""
    raw = ole.openstream(name).read()
    return "\n".join(_starred_first(raw[shift:].decode("utf-16-le", errors="replace")) for shift in (0, 1))


def _starred_first(text: str) -> str:
    runs = _RUNS.findall(text)
    return "\n".join(run for run in runs if "密" in run and (len(run) < 30 or "★" in run))


def _pdf_front(data: bytes) -> str:
    from bihuan.foundation.files.rules.pdf import first_page  # the library takes 60 ms to load: only when a PDF comes

    return first_page(data)[:FRONT]
