"""XML from strangers: no entities, no document type, no network."""

from lxml import etree

from bihuan.foundation.files.rules.refusals import DamagedFile, DangerousXml, ZipBomb
from bihuan.foundation.kernel import _

MOST_BYTES = 20_000_000
"""Largest XML part that is parsed; a plan of 100 pages has 2 MB."""


def parse_xml(data: bytes, kind: str) -> etree._Element:
    """The root element. `kind` names the file in the refusal. Raises DangerousXml, DamagedFile, ZipBomb."""
    if len(data) > MOST_BYTES:
        raise ZipBomb(why=_("单个部件过大"))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise (DangerousXml if _declares(data) else DamagedFile)(kind=kind) from broken
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise DangerousXml
    return root


def _declares(data: bytes) -> bool:
    head = data[:65536].replace(b"\x00", b"")
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


def local(element: etree._Element) -> str:
    """The tag without its namespace (strict and transitional OOXML differ in nothing else that matters here)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return str(value)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names, or None."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element
