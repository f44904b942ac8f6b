"""Reminders before a card is looked at again (M150). They go to those who may know of it: the person, who decides – the leader in charge and the group
where they sit there – and the personnel body. Nobody else is told that there is a card; the clock reminds and decides nothing."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from bihuan.accountability.models import Card, CardReview, Motion
from bihuan.accountability.policy.cards import OPEN_REVIEWS, nobody, visible_cards, visible_motions
from bihuan.accountability.queries.seated import any_seat
from bihuan.accountability.rules.cards import AHEAD
from bihuan.accountability.vocabulary.motions import MotionKind, MotionState
from bihuan.accountability.workflow.cards import SHOWN
from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries.desk import Wait
from bihuan.foundation.kernel import Actor


def card_asks(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """Cards whose review date is near or past, motions that wait for this reader, appeals that wait for an answer."""
    if nobody(actor):
        return
    down = Motion.objects.filter(kind=MotionKind.DOWN, state=MotionState.GRANTED, card__isnull=False).order_by().values("card")
    cards = Card.objects.filter(visible_cards(actor, today), campaign_id=campaign_id, state__in=SHOWN, review_on__lte=today + AHEAD)
    yield Wait("card_review_due", cards.exclude(pk__in=down), "review_on")
    motions = Motion.objects.filter(visible_motions(actor, today, mine), campaign_id=campaign_id)
    yield Wait("motion_to_answer", motions.filter(person_id=actor.person_id or 0, state=MotionState.NOTICED, waived_at=None), "respond_on")
    own_work = Q(state__in=(MotionState.DRAFT, MotionState.NOTICED, MotionState.SUBMITTED)) & ~Q(person_id=actor.person_id or 0)
    seat = any_seat(actor, mine, campaign_id)
    yield Wait("motion_to_work", motions.filter(own_work), "respond_on", seat)
    reviews = CardReview.objects.filter(state__in=OPEN_REVIEWS, motion__in=motions.exclude(person_id=actor.person_id or 0).values("pk"))
    bodies = reviews.filter(body__seats__person_id=actor.person_id or 0, body__seats__ended_at=None, motion__campaign_id=campaign_id)
    yield Wait("card_appeal", bodies.select_related("motion"), "answer_on", seat)
