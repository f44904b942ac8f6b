"""What somebody is to a motion, a card, a rating, a proposal for the appraisal, and which he sees: the person, the deciding body, the personnel body –
and while it is drafted or reviewed, who drafts or reviews it. Nobody else, not even that there is one (M148, promise 5)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.accountability.models import Card, CardReview, DecisionBody, LocalRule, Motion, Rating, Referral, ReferralEntry, Seat
from bihuan.accountability.policy.bodies import sits
from bihuan.accountability.policy.seeing import kept_away_from, parties_kept_from
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.cards import CardState
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.vocabulary.motions import MotionKind, ReviewState
from bihuan.accountability.vocabulary.motions import MotionState as S
from bihuan.accountability.vocabulary.ratings import RatingState
from bihuan.accountability.workflow.cards import SHOWN
from bihuan.accountability.workflow.motions import OPEN
from bihuan.campaigns.policy import Held, duties, held
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Term
from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.queries import away_here, kept_away, kept_away_each

OPEN_REVIEWS = (ReviewState.FILED, ReviewState.ACCEPTED)
_TOLD = (S.SUBMITTED, S.GRANTED, S.REFUSED)


def nobody(actor: Actor) -> bool:
    """Whoever acts for another, or only administers, is nobody here."""
    return actor.person_id is None or bool(actor.administrator) or actor.for_person is not None


def duties_of_rule(actor: Actor, row: LocalRule) -> frozenset[Term]:
    """The duties in its campaign."""
    return frozenset(duties(actor, row))


def duties_of_motion(actor: Actor, row: Motion) -> frozenset[Term]:
    """Whom it is about; else what his seats make him."""
    return _duties(actor, row, (row.handler, D.HANDLER), (row.body, D.DECIDER), motion=row)


def duties_of_mark(actor: Actor, row: Card | Rating) -> frozenset[Term]:
    """The same towards a card or a rating: whoever decides by its rule, and who reviews one of its motions."""
    found = _duties(actor, row, (row.rule.body, D.DECIDER))
    if row._state.adding or found & {D.SUBJECT, D.MACHINE} or nobody(actor):
        return found
    about = Q(motion__card=row) | Q(motion__rating=row.rating_id or 0) if isinstance(row, Card) else Q(motion__rating=row)
    open_ones = CardReview.objects.filter(about, state__in=OPEN_REVIEWS).select_related("body", "motion")
    away = actor.person_id in kept_away(row.unit, localdate(), [row.person_id])
    return found | {D.REVIEWER} if not away and any(_reviews(actor, one) for one in open_ones) else found


def _duties(actor: Actor, row: Any, *seats: tuple[DecisionBody, Term], motion: Motion | None = None) -> frozenset[Term]:
    if actor.is_system:
        return frozenset({D.MACHINE})
    if nobody(actor):
        return frozenset()
    if row.person_id == actor.person_id:
        return frozenset({D.SUBJECT})
    if actor.only_own or actor.person_id in kept_away(row.unit, localdate(), [row.person_id]):
        return frozenset()
    found = {duty for body, duty in seats if sits(actor, body)}
    if personnel_seats(row.campaign_id).filter(person_id=actor.person_id or 0).exists():
        found.add(D.PERSONNEL)
    if motion is not None and motion.pk:
        open_ones = CardReview.objects.filter(state__in=OPEN_REVIEWS, motion=motion).select_related("body", "motion")
        found |= {D.REVIEWER} if any(_reviews(actor, one) for one in open_ones) else set()
    return frozenset(found)


def _reviews(actor: Actor, row: CardReview) -> bool:
    """Does he sit where it is reviewed, and had no hand in what was decided?"""
    told = row.motion
    return sits(actor, row.body) and actor.user_id not in (told.opened_by_id, told.verified_by_id, told.decided_by_id)


def duties_of_review(actor: Actor, row: CardReview) -> frozenset[Term]:
    """The person; or whoever reviews it."""
    found = duties_of_motion(actor, row.motion)
    if not found and (nobody(actor) or not sits(actor, row.body)):
        return found
    if found & {D.SUBJECT, D.MACHINE} or actor.person_id in kept_away(row.motion.unit, localdate(), [row.motion.person_id]):
        return found
    return found | {D.REVIEWER} if _reviews(actor, row) else found - {D.REVIEWER}


def duties_of_referral(actor: Actor, row: Referral) -> frozenset[Term]:
    """Who sends it, and who answers it: nobody where it names himself or somebody from whom he keeps away (P04)."""
    if nobody(actor) or (not row._state.adding and touched(actor, [(_unit_of(one), one.person) for one in row.entries.all()])):
        return frozenset()
    found: set[Term] = {D.DECIDER} if row.sender is not None and sits(actor, row.sender) else set()
    return frozenset(found | ({D.PERSONNEL} if sits(actor, row.body) else set()))


def touched(actor: Actor, about: Sequence[tuple[Unit | None, Person]]) -> bool:
    """Is one of these people he himself, or one from whom he keeps away?"""
    if any(person.pk == actor.person_id for _unit, person in about):
        return True
    matters = [(unit, [person.pk]) for unit, person in about if unit is not None]
    return any(actor.person_id in away for away in kept_away_each(matters, localdate()))


def unit_now(person: Person) -> Unit | None:
    """Where somebody serves."""
    post = Post.objects.filter(person=person, to_on=None).select_related("unit").order_by("pk").first()
    return post.unit if post else None


def _unit_of(entry: ReferralEntry) -> Unit | None:
    rests_on = entry.rating or entry.motion
    return rests_on.unit if rests_on else unit_now(entry.person)


def personnel_seats(campaign_id: int) -> QuerySet[Seat]:
    """Seats of the campaign's personnel bodies that are held now."""
    return Seat.objects.filter(body__campaign=campaign_id, body__kind=BodyKind.PERSONNEL, body__ended_at=None, ended_at=None)


def _seats(actor: Actor) -> QuerySet[Seat]:
    return Seat.objects.filter(person_id=actor.person_id or 0, ended_at=None, body__ended_at=None).order_by()


def _personnel(actor: Actor) -> Q:
    return Q(campaign__in=_seats(actor).filter(body__kind=BodyKind.PERSONNEL).values("body__campaign"))


def visible_motions(actor: Actor, day: date | None = None, mine_now: Sequence[Held] | None = None) -> Q:
    """The motions that the actor may know of. Once it is decided who proposed it sees it no more; what an appeal undid, nobody but the person does.
    `mine_now`: what he holds, where whoever asks knows it already."""
    if actor.is_system:
        return Q()
    if nobody(actor):
        return Q(pk__in=())
    mine = Q(person_id=actor.person_id)
    own = mine & (Q(noticed_at__isnull=False) | Q(kind=MotionKind.HAT_OFF))
    if actor.only_own:
        return own
    bodies = _seats(actor).values("body")
    offices = [one.campaign_id for one in (held(actor) if mine_now is None else mine_now) if one.duty == Duty.OFFICE and one.of is None]
    office = Q(handler__kind=BodyKind.OFFICE, handler__ended_at=None, campaign__in=offices)
    handles = (Q(handler__in=bodies) | office) & Q(state__in=OPEN)
    decides = Q(body__in=bodies, state__in=_TOLD) & ~Q(card__state=CardState.UNDONE) & ~Q(rating__state=RatingState.UNDONE)
    reviews = Q(pk__in=CardReview.objects.filter(body__in=bodies, state__in=OPEN_REVIEWS).order_by().values("motion"))
    standing = Q(card__state__in=SHOWN) | Q(card=None, rating__state=RatingState.IN_FORCE)
    personnel = _personnel(actor) & Q(state=S.GRANTED) & standing
    return own | ((handles | decides | reviews | personnel) & ~mine & ~kept_away_from(actor.person_id, day or localdate()))


def visible_cards(actor: Actor, day: date | None = None) -> Q:
    """Cards: the person's own; those that he decides on, with the ones that were lifted; for the personnel body those that stand."""
    return _marks(actor, day, SHOWN, CardState.UNDONE)


def visible_ratings(actor: Actor, day: date | None = None) -> Q:
    """The same for ratings."""
    return _marks(actor, day, (RatingState.IN_FORCE,), RatingState.UNDONE)


def _marks(actor: Actor, day: date | None, standing: tuple[Term, ...], undone: Term) -> Q:
    if actor.is_system:
        return Q()
    if nobody(actor):
        return Q(pk__in=())
    mine = Q(person_id=actor.person_id)
    if actor.only_own:
        return mine
    decides = Q(rule__body__in=_seats(actor).values("body")) & ~Q(state=undone)
    personnel = _personnel(actor) & Q(state__in=standing)
    return mine | ((decides | personnel) & ~mine & ~kept_away_from(actor.person_id, day or localdate()))


def visible_referrals(actor: Actor) -> Q:
    """Who sent it and who got it. The person reads on his own page what was said of him."""
    if nobody(actor) or actor.only_own:
        return Q(pk__in=())
    bodies = _seats(actor).values("body")
    undone = Q(entries__motion__state=S.UNDONE)  # what an appeal undid is nobody's proposal any more (P03)
    return (Q(sender__in=bodies) | Q(body__in=bodies)) & ~Q(pk__in=_touching(actor).values("referral")) & ~undone


def _touching(actor: Actor) -> QuerySet[ReferralEntry]:
    """Entries about himself, or about somebody from whom he keeps away, by whom it is or where he serves."""
    day = localdate()
    by_unit = Q(away_here(actor.person_id, day, "motion__unit__path")) | Q(away_here(actor.person_id, day, "rating__unit__path"))
    serves = Q(rating=None, motion=None) & Q(
        person__in=Post.objects.filter(away_here(actor.person_id, day), to_on=None).order_by().values("person")
    )
    party = Q(person__in=parties_kept_from(actor.person_id, day))
    return ReferralEntry.objects.filter(Q(person_id=actor.person_id) | party | by_unit | serves).order_by()
