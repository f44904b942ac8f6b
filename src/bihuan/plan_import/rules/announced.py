"""Numbers of parts that the text announces (六个方面, 分三个阶段) against what was found."""

import re

from bihuan.plan_import.rules.chinese import NUMERAL, split_outside, to_int
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Announced, Category, Span, Stage

WORDS = re.compile(
    rf"(?P<n>[{NUMERAL}]{{1,3}}|\d{{1,3}})(?:个|种|类|项|大)?(?:方面(?:突出)?(?:的)?(?:问题|内容|重点|任务)?|阶段|步骤|环节|步(?=进行|实施|走|，)|倾向性问题|突出问题|具体表现(?:形式)?|(?:问题)?清单|重点(?:任务|问题|领域)|类问题|领域|专项(?:整治|行动))"
)
STAGE = re.compile(r"阶段|步骤|环节|步$")
PROBLEM = re.compile(r"方面|问题|倾向|重点|领域")
TRAIT = re.compile(r"具体表现")


def read_announced(doc: Document, stages: list[Stage], categories: list[Category]) -> list[Announced]:
    found = []
    for match in WORDS.finditer(doc.text):
        count = to_int(match["n"])
        before = doc.text[match.start() - 1 : match.start()]
        if count is None or count < 2 or before in ("第", "“", "之") or before.isdecimal():
            continue
        listed = _listed_before(doc.text, match.start())
        found.append(Announced(match[0], count, listed or _found(match[0], stages, categories), Span(match.start(), match.end())))
    return found


def _listed_before(text: str, at: int) -> int | None:
    """自查清单、批评清单、谈话清单等 stands before 3个清单."""
    if text[at - 1 : at] != "等":
        return None
    start = max(text.rfind(mark, max(0, at - 200), at) for mark in "。；，：\n") + 1
    parts = list(split_outside(text[start : at - 1], "、"))
    return len(parts) if len(parts) > 1 else None


def _found(text: str, stages: list[Stage], categories: list[Category]) -> int | None:
    if STAGE.search(text):
        return len(stages) if stages else None
    if TRAIT.search(text):
        return sum(len(category.manifestations) for category in categories) or None
    return len(categories) if categories and PROBLEM.search(text) and "清单" not in text else None
