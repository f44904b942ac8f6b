"""Categories that a report quotes: “甲”“乙”“丙”等5种倾向性问题 (M35, M36)."""

import re

from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Category, Span

LIST = re.compile(
    r"(?P<list>(?:“(?:[^“”\n]|“[^“”\n]*”){2,40}”[、，,和及]?){2,12})(?:等)?(?:[\d一二三四五六七八九十两]{1,3})(?:个|种|类|项|方面|大)(?:方面|突出|倾向性|主要|典型|具体)*(?:问题|现象|倾向)"
)
ONE = re.compile(r"“((?:[^“”\n]|“[^“”\n]*”){2,40})”|‘([^’\n]{2,40})’")


def read_quoted_categories(doc: Document) -> list[Category]:
    found = LIST.search(doc.text)
    if found is None:
        return []
    names = ONE.finditer(doc.text, found.start("list"), found.end("list"))
    return [Category(name[1], None, None, [], [], None, [], Span(name.start(1), name.end(1))) for name in names]
