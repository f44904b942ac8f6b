"""What somebody is to the rows of opinions, letters, gatherings, pointings-out and critique meetings, and which of them he sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from bihuan.campaigns.models import Campaign, RosterEntry
from bihuan.campaigns.policy import duties, held_over
from bihuan.campaigns.policy import stand_ins as stand_ins_in_campaign
from bihuan.campaigns.vocabulary import TOWARDS_A_UNIT, Duty
from bihuan.finding.models.critique import Critique, CritiqueMeeting, CritiqueSlip, MeetingSeat
from bihuan.finding.models.opinions import Opinion, OpinionLetter, PointingOut
from bihuan.finding.vocabulary.critique import MeetingState
from bihuan.finding.vocabulary.opinions import FindingDuty
from bihuan.foundation.kernel import Actor, Term


def _towards(actor: Actor, campaign: Any, unit_id: int | None) -> set[Term]:
    """The duties in the campaign, those for units only where they are for this one."""
    found: set[Term] = set(duties(actor, campaign))
    if actor.is_system:
        return found
    near = {one.duty for one in held_over(actor, campaign.pk) if one.of is None and one.unit_id == unit_id} if unit_id else set()
    return (found - {*TOWARDS_A_UNIT}) | (near & {*TOWARDS_A_UNIT})


def duties_of_unit_row(actor: Actor, row: Any) -> frozenset[Term]:
    """The duties towards the unit of a gathering."""
    return frozenset(_towards(actor, row.campaign, row.unit_id))


def duties_of_opinion(actor: Actor, row: Opinion) -> frozenset[Term]:
    """The duties towards its unit; whoever answers a letter writes the opinions of his reply. Nobody handles one about himself (P04)."""
    if actor.person_id is not None and row.person_id == actor.person_id:
        return frozenset()
    found = _towards(actor, row.campaign, row.unit_id)
    if row.letter is not None:
        found |= duties_of_letter(actor, row.letter) & {FindingDuty.ADDRESSEE}
    return frozenset(found)


def duties_of_letter(actor: Actor, row: OpinionLetter) -> frozenset[Term]:
    """The duties in the campaign; whom it is for. With the code in his hand comes whoever the letter is for (`by_code`)."""
    if actor.door == "code":
        return frozenset({FindingDuty.ADDRESSEE})
    mine = {FindingDuty.ADDRESSEE} if actor.person_id is not None and row.person_id == actor.person_id else set()
    return frozenset(_towards(actor, row.campaign, None) | mine)


def duties_of_pointing(actor: Actor, row: PointingOut) -> frozenset[Term]:
    """The duties in the campaign; whoever is of its people. Nobody points himself out, or takes what is about him."""
    if actor.person_id is not None and row.person_id == actor.person_id:
        return frozenset()
    found = _towards(actor, row.campaign, None)
    return frozenset(found | {FindingDuty.AMONG}) if is_among(actor, row.campaign) else frozenset(found)


def is_among(actor: Actor, campaign: Campaign) -> bool:
    """Does he take part in the campaign: on its roster, or with a duty of his own?"""
    if actor.person_id is None or actor.administrator:
        return False
    listed = RosterEntry.objects.filter(campaign=campaign, person_id=actor.person_id, to_on=None).exists()
    return listed or any(one.of is None for one in held_over(actor, campaign.pk))


def duties_of_meeting(actor: Actor, row: CritiqueMeeting) -> frozenset[Term]:
    """The duties towards its unit; who sits there, who chairs it."""
    found = _towards(actor, row.campaign, row.unit_id)
    if actor.person_id is not None and not row._state.adding:
        found |= {FindingDuty.CHAIR} if row.chair_id == actor.person_id else set()
        found |= {FindingDuty.SITTER} if row.seats.filter(person_id=actor.person_id).exists() else set()
    return frozenset(found)


def duties_of_slip(actor: Actor, row: CritiqueSlip) -> frozenset[Term]:
    """Those towards the meeting; whoever wrote it himself. What is about himself nobody else writes down for him (P04)."""
    found = set(duties_of_meeting(actor, row.meeting))
    mine = actor.person_id is not None and row.author_id == actor.person_id and row.written_by_id == actor.user_id
    return frozenset(found | {FindingDuty.WRITER}) if mine and not row._state.adding else frozenset(found)


def duties_of_critique(actor: Actor, row: Critique) -> frozenset[Term]:
    """Those towards the meeting."""
    return duties_of_meeting(actor, row.meeting)


def stand_ins(actor: Actor, rows: Sequence[Any]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """For each row the actor as the deputy of others, with what was delegated to him towards its unit. Never what is about himself."""
    about = [row.meeting if isinstance(row, CritiqueSlip | Critique) else row for row in rows]
    found = []
    for row, others in zip(about, stand_ins_in_campaign(actor, about), strict=True):
        mine = held_over(actor, row.campaign_id) if others else ()
        unit, himself = getattr(row, "unit_id", None), getattr(row, "person_id", None)
        told = []
        for one, duty in others:
            near: set[Term] = {held.duty for held in mine if held.of == one.for_person and unit is not None and held.unit_id == unit}
            kept = (set(duty) - {*TOWARDS_A_UNIT}) | (near & {*TOWARDS_A_UNIT})
            told.append((one, frozenset() if himself in (one.person_id, one.for_person) and himself is not None else frozenset(kept)))
        found.append(told)
    return found


@dataclass(frozen=True)
class Sight:
    """What one actor holds in one campaign, asked once."""

    actor: Actor
    campaign: Campaign
    office: bool
    whole: bool
    own: frozenset[int]
    supervised: frozenset[int]

    def opinions(self) -> Q:
        """Opinions that he sees. One about a person is the office's until it stands on the ledger; nobody sees one about himself before
        (M57: then he finds it there)."""
        if self.actor.is_system:
            return Q()
        settled = ~Q(problem=None)
        himself = Q(person_id=self.actor.person_id or 0)
        shown = Q(person=None) | settled
        near = Q() if self.office else shown if self.whole else shown & Q(unit_id__in=self.own | self.supervised)
        return (near & (~himself | Q(person=None) | settled)) | (himself & settled)

    def letters(self) -> Q:
        """Letters: all for the office and the leading group, his own to an addressee once it was sent."""
        if self.actor.is_system or self.whole:
            return Q()
        return Q(person_id=self.actor.person_id or 0) & Q(sent_at__isnull=False)

    def of_units(self) -> Q:
        """Rows of units: his own units', all for the whole campaign."""
        return Q() if self.whole else Q(unit_id__in=self.own | self.supervised)

    def meetings(self) -> Q:
        """Critique meetings: those of his units, and where he sits."""
        if self.whole:
            return Q()
        seats = MeetingSeat.objects.filter(person_id=self.actor.person_id or 0, meeting__campaign=self.campaign).values("meeting_id")
        return self.of_units() | (Q(pk__in=seats) & ~Q(state=MeetingState.CALLED_OFF))


def sight(actor: Actor, campaign: Campaign) -> Sight:
    """Asked once for a page."""
    mine = held_over(actor, campaign.pk)
    office = actor.is_system or any(one.duty is Duty.OFFICE for one in mine)
    whole = office or any(one.duty is Duty.LEADER for one in mine)
    units = (Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE, Duty.LIAISON)
    own = frozenset(one.unit_id for one in mine if one.duty in units and one.unit_id)
    supervised = frozenset(one.unit_id for one in mine if one.duty is Duty.SUPERVISOR and one.unit_id)
    return Sight(actor, campaign, office, whole, own, supervised)


def duties_of_slips(actor: Actor, rows: Sequence[CritiqueSlip]) -> list[frozenset[Term]]:
    """Those towards the meeting of each: one question a meeting."""
    meetings = {row.meeting_id: row.meeting for row in rows}
    found = {pk: duties_of_meeting(actor, meeting) for pk, meeting in meetings.items()}
    return [found[row.meeting_id] for row in rows]


def duties_of_pointings(actor: Actor, rows: Sequence[PointingOut]) -> list[frozenset[Term]]:
    """The duties in the campaign; towards what is about himself nobody has any."""
    found = {row.campaign_id: frozenset(_towards(actor, row.campaign, None)) for row in rows}
    me = actor.person_id
    return [frozenset() if me is not None and row.person_id == me else found[row.campaign_id] for row in rows]
