"""A cleaned text becomes its outline: its marks are placed, then those of headings whose number was lost, and the nodes are hung up."""

from bihuan.plan_import.rules.outline import damaged, headings
from bihuan.plan_import.rules.outline.inline import Inline
from bihuan.plan_import.rules.outline.lost import lost_marks
from bihuan.plan_import.rules.outline.marks import Mark, find_marks
from bihuan.plan_import.rules.outline.names import mark_names
from bihuan.plan_import.rules.outline.nodes import Node, Outline
from bihuan.plan_import.rules.outline.order import Order
from bihuan.plan_import.rules.outline.tree import Tree


def read_outline(text: str, tables: list[tuple[int, int]]) -> Outline:
    """The outline of a cleaned text; `tables` are the places of its tables. Linear in its length for any depth that paper knows."""
    marks = damaged.same_hand(find_marks(text, tables))
    marks = damaged.without_contents(text, marks)
    outline = _placed(text, marks)
    lost = lost_marks(text, outline.nodes, tables)
    if lost:
        outline = _placed(text, sorted([*marks, *lost], key=lambda mark: (mark.start, mark.end)))
    return outline


def _placed(text: str, marks: list[Mark]) -> Outline:
    inline = Inline(text, marks)
    tree = Tree(text, Order([mark for mark in marks if mark.place == "line" and mark.n]))
    for mark in marks:
        if inline.is_heading(mark, tree):
            tree.add(mark)
    nodes = _nodes(text, tree.placed)
    mark_names(text, nodes)
    return Outline(nodes, tree.damages)


def _nodes(text: str, placed: list[tuple[Mark, int]]) -> list[Node]:
    nodes: list[Node] = []
    path: list[Node] = []
    for i, (mark, level) in enumerate(placed):
        following = placed[i + 1][0].start if i + 1 < len(placed) else len(text)
        node = headings.node(text, mark, level, following)
        for done in path[level - 1 :]:
            done.end = mark.start
        del path[level - 1 :]
        node.parent = path[-1] if path else None
        if node.parent is not None:
            node.parent.children.append(node)
        path.append(node)
        nodes.append(node)
    for open_ in path:
        open_.end = len(text)
    return nodes
