"""Handlings and appeals in lists: by state, or those that wait for one's own hand. Never by person (P07)."""

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.accountability.models import Appeal, DecisionBody, Handling, Seat
from bihuan.accountability.policy import sits
from bihuan.accountability.queries import visible_handlings
from bihuan.accountability.queries.work import work_of
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.handling import HandlingState
from bihuan.accountability.workflow.handling import OVER, STANDING
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import duties, held
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Missing

_UNANSWERED = (AppealState.FILED, AppealState.ACCEPTED, AppealState.PASSED_ON)
IN_LISTS = tuple(one for one in HandlingState if one not in OVER or one in STANDING)
"""States that a list may be narrowed to: of what ended without anything there is no list (P10)."""


def listed(actor: Actor, campaign: Campaign, *, state: str = "", mine: bool = False) -> QuerySet[Handling]:
    """What the actor may know of in one campaign, latest first. What is over stands in no list; it is found by its number alone, by those who handled
    or decided it, and reading it is noted (P10). While an appeal may still come it is there."""
    appealed = Appeal.objects.filter(state__in=_UNANSWERED).order_by().values("handling")
    open_still = ~Q(state__in=OVER) | Q(state__in=STANDING, appeal_until_on__gte=localdate()) | Q(pk__in=appealed)
    rows = visible_handlings(actor).filter(open_still, campaign=campaign).order_by("-pk")
    rows = rows.filter(state=state) if state else rows
    return rows.filter(_waiting(actor, campaign)) if mine else rows


def _waiting(actor: Actor, campaign: Campaign) -> Q:
    found = Q(pk__in=())
    for one in work_of(actor, held(actor, campaign.pk), campaign.pk, localdate()):
        key = "handling" if one.rows.model is Appeal else "pk"
        found |= Q(pk__in=one.rows.order_by().values(key))
    return found


def find_by_number(actor: Actor, campaign: Campaign, number: int) -> Handling:
    """The handling with this number, or Missing: hidden and never opened look alike."""
    row = visible_handlings(actor).filter(campaign=campaign, number=number).first()
    if row is None:
        raise Missing()
    return row


def appeals_of(actor: Actor, campaign: Campaign) -> QuerySet[Appeal]:
    """Appeals against handlings that the actor may know of, latest first."""
    known = visible_handlings(actor).filter(campaign=campaign).order_by().values("pk")
    return Appeal.objects.filter(handling__in=known).select_related("handling__unit", "body").order_by("-pk")


def earlier_education(row: Handling, actor: Actor) -> QuerySet[Handling]:
    """What was served on the same person or unit before and was not undone, among what the actor may know of (M136)."""
    same = visible_handlings(actor).filter(campaign=row.campaign_id, person=row.person_id, state__in=STANDING)
    return (same if row.person_id else same.filter(unit=row.unit_id)).exclude(pk=row.pk).order_by("-pk")


def inquiries_of(row: Handling, actor: Actor) -> QuerySet[Handling]:
    """The inquiries on leadership that belong to a typical case, among what the actor may know of (M126)."""
    return visible_handlings(actor).filter(parent=row).order_by("pk")


def keeps_bodies(actor: Actor, campaign: Campaign) -> bool:
    """Does he name bodies and seat their members?"""
    return Duty.OFFICE in duties(actor, campaign)


def all_bodies(campaign: Campaign) -> QuerySet[DecisionBody]:
    """Those that work and those that were ended, in their order."""
    return DecisionBody.objects.filter(campaign=campaign).order_by("ended_at", "kind", "pk")


def find_body(campaign: Campaign, pk: int) -> DecisionBody:
    """The body, or Missing."""
    row = DecisionBody.objects.filter(campaign=campaign, pk=pk).first()
    if row is None:
        raise Missing()
    return row


def seats_of(body: DecisionBody) -> QuerySet[Seat]:
    """Who sits there now."""
    return Seat.objects.filter(body=body, ended_at=None).select_related("person", "body__campaign").order_by("pk")


def find_seat(campaign: Campaign, pk: int) -> Seat:
    """A seat that is held, or Missing."""
    row = Seat.objects.filter(body__campaign=campaign, pk=pk, ended_at=None).select_related("person", "body__campaign").first()
    if row is None:
        raise Missing()
    return row


def sits_somewhere(actor: Actor, campaign: Campaign) -> bool:
    """Does he sit in a body of this campaign?"""
    return any(sits(actor, one) for one in DecisionBody.objects.filter(campaign=campaign, ended_at=None))
