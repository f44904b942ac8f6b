"""Stages that a report or a commentary only quotes by name."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Span, Stage

QUOTED = re.compile(r"((?:[“][^”\n]{2,30}[”][、，,和及]?){2,8})(?:等)?([\d一二三四五六七八九十两]{1,3})个(?:阶段|步骤|环节)")


def read_quoted_stages(doc: Document) -> list[Stage]:
    """“甲”“乙”“丙”3个阶段, as reports tell them."""
    found = QUOTED.search(doc.text)
    return list(_names_in(doc, found.start(1), found.end(1))) if found else []


def _names_in(doc: Document, start: int, end: int) -> Iterator[Stage]:
    for name in re.finditer(r"“([^”\n]{2,30})”", doc.text[start:end]):
        yield Stage(name[1], None, None, None, [], Span(start + name.start(1), start + name.end(1)))
