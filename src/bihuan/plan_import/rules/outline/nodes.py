"""A node of the outline: one numbered heading with its body and its children."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class Node:
    """[start, end) is the whole branch; the heading is [heading_start, heading_end); the body [body_start, body_end) ends at the first child.
    `named` is False for a numbered item that is a whole sentence and names nothing, `label` is True for 1.责任单位：甲局."""

    level: int
    style: str
    n: int
    number: str
    heading: str
    start: int
    heading_start: int
    heading_end: int
    body_start: int
    body_end: int
    end: int
    at_line: bool
    named: bool = True
    label: bool = False
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    def branch(self) -> Iterator[Node]:
        """This node and all below it, in the order of the text."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def path(self) -> Iterator[Node]:
        """This node and those above it."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


@dataclass(frozen=True, slots=True)
class Damage:
    """A number that is repeated, missing, out of order or of another style than its neighbours."""

    kind: str
    number: str
    expected: str
    start: int
    end: int


@dataclass
class Outline:
    nodes: list[Node]
    damages: list[Damage]

    @property
    def top(self) -> list[Node]:
        return [node for node in self.nodes if node.parent is None]
