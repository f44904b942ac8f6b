"""Critique meetings as somebody sees them: whom he may criticise, what he wrote, totals. Who wrote what is asked nowhere here (P05)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from bihuan.campaigns.models import Campaign, Grant
from bihuan.campaigns.queries.roster import standing_on
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.models.critique import Critique, CritiqueMeeting, CritiqueSlip, MeetingSeat
from bihuan.finding.policy.opinions import duties_of_meeting, sight
from bihuan.finding.rules.pairings import LARGE_ENOUGH, in_steps, is_guessed, pairing_of
from bihuan.finding.vocabulary.critique import CritiqueWord, MeetingState, Pairing, SlipState
from bihuan.finding.vocabulary.opinions import FindingDuty
from bihuan.foundation.audit.queries import records_of
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.vocabulary import PostRole
from bihuan.problems.models import Problem
from bihuan.problems.policy import reach, readable, visible

_RANKED = (PostRole.HEAD, PostRole.LEADER, PostRole.SECTION_HEAD, PostRole.STAFF)
_KEEPERS = frozenset({Duty.OFFICE, Duty.LIAISON, Duty.UNIT_HEAD, Duty.MACHINE})
_TAKERS = frozenset({Duty.OFFICE, Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE, Duty.SUPERVISOR, Duty.MACHINE})


def people_for(campaign: Campaign, unit: Unit, day: date) -> list[tuple[Person, PostRole]]:
    """Everybody of a unit on the roster with the part he plays there, from the highest: subjects and participants (A22). Three queries."""
    people = {one.person_id: one.person for one in standing_on(campaign, day).filter(unit=unit).select_related("person")}
    posts = Post.objects.filter(person_id__in=people, unit__path__startswith=unit.path, to_on=None).order_by()
    roles: dict[int, PostRole] = {}
    for pk, role in posts.values_list("person_id", "role"):
        roles[pk] = min(roles.get(pk, PostRole.STAFF), PostRole(role), key=_RANKED.index)
    heads = Grant.objects.filter(campaign=campaign, unit=unit, duty=Duty.UNIT_HEAD, ended_at=None)
    roles |= dict.fromkeys(heads.values_list("person_id", flat=True), PostRole.HEAD)
    listed = [(person, roles.get(pk, PostRole.STAFF)) for pk, person in people.items()]
    return sorted(listed, key=lambda one: (_RANKED.index(one[1]), one[0].sort_key, one[0].pk))


def meetings_of(actor: Actor, campaign: Campaign) -> QuerySet[CritiqueMeeting]:
    """The meetings that he sees, latest first."""
    rows = CritiqueMeeting.objects.filter(sight(actor, campaign).meetings(), campaign=campaign)
    return rows.select_related("unit", "campaign", "chair").order_by("-held_on", "-pk")


def find_meeting(actor: Actor, campaign: Campaign, pk: int) -> CritiqueMeeting:
    """One of them, or Missing."""
    row = meetings_of(actor, campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def keeps(actor: Actor, meeting: CritiqueMeeting) -> bool:
    """Does he prepare, open and close it?"""
    return bool(duties_of_meeting(actor, meeting) & _KEEPERS)


def takes_list(actor: Actor, meeting: CritiqueMeeting) -> bool:
    """May he take home what was said in the unit: who reads its confidential texts? Anybody else would hold a list of what is about himself."""
    return bool(duties_of_meeting(actor, meeting) & _TAKERS)


def closes_early(actor: Actor, meeting: CritiqueMeeting) -> bool:
    """May he close it however few have written: the office, which is no part of the unit?"""
    return bool(duties_of_meeting(actor, meeting) & {Duty.OFFICE, Duty.MACHINE})


def roles_of(meeting: CritiqueMeeting) -> dict[int, PostRole]:
    """The part of everybody at the meeting, by person. One query."""
    return {pk: PostRole(role) for pk, role in meeting.seats.values_list("person_id", "role")}


def seats_of(meeting: CritiqueMeeting) -> list[MeetingSeat]:
    """Everybody at the meeting, from the highest."""
    rows = meeting.seats.select_related("person")
    return sorted(rows, key=lambda one: (_RANKED.index(PostRole(one.role)), one.person.sort_key, one.pk))


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody whom one may criticise: in which pairing, and whether he could guess who wrote it."""

    person: Person
    pairing: Pairing
    guessed: bool


def choices_for(actor: Actor, meeting: CritiqueMeeting) -> list[Choice]:
    """Whom the actor may criticise at this meeting, in the four pairings. Empty for whoever has no seat there."""
    seats = seats_of(meeting)
    roles = {one.person_id: PostRole(one.role) for one in seats}
    mine = roles.get(actor.person_id or 0)
    if mine is None:
        return []
    found = [(one.person, pairing_of(mine, PostRole(one.role)), PostRole(one.role)) for one in seats if one.person_id != actor.person_id]
    return [Choice(person, pairing, is_guessed(roles.values(), mine, role)) for person, pairing, role in found if pairing is not None]


def own_slips(actor: Actor, meeting: CritiqueMeeting) -> QuerySet[CritiqueSlip]:
    """What he wrote himself at a meeting that goes on; afterwards nothing of it is left here. What he typed in for others from minutes is not his."""
    rows = CritiqueSlip.objects.filter(meeting=meeting, state=SlipState.WRITTEN).exclude(author=None)
    mine = rows.filter(author_id=actor.person_id or 0, written_by_id=actor.user_id or 0)
    return mine.select_related("about", "manifestation", "meeting__campaign", "meeting__unit").order_by("-pk")


def find_slip(actor: Actor, meeting: CritiqueMeeting, pk: int) -> CritiqueSlip:
    """One of his own, or Missing."""
    row = own_slips(actor, meeting).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def running_total(meeting: CritiqueMeeting) -> int:
    """How many were written so far, in steps, while it goes on; the exact total once it is closed (N14 for one meeting)."""
    if meeting.state == MeetingState.CLOSED:
        return Critique.objects.filter(meeting=meeting).count()
    return in_steps(CritiqueSlip.objects.filter(meeting=meeting, state=SlipState.WRITTEN).count())


@dataclass(frozen=True, slots=True)
class ByPairing:
    """Critiques of one pairing; `count` None where so few could have written them that the number would point at somebody."""

    pairing: Pairing
    count: int | None


def by_pairing(meeting: CritiqueMeeting) -> list[ByPairing]:
    """The closed meeting's critiques by pairing, hidden where any pairing has too few people: one that is left out could be reckoned from the
    others."""
    roles = list(roles_of(meeting).values())
    counted = dict(Critique.objects.filter(meeting=meeting).order_by().values_list("pairing").annotate(Count("pk")))
    shown = all(_possible(roles, one) >= LARGE_ENOUGH for one in Pairing if counted.get(one))
    return [ByPairing(one, counted.get(one, 0) if shown else None) for one in Pairing]


def _possible(roles: Sequence[PostRole], pairing: Pairing) -> int:
    """How many of the meeting may write in a pairing from its smaller side."""
    sides = [
        sum(1 for one in roles if one is role and any(pairing_of(role, other) is pairing for other in roles))
        for role in _RANKED
        if any(pairing_of(role, other) is pairing for other in _RANKED)
    ]
    return min((side for side in sides if side), default=0)


def total_of(campaign: Campaign, unit: Unit | None = None) -> int:
    """Critiques of all meetings of the campaign, or of a unit's."""
    rows = Critique.objects.filter(meeting__campaign=campaign)
    return (rows.filter(meeting__unit=unit) if unit else rows).count()


def criticised(actor: Actor, meeting: CritiqueMeeting) -> QuerySet[Problem]:
    """The entries of the ledger that came of a meeting, those whose text he may read: his own, and whoever reads confidential texts of the unit.
    In the order of their numbers, which were given at random."""
    mine = reach(actor, meeting.campaign_id)
    keys = Critique.objects.filter(meeting=meeting).values("problem_id")
    rows = Problem.objects.filter(visible(mine), readable(mine), campaign=meeting.campaign, pk__in=keys)
    return rows.select_related("person", "manifestation", "unit").order_by("number")


def criticism_rows(actor: Actor, campaign: Campaign, unit: Unit) -> QuerySet[Problem]:
    """The criticism problems of a unit, those whose text he may read (D12)."""
    mine = reach(actor, campaign.pk)
    keys = Critique.objects.filter(meeting__campaign=campaign, meeting__unit=unit).values("problem_id")
    rows = Problem.objects.filter(visible(mine), readable(mine), campaign=campaign, pk__in=keys)
    return rows.select_related("person", "manifestation", "unit").order_by("number")


def may_ask(actor: Actor, meeting: CritiqueMeeting) -> bool:
    """May he ask who wrote something here: the chair, or the office, for himself and not for somebody else?"""
    return bool(duties_of_meeting(actor, meeting) & {FindingDuty.CHAIR, Duty.OFFICE})


def find_critique(actor: Actor, meeting: CritiqueMeeting, number: int) -> Critique:
    """One critique of a meeting by the number of its entry, for whoever may ask and may read it; Missing for anybody else, and for what is about
    himself."""
    rows = Critique.objects.filter(meeting=meeting, problem__number=number, problem__in=criticised(actor, meeting))
    row = rows.exclude(problem__person_id=actor.person_id or 0).select_related("problem", "meeting__campaign", "meeting__unit").first()
    if row is None or not may_ask(actor, meeting):
        raise Missing()
    return row


def askings_of(meeting: CritiqueMeeting) -> list[tuple[str, Any]]:
    """Who asked for an author at this meeting, and when: everybody at the meeting may know that. Not about which critique."""
    found = records_of("critique_meeting", meeting.pk).filter(action=CritiqueWord.OPEN_AUTHOR.value)
    return [(one.actor_name, one.at) for one in found]


def coverage(campaign: Campaign, units: Sequence[Unit]) -> Mapping[int, MeetingState]:
    """By unit how far its meeting is: the furthest of them. Units that are missing held none."""
    found: dict[int, MeetingState] = {}
    order = (MeetingState.CLOSED, MeetingState.OPEN, MeetingState.PREPARED)
    rows = CritiqueMeeting.objects.filter(Q(campaign=campaign), unit__in=units).exclude(state=MeetingState.CALLED_OFF)
    for unit, state in rows.order_by().values_list("unit_id", "state"):
        found[unit] = min(found.get(unit, MeetingState.PREPARED), MeetingState(state), key=order.index)
    return found
