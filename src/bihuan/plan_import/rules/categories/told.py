"""Categories told in the body of a section: bullets, 一是…二是…, lines with a name, rows of a table, or one list without names."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules import lists
from bihuan.plan_import.rules.categories.manifestations import HOW, VERBS, WRONG, in_text
from bihuan.plan_import.rules.categories.names import read_name
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Category, Manifestation, Span
from bihuan.plan_import.rules.outline import Node
from bihuan.plan_import.rules.tables import Cell, Table, in_cell
from bihuan.plan_import.rules.units import unit_names

NAMED = re.compile(r"(?P<name>(?:着力|重点|集中)?[\u3400-\u9fff“”\"、]{2,18}?)(?P<close>[。：，])(?=[\u3400-\u9fff“（①])")
SHOWN_BY = re.compile(
    r"^(?P<name>[^，。：；\n]{2,20})(?:，(?=(?:主要|具体|突出)(?:表现|体现)?(?:是|为|有|在|指|包括)(?!由)[^\n]{4})|——(?=[\u3400-\u9fff]))",
    re.MULTILINE,
)  # 接待上的“冷”，主要是…
NAMED_CELL = re.compile(
    r"(?:(?:整治|治理|解决|纠治)?(?P<problem>[^，。：；]{2,20}(?:问题|乱象|行为))[：:。]"
    r"|(?!清理|规范|完善|推[进行]|开展|建立|加强|落实|整改|整治|解决|修订|制定)(?P<name>[^，。：；]{2,20}|[^。：；]{4,16})[：:])(?=.{4})"
)
ORDINAL = re.compile(
    r"^(?:重点|问题|方面|类型|专项|领域)[一二三四五六七八九十\d]{1,2}[：:](?P<name>[^。：；\n]{2,24})[。：]?$", re.MULTILINE
)
OWN = re.compile(r"[\u3400-\u9fff“”\"、，（）]{2,24}")
LEAD_LINE = re.compile(r"(?:问题|具体|主要)表现(?:形式)?[^，。：；\n]{0,6}：\n")
BOX = re.compile(r"(?:(?<=\n)|(?<!.))【(?P<name>[\u3400-\u9fff“”、]{2,20})】[：:]?\n?")
IN_SENTENCE = re.compile(
    rf"(?:聚焦|围绕|针对|紧盯|关于|在|对)?(?P<name>[^，。：；\n]{{2,20}}?)(?:上|方面|中|领域)?(?:存在的)?[，：](?=(?:{HOW})+(?:{VERBS}))"
)
LISTED = re.compile(r"(?:整治|治理|解决|查处|纠正|纠治|排查|检查|查摆|打击|清理)|表现|包括|问题")
ROLE = re.compile(r"(?:责任|牵头|配合|主办|协办|完成|整改)(?:单位|部门|时限|领导|人|措施)")


def in_body(doc: Document, section: Node) -> list[Category]:
    start, end = section.body_start, section.end
    return (
        list(_ordinals(doc.text, start, end))
        or list(_run_in(doc.text, start, end))
        or list(_boxed(doc.text, start, end))
        or list(_shown(doc.text, start, end))
        or list(_lines(doc.text, start, end))
        or list(_one_list(doc.text, section))
    )


def _run_in(text: str, start: int, end: int) -> Iterator[Category]:
    """一是有偿补课，…；二是…"""
    pieces = lists.run_in(text, start, end)
    named = [NAMED.match(text, first, last) for first, last in pieces]
    if len(pieces) < 2 or not all(named):
        return
    for (_first, last), name in zip(pieces, named, strict=True):
        if name is not None:
            yield _category(text, name.start("name"), name.end("name"), in_text(text, name.end(), last))


def in_sentences(text: str, nodes: list[Node]) -> list[tuple[Category, Node]]:
    """聚焦乱收费问题，重点整治…; 在采购上，严肃查处…: each sentence names its category first. [] where one does not."""
    found = [IN_SENTENCE.match(text, node.heading_start, node.end) for node in nodes]
    if len(nodes) < 2 or not all(found):
        return []
    return [
        (_category(text, name.start("name"), name.end("name"), in_text(text, name.end(), node.end)), node)
        for name, node in zip(found, nodes, strict=True)
        if name is not None
    ]


def _boxed(text: str, start: int, end: int) -> Iterator[Category]:
    """【有偿补课】组织…"""
    boxes = list(BOX.finditer(text, start, end))
    if len(boxes) >= 2:
        for box, stop in zip(boxes, [*(box.start() for box in boxes[1:]), end], strict=True):
            yield _category(text, box.start("name"), box.end("name"), in_text(text, box.end(), stop))


def _shown(text: str, start: int, end: int) -> Iterator[Category]:
    """Lines that name their category before a comma: 接待上的“冷”，主要是…"""
    lines = list(_each_line(text, start, end))
    named = [name for first, last in lines if (name := SHOWN_BY.match(text, first, last))]
    if len(named) >= 2 and 2 * len(named) >= len(lines):
        for name in named:
            line = text.find("\n", name.end(), end)
            yield _category(text, name.start("name"), name.end("name"), in_text(text, name.end(), end if line < 0 else line))


def _lines(text: str, start: int, end: int) -> Iterator[Category]:
    """Lines that are a name, or begin with one: 有偿补课问题。组织…"""
    lines = list(_each_line(text, start, end))
    own = [i for i, (first, last) in enumerate(lines) if OWN.fullmatch(text, first, last) and not ROLE.match(text, first)]
    if len(own) >= 2:
        for i, following in zip(own, [*own[1:], len(lines)], strict=True):
            if following > i + 1:
                stop = next((first for first, _last in lines[i + 1 : following] if ROLE.match(text, first)), lines[following - 1][1])
                yield _category(text, *lines[i], in_text(text, lines[i + 1][0], stop))
        return
    named = [
        name
        for first, last in lines
        if (name := NAMED.match(text, first, last)) and name["close"] != "，" and not LISTED.match(name["name"])
    ]
    if len(named) >= 2:
        for name in named:
            line = text.find("\n", name.end(), end)
            yield _category(text, name.start("name"), name.end("name"), in_text(text, name.end(), end if line < 0 else line))


def _ordinals(text: str, start: int, end: int) -> Iterator[Category]:
    """重点一：收购环节。 and its list below, 重点二：…"""
    named = list(ORDINAL.finditer(text, start, end))
    if len(named) >= 2:
        for one, stop in zip(named, [*(one.start() for one in named[1:]), end], strict=True):
            yield _category(text, one.start("name"), one.end("name"), in_text(text, one.end(), stop))


def _each_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            yield at, at + len(line.rstrip())
        at += len(line) + 1


def _one_list(text: str, section: Node) -> Iterator[Category]:
    """Only manifestations, no names: the section is the category."""
    items = in_text(text, section.body_start, section.end)
    if len(items) >= 3 and LISTED.search(text, section.body_start, section.end):
        yield Category(section.heading, None, None, items, [], None, [], Span(section.start, section.heading_end))


def _category(text: str, start: int, end: int, items: list[Manifestation]) -> Category:
    name, raised, dimension = read_name(text[start:end])
    return Category(name, raised, dimension, items, [], None, [], Span(start, end))


def in_lead(doc: Document) -> list[Category]:
    """问题表现是：, and under it lines that name their category first; under whatever heading."""
    for lead in LEAD_LINE.finditer(doc.text):
        node = doc.node_at(lead.start())
        found = list(_lines(doc.text, lead.end(), node.body_end if node else len(doc.text)))
        if len(found) >= 2:
            return found
    return []


def in_tables(doc: Document, section: Node | None = None) -> list[Category]:
    """Rows of a table with a column of problems and one of manifestations, or of problems alone."""
    found: dict[str, Category] = {}
    for table in doc.tables:
        if section is None or section.start <= table.start < section.end:
            for row in table.rows:
                _row(doc.text, row, found)
            if not found:
                found.update((category.name, category) for category in _named_cells(doc.text, table))
    return list(found.values())


def _named_cells(text: str, table: Table) -> Iterator[Category]:
    """Cells that name a problem and list how it shows: 维修资金使用不规范：虚报工程量、伪造签字. Every row, and each tells of wrong."""
    cells = [cell for row in table.rows for cell in row if cell.kind == "item"]
    named = [NAMED_CELL.match(text, cell.start, cell.end) for cell in cells]
    wrong = [WRONG.search(text, cell.start, cell.end) for cell in cells]
    if len(cells) < 2 or len(cells) < len(table.rows) or not all(named) or 4 * sum(map(bool, wrong)) < 3 * len(cells):
        return
    for cell, name in zip(cells, named, strict=True):
        if name is not None:
            group = "problem" if name["problem"] else "name"
            yield _category(text, *name.span(group), in_text(text, name.end(), cell.end))


def _row(text: str, row: list[Cell], found: dict[str, Category]) -> None:
    cells = {cell.kind: cell for cell in row}
    if "category" not in cells:
        return
    cell = cells["category"]
    name = text[cell.start : cell.end]
    category = found.setdefault(name, _category(text, cell.start, cell.end, []))
    if "item" in cells:
        category.manifestations += in_text(text, cells["item"].start, cells["item"].end)
    if "measure" in cells:
        category.measures += [text[first:last].rstrip("。；;") for first, last in in_cell(text, cells["measure"])]
    for kind in ("lead", "responsible", "co"):
        if kind in cells:
            category.responsible_units += [name for name, _at, _until in unit_names(text, cells[kind].start, cells[kind].end)]
    if "deadline" in cells and category.deadline is None:
        category.deadline = text[cells["deadline"].start : cells["deadline"].end]
