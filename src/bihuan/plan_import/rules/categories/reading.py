"""All categories of a plan, each with what stands in its branch."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.categories import told
from bihuan.plan_import.rules.categories.manifestations import DONE, LEAD, SHOWN, numbered, read_manifestations
from bihuan.plan_import.rules.categories.names import CHECK_CURE, CURE, DIMENSION, read_name
from bihuan.plan_import.rules.categories.spoken import in_speech
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Category, Deadline, Manifestation, Measure, ResponsibleUnit, Span
from bihuan.plan_import.rules.outline import Node
from bihuan.plan_import.rules.topics import Topic

PROBLEM = re.compile(r"问题|乱象|整治(?!行动$)|治理(?!行动$)|纠治|不[力实严作担够]|违规|违法|违纪|虚假|隐患|[“\"](?:四风|庸|懒|散|拖|浮)")
NOT_PROBLEM = re.compile(
    r"(?:进一步|切实|全面|深入|认真|着力|持续)*(?:加强|强化|完善|建立|健全|推进|推动|提高|提升|落实|组织|营造|成立|深化|规范|严格|签订|明确|制定|优化|压实|畅通|实施|改进|创新|抓好|做好|加大|加快|督促|开展(?!.*(?:整治|治理)))"
)
STRONG = re.compile(
    r"问题|表现|整治(?:的)?(?:重点|内容|任务|清单)|治理(?:重点|内容|任务|清单)|整顿|纠治|排查(?:整治)?(?:重点|内容|范围)|检查(?:的)?(?:重点|内容)|乱象"
)
NAMED_ONE = re.compile(r"(?<!发现的)(?<!反映的)(?:问题|乱象)$")
LIST_TITLE = re.compile(r"^[^，。：；]{0,16}(?:(?:问题|负面|整治|排查)|问题[^，。：；]{2,4})清单$")
STAGED = re.compile(
    r" ?[（(][^（）()\n]{0,20}[月日] ?[—–\-－~～至到]{1,2} ?[^（）()\n]{1,24}[）)]"
)  # a stage, whatever section a lost number left it in
NESTED = re.compile(r"(?:重点|内容|任务|清单|表现|事项|问题)$")
ELSEWHERE = (Topic.STAGES, Topic.REQUIREMENTS, Topic.ORGANISATION, Topic.ACCOUNTABILITY, Topic.PRINCIPLES, Topic.GOALS)
Facts = tuple[list[ResponsibleUnit], list[Deadline], list[Measure]]


def read_categories(doc: Document, units: list[ResponsibleUnit], deadlines: list[Deadline], measures: list[Measure]) -> list[Category]:
    facts = (units, deadlines, measures)
    sections = [section for section in doc.about(Topic.PROBLEMS) if not doc.within(section.parent, *ELSEWHERE)]
    for section in sorted(sections, key=lambda section: not STRONG.search(section.heading)):
        found = list(_in_section(doc, section, facts))
        if found:
            return found
    listed = _appended(doc)
    if listed:
        return [_category(doc, node, facts) for node in listed]
    return (
        told.in_tables(doc)
        or [_category(doc, node, facts) for node in _elsewhere(doc)]
        or _in_tasks(doc, facts)
        or told.in_lead(doc)
        or in_speech(doc)
    )


def _appended(doc: Document) -> list[Node]:
    """The numbered parts of an appendix whose own title is 问题清单."""
    top = doc.outline.top
    for i, node in enumerate(top):
        above = doc.text[max(0, node.start - 40) : node.start].rstrip("\n").rpartition("\n")[2] if node.n == 1 else ""
        if node.n == 1 and LIST_TITLE.search(above):
            listed = [node, *(one for one, n in zip(top[i + 1 :], range(2, 100), strict=False) if one.n == n and one.style == node.style)]
            if len(listed) >= 2 and all(one.children for one in listed):
                return listed
    return []


def _in_section(doc: Document, section: Node, facts: Facts) -> Iterator[Category]:
    children = _children(doc, section)
    leaves = _leaves(children)
    if leaves:
        yield from (_category(doc, leaf, facts, dimension=leaf.parent.heading if leaf.parent else None) for leaf in leaves)
        return
    named = [child for child in children if _names_a_problem(section, child)]
    if _all_tasks(children):
        return
    if children and 2 * len(named) > len(children):
        for child in children if STRONG.search(section.heading) else named:
            inner = _inner(doc, child)
            yield from (_category(doc, one, facts, dimension=child.heading if inner else None) for one in inner or [child])
    elif children and not any(child.named for child in children):
        by_name = told.in_sentences(doc.text, children)
        yield from (_filled(category, child, facts) for category, child in by_name)
        if not by_name:
            yield _of_sentences(doc, section, children)
    elif not children:
        tabled = any(section.start <= table.start < section.end for table in doc.tables)  # its cells are no names
        for category in told.in_tables(doc, section) or ([] if tabled else told.in_body(doc, section)):
            yield _filled(category, section, facts)


def _all_tasks(children: list[Node]) -> bool:
    """Names half of which tell what to do (规范…, 加强…), and none what is wrong."""
    plain = all(child.named and not child.children and not PROBLEM.search(child.heading) for child in children)
    return len(children) >= 2 and plain and 2 * sum(bool(NOT_PROBLEM.match(child.heading)) for child in children) >= len(children)


def _names_a_problem(section: Node, child: Node) -> bool:
    """A name that is no task; or whatever its words, where the section lists problems and items stand below it."""
    if child.children and STRONG.search(section.heading):
        return True
    return child.named and not (NOT_PROBLEM.match(child.heading) and not STRONG.search(child.heading))


def _children(doc: Document, section: Node) -> list[Node]:
    """The categories below a section; 范围 and 重点 may stand side by side in it. Several that end in 问题 are categories themselves."""
    inner = [child for child in section.children if doc.topics[child] is Topic.PROBLEMS and NESTED.search(child.heading)]
    nested = [child for child in inner if child.children and len(section.children) <= 4]
    if nested and sum(bool(child.children) for child in section.children) == 1:
        return [category for child in nested for category in child.children]
    return [
        child
        for child in section.children
        if not child.label
        and not STAGED.match(doc.text, child.heading_end)
        and not DONE.fullmatch(child.heading)
        and doc.topics[child] not in (Topic.SCOPE, Topic.GOALS, Topic.STAGES)
    ]


def _leaves(children: list[Node]) -> list[Node]:
    """Two levels of names, 采购环节 above 低价中标。…: the inner ones carry the manifestations."""
    below = [[leaf for leaf in child.children if _carries(leaf)] for child in children]
    deep = [leaves for child, leaves in zip(children, below, strict=True) if leaves and len(leaves) == len(child.children)]
    return [leaf for leaves in deep for leaf in leaves] if children and len(deep) == len(children) else []


def _inner(doc: Document, child: Node) -> list[Node]:
    """Names below one of several categories, each with 主要表现为 behind it: this one only gathers them."""
    shown = [leaf for leaf in child.children if _carries(leaf) and LEAD.match(doc.text, leaf.body_start, leaf.end)]
    return shown if len(shown) >= 2 and len(shown) == len(child.children) else []


def _carries(leaf: Node) -> bool:
    inside = bool(leaf.children) or leaf.body_end - leaf.body_start > 6
    return leaf.named and inside and not SHOWN.fullmatch(leaf.heading) and not DONE.fullmatch(leaf.heading)


def _in_tasks(doc: Document, facts: Facts) -> list[Category]:
    """聚焦乱收费问题，重点整治… as sentences of the section on tasks."""
    for section in [*doc.about(Topic.TASKS), *doc.about(Topic.MEASURES)]:
        by_name = told.in_sentences(doc.text, [child for child in section.children if not child.label])
        if by_name:
            return [_filled(category, child, facts) for category, child in by_name]
    return []


def _elsewhere(doc: Document) -> list[Node]:
    """Categories below 主要任务 or 措施, or headings 治“拖” and 作风上的“散” anywhere."""
    for section in [*doc.about(Topic.TASKS), *doc.about(Topic.MEASURES)]:
        children = [
            child for child in section.children if child.named and PROBLEM.search(child.heading) and not NOT_PROBLEM.match(child.heading)
        ]
        if len(children) >= 2 and 2 * len(children) > len(section.children):
            return children
    for siblings in [doc.outline.top, *(node.children for node in doc.nodes)]:
        named = [
            node for node in siblings if NAMED_ONE.search(node.heading) and len(node.heading) <= 24 and not NOT_PROBLEM.match(node.heading)
        ]
        if len(named) >= 2 and 2 * len(named) >= len(siblings) and not doc.within(named[0].parent, *ELSEWHERE):
            return named
    cures = [node for node in doc.nodes if any(named.match(node.heading) for named in (CURE, CHECK_CURE, DIMENSION))]
    return cures if len(cures) >= 2 else []


def _category(doc: Document, node: Node, facts: Facts, *, dimension: str | None = None) -> Category:
    name, raised, own = read_name(node.heading)
    category = Category(name, raised, own or dimension, read_manifestations(doc, node), [], None, [], Span(node.start, node.heading_end))
    return _filled(category, node, facts)


def _of_sentences(doc: Document, section: Node, children: list[Node]) -> Category:
    """Numbered sentences without names: the section itself is the only category."""
    items: list[Manifestation] = [item for child in children for item in numbered(doc, child)]
    return Category(section.heading, None, None, items, [], None, [], Span(section.start, section.heading_end))


def _filled(category: Category, node: Node, facts: Facts) -> Category:
    """Units, deadline and measures that stand in the branch of the node."""
    units, deadlines, measures = facts
    if node.children or category.source.start == node.start:
        category.responsible_units = list(dict.fromkeys(unit.name for unit in units if node.start <= unit.source.start < node.end))
        category.deadline = next((due.as_written for due in deadlines if node.start <= due.source.start < node.end), None)
        category.measures = [measure.text for measure in measures if node.start <= measure.source.start < node.end]
    return category
