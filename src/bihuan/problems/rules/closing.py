"""What must be there before a step, as one function over plain values (promise 4; M92, M93, M97)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bihuan.campaigns.vocabulary import FilledFrom
from bihuan.foundation.kernel.recusal import acts_twice
from bihuan.problems.vocabulary import Action, Need, Path


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What the rules ask about one problem and the one who acts now."""

    actor_user: int | None
    actor_person: int | None
    doers: tuple[int | None, ...]  # persons: the doer and the owner
    hands: tuple[int | None, ...]  # accounts that already did a step which asks for different people
    hand_people: tuple[int | None, ...]  # the persons behind them at that moment
    cause: str
    cause_kind: str
    measures: int
    has_doer: bool
    has_leader: bool
    has_due_day: bool
    evidence: int
    no_evidence_reason: str
    how: str
    path: str
    awaits_sample: bool
    in_batch: bool
    own_words: bool  # recorded by the one who acts, or a self-check
    running: bool
    needs_text: bool
    text: str
    approval_asked: bool
    gate_open: bool
    publicity_asked: bool
    publicity_over: bool
    open_objections: int
    in_time: bool  # the days for an objection to ownership are not over
    ruled: bool  # the office decided whose it is
    shares: bool
    members: int
    look_back_used: bool = True  # the campaign uses look-backs, or this one was drawn while it did
    personal: bool = False  # a finding about a person
    proposed: bool = False  # measures lie before the leader
    for_user: int | None = None  # whose deputy the actor is: a hand is both of them
    for_person: int | None = None

    @property
    def is_a_hand(self) -> bool:
        """Did the actor, or whose deputy he is, do or sign this item before?"""
        people = any(acts_twice(one, (*self.doers, *self.hand_people)) for one in (self.actor_person, self.for_person))
        return people or any(acts_twice(one, self.hands) for one in (self.actor_user, self.for_user))

    @property
    def is_about_oneself(self) -> bool:
        """Is it the item of the actor, or of whose deputy he is?"""
        return any(acts_twice(one, self.doers) for one in (self.actor_person, self.for_person))

    own_missing: frozenset[str] = frozenset()  # steps from which on a column of the campaign's own must be filled in, and one is not


_CHECKS: dict[Need, Callable[[ClosingFacts], bool]] = {
    Need.SORTED_TEXT: lambda f: not f.needs_text or len(f.text.strip()) >= 4,
    Need.CAUSE: lambda f: bool(f.cause.strip() and f.cause_kind),
    Need.MEASURES: lambda f: f.measures > 0,
    Need.DOER: lambda f: f.has_doer,
    Need.DUE_DAY: lambda f: f.has_due_day,
    Need.NO_APPROVAL_ASKED: lambda f: not f.approval_asked,
    Need.APPROVAL_ASKED: lambda f: f.approval_asked,
    Need.LEADER: lambda f: f.has_leader,
    Need.PROPOSED: lambda f: f.proposed,
    Need.GATE_OPEN: lambda f: f.gate_open,
    Need.EVIDENCE: lambda f: f.evidence > 0 or bool(f.no_evidence_reason.strip()),
    Need.HOW: lambda f: bool(f.how.strip()),
    Need.PERSONAL_SET: lambda f: not f.personal or (f.has_doer and f.has_due_day),
    Need.QUICK_PATH: lambda f: f.path == Path.QUICK,
    Need.ANOTHER_PERSON: lambda f: not f.is_a_hand,
    Need.SAMPLED: lambda f: f.awaits_sample,
    Need.LOOK_BACK_USED: lambda f: f.look_back_used,
    Need.NOT_AWAITED: lambda f: not f.awaits_sample,
    Need.IN_BATCH: lambda f: f.in_batch,
    Need.NOT_ABOUT_ONESELF: lambda f: f.own_words or not f.is_about_oneself,
    Need.PUBLICITY_ASKED: lambda f: f.publicity_asked,
    Need.NO_PUBLICITY_ASKED: lambda f: not f.publicity_asked,
    Need.PUBLICITY_OVER: lambda f: f.publicity_over,
    Need.NO_OBJECTION: lambda f: not f.open_objections,
    Need.OBJECTION: lambda f: f.open_objections > 0,
    Need.NOT_CONCERNED: lambda f: not f.is_about_oneself,
    Need.IN_TIME: lambda f: f.in_time,
    Need.NOT_RULED: lambda f: not f.ruled,
    Need.SHARED: lambda f: f.shares,
    Need.NO_MEMBERS: lambda f: not f.members,
    Need.OWN_PLAN: lambda f: FilledFrom.PLAN not in f.own_missing,
    Need.OWN_ASK: lambda f: not f.own_missing - {FilledFrom.CLOSE},
    Need.OWN_CLOSE: lambda f: not f.own_missing,
    Need.RUNNING: lambda f: f.running,
}


@dataclass(frozen=True, slots=True)
class WordingFacts:
    """What correcting a problem asks: a part of `ClosingFacts`, for thousands of rows at a time."""

    needs_text: bool
    text: str
    own_words: bool
    is_about_oneself: bool


WORDING = frozenset({Need.SORTED_TEXT, Need.NOT_ABOUT_ONESELF})


def unmet_needs(facts: ClosingFacts, _action: Action | None = None) -> tuple[Need, ...]:
    """All needs that are not met now, in the order of the vocabulary."""
    return tuple(need for need, met in _CHECKS.items() if not met(facts))


def unmet_wording(facts: Any) -> tuple[Need, ...]:
    """Those of `WORDING` that are not met, from `WordingFacts`."""
    return tuple(need for need in WORDING if not _CHECKS[need](facts))
