"""Characters that look right and are not: full-width digits, zero-width marks, radicals from PDF fonts, CR/LF."""

import re
import unicodedata
from collections.abc import Iterator

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

NEWLINE = "\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]"
ZERO_WIDTH = "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1b\x1f\ufffe\uffff\ue000-\uf8ff]"
BLANK = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]"
WIDE = "[０-９Ａ-Ｚａ-ｚ＠]"
RADICAL = "[\u2e80-\u2fd5\uf900-\ufaff]"
ODD = re.compile(f"(?P<newline>{NEWLINE})|(?P<zero>{ZERO_WIDTH}+)|(?P<blank>{BLANK})|(?P<wide>{WIDE}+)|(?P<radical>{RADICAL})")


def edits(text: str) -> Iterator[Edit]:
    for found in ODD.finditer(text):
        new = _normal(found)
        if new != found[0]:
            kind = RepairKind.CHARACTER if found.lastgroup in ("wide", "radical") else None
            yield Edit(found.start(), found.end(), new, kind)


def _normal(found: re.Match[str]) -> str:
    if found.lastgroup == "newline":
        return "\n"
    if found.lastgroup == "zero":
        return ""
    if found.lastgroup == "blank":
        return " "
    return unicodedata.normalize("NFKC", found[0])
