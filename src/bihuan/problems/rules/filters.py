"""What a list is narrowed by, read from an address and written back to one; unknown words are dropped, never an error."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Self
from urllib.parse import urlencode

from bihuan.foundation.kernel import Term
from bihuan.foundation.kernel.moments import Written
from bihuan.problems.rules.bigrams import normal
from bihuan.problems.rules.own_filters import read_filter
from bihuan.problems.vocabulary import Lamp, OwnerLevel, Path, ProblemList, Source, State, Waiting, Weight

ORDERS: dict[str, tuple[str, ...]] = {
    "-number": ("-number",), "number": ("number",), "due_on": ("due_on", "-number"), "-due_on": ("-due_on", "number"),
    "unit": ("unit_id", "-number"), "-unit": ("-unit_id", "number"),
    "unit.due_on": ("unit_id", "due_on", "-number"), "-unit.due_on": ("-unit_id", "-due_on", "number"),
    "source": ("source", "-number"), "-source": ("-source", "number"), "state": ("state", "-number"), "-state": ("-state", "number"),
}  # fmt: skip
"""The orders of the ledger, each by its fields: those that lie in an index, read forward or backward. Another one would cost more the
longer the ledger is."""
SORTS = tuple(ORDERS)
SIZES = (20, 50, 100)
_WORDS: dict[str, type[Term]] = {
    "state": State, "source": Source, "lamp": Lamp, "weight": Weight, "level": OwnerLevel, "path": Path, "lists": ProblemList, "waits": Waiting,
}  # fmt: skip
_SPANS = ("recorded", "closed", "found", "due")
_GAINS = ("entered", "newly", "late", "restored", "undone", "failed")
_NUMBERS = ("unit", "category", "manifestation", "person", "stage", "batch", "behalf")
_YES = (
    "priority",
    "mine",
    "unsorted",
    "sampled",
    "open",
    "joint",
    "reopened",
    "done",
    "published_out",
    "objected",
    "proved",
    "key_few",
    "hidden_form",
)


def span_of(text: str) -> tuple[date, date] | None:
    """First and last day of a span as it stands in an address; None for anything else."""
    try:
        first, last = (date.fromisoformat(part) for part in text.split(".."))
    except ValueError:
        return None
    return (first, last) if date.min < first <= last < date.max else None


def gain_of(text: str) -> tuple[Written, Written] | None:
    """Two days or moments between which a list gained something, 2026-03-05T17:00..2026-03-12T17:00; None for anything else."""
    first, _dots, last = text.partition("..")
    ends = Written.read(first), Written.read(last)
    return (ends[0], ends[1]) if ends[0] and ends[1] and ends[0].begins < ends[1].begins + ends[1].length else None


def first_of_gain(span: str) -> Written:
    """The day or moment before which a list had not yet gained; long ago for a text that is no such span."""
    ends = gain_of(span)
    return ends[0] if ends else Written.of(datetime(2000, 1, 1))


def _values(given: Mapping[str, Any], name: str) -> list[str]:
    """What an address says of a name, as often as it stands there."""
    values = given.getlist(name) if hasattr(given, "getlist") else given.get(name, ())
    return [values] if isinstance(values, str) else [str(value) for value in values or ()]


def _parts(given: Mapping[str, Any], name: str) -> list[str]:
    """The same, several in one value parted by commas."""
    return [part for value in _values(given, name) for part in value.split(",") if part]


def _each_once(words: list[str], known: set[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word in known))


MOST_KEYS = 2000
"""Rows of one kind that a list is narrowed to: more than the units of a province's campaign, and not what somebody types to keep us busy."""


def _keys(words: list[str]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(word) for word in words[:MOST_KEYS] if word.isascii() and word.isdigit() and len(word) < 16))


@dataclass(frozen=True, slots=True)
class Filters:
    """Chosen words (several of one kind mean any of them), rows by id, yes-or-no marks, spans of days, the search text, order, size.

    A span is written 2026-03-01..2026-03-07, both days included; `found` is by the day on which a matter came to
    light. `entered` and `newly` tell what a list has gained since before it began:
    rows that were not there, rows that were not done (however often they were closed and reopened between).
    `late`, `restored`, `undone` and `failed` tell what an issue that counted until the beginning could not know: rows
    that came to light by then and were entered later, rows that were void or merged then and count again, rows that
    were done and are not any more, those of them that went back because a sample of their batch did not hold.
    `own` are filters by columns of the campaign's own (`rules.own_filters`). `at` is a past day or moment
    (`kernel.moments`): rows are chosen, and shown, as they stood then.
    """

    state: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    lamp: tuple[str, ...] = ()
    weight: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    unit: tuple[int, ...] = ()
    category: tuple[int, ...] = ()
    manifestation: tuple[int, ...] = ()
    person: tuple[int, ...] = ()
    stage: tuple[int, ...] = ()
    batch: tuple[int, ...] = ()
    behalf: tuple[int, ...] = ()
    priority: bool = False
    mine: bool = False
    unsorted: bool = False
    sampled: bool = False
    open: bool = False
    joint: bool = False
    reopened: bool = False
    done: bool = False
    published_out: bool = False
    objected: bool = False
    proved: bool = False
    key_few: bool = False
    hidden_form: bool = False
    recorded: str = ""
    closed: str = ""
    found: str = ""
    entered: str = ""
    newly: str = ""
    late: str = ""
    restored: str = ""
    undone: str = ""
    failed: str = ""
    due: str = ""
    at: str = ""
    own: tuple[str, ...] = ()
    q: str = ""
    sort: str = "-number"
    size: int = 50

    @property
    def number(self) -> int | None:
        """The number of the one problem that is looked for, in whatever digits it was typed; None for other words."""
        told = normal(self.q)
        return int(told) if told.isascii() and told.isdigit() and len(told) <= 9 else None

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Self:
        """From the parameters of an address: a QueryDict, or a plain mapping of strings and lists."""
        told: dict[str, Any] = {name: _each_once(_parts(given, name), {word.value for word in term}) for name, term in _WORDS.items()}
        told |= {name: _keys(_parts(given, name)) for name in _NUMBERS}
        told |= {name: "1" in _parts(given, name) for name in _YES}
        told |= {name: next((word for word in _parts(given, name) if span_of(word)), "") for name in _SPANS}
        told |= {name: next((word for word in _parts(given, name) if gain_of(word)), "") for name in _GAINS}
        sort, size = (_parts(given, "sort") or ["-number"])[0], (_parts(given, "size") or ["50"])[0]
        return cls(
            **told,
            own=tuple(dict.fromkeys(word for word in _values(given, "own") if read_filter(word)))[:24],
            at=next((moment.text for word in _parts(given, "at") if (moment := Written.read(word))), ""),
            q=str(given.get("q") or "").strip()[:80],
            sort=sort if sort in SORTS else "-number",
            size=int(size) if size in map(str, SIZES) else 50,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """What was chosen, as address parameters, in a fixed order; defaults are left out."""
        told: list[tuple[str, str]] = []
        for place in fields(self):
            value = getattr(self, place.name)
            if value == place.default:
                continue
            told += (
                [(place.name, str(one)) for one in value]
                if isinstance(value, tuple)
                else [(place.name, "1" if value is True else str(value))]
            )
        return told

    def query(self) -> str:
        """As the query string of an address."""
        return urlencode(self.pairs())

    def without(self, name: str, value: str) -> Self:
        """The same filters with one chosen value taken away, or with "" all of them: what removing a chip leads to."""
        now = getattr(self, name)
        blank: Any = tuple(one for one in now if value and str(one) != value) if isinstance(now, tuple) else type(now)()
        return replace(self, **{name: blank})

    @property
    def moment(self) -> Written | None:
        """The past moment that is asked about; None: now."""
        return Written.read(self.at) if self.at else None

    @property
    def gains(self) -> dict[str, str]:
        """The spans that tell what a list gained or lost since a moment, by their names."""
        return {name: getattr(self, name) for name in _GAINS if getattr(self, name)}

    @property
    def is_narrow(self) -> bool:
        """Is anything chosen besides order and size?"""
        return any(name not in ("sort", "size") for name, _value in self.pairs())
