"""The words of one paragraph: tracked changes accepted, hidden text and instructions left out, text boxes set aside."""

import re
from dataclasses import dataclass, field

from lxml import etree

from bihuan.foundation.files.rules.markup import attribute, child, local
from bihuan.plan_import.readers.numerals import written

_DROPPED = frozenset({"del", "moveFrom", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "rt", "rubyPr"})
_SIGNS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
_CIRCLED = re.compile(r"\beq\s*\\o\s*\\ac\s*\(\s*[○〇]\s*,\s*(\d{1,2})\s*\)", re.I)


@dataclass(slots=True)
class Words:
    """What a paragraph says: its text, the text boxes anchored in it, whether changes were tracked."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    tracked: bool = False
    instruction: str = ""

    @property
    def text(self) -> str:
        """The text without blanks at its ends."""
        return "".join(self.parts).strip(" \n")


def words_of(paragraph: etree._Element) -> Words:
    """Collect a paragraph."""
    words = Words()
    for inner in paragraph:
        _collect(inner, words)
    return words


def mark_deleted(paragraph: etree._Element) -> bool:
    """Was the paragraph's end deleted under tracking, so that it flows into the next one?"""
    marks = child(paragraph, "pPr", "rPr")
    return child(marks, "del") is not None or child(marks, "moveFrom") is not None


def _collect(element: etree._Element, words: Words) -> None:
    name = local(element)
    if name in _DROPPED or name == "r" and _hidden(element):
        words.tracked = words.tracked or name in ("del", "moveFrom")
    elif name == "t":
        words.parts.append(element.text or "")
    elif name in _SIGNS:
        words.parts.append(_SIGNS[name])
    elif name == "br":
        words.parts.append("" if attribute(element, "type") in ("page", "column") else "\n")
    elif name == "txbxContent":
        words.boxes.append(element)
    elif name in ("instrText", "fldChar"):
        _field(element, name, words)
    else:
        words.tracked = words.tracked or name in ("ins", "moveTo")
        for inner in _chosen(element) if name == "AlternateContent" else element:
            _collect(inner, words)


def _chosen(element: etree._Element) -> list[etree._Element]:
    """Of two renderings of the same thing, the first."""
    options = [inner for inner in element if local(inner) == "Choice"] or list(element)
    return options[:1]


def _hidden(run: etree._Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false", "off")


def _field(element: etree._Element, name: str, words: Words) -> None:
    """Instructions of fields are no text; but a circled number (带圈字符) exists only as an instruction."""
    if name == "instrText":
        words.instruction += element.text or ""
    elif attribute(element, "fldCharType") == "begin":
        words.instruction = ""
    elif found := _CIRCLED.search(words.instruction):
        words.parts.append(written(int(found.group(1)), "decimalEnclosedCircle"))
        words.instruction = ""
