"""Which papers there are of a handling, by how far it has come, and which of them who may take."""

from collections.abc import Collection
from dataclasses import dataclass

from bihuan.accountability.rules.pack import Measure
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.accountability.vocabulary.papers import PaperKind as K
from bihuan.campaigns.vocabulary import MeasureKind
from bihuan.foundation.kernel import Term

OF_APPEAL = frozenset({K.APPEAL_RECEIPT, K.APPEAL_DECISION})
_BEFORE = frozenset({K.NOTICE, K.ANSWER})
_CLOSED = frozenset({S.ENDED, S.LIFTED, S.UNDONE, S.NOT_HANDLED, S.TOLERATED, S.DROPPED})
_FORM = {
    "D36": K.SELF_EXAMINATION,
    "D37": K.PUBLIC_WORDS,
    "D38": K.RECOMMENDATION,
    "D39": K.CIRCULAR,
    "D41": K.SUSPENSION,
    "D46": K.SUSPENSION,
}
"""The paper that a measure has by the rule pack."""


@dataclass(frozen=True)
class Stand:
    """How far a handling has come. `noticed`: what is proposed stands as the person was told it; `decided`: a decision stands, served or not;
    `outside`: the competent body's; `changed`: an appeal put another measure in its place, and the old decision is not printed any more."""

    state: S
    measure: Measure | None = None
    noticed: bool = False
    answered: bool = False
    decided: bool = False
    served: bool = False
    outside: bool = False
    changed: bool = False
    accepted: bool = False
    appeal_over: bool = False


def form_of(measure: Measure) -> K | None:
    """The record form of a measure: its own of the pack; a talk record for any other of education (M130, M139); none for what a competent body decides
    with papers of its own."""
    if measure.id == "mend":
        return K.MENDING
    if measure.kind is not MeasureKind.EDUCATION:
        return _FORM.get(measure.paper)
    return _FORM.get(measure.paper, K.TALK)


def papers_of(stand: Stand) -> tuple[K, ...]:
    """All that can be made of it, in the order in which they come up."""
    found = [K.NOTICE] if stand.noticed else []
    found += [K.ANSWER] if stand.answered else []
    found += [K.REFERRAL] if stand.outside else []
    if stand.decided and stand.measure is not None and stand.state != S.UNDONE:
        form = form_of(stand.measure)
        found += [K.OUTSIDE] if stand.outside else [] if stand.changed else [K.DECISION]
        found += [K.SUMMONS] if form is K.TALK and not stand.measure.care else []
        found += [form] if form else []
        found += [K.SERVICE]
    found += [K.APPEAL_RECEIPT] if stand.accepted else []
    return (*found, *([K.APPEAL_DECISION] if stand.appeal_over else []))


def papers_for(stand: Stand, duties: Collection[Term]) -> tuple[K, ...]:
    """Those that somebody with these duties may take. The person: what was told and served to him. Whoever reviews: what he needs for it. When it is
    over, nobody but the person takes papers about it, apart from those of an appeal (P10)."""
    told = papers_of(stand)
    if D.SUBJECT in duties:
        return tuple(one for one in told if one is not K.REFERRAL and (stand.served or one in _BEFORE | OF_APPEAL))
    if not {D.HANDLER, D.DECIDER, D.REVIEWER} & set(duties):
        return ()
    if stand.state in _CLOSED:
        return tuple(one for one in told if one in OF_APPEAL)
    if {D.HANDLER, D.DECIDER} & set(duties):
        return told
    return tuple(one for one in told if one in _BEFORE | OF_APPEAL | {K.DECISION, K.SERVICE})
