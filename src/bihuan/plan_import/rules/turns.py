"""Parts that follow each other in time: whatever their names, three that each carry dates of their own, one after another, are stages."""

import re
from collections.abc import Iterator, Sequence

from bihuan.plan_import.rules.dates import When
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Span, Stage

FEWEST = 3
NAME = r"[\u3400-\u9fff、“”]{2,14}"
ORDER = r"(?:(?:首先|其次|然后|随后|接着|接下来|再次|最后|[一二三四五六]是|第[一二三四五六](?:步|段|期)?)[是为，]?)?"
BEFORE = re.compile(rf"{ORDER}(?P<name>{NAME}?)(?:（[A-Za-z ,'-]+）)?(?:[（(：:，,]|时间[：:]|。?\n?（| ){{1,2}}")
GLUED = re.compile(r"(?P<name>[\u3400-\u9fff、]{3,6})(?=[。：:，,；\n])")  # 5月1日至31日全面起底，由各站…
BEHIND = re.compile(rf"[：:，, ]{{1,2}}(?P<name>{NAME}?)(?=[：:。，,（ \n])")
DATED = re.compile(r"(?:(\d{4})|-)-(\d\d)(?:-(\d\d))?([EML]?)")
DAYS = {"E": 1, "M": 11, "L": 21, "": 1}
NO_NAME = re.compile(r"^(?:时间|期限|自(?![查纠检评我清改身治主省])|从|于|在|截至|截止)|(?:时间|期限|日期|年度?|起止)$")


def in_turn(whens: Sequence[When | None]) -> bool:
    """Are there at least three, most of them ranges, each beginning where or after the one before it ends?"""
    dated = [when for when in whens if when is not None and when.kind in ("range", "on", "since")]
    ranges = sum(when.kind == "range" for when in dated)
    if len(dated) != len(whens) or len(dated) < FEWEST or 2 * ranges < len(dated):
        return False
    return all(_after(one, other) for one, other in zip(dated, dated[1:], strict=False))


def _after(one: When, other: When) -> bool:
    ended, begins = _day(one.end or one.start), _day(other.start or other.end)
    if ended is None or begins is None:
        return False
    return begins >= ended if ended[0] and begins[0] else begins[1:] >= ended[1:2] + (1,)


def _inside(when: When, whole: When) -> bool:
    day, ended = _day(when.start or when.end), _day(whole.end or whole.start)
    return day is not None and ended is not None and day[1:] < ended[1:]


def _day(written: str | None) -> tuple[int, int, int] | None:
    found = DATED.match(written or "")
    return (int(found[1] or 0), int(found[2]), int(found[3] or DAYS[found[4]])) if found else None


def dated_lines(doc: Document) -> list[Stage]:
    """摸底（3月1日至31日），…。 清收 4月1日至5月31日 …, or the dates first: lines or sentences that open so, at least three in turn."""
    best: list[tuple[Stage, When]] = []
    for form in (_name_first, _date_first):
        found = [(stage, when) for when in doc.whens if when.kind in ("range", "on") and (stage := form(doc, when))]
        for run in _runs(found):
            best = run if len(run) > len(best) else best
    return [stage for stage, _when in best]


def _runs(found: list[tuple[Stage, When]]) -> Iterator[list[tuple[Stage, When]]]:
    found = _without_strays(found)
    start = 0
    for end in range(1, len(found) + 1):
        if end == len(found) or not _after(found[end - 1][1], found[end][1]):
            if in_turn([when for _stage, when in found[start:end]]):
                yield found[start:end]
            start = end


def _without_strays(found: list[tuple[Stage, When]]) -> list[tuple[Stage, When]]:
    """A single date inside a stage (不能久拖，10月底见结果) is no stage after it."""
    kept: list[tuple[Stage, When]] = []
    for stage, when in found:
        if when.kind == "range" or not kept or (_after(kept[-1][1], when) and not _inside(when, kept[-1][1])):
            kept.append((stage, when))
    return kept


def _name_first(doc: Document, when: When) -> Stage | None:
    start = doc.sentence_start(when.at)
    if doc.text[start : when.at] == "（":  # 首先是起底。（5月上旬）
        start = doc.sentence_start(start - 1)
    while doc.text[start : start + 1] == " ":
        start += 1
    named = BEFORE.fullmatch(doc.text, start, when.at)
    return _stage(named["name"], when, Span(start, when.until)) if named else None


def _date_first(doc: Document, when: When) -> Stage | None:
    start = doc.sentence_start(when.at)
    named = BEHIND.match(doc.text, when.until) or (GLUED.match(doc.text, when.until) if when.kind == "range" else None)
    if named is None or doc.text[start : when.at].strip():
        return None
    return _stage(named["name"], when, Span(when.at, named.end()))


def _stage(name: str, when: When, span: Span) -> Stage | None:
    if len(name.strip("、“”")) < 2 or NO_NAME.search(name):
        return None
    return Stage(name, when.start, when.end, when.as_written, [], span)
