"""What a docx carries so that its numbers can be checked later: a property with the document's id, and the ordered figures.

Office programs keep a custom property, bookmarks and text order; some drop custom XML. So the property leads to the register, the
custom XML serves where there is no register, and bookmarks only locate.
"""

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from bihuan.documents.rendering.docx.wordml import clean
from bihuan.documents.rules.bindings import bindings_json, digest
from bihuan.documents.rules.paper import Paper

NAMESPACE = "urn:bihuan:figures:1"
PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def stamp(document: Document, paper: Paper, kept: str = "", seal: str = "") -> None:
    """Add the property part and the custom XML part. `kept` is the list as the register keeps it, `seal` its signature as JSON."""
    listed = kept or bindings_json(paper)
    package = document.part.package
    names = {"BihuanDocument": paper.document_id, "BihuanAsOf": paper.as_of, "BihuanFigures": digest(listed)}
    names |= {"BihuanCheck": paper.check, "BihuanSeal": seal} if seal else {}
    properties = Part(PackURI("/docProps/custom.xml"), PROPERTIES_TYPE, _properties(names), package)
    package.relate_to(properties, f"{OFFICE}/relationships/custom-properties")
    figures = f'{HEAD}<figures xmlns="{NAMESPACE}">{clean(listed)}</figures>'.encode()
    document.part.relate_to(Part(PackURI("/customXml/item9.xml"), "application/xml", figures, package), f"{OFFICE}/relationships/customXml")


def _properties(names: dict[str, str]) -> bytes:
    entries = "".join(
        f'<property fmtid="{PROPERTY_SET}" pid="{pid}" name="{name}"><vt:lpwstr>{clean(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(names.items(), 2)
    )
    spaces = f'xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes"'
    return f"{HEAD}<Properties {spaces}>{entries}</Properties>".encode()
