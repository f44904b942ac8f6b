"""All categories of a plan, each with what stands in its branch."""

import re

from bihuan.plan_import.rules.categories.manifestations import read_manifestations
from bihuan.plan_import.rules.categories.names import CURE, DIMENSION, read_name
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Category, Deadline, Measure, ResponsibleUnit, Span
from bihuan.plan_import.rules.outline import Node
from bihuan.plan_import.rules.topics import Topic

PROBLEM = re.compile(r"问题|整治|治理|纠治|不[\u3400-\u9fff]|乱|违|虚|假|“|打击|清理|排查|方面|隐患|行为|风险|领域|场所|检查")
NOT_PROBLEM = re.compile(r"加强|强化|完善|建立|健全|推进|提高|开展|落实|组织|营造|成立|深化")


def read_categories(doc: Document, units: list[ResponsibleUnit], deadlines: list[Deadline], measures: list[Measure]) -> list[Category]:
    nodes = _category_nodes(doc)
    return [_category(doc, node, units, deadlines, measures) for node in nodes]


def _category_nodes(doc: Document) -> list[Node]:
    for section in doc.about(Topic.PROBLEMS):
        children = _children(doc, section)
        if children:
            return children
    for section in [*doc.about(Topic.TASKS), *doc.about(Topic.MEASURES)]:
        children = [child for child in section.children if PROBLEM.search(child.heading) and not NOT_PROBLEM.match(child.heading)]
        if len(children) >= 2 and 2 * len(children) > len(section.children):
            return children
    cures = [node for node in doc.nodes if CURE.match(node.heading) or DIMENSION.match(node.heading)]
    return cures if len(cures) >= 2 else []


def _children(doc: Document, section: Node) -> list[Node]:
    """The categories below a section; 范围 and 重点 may stand side by side in it."""
    nested = [child for child in section.children if doc.topics[child] is Topic.PROBLEMS and child.children and len(section.children) <= 4]
    if nested:
        return [inner for child in nested for inner in child.children]
    return [
        child
        for child in section.children
        if not child.label and doc.topics[child] not in (Topic.SCOPE, Topic.GOALS, Topic.STAGES)
    ]


def _category(doc: Document, node: Node, units: list[ResponsibleUnit], deadlines: list[Deadline], measures: list[Measure]) -> Category:
    name, raised, dimension = read_name(node.heading)
    inside = [unit for unit in units if node.start <= unit.source.start < node.end]
    due = next((deadline.as_written for deadline in deadlines if node.start <= deadline.source.start < node.end), None)
    own = [measure.text for measure in measures if node.start <= measure.source.start < node.end]
    return Category(
        name, raised, dimension, read_manifestations(doc, node), list(dict.fromkeys(unit.name for unit in inside)), due, own,
        Span(node.start, node.heading_end),
    )  # fmt: skip
