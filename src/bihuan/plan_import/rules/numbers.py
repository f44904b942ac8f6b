"""Figures stated in the text: 65家单位, 889名干部, 2742条."""

import re

from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Number, Span

UNIT = "家|名|人次|人|个|项|条|件|份|次|起|例|处|期|类|种|户|所|场|批|支|组|宗|万元|亿元|元|%|％|分|篇|部|台|辆|公里|天|小时|张|座|栋|间"
FIGURE = re.compile(
    rf"(?<![\d年月第〔\[.．:：/-])(?P<value>\d{{1,3}}(?:[,，]\d{{3}})+|\d+(?:\.\d+)?)(?P<unit>余?(?:{UNIT}))(?![月日前内])(?P<what>[\u3400-\u9fff（）“”、]{{0,16}})"
)
BEFORE = re.compile(r"[\u3400-\u9fff“”、]{1,14}$")


def read_numbers(doc: Document) -> list[Number]:
    return [_number(doc.text, found) for found in FIGURE.finditer(doc.text)]


def _number(text: str, found: re.Match[str]) -> Number:
    before = BEFORE.search(text, max(0, found.start() - 14), found.start())
    what = (before[0] if before else "") + "…" + found["what"] if found["what"] else (before[0] if before else "")
    return Number(found["value"], found["unit"], what.strip("…"), Span(found.start(), found.end("unit")))
