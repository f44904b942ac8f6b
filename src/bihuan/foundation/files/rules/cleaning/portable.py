"""PDF: written anew by qpdf without properties, names of annotators, earlier versions, scripts and attachments."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf

from bihuan.foundation.files.rules.cleaning.traces import Trace, Traces

_OF_ANYTHING = {"/Metadata": Trace.OTHER, "/PieceInfo": Trace.OTHER, "/LastModified": Trace.TIMES, "/Thumb": Trace.THUMBNAIL}
_OF_NOTES = {"/T": Trace.COMMENTERS, "/M": Trace.TIMES, "/CreationDate": Trace.TIMES, "/NM": Trace.OTHER}
_OF_THE_ROOT = ("/OpenAction", "/AA", "/AF", "/Collection", "/Perms", "/DSS")
_OF_NAMES = ("/EmbeddedFiles", "/JavaScript")


def pdf(data: bytes, jpeg: Callable[[bytes], tuple[bytes, Traces]]) -> tuple[bytes, Traces]:
    """The document with its pages as they are. Raises pikepdf.PdfError."""
    traces: Traces = {Trace.EARLIER} if data.count(b"%%EOF") > 1 and b"/Linearized" not in data[:2048] else set()
    with pikepdf.open(io.BytesIO(data)) as document:
        if "/Info" in document.trailer:
            traces.add(Trace.AUTHOR)
            del document.trailer["/Info"]
        _root(document.Root, traces)
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                _object(one, traces, jpeg)
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue(), traces


def _root(root: Any, traces: Traces) -> None:
    held = [(root, key) for key in _OF_THE_ROOT if key in root]
    names = root.get("/Names")
    held += [(names, key) for key in _OF_NAMES if isinstance(names, pikepdf.Dictionary) and key in names]
    for where, key in held:
        # A place to open at is no secret; what runs or lies inside is.
        if key == "/OpenAction" and not isinstance(where[key], pikepdf.Dictionary):
            continue
        del where[key]
        traces.add(Trace.INSIDE)


def _object(one: Any, traces: Traces, jpeg: Callable[[bytes], tuple[bytes, Traces]]) -> None:
    telling = dict(_OF_ANYTHING)
    if "/Rect" in one and one.get("/Subtype") not in (None, "/Widget", "/Link"):
        telling |= _OF_NOTES
    for key, trace in telling.items():
        if key in one:
            del one[key]
            traces.add(trace)
    if isinstance(one, pikepdf.Stream) and one.get("/Filter") == "/DCTDecode":
        _photo(one, traces, jpeg)


def _photo(one: Any, traces: Traces, jpeg: Callable[[bytes], tuple[bytes, Traces]]) -> None:
    """A photograph in a document carries its own places and devices."""
    before = one.read_raw_bytes()
    try:
        after, told = jpeg(before)
    except (ValueError, IndexError):
        return
    if told:
        one.write(after, filter=pikepdf.Name.DCTDecode, decode_parms=one.get("/DecodeParms"))
        traces |= told
