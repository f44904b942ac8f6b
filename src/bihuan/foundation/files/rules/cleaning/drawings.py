"""Drawings inside office files: SVG without what drawing programs write of themselves, EMF without its description."""

import base64
import re
import struct
from collections.abc import Callable

from lxml import etree

from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.rules.markup import local, parse_xml
from bihuan.foundation.files.vocabulary import FileKind, Trace

_TYPE = re.compile(rb"<!DOCTYPE[^\[>]*>")
"""The one that programs write; one that declares something stays and is refused by the reading."""
_OURS = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace", "")
_SAID = frozenset({"metadata", "script"})
_PICTURE = re.compile(r"data:image/[\w.+-]+;base64,")
Inner = Callable[[str, bytes], tuple[bytes, Traces]]


def svg(data: bytes, inner: Inner) -> tuple[bytes, Traces]:
    """The drawing alone, pictures in it cleaned. Raises what parsing raises."""
    root, traces = parse_xml(_TYPE.sub(b"", data, count=1), FileKind.SVG.label), set[Trace]()
    for one in list(root.iter()):
        parent = one.getparent()
        if parent is not None and (_space(one.tag) not in _OURS or local(one) in _SAID):
            parent.remove(one)
            traces.add(Trace.OTHER)
            continue
        for key in [key for key in one.attrib if _space(key) not in _OURS]:
            del one.attrib[key]
            traces.add(Trace.OTHER)
        for key, value in one.attrib.items():
            if _PICTURE.match(str(value)):
                one.set(key, _within(str(value), inner, traces))
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8"), traces | ({Trace.OTHER} if b"<!--" in data else set())


def _space(name: str) -> str:
    return str(name)[1:].partition("}")[0] if str(name).startswith("{") else ""


def _within(value: str, inner: Inner, traces: Traces) -> str:
    head, _comma, body = value.partition(",")
    clean, told = inner("x", base64.b64decode(body))
    traces |= told
    return f"{head},{base64.b64encode(clean).decode()}"


def is_emf(data: bytes) -> bool:
    """MS-EMF 2.3.4.2: the first record is the header."""
    return data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF"


def emf(data: bytes) -> tuple[bytes, Traces]:
    """The name of the program and of the picture, blanked where they lie. Raises struct.error."""
    letters, at = struct.unpack_from("<II", data, 60)
    told = data[at : at + 2 * letters] if at >= 80 else b""
    return data[:at] + bytes(len(told)) + data[at + len(told) :] if any(told) else data, {Trace.OTHER} if any(told) else set()
