"""What somebody is to a handling. To his own he is nothing but the one whom it is about; whoever keeps away from him or his unit is nothing (P04)."""

from itertools import chain

from django.utils.timezone import localdate

from bihuan.accountability.models import Appeal, Clarification, Handling, Seat, Tolerance
from bihuan.accountability.policy.bodies import sits
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.vocabulary.tolerance import ToleranceState
from bihuan.campaigns.policy import held_over
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Term
from bihuan.organisation.queries import kept_away

_OPEN = ("filed", "accepted")


def duties_of_handling(actor: Actor, row: Handling) -> frozenset[Term]:
    """Whom it is about; else what his seats make him."""
    if actor.is_system:
        return frozenset({D.MACHINE})
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return frozenset()
    if is_subject(actor, row):
        return frozenset({D.SUBJECT})
    if actor.for_person is not None or actor.only_own:
        return frozenset()
    if actor.person_id in kept_away(row.unit, localdate(), [row.person_id] if row.person_id else []):
        return frozenset()
    return frozenset(_by_seats(actor, row))


def is_subject(actor: Actor, row: Handling | Tolerance | Clarification) -> bool:
    """Is it about him, or about the unit that he heads?"""
    if row.person_id is not None:
        return row.person_id == actor.person_id
    held = held_over(actor, row.campaign_id)
    return any(one.duty == Duty.UNIT_HEAD and one.of is None and one.unit_id == row.unit_id for one in held)


def _by_seats(actor: Actor, row: Handling) -> set[Term]:
    found: set[Term] = set()
    if sits(actor, row.handler):
        found |= {D.HANDLER, D.VERIFIER}
    if sits(actor, row.body):
        found.add(D.DECIDER)
    if row._state.adding:
        return found
    if _reviews(actor, row):
        found.add(D.REVIEWER)
    if _tolerates(actor, row):
        found.add(D.TOLERATER)
    personnel = Seat.objects.filter(body__campaign=row.campaign_id, body__kind=BodyKind.PERSONNEL, body__ended_at=None, ended_at=None)
    if personnel.filter(person_id=actor.person_id or 0).exists():
        found.add(D.PERSONNEL)
    return found


def _reviews(actor: Actor, row: Handling) -> bool:
    """Does he sit in a body that reviews it, and had no hand in what was decided?"""
    bodies = [one.body for one in Appeal.objects.filter(handling=row, state__in=_OPEN).select_related("body")]
    return any(sits(actor, one) for one in bodies) and actor.user_id not in {*hands_of(row), row.decided_by_id}


def _tolerates(actor: Actor, row: Handling) -> bool:
    """Does he sit in the body that decides whether it is tolerated, and had no hand in it?"""
    review = Tolerance.objects.filter(handling=row, state=ToleranceState.VERIFIED).select_related("body").first()
    return review is not None and sits(actor, review.body) and actor.user_id not in hands_of(row)


def hands_of(row: Handling) -> frozenset[int]:
    """The accounts of whoever handled it: opened, wrote and verified its facts, proposed, told, answered, submitted. Whoever decides or reviews is
    none of them, in whichever bodies he sits (P07)."""
    own = (row.opened_by_id, row.proposed_by_id, row.noticed_by_id, row.submitted_by_id)
    facts = row.facts.order_by().values_list("written_by", "verified_by") if row.pk else ()
    answers = row.statements.order_by().values_list("answered_by", flat=True) if row.pk else ()
    return frozenset(one for one in (*own, *chain.from_iterable(facts), *answers) if one is not None)


def duties_of_appeal(actor: Actor, row: Appeal) -> frozenset[Term]:
    """The same towards what is appealed against. Whoever it is given to reviews it, unless he proposed or decided."""
    held = duties_of_handling(actor, row.handling)
    if not held or D.SUBJECT in held or D.MACHINE in held:
        return held
    hands = {*hands_of(row.handling), row.handling.decided_by_id}
    return held | {D.REVIEWER} if sits(actor, row.body) and actor.user_id not in hands else held - {D.REVIEWER}
