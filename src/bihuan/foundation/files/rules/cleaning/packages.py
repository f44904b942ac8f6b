"""DOCX, XLSX, PPTX and OFD: rewritten without properties, names of authors, thumbnails and paths; what lies inside is cleaned as well.

What a part is for is told by the relation that leads to it (ECMA-376-2, 6.5); its name is a habit of programs, and both are asked.
"""

import io
import re
import zipfile
from collections.abc import Callable
from urllib.parse import unquote

from lxml import etree

from bihuan.foundation.files.rules.archives import Package, open_package
from bihuan.foundation.files.rules.cleaning.parts import LOCAL_PATH, clean_part, without_folders
from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.rules.markup import attribute, parse_xml
from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.vocabulary import FileKind, Trace

_GONE = (
    (re.compile(r"docProps/(?!core\.xml$|app\.xml$)"), Trace.OTHER),
    (re.compile(r"docProps/thumbnail\.\w+$", re.I), Trace.THUMBNAIL),
    (re.compile(r"(?:^|/)printerSettings", re.I), Trace.DEVICE),
    (re.compile(r"^(?:_xmlsignatures|package/services/digital-signature)/", re.I), Trace.AUTHOR),
    (re.compile(r"^(?:customXml|docMetadata|\[trash\])/|^xl/customProperty", re.I), Trace.OTHER),
    (re.compile(r"^xl/revisions/", re.I), Trace.REVISERS),  # a shared workbook: who changed which cell, with the values before
    (re.compile(r"\.psmdcp$"), Trace.AUTHOR),  # properties, as programs of another make call them
    (re.compile(r"^ppt/(?:changesInfos/|revisionInfo\.xml$)"), Trace.REVISERS),
)
_FRESH = {
    "docProps/core.xml": (
        b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>', Trace.AUTHOR
    ),
    "docProps/app.xml": (b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>', Trace.BODY),
}  # fmt: skip
_LEADS_AWAY = {
    "custom-properties": Trace.OTHER, "thumbnail": Trace.THUMBNAIL, "printerSettings": Trace.DEVICE, "origin": Trace.AUTHOR,
    "signature": Trace.AUTHOR, "customXml": Trace.OTHER, "customXmlProps": Trace.OTHER, "customProperty": Trace.OTHER,
    "classificationlabels": Trace.OTHER, "revisionHeaders": Trace.REVISERS, "revisionLog": Trace.REVISERS, "usernames": Trace.REVISERS,
    "changesInfo": Trace.REVISERS, "revisionInfo": Trace.REVISERS, "attachedToolbars": Trace.OTHER,
}  # fmt: skip
_PROPERTIES = {"core-properties": "docProps/core.xml", "extended-properties": "docProps/app.xml"}
"""Relations to properties, and where those lie as a rule: others are of the same kind under another name."""
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
Inner = Callable[[str, bytes], tuple[bytes, Traces]]


def package(data: bytes, kind: FileKind, inner: Inner) -> tuple[bytes, Traces]:
    """The package written anew. `inner(name, bytes)` cleans a picture or document that lies inside. Raises what `open_package` raises."""
    held, traces = open_package(data, kind.label), set[Trace]()
    gone = {name: trace for name in held.names() for pattern, trace in _GONE if pattern.search(name)} | _led_away(held)
    traces |= set(gone.values())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fresh:
        for name in held.names():
            if name in gone or name.endswith("/"):
                continue
            # The same moment for every part: when it was written tells nothing.
            fresh.writestr(zipfile.ZipInfo(name), _part(held, name, set(gone), traces, inner), zipfile.ZIP_DEFLATED)
    return out.getvalue(), traces


def _part(held: Package, name: str, gone: set[str], traces: Traces, inner: Inner) -> bytes:
    data = held.read(name) or b""
    if name in _FRESH:
        fresh, trace = _FRESH[name]
        traces.add(trace)
        return _HEAD + fresh
    if name.endswith(".rels"):
        return _links(data, name, gone, traces, held.kind)
    if name == "[Content_Types].xml":
        return _without(data, "PartName", {f"/{one}" for one in gone}, held.kind)
    if name.lower().endswith(".xml"):
        return clean_part(name, data, traces, held.kind)
    if name.lower().endswith(".vml"):
        return _drawing(name, data, traces, held.kind)
    clean, told = inner(name, data)
    traces |= told
    return clean


def _drawing(name: str, data: bytes, traces: Traces, kind: str) -> bytes:
    """A drawing of the older kind, which programs of the time did not always write as good XML."""
    try:
        return clean_part(name, data, traces, kind)
    except DamagedFile:
        return data


def _led_away(held: Package) -> dict[str, Trace]:
    """Parts to which a relation leads that tells beside the content, whatever they are called."""
    found: dict[str, Trace] = {}
    known = {name.lower(): name for name in held.names()}
    for links in [name for name in known.values() if name.endswith(".rels")]:
        for one in parse_xml(held.read(links) or b"", held.kind):
            kind, target = _last(attribute(one, "Type") or ""), attribute(one, "Target") or ""
            name = known.get(unquote(_place(_folder(links), target)).lower(), "")
            if name and attribute(one, "TargetMode") != "External" and (trace := _gone_by(kind, name)):
                found[name] = trace
    return found


def _gone_by(kind: str, name: str) -> Trace | None:
    if kind in _PROPERTIES:
        return None if name == _PROPERTIES[kind] else Trace.AUTHOR
    return _LEADS_AWAY.get(kind)


def _last(kind: str) -> str:
    return kind.rstrip("/").rpartition("/")[2]


def _folder(links: str) -> str:
    return links.replace("_rels/", "").rpartition("/")[0]


def _without(data: bytes, key: str, values: set[str], kind: str) -> bytes:
    root = parse_xml(data, kind)
    for one in [one for one in root if attribute(one, key) in values]:
        root.remove(one)
    return _HEAD + etree.tostring(root)


def _links(data: bytes, name: str, gone: set[str], traces: Traces, kind: str) -> bytes:
    """Relations without those to parts that went; paths of somebody's machine cut to the name of the file."""
    root = parse_xml(data, kind)
    folder, lower = _folder(name), {one.lower() for one in gone}
    for one in list(root):
        target = attribute(one, "Target") or ""
        if attribute(one, "TargetMode") == "External":
            if LOCAL_PATH.match(target):
                one.set("Target", without_folders(target))
                traces.add(Trace.PATHS)
        elif unquote(_place(folder, target)).lower() in lower or _last(attribute(one, "Type") or "") in _LEADS_AWAY:
            root.remove(one)
    return _HEAD + etree.tostring(root)


def _place(folder: str, target: str) -> str:
    """Where a relation leads, as a name of the package."""
    if target.startswith("/"):
        return target[1:]
    parts: list[str] = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)
