"""What the review page shows: the source cut into marked pieces, and the facts beside it, tied by the same id."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from bihuan.interfaces.web.shell.days import day_to_day
from bihuan.plan_import.rules.campaign.days import in_words, range_of
from bihuan.plan_import.rules.reviewing import brief, words_of

Facts = Mapping[str, Any]
_LISTS = ("basis", "doc_numbers", "goals", "principles", "phrases", "stages", "problem_categories", "responsible_units", "deadlines",
          "measures", "organisation", "ladder", "reporting", "numbers")  # fmt: skip


def places(facts: Facts) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, fact id, kind) of every fact that points into the text."""
    for name in _LISTS:
        for i, one in enumerate(facts.get(name) or ()):
            yield from _place(one, f"{name}.{i}")
            for j, entry in enumerate(one.get("manifestations", ()) if isinstance(one, Mapping) else ()):
                yield from _place(entry, f"{name}.{i}.manifestations.{j}")
    for name in ("decided_by", "period", "scope"):
        if isinstance(facts.get(name), Mapping):
            yield from _place(facts[name], name)
    for i, one in enumerate((facts.get("channels") or {}).get("sources", ())):
        yield from _place(one, f"channels.{i}")
    for i, one in enumerate(facts.get("questions", ())):
        yield from ((start, end, f"q{i + 1}", "ask") for start, end, _id, _kind in _place(one, ""))


def _place(fact: Mapping[str, Any], name: str) -> Iterator[tuple[int, int, str, str]]:
    source = fact.get("source") or {}
    start, end = int(source.get("start", 0)), int(source.get("end", 0))
    if end > start:
        yield start, end, name, ""


def paragraphs(text: str, facts: Facts) -> list[dict[str, Any]]:
    """The cleaned text as paragraphs of spans; where facts overlap the shorter one is marked."""
    owner: list[tuple[str, str] | None] = [None] * len(text)
    for start, end, name, kind in sorted(places(facts), key=lambda place: place[0] - place[1]):
        owner[start:end] = [(name, kind)] * (min(end, len(text)) - start)
    levels = {int(one["source"]["start"]): int(one["level"]) for one in facts.get("outline", ())}
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            level = next((levels[i] for i in range(at, at + len(line)) if i in levels), 0)
            kind = "title" if line.strip() == facts.get("title") else str(level) if level in (1, 2) else "text"
            found.append({"level": kind, "spans": _spans(line, at, owner)})
        at += len(line) + 1
    return found


def _spans(line: str, at: int, owner: list[tuple[str, str] | None]) -> list[dict[str, str]]:
    spans: list[dict[str, str]] = []
    begun = 0
    for i in range(1, len(line) + 1):
        if i == len(line) or owner[at + i] != owner[at + begun]:
            name, kind = owner[at + begun] or ("", "")
            spans.append({"text": line[begun:i], "fact": name, "kind": kind})
            begun = i
    return spans


def changes(edits: Iterable[Any]) -> list[tuple[str, str, str, Any]]:
    """(where in words, before, after, the edit) of what people changed."""
    return [(_("·").join(map(_, words_of(one.place))), brief(one.before), brief(one.after), one) for one in edits]


def stage_lines(facts: Facts, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The stages with their days as they would start, on one time line."""
    year = int(answers["year"]) if re.fullmatch("[0-9]{4}", str(answers.get("year", ""))) else None
    rows = []
    for order, one in enumerate(facts.get("stages", ()), start=1):
        start, end = range_of(one.get("start"), one.get("end"), year)
        start = _answered(answers, f"stages.{order}.start", start)
        end = _answered(answers, f"stages.{order}.end", end)
        rows.append(
            {
                "place": f"stages.{order - 1}",
                "order": order,
                "name": one["name"],
                "start": start,
                "end": end,
                "said": "—".join(dict.fromkeys(filter(None, (in_words(one.get("start")), in_words(one.get("end"))))))
                or one.get("as_written"),
                "tasks": one.get("tasks", ()),
            }
        )
    known = [day for row in rows for day in (row["start"], row["end"]) if day]
    first, last = min(known, default=None), max(known, default=None)
    whole = max(1, (last - first).days + 1) if first and last else 1
    for row in rows:
        row["left"] = round(100 * (row["start"] - first).days / whole, 2) if row["start"] and first else 0
        row["width"] = _width(row["start"], row["end"], whole)
        row["span"] = day_to_day(row["start"], row["end"]) if row["width"] else row["said"] or _("日期待定")
    return rows


def _width(start: date | None, end: date | None, whole: int) -> float:
    """Of a stage's bar, in percent; none where a day is open or the stage would end before it begins."""
    return round(100 * ((end - start).days + 1) / whole, 2) if start and end and start <= end else 0


def days_at(facts: Facts, answers: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The days that the dates of a stage or of the period mean, as far as the year is known."""
    head, _dot, order = place.partition(".")
    if head == "stages" and order.isdigit():
        return {name: stage_lines(facts, answers)[int(order)][name] for name in ("start", "end")}
    if head != "period":
        return {}
    read, year = facts.get("period") or {}, str(answers.get("year", ""))
    return dict(zip(("start", "end"), range_of(read.get("start"), read.get("end"), int(year) if year.isdigit() else None), strict=True))


def told(facts: Facts, answers: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """(key, what was asked, the answer) of every answer: a question of its own in its words, a stage's day with the stage's name."""
    return [(key, _asked(facts, key), value) for key, value in answers.items()]


def _asked(facts: Facts, key: str) -> str:
    words = {"kind": _("不是方案"), "year": _("年份"), "title": _("名称"), "basis": _("依据"), "decided_by": _("决定机关")}
    room, _dot, rest = key.partition(".")
    order, _dot, part = rest.partition(".")
    rows = facts.get(room) if room in ("stages", "questions") else None
    if not rows or not order.isdigit() or not 0 < int(order) <= len(rows):
        return words.get(key, key)
    if room == "questions":
        return str(rows[int(order) - 1]["text"])
    text = _("“%(name)s”从哪天开始？") if part == "start" else _("“%(name)s”到哪天为止？")
    return text % {"name": rows[int(order) - 1]["name"]}


def _answered(answers: Mapping[str, Any], key: str, read: Any) -> Any:
    return date.fromisoformat(answers[key]) if answers.get(key) else read


def catalogue(facts: Facts) -> list[dict[str, Any]]:
    """The categories with their manifestations, each with its place."""
    return [
        {"place": f"problem_categories.{i}", "inside": f"problem_categories.{i}.manifestations", "fact": one,
         "entries": [{"place": f"problem_categories.{i}.manifestations.{j}", "fact": entry} for j, entry in enumerate(one.get("manifestations", ()))]}
        for i, one in enumerate(facts.get("problem_categories", ()))
    ]  # fmt: skip


def _line(place: str, text: Any, note: Any = "") -> dict[str, Any]:
    return {"place": place, "text": text or "", "note": note or "", "editable": True}


def _texts(facts: Facts, name: str) -> list[dict[str, Any]]:
    return [_line(f"{name}.{i}", one["text"]) for i, one in enumerate(facts.get(name) or ())]


def _channels(facts: Facts) -> list[dict[str, Any]]:
    read = facts.get("channels") or {}
    found = [*read.get("phones", ()), *read.get("emails", ()), *read.get("urls", ()), *read.get("other", ())]
    return [_line("channels", "、".join(found) or _("原文没有写，可以在这里补"))]


def _units(facts: Facts, words: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        _line(f"responsible_units.{i}", one["name"], f"{_(words[one['role']])} {one.get('item') or ''}")
        for i, one in enumerate(facts.get("responsible_units", ()))
    ]


def headings(facts: Facts) -> list[dict[str, Any]]:
    """The outline, each heading with its place and depth."""
    return [
        {**_line(f"outline.{i}", one["heading"], one.get("number")), "level": one["level"]}
        for i, one in enumerate(facts.get("outline", ()))
    ]


def _reports(facts: Facts) -> list[dict[str, Any]]:
    told = [(one.get("what"), (one.get("to"), one.get("rhythm"), one.get("deadline"))) for one in facts.get("reporting", ())]
    return [_line(f"reporting.{i}", what, " ".join(filter(None, notes))) for i, (what, notes) in enumerate(told)]


def groups(facts: Facts, answers: Mapping[str, Any], units: Mapping[str, str]) -> list[dict[str, Any]]:
    """The other facts in groups, each line with its place; what is missing, matters and was not answered says so."""
    one = facts.get("decided_by")
    decided = [_line("decided_by", one["text"])] if isinstance(one, Mapping) else []
    scope = facts.get("scope")
    rows = (
        (_("依据"), [*_texts(facts, "basis"), *_texts(facts, "doc_numbers")],
         "" if answers.get("basis") else _("方案没有写明依据的文件；启动后各类文书为草稿，补上即转正。"), "basis"),
        (_("决定机关"), decided, "" if answers.get("decided_by") else _("方案没有写明由哪个机关决定；启动后各类文书为草稿，补上即转正。")),
        (_("范围"), [_line("scope", scope["text"])] if isinstance(scope, Mapping) else [], ""),
        (_("单位"), _units(facts, units), "", "responsible_units"),
        (_("时限"), [{**_line(f"deadlines.{i}", d["as_written"], d.get("item")), "editable": False} for i, d in enumerate(facts.get("deadlines", ()))], ""),
        (_("组织机构"), [_line(f"organisation.{i}", o["body"], o.get("members_as_written")) for i, o in enumerate(facts.get("organisation", ()))], "",
         "organisation"),
        (_("监督渠道"), _channels(facts), ""),
        (_("处理阶梯"), [_line(f"ladder.{i}", s.get("trigger"), "、".join(s.get("measures", ()))) for i, s in enumerate(facts.get("ladder", ()))], ""),
        (_("报送"), _reports(facts), "", "reporting"),
        (_("工作目标"), _texts(facts, "goals"), "", "goals"),
        (_("基本原则"), _texts(facts, "principles"), ""),
        (_("指导用语"), _texts(facts, "phrases"), ""),
    )  # fmt: skip
    return [{"label": label, "facts": found, "gap": gap, "adds": adds[0] if adds else ""} for label, found, gap, *adds in rows]
