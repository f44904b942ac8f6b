"""How long a document is and how long it may be (domain.md E1.2; product promise 1, less paper)."""

import re
from dataclasses import dataclass

from bihuan.documents.rules.paper import Block, Paper, Table, block_lines, line_text
from bihuan.documents.vocabulary import Kind

ORDINARY_LIMIT = 5000
SPECIAL_LIMIT = 4000
COUNTED = re.compile(r"[A-Za-z0-9.%]+|[^\s]")


@dataclass(frozen=True, slots=True)
class Length:
    """Characters of the text, the limit of its kind, and by how many it is exceeded (0 when it is not)."""

    count: int
    limit: int

    @property
    def excess(self) -> int:
        return max(0, self.count - self.limit)


def characters(text: str) -> int:
    """Characters as an office program counts 字数: each Chinese character or mark is one, a run of letters or digits is one."""
    return len(COUNTED.findall(text))


def limit_of(kind: Kind) -> int:
    """4,000 for documents of a special task (方案), 5,000 for ordinary ones (E1.2)."""
    return SPECIAL_LIMIT if kind is Kind.PLAN else ORDINARY_LIMIT


def length_of(paper: Paper) -> Length:
    """Length of the text; tables and attachments are not counted."""
    return Length(sum(_block_characters(block) for block in paper.blocks), limit_of(paper.kind))


def _block_characters(block: Block) -> int:
    return 0 if isinstance(block, Table) else sum(characters(line_text(runs)) for runs in block_lines(block))
