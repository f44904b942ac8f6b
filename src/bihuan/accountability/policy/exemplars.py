"""What somebody is to a proposal to commend, and which he sees: whom it is about, who proposed it, and who decides – from when it lies there. What is
published everybody reads beside the code of conduct; the rest is nobody else's, least of all that somebody said no (promise 5)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from bihuan.accountability.models import DecisionBody, Exemplar, Seat
from bihuan.accountability.policy.bodies import sits
from bihuan.accountability.policy.seeing import kept_away_from
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.exemplars import ExemplarDuty
from bihuan.accountability.vocabulary.exemplars import ExemplarNeed as N
from bihuan.accountability.vocabulary.exemplars import ExemplarState as S
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.workflow.exemplars import EXEMPLAR
from bihuan.campaigns.policy import Held, held, held_over
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Term
from bihuan.organisation.queries import kept_away

_LAID = (S.AGREED, S.DECIDED, S.PUBLISHED, S.REFUSED)
"""States in which the deciding body may know of it."""
_TO_PUBLISH = (S.DECIDED, S.PUBLISHED)


def duties_of_exemplar(actor: Actor, row: Exemplar) -> frozenset[Term]:
    """Whom it is about is nothing else to it; whoever keeps away from him or his unit is nothing. Nobody acts here as a deputy."""
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return frozenset()
    mine = [one for one in held_over(actor, row.campaign_id) if one.of is None]
    heads = any(one.duty == Duty.UNIT_HEAD and one.unit_id == row.unit_id for one in mine)
    office = any(one.duty == Duty.OFFICE for one in mine)
    if row.person_id == actor.person_id or (row.person_id is None and heads and not row._state.adding):
        return frozenset({D.SUBJECT})
    if actor.person_id in kept_away(row.unit, localdate(), [row.person_id] if row.person_id else []):
        return frozenset()
    found: set[Term] = {Duty.OFFICE} if office else set()
    if (office or heads) if row._state.adding else row.proposed_by_id == actor.user_id:
        found.add(ExemplarDuty.PROPOSER)
    return frozenset(found | ({D.DECIDER} if sits(actor, row.body) else set()))


def unmet_of_exemplar(row: Exemplar, actor: Actor, action: Term, _now: datetime) -> tuple[Term, ...]:
    """Another hand decides, of a body of this campaign that works; the office never what it may propose itself."""
    state = None if row._state.adding else row.state
    asked = {need for step in EXEMPLAR.of(action) if step.starts_from(state) for need in step.needs}
    met = {
        N.OTHER_HAND: actor.user_id is not None and actor.user_id != row.proposed_by_id,
        N.OTHER_BODY: decides_on_examples(row.body, row.campaign_id),
    }
    return tuple(need for need in N if need in asked and not met[need])


def decides_on_examples(body: DecisionBody, campaign_id: int) -> bool:
    """May this body decide on examples of the campaign?"""
    return body.campaign_id == campaign_id and body.ended_at is None and body.kind != BodyKind.OFFICE


def visible_exemplars(actor: Actor, day: date | None = None, mine_now: Sequence[Held] | None = None) -> Q:
    """The proposals that the actor may know of. `mine_now`: what he holds, where whoever asks knows it already."""
    if actor.is_system:
        return Q()
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return Q(pk__in=())
    own = Q(person_id=actor.person_id)
    if actor.only_own:
        return own
    mine = [one for one in (held(actor) if mine_now is None else mine_now) if one.of is None]
    headed = Q(pk__in=())
    for one in mine:
        if one.duty == Duty.UNIT_HEAD and one.unit_id:
            headed |= Q(person=None, campaign=one.campaign_id, unit=one.unit_id)
    seats = Seat.objects.filter(person_id=actor.person_id, ended_at=None, body__ended_at=None).order_by()
    work = Q(proposed_by_id=actor.user_id) | Q(body__in=seats.values("body"), state__in=_LAID)
    work |= Q(campaign__in=sorted({one.campaign_id for one in mine if one.duty == Duty.OFFICE}), state__in=_TO_PUBLISH)
    return own | headed | (work & ~own & ~headed & ~kept_away_from(actor.person_id, day or localdate()))
