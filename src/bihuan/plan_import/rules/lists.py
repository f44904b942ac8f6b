"""Lists that run inside a text: （1）…（2）…, ①…②…, 一是…二是…, 首先…其次…, and items parted by ； or commas."""

import re

from bihuan.plan_import.rules.chinese import NUMERAL, sentences, split_outside

STYLES = (
    re.compile(r"(?:(?<=[。；;：:，,、）)\n ])|(?<!.))[（(]?(?P<n>\d{1,2})[）)](?!\d)[、.．]?"),
    re.compile(rf"(?:(?<=[。；;：:，,、\n ])|(?<!.))[（(](?P<n>[{NUMERAL}]{{1,3}})[）)]"),
    re.compile(r"(?P<n>[①-⑳])"),
    re.compile(rf"(?:(?<=[。；;：:，,、\n ])|(?<!.))(?P<n>[{NUMERAL}])(?:是(?=[\u3400-\u9fff“])|要(?=[\u3400-\u9fff“]))"),
    re.compile(r"(?:(?<=[。；;：:，,\n ])|(?<!.))(?P<n>\d{1,2})[.．、](?!\d)"),
    re.compile(r"(?:(?<=[。；;\n])|(?<!.))(?P<n>首先|其次|再次|最后)(?:[，,是要])?"),
    re.compile(r"(?:(?<=[。；;：:\n])|(?<!.))(?P<n>——|●|■|◆|▲|★|•|·)"),
)
Piece = tuple[int, int]


def run_in(text: str, start: int, end: int) -> list[Piece]:
    """The items of the outermost list inside text[start:end], without their marks; [] where there is none."""
    best: list[re.Match[str]] = []
    for style in STYLES:
        marks = list(style.finditer(text, start, end))
        if len(marks) >= 2 and (not best or marks[0].start() < best[0].start()):
            best = marks
    if not best:
        return []
    ends = [mark.start() for mark in best[1:]] + [end]
    return [_trim(text, mark.end(), stop) for mark, stop in zip(best, ends, strict=True) if text[mark.end() : stop].strip(" 。；;，,\n")]


def clauses(text: str, start: int, end: int) -> list[Piece]:
    """Sentences and parts of sentences between 。 and ；."""
    return [_trim(text, first, last) for first, last in sentences(text, start, end)]


def by_comma(text: str, start: int, end: int) -> list[Piece]:
    """Parts between commas of any kind that stand in no quotation mark or bracket."""
    return [(start + first, start + last) for first, last in split_outside(text[start:end], "，,、；;。")]


def _trim(text: str, start: int, end: int) -> Piece:
    while start < end and text[start] in " \n，,、：:":
        start += 1
    while end > start and text[end - 1] in " \n。；;，,、":
        end -= 1
    return start, end
