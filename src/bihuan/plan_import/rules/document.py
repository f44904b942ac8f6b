"""The text as the readers of facts see it: outline, date phrases, and what each section is about."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.plan_import.rules.dates import When, find_rhythms, find_whens
from bihuan.plan_import.rules.facts import Quote, Span
from bihuan.plan_import.rules.outline import Node, Outline, read_outline
from bihuan.plan_import.rules.stacked import find_stacked
from bihuan.plan_import.rules.tables import Table, find_tables
from bihuan.plan_import.rules.topics import Topic, topic_of


@dataclass
class Document:
    """`whens` are phrases of absolute dates, `rhythms` recurring, relative and lasting ones; both in order."""

    text: str
    outline: Outline
    whens: list[When]
    rhythms: list[When]
    topics: dict[Node, Topic | None]
    starts: list[int]
    tables: list[Table]

    @classmethod
    def of(cls, text: str) -> "Document":
        tables = sorted([*find_tables(text), *find_stacked(text)], key=lambda table: table.start)
        outline = read_outline(text, [(table.start, table.end) for table in tables])
        topics = {node: topic_of(node) for node in outline.nodes}
        return cls(text, outline, find_whens(text), find_rhythms(text), topics, [node.start for node in outline.nodes], tables)

    @property
    def nodes(self) -> list[Node]:
        return self.outline.nodes

    @property
    def preamble_end(self) -> int:
        return self.nodes[0].start if self.nodes else len(self.text)

    def node_at(self, at: int) -> Node | None:
        """The innermost node whose branch holds this offset."""
        i = bisect_left(self.starts, at + 1) - 1
        return self.nodes[i] if i >= 0 else None

    def about(self, topic: Topic) -> Iterator[Node]:
        """The outermost nodes of a topic."""
        for node in self.nodes:
            if self.topics[node] is topic and not any(self.topics[above] is topic for above in node.path() if above is not node):
                yield node

    def within(self, node: Node | None, *topics: Topic) -> bool:
        """Does the node, or one above it, have one of these topics?"""
        return node is not None and any(self.topics[above] in topics for above in node.path())

    def whens_in(self, start: int, end: int) -> Iterator[When]:
        i = bisect_left(self.whens, start, key=lambda when: when.at)
        while i < len(self.whens) and self.whens[i].until <= end:
            yield self.whens[i]
            i += 1

    def rhythms_in(self, start: int, end: int) -> Iterator[When]:
        i = bisect_left(self.rhythms, start, key=lambda when: when.at)
        while i < len(self.rhythms) and self.rhythms[i].at < end:
            if self.rhythms[i].until <= end:
                yield self.rhythms[i]
            i += 1

    def quote(self, start: int, end: int) -> Quote:
        """The text at [start, end) without blanks around it."""
        while start < end and self.text[start] in " \n":
            start += 1
        while end > start and self.text[end - 1] in " \n":
            end -= 1
        return Quote(self.text[start:end], Span(start, end))

    def sentence_start(self, at: int, most: int = 400) -> int:
        """Where the sentence that holds `at` begins."""
        low = max(0, at - most)
        return max(self.text.rfind(mark, low, at) for mark in "。！？；;\n") + 1 if at else 0

    def sentence_end(self, at: int, most: int = 400) -> int:
        high = min(len(self.text), at + most)
        ends = [found for mark in "。！？；;\n" if (found := self.text.find(mark, at, high)) >= 0]
        return min(ends, default=high)
