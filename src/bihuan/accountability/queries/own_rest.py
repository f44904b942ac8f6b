"""What else of this room is about the person himself: cards, ratings, reviews without a case, clearings, announcements, return visits, and what was
sent about him to the personnel body. Each begins at its own gate (P11)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from bihuan.accountability.models import Announcement, Clarification, ReferralEntry, ReturnVisit, Tolerance
from bihuan.accountability.policy import visible_announcements, visible_rights, visible_tolerances
from bihuan.accountability.policy.visits import visible_visits
from bihuan.accountability.queries.exemplars import exemplars_of
from bihuan.accountability.queries.marks import cards_for, is_proposed, motions_for, ratings_for
from bihuan.accountability.vocabulary.cards import CardState
from bihuan.accountability.vocabulary.clarification import ClarificationState
from bihuan.accountability.vocabulary.exemplars import ExemplarState
from bihuan.accountability.vocabulary.motions import MotionKind, MotionState
from bihuan.accountability.vocabulary.publicity import AnnouncementState
from bihuan.accountability.vocabulary.ratings import RatingKind, RatingState
from bihuan.accountability.vocabulary.tolerance import ToleranceState
from bihuan.accountability.vocabulary.visits import VisitState
from bihuan.campaigns.models import Campaign
from bihuan.foundation.kernel import Actor, _


@dataclass(frozen=True, slots=True)
class Rest:
    """One such row: what it is, words, how it stands, since when; `page` and `key` lead to it (no page: it is only told here).
    `proposed`: nobody decided on it yet."""

    campaign: Campaign
    kind: str
    words: str
    state: str
    on: date | None
    page: str = ""
    key: int = 0
    proposed: bool = False


def rest_of_me(actor: Actor) -> list[Rest]:
    """All of them, one question for each kind, however many there are."""
    me = actor.person_id
    if me is None or actor.administrator or actor.for_person is not None:
        return []
    alone = replace(actor, door="phone")  # the gates let in what is one's own alone, and ask about no seats
    return [*_marks(alone, me), *_rights(alone, me), *_visits(alone, me), *_praised(alone, me), *_sent(me)]


def _marks(actor: Actor, me: int) -> Iterator[Rest]:
    for one in motions_for(actor).filter(person_id=me):
        served = one.served_at is not None or one.state != MotionState.GRANTED
        state = MotionState(one.state).label if served else _("已决定，待送达")
        told = one.decision if served and one.decision else one.text
        on, proposed = one.served_on or localdate(one.opened_at), is_proposed(one)
        yield Rest(one.campaign, MotionKind(one.kind).label, told, state, on, "motion", one.number, proposed)
    for card in cards_for(actor).filter(person_id=me):
        yield Rest(card.campaign, _("红黄牌"), "", CardState(card.state).label, card.given_on, "card", card.pk)
    for rating in ratings_for(actor).filter(person_id=me):
        yield Rest(
            rating.campaign, _("评定"), RatingKind(rating.kind).label, RatingState(rating.state).label, rating.rated_on, "rating", rating.pk
        )


def _rights(actor: Actor, me: int) -> Iterator[Rest]:
    for one in Tolerance.objects.filter(visible_tolerances(actor), person_id=me, handling=None).select_related("campaign"):
        yield Rest(one.campaign, _("容错审查"), one.matter, ToleranceState(one.state).label, localdate(one.applied_at), "tolerance", one.pk)
    for row in Clarification.objects.filter(visible_rights(actor), person_id=me).select_related("campaign"):
        yield Rest(
            row.campaign, _("澄清"), row.matter, ClarificationState(row.state).label, localdate(row.opened_at), "clarification", row.pk
        )
    about = Q(handling__person_id=me) | Q(clarification__person_id=me)
    for told in Announcement.objects.filter(visible_announcements(actor)).filter(about).select_related("campaign"):
        yield Rest(told.campaign, _("公布"), told.title, AnnouncementState(told.state).label, told.from_on, "announcement", told.pk)


def _visits(actor: Actor, me: int) -> Iterator[Rest]:
    for one in ReturnVisit.objects.filter(visible_visits(actor), handling__person_id=me).select_related("handling__campaign"):
        row = one.handling
        yield Rest(row.campaign, _("回访教育"), row.matter, VisitState(one.state).label, one.next_on, "return_visit", one.pk)


def _praised(actor: Actor, me: int) -> Iterator[Rest]:
    for one in exemplars_of(actor).filter(person_id=me):
        yield Rest(
            one.campaign, _("先进典型"), one.deed, ExemplarState(one.state).label, localdate(one.proposed_at), "exemplar", one.number
        )


def _sent(me: int) -> Iterator[Rest]:
    """What was sent to the personnel body about him stands here: of its own pages he sees none."""
    for one in ReferralEntry.objects.filter(person_id=me).select_related("referral__campaign", "referral__body"):
        row = one.referral
        yield Rest(row.campaign, row.get_kind_display(), f"{row.body.name}　{row.document}", row.get_state_display(), row.document_on)
