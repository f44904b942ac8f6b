"""Compares what the plan reader found with what a careful person found: pure functions, no reader inside.

Facts are matched one to one, the closest pair first; each field gives a `Tally` of hits, false and missed facts. What counts
as equal is said in `tests/corpus/plans/README.md`. Expected facts marked `optional` are neither rewarded nor punished.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

Fact = dict
ARTICLE = re.compile(r"第[一二三四五六七八九十百\d]+条")
SAME_NAME, SAME_TEXT, SAME_BODY = 0.85, 0.8, 0.8
FACTS_WHERE_NONE_SHOULD_BE = (
    *("stages", "channels", "units", "categories", "manifestations", "deadlines"),
    *("ladder", "organisation", "reporting", "period"),
)


@dataclass
class Tally:
    """Counts of one field: `hits` right, `false` found but not there, `missed` there but not found; texts kept for a person to read."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    false_facts: list[str] = field(default_factory=list)
    missed_facts: list[str] = field(default_factory=list)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.hits + other.hits, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / both if both else 1.0


def plain(text: object) -> str:
    """The text without blanks and punctuation, full-width letters and digits made narrow."""
    return "".join(c for c in unicodedata.normalize("NFKC", str(text or "")) if c.isalnum()).lower()


def alike(one: object, other: object) -> float:
    return fuzz.ratio(plain(one), plain(other)) / 100


def overlaps(one: object, other: object) -> bool:
    a, b = plain(one), plain(other)
    return bool(a and b) and (a in b or b in a or fuzz.partial_ratio(a, b) >= 80)


def heading_key(heading: object) -> str:
    """A heading for comparison: `第一阶段：` before a name does not count."""
    key = plain(heading)
    return re.sub(r"^第[一二三四五六七八九十\d]+(阶段|步)", "", key) or key


def stage_key(name: object) -> str:
    """A stage name for comparison: `动员部署`, `动员部署阶段` and `第一阶段：动员部署` are the same."""
    key = heading_key(name)
    return key.removesuffix("阶段") or key


def same_date(expected: str | None, found: str | None, text: str) -> bool:
    """Whether two contract dates mean the same; a year left out equals any year that the text states, 底 equals the last day."""
    if not expected or not found:
        return not expected and not found
    if expected.startswith("--") != found.startswith("--"):
        dated, bare = (found, expected) if expected.startswith("--") else (expected, found)
        return dated[:4] in text and _last_day(dated) in (_last_day(dated[:4] + bare[1:]), dated[:4] + bare[1:])
    return _last_day(expected) == _last_day(found)


def _last_day(value: str) -> str:
    """`2024-11L` and `2024-11-30` in one form; `2024L` is December's end."""
    value = re.sub(r"^(\d{4})L$", r"\1-12L", value)
    parts = re.fullmatch(r"(\d{4}|-)-(\d\d)(?:-(\d\d))?(L?)", value)
    if not parts or not parts[3]:
        return value
    year = int(parts[1]) if parts[1] != "-" else 2023
    return f"{parts[1]}-{parts[2]}L" if int(parts[3]) == calendar.monthrange(year, int(parts[2]))[1] else value


def _said(fact: object) -> str:
    """The words of a fact that may be a plain string or a record."""
    if not isinstance(fact, dict):
        return str(fact or "")
    for key in ("name", "heading", "body", "as_written", "text", "title", "value", "what", "trigger"):
        if fact.get(key):
            return str(fact[key])
    return str(fact)


def _listed(value: object) -> list:
    if not value:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def compare(expected: Iterable, found: Iterable, closeness: Callable[[object, object], float]) -> Tally:
    """Pairs facts greedily, closest first; `closeness` above 0 means the two are the same fact."""
    expected, found = list(expected), list(found)
    pairs = sorted(((closeness(e, f), -i, -j) for i, e in enumerate(expected) for j, f in enumerate(found)), reverse=True)
    used_e, used_f = set(), set()
    for value, i, j in pairs:
        if value > 0 and -i not in used_e and -j not in used_f:
            used_e.add(-i)
            used_f.add(-j)
    wanted = {i for i, e in enumerate(expected) if not (isinstance(e, dict) and e.get("optional"))}
    false = [_told(f) for j, f in enumerate(found) if j not in used_f]
    missed = [_told(expected[i]) for i in sorted(wanted - used_e)]
    return Tally(len(wanted & used_e), len(false), len(missed), false, missed)


def _told(fact: object) -> str:
    if not isinstance(fact, dict):
        return str(fact)
    return " · ".join(f"{v}" for k, v in fact.items() if k not in ("source", "item", "tasks", "manifestations", "optional") and v)


def _distinct(facts: Iterable, key: Callable[[object], object]) -> list:
    return list({key(f): f for f in facts}.values())


def _outline(e: Fact, f: Fact) -> float:
    return 1.0 if heading_key(e["heading"]) == heading_key(f.get("heading")) else 0.0


def _outline_strict(e: Fact, f: Fact) -> float:
    same = e["level"] == f.get("level") and plain(e["number"]) == plain(f.get("number"))
    return _outline(e, f) if same else 0.0


def _name(e: object, f: object) -> float:
    close = alike(_said(e), _said(f))
    return close if close >= SAME_NAME else 0.0


def _number(e: object, f: object) -> float:
    return float(plain(_said(e)) == plain(_said(f)))


def _body(e: Fact, f: Fact) -> float:
    a, b = plain(_said(e)), plain(_said(f))
    close = 0.9 if min(len(a), len(b)) >= 3 and any(x.endswith(y) or x.startswith(y) for x, y in ((a, b), (b, a))) else alike(a, b)
    return close if close >= SAME_BODY else 0.0


def _category(e: Fact, f: Fact) -> float:
    """Category names: alike, or the one is the other with its dimension or a closing 问题 around it."""
    a, b = (re.sub(r"^(重点|集中|大力)?整治", "", plain(_said(x))).removesuffix("问题").removesuffix("方面") for x in (e, f))
    dimensions = [plain(x.get("dimension")) for x in (e, f)]
    joined = a == dimensions[1] + b or b == dimensions[0] + a
    close = 1.0 if joined else alike(a, b)
    return close if close >= SAME_NAME else 0.0


def _text(e: object, f: object) -> float:
    close = alike(_said(e), _said(f))
    return close if close >= SAME_TEXT else 0.0


def _dates(text: str) -> Callable[[Fact, Fact], bool]:
    return lambda e, f: all(same_date(e.get(k), f.get(k), text) for k in ("start", "end"))


def _stage(text: str) -> Callable[[Fact, Fact], float]:
    dates = _dates(text)

    def closeness(e: Fact, f: Fact) -> float:
        close = fuzz.ratio(stage_key(e["name"]), stage_key(f.get("name"))) / 100
        return close if close >= SAME_NAME and dates(e, f) else 0.0

    return closeness


def _deadline(text: str) -> Callable[[Fact, Fact], float]:
    dates = _dates(text)

    def closeness(e: Fact, f: Fact) -> float:
        both = bool(e.get("recurring")), bool(f.get("recurring"))
        same = (all(both) or not any(both) and dates(e, f)) and overlaps(e["as_written"], f.get("as_written"))
        return 0.5 + alike(e["as_written"], f.get("as_written")) / 2 if same else 0.0

    return closeness


def _rung(e: Fact, f: Fact) -> float:
    """A rung: the same trigger, and at least half of the measures named."""
    trigger = fuzz.partial_ratio(plain(e["trigger"]), plain(f.get("trigger"))) / 100
    named = plain("".join(_said(m) for m in _listed(f.get("measures"))))
    share = sum(plain(m) in named for m in e["measures"]) / max(1, len(e["measures"]))
    return trigger if trigger >= 0.7 and share >= 0.5 else 0.0


def _report(e: Fact, f: Fact) -> float:
    when = any(overlaps(e.get("rhythm"), _said(f.get(k))) for k in ("rhythm", "deadline") if f.get(k))
    what = alike(e.get("what"), f.get("what"))
    return 0.5 + what / 2 if when else 0.0


def _unit_key(unit: Fact) -> tuple[str, object]:
    return plain(unit.get("name")), unit.get("role")


def _unit(e: Fact, f: Fact) -> float:
    return _name(e, f) if e["role"] == f.get("role") else 0.0


def _channels(channels: object) -> list[str]:
    channels = channels if isinstance(channels, dict) else {}
    return [f"{kind}:{_said(c)}" for kind in ("phones", "emails", "urls") for c in _listed(channels.get(kind))]


def _channel_key(channel: str) -> str:
    return re.sub(r"[\s()（）\-—－–]|https?://|/$|^0+(?=\d{8,})", "", unicodedata.normalize("NFKC", channel.split(":", 1)[1])).lower()


def _channel_tally(expected: Fact, found: Fact) -> Tally:
    wanted = [{"name": c} for c in _channels(expected["channels"])]
    wanted += [{"name": c, "optional": True} for c in _channels(expected.get("channels_optional"))]
    got = _distinct(_channels(found.get("channels")), _channel_key)
    return compare(wanted, got, lambda e, f: float(_channel_key(e["name"]) == _channel_key(f)))


def _manifestations(categories: Iterable[Fact]) -> list:
    return [m for c in categories for m in _listed(c.get("manifestations"))]


def _flat_items(expected: list[Fact], found: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Items of a flat list (`flat`: problems listed without category names) found as categories count as manifestations."""
    flat = [m for c in expected if c.get("flat") for m in c["manifestations"]]
    items = [
        c
        for c in found
        if not c.get("manifestations") and any(_text(m if isinstance(m, dict) else {"name": m}, {"name": c.get("name")}) for m in flat)
    ]
    return [c for c in found if c not in items], items


def _one(expected: object, found: object, same: Callable[[object, object], bool]) -> Tally:
    """A field that holds one value or none; a list of expected values holds alternatives."""
    wanted = _listed(expected)
    if isinstance(expected, dict) and expected.get("optional"):
        return Tally()
    if not wanted and not found:
        return Tally()
    if wanted and found and any(same(w, found) for w in wanted):
        return Tally(hits=1)
    return Tally(0, int(bool(found)), int(bool(wanted)), [_told(found)] if found else [], [_told(wanted[0])] if wanted else [])


def compare_all(expected: Fact, found: Fact, text: str) -> dict[str, Tally]:
    """Every scored field of one document: `expected` as in the corpus, `found` as `to_json()` gives it, `text` as it was read."""

    def got(key: str) -> list:
        return _listed(found.get(key))

    headings = [h for h in got("outline") if not ARTICLE.match(str(h.get("number") or ""))]
    chapters = [h for h in expected["outline"] if not ARTICLE.match(str(h["number"] or ""))]
    categories = _listed(expected["problem_categories"])
    listed, items = _flat_items(categories, got("problem_categories"))
    return {
        "title": _one(expected["title"], found.get("title"), lambda e, f: alike(e, f) >= 0.95),
        "outline": compare(chapters, headings, _outline),
        "outline+level+number": compare(chapters, headings, _outline_strict),
        "stages": compare(expected["stages"], got("stages"), _stage(text)),
        "channels": _channel_tally(expected, found),
        "units": compare(_distinct(expected["responsible_units"], _unit_key), _distinct(got("responsible_units"), _unit_key), _unit),
        "categories": compare(categories, listed, _category),
        "manifestations": compare(_manifestations(categories), [*_manifestations(listed), *items], _text),
        "deadlines": compare(_dated(expected["deadlines"]), _dated(got("deadlines")), _deadline(text)),
        "period": _one(expected["period"], _filled(found.get("period")), _dates(text)),
        "decided_by": compare(_listed(expected["decided_by"]), got("decided_by"), _body),
        "doc_numbers": compare(_listed(expected["doc_numbers"]), got("doc_numbers"), _number),
        "basis": compare(_listed(expected["basis"]), got("basis"), _name),
        "ladder": compare(expected["ladder"], got("ladder"), _rung),
        "organisation": compare(_distinct(expected["organisation"], _said), _distinct(got("organisation"), _said), _body),
        "reporting": compare(expected["reporting"], got("reporting"), _report),
    }


def _filled(period: object) -> object:
    return period if isinstance(period, dict) and any(period.get(k) for k in ("start", "end", "as_written")) else None


def _dated(deadlines: Iterable[Fact]) -> list:
    return _distinct(deadlines, lambda d: (plain(d.get("as_written")), d.get("start"), d.get("end")))


def false_facts(tallies: dict[str, Tally]) -> int:
    """How many facts were found in a text that is no plan and holds none (headings and title are not facts)."""
    return sum(tallies[name].false for name in FACTS_WHERE_NONE_SHOULD_BE)
