"""Marks of Markdown that a chat program or a converter left in a text: ## 一、…, **（一）…**, - 1.…, > …"""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.cleaning.working import Edit

NUMBER = r"(?:[（(]?[一二三四五六七八九十\d]{1,3} ?[、.．）)]|第[一二三四五六七八九十\d]{1,3}[阶部章步])"
SIGN = re.compile(
    rf"^ {{0,3}}(?:#{{1,6}} *|>+ +|[-*+] +(?=\**{NUMBER})|\*\*(?={NUMBER}))|(?P<stars>\*\*(?=\S)|(?<=\S)\*\*)",
    re.MULTILINE,
)
MASKED = re.compile(r"\d ?\*\*|\*\*+ ?[省市县区镇乡村局年月日]")


def edits(text: str) -> Iterator[Edit]:
    """Stars that mask a name or a year (**县, 20**年) stay."""
    strong = text.count("**") > 1 and not MASKED.search(text)
    for sign in SIGN.finditer(text):
        if strong or not sign["stars"]:
            yield Edit(sign.start(), sign.end(), "")
