"""What may stand in one part of a fact. Days are taken as a clerk writes them, as ISO, or as the reader keeps them."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import Any

from bihuan.foundation.kernel import Term, _
from bihuan.plan_import.rules.campaign.asking import UNPRINTED
from bihuan.plan_import.rules.campaign.days import from_words
from bihuan.plan_import.rules.reviewing.parts import PARTS
from bihuan.plan_import.vocabulary import OrganisationRole, UnitRole

LONGEST, MOST_LINES = 4000, 200
NAMING = frozenset({"name", "text", "body", "what", "heading"})  # parts without which a fact says nothing
_LINES = frozenset({"tasks", "measures", "phones", "emails", "urls", "other", "units", "ranks", "responsible_units"})
_CHOICES = {"responsible_units": UnitRole, "organisation": OrganisationRole}
_AS_KEPT = re.compile(r"^(?:\d{4}|(\d{4}|-)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)[EML]?$")


class Kind(Enum):
    """How a part is filled in."""

    LINE = auto()
    LINES = auto()
    DAY = auto()
    CHOICE = auto()
    LEVEL = auto()
    FLAG = auto()


_KINDS = {"start": Kind.DAY, "end": Kind.DAY, "role": Kind.CHOICE, "level": Kind.LEVEL, "strict_check": Kind.FLAG}


@dataclass(frozen=True, slots=True)
class WrongPart:
    """A part that cannot be taken: which, what was written, and a sentence with its facts, as doors print errors."""

    room: str
    part: str
    value: str
    template: str
    facts: dict[str, object] = field(default_factory=dict)
    nearest: str = ""
    row: int = 0

    @property
    def place(self) -> str:
        return f"values.{self.part}"

    @property
    def column(self) -> str:
        return PARTS[self.room].get(self.part, "")


class Wrong(ValueError):
    """Why a value cannot be taken: a sentence and its facts."""

    def __init__(self, template: str, **facts: object) -> None:
        self.template, self.facts = template, facts
        super().__init__(template)


def kind_of(part: str) -> Kind:
    """How this part is filled in."""
    return Kind.LINES if part in _LINES else _KINDS.get(part, Kind.LINE)


def choices_of(room: str) -> type[Term]:
    """The words that a part with a closed list takes."""
    return _CHOICES[room]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Wrong(_("要一段文字。"))
    if len(value) > LONGEST:
        raise Wrong(_("太长，最多 %(most)d 字。"), most=LONGEST)
    if UNPRINTED.search(value):
        raise Wrong(_("有不能用的字符。"))
    return value.strip()


def _lines(value: Any) -> list[str]:
    if value is not None and not isinstance(value, str | list):
        raise Wrong(_("要一个列表，或者一行一条的文字。"))
    told = [line for one in (value if isinstance(value, list) else [value]) for line in _text(one).splitlines()]
    if len(told) > MOST_LINES:
        raise Wrong(_("太多，最多 %(most)d 条。"), most=MOST_LINES)
    return [line.strip() for line in told if line.strip()]


def _kept(said: str) -> str | None:
    found = _AS_KEPT.match(said)
    if not found:
        return None
    year, month, day = found.groups()
    return said if not day or int(day) <= monthrange(int(year) if year != "-" else 2024, int(month))[1] else None


def _day(value: Any) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    said = _text(value)
    if not said:
        return None
    kept = _kept(said) or from_words(said)
    if kept is None:
        raise Wrong(_("看不懂这个日期，请写成 4月11日、5月底 或 2026年6月 的样子。"))
    return kept


def _choice(value: Any, room: str) -> str:
    words = choices_of(room)
    if value not in [word.value for word in words]:
        raise Wrong(_("只能是其中之一：%(words)s。"), words="、".join(f"{word.value}（{word.label}）" for word in words))
    return str(value)


def _level(value: Any) -> int:
    if isinstance(value, bool) or not str(value).isdecimal() or not 1 <= int(str(value)[:3]) <= 9:
        raise Wrong(_("层级是 1 到 9 的整数。"))
    return int(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong(_("要 true 或 false。"))
    return value


def taken(room: str, part: str, value: Any) -> Any:
    """The value as it is kept. Raises Wrong."""
    kind = kind_of(part)
    if kind is Kind.LINES:
        return _lines(value)
    if kind is Kind.CHOICE:
        return _choice(value, room)
    if kind is not Kind.LINE:
        return {Kind.DAY: _day, Kind.LEVEL: _level, Kind.FLAG: _flag}[kind](value)
    said = _text(value)
    if part in NAMING and not said:
        raise Wrong(_("这一项必须填写。"))
    return said or ("" if part == "as_written" and room == "period" else None)
