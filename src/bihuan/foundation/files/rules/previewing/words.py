"""Word and PowerPoint files as blocks of words, tables and pictures; bare text as paragraphs. Nothing of the file becomes markup."""

import re
from collections.abc import Iterator

from lxml import etree

from bihuan.foundation.files.rules.archives import Package, open_package
from bihuan.foundation.files.rules.charset import decode
from bihuan.foundation.files.rules.markup import attribute, child, local, parse_xml
from bihuan.foundation.files.rules.previewing.blocks import Block, Preview, Shot
from bihuan.foundation.files.rules.previewing.shots import opened, shot
from bihuan.foundation.files.rules.refusals import UnreadableFile
from bihuan.foundation.files.vocabulary import FileKind

MOST_BLOCKS, MOST_WORDS, MOST_PICTURES = 1_500, 120_000, 20
_MARKS = {"b": "b", "i": "i", "u": "u", "strike": "s"}
_HEADING = re.compile(r"^(?:heading|标题)\s?([1-6])$", re.I)
_PICTURES = {"jpg": FileKind.JPG, "jpeg": FileKind.JPG, "png": FileKind.PNG, "gif": FileKind.GIF, "bmp": FileKind.BMP, "tif": FileKind.TIF,
             "tiff": FileKind.TIF, "webp": FileKind.WEBP}  # fmt: skip
_SLIDE = re.compile(r"^ppt/slides/slide(\d+)\.xml$")


class _Reader:
    """Goes through one document; holds the pictures found so far, and how much is still taken."""

    def __init__(self, package: Package) -> None:
        self.package, self.words = package, 0
        self.shots: list[Shot] = []
        self.links = _links(package)
        self.levels = _levels(package)

    def blocks(self, body: etree._Element) -> Iterator[Block]:
        """Blocks in their order, tables as rows of their words."""
        for one in body:
            if local(one) == "p":
                yield from self._paragraph(one)
            elif local(one) == "tbl":
                yield self._table(one)
            elif local(one) in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
                yield from self.blocks(one)

    def _paragraph(self, one: etree._Element) -> Iterator[Block]:
        runs = tuple(self._runs(one))
        style = child(one, "pPr", "pStyle")
        level = self.levels.get(attribute(style, "val") or "", 0) if style is not None else 0
        if any(text.strip() for text, _mark in runs):
            yield Block("h" if level else "p", level, runs)
        for blip in one.iter("{*}blip"):
            number = self._picture(attribute(blip, "embed") or "")
            if number >= 0:
                yield Block("picture", picture=number)

    def _runs(self, one: etree._Element) -> Iterator[tuple[str, str]]:
        for run in one.iter("{*}r"):
            words = "".join(_word(part) for part in run if local(part) in ("t", "tab", "br", "cr", "noBreakHyphen"))
            self.words += len(words)
            if words and self.words <= MOST_WORDS:
                yield words, _style(child(run, "rPr"))

    def _table(self, one: etree._Element) -> Block:
        rows = []
        for row in one.iterchildren("{*}tr"):
            rows.append(tuple("\n".join(self._cell(cell)) for cell in row.iterchildren("{*}tc")))
            if len(rows) >= MOST_BLOCKS or self.words > MOST_WORDS:
                break
        return Block("table", rows=tuple(rows))

    def _cell(self, one: etree._Element) -> Iterator[str]:
        for paragraph in one.iter("{*}p"):
            words = "".join(text for text, _mark in self._runs(paragraph))
            if words.strip():
                yield words

    def _picture(self, link: str) -> int:
        name = self.links.get(link, "")
        kind = _PICTURES.get(name.rpartition(".")[2].lower())
        data = self.package.read(name) if kind and len(self.shots) < MOST_PICTURES else None
        if not data or kind is None:
            return -1
        try:
            with opened(data, kind, 1000) as picture:
                self.shots.append(shot(picture, 1000))
        except UnreadableFile:
            return -1
        return len(self.shots) - 1


def _word(part: etree._Element) -> str:
    return {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(local(part), part.text or "")


def _style(properties: etree._Element | None) -> str:
    if properties is None:
        return ""
    held = {local(one) for one in properties if attribute(one, "val") not in ("0", "false", "none", "off")}
    return "".join(mark for name, mark in _MARKS.items() if name in held)


def _links(package: Package) -> dict[str, str]:
    data = package.read("word/_rels/document.xml.rels")
    found = parse_xml(data, package.kind) if data else ()
    inside = (one for one in found if attribute(one, "TargetMode") != "External")
    return {attribute(one, "Id") or "": "word/" + (attribute(one, "Target") or "").removeprefix("/word/") for one in inside}


def _levels(package: Package) -> dict[str, int]:
    """Style → level of heading."""
    data = package.read("word/styles.xml")
    found = {}
    for style in parse_xml(data, package.kind) if data else ():
        name = child(style, "name")
        matched = _HEADING.match(attribute(name, "val") or "") if name is not None else None
        if matched:
            found[attribute(style, "styleId") or ""] = int(matched[1])
    return found


def document(data: bytes) -> Preview:
    """A Word file. Raises what opening and parsing raise."""
    reader = _Reader(open_package(data, FileKind.DOCX.label))
    body = child(parse_xml(reader.package.read("word/document.xml") or b"", FileKind.DOCX.label), "body")
    blocks: list[Block] = []
    for one in reader.blocks(body) if body is not None else ():
        if len(blocks) >= MOST_BLOCKS:
            return Preview(reader.shots, blocks, total=1, more=True)
        blocks.append(one)
        if reader.words > MOST_WORDS:  # the part in which there was one word too many is shown as far as it was read
            break
    return Preview(reader.shots, blocks, total=1, more=reader.words > MOST_WORDS)


def slides(data: bytes) -> Preview:
    """The words of a PowerPoint file, slide by slide."""
    package = open_package(data, FileKind.PPTX.label)
    found = sorted((int(match[1]), name) for name in package.names() if (match := _SLIDE.match(name)))
    blocks: list[Block] = []
    for number, name in found[:100]:
        blocks.append(Block("slide", level=number))
        root = parse_xml(package.read(name) or b"", FileKind.PPTX.label)
        lines = ("".join(part.text or "" for part in one.iter("{*}t")) for one in root.iter("{*}p"))
        blocks += [Block("p", runs=((line, ""),)) for line in lines if line.strip()]
    return Preview(blocks=blocks[:MOST_BLOCKS], total=len(found), more=len(found) > 100 or len(blocks) > MOST_BLOCKS)


def plain(data: bytes) -> Preview:
    """Bare text, a block for each line."""
    text = decode(data[: MOST_WORDS * 4]).text
    lines = text[:MOST_WORDS].splitlines()
    blocks = [Block("p", runs=((line, ""),)) for line in lines[:MOST_BLOCKS] if line.strip()]
    return Preview(blocks=blocks, total=1, more=len(lines) > MOST_BLOCKS or len(text) > MOST_WORDS)
