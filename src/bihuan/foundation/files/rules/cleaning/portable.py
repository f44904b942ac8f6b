"""PDF: written anew by qpdf without properties, names of annotators, earlier versions, scripts and attachments."""

import io
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pikepdf

from bihuan.foundation.files.rules.cleaning.parts import LOCAL_PATH, without_folders
from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.vocabulary import Trace

_OF_ANYTHING = {"/Metadata": Trace.OTHER, "/PieceInfo": Trace.OTHER, "/LastModified": Trace.TIMES, "/Thumb": Trace.THUMBNAIL}
_OF_NOTES = {"/T": Trace.COMMENTERS, "/M": Trace.TIMES, "/CreationDate": Trace.TIMES, "/NM": Trace.OTHER}
_OF_THE_ROOT = ("/OpenAction", "/AA", "/AF", "/Collection", "/Perms", "/DSS", "/SpiderInfo", "/Legal")
_MOST_PHOTO = 200_000_000
_OF_NAMES = ("/EmbeddedFiles", "/JavaScript", "/IDS", "/URLS")
_OF_THE_TRAILER = frozenset({"/Root", "/ID", "/Size", "/Prev", "/Type", "/W", "/Index", "/Filter", "/Length", "/DecodeParms", "/XRefStm",
                             "/Encrypt"})  # fmt: skip
_OF_LAYERS = {"/CreatorInfo": Trace.AUTHOR, "/User": Trace.AUTHOR}
"""Who made a layer, and for whom it is shown (ISO 32000-1, table 102)."""
_RUNS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute"})
"""Actions that run or send something; those that only lead to a page or an address stay."""
_OF_FILES = ("/EF", "/F", "/UF", "/DOS", "/Mac", "/Unix", "/Desc", "/RF")
_DEEPEST = 40
Ways = Mapping[str, Callable[[bytes], tuple[bytes, Traces]]]


def pdf(data: bytes, clean: Ways) -> tuple[bytes, Traces]:
    """The document with its pages as they are; `clean` has a way for each packing of photographs. Raises pikepdf.PdfError."""
    traces: Traces = {Trace.EARLIER} if data.count(b"%%EOF") > 1 and b"/Linearized" not in data[:2048] else set()
    with pikepdf.open(io.BytesIO(data)) as document:
        for key in set(document.trailer.keys()) - _OF_THE_TRAILER:
            traces.add(Trace.AUTHOR if key == "/Info" else Trace.OTHER)
            del document.trailer[key]
        _root(document.Root, traces)
        for one in document.objects:
            for part in _parts(one):
                _object(part, traces, clean)
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
    form, layers = root.get("/AcroForm"), root.get("/OCProperties")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:  # a second form in XML, with scripts and properties of its own
        del form["/XFA"]
        traces.add(Trace.INSIDE)
    for each in [layers.get("/D"), *_listed(layers.get("/Configs"))] if isinstance(layers, pikepdf.Dictionary) else ():
        if isinstance(each, pikepdf.Dictionary) and "/Creator" in each:
            del each["/Creator"]
            traces.add(Trace.AUTHOR)
    for each in _listed(root.get("/Threads")):
        if isinstance(each, pikepdf.Dictionary) and "/I" in each:
            del each["/I"]
            traces.add(Trace.AUTHOR)


def _listed(one: Any) -> list[Any]:
    return list(one) if isinstance(one, pikepdf.Array) else []


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


def _object(one: Any, traces: Traces, clean: Ways) -> None:
    telling = _OF_ANYTHING | {key: Trace.AUTHOR for key in one.keys() if key.startswith("/PTEX.")}  # noqa: SIM118  no dict
    if "/Usage" in one or "/CreatorInfo" in one:
        telling |= _OF_LAYERS
    if "/Rect" in one and one.get("/Subtype") not in (None, "/Widget", "/Link"):
        telling |= _OF_NOTES
    for key, trace in telling.items():
        if key in one:
            del one[key]
            traces.add(trace)
    _inside(one, traces)
    _signature(one, traces)
    _paths(one, traces)
    if isinstance(one, pikepdf.Stream) and (way := _filters(one)[-1:]) and (how := clean.get(way[0])):
        _photo(one, traces, how)


def _signature(one: Any, traces: Traces) -> None:
    """Who signed, where, with which certificate: it holds for the original alone. What it looks like stays on the page."""
    if one.get("/FT") == "/Sig" and "/V" in one:
        del one["/V"]
        traces.add(Trace.AUTHOR)


def _paths(one: Any, traces: Traces) -> None:
    """Where another file lies on somebody's machine (ISO 32000-1, 7.11): its name alone stays."""
    for key in ("/F", "/UF", "/DOS", "/Unix", "/Mac"):
        told = one.get(key)
        if isinstance(told, pikepdf.String) and ("/S" in one or one.get("/Type") in ("/Filespec", "/F") or "/UF" in one):
            path = re.sub(r"^/([A-Za-z])/(?=.*/)", r"\1:/", str(told))
            if LOCAL_PATH.match(path):
                one[key] = without_folders(path)
                traces.add(Trace.PATHS)


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


def _photo(one: Any, traces: Traces, clean: Callable[[bytes], tuple[bytes, Traces]]) -> None:
    """A photograph in a document carries its own places and devices, also where it was packed once more."""
    (*around, way), parms = _filters(one), one.get("/DecodeParms")
    try:
        before = one.read_raw_bytes()
        for name in around:
            before = _unpacked(before, name)
        after, told = clean(before)
    except (ValueError, IndexError, struct.error, zlib.error):
        return
    if told:
        own = parms[-1] if isinstance(parms, pikepdf.Array) else None if around else parms
        one.write(after, filter=pikepdf.Name(way), decode_parms=own if isinstance(own, pikepdf.Dictionary) else None)
        traces |= told


def _unpacked(data: bytes, name: str) -> bytes:
    if name not in ("/FlateDecode", "/Fl"):
        raise ValueError(name)
    machine = zlib.decompressobj()
    found = machine.decompress(data, _MOST_PHOTO)
    if machine.unconsumed_tail:
        raise ValueError("a photograph of that size is none")
    return found
