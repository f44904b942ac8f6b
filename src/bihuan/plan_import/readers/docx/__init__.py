"""Word documents (docx): body text with numbering written out. No headers or footers, nothing is fetched, no macro is run."""

from lxml import etree

from bihuan.foundation.files.rules.archives import TEXT_RATIO, Package, open_package
from bihuan.foundation.files.rules.markup import attribute, child, local, parse_xml
from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.rules.remote import refuse_remote
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import _
from bihuan.plan_import.readers.docx.body import Body
from bihuan.plan_import.readers.docx.numbering import read_numbering
from bihuan.plan_import.readers.docx.styles import read_styles
from bihuan.plan_import.readers.text import ReadText, joined
from bihuan.plan_import.vocabulary import PlaceKind

_KIND = FileKind.DOCX.label


def read(data: bytes) -> ReadText:
    """Text of a docx, strict or transitional. Raises DamagedFile, ZipBomb, PasswordProtected, DangerousXml, RemoteContent."""
    links = refuse_remote(data, FileKind.DOCX)
    package = open_package(data, _KIND)
    main = _main_part(package)
    document = _part(package, main)
    body = child(document, "body")
    if document is None or body is None:
        raise DamagedFile(kind=_KIND)
    folder = main.rpartition("/")[0]
    styles = read_styles(_part(package, f"{folder}/styles.xml"))
    walker = Body(read_numbering(_part(package, f"{folder}/numbering.xml"), styles))
    try:
        text, places = joined(walker.lines(body), PlaceKind.PARAGRAPH)
    except RecursionError as deep:
        raise DamagedFile(kind=_KIND) from deep
    return ReadText(text, FileKind.DOCX, places, _notes(walker, links, package, folder))


def _part(package: Package, name: str) -> etree._Element | None:
    data = package.read(name, TEXT_RATIO)
    return parse_xml(data, _KIND) if data else None


def _main_part(package: Package) -> str:
    """The part the package calls its document; nearly always word/document.xml."""
    relations = _part(package, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if local(relation) == "Relationship" and (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


def _notes(walker: Body, links: int, package: Package, folder: str) -> tuple[str, ...]:
    told = []
    if walker.tracked:
        told.append(_("文档带有修订痕迹，已按全部接受来读。"))
    if "toc" in walker.seen:
        told.append(_("自动目录与正文标题重复，没有读入。"))
    if package.read(f"{folder}/comments.xml"):
        told.append(_("文档带有批注，批注没有读入。"))
    if links:
        told.append(_("文档带有 %d 处外部链接，没有访问。") % links)
    return tuple(told)
