"""Who sits in a body. Nobody sits there as somebody's deputy, or by the door for phones: decisions about persons are taken in person, where the papers
are."""

from bihuan.accountability.models import DecisionBody, Seat
from bihuan.accountability.vocabulary.bodies import BodyDuty, BodyKind
from bihuan.campaigns.policy import duties
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Term


def sits(actor: Actor, body: DecisionBody | None) -> bool:
    """Does he sit in it now? A body that was ended has no members."""
    if body is None or actor.person_id is None or actor.for_person is not None or actor.only_own or body.ended_at is not None:
        return False
    if body.kind == BodyKind.OFFICE:
        return Duty.OFFICE in duties(actor, body)
    return Seat.objects.filter(body=body, person_id=actor.person_id, ended_at=None).exists()


def duties_of_body(actor: Actor, row: DecisionBody) -> frozenset[Term]:
    """The duties in its campaign, and a seat in it."""
    mine: set[Term] = {BodyDuty.MEMBER} if not row._state.adding and sits(actor, row) else set()
    return frozenset(mine | set(duties(actor, row)))
