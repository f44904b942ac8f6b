"""What is read from a plan: one class per kind of fact, in the order of the contract `plan-json`."""

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """Character offsets into the cleaned text; `end` is past the last character."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of the text that is a fact by itself."""

    text: str
    source: Span


@dataclass(slots=True)
class OutlineItem:
    level: int
    number: str | None
    heading: str
    source: Span


@dataclass(slots=True)
class Period:
    """Dates as YYYY-MM-DD, YYYY-MM, YYYY, --MM-DD, --MM; a last E, M, L marks 上旬/初, 中旬, 下旬/底."""

    start: str | None
    end: str | None
    as_written: str
    source: Span


@dataclass(slots=True)
class Scope:
    text: str
    units: list[str]
    ranks: list[str]
    source: Span


@dataclass(slots=True)
class Stage:
    name: str
    start: str | None
    end: str | None
    as_written: str | None
    tasks: list[str]
    source: Span


@dataclass(slots=True)
class Manifestation:
    number: str | None
    text: str
    strict_check: bool
    source: Span


@dataclass(slots=True)
class Category:
    name: str
    raise_: str | None
    dimension: str | None
    manifestations: list[Manifestation]
    responsible_units: list[str]
    deadline: str | None
    measures: list[str]
    source: Span


@dataclass(slots=True)
class ResponsibleUnit:
    name: str
    role: str
    item: str | None
    source: Span


@dataclass(slots=True)
class Deadline:
    as_written: str
    start: str | None
    end: str | None
    recurring: str | None
    item: str | None
    source: Span


@dataclass(slots=True)
class Measure:
    text: str
    category: str | None
    units: list[str]
    deadline: str | None
    source: Span


@dataclass(slots=True)
class Body:
    """A leading group, office, task force or supervision group."""

    body: str
    role: str
    members_as_written: str | None
    source: Span


@dataclass(slots=True)
class Channels:
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    sources: list[Quote] = field(default_factory=list)


@dataclass(slots=True)
class LadderStep:
    """`ladder` counts the ladders of one plan from 1, `step` the rungs of one ladder."""

    ladder: int
    step: int
    trigger: str
    measures: list[str]
    source: Span


@dataclass(slots=True)
class Duty:
    """A duty to report: what, to whom, how often, until when."""

    what: str
    to: str | None
    rhythm: str | None
    deadline: str | None
    source: Span


@dataclass(slots=True)
class Number:
    value: str
    unit: str
    what: str
    source: Span


@dataclass(slots=True)
class Announced:
    text: str
    count: int
    found: int | None
    source: Span


@dataclass(slots=True)
class Repair:
    kind: str
    as_read: str
    repaired: str
    source: Span


@dataclass(slots=True)
class Question:
    about: str
    text: str
    source: Span


@dataclass(slots=True)
class KindOfDocument:
    kind: str
    label: str
    reason: str


@dataclass
class PlanFacts:
    """Everything read from one text. `text` is the cleaned text, `origin[i]` the offset of its character i as read."""

    text: str
    origin: list[int]
    document_kind: KindOfDocument
    title: str | None = None
    outline: list[OutlineItem] = field(default_factory=list)
    basis: list[Quote] = field(default_factory=list)
    doc_numbers: list[Quote] = field(default_factory=list)
    decided_by: Quote | None = None
    period: Period | None = None
    goals: list[Quote] = field(default_factory=list)
    principles: list[Quote] = field(default_factory=list)
    phrases: list[Quote] = field(default_factory=list)
    scope: Scope | None = None
    stages: list[Stage] = field(default_factory=list)
    problem_categories: list[Category] = field(default_factory=list)
    responsible_units: list[ResponsibleUnit] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    organisation: list[Body] = field(default_factory=list)
    channels: Channels = field(default_factory=Channels)
    ladder: list[LadderStep] = field(default_factory=list)
    reporting: list[Duty] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    announced: list[Announced] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The contract's keys in its order, then `document_kind`."""
        keys = [f.name for f in fields(self) if f.name not in ("text", "origin", "document_kind")]
        return {key: _plain(getattr(self, key)) for key in [*keys, "document_kind"]}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name.rstrip("_"): _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value
