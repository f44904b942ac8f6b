"""Commas that a copying site slipped in before another mark (如下,。), and half-width points used as full stops."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

STRAY = re.compile(r"(?<![,，])[,，]+(?=[。、；：！？])|(?<=[,，])[,，]+|(?<=[。；])[。；]+|(?<=[。；：])[,，]+(?=[\u3400-\u9fff\n])")

EMPTY = re.compile(r"(?:“”)+”*(?!“)|””+")  # quotation marks that a converter tore from their words
DASHED = re.compile(
    r"(?<=[月日])一(?=\d{1,2}月)|(?<=\d)一(?=\d{1,2}[月日])|(?<=[年月日])一(?=\d{4}年)|(?<=\d{3})一(?=\d{7,8}(?!\d))"
)  # 5月30日一6月4日, 0100一5550123

POINT = re.compile(
    r"(?<=[\u3400-\u9fff）)”\"》%])[.．](?=[\s\u3400-\u9fff“\"《（(]|\d{1,4}[年月]|\d{1,2}[、.．][\u3400-\u9fff]|$)|(?<=\d)[.](?= [\u3400-\u9fff]|\n|$)"
)
NUMBER = re.compile(r"[ （(]*[一二三四五六七八九十\d]{1,4}[ ）)]*$")


NARROW = re.compile(r"(?<=[\u3400-\u9fff”’）)》\"%])[,:;!?]|[,:;!?](?=[\u3400-\u9fff“‘（《])")
WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
STRAIGHT = re.compile(r"\"([^\"\n]{1,60})\"")


def edits(text: str) -> Iterator[Edit]:
    found = [*_stray(text), *_points(text)]
    found += [Edit(dash.start(), dash.end(), "—", RepairKind.PUNCTUATION) for dash in DASHED.finditer(text)]
    found += [Edit(quote.start(), quote.end(), "", RepairKind.PUNCTUATION) for quote in EMPTY.finditer(text)]
    yield from sorted(found, key=lambda edit: edit.start)


def wide(text: str) -> Iterator[Edit]:
    """Commas, colons and quotation marks of Chinese text in their full width, one character for one; brackets stay as written."""
    found = [Edit(mark.start(), mark.end(), WIDE[mark[0]]) for mark in NARROW.finditer(text)]
    for quoted in STRAIGHT.finditer(text):
        found += [Edit(quoted.start(), quoted.start() + 1, "“"), Edit(quoted.end() - 1, quoted.end(), "”")]
    yield from sorted(found, key=lambda edit: edit.start)


def _stray(text: str) -> Iterator[Edit]:
    for found in STRAY.finditer(text):
        yield Edit(found.start(), found.end(), "", RepairKind.PUNCTUATION)


def _points(text: str) -> Iterator[Edit]:
    """A point behind a character ends a sentence, unless it belongs to a number at the start of the line."""
    for found in POINT.finditer(text):
        line = text.rfind("\n", max(0, found.start() - 12), found.start()) + 1
        if not NUMBER.fullmatch(text, line, found.start()):
            yield Edit(found.start(), found.end() + (text[found.end() : found.end() + 1] == " "), "。", RepairKind.PUNCTUATION)
