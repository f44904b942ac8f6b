"""Web pages: the main text. Scripts, styles, hidden parts and clear navigation go; tables become rows, lists get written numbers."""

import re

from lxml import etree

from bihuan.foundation.files.rules.charset import decode
from bihuan.foundation.files.rules.refusals import DamagedFile, TooDeep
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import _
from bihuan.plan_import.readers.html.chrome import drop_chrome
from bihuan.plan_import.readers.html.flow import Flow
from bihuan.plan_import.readers.html.mhtml import unpacked
from bihuan.plan_import.readers.plain import decoding_notes
from bihuan.plan_import.readers.text import ReadText, joined
from bihuan.plan_import.vocabulary import PlaceKind

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.I)


def read(data: bytes) -> ReadText:
    """Text of a page. Raises EmptyFile, UnknownEncoding, DamagedFile, TooDeep."""
    page, charset = unpacked(data)
    told = _CHARSET.search(page[:8192])
    found = decode(page, charset or (told.group(1).decode("ascii") if told else ""))
    root = _parse(found.text)
    dropped = drop_chrome(root)
    text, places = joined(Flow().lines(root), PlaceKind.PARAGRAPH)
    notes = decoding_notes(found)
    if dropped:
        notes += (_("网页的导航、页脚等 %d 处没有读入。") % dropped,)
    return ReadText(text, FileKind.HTML, places, notes)


def _parse(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(text.replace("\x00", "").encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as broken:
        raise DamagedFile(kind=FileKind.HTML.label) from broken
    if any(one.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for one in parser.error_log):  # what lies deeper was silently left out
        raise TooDeep(kind=FileKind.HTML.label)
    if root is None:  # a page of nothing but blanks
        raise DamagedFile(kind=FileKind.HTML.label)
    body = root.find("body")
    return root if body is None else body
