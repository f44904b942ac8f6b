"""PDF: written anew by qpdf without properties, names of annotators, earlier versions, scripts and attachments."""

import io
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from bihuan.foundation.files.rules.cleaning.traces import Trace, Traces

_OF_ANYTHING = {"/Metadata": Trace.OTHER, "/PieceInfo": Trace.OTHER, "/LastModified": Trace.TIMES, "/Thumb": Trace.THUMBNAIL}
_OF_NOTES = {"/T": Trace.COMMENTERS, "/M": Trace.TIMES, "/CreationDate": Trace.TIMES, "/NM": Trace.OTHER}
_OF_THE_ROOT = ("/OpenAction", "/AA", "/AF", "/Collection", "/Perms", "/DSS")
_MOST_PHOTO = 200_000_000
_OF_NAMES = ("/EmbeddedFiles", "/JavaScript")
_RUNS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute"})
"""Actions that run or send something; those that only lead to a page or an address stay."""
_OF_FILES = ("/EF", "/F", "/UF", "/DOS", "/Mac", "/Unix", "/Desc", "/RF")
_DEEPEST = 40


def pdf(data: bytes, jpeg: Callable[[bytes], tuple[bytes, Traces]]) -> tuple[bytes, Traces]:
    """The document with its pages as they are. Raises pikepdf.PdfError."""
    traces: Traces = {Trace.EARLIER} if data.count(b"%%EOF") > 1 and b"/Linearized" not in data[:2048] else set()
    with pikepdf.open(io.BytesIO(data)) as document:
        if "/Info" in document.trailer:
            traces.add(Trace.AUTHOR)
            del document.trailer["/Info"]
        _root(document.Root, traces)
        for one in document.objects:
            for part in _parts(one):
                _object(part, traces, jpeg)
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


def _parts(one: Any, deep: int = 0) -> Iterator[Any]:
    """A dictionary or stream, and those that are written inside it."""
    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        yield one
        inside = [one[key] for key in list(one.keys())]
    else:
        inside = list(one) if isinstance(one, pikepdf.Array) else []
    for value in inside:
        if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect and deep < _DEEPEST:
            yield from _parts(value, deep + 1)


def _object(one: Any, traces: Traces, jpeg: Callable[[bytes], tuple[bytes, Traces]]) -> None:
    telling = dict(_OF_ANYTHING)
    if "/Rect" in one and one.get("/Subtype") not in (None, "/Widget", "/Link"):
        telling |= _OF_NOTES
    for key, trace in telling.items():
        if key in one:
            del one[key]
            traces.add(trace)
    _inside(one, traces)
    if isinstance(one, pikepdf.Stream) and _filters(one)[-1:] == ["/DCTDecode"]:
        _photo(one, traces, jpeg)


def _inside(one: Any, traces: Traces) -> None:
    """What runs by itself or at a click, and files that lie in the document: at its pages, notes and fields too."""
    gone = [key for key in ("/AA",) if key in one]
    gone += [key for key in ("/FS",) if one.get("/Subtype") == "/FileAttachment" and key in one]
    gone += [key for key in _OF_FILES if "/EF" in one and key in one]
    gone += [key for key in ("/S", "/JS", "/F", "/Win", "/Next") if str(one.get("/S", "")) in _RUNS and key in one]
    for key in gone:
        del one[key]
        traces.add(Trace.INSIDE)


def _filters(one: Any) -> list[str]:
    """How a stream is packed, the outermost first; one way may stand by itself or in a list."""
    told = one.get("/Filter")
    return [str(each) for each in (told if isinstance(told, pikepdf.Array) else [told] if told is not None else [])]


def _photo(one: Any, traces: Traces, jpeg: Callable[[bytes], tuple[bytes, Traces]]) -> None:
    """A photograph in a document carries its own places and devices, also where it was packed once more."""
    around, parms = _filters(one)[:-1], one.get("/DecodeParms")
    try:
        before = one.read_raw_bytes()
        for name in around:
            before = _unpacked(before, name)
        after, told = jpeg(before)
    except (ValueError, IndexError, zlib.error):
        return
    if told:
        own = parms[-1] if isinstance(parms, pikepdf.Array) else None if around else parms
        one.write(after, filter=pikepdf.Name.DCTDecode, decode_parms=own if isinstance(own, pikepdf.Dictionary) else None)
        traces |= told


def _unpacked(data: bytes, name: str) -> bytes:
    if name not in ("/FlateDecode", "/Fl"):
        raise ValueError(name)
    machine = zlib.decompressobj()
    found = machine.decompress(data, _MOST_PHOTO)
    if machine.unconsumed_tail:
        raise ValueError("a photograph of that size is none")
    return found
