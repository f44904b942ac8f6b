"""Which measures a case offers, who may give one, how long it weighs. Nothing here chooses: people do (P07)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bihuan.accountability.rules.pack import Measure, pack
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.measures import CaseClass
from bihuan.campaigns.rules.campaign_file import Ladder, LadderMeasure, Rung
from bihuan.campaigns.vocabulary import MeasureKind
from bihuan.foundation.kernel import Missing
from bihuan.foundation.kernel.time import add_months


def find_measure(measure_id: str) -> Measure:
    """The measure of the pack, or one of a plan ("plan:…"). Missing for an id nobody knows."""
    if measure_id.startswith("plan:"):
        kind, _colon, name = measure_id.removeprefix("plan:").partition(":")
        return of_plan(LadderMeasure(name=name, kind=MeasureKind(kind)))
    found = pack().measures.get(measure_id)
    if found is None:
        raise Missing()
    return found


def of_plan(told: LadderMeasure) -> Measure:
    """A measure as a plan names it: the pack's where it knows the name, else one of the plan's kind. An unknown one of education may be given by
    whoever may admonish, never by the campaign's office; any other is decided outside."""
    known = pack().by_name.get(told.name)
    if known is not None:
        return known
    model = pack().measures["warning_talk" if told.kind is MeasureKind.EDUCATION else told.kind.value]
    return replace(
        model, id=f"plan:{told.kind}:{told.name}", name=told.name, names=(), kind=told.kind, paper="", article="", confidence="U", effect="",
    )  # fmt: skip


def ladder_in_use(ladders: Sequence[Ladder]) -> Ladder | None:
    """The one that the campaign uses (A08)."""
    return next((one for one in ladders if one.default), ladders[0] if ladders else None)


def rung_of(ladder: Ladder | None, step: int | None) -> Rung | None:
    """The step of a ladder, or None."""
    return next((one for one in ladder.rungs if one.step == step), None) if ladder else None


def offered(rung: Rung | None, case_class: CaseClass | None) -> tuple[Measure, ...]:
    """What a case offers: exactly the measures of its rung (M130); without one, those of its class (M138). A problem of thought is met by the four
    constants and by nothing else, whatever rung somebody chose (M161)."""
    if case_class is CaseClass.THOUGHT or (rung is None and case_class is not None):
        return tuple(pack().measures[one] for one in pack().offers[case_class])
    return tuple({one.id: one for one in map(of_plan, rung.measures)}.values()) if rung else ()


def may_give(measure: Measure, body: BodyKind) -> bool:
    """May a body of this kind decide it here?"""
    return body in measure.given_by


def ends_on(measure: Measure, from_on: date, until_on: date | None = None) -> date | None:
    """The last day on which it weighs: as the decision says, else by the pack; None for one without a period."""
    return until_on or (add_months(from_on, measure.months) if measure.months else None)


def follow_up_on(measure: Measure, from_on: date, until_on: date | None) -> date:
    """When somebody looks after the person at the latest: every measure has such a day (M170)."""
    by_pack = add_months(from_on, measure.follow_months or measure.months or 3)
    return min(by_pack, until_on) if until_on else by_pack


_NOT_HELPED = re.compile(r"教育.{0,6}(?:仍|拒)不.{0,4}改|屡教不改")


def rests_on_education(measure: Measure, rule: str) -> bool:
    """Is this the heavier handling of somebody whom education did not help? Then the education and what shows it are linked (M136)."""
    return measure.kind is not MeasureKind.EDUCATION and _NOT_HELPED.search(rule) is not None


OF_UNITS = frozenset({CaseClass.COLLECTIVE})
"""A class of a unit as such: no person answers for a collective (M143)."""
OF_PERSONS = frozenset({CaseClass.THOUGHT, CaseClass.ABILITY, CaseClass.FORMERLY})
"""Classes of somebody's own."""


def not_heavier(fresh: str, told: str) -> bool:
    """May this be decided where that was told? What is decided here stands in the pack in order of weight; of what a plan names beside it, and of
    what is decided elsewhere, nobody here knows which is heavier."""
    order = [one.id for one in pack().measures.values() if not one.outside]
    return fresh == told or (fresh in order and told in order and order.index(fresh) < order.index(told))


@dataclass(frozen=True, slots=True)
class TwoRungs:
    """A measure that stands on two rungs of one ladder: a warning, not a fault (A08)."""

    measure: str
    steps: tuple[int, ...]


def on_two_rungs(ladder: Ladder) -> list[TwoRungs]:
    """Measures of which a reader cannot tell how heavy they are."""
    steps: dict[str, list[int]] = {}
    for rung in ladder.rungs:
        for one in {of_plan(measure).name for measure in rung.measures}:
            steps.setdefault(one, []).append(rung.step)
    return [TwoRungs(name, tuple(found)) for name, found in steps.items() if len(found) > 1]
