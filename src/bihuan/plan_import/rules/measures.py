"""Measures: lists under 整治措施, and the headings of the sections that tell what is done (M40, M97)."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules import lists
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Deadline, Measure, ResponsibleUnit
from bihuan.plan_import.rules.outline import Node
from bihuan.plan_import.rules.tables import in_cell
from bihuan.plan_import.rules.topics import Topic

LABEL = re.compile(r"(?:整治|整改|治理|工作|具体|主要|落实|推进)?措施[：:]")


def read_measures(doc: Document, units: list[ResponsibleUnit], deadlines: list[Deadline]) -> list[Measure]:
    found = [*_labelled(doc), *_by_section(doc), *_tabled(doc)]
    for measure in found:
        span = measure.source
        measure.units = list(dict.fromkeys(unit.name for unit in units if span.start <= unit.source.start < span.end))
        measure.deadline = next((due.as_written for due in deadlines if span.start <= due.source.start < span.end), None)
    return sorted(found, key=lambda measure: measure.source.start)


def _labelled(doc: Document) -> Iterator[Measure]:
    for label in LABEL.finditer(doc.text):
        node = doc.node_at(label.start())
        end = min(node.body_end if node else len(doc.text), _paragraph_end(doc, label.end()))
        for first, last in lists.run_in(doc.text, label.end(), end) or lists.clauses(doc.text, label.end(), end):
            yield _measure(doc, first, last, _category_above(node))


def _tabled(doc: Document) -> Iterator[Measure]:
    """The cells of a column of measures, where another column tells what they are against."""
    for table in doc.tables:
        for row in table.rows:
            cells = {cell.kind: cell for cell in row}
            if "measure" in cells and cells.keys() & {"category", "item"}:
                about = cells.get("category")
                for first, last in in_cell(doc.text, cells["measure"]):
                    yield _measure(doc, first, last, doc.text[about.start : about.end] if about else None)


def _paragraph_end(doc: Document, at: int) -> int:
    end = doc.text.find("\n", at)
    return len(doc.text) if end < 0 else end


def _category_above(node: Node | None) -> str | None:
    while node is not None and (node.label or (not node.named and node.parent is not None)):
        node = node.parent
    return node.heading if node else None


def _by_section(doc: Document) -> Iterator[Measure]:
    for topic in (Topic.MEASURES, Topic.TASKS):
        for section in doc.about(topic):
            if not doc.within(section, Topic.PROBLEMS, Topic.STAGES):
                for child in section.children or [section]:
                    yield from _of_node(doc, child)


def _of_node(doc: Document, node: Node) -> Iterator[Measure]:
    if node.label:
        return
    leaves = [inner for inner in node.children if not inner.label]
    for leaf in leaves or [node]:
        yield _measure(doc, leaf.heading_start, leaf.end, node.heading if leaf is not node else None)


def _measure(doc: Document, start: int, end: int, category: str | None) -> Measure:
    quote = doc.quote(start, end)
    return Measure(quote.text.rstrip("。；;"), category, [], None, quote.source)
