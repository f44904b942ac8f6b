"""Reading ratings, cards, motions and proposals. Begins at the gates of `policy.cards`; never writes, counts by nobody."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.accountability.models import Card, CardReview, DecisionBody, Handling, LocalRule, Motion, Rating, Referral, Saying, Training
from bihuan.accountability.policy import cards as gate
from bihuan.accountability.policy.bodies import sits
from bihuan.accountability.policy.motions import FIRST, HEAVY, is_final_motion, unmet_of_motion
from bihuan.accountability.rules.measures import find_measure
from bihuan.accountability.rules.publicity import is_final
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.cards import CardState
from bihuan.accountability.vocabulary.handling import HandlingDuty, HandlingState
from bihuan.accountability.vocabulary.motions import MotionAction, MotionKind, MotionNeed, MotionState, ReviewState
from bihuan.accountability.vocabulary.ratings import RatingState, RuleAbout
from bihuan.accountability.workflow.cards import CARD, SHOWN
from bihuan.accountability.workflow.motions import MOTION, OPEN, REVIEW
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries import switches_for
from bihuan.foundation.kernel import Actor, Missing, Step, Term
from bihuan.organisation.models import Person

Row = TypeVar("Row")
_OPEN = (ReviewState.FILED, ReviewState.ACCEPTED)


def motions_for(actor: Actor, campaign: Campaign | None = None) -> QuerySet[Motion]:
    """The motions that the actor may know of, latest first."""
    rows = Motion.objects.filter(gate.visible_motions(actor))
    rows = rows.filter(campaign=campaign) if campaign else rows
    return rows.select_related("campaign", "person", "unit", "rule__body", "handler", "body", "card__rule__body", "rating", "file")


def cards_for(actor: Actor, campaign: Campaign | None = None) -> QuerySet[Card]:
    """The cards that he may know of."""
    rows = Card.objects.filter(gate.visible_cards(actor)).select_related("campaign", "person", "unit", "rule__body", "rating")
    return rows.filter(campaign=campaign) if campaign else rows


def ratings_for(actor: Actor, campaign: Campaign | None = None) -> QuerySet[Rating]:
    """The ratings that he may know of."""
    rows = Rating.objects.filter(gate.visible_ratings(actor)).select_related("campaign", "person", "unit", "rule__body")
    return rows.filter(campaign=campaign) if campaign else rows


def referrals_for(actor: Actor, campaign: Campaign) -> QuerySet[Referral]:
    """The proposals that his body sent or got."""
    return Referral.objects.filter(gate.visible_referrals(actor), campaign=campaign).distinct().select_related("campaign", "sender", "body")


def find_motion(actor: Actor, campaign: Campaign, number: int) -> Motion:
    """The motion, or Missing: hidden and never written look alike."""
    return _or_missing(motions_for(actor, campaign).filter(number=number).first())


def find_card(actor: Actor, campaign: Campaign, pk: int) -> Card:
    """The card, or Missing."""
    return _or_missing(cards_for(actor, campaign).filter(pk=pk).first())


def sees_card(actor: Actor, campaign: Campaign, row: Motion) -> bool:
    """May he open the card that a motion is about? Whoever reviews it reads the motion alone."""
    return row.card_id is not None and cards_for(actor, campaign).filter(pk=row.card_id).exists()


def find_rating(actor: Actor, campaign: Campaign, pk: int) -> Rating:
    """The rating, or Missing."""
    return _or_missing(ratings_for(actor, campaign).filter(pk=pk).first())


def find_referral(actor: Actor, campaign: Campaign, number: int) -> Referral:
    """The proposal, or Missing."""
    return _or_missing(referrals_for(actor, campaign).filter(number=number).first())


def find_review(actor: Actor, campaign: Campaign, pk: int) -> CardReview:
    """The appeal of a motion that he may know of, or Missing."""
    row = CardReview.objects.filter(pk=pk, motion__campaign=campaign).select_related("motion__person", "motion__unit", "body").first()
    if row is None or not motions_for(actor, campaign).filter(pk=row.motion_id).exists():
        raise Missing()
    return row


def _or_missing(row: Row | None) -> Row:
    if row is None:
        raise Missing()
    return row


def history_of(actor: Actor, mark: Card | Rating) -> list[Motion]:
    """What was decided on it, first to last, as far as the actor may know of it (M148): the person and the deciding body all of it."""
    return list(motions_for(actor).filter(Q(card=mark) if isinstance(mark, Card) else Q(rating=mark)).order_by("pk"))


def steps_of_motion(actor: Actor, row: Motion) -> list[Step]:
    """The steps that he may take now."""
    return MOTION.open_to(row.state, gate.duties_of_motion(actor, row))


def needs_of_motion(actor: Actor, row: Motion, action: MotionAction, now: datetime) -> tuple[Term, ...]:
    """What a step still asks for. Whoever wrote the facts does not verify them."""
    if action is MotionAction.VERIFY and actor.user_id == row.opened_by_id:
        return (MotionNeed.VERIFIED,)
    return unmet_of_motion(row, actor, action, now)


def is_asked(row: Card | Rating) -> bool:
    """Does an application to take the hat off wait already?"""
    same = Motion.objects.filter(card=row) if isinstance(row, Card) else Motion.objects.filter(rating=row)
    return same.filter(kind=MotionKind.HAT_OFF, state__in=OPEN).exists()


def is_proposed(row: Motion) -> bool:
    """Did nobody decide yet on what would begin with it?"""
    return row.state in OPEN and row.kind in FIRST


def steps_of_card(actor: Actor, row: Card) -> list[Step]:
    """The same for a card."""
    return CARD.open_to(row.state, gate.duties_of_mark(actor, row))


def steps_of_review(actor: Actor, row: CardReview) -> list[Step]:
    """The same for an appeal."""
    return REVIEW.open_to(row.state, gate.duties_of_review(actor, row))


def rules_of(campaign: Campaign) -> QuerySet[LocalRule]:
    """The local rules that are cited and stand."""
    return LocalRule.objects.filter(campaign=campaign, ended_at=None).select_related("body")


def cites_rules(actor: Actor, campaign: Campaign) -> bool:
    """May he cite one? Whoever is of the campaign's office."""
    return actor.for_person is None and bool(gate.duties_of_rule(actor, LocalRule(campaign=campaign)) & {"office"})


def abouts(campaign: Campaign) -> list[RuleAbout]:
    """What the campaign's switches allow a rule to be cited for."""
    on = switches_for(campaign)
    return [one for one in RuleAbout if getattr(on, one.value)]


def kinds_open(campaign: Campaign) -> list[MotionKind]:
    """What may be proposed for the first time: by the rules that stand."""
    abouts = set(rules_of(campaign).values_list("about", flat=True)) & set(abouts_of_switches(campaign))
    return [one for one in FIRST if ("ratings" if one in ("striver", "flat") else "cards") in abouts]


def abouts_of_switches(campaign: Campaign) -> list[str]:
    """The same as plain words."""
    return [one.value for one in abouts(campaign)]


def bodies_that_propose(actor: Actor, campaign: Campaign) -> list[DecisionBody]:
    """Those in which he sits."""
    return [one for one in DecisionBody.objects.filter(campaign=campaign, ended_at=None) if sits(actor, one)]


def speaking_bodies(actor: Actor, row: Card | Rating) -> list[DecisionBody]:
    """For which body he may propose what is to become of what stands: the deciding one, or the personnel body."""
    fits = Q(pk=row.rule.body_id) | Q(kind=BodyKind.PERSONNEL)
    return [one for one in DecisionBody.objects.filter(fits, campaign=row.campaign_id, ended_at=None) if sits(actor, one)]


def speaks_for(actor: Actor, row: Card | Rating) -> bool:
    """Is there one?"""
    return row.person_id != actor.person_id and bool(speaking_bodies(actor, row))


def sends_rewards(actor: Actor, campaign: Campaign) -> LocalRule | None:
    """The rule of ratings, where he sits in its body."""
    row = rules_of(campaign).filter(about=RuleAbout.RATINGS).first()
    return row if row is not None and RuleAbout.RATINGS in abouts(campaign) and sits(actor, row.body) else None


def may_hand_on(actor: Actor, row: Motion) -> bool:
    """May he send the proposal on a card that did not get better to the personnel body?"""
    ready = row.kind == MotionKind.DOWN and row.state == MotionState.GRANTED and row.served_at is not None
    return ready and is_final_motion(row, localdate()) and row.person_id != actor.person_id and sits(actor, row.body)


def answers(actor: Actor, row: Referral) -> bool:
    """Does he sit in the body that got it?"""
    return "personnel_reader" in gate.duties_of_referral(actor, row)


def find_saying(actor: Actor, campaign: Campaign, pk: int) -> Saying:
    """What was said to a motion that he may know of, or Missing."""
    row = (
        Saying.objects.filter(pk=pk, motion__in=motions_for(actor, campaign).order_by().values("pk"))
        .select_related("motion__person")
        .first()
    )
    return _or_missing(row)


def find_training(actor: Actor, campaign: Campaign, card: int, pk: int) -> Training:
    """A training of a card that he may know of, or Missing."""
    rows = Training.objects.filter(card=find_card(actor, campaign, card)).select_related("card__person", "card__unit")
    return _or_missing(rows.filter(pk=pk).first())


def strivers(actor: Actor, campaign: Campaign) -> list[Rating]:
    """Strivers in force that he may know of, by unit and name; nobody proposes himself."""
    rows = ratings_for(actor, campaign).filter(kind="striver", state=RatingState.IN_FORCE).exclude(person_id=actor.person_id or 0)
    return list(rows.order_by("unit__path", "person__name", "pk"))


def bodies_for_review(row: Motion) -> list[DecisionBody]:
    """Those that neither proposed nor decided."""
    found = DecisionBody.objects.filter(campaign=row.campaign_id, ended_at=None).exclude(pk__in=[row.handler_id, row.body_id])
    return list(found.exclude(kind=BodyKind.OFFICE))


def personnel_bodies(campaign: Campaign) -> list[DecisionBody]:
    """Who gets proposals for the appraisal."""
    return list(DecisionBody.objects.filter(campaign=campaign, ended_at=None, kind=BodyKind.PERSONNEL))


def may_review(row: Motion) -> bool:
    """Is it something to appeal against?"""
    return row.kind in HEAVY and row.state == MotionState.GRANTED and row.served_at is not None


def takes_down_appeal(actor: Actor, row: Motion) -> bool:
    """Does he enter what the person handed in on paper: whoever serves the decision?"""
    serves = bool(gate.duties_of_motion(actor, row) & {HandlingDuty.DECIDER, HandlingDuty.PERSONNEL})
    return serves and may_review(row) and not row.reviews.filter(state__in=_OPEN).exists()


def appeals_now(row: Motion, today: date) -> bool:
    """May its person appeal today: in time, and no appeal of his is open?"""
    in_time = row.appeal_until_on is None or today <= row.appeal_until_on
    return may_review(row) and in_time and not row.reviews.filter(state__in=_OPEN).exists()


@dataclass(frozen=True, slots=True)
class FinalLine:
    """One final decision about a person, as the appraisal may see it (M155): what, by whom, number, day, until when. No facts, no votes, no words."""

    what: str
    by: str
    document: str
    on: date
    until: date | None


def final_lines(campaign: Campaign, person: Person, today: date) -> list[FinalLine]:
    """Final decisions that stand: served, the time for an appeal over or the appeal answered. What was lifted, ended or undone is none (P10)."""
    standing = Q(card__state__in=SHOWN) | Q(card=None, rating__state=RatingState.IN_FORCE)
    motions = Motion.objects.filter(standing, campaign=campaign, person=person, state=MotionState.GRANTED, served_at__isnull=False)
    motions = motions.exclude(kind__in=(MotionKind.HAT_OFF, MotionKind.DOWN)).exclude(reviews__state__in=_OPEN).order_by("decided_on", "pk")
    told = [one for one in motions.select_related("body", "card", "rating") if _final(one, today) and _shows(one)]
    found = [FinalLine(_of(one), one.body.name, one.document, one.decided_on or today, _until(one)) for one in told]
    weighs = Q(ends_on=None) | Q(ends_on__gte=today)  # past its period it weighs nothing, whatever keeps its case open
    handlings = Handling.objects.filter(weighs, campaign=campaign, person=person, state=HandlingState.IN_FORCE).select_related("body")
    for row in handlings.order_by("decided_on", "pk"):
        one = find_measure(row.measure)
        if not one.care and _final_handling(row, today):
            by = row.outside_body or (row.body.name if row.body else "")
            found.append(FinalLine(one.name, by, row.document, row.decided_on or today, row.ends_on))
    return found


_UNANSWERED = (AppealState.FILED, AppealState.ACCEPTED, AppealState.PASSED_ON)
_ANSWERED = (AppealState.UPHELD, AppealState.CHANGED)


def _final_handling(row: Handling, today: date) -> bool:
    """Nobody may still change it, or an appeal was answered. Help is no burden and none of it goes to the appraisal."""
    states = set(row.appeals.values_list("state", flat=True))
    appealed, waived = bool(states & set(_UNANSWERED)), row.appeal_waived_at is not None
    told = is_final(in_force=True, appealed=appealed, waived=waived, appeal_until=row.appeal_until_on, today=today)
    return told or (not appealed and bool(states & set(_ANSWERED)))


def _final(row: Motion, today: date) -> bool:
    return is_final_motion(row, today)


def _shows(row: Motion) -> bool:
    """Of a card only the decision of its colour today."""
    return row.card is None or row.decided_on == row.card.given_on


def _of(row: Motion) -> str:
    return str(CardState(row.card.state).label if row.card else row.rating.get_kind_display() if row.rating else "")


def _until(row: Motion) -> date | None:
    return row.card.review_on if row.card else row.rating.ends_on if row.rating else None
