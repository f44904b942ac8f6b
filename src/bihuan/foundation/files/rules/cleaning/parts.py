"""XML parts of office files: names of people, times of their changes, paths. A part that tells nothing stays as it is, byte for byte."""

import re

from lxml import etree

from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.rules.markup import attribute, local, parse_xml
from bihuan.foundation.files.vocabulary import Trace

NOBODY = "*"
_WORD = re.compile(
    rb"(?:author|initials|rsid|dateUtc|attachedTemplate|docVar|mailMerge|user(?:Name|Id)|dataBinding|printerSettings|permStart|docId|[iI]nstr)"
)
_BOOK = re.compile(
    rb"(?:author|user(?:Name|Id)|absPath|displayName|dT=|pageSetup|refreshed|customWorkbookView|customProperties|connection=)"
)
_SLIDES = re.compile(rb"(?:initials|userId| dt=|created=|custData|<(?:p:)?tag )")
_OFD = re.compile(rb"(?:Creator|Author|CreationDate|ModDate|LastModDate|CustomData)")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""How a part in UTF-16 begins: no word is found in it without reading it."""
_REMARK = re.compile(rb"<!--|<\?(?!xml\s)")
_NAMED = {"author": Trace.REVISERS, "initials": Trace.COMMENTERS, "userName": Trace.AUTHOR, "displayName": Trace.COMMENTERS,
          "userId": Trace.COMMENTERS, "Creator": Trace.COMMENTERS, "refreshedBy": Trace.AUTHOR}  # fmt: skip
_DROPPED = {"dateUtc": Trace.TIMES, "dT": Trace.TIMES, "dt": Trace.TIMES, "created": Trace.TIMES, "LastModDate": Trace.TIMES,
            "refreshedDate": Trace.TIMES, "refreshedDateIso": Trace.TIMES, "CreationDate": Trace.TIMES, "ModDate": Trace.TIMES,
            "suggestedsigneremail": Trace.AUTHOR}  # fmt: skip
_ELEMENTS = {
    "rsids": Trace.REVISERS, "attachedTemplate": Trace.PATHS, "docVars": Trace.OTHER, "mailMerge": Trace.PATHS, "absPath": Trace.PATHS,
    "Author": Trace.AUTHOR, "Creator": Trace.AUTHOR, "CreatorVersion": Trace.OTHER, "CreationDate": Trace.TIMES, "ModDate": Trace.TIMES,
    "CustomDatas": Trace.OTHER, "docId": Trace.OTHER, "printerSettings": Trace.DEVICE, "custData": Trace.OTHER,
    "customProperties": Trace.OTHER, "dataBinding": Trace.OTHER,
}  # fmt: skip
_PEOPLE = re.compile(r"ppt/(?:commentAuthors|authors)\.xml$")
_TAGS = re.compile(r"ppt/tags/")
"""What programs remember with slides, among it of the machine."""
_FIELD = re.compile(
    r"(?:file:/+)?(?:\b[A-Za-z]:[\\/]+|\\{4})(?:[^\"\\/]+[\\/]+)*|(?:file://|(?<=[\"\s]))/(?:Users|home|private|Volumes)/(?:[^\"/]+/)*"
)
"""Folders in the instruction of a field, where every backslash may stand twice."""
_HARMLESS = ("provider", "driver")
LOCAL_PATH = re.compile(r"^(?:file:|[A-Za-z]:[\\/]|\\\\|/(?:Users|home|private|Volumes)/)")
"""A place on somebody's machine or on a shared one."""
_PATH = re.compile(rb"=\s*[\"'](?:file:|[A-Za-z]:[\\/]|\\\\|/(?:Users|home|private|Volumes)/)")


def without_folders(path: str) -> str:
    """The name of the file alone."""
    return re.split(r"[\\/]", path.rstrip("\\/"))[-1] or "x"


def clean_part(name: str, data: bytes, traces: Traces, kind: str) -> bytes:
    """One part of a package. Raises what parsing raises."""
    folder = name.partition("/")[0]
    words = {"word": _WORD, "xl": _BOOK, "ppt": _SLIDES}.get(folder, _OFD)
    wide = data.startswith(_WIDE)
    remarked = _REMARK.search(data.replace(b"\0", b"") if wide else data)
    if not (wide or remarked or words.search(data) or _PATH.search(data)):
        return data
    root = parse_xml(data, kind)
    before = len(traces)
    changed = _comments_of_a_book(root, traces) if folder == "xl" else False
    if remarked:  # gone with the reading
        changed = True
        traces.add(Trace.OTHER)
    for one in list(root.iter()):
        changed |= _element(one, name, traces)
    if not changed and len(traces) == before:
        return data
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _element(one: etree._Element, part: str, traces: Traces) -> bool:
    parent = one.getparent()
    if local(one) in _ELEMENTS and parent is not None and not (local(one) == "Author" and one.text is None):
        parent.remove(one)
        traces.add(_ELEMENTS[local(one)])
        return True
    changed = _field(one, traces)
    signed = any(local_name(key) in ("author", "userName") for key in one.attrib)
    for key in list(one.attrib):
        changed |= _attribute(one, key, signed, _PEOPLE.search(part) is not None, traces) or _known_place(one, key, part, traces)
    return changed


def _field(one: etree._Element, traces: Traces) -> bool:
    """Paths in the instruction of a field (INCLUDEPICTURE, LINK, HYPERLINK)."""
    if local(one) not in ("instrText", "delInstrText") or not one.text or (fresh := _FIELD.sub("", one.text)) == one.text:
        return False
    one.text = fresh
    traces.add(Trace.PATHS)
    return True


def _known_place(one: etree._Element, key: str, part: str, traces: Traces) -> bool:
    """Attributes that tell only where they stand."""
    name, value = local_name(key), str(one.get(key, ""))
    fresh, trace = value, Trace.OTHER
    match local(one), name:
        case "permStart", "ed":
            fresh, trace = NOBODY, Trace.COMMENTERS
        case "customWorkbookView", "name":  # "somebody – personal view"; the names must differ
            fresh, trace = one.get("guid", NOBODY), Trace.AUTHOR
        case "dbPr", "connection":
            fresh, trace = ";".join(each for each in value.split(";") if each.strip().lower().startswith(_HARMLESS)), Trace.PATHS
        case "tag", "val" if _TAGS.match(part):
            fresh = ""
        case "fldSimple", "instr":
            fresh, trace = _FIELD.sub("", value), Trace.PATHS
    if fresh == value:
        return False
    one.set(key, fresh)
    traces.add(trace)
    return True


def local_name(key: str) -> str:
    """The name of an attribute without its namespace."""
    return key.rpartition("}")[2]


def _attribute(one: etree._Element, key: str, signed: bool, is_person: bool, traces: Traces) -> bool:
    name = local_name(key)
    if name.startswith("rsid") or name in _DROPPED or signed and name in ("date", "dateTime") or local(one) == "pageSetup" and name == "id":
        traces |= {_DROPPED.get(name, Trace.REVISERS)} if name != "id" else set()
        del one.attrib[key]
        return True
    if name in _NAMED and (name != "displayName" or local(one) == "person") or is_person and name in ("name", "providerId"):
        traces.add(Trace.COMMENTERS if local(one) in ("comment", "person") or is_person else _NAMED.get(name, Trace.COMMENTERS))
        one.set(key, NOBODY)
        return True
    if LOCAL_PATH.match(path := str(one.get(key))):
        traces.add(Trace.PATHS)
        one.set(key, without_folders(path))
        return True
    return False


def _comments_of_a_book(root: etree._Element, traces: Traces) -> bool:
    """The list of authors; and the name that Excel writes into the comment itself, before its first line."""
    authors = {(one.text or "").strip() for one in root.iter() if local(one) == "author"} - {""}
    for one in root.iter():
        if local(one) == "author":
            one.text = NOBODY
        elif local(one) == "t" and (
            named := next((name for name in authors if (one.text or "").startswith((f"{name}:", f"{name}："))), "")
        ):
            one.text = (one.text or "")[len(named) + 1 :]
    traces |= {Trace.COMMENTERS} if authors else set()
    return bool(authors)


def hidden_sheets(data: bytes, kind: str) -> list[str]:
    """Names of the sheets of a workbook that are not shown."""
    root = parse_xml(data, kind)
    return [
        attribute(one, "name") or "" for one in root.iter() if local(one) == "sheet" and attribute(one, "state") in ("hidden", "veryHidden")
    ]
