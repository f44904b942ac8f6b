"""Who says that a list holds nothing: whoever answers for that list, of that unit, and never of himself (M81, P04)."""

from collections.abc import Sequence

from bihuan.finding.models import NoneConfirmed
from bihuan.finding.policy import tracing
from bihuan.finding.rules.answering import ANSWERING
from bihuan.foundation.kernel import Actor, Term
from bihuan.problems.vocabulary import ProblemList


def duties_of_none(actor: Actor, row: NoneConfirmed) -> frozenset[Term]:
    """The actor's own duties towards such a word: those that answer for the list."""
    return _answering(row, actor, tracing.towards(actor, row, row.unit_id))


def stand_ins(actor: Actor, rows: Sequence[NoneConfirmed]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """For each row the actor as the deputy of others, with what of theirs answers for the list."""
    return [
        [(one, _answering(row, one, held)) for one, held in others]
        for row, others in zip(rows, tracing.stand_ins(actor, rows), strict=True)
    ]


def _answering(row: NoneConfirmed, actor: Actor, held: set[Term] | frozenset[Term]) -> frozenset[Term]:
    himself = row.person_id is not None and row.person_id in (actor.person_id, actor.for_person)
    return frozenset() if himself else frozenset(held) & ANSWERING.get(ProblemList(row.list), frozenset())
