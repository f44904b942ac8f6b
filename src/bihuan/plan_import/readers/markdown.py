"""Markdown: the marks go, the words and the written numbers stay."""

import re

from bihuan.foundation.files.rules.charset import decode
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.plan_import.readers.plain import decoding_notes, lines_of
from bihuan.plan_import.readers.text import ReadText, joined
from bihuan.plan_import.vocabulary import PlaceKind

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_RULE = re.compile(r"^\s*([-*_=])(?:\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_LEAD = re.compile(r"^\s*(?:>\s*)*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?)?")
_CLOSING = re.compile(r"\s+#+\s*$")
# Every repetition has a bound: no line, however made, takes more than linear time.
_PICTURE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{1,500}(?:\s+\"[^\"]{0,200}\")?\)")
_TAG = re.compile(r"</?(?:br|p|div|span|font|center|b|strong|em|u|sub|sup)\b[^<>]{0,300}>", re.I)
# A year mask (20**年) must survive: emphasis is taken only around words, and never right after a figure.
_STRONG = re.compile(r"(?<![\d*])(\*\*|__)(?=[^\s*_])([^*\n]{0,200}?[\u4e00-\u9fffA-Za-z][^*\n]{0,200}?)(?<=\S)\1(?![*\d])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


def read(data: bytes) -> ReadText:
    """Text of a Markdown file. Raises as `plain.read`."""
    found = decode(data)
    text = "\n".join(lines_of(found.text))
    text = _without_comments(_FRONT_MATTER.sub("", text.lstrip("\n")))
    told, places = joined([_line(line) for line in text.split("\n")], PlaceKind.LINE)
    return ReadText(told, FileKind.MD, places, decoding_notes(found))


def _without_comments(text: str) -> str:
    told = []
    while True:
        before, opened, rest = text.partition("<!--")
        told.append(before)
        _comment, closed, text = rest.partition("-->")
        if not closed:
            return "".join([*told, opened, rest])


def _line(line: str) -> str:
    if _RULE.match(line) or _FENCE.match(line) or ("-" in line and _TABLE_RULE.match(line)):
        return ""
    if line.lstrip().startswith("|"):
        return "\t".join(_words(cell.strip()) for cell in line.strip().strip("|").split("|"))
    return _words(_CLOSING.sub("", _LEAD.sub("", line, count=1)))


def _words(text: str) -> str:
    text = _LINK.sub(r"\1", _PICTURE.sub("", _TAG.sub("", text)))
    return _ESCAPE.sub(r"\1", _STRONG.sub(r"\2", text)).strip()
