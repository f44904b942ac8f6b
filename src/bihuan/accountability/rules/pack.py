"""The rule pack of measures: data with article, date and confidence (B1–B4, M130–M142), read once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.measures import CaseClass, Form
from bihuan.campaigns.vocabulary import MeasureKind

FILE = Path(__file__).resolve().parent.parent / "packs" / "measures.yaml"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `given_by` empty: decided by a competent body outside, and recorded (M132). `months`: influence period, 0 for none of its own;
    `follow_months`: when somebody looks after it (M170). `mends`: comes with a day by which things are put right (M131); `ends`: has an end of its own
    (M140); `term`: named only by its kind, so that the decision alone knows how long it weighs; `care`: help, no burden (M161); `units`: may be
    addressed to a unit (M137). `ask`, `answer`: ids of the clocks of an appeal, "" for none."""

    id: str
    name: str
    kind: MeasureKind
    form: Form
    given_by: frozenset[BodyKind]
    article: str
    effective_on: date
    confidence: str
    names: tuple[str, ...] = ()
    months: int = 0
    follow_months: int = 0
    paper: str = ""
    effect: str = ""
    note: str = ""
    mends: bool = False
    ends: bool = False
    term: bool = False
    care: bool = False
    units: bool = False
    ask: str = ""
    answer: str = ""

    @property
    def outside(self) -> bool:
        """Is it decided elsewhere, and only recorded here?"""
        return not self.given_by


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the tolerance review."""

    id: str
    text: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class SupportLine:
    """A telephone that somebody in distress may call (P14), with where and since when it stands."""

    name: str
    number: str
    article: str
    effective_on: date
    confidence: str


@dataclass(frozen=True)
class Pack:
    """All of it. `principles` are those of tolerance (M172); `support` telephones for distress, oldest first."""

    measures: Mapping[str, Measure]
    offers: Mapping[CaseClass, tuple[str, ...]]
    distinctions: tuple[Line, ...]
    conditions: tuple[Line, ...]
    principles: tuple[str, ...]
    support: tuple[SupportLine, ...]
    by_name: Mapping[str, Measure] = field(default_factory=dict)


@cache
def pack() -> Pack:
    """The pack as shipped."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    measures = {one["id"]: _measure(one) for one in told["measures"]}
    by_name = {name: one for one in measures.values() for name in (one.name, *one.names)}
    offers = {CaseClass(one["class"]): tuple(one["measures"]) for one in told["classes"]}
    asked = told["tolerance"]
    return Pack(
        measures, offers, tuple(Line(**one) for one in asked["distinctions"]), tuple(Line(**one) for one in asked["conditions"]),
        tuple(asked["principles"]), tuple(SupportLine(**one) for one in told["support"]), by_name,
    )  # fmt: skip


def _measure(told: Mapping[str, Any]) -> Measure:
    plain = {key: value for key, value in told.items() if key not in ("appeal", "given_by", "names", "kind", "form")}
    return Measure(
        **plain, **told.get("appeal", {}), kind=MeasureKind(told["kind"]), form=Form(told["form"]), names=tuple(told.get("names", ())),
        given_by=frozenset(BodyKind(one) for one in told.get("given_by", ())),
    )  # fmt: skip
