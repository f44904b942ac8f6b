"""Letters that a scanner read for figures: 2O24年, l2月, 6月30曰, （S）集中整治; only where nothing but a figure can stand."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

FIGURE = {"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "〇": "0", "○": "0"}
AS = "lI|Oo○"
LATIN = "A-Za-z@/._"
RUN = re.compile(rf"(?<![{LATIN}&=?\d])[\d{AS}]{{1,14}}(?![{LATIN}])|(?<=\.)[{AS}](?=[%％])")
BEHIND = re.compile(r" ?(?:[年月日曰号个名项条次家起份万元亿天周%％〕)）—–－~至、，。-]|工作日|—)")
BEFORE = re.compile(r"[年月〔（(第—–－~至到共不少于近约-] ?$")
LINE = re.compile(r"^( *[（(]?)([lI|])([.．、）)])(?= ?[\u3400-\u9fff“《])", re.MULTILINE)
GLUED = re.compile(r"(?<=[。；：])([lI])([.．、])(?= ?[\u3400-\u9fff“《])")
DAY = re.compile(r"(?<=[\dlIOo])曰|(?<=[\d月上中下])[口曰](?=前|起|至|—|[）)])")
HAND = {"S": "三", "=": "二", "＝": "二", "—": "一", "-": "一", "－": "一", "_": "一", "ー": "一"}
BRACKETED = re.compile(r"(?:^ *|(?<=[。；：]))[（(]([S=＝—\-－_ー])[）)](?=[\u3400-\u9fff“])", re.MULTILINE)
DOTTED = re.compile(r"^ *([—\-－=＝ー])、(?=[\u3400-\u9fff“])", re.MULTILINE)
MONTH_END = re.compile(r"(?<=月)未(?=[前）)，。；、至—–－-])")
SLIPS = {"根椐": "根据", "间题": "问题"}  # words that are none
SLIP = re.compile("|".join(SLIPS))
INSIDE = re.compile("(?<=[日月时年周天以之])內")
CLOSED = re.compile(r"[（(][^（）()〈〉《》〔〕\n]{1,30}([〉〕])")  # （一〉: a bracket closed by another one's end


def edits(text: str) -> Iterator[Edit]:
    found: list[tuple[int, int, str]] = [*_figures(text), *_numbers(text)]
    found += [(day.start(), day.end(), "日") for day in DAY.finditer(text)]
    found += [(closed.start(1), closed.end(1), "）") for closed in CLOSED.finditer(text)]
    found += [(end.start(), end.end(), "末") for end in MONTH_END.finditer(text)]
    found += [(inside.start(), inside.end(), "内") for inside in INSIDE.finditer(text)]
    found += [(slip.start(), slip.end(), SLIPS[slip[0]]) for slip in SLIP.finditer(text)]
    for start, end, new in sorted(found):
        yield Edit(start, end, new, RepairKind.CHARACTER)


def _figures(text: str) -> Iterator[tuple[int, int, str]]:
    """Runs of figures with such letters among them; letters alone only between words of time."""
    for run in RUN.finditer(text):
        written = run[0]
        if written.isdecimal() or not set(written) & set(FIGURE) or ("|" in written and _in_a_row(text, run.start())):
            continue
        between = BEHIND.match(text, run.end()) or text[run.end() : run.end() + 1] in "\n "
        if (
            any(letter.isdecimal() for letter in written)
            or (between and BEFORE.search(text, max(0, run.start() - 2), run.start()))
            or _timed(text, run)
        ):
            yield run.start(), run.end(), "".join(FIGURE.get(letter, letter) for letter in written)


def _in_a_row(text: str, at: int) -> bool:
    """Bars between the cells of a table are no figures."""
    start, end = text.rfind("\n", max(0, at - 200), at) + 1, text.find("\n", at, at + 200)
    return text.count("|", max(start, at - 200), end if end >= 0 else at + 200) > 1


def _timed(text: str, run: re.Match[str]) -> bool:
    """l月, lO日: letters alone right before a word of time."""
    return text[run.end() : run.end() + 1] in ("月", "日", "曰") and "|" not in run[0] and set(run[0]) <= set("lIOo")


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Numbers of headings: l. I、 (S) （=） —、"""
    for found in LINE.finditer(text):
        yield found.start(2), found.end(2), "1"
    for found in GLUED.finditer(text):
        yield found.start(1), found.end(1), "1"
    for pattern in (BRACKETED, DOTTED):
        for found in pattern.finditer(text):
            yield found.start(1), found.end(1), HAND[found[1]]
