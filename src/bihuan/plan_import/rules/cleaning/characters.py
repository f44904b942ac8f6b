"""Characters that look right and are not: full-width digits, zero-width marks, radicals from PDF fonts, CR/LF, markup left in a text."""

import html
import re
import unicodedata
from collections.abc import Iterator

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

NEWLINE = "\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]"
ZERO_WIDTH = "[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\ufffe\uffff\ue000-\uf8ff\U000e0000-\U000e007f]"
BLANK = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]"
WIDE = "[０-９Ａ-Ｚａ-ｚ＠]"
SMALL = "[﹐-﹗｡､￭∶]"  # small and narrow marks of another keyboard: ﹑ for 、
RADICAL = "[\u2e80-\u2fd5\uf900-\ufaff]"
# Sharing sites print a letter of another script where a paragraph ended: 形成合力。Р(二)…
STANDS_FOR_A_BREAK = "(?<![\u0400-\u04ff])\u0420(?![\u0400-\u04ff])|(?:</(?:p|div|li|tr|h[1-6])>|<br ?/?>)\n?"
MARKUP = "</?[a-zA-Z][a-zA-Z0-9]{0,9}(?: [^<>\n]{0,200})?/?>"
ENTITY = "&(?:nbsp|ensp|emsp|ldquo|rdquo|lsquo|rsquo|mdash|middot|hellip|amp|lt|gt|quot|#\\d{2,5});"
ODD = re.compile(
    f"(?P<newline>{NEWLINE}|{STANDS_FOR_A_BREAK})|(?P<zero>{ZERO_WIDTH}+|{MARKUP})|(?P<blank>{BLANK})|(?P<wide>{WIDE}+)|(?P<small>{SMALL})|(?P<radical>{RADICAL})|(?P<entity>{ENTITY})"
)


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
    if found.lastgroup == "entity":
        letter = html.unescape(found[0])
        return " " if letter.isspace() else letter
    return unicodedata.normalize("NFKC", found[0]).replace("∶", "：")
